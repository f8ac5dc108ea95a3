#!/bin/bash
# check finds by digests and chains, without reading a package again, what was
# changed in the archive, the journal or the books; --full reads all again.
. "$(dirname "$0")/../lib.sh"

gas_hub
for i in 1 2; do
	begin gas-0$i
	add <<X
<submission id="1" kind="incident"><title>t$i</title><indicator type="ipv4-addr" role="c2">198.51.100.$i</indicator><share consent="given"/></submission>
X
	drop p$i
	echo junk $i >"$HUB/inbox/gas-01/junk$i"
	night 2017-08-0$((i + 3))
	[ $i = 2 ] || cp -a "$HUB" "$WORK/older"
done
no_agent "$HUB/gnupg"
is "two were released" "$(ls "$HUB"/outbox/gas/bundles | wc -l)" 2

code() { rc=0; "$TOIYABA" "$@" >"$WORK/said" 2>&1 || rc=$?; echo $rc; }
is "all agree" "$(code check "$HUB")" 0
lies() { (cd "$HUB" && find . -type f | sort); }
before=$(lies)
is "read again, too" "$(code check "$HUB" --full)" 0
is "and nothing of it lies there" "$(lies)" "$before"
is "an option that is none" "$(code check "$HUB" --quick)" 64
# The keyring away: the books are read without a key, and the key is missed.
mv "$HUB/gnupg" "$WORK/away"
mkdir -m 700 "$HUB/gnupg"
is "the hub's key is away" "$(code check "$HUB")" 69
ok "the books agree all the same" grep -q 'bundle chains agree' "$WORK/said"
ok "which one is missed" grep -q "the hub's key: .*$HUBKEY is not in the keyring" "$WORK/said"
"$TOIYABA" check "$HUB" --json >"$WORK/json" 2>/dev/null || true
is "as JSON" "$(json 'sorted(j.items())')" "[('agree', True), ('faults', 0), ('full', False), ('key', 'secret key $HUBKEY is not in the keyring')]"
rmdir "$HUB/gnupg"
mv "$WORK/away" "$HUB/gnupg"
# It signs still, and opens no more: the secret half of what is sealed to it is gone.
grip=$(gpg --homedir "$HUB/gnupg" --with-colons --with-keygrip -K 2>/dev/null | awk -F: '/^ssb/ { s = 1 } s && /^grp/ { print $10; exit }')
no_agent "$HUB/gnupg"
mv "$HUB/gnupg/private-keys-v1.d/$grip.key" "$WORK/grip"
is "the key opens nothing" "$(code check "$HUB")" 69
ok "and it is said" grep -q "the hub's key: it does not open what is sealed to it" "$WORK/said"
mv "$WORK/grip" "$HUB/gnupg/private-keys-v1.d/$grip.key"
is "the key is whole" "$(code check "$HUB")" 0
ok "it opens and signs" grep -q 'opens and signs' "$WORK/said"

# Each damage on a copy: the line that says it, and how it is done.
damage() {	# damage WHAT SAYS COMMAND... : COMMAND in the copy's folder
	rm -rf "$WORK/copy"
	cp -a "$HUB" "$WORK/copy"
	(cd "$WORK/copy" && "${@:3}") >/dev/null
	is "$1" "$(code check "$WORK/copy")" 78
	ok "$1: said" grep -q "$2" "$WORK/said"
}
flip() { python3 - "$1" <<'P'
import sys
b = bytearray(open(sys.argv[1], "rb").read())
b[len(b) // 2] ^= 1
open(sys.argv[1], "wb").write(b)
P
}
flip_first() { flip "$(printf '%s\n' "$@" | head -1)"; }
rm_first() { rm "$1"; }
in_db() { sqlite3 hub.db "PRAGMA foreign_keys = OFF; $1"; }
# The journal anew, of what a Python expression makes of its entries.
journal_by() { python3 - "$1" <<'P'
import hashlib, sys
rest = [x[65:] for x in open("journal").read().splitlines()]
rest = eval(sys.argv[1])
head, out = "0" * 64, []
for n, line in enumerate(rest, 1):
    line = f"{n} " + line.split(" ", 1)[1]
    head = hashlib.sha256((head + " " + line).encode()).hexdigest()
    out.append(head + " " + line)
open("journal", "w").write("\n".join(out) + "\n")
P
}
put_back() { cp "$WORK/older/hub.db" "$WORK/older/journal" .; rm -f hub.db-*; }

for f in archive quarantine; do
	damage "a flipped byte in $f" "$f/.*other bytes" eval "flip_first $f/*.gpg"
done
damage "a package that is gone" "archive/.*is missing" eval 'rm_first archive/*.gpg'
damage "a roster of a night that is gone" "roster.xml: is missing" eval 'rm_first archive/*.roster.xml'
damage "settings of a night that were changed" "hub.conf: has other bytes" eval 'flip_first archive/*.hub.conf'
damage "a journal with another word in it" "journal was changed" sed -i 's/member=gas-01/member=gas-02/' journal
damage "a journal that was cut" "journal: is shorter" sed -i '$d' journal
damage "one with an entry less, chained anew" "journal: " journal_by '[x for x in rest if " quarantined " not in x]'
damage "one with another word, chained anew" "is not what a night signed" \
    journal_by '[x.replace("member=gas-01", "member=gas-02") for x in rest]'
damage "journal and books of an older night" "is shorter than a night signed" put_back
newest=$(printf '%s\n' "$HUB"/runs/*/ | tail -1)
newest=runs/$(basename "$newest")/journal-head.txt
damage "a head that is not signed" "$newest: has no signature" rm "$newest.asc"
damage "a signature of other bytes" "$newest: is not signed by $HUBKEY" \
    cp runs/20170804T013000/journal-head.txt.asc "$newest.asc"
by_another() {	# a journal that is written anew, and its head signed by a member
	journal_by '[x.replace("member=gas-01", "member=gas-02") for x in rest]'
	rm -r runs/20170804T013000
	sed -i "3s/.*/entries $(tail -1 journal | cut -d' ' -f2)/; 4s/.*/head $(tail -1 journal | cut -d' ' -f1)/" "$newest"
	gpg --homedir "$KEYS/gas-02" --batch --yes --quiet --armor -o "$newest.asc" --detach-sign "$newest" 2>/dev/null
}
damage "a head of a journal that another hand wrote and signed" "$newest: is not signed by $HUBKEY" by_another
damage "a row that nobody wrote" "table run has other rows" \
    in_db "INSERT INTO run (id, at, day) VALUES ('x', 1, 'x')"
damage "a value that was changed" "table submission has other rows" \
    in_db "UPDATE submission SET title = 'x' WHERE title = 't1'"
damage "rows that are gone" "table join_key has other rows" in_db "DELETE FROM join_key"
damage "a package that the journal has not" "the journal does not" \
    in_db "UPDATE package SET sha256 = replace(sha256, substr(sha256, 1, 8), '00000000') WHERE state = 'quarantined'"
damage "another verdict" "the journal does not" \
    in_db "UPDATE package SET state = 'accepted' WHERE state = 'quarantined'"
damage "a bundle of another digest" "a bundle that the journal has not" \
    in_db "UPDATE bundle SET digest = replace(digest, substr(digest, 1, 8), '00000000') WHERE sequence = 2"
damage "a bundle less" "lacks bundles" in_db "DELETE FROM bundle WHERE sequence = 2"
damage "a chain that is broken" "chain of bundles is broken" \
    in_db "UPDATE bundle SET previous = digest WHERE sequence = 2"
damage "an item that nobody told" "an item that the journal has not" \
    in_db "UPDATE item SET id = 'S-2017-AAAAAAAA' WHERE id = (SELECT min(id) FROM item)"

# A database without sums is read again; made again, it has them.
cp -a "$HUB" "$WORK/plain"
sums() { sqlite3 "$1/hub.db" "SELECT * FROM state WHERE key GLOB 'rows*'"; }
sqlite3 "$WORK/plain/hub.db" "DELETE FROM state WHERE key GLOB 'rows*'"
is "no sums: all is read again" "$(code check "$WORK/plain")" 0
sqlite3 "$WORK/plain/hub.db" "UPDATE submission SET title = 'x'"
is "and found" "$(code check "$WORK/plain")" 78
is "rebuild mends it" "$(code rebuild "$WORK/plain")" 0
ok "and sums it up" test "$(sums "$WORK/plain" | wc -l)" -gt 10
is "all agree" "$(code check "$WORK/plain")" 0
result

#!/bin/bash
# What is past keeping goes from the outbox with all its names, and nothing
# else; and any past bundle is made again to the byte before signing, many
# nights later and out of the books alone.
. "$(dirname "$0")/../lib.sh"

{
	audience sig gas
	audience sig rail
	for i in 1 2 3; do member "gas-0$i" gas; done
	for i in 1 2 3; do member "rail-0$i" rail; done
} >"$WORK/roster"
make_hub <"$WORK/roster"
give() {	# give WHO NAME [SHARE]
	begin "$1"
	add <<<"<submission id=\"1\" kind=\"incident\"><title>$2</title><indicator type=\"domain-name\" role=\"c2\">$2.evil.example</indicator>${3-<share consent=\"given\"/>}</submission>"
	drop "$2"
}
out() { (cd "$HUB/outbox" && find . -type f ! -name hub.asc ! -name member.html | sed 's/[0-9a-f]\{64\}/PREVIEW/' | LC_ALL=C sort); }
give gas-01 one
give gas-02 asked ''
night 2017-08-04
is "each member has the bundle under its name" "$(cd "$HUB/outbox" && stat -c %h gas/bundles/* gas-0?/bundles/* | tr '\n' ' ')" "4 4 4 4 "
is "and a member of another SIG has not" "$(find "$HUB/outbox" -path '*rail-0*bundles*' | wc -l)" 0
is "and the hub's key beside it" "$(cd "$HUB/outbox" && ls */hub.asc | tr '\n' ' ')" "gas-01/hub.asc gas-02/hub.asc gas-03/hub.asc gas/hub.asc "
first=$(out)
night 2017-09-04
give gas-01 two
night 2017-10-04
cp -r "$HUB" "$WORK/before"
plain() {	# plain FILE : the archive as it was before signing
	gpg --homedir "$KEYS/${2:-gas-02}" --batch --quiet --trust-model always -d "$1" 2>/dev/null >"$WORK/plain" || true
	python3 - "$WORK/plain" <<'P'
import hashlib, sys
b = open(sys.argv[1], "rb").read()
print(hashlib.sha256(b[b.index(b"\x28\xb5\x2f\xfd", 4):]).hexdigest())
P
}
digest() { sed -n "s/.* release audience=gas sequence=$1 digest=\([0-9a-f]*\) .*/\1/p" "$HUB/journal"; }
is "what is there has the digest" "$(plain "$HUB/outbox/gas/bundles/gas-000001.tar.zst.gpg")" "$(digest 1)"
touch "$HUB/outbox/gas/bundles/note.txt" "$HUB/outbox/gas-01/receipts/mine.gpg"
all=$(out)
night 2017-11-01
is "before its time nothing goes" "$RC $(out)" "0 $all"
give rail-01 three
night 2017-11-03
now=$(out)
is "then the first night's goes" "$(comm -12 <(echo "$first") <(echo "$now"))" ""
is "and nothing else" "$(comm -23 <(echo "$all") <(echo "$now"))" "$first"
is "what is not the hub's stays" "$(grep -c 'note.txt\|mine.gpg' <<<"$now")" 2
cp -r "$HUB" "$WORK/after"
night 2017-11-03
is "once more changes nothing" "$RC $(out)" "0 $now"

# Made again.
mkdir "$WORK/again"
again() { rc=0; "$TOIYABA" again "$HUB" "$1" "$WORK/again" --at 2017-11-04T09:00:00+09:00 >"$WORK/said" 2>&1 || rc=$?; echo "$rc"; }
books=$(sqlite3 "$HUB/hub.db" .dump | sha256sum; sha256sum <"$HUB/journal")
is "made again" "$(again gas-000001)" 0
ok "it says so" grep -q "gas-000001.tar.zst.gpg: as it was, $(digest 1)" "$WORK/said"
is "to the byte" "$(plain "$WORK/again/gas-000001.tar.zst.gpg")" "$(digest 1)"
is "the books are as they were" "$(sqlite3 "$HUB/hub.db" .dump | sha256sum; sha256sum <"$HUB/journal")" "$books"
LC_ALL=C "$TOIYABA" open "$WORK/again/gas-000001.tar.zst.gpg" "$HUB/outbox/gas-02/bundles/gas-000002.tar.zst.gpg" \
    --hub "$HUBKEY" --homedir "$KEYS/gas-02" --state "$WORK/state" --at 2017-11-05T09:00:00+09:00 >"$WORK/said" 2>&1 || true
ok "its reader opens it, and what follows" grep -q 'nothing is missing\|2 new\|new: 2' "$WORK/said"
is "one that never was" "$(again gas-000009)" 64
is "a name that is none" "$(again ../x)" 64
is "nothing more lies there" "$(ls "$WORK/again")" gas-000001.tar.zst.gpg
no_agent "$HUB/gnupg"
rm "$HUB"/hub.db*
ok "rebuild" "$TOIYABA" rebuild "$HUB"
rm "$WORK/again"/*
is "out of the books alone" "$(again gas-000001) $(plain "$WORK/again/gas-000001.tar.zst.gpg")" "0 $(digest 1)"
night 2017-11-03
is "what is gone stays gone" "$(out)" "$now"

# A night that could not put all of its own there keeps what it has.
rm -rf "$HUB"; cp -r "$WORK/before" "$HUB"
sqlite3 "$HUB/hub.db" "UPDATE run SET ended = 0 WHERE id LIKE '20170804%';
    UPDATE bundle SET archive = 'x' WHERE sequence = 1"	# which nobody can send
sed -i 's/^#* *keep *=.*/keep = 90/' "$HUB/hub.conf"
night 2017-11-03
is "a night that is open still keeps its own" "$(comm -12 <(echo "$first") <(out))" "$first"
rm -rf "$HUB"; cp -r "$WORK/before" "$HUB"
sed -i 's/^#* *keep *=.*/keep = 0/' "$HUB/hub.conf"
night 2017-11-03
is "0 is for ever" "$(comm -12 <(echo "$first") <(out))" "$first"

# Killed among the removals.
for at in 1 3 6; do
	rm -rf "$HUB"; cp -r "$WORK/before" "$HUB"
	(cd "$HUB/outbox" && find . -type f -path '*bundles*000001*' | LC_ALL=C sort | head -$at | xargs rm)
	night 2017-11-01
	night 2017-11-03
	is "and go on where it was killed ($at)" "$(comm -12 <(echo "$first") <(out))" ""
done
result

#!/bin/bash
# The books say it again without a keyring: check, rebuild, revoke and distrust
# in whichever order give one state.  Books of another version are not read.
. "$(dirname "$0")/../lib.sh"

for k in gas-01 gas-01-new gas-02 duty duty-2; do make_key $k >/dev/null; done
fpr() { cat "$KEYS/$1/fpr"; }
roster() {	# roster [DISTRUSTED] : attributes of the stolen keys
	audience sig gas
	member gas-01 gas | sed "s|<key .*\"/><in|<key fingerprint=\"$(fpr gas-01)\" from=\"2016-04-01\" $1/><key fingerprint=\"$(fpr gas-01-new)\" from=\"2016-04-01\"/><in|"
	member gas-02 gas
	other duty analyst | sed "s|/></member>| $1/></member>|"
	other duty-2 analyst
}
roster "" >"$WORK/roster"
make_hub <"$WORK/roster"
n=0
give() {	# give KEY
	n=$((n + 1))
	begin "${1%-new}"
	add <<X
<submission id="1" kind="incident"><title>t$n</title><indicator type="ipv4-addr" role="c2">198.51.100.$n</indicator><share consent="given"/></submission>
X
	manifest; archive
	mkdir -p "$HUB/inbox/${1%-new}"
	seal "$1" "$HUB/inbox/${1%-new}/p$n.gpg"
}
rule() {	# rule WHO CASE TEXT
	begin "$1"
	add <<<"<ruling case=\"$2\"><analysis>$3</analysis></ruling>"
	drop "$PKGID"
}
case_of() { json "[s['case'] for p in j['packages'] for s in p['submissions'] if p['path'].endswith('/p$1.gpg')][0]"; }
give gas-01; give gas-01-new; give gas-02
signed=$(($(date -d "$SIGNED_AT" +%s) - 1))
night 2017-08-04
case3=$(case_of 3)
ok "the journal says who signed, since when, and when" grep -q " accepted .* signer=$(fpr gas-02) key-made=1262304000 signed=$signed" "$HUB/journal"
rule duty-2 "$case3" right
night 2017-08-05
rule duty "$case3" forged
night 2017-08-06
is "before" "$RC" 0
no_agent "$HUB/gnupg"

# Stolen since the 4th: gas-01's old key and duty's.
do_rebuild() { rm "$1"/hub.db*; "$TOIYABA" rebuild "$1"; }
do_revoke() { "$TOIYABA" keys "$1" revoke gas-01 "$(fpr gas-01)" && "$TOIYABA" keys "$1" revoke duty "$(fpr duty)"; }
do_distrust() {
	{ echo '<roster xmlns="urn:toiyaba:roster:1">'; roster 'distrusted="2017-08-04"'; echo '</roster>'; } >"$1/roster.xml"
	rc=0; "$TOIYABA" run "$1" --at 2017-08-07T01:30:00+09:00 || rc=$?
	[ $rc = 10 ]
}
dump() {	# everything that is derived, and the journal
	sqlite3 "$1/hub.db" .dump | grep -vE '^INSERT INTO (state|waiting) ' | LC_ALL=C sort | sha256sum
	sha256sum <"$1/journal"
}
orders() {	# orders DONE HUB LEFT... : each of what is left comes next
	done=$1 here=$2
	shift 2
	if [ $# = 0 ]; then
		dump "$here" >>"$WORK/states"
		return
	fi
	for next; do
		rest=()
		for x; do [ "$x" = "$next" ] || rest+=("$x"); done
		cp -a "$here" "$here+"
		ok "$done $next" do_$next "$here+"
		ok "$done $next: check" "$TOIYABA" check --full "$here+"
		(orders "$done $next" "$here+" "${rest[@]}"; echo "$PASSED $FAILED" >"$WORK/count")
		read -r PASSED FAILED <"$WORK/count"
		rm -rf "$here+"
	done
}
: >"$WORK/states"
orders "" "$HUB" rebuild revoke distrust
is "six orders, one state" "$(wc -l <"$WORK/states") $(sort -u "$WORK/states" | wc -l)" "12 2"
do_distrust "$HUB" >/dev/null 2>"$WORK/err"
ok "it takes back what came under both keys" grep -q 'gas-01: .*taken back: 1 submissions' "$WORK/err"
ok "and the ruling" grep -q 'duty: .*taken back: 1 rulings' "$WORK/err"

# Nobody's public key is needed to say it again.
state=$(dump "$HUB")
for k in gas-01 gas-01-new gas-02 duty duty-2; do
	gpg --homedir "$HUB/gnupg" --batch --yes --quiet --delete-keys "$(fpr $k)" 2>/dev/null
done
no_agent "$HUB/gnupg"
ok "check without their keys" "$TOIYABA" check --full "$HUB"
ok "rebuild without their keys" do_rebuild "$HUB"
is "the same books" "$(dump "$HUB")" "$state"

# Of another version.
first() {	# first VERSION : a journal whose first entry says so
	python3 - "$HUB/journal" "$1" <<'P'
import hashlib, re, sys
path, version = sys.argv[1:]
head, out = "0" * 64, []
for line in open(path).read().splitlines():
    rest = line[65:]
    if rest.startswith("1 hub "):
        rest = re.sub(" version=[^ ]*", version, rest)
    head = hashlib.sha256((head + " " + rest).encode()).hexdigest()
    out.append(head + " " + rest)
open(path, "w").write("\n".join(out) + "\n")
P
}
code() { rc=0; "$TOIYABA" "$@" >/dev/null 2>"$WORK/err" || rc=$?; echo $rc; }
cp "$HUB/journal" "$WORK/journal"
for v in " version=3" ""; do
	first "$v"
	is "version '${v# }': run" "$(code run "$HUB" --at 2017-08-08T01:30:00+09:00)" 78
	ok "says which it reads" grep -q 'journal: it is of version [13]; this program reads and writes version 2' "$WORK/err"
	is "version '${v# }': rebuild" "$(code rebuild "$HUB")" 78
	is "version '${v# }': keys" "$(code keys "$HUB" list)" 78
	cp "$WORK/journal" "$HUB/journal"
done
python3 - "$HUB/journal" <<'P'
import hashlib, sys
rest = "1 night run=x at=1 roster=x settings=x"
open(sys.argv[1], "w").write(hashlib.sha256(("0" * 64 + " " + rest).encode()).hexdigest() + " " + rest + "\n")
P
is "one that does not begin as one" "$(code check "$HUB")" 78
cp "$WORK/journal" "$HUB/journal"
sqlite3 "$HUB/hub.db" 'PRAGMA user_version = 99'
is "a schema of another program" "$(code run "$HUB" --at 2017-08-08T01:30:00+09:00)" 78
ok "says what to do" grep -q 'hub.db has schema 99.*toiyaba rebuild' "$WORK/err"
ok "which mends it" "$TOIYABA" rebuild "$HUB"
is "run again" "$(code run "$HUB" --at 2017-08-08T01:30:00+09:00)" 0

# Another command that closes the books holds them whole for a moment.
python3 - "$HUB/hub.db" "$WORK/held" <<'P' &
import sqlite3, sys, time
db = sqlite3.connect(sys.argv[1])
db.execute("PRAGMA locking_mode = EXCLUSIVE")
db.execute("BEGIN EXCLUSIVE")
open(sys.argv[2], "w").close()
time.sleep(1)
P
until [ -e "$WORK/held" ]; do sleep .02; done
is "who comes then waits" "$(code check "$HUB")" 0
wait
result

#!/bin/bash
# Of a hub that was copied, or put back from an old state, no two go on: other
# bundles would go out under numbers that are taken.  A person begins a new
# line; members' `open` tells it from a fork.
. "$(dirname "$0")/../lib.sh"

gas_hub
one() {	# one NAME : a package that gives an item
	begin gas-01
	add <<X
<submission id="1" kind="incident"><title>$1</title><indicator type="domain-name" role="c2">$1.evil.example</indicator><share consent="given"/></submission>
X
	drop "$1"
}
STATE=$WORK/state
opens() {	# opens FILE...: a member's call, exit code in RC, words in $WORK/said
	RC=0
	"$TOIYABA" open "$@" --homedir "$KEYS/gas-02" --hub "$HUBKEY" --state "$STATE" \
	    --into "$WORK/into" --at 2017-08-10T09:00:00+09:00 >"$WORK/said" 2>&1 || RC=$?
}
says() { grep -qF "$1" "$WORK/said"; }
bundle() { echo "$HUB/outbox/gas/bundles/gas-$(printf %06d "$1").tar.zst.gpg"; }
in_force() { cut -d, -f2 "$WORK/into/lists/in-force.csv" | sed -n 's/\.evil.*//p' | sort | tr '\n' ' '; }

one first
night 2017-08-04
is "a night" "$RC" 0
ok "the hub is at home" grep -q '^inode = ' "$HUB/place"
opens "$(bundle 1)"
is "a member opens" "$RC" 0

# A copy beside it reads, and sends nothing; the hub itself goes on.
command cp -a "$HUB" "$WORK/beside"
real=$HUB HUB=$WORK/beside
one never
sums() { (cd "$HUB" && find . -type f ! -name heartbeat ! -name 'hub.db*' -exec sha256sum {} + | sort); }
before=$(sums)
for verb in "run $HUB" "export $HUB $WORK" "report $HUB 2017Q2"; do
	RC=0
	"$TOIYABA" $verb --at 2017-08-05T01:30:00+09:00 >"$WORK/said" 2>&1 || RC=$?
	is "a copy: ${verb%% *}" "$RC" 78
	ok "${verb%% *}: and it is said what to do" says "toiyaba restore --here $HUB"
done
rm -f "$HUB"/hub.db*
night 2017-08-05
is "nor without its books" "$RC" 78
night 2017-08-05 --dry-run
is "a rehearsal runs" "$RC" 0
ok "it may be read" "$TOIYABA" rebuild "$HUB"
ok "and checked" "$TOIYABA" check "$HUB"
night 2017-08-05
is "rebuild makes it no hub at home" "$RC" 78
mv "$HUB/place" "$WORK/place"
night 2017-08-05
is "nor is one without a place" "$RC" 78
mv "$WORK/place" "$HUB/place"
is "nothing of it was changed" "$(sums)" "$before"
rm -r "$HUB"
HUB=$real
if [ -s /etc/machine-id ]; then
	ok "the machine's id is known by its digest" grep -q '^machine = [0-9a-f]\{64\}$' "$HUB/place"
	is "the machine's id is not told" "$(grep -rlaF "$(cat /etc/machine-id)" "$HUB" | wc -l)" 0
	sed -i "1s/.*/machine = $(printf %064d 0)/" "$HUB/place"
	night 2017-08-05
	is "another machine is refused" "$RC $(grep -c 'another machine' "$WORK/err")" "78 1"
	sed -i "1s/.*/machine = -/" "$HUB/place"
else
	skip "/etc/machine-id is empty here"
fi
one second
night 2017-08-05
is "the hub itself goes on, also where its machine has no id" "$RC" 0
command cp -a "$HUB" "$WORK/backup"
no_agent "$WORK/backup/gnupg"
for day in 06 07; do one "third-$day"; night 2017-08-$day; done
was() { sed -n "s/.* release audience=gas sequence=$1 digest=\([0-9a-f]*\).*/\1/p" "$HUB/journal"; }
void=$(was 3)
opens "$(bundle 2)" "$(bundle 3)" "$(bundle 4)"
is "a member has four" "$RC $(in_force)" "0 first second third-06 third-07 "

# An older state under what was sent.
cp "$WORK/backup/journal" "$HUB/journal"
rm -rf "${HUB:?}/archive" "$HUB"/hub.db*
command cp -a "$WORK/backup/archive" "$WORK/backup/hub.db" "$HUB"
one fourth
night 2017-08-08
is "an older state put back in its place is refused" "$RC" 78
ok "and it is said what to do" grep -q 'older state was put back.*restore --here' "$WORK/err"
is "nothing was taken" "$(find "$HUB/inbox" -type f | wc -l)" 1
before=$(sha256sum <"$HUB/journal")
RC=0
"$TOIYABA" restore --here "$HUB" --yes --at 2017-08-05T01:00:00+09:00 >"$WORK/said" 2>&1 || RC=$?
is "not behind the last night" "$RC $(sha256sum <"$HUB/journal")" "78 $before"
echo no | "$TOIYABA" restore --here "$HUB" --at 2018-08-08T00:00:00+09:00 >"$WORK/said" 2>&1 || RC=$?
is "a person is asked" "$RC $(sha256sum <"$HUB/journal")" "64 $before"
ok "who sees when the line begins" says "as of 2018-08-08T00:00:00+09:00"
ok "and that this is far ahead" says "367 days have passed"
ok "a new line" sh -c "'$TOIYABA' restore --here '$HUB' --yes --at 2017-08-08T00:00:00+09:00 >'$WORK/said'"
ok "the last night" says "the last night that its books know: 20170805T013000"
is "what is missing" "$(grep -c 'a night that they do not know: 201708' "$WORK/said") $(grep -c 'a bundle that they do not know: gas-00000[34]' "$WORK/said")" "2 2"
is "was laid aside" "$(find "$HUB/void" -name 'gas-00000[34].*' | wc -l) $(ls "$HUB"/outbox/*/bundles/gas-000003* 2>/dev/null | wc -l)" "6 0"
line=$(tail -1 "$HUB/journal")
ok "the books say so" grep -q ' line begun=1502118000 by=' <<<"$line"
night 2017-08-08
is "the hub goes on" "$RC $(json "[b['sequence'] for b in j['bundles']]")" "0 [3]"
ok "the books agree" "$TOIYABA" check "$HUB"
reader gas-02 gas 3
ok "the bundle says behind which one it begins" grep -q '<line begun="2017-08-07T15:00:00Z" after="2" digest="[0-9a-f]*[1-9a-f][0-9a-f]*"/>' "$WORK/bundle/bundle.xml"
ok "and its pages tell people" sh -c "grep -q 'put back from a backup' '$WORK/bundle/notice.en.html' && grep -q '復元' '$WORK/bundle/notice.ja.html'"
cp -a "$STATE" "$WORK/state.keep"
opens "$(bundle 3)"
is "a member must look" "$RC" 10
ok "it is no fork" says "begins a new line of bundles with gas-000003"
ok "what is void" says "gas-000003 to gas-000004"
is "what was told stands, and more comes" "$(in_force)" "first fourth second third-06 third-07 "
ok "beside the old one" sh -c "ls '$WORK/into' | grep -q 'gas-000003-line-2017-08-07-1500'"
opens "$HUB/void"/*/outbox/gas/gas-000004*
is "what came before the restore comes too late" "$RC" 65
ok "as what it is" says "void since"
one fifth
SIGNED_AT=2017-08-08T12:00:00+09:00
ack() {	# ack WHO SEQUENCE DIGEST
	begin "$1"
	add <<<"<ack bundle=\"gas-$(printf %06d "$2")\" hits=\"yes\" digest=\"$3\"/>"
	drop "ack-$PKGID"
}
ack gas-02 3 "$void"
ack gas-01 3 "$(was 3)"
ack gas-01 2 "$void"
night 2017-08-09
is "an acknowledgement means the bundle whose digest it names" \
    "${#void} $(sqlite3 "$HUB/hub.db" "select audience, sequence, member from ack") $(json "sorted(p['state'] for p in j['packages'])")" \
    "64 gas|3|gas-01 ['accepted', 'accepted', 'accepted', 'quarantined']"
opens "$(bundle 4)"
is "the next one" "$RC $(in_force)" "0 fifth first fourth second third-06 third-07 "

# In another order: the second of the line first.
STATE=$WORK/state.keep
opens "$(bundle 4)"
is "the second one first: one is missing" "$RC" 10
ok "as is said" says "gas-000003: is missing"
opens "$(bundle 3)"
is "then the first" "$RC" 0

# A hub that is moved loses nothing, and a fork is one as before.
command cp -a "$HUB" "$WORK/moved"
one sixth
night 2017-08-10
opens "$(bundle 5)"
is "the line goes on" "$RC" 0
HUB=$WORK/moved
sh "$AT_HOME" "$HUB"
one seventh
night 2017-08-10
opens "$(bundle 5)"
is "a fork without a word is refused" "$RC" 65
ok "as a fork" says "a fork"

# A hub from before places were kept has one since its new line.
python3 - "$HUB/journal" <<'P'
import hashlib, re, sys
head, out = "0" * 64, []
for n, line in enumerate(open(sys.argv[1]).read().splitlines()):
    line = line[65:] if n else re.sub(" place=[^ ]*", "", line[65:])
    head = hashlib.sha256((head + " " + line).encode()).hexdigest()
    out.append(head + " " + line)
open(sys.argv[1], "w").write("\n".join(out) + "\n")
P
rm -f "$HUB/place" "$HUB"/hub.db*
ok "an older hub" sh -c "! head -1 '$HUB/journal' | grep -q place="
night 2017-08-11
is "without its place is no hub at home" "$RC $(grep -c 'without its place' "$WORK/err")" "78 1"
result

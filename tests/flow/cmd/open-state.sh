#!/bin/bash
# What a member's computer remembers of its bundles: whatever the order in which
# they come, and wherever it is killed, the end is the same; nothing old comes
# back, and what is to be taken out of blocks is said with its values.
. "$(dirname "$0")/../lib.sh"
: "${BUILD:=build}"

{
	audience sig gas
	member gas-01 gas
	member gas-02 gas
	other duty analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"
incident() {	# incident NAME ADDRESS... : one submission; its package in $PKGID
	begin gas-01
	{
		echo '<submission id="1" kind="incident"><title>t</title>'
		printf '<indicator type="ipv4-addr" role="c2">%s</indicator>\n' "${@:2}"
		echo '<share consent="given"/></submission>'
	} | add
	drop "$1"
}
# 1: an item with three values; 2: another one that tells one of them too;
# 3: the first without a value that an analyst struck out; 4: it is taken back.
incident first 198.51.100.1 198.51.100.2 198.51.100.3
FIRST=$PKGID
night 2017-08-01
CASE=$(json "j['items'][0]['case']") ITEM=$(json "j['items'][0]['id']")
incident other 198.51.100.3 203.0.113.9
night 2017-08-02
OTHER=$(json "j['items'][0]['id']")
begin duty
add <<<"<ruling case=\"$CASE\"><redact>198.51.100.2</redact></ruling>"
drop redact
night 2017-08-03
is "a new edition" "$(json "[(i['id'], i['edition']) for i in j['items']]")" "[('$ITEM', 2)]"
begin gas-01
add <<<"<withdrawal package=\"$FIRST\"/>"
drop withdrawal
night 2017-08-04
B=$HUB/outbox/gas/bundles
is "four bundles" "$(ls "$B" | wc -l)" 4

# The member's computer, in memory where there is some: it is laid out and taken
# away some two hundred times, and what a disk would lose is looked for in calls.
FAST=$WORK
[ ! -w /dev/shm ] || FAST=$(mktemp -d /dev/shm/tyb.XXXXXX)
trap 'finish; [ "$FAST" = "$WORK" ] || rm -rf "$FAST"' EXIT
M=$FAST/m
opens() {	# opens NUMBER... : exit code in RC, $WORK/cmd, $WORK/err
	RC=0
	for n; do
		shift
		set -- "$@" "$B/gas-00000$n.tar.zst.gpg"
	done
	"$TOIYABA" open "$@" --homedir "$KEYS/gas-02" --hub "$HUBKEY" --state "$M/state" \
	    --into "$M/into" --at 2017-08-10T00:00:00Z >"$WORK/cmd" 2>"$WORK/err" || RC=$?
}
says() { grep -qF -- "$1" "$WORK/cmd" "$WORK/err" || { cat "$WORK/cmd" "$WORK/err"; false; }; }
whole() {	# all that the member has, as one digest
	(cd "$M" && find . -type f | LC_ALL=C sort | xargs sha256sum)
}

opens 1 2
is "the verdict comes first" "$RC $(head -1 "$WORK/cmd")" "0 All is well: 2 new bundles, signed by the hub; nothing is missing."
ok "what is new" says "$ITEM edition 1, 3 values"
ok "nothing goes" says "Nothing is to be taken out"
opens 3
is "an edition without a value" "$RC" 0
ok "is said, and cannot be clicked" says "ipv4-addr    198[.]51[.]100[.]2"
ok "why" says "the edition of $ITEM in gas-000003 tells it no more"
is "and lies in a list" "$(cat "$M/into/lists/take-out.txt")" 198.51.100.2
opens 4
is "taken back: its own value alone goes, not what another item tells" \
    "$(grep '^  ipv4' "$WORK/cmd")" "  ipv4-addr    198[.]51[.]100[.]1"
ok "an answer is ready" says '<ack bundle="gas-000004" hits="no" digest="'
is "what is in force" "$(tr -d '\r' <"$M/into/lists/in-force.csv")" "type,value,item,edition,audience,bundle
ipv4-addr,198.51.100.3,$OTHER,1,gas,gas-000002
ipv4-addr,203.0.113.9,$OTHER,1,gas,gas-000002"
is "what is not" "$(tr -d '\r' <"$M/into/lists/take-out.csv")" "type,value,item,why,audience,bundle
ipv4-addr,198.51.100.1,$ITEM,retracted,gas,gas-000004
ipv4-addr,198.51.100.2,$ITEM,edition,gas,gas-000003"
whole >"$WORK/wanted"
opens
is "asked again, it tells all that went" "$RC $(grep -c '^  ipv4' "$WORK/cmd")" "0 2"
opens 1 2 3 4
is "all of them again" "$RC" 0
is "changes nothing" "$(whole)" "$(cat "$WORK/wanted")"

# Late: what is newer stands.
rm -rf "$M"
opens 4
is "the last one first: what is missing before is not known here" "$RC" 0
ok "which is said" says "the first bundle opened here is gas-000004"
opens 1
is "a gap" "$RC" 10
ok "is told" says "gas-000002 and all to gas-000003 are missing; ask the hub for them"
ok "as late" says "gas-000001 (came late"
ok "and old" says "$ITEM edition 1: older than what is known"
is "what was taken back is not revived" "$(wc -l <"$M/into/lists/in-force.csv")" 1

# Every order, in one call and in several: the last call tells nothing missing.
permute() {	# permute DONE REST...
	if [ $# = 1 ]; then
		echo "$1"
		return
	fi
	for x in "${@:2}"; do
		permute "$1 $x" $(printf '%s\n' "${@:2}" | grep -vx "$x")
	done
}
permute "" 1 2 3 4 >"$WORK/orders"
is "orders" "$(wc -l <"$WORK/orders")" 24
bad=
while read -r p q r s; do
	rm -rf "$M"
	opens "$p" "$q" "$r" "$s"
	[ "$RC" = 0 ] && whole | cmp -s - "$WORK/wanted" || bad="$bad $p$q$r$s"
	case $p in [13]) continue ;; esac
	rm -rf "$M"
	opens "$p"
	opens "$q" "$r"
	opens "$r" "$s"
	[ "$RC" = 0 ] && whole | cmp -s - "$WORK/wanted" || bad="$bad $p,$q$r,$s"
done <"$WORK/orders"
is "the same end from all" "$bad" ""

# Killed at any call: laid out is the old or the new; done again, nothing of it
# is seen.
SHIM=$(realpath "$BUILD")/crash-shim.so
"${MAKE:-make}" --no-print-directory BUILD="$BUILD" "$BUILD/crash-shim.so" >/dev/null
shimmed() {	# shimmed NUMBER NAME=VALUE...
	env LD_PRELOAD="$SHIM" CRASH_HUB="$M" "${@:2}" "$TOIYABA" open "$B/gas-00000$1.tar.zst.gpg" \
	    --homedir "$KEYS/gas-02" --state "$M/state" --into "$M/into" --at 2017-08-10T00:00:00Z >"$WORK/cmd" 2>"$WORK/err"
}
lists() { cat "$M"/into/lists/*; }
rm -rf "$M"
opens 1 2 3
lists >"$WORK/old"
cp -r "$M" "$FAST/before"
shimmed 4 CRASH_LOG="$WORK/calls"
is "undisturbed under the shim" "$(whole)" "$(cat "$WORK/wanted")"
lists >"$WORK/new"
grep '^  ipv4' "$WORK/cmd" >"$WORK/gone"
calls=$(grep -ac '^[0-9]* [a-z]* ' "$WORK/calls")
ok "calls are seen" test "$calls" -gt 20
# What comes between the last byte of a new folder and its change of names.
python3 - "$WORK/calls" >"$WORK/between" <<'P'
import sys
log, last, said = open(sys.argv[1], "rb").read(), {}, set()
while log:
    head, log = log.split(b"\n", 1)
    n, op, a = head.decode().split()[:3]
    log = log[int(head.split()[-1]):]
    if op == "syncfs":
        last.clear()
    if op == "write":
        last[a.split("/")[1]] = n
    if op.startswith("rename") and a.startswith("into/.new-"):
        said.add(a)
        if a.split("/")[1] in last:
            print(a, "is not durable")
print(len(said))
P
is "a folder is durable before it changes names" "$(cat "$WORK/between")" 2
# A fifth of them, another one at each commit; ALL=1 takes all.
bad='' at=$((1 + $(commit) % 5)) step=5
[ -z "${ALL:-}" ] || at=1 step=1
while [ "$at" -le $((calls + 5)) ]; do
	rm -rf "$M"
	cp -r "$FAST/before" "$M"
	RC=0 told=$WORK/cmd
	(shimmed 4 CRASH_AT="$at" CRASH_DO=kill) 2>/dev/null || RC=$?
	[ "$RC" = 137 ] || break
	lists | cmp -s - "$WORK/old" || lists | cmp -s - "$WORK/new" || bad="$bad $at:lists"
	[ ! -e "$M/into/gas-000004" ] || [ -f "$M/into/gas-000004/bundle.xml" ] || bad="$bad $at:bundle"
	cp "$WORK/cmd" "$WORK/killed"
	cmp -s "$M/state/state" "$FAST/before/state/state" || told=$WORK/killed
	opens 4
	grep '^  ipv4' "$told" | cmp -s - "$WORK/gone" || bad="$bad $at:told"
	whole | cmp -s - "$WORK/wanted" || bad="$bad $at"
	at=$((at + step))
done
ok "it was killed at many calls" test "$at" -gt 60
is "killed anywhere" "$bad" ""

# Two at once; what cannot be read; another hub.
open_4() { "$TOIYABA" open "$B/gas-000004.tar.zst.gpg" --homedir "$KEYS/gas-02" --state "$M/state" --into "$M/into" --at 2017-08-10T00:00:00Z "$@"; }
seen() {	# seen COMMAND... : its exit code, and whether anything changed
	RC=0 was=$(whole)
	"$@" >"$WORK/cmd" 2>"$WORK/err" || RC=$?
	[ "$was" = "$(whole)" ] && echo "$RC, nothing changed" || echo "$RC, changed"
}
locked() {
	python3 -c 'import fcntl, subprocess, sys
f = open(sys.argv[1], "r+")
fcntl.lockf(f, fcntl.LOCK_EX)
sys.exit(subprocess.call(sys.argv[2:]))' "$M/state/.lock" "$TOIYABA" open "$B/gas-000004.tar.zst.gpg" --homedir "$KEYS/gas-02" --state "$M/state"
}
is "two at once" "$(seen locked)" "75, nothing changed"
sed -i 's/198.51.100.1/198.51.100.7/' "$M/state/state"
is "damaged" "$(seen open_4)" "65, nothing changed"
seen open_4 >/dev/null
ok "it says what to do" says "open all bundles that you have"
sed -i '1s/.*/toiyaba-opened 2/' "$M/state/state"
is "another version's" "$(seen open_4)" "78, nothing changed"
rm -rf "$M"
opens 1 2
python3 - "$M/state/state" <<'P'
import hashlib, sys
t = open(sys.argv[1]).read().replace("198.51.100.1", "198.51.100.4", 1).rsplit("sum ", 1)[0]
with open(sys.argv[1], "w") as f:
    f.write(t + "sum " + hashlib.sha256(t.encode()).hexdigest() + "\n")
P
is "a sum of one's own over another form" "$(seen open_4)" "65, nothing changed"
ln -sf /etc/passwd "$M/state/state"
is "a link is not followed" "$(seen open_4)" "74, nothing changed"
rm "$M/state/state"
is "lost: opened again" "$(seen open_4 "$B"/gas-00000[123].*)" "0, changed"
is "to the same end" "$(whole)" "$(cat "$WORK/wanted")"

# In the usual place: another hub is not taken by an option alone; a new key of
# the same one is, when a person has moved what is known.
export XDG_STATE_HOME=$M/usual
usual() { "$TOIYABA" open --homedir "$KEYS/gas-02" --at 2017-08-10T00:00:00Z "$@"; }
NEXT=$(cat "$KEYS/duty/fpr")
is "nothing named, nothing known" "$(seen usual)" "64, nothing changed"
is "said once" "$(seen usual --hub "$HUBKEY" "$B"/*.gpg)" "0, changed"
is "kept" "$(seen usual)" "0, nothing changed"
is "another one" "$(seen usual --hub "$NEXT" "$B"/*.gpg)" "65, nothing changed"
seen usual --hub "$NEXT" "$B"/*.gpg >/dev/null
ok "what to do" says "two of you compare it"
eval "$(sed -n 's/.*once more: \(mv .*hub-key\)\. For a second.*/\1/p' "$WORK/err")"
is "what was opened stays known" "$(seen usual --hub "$NEXT")" "0, nothing changed"
seen usual --hub "$NEXT" "$B"/*.gpg >/dev/null
is "and the old key is another hub's now" "$RC $(grep -c "$HUBKEY, which is not the hub" "$WORK/err")" "65 4"
result

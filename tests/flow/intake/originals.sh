#!/bin/bash
# Whatever a member does in the drop while the night runs, no bytes are lost:
# what lay there under a name is archived, quarantined, or still lies there.
# As deployed: the files are another user's.  A sample; RACE=whole disturbs
# every call of the hub that names the drop.
. "$(dirname "$0")/../lib.sh"
BUILD=$(dirname "$TOIYABA")
"${MAKE:-make}" --no-print-directory -s BUILD="$BUILD" "$BUILD/crash-visitor.so" >/dev/null

# Where the hub's own user may look.
chmod 711 "$WORK"
cp "$TOIYABA" "$WORK/toiyaba"
cp "$BUILD/crash-visitor.so" "$WORK/visitor.so"
mkdir -m 1777 "$WORK/tmp"
chmod 755 "$WORK/toiyaba" "$WORK/visitor.so"
HUB_UID=4001 MEMBER_UID=4002
as_hub() { env -i TOIYABA_LANG=en PATH="$PATH" TMPDIR="$WORK/tmp" "$@"; }
deployed=
if [ "$(id -u)" = 0 ]; then
	deployed=yes
	as_hub() {
		setpriv --reuid $HUB_UID --regid $HUB_UID --clear-groups \
		    env -i TOIYABA_LANG=en PATH="$PATH" TMPDIR="$WORK/tmp" "$@"
	}
fi
hand_over() {	# hand_over HUB: to its users, as sshd.conf says
	[ -n "$deployed" ] || return 0
	chown -R $HUB_UID:$HUB_UID "$1"
	for d in "$1"/inbox/*/; do
		chown -R $MEMBER_UID:$HUB_UID "$d"
		chmod 2770 "$d"
		find "$d" -type f -exec chmod 660 {} +
	done
}
run_hub() {	# run_hub HUB DAY [VARIABLE=VALUE...]: as night does
	RC=0 h=$1 day=$2
	shift 2
	as_hub "$@" "$WORK/toiyaba" run "$h" --at "${day}T01:30:00+09:00" --json \
	    >"$WORK/json" 2>"$WORK/err" || RC=$?
}
settle() { sleep 4; }	# younger files the hub looks at twice

gas_hub
incident() {	# incident MEMBER NAME
	begin "$1"
	add <<X
<submission id="1" kind="incident"><title>$2</title><indicator type="domain-name" role="c2">$2.evil.example</indicator><share consent="given"/></submission>
X
	drop "$2"
}
incident gas-01 corrected
mv "$HUB/inbox/gas-01/corrected.gpg" "$WORK/new.gpg"
chmod 644 "$WORK/new.gpg"
incident gas-01 p
incident gas-02 beside
gpgconf --homedir "$HUB/gnupg" --kill all 2>/dev/null
cp -a "$HUB" "$WORK/fresh"
sum() { sha256sum "$1" | cut -c1-64; }
OLD=$(sum "$HUB/inbox/gas-01/p.gpg") BESIDE=$(sum "$HUB/inbox/gas-02/beside.gpg")

# The member: ACTION in the folder DROP; the digests of what he leaves there
# whole go to LEFT.
cat >"$WORK/member" <<'X'
#!/bin/bash
cd "$DROP"
left() { sha256sum "$1" | cut -c1-64 >>"$LEFT"; }
case $ACTION in
rewrite) cat "$NEW" >p.gpg; left p.gpg ;;
append) echo more >>p.gpg; left p.gpg ;;
replace) cp "$NEW" up.part; mv -f up.part p.gpg; left p.gpg ;;
rename) if mv p.gpg q.gpg 2>/dev/null; then left q.gpg; fi ;;
remove) rm -f p.gpg ;;
another) cp "$NEW" q.gpg; left q.gpg ;;
again) if [ -e p.gpg ]; then cp p.gpg up.part; mv -f up.part p.gpg; left p.gpg; fi ;;
writer) echo more >>"/proc/$WRITER/fd/7"; left "/proc/$WRITER/fd/7" ;;
esac
for f in *.gpg; do [ ! -f "$f" ] || chmod 660 "$f"; done
exit 0
X
chmod 755 "$WORK/member"
kept() { find "$1/archive" "$1/quarantine" "$1/inbox" -type f -exec sha256sum {} + | cut -c1-64; }

# race ACTION CALL: that night; conserved HUB ACTION WHEN: what is wrong
race() {
	h=$WORK/h.$1.$2
	: >"$h.left"
	chmod 666 "$h.left"
	[ "$1" != writer ] || exec 7<>"$h/inbox/gas-01/p.gpg"
	run_hub "$h" 2017-08-04 LD_PRELOAD="$WORK/visitor.so" VISIT_AT="$2" \
	    VISIT_DO="$WORK/member" VISIT_DROP="$h/inbox/gas-01" ACTION="$1" \
	    DROP="$h/inbox/gas-01" NEW="$WORK/new.gpg" LEFT="$h.left" WRITER=$$
	exec 7>&-
	conserved "$h" "$1" "at $2, that night"
}
race_next() {
	h=$WORK/h.$1.$2
	run_hub "$h" 2017-08-05
	conserved "$h" "$1" "at $2, the next"
	find "$h/inbox" -name '.toiyaba-*'
	[ "$RC" = 10 ] || find "$h/inbox" -type f
}
conserved() {
	kept "$1" >"$WORK/kept"
	wants=$BESIDE
	case $2 in rename|another|again) wants="$wants $OLD" ;; esac
	for s in $wants $(cat "$1.left"); do
		grep -q "$s" "$WORK/kept" || echo "$2 $3: $s is lost"
	done
	case $RC in 0|10) ;; *) echo "$2 $3: $RC: $(cat "$WORK/err")" ;; esac
}

# The hubs of what follows the races, so that their files are old enough with
# the first.
scene() {	# scene NAME COMMAND...: in its inbox
	h=$WORK/h.$1
	shift
	cp -a "$WORK/fresh" "$h"
	(cd "$h/inbox" && "$@")
	hand_over "$h"
}
long=$(printf 'x%.0s' $(seq 251)).gpg
names() { mv gas-01/p.gpg "gas-01/$long"; mv gas-02/beside.gpg gas-02/.toiyaba-00-beside.gpg; }
copies() { mkdir a-01 z-01; for to in a-01 z-01 gas-01/twice.gpg; do cp gas-01/p.gpg $to; done; }
misplaced() { mkdir a-01; mv gas-01/p.gpg a-01/; }
late() { cp "$WORK/back.gpg" gas-01/; cp "$WORK/back.gpg" gas-01/back2.gpg; }
begin gas-01
add <<<"<withdrawal package=\"$(uuid)\"/>"
drop back
mv "$HUB/inbox/gas-01/back.gpg" "$WORK/"
scene told true
scene names names
scene place copies
scene misplaced misplaced
scene late late
scene stuck true
chmod 2750 "$WORK/h.stuck/inbox/gas-01"

cp -a "$WORK/fresh" "$WORK/h.calm"
hand_over "$WORK/h.calm"
settle
run_hub "$WORK/h.calm" 2017-08-04 LD_PRELOAD="$WORK/visitor.so" \
    VISIT_DROP="$WORK/h.calm/inbox/gas-01" VISIT_LOG="$WORK/tmp/calls"
is "undisturbed" "$RC $(find "$WORK/h.calm/inbox" -type f)" "0 "
calls=$(wc -l <"$WORK/tmp/calls")
ok "the drop is moved aside, read, and emptied" grep -q renameat2 "$WORK/tmp/calls"
points() {	# some calls, or all of them
	if [ "${RACE:-}" = whole ]; then
		seq "$calls"
	else
		from=$(grep -n renameat2 "$WORK/tmp/calls" | head -1 | cut -d: -f1)
		echo "$from"
		shuf -n 1 -i "$from-$calls"
		shuf -n 1 -i "1-$calls"
	fi
}
actions="rewrite append replace rename remove another again"
[ -z "$deployed" ] || actions="$actions writer"
each() {	# each COMMAND: with every action and its calls
	for action in $actions; do
		while read -r p; do "$1" "$action" "$p"; done <"$WORK/points.$action"
	done
}
new_hub() {	# new_hub ACTION CALL
	cp -a "$WORK/fresh" "$WORK/h.$1.$2"
	hand_over "$WORK/h.$1.$2"
}
gone() { rm -rf "$WORK/h.$1.$2" "$WORK/h.$1.$2.left"; }
for action in $actions; do points | sort -nu >"$WORK/points.$action"; done
each new_hub
settle
each race >"$WORK/bad"
settle
each race_next >>"$WORK/bad"
is "at calls of $calls:$(cd "$WORK" && for f in points.*; do echo " ${f#*.} $(tr '\n' ' ' <"$f")"; done)" "$(cat "$WORK/bad")" ""
each gone

# What was replaced is told, goes back under its name, and is taken next.
at=$(grep -n renameat2 "$WORK/tmp/calls" | head -1 | cut -d: -f1)
h=$WORK/h.told
run_hub "$h" 2017-08-04 LD_PRELOAD="$WORK/visitor.so" VISIT_AT="$at" \
    VISIT_DO="$WORK/member" VISIT_DROP="$h/inbox/gas-01" ACTION=replace \
    DROP="$h/inbox/gas-01" NEW="$WORK/new.gpg" LEFT=/dev/null
is "replaced: a person is told" "$RC $(grep -c 'p.gpg: another file came in its place' "$WORK/err")" "10 1"
is "the new one has its name" "$(sum "$h/inbox/gas-01/p.gpg")" "$(sum "$WORK/new.gpg")"
ok "the old one is taken" test -e "$h/archive/$OLD.gpg"
run_hub "$h" 2017-08-05
is "and the new one is, the next night" "$RC $(json "[p['state'] for p in j['packages']]") $(ls -A "$h/inbox/gas-01")" "0 ['accepted'] "

# A name that is as long as one can be; and one that only a killed hub leaves.
h=$WORK/h.names
run_hub "$h" 2017-08-04
is "long and aside" "$RC $(json "[p['state'] for p in j['packages']]") $(find "$h/inbox" -type f)" "0 ['accepted', 'accepted'] "

# The same bytes in another's folder: that file's verdict, not theirs.
h=$WORK/h.place
run_hub "$h" 2017-08-04
place() { json "sorted((p['path'].split('/')[1], p['state'], p['reason']) for p in j['packages'] if p['sha256'] == '$OLD')"; }
is "beside copies in other folders" "$(place)" \
    "[('a-01', 'quarantined', 'signer-mismatch'), ('gas-01', 'accepted', None), ('gas-01', 'duplicate', None), ('z-01', 'quarantined', 'signer-mismatch')]"
is "all are gone, the bytes archived" "$(find "$h/inbox" -type f) $(ls "$h/archive" | grep -c "$OLD")" " 1"
for to in a-01 gas-01; do cp "$h/archive/$OLD.gpg" "$h/inbox/$to/later.gpg"; done
hand_over "$h"
run_hub "$h" 2017-08-05
is "so later" "$(place)" "[('a-01', 'quarantined', 'signer-mismatch'), ('gas-01', 'duplicate', None)]"
h=$WORK/h.misplaced
run_hub "$h" 2017-08-04
cp "$h/quarantine/$OLD.gpg" "$h/inbox/gas-01/p.gpg"
hand_over "$h"
run_hub "$h" 2017-08-05
is "the true one comes after the copy" "$RC $(place)" "0 [('gas-01', 'accepted', None)]"

# Two copies of what refers to a later package of the night.
h=$WORK/h.late
run_hub "$h" 2017-08-04
is "two copies that refer to nothing" "$RC $(json "sorted(p['state'] for p in j['packages'])")" \
    "10 ['accepted', 'accepted', 'quarantined', 'quarantined']"

if [ -z "$deployed" ]; then
	skip "drops of another user (only root may make them)"
	result
	exit
fi
# Still being written: nobody can ask whether, so it is looked at twice.
h=$WORK/h.slow
cp -a "$WORK/fresh" "$h"
hand_over "$h"
(while [ -d "$h" ]; do echo more 2>/dev/null >>"$h/inbox/gas-01/slow.gpg"; sleep 0.3; done) 2>/dev/null &
slow=$!
sleep 0.5
chmod 660 "$h/inbox/gas-01/slow.gpg"
run_hub "$h" 2017-08-04
kill $slow; wait $slow 2>/dev/null || true
is "a slow upload of another user waits" "$(json "[p['state'] for p in j['packages'] if 'slow' in p['path']]")" "['waiting']"
is "what is new and whole does not" "$(json "[p['state'] for p in j['packages'] if 'p.gpg' in p['path']]")" "['accepted']"

# A folder that the hub may read and not change: told, and nothing is lost.
h=$WORK/h.stuck
run_hub "$h" 2017-08-04
is "cannot be removed: told, others are served" "$RC $(json "[p['state'] for p in j['packages']]") $(grep -c 'p.gpg: cannot be removed' "$WORK/err")" "10 ['accepted', 'accepted'] 1"
ok "it lies there, and is safe" test -e "$h/inbox/gas-01/p.gpg" -a -e "$h/archive/$OLD.gpg"
result

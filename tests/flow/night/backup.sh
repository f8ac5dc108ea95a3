#!/bin/bash
# A hub kept elsewhere, and put back: what a backup holds, what a second one
# costs, a drill, the disaster, the next night, what members are told; a full
# medium, and a program that is killed on the way.
. "$(dirname "$0")/../lib.sh"

gas_hub
: "${BUILD:=build}"
SHIM=$(realpath "$BUILD")/crash-shim.so
"${MAKE:-make}" --no-print-directory BUILD="$BUILD" "$BUILD/crash-shim.so" >/dev/null
one() {	# one NAME : a package that gives an item
	begin gas-01
	add <<X
<submission id="1" kind="incident"><title>$1</title><indicator type="domain-name" role="c2">$1.evil.example</indicator><share consent="given"/></submission>
X
	drop "$1"
}
call() {	# call WORDS... : exit code in RC, words in $WORK/said
	RC=0
	"$TOIYABA" "$@" >"$WORK/said" 2>&1 </dev/null || RC=$?
}
says() { grep -q -- "$1" "$WORK/said"; }
at() { echo "--at 2017-08-${1}T03:00:00+09:00"; }
added() { sed -n 's/.*; \([0-9]*\) of them.*/\1/p' "$WORK/said"; }
opens() {	# opens WHO FILE...
	who=$1
	shift
	call open "$@" --homedir "$KEYS/$who" --hub "$HUBKEY" --state "$WORK/state.$who" --at 2017-08-20T09:00:00+09:00
}
bundle() { echo "$HUB/outbox/gas/bundles/gas-$(printf %06d "$1").tar.zst.gpg"; }
M=$WORK/m D=$WORK/m/toiyaba
mkdir "$M"

# What it holds.
one first
echo broken >"$HUB/inbox/gas-02/broken.gpg"
night 2017-08-04
opens gas-02 "$(bundle 1)"
one waiting
echo '# a word' >>"$HUB/hub.conf"
mkfifo "$HUB/reports/pipe"
ln -s /etc/passwd "$HUB/reports/link"
call backup "$HUB" "$M" $(at 04)
is "links and pipes are told, and not taken" "$RC $(grep -c 'no plain file' "$WORK/said")" "10 2"
rm "$HUB/reports/pipe" "$HUB/reports/link"
call backup "$HUB" "$M" $(at 04)
is "a second one" "$RC $(added)" "0 0"
is "holds what the hub is, and not what is made of it" \
    "$(sed -n 's/^file .* //p' "$D"/lists/*-002.list | sed 's,/.*,,' | sort -u | tr '\n' ' ')" \
    "archive gnupg hub.asc hub.conf journal outbox quarantine roster.xml runs secret "
is "no word of a link's" "$(grep -rl root:x "$D" | wc -l)" 0
is "nothing that waits" "$(ls "$D/data/waiting" | wc -l)" 0
ok "it says whose medium it is on" says "on the file system of the hub"
call backup "$HUB" "$HUB/reports"
is "not into itself" "$RC" 64
call backup "$HUB" "$WORK/none"
is "not where no medium is" "$RC" 73
call backup "$HUB" "$M" $(at 03)
is "not before the last one" "$RC" 78
is "nobody else reads it" "$(find "$M/toiyaba" -perm /077 | wc -l)" 0

# Each night costs what it brought.
night 2017-08-05
archived=$(ls "$HUB/archive" | wc -l)
env LD_PRELOAD="$SHIM" CRASH_HUB="$M" CRASH_LOG="$WORK/calls" "$TOIYABA" backup "$HUB" "$M" $(at 05) >"$WORK/said" 2>&1
writes() { python3 - "$1" <<'P'
import sys
log, n = open(sys.argv[1], "rb").read(), 0
while log:
    head, log = log.split(b"\n", 1)
    head = head.split()
    log = log[int(head[-1]):]
    n += head[1] in (b"write", b"pwrite")
print(n)
P
}
ok "a night's bytes only" test "$(added)" -lt 20
ok "and those before are not written once more" test "$(writes "$WORK/calls")" -lt 20
ok "though they are many" test "$(grep -c ^file "$D"/lists/20170804T180000.list)" -gt 40
cp -a "$M" "$WORK/m.5"

# A drill: everything is tried, nothing stays, nothing goes out.
no_agent "$HUB/gnupg"
before=$(state)
mkdir "$WORK/drill"
RC=0
TMPDIR=$WORK/drill "$TOIYABA" restore "$M" --drill >"$WORK/said" 2>&1 || RC=$?
is "a drill" "$RC" 0
ok "says what it found" says "the hub's key opens every package"
is "leaves nothing" "$(ls -A "$WORK/drill" | wc -l) $(state)" "0 $before"
agents() { pgrep -fc "gpg-agent .*$1" || true; }
is "nor an agent over the keyring" "$(agents "$WORK/drill")" 0
(env LD_PRELOAD="$SHIM" CRASH_HUB="$WORK/drill" CRASH_AT=20 CRASH_DO=kill TMPDIR="$WORK/drill" "$TOIYABA" restore "$M" --drill >/dev/null 2>&1 || true) 2>/dev/null
is "a drill that is killed leaves its folder" "$(ls -A "$WORK/drill" | wc -l)" 1
ok "which is at home nowhere" grep -qx 'inode = 0' "$WORK"/drill/*/place
RC=0
TMPDIR=$WORK/drill "$TOIYABA" restore "$M" --drill >"$WORK/said" 2>&1 || RC=$?
is "which goes with the next one" "$RC $(ls -A "$WORK/drill" | wc -l)" "0 0"
f=$(sed -n 's/^file \([0-9a-f]*\) .* archive\/.*gpg$/\1/p' "$D"/lists/20170804T180000.list | head -1)
f=$D/data/${f:0:2}/$f
printf x | dd of="$f" bs=1 seek=99 conv=notrunc 2>/dev/null
call restore "$M" "$WORK/elsewhere" --drill
is "a drill finds a byte" "$RC $(grep -c 'archive/.*: the backup holds other bytes' "$WORK/said")" "65 1"
is "and leaves nothing either" "$(find "$WORK" -maxdepth 1 -name 'toiyaba-drill*' -o -maxdepth 1 -name elsewhere | wc -l)" 0
call backup "$HUB" "$M" --full $(at 05)
is "all of it anew mends it" "$RC $(added)" "0 1"
call restore "$M" "$WORK/elsewhere" --drill
is "as a drill says" "$RC" 0
# A damaged list costs a warning, and what it knew.
cp -a "$D/lists" "$WORK/lists"
last=$D/lists/20170804T180000-002.list
printf x | dd of="$last" bs=1 seek=99 conv=notrunc 2>/dev/null
call backup "$HUB" "$M" $(at 05)
is "the last list is damaged" "$RC $(grep -c 'cannot be used' "$WORK/said") $(added)" "10 1 0"
call backup "$HUB" "$M" $(at 05)
is "as is told once" "$RC" 0
for f in "$D"/lists/*; do echo >"$f"; done
call backup "$HUB" "$M" --full $(at 05)
is "all of them are, and all is read" "$RC $(ls "$D"/lists | wc -l) $(grep -c 'cannot be used' "$WORK/said")" "10 $(($(ls "$WORK/lists" | wc -l) + 3)) $(($(ls "$WORK/lists" | wc -l) + 2))"
call restore "$M" "$WORK/elsewhere" --drill
is "which gives a hub" "$RC" 0
rm -r "$D/lists" && mv "$WORK/lists" "$D/lists"
sed 's/^\(folder 700 \)runs$/\1..\/runs/' "$D"/lists/20170804T180000.list | sed '$d' >"$WORK/list"
echo "sum $(sha256sum <"$WORK/list" | cut -c1-64)" >>"$WORK/list"
cp "$WORK/list" "$D/lists/20180101T000000.list"
call restore "$M" "$WORK/elsewhere" --yes
is "a list that leads out is not believed" "$RC $(ls -d "$WORK/elsewhere" "$WORK/runs" 2>/dev/null | wc -l)" "65 0"
rm "$D/lists/20180101T000000.list"

# Two nights more, and the disk is gone.
one lost
night 2017-08-06
one lost-too
night 2017-08-07
opens gas-02 "$(bundle 2)" "$(bundle 3)" "$(bundle 4)"
is "a member has four bundles" "$RC" 0
opens gas-01 "$(bundle 1)" "$(bundle 2)"
cp "$(bundle 4)" "$WORK/late.gpg"
cp "$HUB/archive/$(sed -n 's/.* accepted .*sha256=\([0-9a-f]*\).*/\1/p' "$HUB/journal" | tail -1).gpg" "$WORK/again.gpg"
no_agent "$HUB/gnupg"
rm -rf "$HUB"
echo no | "$TOIYABA" restore "$M" "$HUB" >"$WORK/said" 2>&1 || RC=$?
is "a person is asked" "$RC $(ls -d "$HUB" 2>/dev/null | wc -l)" "64 0"
call restore "$M" "$HUB" --yes --at 2017-08-05T02:00:00+09:00
is "not behind its backup" "$RC $(ls -d "$HUB" 2>/dev/null | wc -l)" "78 0"
mkdir "$HUB"
touch "$HUB/something"
call restore "$M" "$HUB" --yes
is "not over anything" "$RC" 73
rm "$HUB/something"
mkdir "$HUB/restoring"
touch "$HUB/restoring/something" "$HUB/theirs"
call restore "$M" "$HUB" --yes
is "nor because a folder is called so" "$RC $(cd "$HUB" && echo * */*)" "73 restoring theirs restoring/something"
rm -r "$HUB/theirs" "$HUB/restoring/something"
call restore "$M" "$HUB" --yes --at 2017-08-08T00:00:00+09:00
is "put back" "$RC" 0
ok "the last night is told" says "last night that its books know: 20170805T013000"
ok "its books agree" "$TOIYABA" check "$HUB"
is "a bundle's names are one file" "$(stat -c %h "$(bundle 2)")" 3
is "no agent stays over its keyring" "$(agents "$HUB/gnupg")" 0
ok "it knows its backup" sh -c "'$TOIYABA' status '$HUB' --at 2017-08-08T00:00:00+09:00 | grep -q 'last backup 2017-08-05T03:00:00'"
ok "members' folders are there" test -d "$HUB/inbox/gas-01"
cp "$WORK/again.gpg" "$HUB/inbox/gas-01/"
SIGNED_AT=2017-08-07T09:00:00+09:00
begin gas-02
add <<<'<ack bundle="gas-000004" hits="no"/>'
drop ack-of-what-is-void
SIGNED_AT=2017-08-08T00:30:00+09:00
begin gas-01
add <<<'<ack bundle="gas-000004" hits="no"/>'
drop late-ack-of-what-is-void
night 2017-08-08
is "the next night" "$RC $(json "[b['sequence'] for b in j['bundles']] + [p['state'] for p in j['packages']]")" "0 [3, 'accepted', 'accepted', 'accepted']"
is "what acknowledges a void bundle is taken, and counts for none" "$(sqlite3 "$HUB/hub.db" "select count(*) from ack")" 0
letter gas-02
ok "a letter says what was lost" sh -c "grep -q ' line=\"2017-08-07T15:00:00Z\"' '$WORK/letter/receipts.xml' && grep -q 復元 '$WORK'/letter/*.ja.html"
opens gas-02 "$(bundle 3)"
is "who had more is told" "$RC" 10
ok "as no fork" says "begins a new line of bundles with gas-000003"
ok "and what is void" says "gas-000003 to gas-000004"
opens gas-01 "$(bundle 3)"
is "who had not, too" "$RC" 10
ok "and of nothing that is void" sh -c "! grep -q 'does not know' '$WORK/said'"
opens gas-01 "$WORK/late.gpg"
is "what comes late is void" "$RC" 65
ok "said in Japanese, too" sh -c "env -u TOIYABA_LANG LANG=ja_JP.UTF-8 '$TOIYABA' open '$WORK/late.gpg' --homedir '$KEYS/gas-01' --hub $HUBKEY --state '$WORK/state.gas-01' 2>&1 | grep -q 新しい系列"
call backup "$HUB" "$M" $(at 08)
is "the backups go on" "$RC" 0
sed -i "s,^#* *passphrase-file *=.*,passphrase-file = $HUB/phrase," "$HUB/hub.conf"
echo phrase >"$HUB/phrase"
call backup "$HUB" "$M" $(at 08)
ok "a passphrase in the hub is not said to be elsewhere" sh -c "! grep -q 'not in it' '$WORK/said' && grep -q 'so beside the key in its backups' '$WORK/said'"
mv "$HUB/phrase" "$WORK/phrase"
sed -i "s,^passphrase-file.*,passphrase-file = $WORK/phrase," "$HUB/hub.conf"
call backup "$HUB" "$M" $(at 08)
ok "one elsewhere is" says "not in it: the passphrase of the hub's key ($WORK/phrase)"

# Put back once more, from before the first time: a line of its own.
no_agent "$HUB/gnupg"
rm -rf "$HUB"
call restore "$M" "$HUB" --list 20170803T180000-002.list --yes --at 2017-08-09T00:00:00+09:00
is "from an older list" "$RC" 0
one again
night 2017-08-09
opens gas-02 "$(bundle 2)"
is "a line behind an earlier bundle" "$RC $(grep -c 'gas-000002 to gas-000003' "$WORK/said")" "10 1"
no_agent "$HUB/gnupg"

# A medium that is full.
mkdir "$WORK/small"
if mount -t tmpfs -o size=96k,mode=700 none "$WORK/small" 2>/dev/null; then
	call backup "$HUB" "$WORK/small" $(at 09)
	is "a full medium" "$RC" 74
	ok "is named, with what is left" says "KiB are left on the file system of $WORK/small"
	is "and nothing half stays" "$(find "$WORK/small" -type f ! -name .lock -path '*waiting*' | wc -l) $(ls "$WORK/small/toiyaba/lists" | wc -l)" "0 0"
	call restore "$M" "$WORK/small/hub" --yes
	is "nor has it room for a hub" "$RC" 74
	ok "which is named as well" says "KiB are left on the file system of $WORK/small"
	umount "$WORK/small"
else
	skip "no tmpfs may be mounted here"
fi

# Killed at a call, and called again.
K=$WORK/k
rm -rf "$WORK/m.5" && mkdir -p "$K"
shimmed() {	# shimmed NAME=VALUE... -- WORDS...
	vars=()
	while [ "$1" != -- ]; do vars+=("$1"); shift; done
	shift
	RC=0
	env LD_PRELOAD="$SHIM" CRASH_HUB="$K" "${vars[@]}" "$TOIYABA" "$@" >"$WORK/said" 2>&1 || RC=$?
}
count() { python3 - "$1" <<'P'
import sys
log, n = open(sys.argv[1], "rb").read(), "0"
while log:
    head, log = log.split(b"\n", 1)
    n, log = head.split()[0].decode(), log[int(head.split()[-1]):]
print(n)
P
}
rm -rf "$K"; mkdir -p "$K/m"
shimmed CRASH_LOG="$WORK/calls.b" -- backup "$HUB" "$K/m" $(at 09)
shimmed CRASH_LOG="$WORK/calls.r" -- restore "$K/m" "$K/hub" --yes --at 2017-08-10T00:00:00+09:00
is "both under the shim" "$RC" 0
no_agent "$K/hub/gnupg"
b=$(count "$WORK/calls.b") r=$(count "$WORK/calls.r")
bad='' step=$((b / 3))
[ -z "${ALL:-}" ] || step=1
for at in $(seq $((1 + $(commit) % step)) "$step" "$b"); do
	rm -rf "$K"; mkdir -p "$K/m"
	(shimmed CRASH_AT="$at" CRASH_DO=kill -- backup "$HUB" "$K/m" $(at 09)) 2>/dev/null
	[ -z "$(ls "$K/m/toiyaba/lists" 2>/dev/null | grep -v ^.tmp)" ] || [ "$at" -gt $((b - 4)) ] || bad="$bad $at:list"
	call backup "$HUB" "$K/m" $(at 09)
	[ "$RC" = 0 ] && [ -z "$(ls "$K/m/toiyaba/data/waiting")" ] || bad="$bad $at:$RC"
	(cd "$K/m/toiyaba/data" && find ?? -type f | sed 's,\(.*\)/\(.*\),\2  \1/\2,' | sha256sum --quiet -c) || bad="$bad $at:bytes"
done
is "a backup killed at a call of $b" "$bad" ""
bad='' step=$((r / 4))
[ -z "${ALL:-}" ] || step=1
for at in $(seq $((1 + $(commit) % step)) "$step" "$r"); do
	rm -rf "$K/hub"
	(shimmed CRASH_AT="$at" CRASH_DO=kill -- restore "$K/m" "$K/hub" --yes --at 2017-08-10T00:00:00+09:00) 2>/dev/null
	call run "$K/hub" --at 2017-08-10T01:30:00+09:00
	if [ ! -e "$K/hub/journal" ]; then
		[ "$RC" = 64 ] || bad="$bad $at:half:$RC"
		call restore "$K/m" "$K/hub" --yes --at 2017-08-10T00:00:00+09:00
	elif [ "$RC" = 78 ]; then
		call restore --here "$K/hub" --yes --at 2017-08-10T00:00:00+09:00
	fi
	[ "$RC" = 0 ] || bad="$bad $at:$RC"
	grep -q ' line begun=' "$K/hub/journal" || bad="$bad $at:line"
	# Before its books were made there are none to check.
	[ -e "$K/hub/hub.db" ] || "$TOIYABA" rebuild "$K/hub" >/dev/null 2>&1 || bad="$bad $at:rebuild"
	"$TOIYABA" check "$K/hub" >/dev/null 2>&1 || bad="$bad $at:check"
	no_agent "$K/hub/gnupg"
done
is "a restore killed at a call of $r" "$bad" ""

# Another restore ends between a look at the folder and its lock.
rm -rf "$K/hub"; mkdir "$K/hub"
shimmed CRASH_AT=2 CRASH_DO=stop -- restore "$K/m" "$K/hub" --yes --at 2017-08-10T00:00:00+09:00 &
slow=$!
for _ in $(seq 200); do
	pid=$(pgrep -P $slow || true)
	[ "$(cut -d' ' -f3 "/proc/${pid:-none}/stat" 2>/dev/null)" = T ] && break
	sleep 0.05
done
is "one restore waits" "$(ls -A "$K/hub")" ""
call restore "$K/m" "$K/hub" --yes --at 2017-08-10T00:00:00+09:00
is "another one ends" "$RC" 0
sums=$(cd "$K/hub" && find . -type f -exec sha256sum {} + | sort)
kill -CONT "$pid"
wait $slow || true
ok "a hub that stands is not put back over" test "$sums" = "$(cd "$K/hub" && find . -type f -exec sha256sum {} + | sort)"
no_agent "$K/hub/gnupg"
result

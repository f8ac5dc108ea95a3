#!/bin/bash
# Asked to end, with everything below it asked too, as init systems and
# terminals do: what was decided is safe, nothing is refused for it, running
# again goes on.  And a database that is damaged is said to be.
JOBS=2
. "$(dirname "$0")/../lib.sh"
export TMPDIR=$WORK

{
	audience sig gas
	member gas-01 gas
} >"$WORK/roster"
make_hub <"$WORK/roster"
N=10
for i in $(seq $N); do
	begin gas-01
	add <<X
<submission id="1" kind="incident"><title>t</title><indicator type="ipv4-addr" role="c2">198.51.100.$i</indicator><share consent="given"/></submission>
X
	drop "p$i"
done
cp -r "$HUB" "$WORK/keep"
# Asked at calls, not at seconds: tests/crash/shim.c stops the hub there.
BUILD=$(dirname "$TOIYABA")
"${MAKE:-make}" --no-print-directory BUILD="$BUILD" "$BUILD/crash-shim.so" >/dev/null
shimmed() {	# shimmed NAME=VALUE... : a night, in a session of its own
	exec setsid env LD_PRELOAD="$(realpath "$BUILD/crash-shim.so")" CRASH_HUB="$HUB" \
	    "$@" "$TOIYABA" run "$HUB" --at 2017-08-04T01:30:00+09:00 >/dev/null 2>"$WORK/err"
}
again() { rm -rf "$HUB"; cp -r "$WORK/keep" "$HUB"; }
stopped() { case $(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null) in [RSD]*) return 1 ;; esac; }
again
(shimmed CRASH_LOG="$WORK/calls")
calls=$(grep -aoE '^[0-9]+ [a-z]+ ' "$WORK/calls" | tail -1 | cut -d' ' -f1)
ended=0
for part in 1 2 3; do
	for signal in TERM INT HUP; do
		again
		shimmed CRASH_AT=$((calls * part / 4)) CRASH_DO=stop &
		hub=$!
		until stopped $hub; do sleep 0.02; done
		kill -"$signal" -- -"$hub" 2>/dev/null || true
		pkill -"$signal" -s "$hub" 2>/dev/null || true
		kill -CONT $hub 2>/dev/null || true
		rc=0
		wait $hub || rc=$?
		[ $rc = 75 ] && ended=$((ended + 1))
		ok "$signal at $part of 4: 0 or try again ($rc)" test $rc = 0 -o $rc = 75
		is "no agent, no directory stays" "$(find "$WORK" -maxdepth 1 -name 'toiyaba.*' | wc -l)" 0
		is "nothing is refused" "$(ls "$HUB/quarantine" | wc -l)" 0
		night 2017-08-04
		is "the rest is taken" "$(ls "$HUB"/archive/*.gpg | wc -l) $(ls "$HUB/inbox/gas-01" | wc -l)" "$N 0"
		ok "check" "$TOIYABA" check --full "$HUB"
	done
done
ok "some were asked in the middle ($ended)" test "$ended" -gt 2

# gpg, its agent or a crypt process dies in the middle: nobody's package is
# refused for it.  (One that kills gpg twice is.)
kill_in_a_night() {	# kill_in_a_night PATTERN: sets killed and rc
	again
	setsid "$TOIYABA" run "$HUB" --at 2017-08-04T01:30:00+09:00 >/dev/null 2>"$WORK/err" &
	hub=$!
	killed=0
	while [ $killed -lt 1 ] && kill -0 $hub 2>/dev/null; do
		pkill -9 -f "^[^ ]*$1.*$WORK" && killed=$((killed + 1))
	done
	rc=0
	wait $hub || rc=$?
}
for victim in 'toiyaba --crypt' 'gpg --' 'gpg-agent'; do
	for try in $(seq 20); do	# they are there for milliseconds
		kill_in_a_night "$victim"
		[ $killed -gt 0 ] && break
	done
	ok "$victim: some died ($killed)" test $killed -gt 0
	ok "$victim dies: the night ends ($rc)" test $rc = 0 -o $rc = 69 -o $rc = 75
	night 2017-08-04
	is "$victim dies: all are taken" "$(ls "$HUB"/archive/*.gpg | wc -l) $(ls "$HUB/quarantine" | wc -l)" "$N 0"
done

# Started with nothing to write to, in an environment of somebody else's.
again
rc=0
(umask 000; exec env -i GNUPGHOME=/nonexistent HOME=/nonexistent PATH=/nonexistent LANG=ja_JP.SJIS \
    LC_ALL=tr_TR.UTF-8 TZ=America/New_York TMPDIR="$WORK" IFS=x \
    "$TOIYABA" run "$HUB" --at 2017-08-04T01:30:00+09:00 <&- >&- 2>&-) || rc=$?
is "no descriptors: what cannot be said costs the night nothing ($rc)" "$(ls "$HUB"/archive/*.gpg | wc -l)" $N
is "nobody else may read" "$(find "$HUB" -not -name inbox -not -path '*/inbox/*' -not -path '*/outbox*' -newer "$HUB/hub.asc" -perm /077 | wc -l)" 0
is "what is given out the drop's accounts at most" "$(find "$HUB/outbox" -mindepth 1 -newer "$HUB/hub.asc" -perm /007 | wc -l)" 0
strange=$(cd "$HUB" && cat outbox/gas/bundles/* | wc -c)
digest() { sqlite3 "$1/hub.db" 'SELECT digest FROM bundle ORDER BY sequence'; }
rm -rf "$WORK/usual"; cp -r "$WORK/keep" "$WORK/usual"
"$TOIYABA" run "$WORK/usual" --at 2017-08-04T01:30:00+09:00 >/dev/null 2>&1 || true
is "the same bytes in any environment" "$(digest "$HUB")" "$(digest "$WORK/usual")"
ok "and some" test "$strange" -gt 1000

sqlite3 "$HUB/hub.db" 'PRAGMA user_version = 99'
night 2017-08-05
is "a database of a newer program" "$RC" 78
rm "$HUB"/hub.db*; "$TOIYABA" rebuild "$HUB" >/dev/null

python3 - "$HUB/hub.db" <<'P'
import sys
with open(sys.argv[1], "r+b") as f:
    f.seek(4096); f.write(b"\xff" * 20000)
P
rm -f "$HUB"/hub.db-*
begin gas-01
add <<X
<submission id="1" kind="incident"><title>t</title><indicator type="ipv4-addr" role="c2">198.51.100.99</indicator><share consent="given"/></submission>
X
drop more
night 2017-08-05
is "a damaged database" "$RC" 78
ok "what to do is said" grep -q 'remove it and run toiyaba rebuild' "$WORK/err"
rm "$HUB"/hub.db*
ok "and it helps" "$TOIYABA" rebuild "$HUB"
night 2017-08-05
is "nothing was lost" "$(ls "$HUB"/archive/*.gpg | wc -l)" $((N + 1))
echo "not a database" >"$HUB/hub.db"
night 2017-08-06
is "no database at all" "$RC" 78
result

#!/bin/bash
# A night as the shipped unit lets it run: what the unit allows of the system's
# calls is read from it, what else systemd bars for its settings is barred too,
# and the night is the one that it is without.
cd "$(dirname "$0")/../../.."
. tests/flow/lib.sh
: "${BUILD:=build}"
unit=batch/deploy/toiyaba@.service

mkdir -p "$BUILD/hostile"
${CC:-cc} -std=c17 -D_GNU_SOURCE -O1 -Wall -Wextra -Werror -o "$BUILD/hostile/as-unit" tests/hostile/as-unit.c -lseccomp
for setting in RestrictSUIDSGID=yes RestrictNamespaces=yes MemoryDenyWriteExecute=yes RestrictRealtime=yes \
    RestrictAddressFamilies=AF_UNIX LockPersonality=yes SystemCallErrorNumber=EPERM; do
	ok "the unit has $setting" grep -qx "$setting" "$unit"
done
# The lines of SystemCallFilter= one after the other: with ~ what goes.
python3 - "$unit" >"$WORK/calls" <<'P'
import re, subprocess, sys
def members(name):
    if not name.startswith("@"):
        return {name}
    text = subprocess.run(["systemd-analyze", "syscall-filter", "--no-pager", name], capture_output=True, text=True, check=True).stdout
    return set().union(*(members(w) for w in re.findall(r"^ +([@\w-]+)$", text, re.M)))
allowed = set()
for line in re.findall(r"^SystemCallFilter=(.*)$", open(sys.argv[1]).read(), re.M):
    named = set().union(*(members(w) for w in line.lstrip("~").split()))
    allowed = allowed - named if line.startswith("~") else allowed | named
print("\n".join(sorted(allowed | members("@default") | {"execve"})))
P
ok "hundreds of calls" test "$(wc -l <"$WORK/calls")" -gt 200
ok "what is no service's is barred" sh -c '! grep -qxE "mount|reboot|setpriority|bpf|ptrace" "$1"' - "$WORK/calls"
as_unit() { "$BUILD/hostile/as-unit" "$WORK/calls" "$@"; }
ok "the bars hold" as_unit python3 -c '
import errno, os, socket
def fails(how, wanted):
    try: how()
    except OSError as e: assert e.errno == wanted, e
    else: raise SystemExit("%s was let" % how)
fails(lambda: socket.socket(socket.AF_INET), errno.EAFNOSUPPORT)
fails(lambda: os.chmod("'"$WORK"'/calls", 0o4700), errno.EPERM)
fails(lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1)), errno.EPERM)'

{
	audience sig gas
	member gas-01 gas
	member gas-02 gas
} >"$WORK/roster"
make_hub <"$WORK/roster"
for who in gas-01 gas-02; do
	begin $who
	f=$(mail spy@evil.example you@$who.example '見積書の送付' 'お世話になっております。見積書をお送りいたします。' | file m.eml mail)
	add <<X
<submission id="1" kind="mail"><title>件</title>$f<share consent="given"/></submission>
X
	drop p
done
echo stray >"$HUB/inbox/gas-02/stray.txt"
cp -r "$HUB" "$WORK/keep"
night 2017-08-04
state >"$WORK/free"
cp "$WORK/json" "$WORK/free.json"
cp "$WORK/err" "$WORK/free.err"
digest_of() { sqlite3 "$1/hub.db" 'SELECT digest FROM bundle ORDER BY 1'; }
digest_of "$HUB" >"$WORK/free.bundles"
rm -rf "$HUB"
cp -r "$WORK/keep" "$HUB"
real=$TOIYABA
printf '#!/bin/sh\nexec %s %s %s "$@"\n' "$(realpath "$BUILD/hostile/as-unit")" "$WORK/calls" "$real" >"$WORK/toiyaba"
chmod +x "$WORK/toiyaba"
TOIYABA=$WORK/toiyaba
night 2017-08-04
TOIYABA=$real
is "a person is asked, and it is no failure" "$RC" 10
is "told is what is told without" "$(cat "$WORK/err")" "$(cat "$WORK/free.err")"
is "the same night" "$(cat "$WORK/json")" "$(cat "$WORK/free.json")"
is "the same bundles" "$(digest_of "$HUB")" "$(cat "$WORK/free.bundles")"
is "two taken, one refused" "$(json 'sorted(p["state"] for p in j["packages"])')" "['accepted', 'accepted', 'quarantined']"
result

#!/bin/bash
# Exit codes and messages; a dry run changes nothing; the lock.
. "$(dirname "$0")/../lib.sh"
export TMPDIR=$WORK

{
	audience sig gas
	member gas-01 gas
	other duty analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"
code() { rc=0; "$TOIYABA" "$@" >"$WORK/cmd" 2>"$WORK/err" || rc=$?; echo "$rc"; }

is "no command" "$(code)" 64
is "unknown command" "$(code frobnicate)" 64
is "unknown option" "$(code run "$HUB" --frob)" 64
is "no hub there" "$(code run "$WORK/nowhere")" 64
ok "says so" grep -q 'no hub here' "$WORK/err"
is "wrong time" "$(code run "$HUB" --at yesterday)" 64
is "wrong period" "$(code report "$HUB" 2017Q5)" 64
is "unknown reason" "$(code explain frob)" 64
is "a known one" "$(code explain unsigned)" 0
is "states and exit codes too" "$(for w in accepted duplicate quarantined waiting 0 10 64 65 69 70 73 74 75 77 78; do code explain $w; done | sort | uniq -c | tr -d " \n")" 150
is "init twice" "$(code init "$HUB")" 73
is "unknown id" "$(code show "$HUB" C-2017-9999)" 64
is "bad manifest" "$(code pack /etc/passwd --key "$HUBKEY" --hub "$HUBKEY" -o "$WORK/x")" 65
is "bad bundle" "$(code open /etc/passwd --homedir "$KEYS/gas-01")" 65
is "no such key file" "$(code keys "$HUB" enrol gas-01 "$WORK/none" --yes)" 65
is "help" "$(code --help)" 0

begin gas-01
add <<X
<submission id="1" kind="incident"><title>t</title><indicator type="ipv4-addr" role="c2">198.51.100.1</indicator><share consent="given"/></submission>
X
drop one
before=$(state)
files=$(cd "$HUB" && find inbox spool runs | sort | sha256sum)
night 2017-08-04 --dry-run
is "dry run tells" "$(json "[p['state'] for p in j['packages']] + [len(j['items']), len(j['bundles'])]")" "['accepted', 1, 1]"
is "and changes nothing" "$(state)" "$before"
is "nor moves a thing" "$(cd "$HUB" && find inbox spool runs | sort | sha256sum)" "$files"

# The lock is the kernel's: held while somebody holds it, gone with him.
python3 - "$HUB/.lock" "$TOIYABA" "$HUB" >"$WORK/locked" <<'P'
import fcntl, os, struct, subprocess, sys
fd = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT, 0o600)
fcntl.fcntl(fd, 37, struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0))
for args in ["run", sys.argv[3]], ["report", sys.argv[3], "2017Q3"]:
    print(subprocess.run([sys.argv[2], *args], capture_output=True).returncode)
P
is "locked" "$(tr '\n' ' ' <"$WORK/locked")" "75 75 "
night 2017-08-04
is "free again" "$RC" 0
is "clock behind" "$(code run "$HUB" --at 2017-08-01T00:00:00+09:00)" 78

echo 'frob = 1' >>"$HUB/hub.conf"
is "unknown setting" "$(code status "$HUB")" 78
ok "names its line" grep -q 'line [0-9]*: unknown key "frob"' "$WORK/err"
sed -i '$d' "$HUB/hub.conf"
cp "$HUB/roster.xml" "$WORK/r"
sed -i 's/<alias>/<alas>/' "$HUB/roster.xml"
is "bad roster" "$(code run "$HUB" --at 2017-08-05T00:00:00+09:00)" 78
ok "names line and element" grep -q 'roster.xml: line [0-9]*: ' "$WORK/err"
cp "$WORK/r" "$HUB/roster.xml"
chmod o+w "$HUB"
is "everybody may write" "$(code status "$HUB")" 77
chmod o-w "$HUB"
mv "$HUB/gnupg/private-keys-v1.d" "$WORK/away"
is "key absent" "$(code run "$HUB" --at 2017-08-05T00:00:00+09:00)" 69
ok "nothing was taken" grep -q 'nothing was taken' "$WORK/err"
mv "$WORK/away" "$HUB/gnupg/private-keys-v1.d"
is "status" "$(code status "$HUB" --json --at "$(sed -n 's/^at = //p' "$HUB/heartbeat")")" 0
ok "is JSON" python3 -m json.tool "$WORK/cmd"
is "nobody left behind" "$(ls -d "$WORK"/toiyaba.* 2>/dev/null | wc -l)" 0

b=$(ls "$HUB"/outbox/gas/bundles/*.gpg)
is "open" "$(code open "$b" --homedir "$KEYS/gas-01" --hub "$HUBKEY" --state "$WORK/st" --at 2017-08-05T00:00:00+09:00)" 0
is "stale" "$(code open "$b" --homedir "$KEYS/gas-01" --hub "$HUBKEY" --at 2018-08-05T00:00:00+09:00)" 10
is "another's signature" "$(code open "$b" --homedir "$KEYS/gas-01" --hub "$(cat "$KEYS/duty/fpr")")" 65
head -c -20 "$b" >"$WORK/cut.gpg"
is "cut off" "$(code open "$WORK/cut.gpg" --homedir "$KEYS/gas-01" --hub "$HUBKEY")" 65
# On an older kernel the night says what it does without.
cat >"$WORK/old.c" <<'X'
#include <dlfcn.h>
#include <stdarg.h>
long syscall(long n, ...)
{
	long a[6], (*real)(long, ...) = dlsym(RTLD_NEXT, "syscall");
	va_list ap;
	va_start(ap, n);
	for (int i = 0; i < 6; i++) a[i] = va_arg(ap, long);
	va_end(ap);
	return n == 444 && a[2] == 1 ? 2 : real(n, a[0], a[1], a[2], a[3], a[4], a[5]);
}
X
cc -D_GNU_SOURCE -shared -fPIC -o "$WORK/old.so" "$WORK/old.c"
"$TOIYABA" init "$WORK/old" >/dev/null 2>&1
is "it runs" "$(LD_PRELOAD=$WORK/old.so "$TOIYABA" run "$WORK/old" >/dev/null 2>"$WORK/err"; echo $?)" 0
ok "and says so" grep -q 'Landlock ABI 2' "$WORK/err"
result

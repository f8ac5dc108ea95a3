#!/bin/bash
# bench: memory of a night with one package of BENCH_MIB MiB against one of
# 2 KiB.  The plaintext lies in one sealed memory file, never on the disk:
# that file is as large as the package; what the processes hold is not.
. "$(dirname "$0")/../flow/lib.sh"
MIB=${BENCH_MIB:-2048}

{
	audience sig gas
	member gas-01 gas
} >"$WORK/roster"
make_hub <"$WORK/roster"
python3 - "$HUB/hub.conf" $((MIB + 64)) <<'P'
import re, sys
path, mib = sys.argv[1:]
text = open(path).read()
for key in ("max-package", "max-unpacked"):
    text = re.sub(rf"(?m)^#?\s*{key}\s*=.*$", f"{key} = {mib}M", text)
open(path, "w").write(text)
P

package() {	# package NAME BYTES
	begin gas-01
	f=$(head -c "$2" /dev/urandom | file big.log log)
	add <<X
<submission id="1" kind="log"><title>log</title>$f<share consent="none"/></submission>
X
	manifest
	archive tar
	mkdir -p "$HUB/inbox/gas-01"
	seal gas-01 "$HUB/inbox/gas-01/$1.gpg" --compress-algo none
	rm -rf "$WORK/archive" "$PKG"
}

peak() {	# peak DAY : total, largest process, memory files, in MiB
	python3 tests/bench/peak.py "$TOIYABA" run "$HUB" --at "$1T01:30:00+09:00"
}

package small 2048
set -- $(peak 2017-08-04)
small=$1 small_largest=$2
package big $((MIB * 1024 * 1024))
set -- $(peak 2017-08-05)
taken=$(find "$HUB/archive" -name '*.gpg' | wc -l)
echo "packages accepted:            $taken of 2"
echo "processes together:           $1 MiB for $MIB MiB, $small MiB for 2 KiB: $(python3 -c "print(f'{$1/max($small,1):.2f}')") times"
echo "largest process:              $2 MiB against $small_largest MiB"
echo "plaintext in memory files:    $3 MiB"

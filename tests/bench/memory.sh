#!/bin/bash
# bench: memory of a night: with a package of BENCH_MIB MiB (2048) against one
# of 2 KiB, and with BENCH_MANY packages (1000) against a tenth of them.  The
# plaintext lies in one sealed memory file, never on the disk: that file is as
# large as the package; what the processes hold is not.
cd "$(dirname "$0")/../.."
. tests/bench/lib.sh
MIB=${BENCH_MIB:-2048} MANY=${BENCH_MANY:-1000}

bench_hub gas-01 gas-02
sed -i "s/^#* *max-\(package\|unpacked\) *=.*/max-\1 = $((MIB + 64))M/" "$HUB/hub.conf"

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

peak() {	# peak DAY : processes together, the largest, memory files
	python3 tests/bench/peak.py "$TOIYABA" run "$HUB" --at "$1T01:30:00+09:00"
}
times() { python3 -c "print(f'{$1 / max($2, 1):.2f}')"; }
taken() { find "$HUB/archive" -name '*.gpg' | wc -l; }

package small 2048
read -r small small_largest _ < <(peak 2017-08-04)
package big $((MIB * 1024 * 1024))
read -r big largest files < <(peak 2017-08-05)
is "both were taken" "$(taken)" 2
echo "memory, a package of $MIB MiB against one of 2 KiB:"
echo "  processes together $big MiB, $(times "$big" "$small") times; the largest $largest MiB, $(times "$largest" "$small_largest") times; plaintext in memory files $files MiB"

few=$((MANY / 10))
packages --count $few --seed few --consent none "$HUB/inbox"
read -r few_all few_largest _ < <(peak 2017-08-06)
packages --count "$MANY" --seed many --consent none "$HUB/inbox"
read -r many_all many_largest _ < <(peak 2017-08-07)
is "all were taken" "$(taken)" $((2 + few + MANY))
echo "memory, a night of $MANY packages against one of $few:"
echo "  processes together $many_all MiB, $(times "$many_all" "$few_all") times; the largest $many_largest MiB, $(times "$many_largest" "$few_largest") times"
echo "  $(python3 -c "print(f'{($many_all - $few_all) * 1024 / ($MANY - $few):.1f}')") KiB for each package more"

# Names that wait: of a folder with BENCH_NAMES empty files (100000) no more
# than max-files are taken, the others are counted.
NAMES=${BENCH_NAMES:-100000}
sed -i 's/^#* *max-files *=.*/max-files = 200/' "$HUB/hub.conf"
python3 - "$HUB/inbox/gas-02" "$NAMES" <<'P'
import os, sys
os.makedirs(sys.argv[1], exist_ok=True)
for i in range(int(sys.argv[2])):
    open(f"{sys.argv[1]}/n{i:07}", "w").close()
P
read -r names_all _ _ < <(peak 2017-08-08)
echo "memory, a night in which $NAMES names wait in one folder, of which 200 may be taken:"
echo "  processes together $names_all MiB, $(times "$names_all" "$small") times a night of one package"
result

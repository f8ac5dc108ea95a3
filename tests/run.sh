#!/bin/bash
# Every test: units, then the program seen from outside.  The last line
# counts them.
set -u
cd "$(dirname "$0")/.."
: "${BUILD:=build}" "${MAKE:=make}"
export TOIYABA=$BUILD/toiyaba
KEYS=$(mktemp -d /tmp/tyk.XXXXXX)
export KEYS
trap 'kill $(jobs -p) 2>/dev/null; for h in "$KEYS"/*; do gpgconf --homedir "$h" --kill all 2>/dev/null; done; rm -rf "$KEYS"' EXIT
passed=0 failed=0

count() {	# count NAME OUTPUT: adds "N passed, M failed"
	set -- "$1" $(sed -n 's/.* \([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$2" | tail -1)
	if [ $# = 3 ]; then
		passed=$((passed + $2)) failed=$((failed + $3))
	else
		echo "$1: did not finish"
		failed=$((failed + 1))
	fi
}

log=$(mktemp)
for t in tests/unit/t-*.c; do
	[ -f "$t" ] || continue
	n=$(basename "$t" .c)
	if "$MAKE" --no-print-directory BUILD="$BUILD" "$BUILD/unit/$n" >"$log" 2>&1 &&
	    "$BUILD/unit/$n" >"$log" 2>&1; then
		k=$(grep -c '^\[       OK' "$log")
		echo "$n: $k passed, 0 failed"
		passed=$((passed + k))
	else
		tail -20 "$log"
		k=$(grep -c '^\[  FAILED' "$log")
		echo "$n: failed"
		failed=$((failed + (k > 0 ? k : 1)))
	fi
done
# The fuzzers take their minutes on what the other tests leave of the machine.
fuzzed=$(mktemp)
FUZZ_JOBS=1 nice -n 19 "$MAKE" --no-print-directory BUILD="$BUILD" fuzz >"$fuzzed" 2>&1 &
"$MAKE" --no-print-directory BUILD="$BUILD" valgrind >"$log" 2>&1
grep -v '^CC' "$log"
count valgrind "$log"
for t in tests/flow/*/*.sh tests/style/*.sh; do
	case $t in */pdf.sh) continue ;; esac
	began=$SECONDS
	bash "$t" >"$log" 2>&1
	cat "$log"
	echo "    $((SECONDS - began)) s"
	count "$t" "$log"
done
wait
grep -v '^CC\|^LD' "$fuzzed"
count fuzz "$fuzzed"
rm -f "$log" "$fuzzed"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]

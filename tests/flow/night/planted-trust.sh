#!/bin/bash
# The tests of keys, clock, books, joins and items' lives find every fault that
# was put into the program on purpose: tests/planted/trust, each for the test
# that it names.  A sample; ALL=1 takes all, PLANTED names some.
cd "$(dirname "$0")/../../.."
. tests/flow/lib.sh
: "${BUILD:=build}"

shown() {	# shown FAULT
	"${MAKE:-make}" --no-print-directory BUILD="$BUILD" "$BUILD/planted/trust/$1" >"$WORK/log" 2>&1 || {
		cat "$WORK/log"
		return 1
	}
	test=$(sed -n 's/^Test: //p' "tests/planted/trust/$1.diff")
	ALL= TOIYABA=$BUILD/planted/trust/$1 bash tests/flow/*/"$test.sh" >"$WORK/log" 2>&1 || true
	grep -q '^FAILED: ' "$WORK/log"
}

faults=$(python3 tests/planted/sample.py trust 1)
for fault in $faults; do
	ok "finds $fault" shown "$fault"
done
# shellcheck disable=SC2086
echo "planted:" $faults
result

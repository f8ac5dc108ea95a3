#!/bin/bash
# The world test (worlds.sh) finds every leak that was put into the program on
# purpose: tests/planted/leak.  One whose text says "Test: NAME" is for that
# test: no world has what it is about, or it takes other worlds (presence.sh).  A sample; ALL=1 takes all, PLANTED
# names some.
cd "$(dirname "$0")/../../.."
. tests/flow/lib.sh
: "${BUILD:=build}"

# A difference, not a test that breaks down: what breaks after one may, and a
# printer whose reader has seen enough breaks nothing.
differs() {
	awk '/^Traceback/ { broken = 1 } !broken { print } /^[^ T]/ { if (/^BrokenPipeError/) broken = 0; else if (broken) exit }' \
	    "$WORK/log" | grep "$1" >/dev/null
}
shown() {	# shown FAULT
	"${MAKE:-make}" --no-print-directory BUILD="$BUILD" "$BUILD/planted/leak/$1" >"$WORK/log" 2>&1 || {
		cat "$WORK/log"
		return 1
	}
	test=$(sed -n 's/^Test: //p' "tests/planted/leak/$1.diff")
	if [ -n "$test" ]; then
		ALL= WORLD_OPTIONS=--first WORLDS=${MUTANT_WORLDS:-20} TOIYABA=$BUILD/planted/leak/$1 \
		    bash tests/flow/*/"$test.sh" >"$WORK/log" 2>&1 || true
		[ -z "${FOUND:-}" ] || { echo "$1"; head -9 "$WORK/log"; } >>"$FOUND"
		differs '^FAILED: '
		return
	fi
	WORLD_OPTIONS=--first WORLDS=${MUTANT_WORLDS:-12} TOIYABA=$BUILD/planted/leak/$1 \
	    bash tests/flow/release/worlds.sh >"$WORK/log" 2>&1
	[ -z "${FOUND:-}" ] || { echo "$1"; grep -m 1 -A 6 '^world [0-9]*: ' "$WORK/log"; } >>"$FOUND"
	differs '^world [0-9]*: '
}

faults=$(python3 tests/planted/sample.py leak 2)
for fault in $faults; do
	ok "finds $fault" shown "$fault"
done
# shellcheck disable=SC2086
echo "planted:" $faults
result

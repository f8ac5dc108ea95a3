#!/bin/bash
# A night that is disturbed at one of its calls, and run again, ends as one
# that was not; and the sweeps that say so find the faults that were put into
# the program on purpose.  A sample, another one at each commit (CRASH_SEED names
# one); CRASH=whole takes every call, ALL=1 every fault, PLANTED names some.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../../crash/scene.sh"
export TMPDIR=$WORK
BUILD=$(dirname "$TOIYABA")
SHIM=$BUILD/crash-shim.so

build() {	# build TARGET...
	"${MAKE:-make}" --no-print-directory BUILD="$BUILD" "$@"
}

sweep() {	# sweep PROGRAM [options] SWEEP... : of the night in $SCENE
	program=$1
	shift
	python3 tests/crash/sweep.py --seed "${CRASH_SEED:-$(commit)}" \
	    --scene "$SCENE" --program "$program" --shim "$SHIM" "$@"
}

said() { sed -n "s/^$1: //p" "$2"; }

finds() {	# finds FAULT : its sweep must call something bad
	build "$BUILD/planted/crash/$1" || return 1
	diff=tests/planted/crash/$1.diff
	SCENE=$WORK/$(said Scene "$diff" | grep . || echo scene) \
	    sweep "$BUILD/planted/crash/$1" --seed 1 --first --near "$(said Near "$diff")" \
	    "$(said Sweep "$diff")" >"$WORK/found"
	[ $? = 1 ] && grep -q '^BAD' "$WORK/found" && return
	cat "$WORK/found"
	return 1
}

case ${CRASH:-sample} in
whole) points= ;;
*) points='--points 2' ;;
esac
faults=$(python3 tests/planted/sample.py crash 2)
all='kill torn storm enospc enospc-on eio eio-on short power'

scene
scene_once
scene_quiet
ok "shim" build "$SHIM" "$BUILD/planted/crash/small-batches"
# shellcheck disable=SC2086
ok "every call" sweep "$TOIYABA" $points $all
# shellcheck disable=SC2086
ok "every call, small batches" sweep "$BUILD/planted/crash/small-batches" $points \
    kill storm power
for fault in $faults; do
	ok "finds $fault" finds "$fault"
done
# shellcheck disable=SC2086
echo "planted:" $faults
result

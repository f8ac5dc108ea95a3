#!/bin/bash
# A night that is disturbed at one of its calls, and run again, ends as one
# that was not; and the sweeps that say so find the faults that were put into
# the program on purpose.  A sample; CRASH=whole takes every call and every
# fault, CRASH_SEED another sample.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../../crash/scene.sh"
export TMPDIR=$WORK PYTHONDONTWRITEBYTECODE=1
MUTANTS=tests/planted/crash
BUILD=$(dirname "$TOIYABA")
SHIM=$BUILD/crash-shim.so

build() {	# build TARGET...
	"${MAKE:-make}" --no-print-directory BUILD="$BUILD" "$@"
}

sweep() {	# sweep PROGRAM [options] SWEEP...
	program=$1
	shift
	python3 tests/crash/sweep.py --seed "${CRASH_SEED:-1}" \
	    --scene "$SCENE" --program "$program" --shim "$SHIM" "$@"
}

said() { sed -n "s/^$1: //p" "$2"; }

finds() {	# finds MUTANT : its sweep must call something bad
	build "$BUILD/planted/crash/$1" || return 1
	diff=$MUTANTS/$1.diff
	sweep "$BUILD/planted/crash/$1" --first --near "$(said Near "$diff")" \
	    "$(said Sweep "$diff")" >"$WORK/found"
	[ $? = 1 ] && grep -q '^BAD' "$WORK/found" && return
	cat "$WORK/found"
	return 1
}

case ${CRASH:-sample} in
whole)
	points= faults=$(grep -L '^Sweep: none' $MUTANTS/*.diff) ;;
*)
	points='--points 3'
	faults='no-directory-fsync publish-before-commit synchronous-normal' ;;
esac
all='kill torn storm enospc enospc-on eio eio-on short power'

scene
ok "shim" build "$SHIM" "$BUILD/planted/crash/small-batches"
# shellcheck disable=SC2086
ok "every call" sweep "$TOIYABA" $points $all
# shellcheck disable=SC2086
ok "every call, small batches" sweep "$BUILD/planted/crash/small-batches" $points \
    kill storm power
for fault in $faults; do
	fault=$(basename "$fault" .diff)
	ok "finds $fault" finds "$fault"
done
result

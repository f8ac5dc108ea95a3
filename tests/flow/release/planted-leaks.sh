#!/bin/bash
# The world test (worlds.sh) finds every leak that was put into the program on
# purpose: tests/planted/leak.  One whose text says "Test: NAME" is for that
# test: no world has what it is about.  A sample, MUTANT_SEED another one;
# ALL=1 takes all, MUTANTS names some.
cd "$(dirname "$0")/../../.."
. tests/flow/lib.sh
: "${BUILD:=build}"

sample() {	# sample NUMBER: two of them
	ls tests/planted/leak/*.diff | awk -v n="$1" '
		{ f[NR - 1] = $0 }
		END { for (i = 0; i < 2; i++) print f[(7 * n + i * int(NR / 2)) % NR] }'
}

if [ -n "${MUTANTS:-}" ]; then
	# shellcheck disable=SC2086
	set -- $MUTANTS
elif [ -n "${ALL:-}" ]; then
	set -- tests/planted/leak/*.diff
else
	# shellcheck disable=SC2046
	set -- $(sample "${MUTANT_SEED:-1}")
fi

shown() {	# shown MUTANT: a difference, not a test that breaks down
	"${MAKE:-make}" --no-print-directory BUILD="$BUILD" "$BUILD/planted/leak/$1" >"$WORK/log" 2>&1 || {
		cat "$WORK/log"
		return 1
	}
	test=$(sed -n 's/^Test: //p' "tests/planted/leak/$1.diff")
	if [ -n "$test" ]; then
		TOIYABA=$BUILD/planted/leak/$1 bash tests/flow/*/"$test.sh" >"$WORK/log" 2>&1 || true
		grep -q '^FAILED: ' "$WORK/log"
		return
	fi
	WORLD_OPTIONS=--first WORLDS=${MUTANT_WORLDS:-12} TOIYABA=$BUILD/planted/leak/$1 \
	    bash tests/flow/release/worlds.sh >"$WORK/log" 2>&1
	[ -z "${FOUND:-}" ] || { echo "$1"; grep -m 1 -A 6 '^world [0-9]*: ' "$WORK/log"; } >>"$FOUND"
	grep -q '^world [0-9]*: ' "$WORK/log" && ! grep -q Traceback "$WORK/log"
}

for mutant; do
	mutant=$(basename "$mutant" .diff)
	ok "finds $mutant" shown "$mutant"
done
result

#!/bin/bash
# Random lives of items, from outside: submissions, answers, withdrawals, words of
# analysts, acknowledgements, a distrusted key, and a night that is killed.
# SEQUENCES=N plays N of them, SEED another first one: sequences.py.
cd "$(dirname "$0")/../../.."
. tests/flow/lib.sh
. tests/flow/ring.sh

: "${BUILD:=build}" "${MAKE:=make}"
"$MAKE" --no-print-directory -s "$BUILD/crash-shim.so"
first=${SEED:-$(date +%j)} count=${SEQUENCES:-4}
# shellcheck disable=SC2046,SC2086
python3 tests/flow/rule/sequences.py --hub "$WORK/both/hub" --ring "$WORK/both/ring" \
    --program "$TOIYABA" --shim "$(realpath "$BUILD/crash-shim.so")" --work "$WORK" ${SEQUENCE_OPTIONS:---agencies --values --quiet} \
    $(seq "$first" $((first + count - 1))) >"$WORK/sequences" 2>&1 || true
grep -v ': holds$' "$WORK/sequences" || true
is "sequences that hold" "$(grep -c ': holds$' "$WORK/sequences")" "$count"
no_agent "$WORK/both/ring"
result

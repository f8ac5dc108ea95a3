#!/bin/bash
# Presence: what an audience may not have cannot steer what it gets.  Small
# worlds are run without some submissions that their readers may not have, with
# them, and with others in their place, while one of the readers sends in what
# it likes; every byte that they get stays the same, each night.
# WORLDS=N takes N of them, WORLD_SEED another first one.
cd "$(dirname "$0")/../../.."
. tests/flow/lib.sh

. tests/flow/ring.sh

first=${WORLD_SEED:-1}
count=${WORLDS:-6}
# shellcheck disable=SC2046,SC2086
python3 tests/flow/release/presencerun.py --hub "$WORK/both/hub" --ring "$WORK/both/ring" \
    --program "$TOIYABA" --work "$WORK" --kept "$kept" ${WORLD_OPTIONS:---late} \
    $(seq "$first" $((first + count - 1))) >"$WORK/worlds" 2>&1 || true
grep -v '^world [0-9]*: same$' "$WORK/worlds" || true
is "worlds that stay the same" "$(grep -c '^world [0-9]*: same$' "$WORK/worlds")" "$count"
no_agent "$WORK/both/ring"
result

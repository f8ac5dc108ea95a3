#!/bin/bash
# Non-interference: small worlds are run twice and more, with everything
# exchanged that must not matter, and every released byte stays the same.
# WORLDS=N takes N of them, WORLD_SEED another first one.
cd "$(dirname "$0")/../../.."
. tests/flow/lib.sh
. tests/flow/ring.sh

first=${WORLD_SEED:-1}
count=${WORLDS:-4}
unshare=
unshare --uts hostname elsewhere 2>/dev/null && unshare=--unshare
# shellcheck disable=SC2046,SC2086
python3 tests/flow/release/worldrun.py --hub "$WORK/both/hub" --ring "$WORK/both/ring" \
    --program "$TOIYABA" --work "$WORK" --root . $unshare ${WORLD_OPTIONS:-} \
    $(seq "$first" $((first + count - 1))) >"$WORK/worlds" 2>&1 || true
grep -v '^world [0-9]*: same$' "$WORK/worlds" || true
is "worlds that stay the same" "$(grep -c '^world [0-9]*: same$' "$WORK/worlds")" "$count"
no_agent "$WORK/both/ring"
result

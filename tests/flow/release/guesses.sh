#!/bin/bash
# Guesses about an item, of which the curious one has two to choose from: by
# names, tokens, references, bytes, comparisons, numbers.  Nothing that comes
# back says which is right.  ITEMS=N takes N items, WORLD_SEED another world, SHOW=1 tells
# how often a reader would be right.
cd "$(dirname "$0")/../../.."
. tests/flow/lib.sh
. tests/flow/ring.sh

: "${SHOW:=}"
python3 tests/flow/release/guesses.py --hub "$WORK/both/hub" --ring "$WORK/both/ring" \
    --program "$TOIYABA" --work "$WORK" --kept "$kept" --items "${ITEMS:-12}" \
    "${WORLD_SEED:-1}" >"$WORK/guesses" 2>&1 || true
is "what is told of ${ITEMS:-12} items" "$(tail -1 "$WORK/guesses")" "nothing is told"
[ "$FAILED$SHOW" = 0 ] || cat "$WORK/guesses"
no_agent "$WORK/both/ring"
result

#!/bin/bash
# What a member chooses the number of costs in proportion, or n log n: no word,
# file, link, ... is looked at once for each other.
cd "$(dirname "$0")/../.."
export BUILD="${BUILD:-build}"
"${MAKE:-make}" --no-print-directory BUILD="$BUILD" "$BUILD/cost/grow" >/dev/null || exit 1
exec python3 tests/cost/grow.py "$@"

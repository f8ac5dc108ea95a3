#!/bin/bash
# The inner parts that every mail, file and item goes through cost per byte what
# tests/cost/bytes says; `make cost` writes that anew.
cd "$(dirname "$0")/../.."
export BUILD="${BUILD:-build}"
"${MAKE:-make}" --no-print-directory BUILD="$BUILD" "$BUILD/cost/parts" >/dev/null || exit 1
exec python3 tests/cost/parts.py

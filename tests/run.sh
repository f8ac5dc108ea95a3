#!/bin/bash
# run.sh [PART...]: every test, or those whose name holds a PART.
set -eu
cd "$(dirname "$0")/.."
PATH=/usr/sbin:/usr/bin:/sbin:/bin
export TOIYABA_LANG=en BUILD="${BUILD:-build}" MAKE="${MAKE:-make}"
exec python3 tests/suite.py "$@"

#!/bin/bash
# beside.sh OLD NEW [TEST...]: runs tests, or the demo where none is named, with
# two programs beside each other (beside.py); ends with 1 where anything that
# the new one leaves is not what the old one leaves.  For changes that must not
# change a byte: OLD is a build of the commit before.
set -u
cd "$(dirname "$0")/../.."
BESIDE_OLD=$(realpath "$1") BESIDE_NEW=$(realpath "$2")
shift 2
BESIDE_TMP=$(mktemp -d /tmp/tybs.XXXXXX)
BESIDE_NOTES=$BESIDE_TMP/differences
export BESIDE_OLD BESIDE_NEW BESIDE_TMP BESIDE_NOTES
: "${KEYS:=$BESIDE_TMP/keys}"
export KEYS
trap 'for h in "$KEYS"/*; do gpgconf --homedir "$h" --kill all 2>/dev/null; done; rm -rf "$BESIDE_TMP"' EXIT
mkdir -p "$BESIDE_TMP/build" "$KEYS"
: >"$BESIDE_NOTES"
cp tests/beside/beside.py "$BESIDE_TMP/build/toiyaba"
chmod +x "$BESIDE_TMP/build/toiyaba"
if [ $# = 0 ]; then
	bash samples/demo.sh "$BESIDE_TMP/build"
else
	for t; do TOIYABA=$BESIDE_TMP/build/toiyaba bash "$t"; done
fi
cat "$BESIDE_NOTES"
[ -s "$BESIDE_NOTES.count" ] || { echo "beside: no command was compared"; exit 1; }
echo "beside: $(wc -l <"$BESIDE_NOTES.count") commands, $(awk '{ n += $2 } END { print n }' "$BESIDE_NOTES.count") files compared, $(grep -c '^== ' "$BESIDE_NOTES") differences"
[ ! -s "$BESIDE_NOTES" ]

#!/bin/bash
# What a searcher remembers of one file changes nothing that it says of the
# next: a run of letters that was harmless there, or stands where another stood,
# is read again.
cd "$(dirname "$0")/../../.."
. tests/flow/lib.sh
: "${BUILD:=build}"
"${MAKE:-make}" --no-print-directory BUILD="$BUILD" "$BUILD/hostile/known-one" >/dev/null
cat >"$WORK/roster" <<X
<roster xmlns="urn:toiyaba:roster:1"><sig id="gas" from="2012-04-01"><name xml:lang="ja">業界</name></sig>
<member id="gas-01"><name xml:lang="ja">架空瓦斯株式会社</name><alias>kakugas.example</alias></member></roster>
X
reads() {	# reads FILE... : what stops, of the names without their folder
	"$BUILD/hostile/known-one" "$TOIYABA" "$WORK/roster" himitsu-keikaku "$@" | sed "s,^$WORK/,,"
}

# A word of the second file's case is nobody's in the first.
run=$(printf himitsu-keikaku | base64)
echo "say $run A" >"$WORK/first"
echo "say $run b" >"$WORK/second"
is "let pass, where it is no word" "$(reads "$WORK/second" "$WORK/roster" | grep -c second)" 0
is "and found behind that, where it is one" "$(reads "$WORK/first" "$WORK/second")" "second: a sensitive word"

# Noise of all kinds before it: whatever place the run would have, it is read.
python3 -c '
import random
dice = random.Random(1)
letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
print("\n".join(" ".join("".join(dice.choices(letters, k=10)) for _ in range(8)) for _ in range(1500)))' >"$WORK/noise"
printf 'say %s c\n' "$(printf kakugas.example | base64)" >"$WORK/name"
found=0
for _ in 1 2 3 4 5 6 7 8; do	# each searcher has a seed of its own
	[ "$(reads "$WORK/noise" "$WORK/name")" != "name: a member's name" ] || found=$((found + 1))
done
is "found behind whatever was remembered" "$found" 8
result

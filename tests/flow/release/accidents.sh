#!/bin/bash
# Forms in which people and programs write a name without a thought are found in
# every place where a text leaves, and masked where an attacker wrote them; what
# names nobody passes.
cd "$(dirname "$0")/../../.."
. tests/flow/lib.sh
: "${BUILD:=build}"
"${MAKE:-make}" --no-print-directory BUILD="$BUILD" "$BUILD/hostile/gate-one" >/dev/null
for part in roster words forms maskable deep limits ordinary; do
	python3 tests/hostile/accidents.py $part >"$WORK/$part"
done
passed() {	# passed LINES [last|mask]: those of them that the gate lets pass
	"$BUILD/hostile/gate-one" "$WORK/roster" "$WORK/words" ${2:-} <"$1" >"$WORK/passed" || true
	cut -f1,2 "$WORK/passed"
}
is "forms of people are found in $(wc -l <"$WORK/forms") texts" "$(passed "$WORK/forms")" ""
is "a mask leaves nothing of them in $(wc -l <"$WORK/maskable") texts" "$(passed "$WORK/maskable" mask)" ""
is "the last reading finds $(wc -l <"$WORK/deep") that programs make" "$(passed "$WORK/deep" last)" ""
all() { cut -f1,2 "$1"; }
is "what the manual says cannot be found is not" "$(passed "$WORK/limits")" "$(all "$WORK/limits")"
is "ordinary text passes" "$(passed "$WORK/ordinary")" "$(all "$WORK/ordinary")"
seeds=$(ls ../shared/seeds/*.txt 2>/dev/null) || true
if [ -n "$seeds" ]; then
	python3 tests/hostile/accidents.py paragraphs $seeds >"$WORK/paragraphs"
	is "so do $(wc -l <"$WORK/paragraphs") paragraphs of published reports" "$(passed "$WORK/paragraphs")" "$(all "$WORK/paragraphs")"
else
	skip "../shared/seeds is not here"
fi
result

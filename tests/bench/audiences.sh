#!/bin/bash
# bench: a night for 20 audiences against the same night for one: a tenth of
# the BENCH_SHARED submissions (600) go to all, the others to one or two.
cd "$(dirname "$0")/../.."
. tests/bench/lib.sh
SHARED=${BENCH_SHARED:-600}

# Members m1 and m2 send; m2 is in two SIGs, the others read.
sigs() { if [ "$1" = 2 ]; then echo s2 s3; else echo "s$1"; fi; }
roster() {	# roster 1|20
	for i in $(seq "$1"); do audience sig "s$i"; done
	for i in $(seq 20); do
		# shellcheck disable=SC2046
		if [ "$1" = 1 ]; then member "m$i" s1; else member "m$i" $(sigs "$i"); fi
	done
}
for n in 1 20; do
	rm -rf "$HUB"
	roster "$n" >"$WORK/roster"
	if [ "$n" = 1 ]; then
		make_hub <"$WORK/roster"
		no_agent "$HUB/gnupg"
		cp -a "$HUB" "$WORK/to-1"
	else
		cp -a "$WORK/to-1" "$WORK/to-20"
		{
			echo '<roster xmlns="urn:toiyaba:roster:1">'
			cat "$WORK/roster"
			echo '</roster>'
		} >"$WORK/to-20/roster.xml"
	fi
done
packages --members "m1 m2" --count $((SHARED * 9 / 100)) --mails 10 --seed some "$WORK/in"
packages --members "m1 m2" --count $((SHARED / 100)) --mails 10 --seed all --scope all "$WORK/all"
for d in "$WORK"/all/*; do
	for f in "$d"/*; do cp "$f" "$WORK/in/$(basename "$d")/all-$(basename "$f")"; done
done
fresh
a_night one-audience "$WORK/to-1" "$WORK/in" 2017-08-04
a_night twenty "$WORK/to-20" "$WORK/in" 2017-08-04
echo "a night of $SHARED submissions for one audience, and for 20:"
turns one-audience
is "20 bundles" "$(find "$WORK/twenty/outbox" -path '*/s*/bundles/*-000001.*' | wc -l)" 20
result

#!/bin/bash
# bench: pairs of real mails that a person labelled.  POT names a folder with the
# mails of github.com/rf-peixoto/phishing_pot (email/sample-N.eml; not ours to
# ship); pot.tsv has two files a line, with the first of their SHA-256, and same
# (one text, whose blanks are filled otherwise, or the same files), family
# (reworded, or another brand or prize) or unrelated.  They were drawn evenly by
# the likeness of their texts, one for each pair of subjects: harder than mails
# by chance.
cd "$(dirname "$0")/../.."
. tests/flow/lib.sh

if [ -z "${POT:-}" ]; then
	skip "POT names no folder of mails"
	result
	exit
fi
mkdir "$WORK/pot"
while read -r a x b y label; do
	for f in "$a $x" "$b $y"; do
		ok "$f" grep -q "^${f#* }" <(sha256sum <"$POT/${f% *}")
		cp "$POT/${f% *}" "$WORK/pot/${f% *}"
	done
	printf '%s\t%s\t%s\n' "$a" "$b" "$label" >>"$WORK/pot/pairs.tsv"
done <tests/bench/pot.tsv
figure() { grep '^labelled' "$WORK/same" | grep -o "$1 [0-9.]*" | head -1 | sed 's/.* //'; }
atleast() { python3 -c "import sys; sys.exit(not $1 >= $2)"; }
MAILS=$WORK/pot ORDER=0 bash tests/bench/same.sh >"$WORK/same"
cat "$WORK/same"
ok "precision" atleast "$(figure precision)" 0.96
ok "recall" atleast "$(figure recall)" 0.80
ok "recall with those looked at" atleast "$(figure 'looked at')" 0.95
is "unrelated joined" "$(figure 'unrelated joined')" 0
for deal in '7 1' '3 4'; do
	MAILS=$WORK/pot ORDER=${deal% *} NIGHTS=${deal#* } bash tests/bench/same.sh >"$WORK/other"
	is "in another order, over ${deal#* } nights" "$(grep partition "$WORK/other")" "$(grep partition "$WORK/same")"
done
result

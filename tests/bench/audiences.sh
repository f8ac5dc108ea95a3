#!/bin/bash
# bench: a night for 20 audiences against the same night for one.  A tenth of
# the BENCH_SHARED submissions (600) goes to all; the others come from 20 members,
# of whom each second is in two audiences, so they go to one and a half on average.
# Its own part is what gpg, alone, does not need for the same packages and letters.
cd "$(dirname "$0")/../.."
. tests/bench/lib.sh
SHARED=${BENCH_SHARED:-600}

sigs() { if [ $(($1 % 2)) = 1 ]; then echo "s$1"; else echo "s$1 s$(($1 % 20 + 1))"; fi; }
roster() {	# roster 1|20
	for i in $(seq "$1"); do audience sig "s$i"; done
	for i in $(seq 20); do
		# shellcheck disable=SC2046
		if [ "$1" = 1 ]; then member "m$i" s1; else member "m$i" $(sigs "$i"); fi
	done
}
readers() {	# readers DIR : keys of each member, and of each audience's
	mkdir "$1"
	while IFS= read -r line; do
		fpr=$(sed -n 's/.*<key fingerprint="\([0-9A-F]*\)".*/\1/p' <<<"$line")
		for who in $(grep -oE '<(member id|in sig)="[^"]*"' <<<"$line" | cut -d'"' -f2); do
			echo "$fpr" >>"$1/$who"
		done
	done < <(grep '^<member' "$WORK/roster")
}
gpg_alone() {	# gpg_alone NIGHT : opens what came, seals what that night gave out
	cat <<-X
		ring="gpg --homedir $WORK/$1/gnupg --batch --quiet --yes --trust-model always"
		cp $WORK/$1/archive/*.gpg $WORK/opened/
		\$ring --decrypt-files $WORK/opened/*.gpg 2>/dev/null
		for f in $WORK/$1/outbox/*/receipts/*.gpg $WORK/$1/outbox/s*/bundles/*.gpg; do
			who=\${f#$WORK/$1/outbox/}
			\$ring \$(sed 's/^/-R /' "$WORK/readers.$1/\${who%%/*}") -s -e -o /dev/null "\$f"
		done
	X
}
for n in 1 20; do
	rm -rf "$HUB"
	roster "$n" >"$WORK/roster"
	readers "$WORK/readers.to-$n"
	if [ "$n" = 1 ]; then
		make_hub <"$WORK/roster"
		no_agent "$HUB/gnupg"
		cp -a "$HUB" "$WORK/hub-1"
	else
		cp -a "$WORK/hub-1" "$WORK/hub-20"
		{
			echo '<roster xmlns="urn:toiyaba:roster:1">'
			cat "$WORK/roster"
			echo '</roster>'
		} >"$WORK/hub-20/roster.xml"
	fi
done
packages --members "$(seq -f m%.0f -s ' ' 20)" --count 20 --mails $((SHARED * 9 / 200)) --seed some "$WORK/in"
packages --members "m1 m2" --count 2 --mails $((SHARED / 20)) --seed all --scope all "$WORK/all"
for d in "$WORK"/all/*; do
	for f in "$d"/*; do cp "$f" "$WORK/in/$(basename "$d")/all-$(basename "$f")"; done
done
fresh
for n in 1 20; do
	a_night "to-$n" "$WORK/hub-$n" "$WORK/in" 2017-08-04
	# For gpg to have what it gave.
	bash "$SIDES/to-$n.before"
	bash "$SIDES/to-$n.sh" >/dev/null
	side "to-$n-gpg" < <(gpg_alone "to-$n")
	before "to-$n-gpg" <<<"rm -rf $WORK/opened; mkdir $WORK/opened"
	less "to-$n" "to-$n-gpg"
done
echo "a night of $SHARED submissions for one audience, and for 20:"
turns to-1
is "20 bundles" "$(find "$WORK/to-20/outbox" -path '*/s*/bundles/*-000001.*' -path '*/s*/*' | grep -c '/outbox/s')" 20
is "as many letters" "$(find "$WORK/to-20/outbox" -path '*/receipts/*.gpg' | wc -l)" 20
result

#!/bin/bash
# same: which mails the hub takes for the same attack, against the truth.
# MAILS names a directory of .eml files; truth.tsv beside them (FILE, CAMPAIGN,
# and SET), and pairs.tsv (FILE, FILE, and same, family or unrelated), where
# there is one, are what the outcome is measured by.  Without MAILS, the sets
# that lures.py makes.  ORDER=N deals the mails to members and
# nights in another order.
. "$(dirname "$0")/../flow/lib.sh"
here=$(dirname "$0")
NIGHTS=${NIGHTS:-1}

{
	audience sig gas
	for m in gas-01 gas-02 gas-03 gas-04; do member $m gas; done
} >"$WORK/roster"
make_hub <"$WORK/roster"
made=${MAILS:-made}
if [ -z "${MAILS:-}" ]; then
	MAILS=$WORK/mails
	python3 "$here/lures.py" "$MAILS"
fi

python3 "$here/same.py" deal "$MAILS" "$WORK/deal" "$NIGHTS" "${ORDER:-0}" "$HUBKEY"
night=0
while [ $night -lt "$NIGHTS" ]; do
	night=$((night + 1))
	for d in "$WORK/deal/$night"/*; do
		[ -d "$d" ] || continue
		who=$(basename "$d" | cut -d. -f1)
		"$TOIYABA" pack "$d/manifest.xml" --key "$(cat "$KEYS/$who/fpr")" \
		    --hub "$HUBKEY" --homedir "$KEYS/$who" -o "$d.gpg" --at "$HUB_AT" 2>/dev/null ||
		    { echo "cannot pack $d"; exit 1; }
		mkdir -p "$HUB/inbox/$who"
		mv "$d.gpg" "$HUB/inbox/$who/"
	done
	python3 "$here/same.py" night "$TOIYABA" run "$HUB" \
	    --at "2017-08-$(printf %02d $night)T02:00:00+09:00" \
	    2>"$WORK/err" || { tail "$WORK/err"; exit 1; }
done
python3 "$here/same.py" judge "$MAILS" "$WORK/deal" "$HUB/hub.db"

# Real mails beside the made-up ones, where they are at hand.
corpus=../shared/corpus/mails
if [ "$made" = made ] && [ -z "${ORDER:-}" ] && [ -d "$corpus" ]; then
	echo "the mails of $corpus:"
	MAILS=$corpus bash "$0"
fi

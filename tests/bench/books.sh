#!/bin/bash
# bench: check, check --full, rebuild and the report of a year over ten years of
# BENCH_QUARTER submissions a quarter (25), against the first year's alone.
cd "$(dirname "$0")/../.."
. tests/bench/lib.sh
EACH=${BENCH_QUARTER:-25}

HUB_AT=2017-05-01T00:00:00+09:00
bench_hub gas-01 gas-02
fresh
q=0
while [ $q -lt 40 ]; do
	day=$(date -d "2017-05-10 + $((q * 3)) months" +%Y-%m-%d)
	packages --mails "$EACH" --seed "$q" --created "${day}T00:00:00+09:00" "$HUB/inbox"
	night "$day"
	q=$((q + 1))
	case $q in 4) cp -a "$HUB" "$WORK/hub-01" ;; esac
done
no_agent "$HUB/gnupg"
is "ten years are in" "$(sqlite3 "$HUB/hub.db" 'SELECT count(*) FROM submission')" $((40 * EACH))
cp -a "$HUB" "$WORK/hub-10"
for years in 01 10; do
	for verb in check full rebuild report; do
		before $verb-$years <<X
rm -rf "$WORK/books"
cp -a "$WORK/hub-$years" "$WORK/books"
[ $verb != rebuild ] || rm "$WORK"/books/hub.db*
X
	done
	side check-$years <<<"$TOIYABA check $WORK/books"
	side full-$years <<<"$TOIYABA check --full $WORK/books"
	side rebuild-$years <<<"$TOIYABA rebuild $WORK/books"
done
side report-01 <<<"$TOIYABA report $WORK/books FY2017 --at 2018-04-10T09:00:00+09:00 || [ \$? = 10 ]"
side report-10 <<<"$TOIYABA report $WORK/books FY2026 --at 2027-04-10T09:00:00+09:00 || [ \$? = 10 ]"
echo "the books of one year and of ten, $EACH submissions a quarter:"
turns check-01
result

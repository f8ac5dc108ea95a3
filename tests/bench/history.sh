#!/bin/bash
# bench: what the same night costs on a hub with a history of 200, 2,000 and
# 20,000 submissions (BENCH_HISTORY): 20 packages of one mail each.
cd "$(dirname "$0")/../.."
. tests/bench/lib.sh
SIZES=${BENCH_HISTORY:-200 2000 20000}
PER=200		# mails of one package of the history

bench_hub gas-01 gas-02
packages --count 20 --seed tonight --members gas-02 "$WORK/tonight"
fresh
total=0 nights=0
for size in $SIZES; do
	packages --count $(((size - total) / PER)) --mails $PER --seed "$size" "$HUB/inbox"
	nights=$((nights + 1))
	night "$(date -d "2017-08-01 + $nights days" +%Y-%m-%d)"
	no_agent "$HUB/gnupg"
	total=$size
	is "the history of $size is in" "$(sqlite3 "$HUB/hub.db" 'SELECT count(*) FROM submission')" "$size"
	cp -a "$HUB" "$WORK/hub-$size"
	a_night "$(printf 'after-%06d' "$size")" "$WORK/hub-$size" "$WORK/tonight" 2017-09-01
done
echo "a night of 20 packages after so many submissions:"
turns "$(printf 'after-%06d' "${SIZES%% *}")"
result

#!/bin/bash
# bench: what the same night costs on a hub with a history of 200, 2,000 and
# 20,000 submissions (BENCH_HISTORY): 20 packages of one mail each, one package
# of 250 mails, and nothing at all.  Mails of hosts that nobody told before: what
# is given out is the same but for the lists.  And those of hosts that the history
# told: there each item names up to 20 others, so more of it is written.
cd "$(dirname "$0")/../.."
. tests/bench/lib.sh
SIZES=${BENCH_HISTORY:-200 2000 20000}
PER=200		# mails of one package of the history

bench_hub gas-01 gas-02
packages --count 20 --seed tonight --members gas-02 "$WORK/tonight"
packages --mails 250 --seed mails --members gas-02 --hosts new "$WORK/mails"
packages --mails 250 --seed mails --members gas-02 "$WORK/known"
mkdir "$WORK/none"
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
	a_night "$(printf 'mails-%06d' "$size")" "$WORK/hub-$size" "$WORK/mails" 2017-09-01
	a_night "$(printf 'known-%06d' "$size")" "$WORK/hub-$size" "$WORK/known" 2017-09-01
	a_night "$(printf 'empty-%06d' "$size")" "$WORK/hub-$size" "$WORK/none" 2017-09-01
done
mkdir "$WORK/kinds"
mv "$SIDES"/* "$WORK/kinds"
for kind in after mails known empty; do
	case $kind in
	after) echo "a night of 20 packages after so many submissions:" ;;
	mails) echo "a night of 250 mails of new hosts:" ;;
	known) echo "a night of 250 mails of hosts that were told before:" ;;
	empty) echo "a night of nothing:" ;;
	esac
	fresh
	cp "$WORK/kinds/$kind"-* "$SIDES"
	turns "$(printf '%s-%06d' "$kind" "${SIZES%% *}")"
done
result

#!/bin/bash
# What its sender took back before anybody had it takes no place in the index of
# what resembles from what it does share.
. "$(dirname "$0")/../lib.sh"

gas_hub
words() {	# words N : a lure of some length, of which a line differs
	for i in 1 2 3 4 5 6 7 8; do
		printf 'Line %s of the letter asks whether the order of valves and pumps can be delivered %s.\n' \
		    "$i" "$([ "$i" = $((1 + $1 % 8)) ] && echo "before the week number $1 is over" || echo "to the plant by ship number $i")"
	done
}
one() {	# one N WHO WORDS : a submission
	printf '<submission id="%s" kind="mail"><title>t</title>%s<share consent="given" scope="sig"/></submission>\n' \
	    "$1" "$(mail "boss@lure.example" "a@$2.example" "Order number $3" "$(words "$3")" | file "$1.eml" mail)"
}
FLOOD=$(uuid)
begin gas-01 "$FLOOD"
for i in $(seq 40); do one "$i" gas-01 "$i"; done | add
drop flood
begin gas-01
echo "<withdrawal package=\"$FLOOD\"/>" | add
drop back
night 2017-08-03
is "nothing is told of what was taken back" "$(json 'len(j["items"])')" 0
begin gas-01
one 1 gas-01 101 | add
drop own
night 2017-08-04
is "one is told" "$(json 'len(j["items"])')" 1
begin gas-02
one 1 gas-02 104 | add
drop near
night 2017-08-05
is "what resembles it joins it" "$(sqlite3 "$HUB/hub.db" "SELECT count(DISTINCT item) FROM edition")" 1
result

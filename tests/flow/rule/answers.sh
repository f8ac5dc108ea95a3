#!/bin/bash
# What members answer to an item: who found it counts for its audience, in
# steps; who looked in vain, or calls it a false alarm, is told to analysts, and
# false alarms to readers from three organisations.  The word signed last holds.
. "$(dirname "$0")/../lib.sh"

{
	audience sig gas
	audience sig pow
	for i in 01 02 03 04 05 06 07 08 09; do member "gas-$i" gas; done
	for i in 1 2 3; do member "pow-$i" pow; done
	member twin-1 gas | sed 's/<member /<member group="twins" /'
	member twin-2 gas | sed 's/<member /<member group="twins" /'
	other duty analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"
sed -i 's/^min-cell = .*/min-cell = 1/' "$HUB/hub.conf"

give() {	# give NAME FROM SHARE [ATTRS]
	begin "$2"
	add <<<"<submission id=\"1\" kind=\"incident\" ${4:-}><title>t</title><indicator type=\"domain-name\" role=\"c2\">$1.evil.example</indicator><share consent=\"given\" $3/></submission>"
	drop "$1"
}
says() {	# says MEMBER ATTRS... : each a sighting of $item
	begin "$1"
	shift
	for a; do echo "<sighting item=\"$item\" $a/>"; done | add
	drop "says-$PKGID"
}
editions() { json "sorted((a, i['edition']) for i in j['items'] for a in i['audiences'])"; }
states() { json "sorted((p['reason'] or p['state']) for p in j['packages'])"; }
last() { reader "$2" "$1" "$(ls "$HUB/outbox/$1/bundles" | wc -l)"; }
tag() { grep -o "<$1[^>]*>" "$WORK/bundle/items/$item.xml" || echo none; }
review() { "$TOIYABA" review "$HUB" | grep '^sighting'; }
when=4
next() { when=$((when + 1)); night "2017-08-$(printf %02d $when)"; }

give one gas-01 'scope="all"' 'observed="2017-08-02T10:00:00+09:00"'
next
item=$(json 'j["items"][0]["id"]') case=$(json 'j["items"][0]["case"]')
last gas gas-02
is "when it was seen" "$(tag period)" '<period first="2017-07-31" last="2017-08-06"/>'
is "nobody else had it" "$(tag sightings)" none

# Others' and made-up names answer alike; each has its part of the rule.
says gas-02 'result="not-found" count="3"'
says gas-03 'result="not-found" outcome="blocked"'
says gas-04 'result="perhaps"'
says gas-05 'outcome="eaten"'
says gas-06 'first="2017-08-03" last="2017-08-01"'
next
is "what does not agree is refused" "$(states)" "['bad-manifest', 'bad-manifest', 'bad-manifest', 'bad-manifest', 'bad-manifest']"
give two pow-1 'scope="sig"'
next
mine=$item item=$(json 'j["items"][0]["id"]')
says gas-02 'result="found"'
says gas-02 'result="not-found"'
says gas-02 'result="false-alarm"'
item=S-2017-00000000
says gas-02 'result="found"'
says gas-02 'result="not-found"'
says gas-02 'result="false-alarm"'
item=$mine
next
is "what is another's is what never was" "$(json "sorted(set(p['reason'] for p in j['packages']))") $(json 'len(j["packages"])')" "['unknown-reference'] 6"

# Who found nothing is none who had it.
says gas-02 'result="not-found" first="2017-06-01" last="2017-08-04"'
says gas-03 'result="not-found"'
says gas-04 'result="not-found"'
says gas-05 'result="false-alarm" outcome="blocked"'
says gas-06 'result="false-alarm"'
says pow-2 'result="false-alarm"'
says pow-3 'result="found" first="2017-07-10" last="2017-07-11" count="9"'
next
is "two organisations of an audience, and one of another, are told to nobody" "$RC $(editions)" "0 []"
list="$(review)"
is "analysts have them" "$(wc -l <<<"$list")" 6
ok "with member, window and result" grep -q "^sighting $item by gas-02 on 2017-08-09: not-found, 2017-06-01 to 2017-08-04$" <<<"$list"
ok "with what came of it" grep -q "^sighting $item by gas-05 on 2017-08-09: false-alarm, blocked, 1 times$" <<<"$list"
ok "show of the item" sh -c "'$TOIYABA' show '$HUB' '$item' | grep -q 'by pow-3 .*: found, 9 times, 2017-07-10 to 2017-07-11'"
ok "show of the case" sh -c "'$TOIYABA' show '$HUB' '$case' | grep -q 'sighting $item by gas-06 .*: false-alarm'"
ok "and as JSON" sh -c "'$TOIYABA' show '$HUB' '$case' --json | python3 -c 'import json,sys; e=json.load(sys.stdin); assert [s[\"result\"] for s in e[\"sightings\"]].count(\"not-found\") == 3, e[\"sightings\"]'"

# Two of one group are one; the third organisation is told, to its audience.
says twin-1 'result="false-alarm"'
says twin-2 'result="false-alarm"'
next
is "the third" "$RC $(editions)" "0 [('gas', 2)]"
last gas gas-02
is "false alarms, in steps" "$(tag sightings)" '<sightings false-alarms="3"/>'
ok "the schema knows it" xmllint --noout --relaxng formats/out/item.rng "$WORK/bundle/items/$item.xml"
ok "the page says it" grep -q '誤検知と報告した組織: 3以上' "$WORK/bundle/notice.ja.html"
is "so does the list" "$(tr -d '\r' <"$WORK/bundle/items.csv" | cut -d, -f1,2,7,10-)" "item,edition,sightings,period_first,period_last,false_alarms
$item,2,0,2017-07-31,2017-08-06,3"
is "who has nothing to do with it" "$(grep -c 'gas-0\|twin\|pow' "$WORK/bundle/items/$item.xml")" 0
is "weeks of who found it elsewhere are not theirs" "$(tag period)" '<period first="2017-07-31" last="2017-08-06"/>'
says gas-05 'result="not-found"'
says twin-1 'result="found"'
next
is "a told step stands, also where its words are taken back" "$RC $(editions)" "0 []"

# A ruling ends the list.
begin duty
add <<<"<ruling case=\"$case\" class=\"targeted\" grounds=\"craft\"/>"
drop ruled
next
is "an analyst has seen them" "$(review | wc -l)" 0

# The word that was signed last holds, whichever came first.
SIGNED_AT=2017-08-12T03:00:00+09:00
says gas-02 'result="found" first="2017-07-20" last="2017-07-21" outcome="infected"'
late=$HUB/inbox/gas-02/says-$PKGID.gpg
mv "$late" "$WORK/late.gpg"
says gas-02 'result="not-found"'
next
mv "$WORK/late.gpg" "$late"
next
is "both came" "$(states)" "['accepted']"
is "twin-1 and the provider are two" "$RC $(editions)" "0 []"
ok "the older says so" sh -c "'$TOIYABA' show '$HUB' '$item' | grep -q 'by gas-02 .*: found, infected, 1 times, 2017-07-20 to 2017-07-21 (another word of its holds)'"
is "what holds is in the list" "$(review | sed 's/.*gas-02.*: //')" "not-found"

# With the third the step is told, and the weeks come in; a window that cannot
# be is none.  One more within a step moves nothing.
says gas-03 'first="1999-01-01" last="2017-08-01"'
next
is "three had it" "$(editions)" "[('gas', 4)]"
last gas gas-04
is "both, in steps" "$(tag sightings)" '<sightings at-least="3" false-alarms="3"/>'
is "a made-up window is none" "$(tag period)" '<period first="2017-07-31" last="2017-08-06"/>'
for m in 04 05 06 07 08; do
	says gas-$m "first=\"2017-08-1$((10#$m % 6))\" last=\"2017-08-1$((10#$m % 6))\""
done
next
is "eight within the step: no edition" "$RC $(editions)" "0 []"
says gas-09 'last="2017-07-24"'
says twin-2 'result="found"'
says gas-02 'first="2017-09-30"'
next
is "ten" "$(editions)" "[('gas', 5)]"
last gas gas-04
is "told" "$(tag sightings)" '<sightings at-least="10" false-alarms="3"/>'
is "with the weeks of who found it" "$(tag period)" '<period first="2017-07-24" last="2017-08-20"/>'
begin gas-04
add <<<"<sighting item=\"$item\" result=\"false-alarm\"/>"
drop back
next
is "taken back: the step stands" "$RC $(editions)" "0 []"

# The report counts what was found.
begin duty
add <<<"<ruling case=\"$case\" class=\"targeted\"><analysis>分析</analysis></ruling>"
drop again
next
last gas gas-04
is "weeks that were told stay" "$(tag period)" '<period first="2017-07-24" last="2017-08-20"/>'
before=$(sqlite3 "$HUB/hub.db" 'SELECT * FROM sighting ORDER BY 1, 2; SELECT * FROM edition ORDER BY 1, 2, 3' | sha256sum) state=$(state)
ok "check" "$TOIYABA" check --full "$HUB"
rm "$HUB"/hub.db*
ok "rebuild" "$TOIYABA" rebuild "$HUB"
is "the same rows" "$(sqlite3 "$HUB/hub.db" 'SELECT * FROM sighting ORDER BY 1, 2; SELECT * FROM edition ORDER BY 1, 2, 3' | sha256sum) $(state)" "$before $state"
write_report "$HUB" 2017Q3 --at 2017-10-26T09:00:00+09:00 >/dev/null 2>&1
# One item of ten (02, 03, 05 to 09, twin-1, twin-2, pow-3), one of none.
is "found is counted, and nothing else" \
    "$(tr -d '\r' <"$HUB/reports/2017Q3/sightings.csv" | grep -E '^(0|1|2|3-4|5-9|10-19|20),' | cut -d, -f1,4 | tr '\n' ' ')" \
    "0,1 1,0 2,0 3-4,0 5-9,0 10-19,1 20,0 "
result

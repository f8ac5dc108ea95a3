#!/bin/bash
# What a ruling takes back is taken back: no new number for the same facts, that
# night or later, and none for what comes to that case, until a ruling lets it
# out again.  A provider can take back what is closed or held, too.
. "$(dirname "$0")/../lib.sh"

{
	audience sig gas
	audience sig rail
	member gas-01 gas
	member gas-02 gas
	member rail-01 rail
	other duty analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"
sed -i "s/^four-eyes = opening/four-eyes = no/" "$HUB/hub.conf"

give() {	# give NAME FROM [DIGEST]: what states one, and the next, is one case
	begin "$2"
	n=${3:-$RANDOM}
	add <<X
<submission id="1" kind="incident"><title>t</title><indicator type="sha256" role="other">$(printf %064d "$n")</indicator><indicator type="sha256" role="other">$(printf %064d $((n + 100000)))</indicator><indicator type="domain-name" role="c2">$1.evil.example</indicator><share consent="given" scope="all"/></submission>
X
	eval "$1=$PKGID"
	drop "$1"
}
rule() { begin duty; add; drop "ruling-$PKGID"; }
withdraw() { begin "$1"; add <<<"<withdrawal package=\"$2\"/>"; drop "back-$PKGID"; }
items() { json "[(number(i['id']), i['edition'], len(i['audiences'])) for i in j['items']]"; }
case_of() { json "[s['case'] for p in j['packages'] for s in p['submissions'] if p['path'].endswith('/$1.gpg')][0]"; }
gone() { reader gas-02 gas "$(json "[b['sequence'] for b in j['bundles'] if b['audience'] == 'gas'][0]")"; grep -o '<retraction item="[^"]*"' "$WORK/bundle/bundle.xml" | cut -d'"' -f2 | tr '\n' ' '; }
told() { grep -l "$1" "$WORK"/bundle/items/*.xml | wc -l; }

give one gas-01 1
night 2017-08-04
is "shared" "$(items)" "[(1, 1, 2)]"
one_case=$(case_of one)
rule <<<"<ruling item=\"$(item_id 1)\" retract=\"yes\"/>"
night 2017-08-05
is "taken back by its name, and nothing else goes out" "$RC $(items)" "0 [(1, 2, 2)]"
is "told as taken back" "$(gone)" "$(item_id 1) "
is "its facts are in no item" "$(told evil.example)" 0
night 2017-08-06
is "nor the night after" "$RC $(items)" "0 []"
give two gas-02 1
night 2017-08-07
is "what comes to that case makes no item" "$RC $(case_of two) $(items)" "0 $one_case []"
withdraw gas-01 "$one"
night 2017-08-08
is "withdrawn after that: nothing new to say" "$RC $(items)" "0 []"
rule <<<"<ruling case=\"$one_case\"><title>説明</title></ruling>"
night 2017-08-09
is "another ruling opens nothing" "$(items)" "[]"
rule <<<"<ruling case=\"$one_case\" release=\"yes\"/>"
night 2017-08-10
is "one that releases does, under a new number" "$(items)" "[(2, 1, 2)]"
reader gas-02 gas 3
is "without what was withdrawn" "$(told one.evil) $(told two.evil)" "0 1"

rule <<<"<ruling case=\"$one_case\" retract=\"yes\" class=\"other\"/>"
night 2017-08-11
is "by its case: all its items" "$RC $(items)" "0 [(2, 2, 2)]"
is "both are named until all have acknowledged" "$(gone)" "$({ item_id 1; item_id 2; } | sort | tr "\n" " ")"
withdraw gas-02 "$two"
night 2017-08-12
is "withdrawn after that" "$RC $(items)" "0 []"

# What is split from a closed case, or merged with one, is closed with it.
give three gas-01 3; give four gas-02 3; give five gas-01 5
night 2017-08-13
is "two cases" "$(items)" "[(3, 1, 2), (4, 1, 2)]"
three_case=$(case_of three) five_case=$(case_of five)
three_item=$(json "[i['id'] for i in j['items'] if i['case'] == '$three_case'][0]")
rule <<<"<ruling item=\"$three_item\" retract=\"yes\"/>"
night 2017-08-14
rule <<<"<ruling case=\"$three_case\"><split submission=\"$four/1\"/></ruling>"
night 2017-08-15
is "split off: closed too" "$(items)" "[]"
rule <<<"<ruling case=\"$three_case\"><merge into=\"$five_case\"/></ruling>"
night 2017-08-16
is "merged: nothing of it goes out by another's item" "$(items)" "[]"
rule <<<"<ruling case=\"$five_case\" release=\"yes\"/>"
night 2017-08-17
is "until a ruling opens it" "$(json "[(i['case'], i['edition']) for i in j['items']]")" "[('$five_case', 2)]"

# What is held is taken back from those who have it.
give six gas-01 6
night 2017-08-18
six_case=$(case_of six)
rule <<<"<ruling case=\"$six_case\" release=\"no\"/>"
withdraw gas-01 "$six"
night 2017-08-19
is "held and withdrawn: taken back" "$(json "[(i['case'], i['edition'], len(i['audiences'])) for i in j['items']]")" "[('$six_case', 2, 2)]"

# Of several the one that is taken back goes, and nothing comes in.
give eighth gas-01 8; give ninth gas-02 8
night 2017-08-19
eight_case=$(case_of eighth)
rule <<<"<ruling case=\"$eight_case\" release=\"no\"/>"
withdraw gas-01 "$eighth"
give tenth rail-01 8
night 2017-08-20
is "held, and one of it withdrawn: a next edition" "$(json "[(i['case'], i['edition'], len(i['audiences'])) for i in j['items']]")" "[('$eight_case', 2, 2)]"
gone >/dev/null
is "that tells of the other alone" "$(told eighth.evil) $(told ninth.evil) $(told tenth.evil)" "0 1 0"

# Taken back by a ruling in the night in which a provider takes back a part.
give eleventh gas-01 11; give twelfth gas-02 11
night 2017-08-20
eleven_case=$(case_of eleventh)
rule <<<"<ruling case=\"$eleven_case\" retract=\"yes\"/>"
withdraw gas-01 "$eleventh"
night 2017-08-20
is "both at once: over, and once" "$RC $(json "[(i['case'], i['edition'], len(i['audiences'])) for i in j['items']]")" "0 [('$eleven_case', 2, 2)]"
gone >/dev/null
is "nothing of it is told" "$(told eleventh.evil) $(told twelfth.evil)" "0 0"

# Taken back by one analyst, at once, where another must confirm what lets out.
sed -i 's/^four-eyes = no/four-eyes = all/' "$HUB/hub.conf"
give seven gas-01 7
night 2017-08-21
seven_case=$(case_of seven)
rule <<<"<ruling case=\"$seven_case\" retract=\"yes\"><title>説明</title></ruling>"
night 2017-08-22
is "needs no second analyst" "$(json "[(i['case'], i['edition']) for i in j['items']], len(j['confirm'])")" "([('$seven_case', 2)], 1)"

# A value that is closed leaves what is held, too, and what was split off of that.
sed -i 's/^four-eyes = all/four-eyes = no/' "$HUB/hub.conf"
part_of() { sqlite3 "$HUB/hub.db" "SELECT casefile FROM submission WHERE id = '$1/1'"; }
place_of() { sqlite3 "$HUB/hub.db" "SELECT item FROM place WHERE submission = '$1/1' AND audience = 'gas'"; }
has() { sqlite3 "$HUB/hub.db" "SELECT count(*) FROM told_value WHERE audience = 'gas' AND item = '$1' AND value = '$2'"; }
saw() {	# saw NAME FROM SCOPE ADDRESS PORT : the same port there is the same attack
	begin "$2"
	add <<<"<submission id=\"1\" kind=\"traffic\"><title>t</title><indicator type=\"domain-name\" role=\"c2\">$1.evil.example</indicator><observation direction=\"inbound\" address=\"198.51.100.$4\" port=\"$5\" protocol=\"tcp\" first=\"2017-08-01\" last=\"2017-08-01\" count=\"1\"/><share consent=\"given\" scope=\"$3\"/></submission>"
	eval "$1=$PKGID"
	drop "$1"
}
saw held gas-01 all 31 1001
saw parted gas-01 sig 33 1001; saw beside rail-01 sig 33 1001
night 2017-08-23
held_item=$(place_of "$held") parted_item=$(place_of "$parted")
for i in "$held" "$parted"; do rule <<<"<ruling case=\"$(part_of "$i")\" release=\"no\"/>"; done
saw other gas-02 all 31 2002; saw another gas-02 all 33 2002
night 2017-08-24
rule <<<"<ruling case=\"$(part_of "$beside")\"><split submission=\"$parted/1\"/></ruling>"
night 2017-08-25
is "both go on as they were told" "$(has "$held_item" 198.51.100.31) $(has "$parted_item" 198.51.100.33)" "1 1"
for i in "$other" "$another"; do rule <<<"<ruling case=\"$(part_of "$i")\" retract=\"yes\"/>"; done
night 2017-08-26
is "without the value then" "$(has "$held_item" 198.51.100.31) $(has "$parted_item" 198.51.100.33)" "0 0"
is "and with the rest" "$(has "$held_item" held.evil.example) $(has "$parted_item" parted.evil.example)" "1 1"
night 2017-08-27
is "told once" "$(items)" "[]"

"$TOIYABA" report "$HUB" 2017Q3 --at 2017-10-20T00:00:00+09:00 >/dev/null 2>&1 || true
ok check "$TOIYABA" check --full "$HUB"
before=$(state)
rm "$HUB"/hub.db*
ok rebuild "$TOIYABA" rebuild "$HUB"
ok "check after it" "$TOIYABA" check --full "$HUB"
is "with the same outcome" "$(state)" "$before"
result

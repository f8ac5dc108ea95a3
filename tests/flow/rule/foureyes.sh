#!/bin/bash
# Four eyes: what lets more out waits for a second analyst; what takes back,
# holds or strikes out does not; nobody confirms his own ruling.
. "$(dirname "$0")/../lib.sh"

second_key() { sed "s|</member>|<key fingerprint=\"$(make_key duty-other)\" from=\"2016-04-01\"/></member>|"; }
{
	audience sig gas
	audience agency nisc 'when="grave"'
	member gas-01 gas
	member gas-02 gas
	other duty analyst | second_key
	other duty-2 analyst
	other duty-3 analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"
sed -i 's/^four-eyes = opening/four-eyes = all/' "$HUB/hub.conf"

n=0
give() {	# give [SHARE]: a submission of its own, the next number
	n=$((n + 1)) share='<share consent="given"/>'
	begin gas-01
	add <<X
<submission id="1" kind="incident"><title>incident $n</title><indicator type="domain-name" role="c2">c2-$n.evil.example</indicator>${1:-$share}</submission>
X
	drop "p$n"
}
case_of() { json "[s['case'] for p in j['packages'] for s in p['submissions'] if p['path'].endswith('/p$1.gpg')][0]"; }
rule() {	# rule WHO <rulings : says them; RULING is the first
	begin "$1"
	add
	RULING=$PKGID/1
	drop "ruling-$1-$PKGID"
}
confirm() {	# confirm WHO RULING [DECISION]
	begin "$1"
	echo "<confirm ruling=\"$2\" decision=\"${3:-approve}\"/>" | add
	drop "confirm-$1-$PKGID"
}
items() { json "[(i['case'], i['edition'], i['audiences']) for i in j['items']]"; }
waiting() { json "[c['ruling'] for c in j['confirm']]"; }
states() { json "sorted((p['reason'] or p['state']) for p in j['packages'])"; }
status() { "$TOIYABA" status "$HUB" --json --at 2017-08-20T00:00:00Z | python3 -c 'import json,sys; print(json.load(sys.stdin)["second"])'; }

give '<share consent="given"><agency id="nisc"/></share>'
give
night 2017-08-04
one=$(case_of 1) two=$(case_of 2)
is "consent alone releases as ever" "$(json 'len(j["items"])')" 2

# A text and more audiences: nothing until another has confirmed it.
rule duty <<<"<ruling case=\"$one\" class=\"targeted\" grave=\"yes\"><title>標的型攻撃</title></ruling>"
first=$RULING
night 2017-08-05
is "waits" "$(items) $(waiting)" "[] ['$first']"
is "in status" "$(status)" 1
ok "in the worklist, with what it says" sh -c "'$TOIYABA' review '$HUB' | grep -A9 'confirm $first: ruling by duty on $one' | grep -q 'title: 標的型攻撃'"
ok "on the run page" grep -q "$first" "$HUB/runs/20170805T013000/run.html"
ok "beside the case" sh -c "'$TOIYABA' show '$HUB' '$one' | grep -q 'waits for a second analyst'"
confirm duty "$first"
begin duty
echo "<confirm ruling=\"$first\" decision=\"approve\"/>" | add
manifest; archive; seal duty-other "$HUB/inbox/other-key.gpg"
begin gas-02
echo "<confirm ruling=\"$first\" decision=\"approve\"/>" | add
drop member
confirm duty-2 "$(uuid)/1"
night 2017-08-06
is "not his own, under no key of his; no member; nothing unknown" "$(states)" "['not-allowed', 'not-allowed', 'not-allowed', 'unknown-reference']"
is "still waits" "$(items) $(waiting)" "[] ['$first']"
before=$(state)
rm "$HUB"/hub.db*
ok "rebuild" "$TOIYABA" rebuild "$HUB"
is "and waits after it" "$(state) $(status)" "$before 1"
confirm duty-2 "$first"
night 2017-08-07
is "confirmed: out, and to the grave agency too" "$(items) $(waiting)" "[('$one', 1, ['nisc']), ('$one', 2, ['gas'])] []"
reader gas-02 gas 2
ok "with the text" grep -q 標的型攻撃 "$WORK"/bundle/items/*.xml
ok "who confirmed is told beside the case" sh -c "'$TOIYABA' show '$HUB' '$one' | grep -q 'confirmed by duty-2'"

# What takes back does not wait; the rest of the same ruling does.
rule duty <<<"<ruling case=\"$one\" grave=\"no\"><analysis>別の説明</analysis><redact>標的型</redact></ruling>"
second=$RULING
night 2017-08-08
reader gas-02 gas 3
ok "struck out at once" grep -q '〓〓攻撃' "$WORK"/bundle/items/*.xml
is "the text is not out" "$(grep -c 別の説明 "$WORK"/bundle/items/*.xml)" 0
is "the agency has it taken back" "$(json "sorted(b['audience'] for b in j['bundles'])")" "['gas', 'nisc']"
# A hold by another makes void what was written before it.
SIGNED_AT=2017-08-08T09:00:00+09:00
rule duty-3 <<<"<ruling case=\"$one\" release=\"no\"/>"
night 2017-08-09
is "the hold counts at once, the text is void" "$(waiting) $RC" "[] 10"
ok "and that is said" grep -q "$second waited for a second analyst and is void" "$WORK/err"
confirm duty-2 "$second"
night 2017-08-10
is "confirmed too late: no effect" "$(items)" "[]"

# Refused; given back by its own author.
rule duty <<<"<ruling case=\"$two\"><title>甲</title></ruling>"
third=$RULING
rule duty-2 <<<"<ruling case=\"$two\"><title>乙</title></ruling>"
fourth=$RULING
night 2017-08-11
confirm duty-2 "$third" refuse
confirm duty-2 "$fourth" refuse
night 2017-08-12
is "refused: gone from the list" "$(items) $(waiting)" "[] []"
confirm duty-3 "$third"; confirm duty "$fourth"
night 2017-08-13
is "for good" "$(items)" "[]"

# Ruling and confirmation of the same night; two at once in their order.
SIGNED_AT=2017-08-13T09:00:00+09:00
rule duty <<<"<ruling case=\"$two\"><title>丙</title></ruling>"
confirm duty-2 "$RULING"
SIGNED_AT=2017-08-13T10:00:00+09:00
rule duty-2 <<<"<ruling case=\"$two\"><title>丁</title></ruling>"
confirm duty "$RULING"
night 2017-08-14
is "at once" "$(items) $(waiting)" "[('$two', 2, ['gas'])] []"
reader gas-02 gas "$(json 'j["bundles"][0]["sequence"]')"
ok "the later one stands" grep -q 丁 "$WORK"/bundle/items/*.xml

# Released by hand, merged, split: all of it waits.
rule duty <<<"<ruling case=\"$two\" class=\"bulk\"/>"
give
night 2017-08-15
three=$(case_of 3)
is "bulk holds at once" "$(waiting)" "[]"
rule duty <<<"<ruling case=\"$two\" release=\"yes\"/><ruling case=\"$one\"><merge into=\"$three\"/></ruling>"
night 2017-08-16
is "release and merge wait" "$(items) $(json "len(j['confirm'])")" "[] 2"
# The author's key turns out to be in wrong hands.
sed -i "s|<key fingerprint=\"$(cat "$KEYS/duty/fpr")\" from=\"2016-04-01\"/>|<key fingerprint=\"$(cat "$KEYS/duty/fpr")\" from=\"2016-04-01\" distrusted=\"2017-08-16\"/>|" "$HUB/roster.xml"
night 2017-08-17
is "what waits under a distrusted key is void" "$(waiting) $RC" "[] 10"
confirm duty-2 "$RULING"
night 2017-08-18
is "and stays so" "$(items)" "[]"

# Without the setting one analyst is enough, as before.
sed -i 's/^four-eyes = all/four-eyes = no/' "$HUB/hub.conf"
rule duty-2 <<<"<ruling case=\"$two\" release=\"yes\"/>"
night 2017-08-19
is "not asked for: one is enough" "$(items)" "[('$two', 3, ['gas'])]"

# Words of those whom a ruling is about go back to its analyst, who may insist
# with another; what comes later stops nothing.
give '<share consent="given"/><sensitive>himitsu-keikaku</sensitive>'
night 2017-08-20
word=$(case_of "$n")
rule duty-2 <<<"<ruling case=\"$word\"><analysis>The attackers asked for himitsu-keikaku.</analysis></ruling>"
insisted=$RULING
night 2017-08-21
is "a word of theirs: not in effect" "$(items) $RC $(waiting) $(json "sum('its words hold' in a for a in j['attention'])")" "[] 10 ['$insisted'] 1"
confirm duty-3 "$insisted"
night 2017-08-22
is "insisted on by two: told" "$(items)" "[('$word', 2, ['gas'])]"
give '<share consent="given"/><sensitive>himitsu-keikaku</sensitive>'
night 2017-08-23
reader gas-01 gas "$(ls "$HUB/outbox/gas/bundles" | wc -l)"
is "and what comes later stops it not" "$(json 'len(j["items"])') $RC" "1 0"

# A chapter: in no report before another has confirmed it; out at one's refusal.
sed -i "s/^four-eyes = .*/four-eyes = opening/" "$HUB/hub.conf"
begin duty-2
add <<<'<chapter period="2017Q3" after="bec"><title>章の題</title><p>章の文</p></chapter>'
chapter=$PKGID/1
drop chapter
night 2017-08-24
about() {	# about WHO CHAPTER [DECISION]
	begin "$1"
	echo "<confirm chapter=\"$2\" decision=\"${3:-approve}\"/>" | add
	drop "about-$1-$PKGID"
}
told_in() { write_report "$HUB" 2017Q3 --draft --at "$1T00:00:00+09:00" >/dev/null 2>&1; cat "$HUB"/drafts/2017Q3*/report.xml "$HUB"/reports/2017Q3*/report.xml 2>/dev/null | grep -v '<chapter[^>]* waits=' | grep -c 章の文; }
is "a chapter waits" "$(waiting) $(told_in 2017-10-01)" "['chapter/$chapter'] 0"
ok "in the worklist, with its words" sh -c "'$TOIYABA' review '$HUB' | grep -A1 'confirm chapter/$chapter: chapter by duty-2 for 2017Q3' | grep -q 章の文"
ok "on the run page" grep -q "chapter/$chapter" "$HUB/runs/20170824T013000/run.html"
about duty-2 "$chapter"; about duty-3 "$PKGID/2"
night 2017-08-25
is "not by himself, and no other thing" "$(states)" "['not-allowed', 'unknown-reference']"
about duty-3 "$chapter"
night 2017-08-26
is "confirmed" "$(waiting) $(told_in 2017-10-01)" "[] 1"
about duty-2 "$chapter" refuse
night 2017-08-27
is "refused by its own author: out" "$(waiting) $(told_in 2017-10-01)" "[] 0"

before=$(state)
ok "check" "$TOIYABA" check --full "$HUB"
rm "$HUB"/hub.db*
ok "rebuild once more" "$TOIYABA" rebuild "$HUB"
is "the same state" "$(state)" "$before"
result

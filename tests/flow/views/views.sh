#!/bin/bash
# An audience gets what was made of what is due to it: texts, classes, days and
# names of another's view never reach it, and what nobody answers for holds up
# its own facts only.
. "$(dirname "$0")/../lib.sh"

{
	audience sig gas
	audience sig pow
	audience agency jpcert
	for i in 1 2 3; do member gas-0$i gas; done
	member pow-01 pow
	member pow-02 pow
	member both gas pow
	member twin-1 gas | sed 's/<member /<member group="twins" /'
	member twin-2 gas | sed 's/<member /<member group="twins" /'
	other duty analyst
	other duty-2 analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"

# What has one remote address and port is one attack.
give() {	# give NAME FROM ADDRESS SHARE [XML]
	begin "$2"
	add <<<"<submission id=\"1\" kind=\"traffic\"><title>t</title><observation direction=\"inbound\" address=\"$3\" port=\"1433\" protocol=\"tcp\" first=\"2017-08-01\" last=\"2017-08-01\" count=\"3\"/><indicator type=\"domain-name\" role=\"c2\">$1.evil.example</indicator>${5:-}$4</submission>"
	eval "$1=$PKGID"
	drop "$1"
}
given='<share consent="given"/>' all='<share consent="given" scope="all"/>' ask='<share consent="preview"/>'
rule() { begin "${1:-duty}"; add; drop "ruling-$PKGID"; }
case_of() { json "[s['case'] for p in j['packages'] for s in p['submissions'] if p['path'].endswith('/$1.gpg')][0]"; }
items() { json "sorted((a, i['edition']) for i in j['items'] for a in i['audiences'])"; }
name() { json "[i['id'] for i in j['items'] if '$1' in i['audiences']][0]"; }
last() { reader "$2" "$1" "$(ls "$HUB/outbox/$1/bundles" | wc -l)"; }
has() { grep -l "${2:-$1.evil}" "$WORK"/bundle/items/*.xml 2>/dev/null | wc -l; }
xml() { cat "$(grep -l "$1" "$WORK"/bundle/items/*.xml)"; }
previews() {	# previews MEMBER : unpacks all to $WORK/previews
	rm -rf "$WORK/previews"
	for f in "$HUB/outbox/$1"/previews/*.gpg; do
		mkdir -p "$WORK/previews/$(basename "$f" .tar.zst.gpg)"
		gpg --homedir "$KEYS/$1" --batch --quiet --trust-model always -d "$f" 2>/dev/null |
		    tar --zstd -xC "$WORK/previews/$(basename "$f" .tar.zst.gpg)"
	done
}
preview_of() { previews "$1"; basename "$(dirname "$(grep -l "$2.evil" "$WORK"/previews/*/preview.xml "$WORK"/previews/*/items/preview.xml 2>/dev/null | tail -1)")" | sed 's/^items$//'; }

# One attack, two industries: what is written for one is not the other's.
give one gas-01 198.51.100.1 "$given"
night 2017-08-04
one_case=$(case_of one) one_item=$(name gas)
rule <<<"<ruling case=\"$one_case\" class=\"targeted\" grounds=\"craft\"><title>ガス向けの題</title><analysis>ガス向けの分析</analysis></ruling>"
night 2017-08-05
last gas gas-02
is "the words for gas" "$(has x ガス向けの分析)" 1
give two pow-01 198.51.100.1 "$given"
night 2017-08-08
is "one case" "$(case_of two)" "$one_case"
is "an item of pow's own, nothing new to gas" "$(items)" "[('pow', 1)]"
last pow pow-02
two=$(xml two.evil)
is "no class, no words, its own day" "$(grep -cE 'ガス向け|targeted|2017-08-0[45]' <<<"$two") $(grep -o 'first-shared="[^"]*"' <<<"$two")" '0 first-shared="2017-08-08"'
is "a name of its own" "$(test "$(name pow)" != "$one_item" && echo other)" other
is "nothing of gas's facts" "$(has one)" 0
rule <<<"<ruling case=\"$one_case\" for=\"gas\"><countermeasure>ガスの対策</countermeasure></ruling>"
rule <<<"<ruling case=\"$one_case\"><analysis>両方の分析</analysis></ruling>"
night 2017-08-09
last pow pow-02
is "for gas is not for pow; for nobody named is for both" "$(has x ガスの対策)$(has x 両方の分析)" 01
last gas gas-02
is "gas has both" "$(has x ガスの対策)$(has x 両方の分析)" 11

# Made on a run: what came later is not what it is about.
give three pow-01 198.51.100.3 "$given"
night 2017-08-10
run=$(json "j['run']") three_case=$(case_of three)
give four gas-01 198.51.100.3 "$given"
night 2017-08-11
is "one case again" "$(case_of four)" "$three_case"
rule <<<"<ruling case=\"$three_case\" as-of=\"$run\"><analysis>電力だけの分析</analysis></ruling>"
rule <<<"<ruling case=\"$three_case\" as-of=\"20170101T000000\"><analysis>x</analysis></ruling>"
rule <<<"<ruling case=\"$three_case\" for=\"nobody\"><analysis>x</analysis></ruling>"
night 2017-08-12
is "a run and audiences that are known" "$(json "sorted(p['reason'] or p['state'] for p in j['packages'])")" "['accepted', 'unknown-reference', 'unknown-reference']"
is "to pow alone" "$(items)" "[('pow', 2)]"
rule <<<"<ruling case=\"$three_case\" class=\"targeted\" for=\"pow\"/>"
night 2017-08-12
ok "the worklist says who lacks a class" sh -c "'$TOIYABA' review '$HUB' | grep -q 'lacking gas-view of $three_case .*says targeted'"
ok "and the case whom a ruling reaches" sh -c "'$TOIYABA' show '$HUB' '$three_case' | grep -q 'class targeted.*about [12] submissions, for pow'"
rule <<<"<ruling submission=\"$four/1\"><title>一件だけの題</title></ruling>"
night 2017-08-13
is "of one submission: to its audience" "$(items)" "[('gas', 2)]"
rule <<<"<ruling case=\"$three_case\" for=\"all\"><countermeasure>全員の対策</countermeasure></ruling>"
night 2017-08-14
is "for all waits for a second analyst" "$(items) $(json "len(j['confirm'])")" "[] 1"
begin duty-2
add <<<"<confirm ruling=\"$(json "j['confirm'][0]['ruling']")\" decision=\"approve\"/>"
drop confirm
night 2017-08-15
is "and reaches all" "$(items)" "[('gas', 3), ('pow', 4)]"

# What may go nowhere steers nothing, and nothing is written about it to others.
give five gas-03 198.51.100.5 '<share consent="none"/>'
night 2017-08-16
rule <<<"<ruling case=\"$(case_of five)\" class=\"targeted\"><title>秘密の題</title><analysis>秘密の分析</analysis></ruling>"
give six gas-02 198.51.100.5 "$ask"
night 2017-08-17
give seven gas-01 198.51.100.5 "$given"
night 2017-08-18
previews gas-02
is "no word of it in a preview" "$(grep -rlE '秘密|targeted' "$WORK/previews" | wc -l)" 0
last gas gas-02
is "nor in an item" "$(grep -rlE '秘密' "$WORK/bundle" | wc -l) $(xml seven.evil | grep -o 'class="[^"]*"')" '0 class="unclassified"'

# A provider who does not answer holds up its own facts; one who answers may
# leave readers out.
is "the other's went out" "$(has seven) $(has six)" "1 0"
preview=$(basename "$(ls "$HUB"/outbox/gas-02/previews/*.gpg | head -1)" .tar.zst.gpg)
ok "the preview names its readers" grep -q '<reader id="gas" readers="6">' "$WORK/previews/$preview/preview.xml"
ok "and is valid" xmllint --noout --relaxng formats/out/preview.rng "$WORK/previews/$preview/preview.xml"
ok "a page to read" grep -q 'gas業界' "$WORK/previews/$preview/preview.ja.html"
begin gas-02
add <<<"<consent preview=\"$preview\" decision=\"approve\"/>"
drop yes
night 2017-08-19
last gas gas-02
is "approved: its facts too" "$(has six)" 1
begin gas-01
add <<<"<submission id=\"1\" kind=\"incident\"><title>t</title><indicator type=\"domain-name\" role=\"c2\">eight.evil.example</indicator><share consent=\"preview\" scope=\"all\"><agency id=\"jpcert\"/></share></submission>"
drop eight
night 2017-08-20
previews gas-01
preview=$(basename "$(ls "$HUB"/outbox/gas-01/previews/*.gpg | head -1)" .tar.zst.gpg)
is "all readers are named" "$(grep -o '<reader id="[^"]*"' "$WORK/previews/$preview/preview.xml" | cut -d'"' -f2 | tr '\n' ' ')" "gas pow jpcert "
begin gas-01
add <<<"<consent preview=\"$preview\" decision=\"approve\" except=\"pwo jpcert\"/>"
drop typo
night 2017-08-21
is "one that is misspelt is not taken for nobody" "$(json "[p['reason'] for p in j['packages']]") $(items)" "['unknown-reference'] []"
begin gas-01
add <<<"<consent preview=\"$preview\" decision=\"approve\" except=\"pow jpcert\"/>"
drop but
night 2017-08-21
is "but those that were left out" "$(items)" "[('gas', 1)]"

# One may have more than the others.
begin gas-01
f=$(mail boss@lure.example you@gas-01.example 'Invoice No.48213' 'Please pay the attached invoice for the pumps by Friday noon.' | file m.eml mail)
add <<<"<submission id=\"1\" kind=\"mail\"><title>t</title>$f<share consent=\"preview\"><agency id=\"jpcert\"/></share></submission>"
drop letter
night 2017-08-21
previews gas-01
preview=$(basename "$(dirname "$(grep -l lure "$WORK"/previews/*/preview.xml "$WORK"/previews/*/preview.en.html | head -1)")")
is "both forms are shown" "$(cat "$WORK/previews/$preview/items/"*.xml | grep -o 'role="other">[^<]*[Ii]nvoice[^<]*' | cut -d'>' -f2 | sort | tr '\n' ';')" 'Invoice No.48213;invoice no.{};'
begin gas-01
add <<<"<consent preview=\"$preview\" decision=\"approve\" whole=\"jpcert\"/>"
drop more
night 2017-08-21
is "out to both" "$(items)" "[('gas', 1), ('jpcert', 1)]"
last gas gas-02
is "without marks to one" "$(has x 48213)" 0
last jpcert jpcert
is "whole to the other" "$(has x 48213)" 1

# What a member gives twice in a night it is asked for once.
before=$(ls "$HUB"/outbox/gas-02/previews | wc -l)
for i in 1 2; do
	begin gas-02
	add <<<"<submission id=\"1\" kind=\"incident\"><title>t$i</title><indicator type=\"domain-name\" role=\"c2\">twice.evil.example</indicator>$ask</submission>"
	drop "twice$i"
done
night 2017-08-21
is "one preview" "$(($(ls "$HUB"/outbox/gas-02/previews | wc -l) - before))" 1
begin gas-02
add <<<"<consent preview=\"$(basename "$(ls -t "$HUB"/outbox/gas-02/previews/*.gpg | head -1)" .tar.zst.gpg)\" decision=\"approve\"/>"
drop both
night 2017-08-21
last gas gas-01
is "its answer is for both" "$(json "sorted(i['edition'] for i in j['items'])") $(has twice)" "[1, 1] 2"

# What its sender had been told keeps the terms of the item that told it.
begin gas-03
add <<<"<submission id=\"1\" kind=\"incident\"><title>t</title><indicator type=\"domain-name\" role=\"c2\">one.evil.example</indicator><indicator type=\"domain-name\" role=\"c2\">own.evil.example</indicator>$all</submission>"
drop echo
night 2017-08-21
last pow pow-02
is "to nobody that was not told" "$(has own) $(has x one.evil)" "1 0"
last gas gas-02
is "its own readers see both" "$(has own) $(grep -l own.evil "$WORK"/bundle/items/*.xml | xargs grep -l one.evil | wc -l)" "1 1"

# One of the sender's SIGs alone, where it says so.
begin both
add <<<"<submission id=\"1\" kind=\"incident\"><title>t</title><indicator type=\"domain-name\" role=\"c2\">half.evil.example</indicator><share consent=\"given\" sig=\"pow\"/></submission>"
drop half
night 2017-08-21
is "to one SIG of two" "$(items)" "[('pow', 1)]"

# Members of one group are one witness.
lure() {	# lure FROM
	begin "$1"
	f=$(mail x@evil.example "you@$1.example" 'Order No.48213' 'The pumps that you ordered will be delivered next Monday morning.' | file m.eml mail)
	add <<<"<submission id=\"1\" kind=\"mail\"><title>t</title>$f$given</submission>"
	drop "lure-$1"
}
lure gas-01; lure twin-1; lure twin-2
night 2017-08-21
last gas gas-02
is "three members, two organisations" "$(has x 48213)" 0
lure gas-03
night 2017-08-21
last gas gas-02
is "three organisations" "$(has x 48213)" 1

# A name is of the facts: scope all has one for everybody, whoever came first.
give nine gas-01 198.51.100.9 "$all"
night 2017-08-22
is "one name" "$(json "[(sorted(i['audiences']), len(i['id'])) for i in j['items']]")" "[(['gas', 'pow'], 15)]"
nine_item=$(name gas)
begin gas-01
add <<<"<withdrawal package=\"$nine\"/>"
drop back
night 2017-08-23
nine=
begin gas-02
add <<<"<submission id=\"1\" kind=\"traffic\"><title>t</title><observation direction=\"inbound\" address=\"198.51.100.9\" port=\"1433\" protocol=\"tcp\" first=\"2017-08-01\" last=\"2017-08-01\" count=\"3\"/><indicator type=\"domain-name\" role=\"c2\">nine.evil.example</indicator>$all</submission>"
drop again
night 2017-08-24
is "the same facts later: another name" "$(json "[len(i['audiences']) for i in j['items']]") $(test "$(name gas)" != "$nine_item" && echo other)" "[2] other"

# What was told is merged by a person only; then one name is left.
give ten gas-01 198.51.100.10 "$given"
give ten_b gas-02 198.51.100.11 "$given"
night 2017-08-25
a=$(case_of ten) b=$(case_of ten_b)
begin gas-03
add <<<"<submission id=\"1\" kind=\"traffic\"><title>t</title><observation direction=\"inbound\" address=\"198.51.100.10\" port=\"1433\" protocol=\"tcp\" first=\"2017-08-01\" last=\"2017-08-01\" count=\"3\"/><observation direction=\"inbound\" address=\"198.51.100.11\" port=\"1433\" protocol=\"tcp\" first=\"2017-08-01\" last=\"2017-08-01\" count=\"3\"/><indicator type=\"domain-name\" role=\"c2\">bridge.evil.example</indicator>$given</submission>"
drop bridge
night 2017-08-26
is "one of the two gets what meets both" "$(items)" "[('gas', 2)]"
ok "the worklist says so" sh -c "'$TOIYABA' review '$HUB' | grep -q 'met'"
rule <<<"<ruling case=\"$a\"><merge into=\"$b\"/></ruling>"
night 2017-08-27
is "merged: one lives, the other ends" "$(json "sorted(i['edition'] for i in j['items'])")" "[2, 3]"
last gas gas-02
is "told under one name" "$(has ten) $(has ten_b)" "1 1"

# What the name of an item spells is nobody's, whoever comes to be called so.
begin gas-01
add <<<"<submission id=\"1\" kind=\"traffic\"><title>t</title><observation direction=\"inbound\" address=\"198.51.100.20\" port=\"1433\" protocol=\"tcp\" first=\"2017-08-01\" last=\"2017-08-01\" count=\"3\"/>$given</submission>"
drop spelt
night 2017-08-27
spelt=$(name gas)
cp "$HUB/roster.xml" "$WORK/roster.before"
sed -i "s|<alias>Kakugas-02</alias>|&<alias>${spelt#S-2017-}</alias>|" "$HUB/roster.xml"
begin gas-02
add <<<"<submission id=\"1\" kind=\"traffic\"><title>t</title><observation direction=\"inbound\" address=\"198.51.100.20\" port=\"1433\" protocol=\"tcp\" first=\"2017-07-01\" last=\"2017-08-01\" count=\"3\"/>$given</submission>"
drop again-spelt
night 2017-08-27
is "its next edition goes out" "$(name gas) $(json "sum('is held' in a for a in j['attention'])")" "$spelt 0"
cp "$WORK/roster.before" "$HUB/roster.xml"

# An item that never was, and one that is not the sender's, answer alike.
begin pow-01
add <<<"<sighting item=\"$one_item\" count=\"1\"/>"
drop other
begin pow-01
add <<<'<sighting item="S-2017-00000000" count="1"/>'
drop none
night 2017-08-28
is "not told from each other" "$(json "sorted(p['reason'] or p['state'] for p in j['packages'])")" "['unknown-reference', 'unknown-reference']"

before=$(state)
rm "$HUB"/hub.db*
mv "$HUB/secret" "$WORK/secret"
ok "rebuilt without the secret" "$TOIYABA" rebuild "$HUB"
mv "$WORK/secret" "$HUB/secret"
is "to the same state" "$(state)" "$before"
night 2017-08-29
is "and nothing is left to tell" "$RC $(items)" "0 []"
result

#!/bin/bash
# What is taken back is named with the values that lists may hold of it and that
# nothing in force tells, until each who was a reader then and is one now has
# acknowledged; who has not is told by name and date, and an operator may close
# a silent one.  Hits are told.
. "$(dirname "$0")/../lib.sh"

{
	audience sig gas
	member gas-01 gas
	member gas-02 gas
	member gas-03 gas | sed 's/<in sig="gas" from="[^"]*"/<in sig="gas" from="2017-08-07"/'
	member gas-04 gas | sed 's/<in sig="gas" from="[^"]*"/& until="2017-08-06"/'
	other duty analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"
sed -i "s/^four-eyes = opening/four-eyes = no/" "$HUB/hub.conf"

give() {	# give FROM VALUE... : an incident that states domains
	begin "$1"
	shift
	{
		printf '<submission id="1" kind="incident"><title>t</title>'
		for v; do printf '<indicator type="domain-name" role="c2">%s</indicator>' "$v"; done
		printf "<share consent=\"given\"/></submission>"
	} | add
	drop "p-$PKGID"
}
rule() { begin duty; add; drop "ruling-$PKGID"; }
ack() {	# ack FROM SEQUENCE [ATTRIBUTES]
	begin "$1"
	add <<<"<ack bundle=\"gas-$(printf %06d "$2")\" ${3:-}/>"
	drop "ack-$PKGID"
}
# One that comes each night, so that there is a bundle to look at.
news=0
day() {	# day NIGHT : a night with something new, its bundle in $WORK/bundle
	news=$((news + 1))
	give gas-01 "news-$news.example"
	night "$1"
	SEQ=$(json "[b['sequence'] for b in j['bundles'] if b['audience'] == 'gas'][0]")
	reader gas-02 gas "$SEQ"
}
taken() {	# what bundle.xml says is over: ITEM: TYPE VALUE, ...
	python3 - "$WORK/bundle/bundle.xml" "$HUB/journal" <<'P'
import re, sys
import xml.etree.ElementTree as tree
names = list(dict.fromkeys(re.findall(" item id=([^ ]*) ", open(sys.argv[2]).read())))
B = "{urn:toiyaba:bundle:1}"
for r in tree.parse(sys.argv[1]).getroot().findall(B + "retraction"):
    print("%d:" % (names.index(r.get("item")) + 1), *(v.get("type") + "=" + v.text for v in r.findall(B + "value")), end=";")
P
}

digest=$(printf sample | sha256sum | cut -c1-64)
begin gas-01
add <<X
<submission id="1" kind="incident"><title>t</title><indicator type="domain-name" role="c2">alone.evil.example</indicator><indicator type="domain-name" role="c2">both.evil.example</indicator><indicator type="domain-name" role="c2">struck.evil.example</indicator><indicator type="sha256" role="other">$digest</indicator>$(printf sample | file s sample)<share consent="given"/></submission>
X
one_package=$PKGID
drop one
night 2017-08-04
give gas-02 both.evil.example second.evil.example
night 2017-08-05
is "two items" "$(json "[(number(i['id']), i['edition']) for i in j['items'] if i['audiences'] == ['gas']]")" "[(2, 1)]"
one=$(item_id 1)

# One value goes by a redaction; lists hold it until the item's end.
rule <<<"<ruling item=\"$one\"><redact>struck.evil.example</redact></ruling>"
night 2017-08-05
reader gas-02 gas 3
is "struck out" "$RC $(grep -c struck "$WORK/bundle/items/$one.xml")" "0 0"

begin gas-01
add <<<"<withdrawal package=\"$one_package\"/>"
drop back-1
night 2017-08-06
reader gas-02 gas 4
is "taken back by name, with what no other item tells, of every edition; a file and its digest are one" "$(taken)" \
    "1: domain-name=alone.evil.example domain-name=struck.evil.example sha256=$digest;"
is "people read it too" "$(grep -o 'ドメイン名　alone[^<]*' "$WORK/bundle/notice.ja.html")" "ドメイン名　alone[.]evil[.]example"
is "and what lives is not said to be over" "$(grep -c 'both' "$WORK/bundle/notice.ja.html")" 0
# Reckoned anew each night: what lives again in another's words is not over.
give gas-02 alone.evil.example
day 2017-08-07
is "told again by another item" "$(taken)" "1: domain-name=struck.evil.example sha256=$digest;"
# One who came later is not asked, nor one who left.
ack gas-01 4
day 2017-08-08
is "one has not acknowledged" "$(taken)" "1: domain-name=struck.evil.example sha256=$digest;"
ack gas-02 "$SEQ"
day 2017-08-09
is "all who were asked have acknowledged" "$(taken)" ""
day 2017-08-10
is "and it stays over" "$(taken)" ""

# A quiet one names the item only, whoever is quiet about it, as one does whose
# values all live elsewhere.
give gas-01 quiet-1.example; give gas-01 quiet-2.example; quiet_2=$PKGID
give gas-01 elsewhere.example; give gas-02 quiet-4.example
night 2017-08-11
item_of() { grep -l ">$1<" "$WORK"/bundle/items/*.xml | head -1 | xargs basename -s .xml; }
reader gas-02 gas "$(json "[b['sequence'] for b in j['bundles']][0]")"
for w in quiet-1 quiet-2 elsewhere quiet-4; do printf '%s %s\n' "$w" "$(item_of $w.example)"; done >"$WORK/names"
named() { sed -n "s/^$1 //p" "$WORK/names"; }
rule <<<"<ruling item=\"$(named quiet-1)\" retract=\"yes\" quiet=\"yes\"/>"
rule <<<"<ruling item=\"$(named elsewhere)\" retract=\"yes\"/>"
rule <<<"<ruling item=\"$(named quiet-4)\" retract=\"yes\"/>"
begin gas-01
add <<<"<withdrawal package=\"$quiet_2\" quiet=\"yes\"/>"
drop back
forms() { for w in quiet-1 quiet-2 elsewhere quiet-4; do sed -n "s/.*<retraction item=\"$(named $w)\"\(.*\)/\1/p" "$WORK/bundle/bundle.xml"; done | tr "\n" " "; }
day 2017-08-12
is "quiet, and not" "$(forms)" "/> /> > > "
# What lives elsewhere is closed too, until it is let out.
give gas-02 elsewhere.example
night 2017-08-13
rule <<<"<ruling case=\"$(json "[s['case'] for p in j['packages'] for s in p['submissions']][0]")\" release=\"yes\"/>"
day 2017-08-14
is "by its form none is another" "$(forms)" "/> /> /> > "
rule <<<"<ruling item=\"$(named quiet-4)\" retract=\"yes\" quiet=\"yes\"/>"
day 2017-08-15
is "quiet from then on" "$(forms)" "/> /> /> /> "
is "people read no value of it" "$(grep -c 'quiet-' "$WORK/bundle/notice.ja.html")" 0
begin duty
add <<<"<ruling item=\"$(named quiet-4)\" release=\"yes\" quiet=\"yes\"/>"
drop loud
night 2017-08-15
is "quiet is of what is taken back" "$(json "[p['reason'] for p in j['packages']]")" "['bad-manifest']"

# Who has not acknowledged, by name and date; hits are told.
at="--at 2017-08-15T12:00:00+09:00"
# shellcheck disable=SC2086
status() { "$TOIYABA" status "$HUB" $at "$@" || true; }
# shellcheck disable=SC2086
show() { "$TOIYABA" show "$HUB" "$1" $at; }
ack gas-01 "$SEQ" hits=\"no\"
ack gas-01 "$SEQ" hits=\"yes\"
ack gas-03 "$SEQ"
night 2017-08-15
is "who is waited for, since when" "$(status | grep 'has not' | sort)" "$(for w in elsewhere quiet-1 quiet-2 quiet-4; do
	echo "  gas-02 has not acknowledged that $(named $w) is over for gas, told on 2017-08-12"; done | sort)"
is "in each voice" "$(status | grep -o '4  acknowledgements') $(status --json | python3 -c 'import json, sys; j = json.load(sys.stdin); print(j["silent"], len(j["unacknowledged"]), j["unacknowledged"][0]["reader"])') $(status --nagios | grep -o 'silent=4') $(status --prometheus | grep -c 'toiyaba_silent 4$')" \
    "4  acknowledgements 4 4 gas-02 silent=4 1"
is "nagios names nobody" "$(status --nagios | grep -c gas-02)" 0
is "of an item" "$(show "$(named quiet-1)" | grep 'has not')" "  gas-02 has not acknowledged that $(named quiet-1) is over for gas, told on 2017-08-12"
is "of a reader" "$(show gas-02 | grep -c 'has not') $(show gas-01 | grep -c 'has not')" "4 0"
bundle=gas-$(printf %06d "$SEQ")
is "of a bundle, with hits" "$(show "$bundle" | grep 'acknowledged')" "  acknowledged by gas-01 on 2017-08-15, with hits
  acknowledged by gas-03 on 2017-08-15
  not acknowledged by gas-02"
# shellcheck disable=SC2086
is "hits are on the worklist" "$("$TOIYABA" review "$HUB" $at | grep '^hits')" "hits $bundle: gas-01 had some, said on 2017-08-15"
is "and with the item" "$(show "$(sed -n 's|.*path="items/\(S-[^.]*\).*|\1|p' "$WORK/bundle/bundle.xml" | head -1)" | grep 'hits at')" \
    "  hits at gas-01 with bundle $bundle, said on 2017-08-15"

# An operator closes a silent one, by name and reason; the books know it.
closing() { "$TOIYABA" retraction "$HUB" close "$@" --at 2017-08-15T13:00:00+09:00 2>&1; }
is "not without a reason" "$(closing "$(named quiet-1)" gas-02 >/dev/null; echo $?)" 64
is "nor one that is not waited for" "$(closing "$(named quiet-1)" gas-01 --reason x >/dev/null; echo $?)" 64
ok "closed" closing "$(named quiet-1)" gas-02 --reason "電話で確認した"
is "known" "$(show "$(named quiet-1)" | grep need)" "  gas-02 need not acknowledge: $(id -un) on 2017-08-15: 電話で確認した"
is "and no more waited for" "$("$TOIYABA" retraction "$HUB" list --at 2017-08-15T13:00:00+09:00 | wc -l)" 3
# shellcheck disable=SC2034
day 2017-08-16
is "that one is told no more" "$(forms)" "/> /> /> "

# A report tells hits from three organisations on, in steps.
hits() { grep -o '<obs key="[^"]*" measure="organisations"[^/]*' "$HUB/reports/$1/report.xml" | grep -o 'value="[0-9]*"' || true; }
write_report "$HUB" 2017Q3 --at 2017-10-20T00:00:00+09:00 >"$WORK/out" 2>&1
is "one is not told" "$(hits 2017Q3)" ""
ack gas-02 "$SEQ" hits=\"yes\"; ack gas-03 "$SEQ" hits=\"yes\"
night 2017-08-17
write_report "$HUB" 2017Q3 --at 2017-10-21T00:00:00+09:00 >"$WORK/out" 2>&1
is "three are" "$(hits 2017Q3) $(grep -c '少なくとも3組織' "$HUB/reports/2017Q3/report.ja.html")" 'value="3" 1'

before=$(state) rows=$(sqlite3 "$HUB/hub.db" "SELECT * FROM excused")
ok check "$TOIYABA" check --full "$HUB"
rm "$HUB"/hub.db*
ok rebuild "$TOIYABA" rebuild "$HUB"
ok "check after it" "$TOIYABA" check --full "$HUB"
is "the books say it again" "$(state) $(sqlite3 "$HUB/hub.db" "SELECT * FROM excused")" "$before $rows"
result

#!/bin/bash
# An item is made of facts: what holds none makes no item and no share.  Traffic
# is facts: address, port, protocol, direction, and the weeks in which it was
# seen; who reports the same scan makes an edition where the weeks widen.
. "$(dirname "$0")/../lib.sh"

{
	audience sig gas
	for i in 01 02 03; do member "gas-$i" gas; done
	other duty analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"

attach() { begin gas-01; F=$(file "$@"); }	# attach PATH ROLE <bytes : XML is - then
give() {	# give NAME FROM KIND XML [SHARE] [ATTRIBUTES]
	[ "$4" != - ] || set -- "$1" "$2" "$3" "$F" "${@:5}"
	[ -n "${F:-}" ] || begin "$2"
	F=
	add <<<"<submission id=\"1\" kind=\"$3\" ${6:-}><title>件名</title>$4<share consent=\"given\" scope=\"sig\" ${5:-}/></submission>"
	drop "$1"
}
scan() { echo "<observation direction=\"$1\" address=\"$2\" port=\"$3\" protocol=\"tcp\" first=\"$4\" last=\"$5\" count=\"$6\"/>"; }
items() { json "[(number(i['id']), i['edition']) for i in j['items']]"; }
case_of() { json "[s['case'] for p in j['packages'] for s in p['submissions'] if p['path'].endswith('/$1.gpg')][0]"; }
item() { reader gas-03 gas "$(json "j['bundles'][0]['sequence']")"; cat "$WORK/bundle/items/$1.xml"; }
seen() { grep -o '<observation[^>]*/>' <<<"$1"; }

# A log, a consultation, an incident in words, a mail without its mail, a mail
# that nobody could read: no item, no share.
attach fw.log log <<<'Aug  2 12:00:00 fw drop'
give log gas-01 log -
give ask gas-01 consultation '<topic>標的型攻撃</topic>'
give told gas-01 incident '<description>端末が感染した</description>'
give nomail gas-01 mail ''
attach m.msg mail < <(printf '\320\317\021\340\241\261\032\341 outlook')
give opaque gas-01 mail -
night 2017-08-04
is "nothing that holds no fact makes an item" "$(json "(j['items'], j['bundles'])")" "([], [])"
case=$(case_of told)
write_report "$HUB" 2017Q3 --at 2017-10-26T09:00:00+09:00 >/dev/null 2>&1
is "nor a share; they are counted as submitted" \
    "$(tr -d '\r' <"$HUB/reports/2017Q3/flow.csv" | grep '^2017Q3' | cut -d, -f1,4,5)" "2017Q3,5,0"
begin duty
add <<<"<ruling case=\"$case\" class=\"targeted\" grounds=\"craft\"><analysis>社内の端末から外へ送っていた。</analysis></ruling>"
drop ruling
night 2017-08-05
is "what an analyst writes is something to tell" "$(items)" "[(1, 1)]"
begin duty
add <<<"<ruling case=\"$(json "j['items'][0]['case']")\"><redact>社内の端末から外へ送っていた。</redact></ruling>"
drop strike
night 2017-08-06
is "struck out word for word, the item stays and says so" "$(items)" "[(1, 2)]"

# Traffic, in whole weeks: Wednesday to Saturday is Monday to Sunday.
give one gas-01 traffic "$(scan inbound 198.51.100.7 1433 2017-08-02 2017-08-05 31)$(scan outbound 203.0.113.9 443 2017-08-07 2017-08-07 2)"
night 2017-08-07
is "an item" "$(items)" "[(2, 1)]"
xml="$(item "$(item_id 2)")"
is "says what was seen, to the week" "$(seen "$xml")" \
    '<observation direction="inbound" address="198.51.100.7" port="1433" protocol="tcp" first="2017-07-31" last="2017-08-06"/>
<observation direction="outbound" address="203.0.113.9" port="443" protocol="tcp" first="2017-08-07" last="2017-08-13"/>'
is "and in which weeks to look" "$(grep -o '<period[^>]*/>' <<<"$xml")" '<period first="2017-07-31" last="2017-08-13"/>'
ok "the schema knows it" xmllint --noout --relaxng formats/out/item.rng "$WORK/bundle/items/$(item_id 2).xml"
ok "another validator too" jing formats/out/item.rng "$WORK/bundle/items/$(item_id 2).xml"
is "in a list of its own" "$(tr -d '\r' <"$WORK/bundle/observations.csv")" \
    "item,edition,class,tlp,first_shared,direction,address,port,protocol,first,last
$(item_id 2),1,unclassified,amber,2017-08-07,inbound,198.51.100.7,1433,tcp,2017-07-31,2017-08-06
$(item_id 2),1,unclassified,amber,2017-08-07,outbound,203.0.113.9,443,tcp,2017-08-07,2017-08-13"
ok "for people, nothing to click" grep -q '198\[\.\]51\[\.\]100\[\.\]7' "$WORK/bundle/notice.ja.html"
ok "which way it went" grep -q '外への通信' "$WORK/bundle/notice.ja.html"
# The notice shows how an answer says how often.
ok "how often is nobody's business" sh -c "! grep -rq --exclude='notice.*' 'count=' '$WORK/bundle' && ! grep -rq '>31<' '$WORK/bundle'"
begin gas-02
add <<<"<submission id=\"1\" kind=\"traffic\"><title>x</title>$(scan inbound 198.51.100.7 1433 2017-07-20 2017-07-21 5)<share consent=\"given\"/></submission>"
drop two
night 2017-08-08
is "reported by another: an edition" "$(items)" "[(2, 2)]"
is "its weeks are wider" "$(seen "$(item "$(item_id 2)")" | head -1 | grep -o 'first=.*')" 'first="2017-07-17" last="2017-08-06"/>'
give three gas-03 traffic "$(scan inbound 198.51.100.7 1433 2017-07-25 2017-08-01 9)"
night 2017-08-09
is "reported by a third within them: at least three" "$(items)" "[(2, 3)]"
is "the weeks are the same" "$(seen "$(item "$(item_id 2)")" | head -1 | grep -o 'first=.*')" 'first="2017-07-17" last="2017-08-06"/>'

# Where its provider lets the public know, the days are told.
give four gas-01 traffic "$(scan inbound 198.51.100.8 22 2017-08-02 2017-08-03 1)" 'tlp="green" publish="yes"'
night 2017-08-10
is "exact where it may be published" "$(seen "$(item "$(item_id 3)")" | grep -o 'first=.*')" 'first="2017-08-02" last="2017-08-03"/>'

# The weeks of an attack by mail: when the mail was written and when it was
# seen.  A date that an attacker made up is none.
letter() {	# letter HOST SUBJECT DATE
	printf 'From: <x@%s>\r\nTo: <y@gas-01.example>\r\nSubject: %s\r\nDate: %s\r\n\r\nhttp://%s/%s\r\n' "$1" "$2" "$3" "$1" "$2"
}
weeks() { grep -l "$1" "$WORK"/bundle/items/*.xml | xargs grep -o '<period[^>]*/>' || echo none; }
SIGNED_AT=2017-08-10T09:00:00+09:00
attach m.eml mail < <(letter a.evil.example invoice 'Wed, 02 Aug 2017 21:05:00 +0900')
give mail gas-01 mail - '' 'observed="2017-08-09T09:00:00+09:00"'
attach m.eml mail < <(letter other.example meeting 'Wed, 02 Aug 2006 21:05:00 +0900')
give made gas-01 mail -
night 2017-08-11
reader gas-03 gas "$(json "j['bundles'][0]['sequence']")"
is "a mail's weeks" "$(weeks invoice)" '<period first="2017-07-31" last="2017-08-13"/>'
is "a made-up date is none" "$(weeks meeting)" none

# What nobody may block is left out, of traffic too; nobody's own network goes.
give five gas-01 traffic "$(scan outbound 8.8.8.8 53 2017-08-02 2017-08-03 1)"
give six gas-01 traffic "$(scan outbound 192.168.1.1 53 2017-08-02 2017-08-03 1)"
night 2017-08-12
is "what nobody may block: no item" "$(items)" "[]"

# A submission without a fact asks nobody for a consent.
begin gas-01
add <<<'<submission id="1" kind="log"><title>t</title></submission>'
drop quiet
night 2017-08-13
is "nothing to show: no preview" "$(find "$HUB/outbox" -path '*previews*' -name '*.gpg' | wc -l)" 0

# A digest that its sender had been told, of a file that is taken back in the
# night in which another item tells it: the next edition tells it still.
attach sample.bin sample <<<'a sample of this test'
sample=$(sha256sum <<<'a sample of this test' | cut -c1-64) given=$PKGID
give sample gas-01 file -
night 2017-08-14
give states gas-01 incident "<indicator type=\"sha256\">$sample</indicator><indicator type=\"domain-name\" role=\"c2\">c2.stated.example</indicator>"
begin gas-01
add <<<"<withdrawal package=\"$given\"/>"
drop back
night 2017-08-15
states=$(json "[i['id'] for i in j['items'] if i['edition'] == 1][0]") case=$(case_of states)
is "a digest is told as stated" "$(item "$states" | grep -c "$sample")" 1
begin duty
add <<<"<ruling case=\"$case\"><countermeasure>記録を探す。</countermeasure></ruling>"
drop words
night 2017-08-16
is "and stays when the item is made again" "$(json "[i['edition'] for i in j['items']]") $(item "$states" | grep -c "$sample")" "[2] 1"
ok check "$TOIYABA" check --full "$HUB"
rm "$HUB"/hub.db*
ok rebuild "$TOIYABA" rebuild "$HUB"
result

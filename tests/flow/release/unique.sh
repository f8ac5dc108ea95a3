#!/bin/bash
# What an attacker made for one victim, and what the victim's own systems wrote
# into it, leaves only where three organisations saw it, or where a person
# states it from elsewhere; what providers call it never.
. "$(dirname "$0")/../lib.sh"

{
	audience sig gas
	for i in 1 2 3 4; do member gas-0$i gas; done
	other hubself hub
} >"$WORK/roster"
make_hub <"$WORK/roster"
SIGNED_AT=2017-08-03T09:00:00+09:00
link=http://evil.example/x?id=a8f3c9d2e1
lure() {	# lure MEMBER [CONTENT [LINK [SUBJECT [TEXT]]]]: a mail as others get it
	u=$(uuid)
	begin "$1" "${ID:-${u%%-*}}-${u#*-}"
	f=$(mail x@evil.example "you@$1.example" "${4:-お支払い No.8412377}" "Please see ${3:-$link} and ${5:-pay what is due within this week.}" | file m.eml mail)
	add <<X
<submission id="1" kind="mail"><title>$1 の件</title>$f${2:-}<share consent="given" scope="all"/></submission>
X
	drop "lure-$1-$(uuid)"
}
values() { grep -o '<indicator type="[us][^>]*>[^<]*' "$WORK"/bundle/items/*.xml | sed 's/.*>//' | sort | tr '\n' ';'; }
last() { reader gas-02 gas "$(ls "$HUB/outbox/gas/bundles" | wc -l)"; }
title() { sed -n 's/.*<title>\(.*\)<.title>.*/\1/p' "$WORK"/bundle/items/*.xml; }
lure gas-01 '<indicator type="url" role="link">http://evil.example/x?id=a8f3c9d2e1</indicator><indicator type="url" role="c2">hxxp://evil[.]example/x?id=A8F3C9D2E1</indicator><indicator type="subject" role="other">お支払い　No.８４１２３７７</indicator>'
night 2017-08-04
last
is "one saw it, and copied it: slots" "$(values)" "http://evil.example/{}?{};http://evil.example/{}?{};お支払い no.{};"
ok "in no file of the bundle" sh -c "! grep -rE 'a8f3c9d2e1|8412377|８４１２' '$WORK/bundle'"
is "the title is the hub's" "$(title)" "不審なメール「お支払い no.{}」"
lure gas-02
night 2017-08-05
last
is "two saw it: nothing new, slots" "$(json 'j["bundles"]') $(values)" "[] http://evil.example/{}?{};http://evil.example/{}?{};お支払い no.{};"
lure gas-03
night 2017-08-06
last
is "three saw it: as it is" "$(values)" "$link;http://evil.example/{}?{};お支払い No.8412377;"

begin gas-01
add <<X
<submission id="1" kind="incident"><title>件</title><indicator type="url" role="c2">http://evil2.example/x?id=b8f3c9d2e1</indicator><share consent="given"/></submission>
X
drop stated
night 2017-08-07
last
is "stated from elsewhere: as it is" "$(values)" "http://evil2.example/x?id=b8f3c9d2e1;"
is "the title has its host" "$(title)" "不審な事象 evil2.example"

# What the member's systems wrote.
lure gas-04 "" "https://jpn01.safelinks.protection.outlook.com/?url=http%3A%2F%2Fevil3.example%2Flogin.php&data=05%7C01 https://hokuyogrp.sharepoint.com/sites/csirt http://mailgw.hokuyo.internal/click http://10.31.7.9/quarantine" "[csirt-ml:01234] Re: 【社外メール注意】お見積りの件" "send us the prices of all parts on the list."
night 2017-08-08
last
is "is not told" "$(values)" "http://evil3.example/login.php;https://{}.sharepoint.com/sites/{};お見積りの件;"

# What the hub obtained itself is told whole.
lure hubself "" "http://evil4.example/x?id=c8f3c9d2e1" "ご確認 No.7741" "read the minutes of the meeting of last Tuesday."
night 2017-08-09
last
is "the hub's own: as it is" "$(values)" "http://evil4.example/x?id=c8f3c9d2e1;ご確認 No.7741;"

# Of two subjects neither the first that came nor the first by name is favoured.
ID=00000000 lure gas-01 "" http://evil6.example/ "納品について（再送）" "look at the drawings of the new building in the annex."
ID=ffffffff lure gas-02 "" http://evil6.example/ "納品について" "look at the drawings of the new building in the annex."
night 2017-08-10
last
is "the title has the subject that sorts first" "$(title)" "不審なメール「納品について」"

# How many it takes is a setting.
sed -i 's/^witnesses =.*/witnesses = 1/' "$HUB/hub.conf"
lure gas-01 "" "http://evil5.example/x?id=d8f3c9d2e1" "照会 No.3351" "tell whether the delivery has reached your warehouse."
night 2017-08-11
last
is "one is enough where the hub says so" "$(values)" "http://evil5.example/x?id=d8f3c9d2e1;照会 No.3351;"
result

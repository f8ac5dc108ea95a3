#!/bin/bash
# What an attacker made for one victim leaves only where two organisations saw
# it, or where a person stated it.
. "$(dirname "$0")/../lib.sh"

gas_hub
link=http://evil.example/x?id=a8f3c9d2e1
lure() {	# lure MEMBER [CONTENT] : the same mail to another
	begin "$1"
	f=$(mail x@evil.example "you@$1.example" "お支払い No.8412377" "Please see $link and pay what is due within this week." | file m.eml mail)
	add <<X
<submission id="1" kind="mail"><title>件</title>$f${2:-}<share consent="given"/></submission>
X
	drop "lure-$1"
}
values() { grep -o '<indicator type="[us][^>]*>[^<]*' "$WORK"/bundle/items/*.xml | sed 's/.*>//' | sort | tr '\n' ';'; }
lure gas-01
night 2017-08-04
reader gas-02 gas 1
is "one saw it: slots" "$(values)" "http://evil.example/x?id={};お支払い No.{};"
ok "in no file of the bundle" sh -c "! grep -rE 'a8f3c9d2e1|8412377' '$WORK/bundle'"
lure gas-02
night 2017-08-05
reader gas-02 gas 2
is "two saw it: as it is" "$(values)" "$link;お支払い No.8412377;"

begin gas-01
add <<X
<submission id="1" kind="incident"><title>件</title><indicator type="url" role="c2">http://evil2.example/x?id=b8f3c9d2e1</indicator><share consent="given"/></submission>
X
drop stated
night 2017-08-06
reader gas-02 gas 3
is "stated by a person: as it is" "$(values)" "http://evil2.example/x?id=b8f3c9d2e1;"
result

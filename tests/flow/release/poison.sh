#!/bin/bash
# What nobody may block does not leave as an indicator; a person is told where
# a person stated it.
. "$(dirname "$0")/../lib.sh"

gas_hub
sed -i 's/^never-block =.*/never-block = partner.example 192.0.2.0\/24/' "$HUB/hub.conf"
indicators() {
	printf '<indicator type="%s" role="c2">%s</indicator>' "$@"
}
begin gas-01
add <<X
<submission id="1" kind="incident"><title>件</title>$(indicators \
    ipv4-addr 8.8.8.8 ipv4-addr 192.168.1.5 ipv4-addr 192.0.2.77 ipv6-addr 2001:4860:4860::8888 \
    ipv4-addr 198.51.100.7 ipv4-addr 8.8.8.9 domain-name co.jp domain-name google.com domain-name www.microsoft.com \
    domain-name a.partner.example domain-name partner.example domain-name sites.google.com \
    domain-name evil.example url https://www.google.com/ url http://google.com/evil)<share consent="given"/></submission>
X
drop stated
night 2017-08-04
is "the item leaves, and a person is told of what stands in neither" "$RC $(json 'len(j["items"]), len(j["attention"])')" "10 (1, 2)"
ok "in words without the value" grep -q 'C-2017-0001: an indicator that is a ' "$WORK/err"
reader gas-02 gas 1
left() { grep -o '<indicator[^>]*>[^<]*' "$WORK"/bundle/items/*.xml | sed 's/.*>//' | sort | tr '\n' ' '; }
is "only what may be blocked is in it" "$(left)" "198.51.100.7 8.8.8.9 a.partner.example evil.example http://google.com/evil sites.google.com "
is "what lies beneath a listed domain stands in the item, and in no list" \
    "$(grep -rlE 'a\.partner\.example|sites\.google\.com' "$WORK/bundle" | sed "s,$WORK/bundle/,," | LC_ALL=C sort | tr '\n' ' ')" \
    "indicators-excel.csv indicators.csv items-excel.csv items.csv $(cd "$WORK/bundle" && echo items/* misp/*-*.json) misp/manifest.json notice.en.html notice.ja.html stix.json "
is "the worklist names it" "$("$TOIYABA" review "$HUB" | grep '^kept out')" "$(printf '%s\n' \
    "kept out a.partner.example (domain-name): told in $(item_id 1), and in no list of gas: on the list never-block" \
    "kept out sites.google.com (domain-name): told in $(item_id 1), and in no list of gas: a host that everybody's work needs")"
night 2017-08-05
is "said once" "$RC" 0

begin gas-01
f=$(mail "x@evil.example" you@gas-01.example "件名" "see https://www.google.com/ and http://10.0.0.7/ or http://evil2.example/x" | file m.eml mail)
add <<X
<submission id="1" kind="mail"><title>件</title>$f<share consent="given"/></submission>
X
drop mailed
night 2017-08-06
is "what only stands in a mail is everyday" "$RC" 0
reader gas-02 gas 2
ok "but does not leave" sh -c "! grep -rE '10\.0\.0\.7|www.google.com' '$WORK/bundle'"
ok "the rest does" grep -rq 'evil2.example' "$WORK/bundle"
sed -i 's/^never-block =.*/never-block = 192.0.2.0\/99/' "$HUB/hub.conf"
night 2017-08-07
is "a list that cannot be read stops the night" "$RC" 78
result

#!/bin/bash
# A night from end to end: packages in every form, the item, the bundle, a
# second run, a rebuild.
JOBS=2
. "$(dirname "$0")/../lib.sh"

{
	audience sig gas
	audience sig rail
	audience agency jpcert
	member gas-01 gas
	member gas-02 gas
	member rail-01 rail
	other duty analyst
	other hubself hub
} >"$WORK/roster"
make_hub <"$WORK/roster"

begin gas-01
f=$(mail attacker@evil.example you@gas-01.example '=?UTF-8?B?6KuL5rGC5pu4?=' 'http://bad.example/x を開いてください' | file mail/1.eml mail)
add <<X
<submission id="1" kind="mail"><title>請求書を装うメール</title>$f
<indicator type="ipv4-addr" role="c2">198.51.100.23</indicator>
<share consent="given" scope="sig" tlp="amber"/></submission>
X
drop one
night 2017-08-04
is "exit 0" "$RC" 0
is "accepted" "$(json 'j["packages"][0]["state"]')" accepted
is "one item" "$(json 'len(j["items"])')" 1
is "to gas only" "$(json 'j["items"][0]["audiences"]')" "['gas']"
is "a case" "$(json 'j["packages"][0]["submissions"][0]["case"]')" C-2017-0001
reader gas-02 gas 1
ok "item is valid" xmllint --noout --relaxng formats/out/item.rng "$WORK/bundle/items/"*".xml"
ok "bundle is valid" xmllint --noout --relaxng formats/out/bundle.rng "$WORK/bundle/bundle.xml"
ok "subject came out" grep -q '>請求書</indicator>' "$WORK/bundle/items/"*".xml"
ok "C2 came out" grep -q '198.51.100.23' "$WORK/bundle/items/"*".xml"
ok "sums" sh -c "cd $WORK/bundle && sha256sum -c --quiet SHA256SUMS"
is "recipient does not leave" "$(grep -rc gas-01 "$WORK/bundle" | grep -v ':0' || true)" ''
before=$(state)
night 2017-08-04
is "second run: nothing" "$(json '[len(j["packages"]), len(j["items"]), len(j["bundles"])]')" '[0, 0, 0]'
is "second run changes nothing" "$(state)" "$before"
rm "$HUB"/hub.db*
ok "rebuild" "$TOIYABA" rebuild "$HUB"
ok "check" "$TOIYABA" check --full "$HUB"
is "receipts" "$(receipts gas-01 | sort -u)" "accepted -"
result

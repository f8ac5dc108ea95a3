#!/bin/bash
# Indicators as CERTs write them are taken; all that is wrong with a manifest is
# told at once.
. "$(dirname "$0")/../lib.sh"
gas_hub
begin gas-01
add <<X
<submission id="1" kind="incident"><title>件</title>
<indicator type="domain-name">evil[dot]example</indicator>
<indicator type="domain-name">*.wild.example</indicator>
<indicator type="url">hxxp://evil[.]example[/]a</indicator>
<indicator type="email-addr">Evil &lt;a[at]evil(dot)example></indicator>
<indicator type="ipv4-addr">&#160;１９８．５１．１００．７&#160;</indicator>
<observation direction="inbound" address="198[.]51[.]100[.]8" first="2017-08-01" last="2017-08-01" count="1"/>
<share consent="given"/></submission>
X
drop spelt
night 2017-08-04
reader gas-02 gas 1
is "taken" "$(grep -oh '<indicator[^>]*>[^<]*' "$WORK"/bundle/items/*.xml | sed 's/.*>//' | sort | tr '\n' ' ')" \
    "198.51.100.7 a@evil.example evil.example http://evil.example/a wild.example "

detail() {	# detail : of the one receipt in gas-01's newest letter, a line for each fault
	letter gas-01 && python3 - "$WORK/letter/receipts.xml" <<'P'
import sys, xml.etree.ElementTree as tree
d = tree.parse(sys.argv[1]).getroot().find(".//{urn:toiyaba:receipt:1}detail")
print(d.text.replace("; line ", "\nline "))
P
}
begin gas-01
add <<X
<submission id="1" kind="incident"><title>件</title>
<indicator type="ipv4-addr">198.51.100.0/24</indicator>
<indicator type="ipv4-addr">198.51.100.7&#160;x</indicator>
<indicator type="email-addr">a@evil.example;b@evil.example</indicator>
<indicator type="sha256">0123456789abcdef0123456789abcdef</indicator>
<observation direction="inbound" address="everywhere" first="2017-08-01" last="2017-08-01" count="1"/>
<share consent="given" tlp="red" publish="yes"/></submission>
<submission id="1" kind="incident"><title></title></submission>
<submission id="3" kind="incident"><title/></submission>
X
drop faults
night 2017-08-05
detail >"$WORK/detail"
is "all at once, in order" "$(cut -d: -f1 "$WORK/detail" | uniq | tr '\n' ' ')" "line 3 line 4 line 5 line 6 line 7 line 8 line 9 line 10 "
ok "what was seen, and its own type" grep -q 'line 3: indicator: type ipv4-addr wants an IPv4 address like 198.51.100.7; this is of type cidr, seen 198.51.100.0/24' "$WORK/detail"
ok "a blank of Excel's is made visible" grep -qF 'seen 198.51.100.7\u{00A0}x' "$WORK/detail"
ok "two addresses are no address" grep -q 'one mail address like a@evil.example, seen a@evil.example;b@evil.example' "$WORK/detail"
ok "a short digest is another's" grep -q 'this is of type md5' "$WORK/detail"
ok "the page for people has it" grep -q '3行目: indicator: 種別ipv4-addrに必要なもの: 198.51.100.7 の形のIPv4アドレス' "$WORK/letter/receipts.ja.html"
ok "show begins with it" sh -c "'$TOIYABA' show '$HUB' \$(sha256sum '$HUB'/quarantine/*.gpg | cut -c1-64) | grep -A1 'reason bad-manifest' | grep -q '^    line 3: '"
ok "and beside the file stands all of it" grep -q 'line 9: submission: id used twice' "$HUB"/quarantine/*.reason.xml
cp -a "$HUB/hub.db" "$WORK/before.db"
"$TOIYABA" rebuild "$HUB" >/dev/null 2>&1
is "a rebuilt hub says the same" "$(sqlite3 "$HUB/hub.db" "SELECT detail FROM package WHERE state = 'quarantined'")" \
    "$(sqlite3 "$WORK/before.db" "SELECT detail FROM package WHERE state = 'quarantined'")"

# Attributes are named, and the values are looked at all the same.
begin gas-01 '{7f0c1a52-6d0e-4e57-9f0e-2f1f2a2f7d10}'
add <<X
<submission id="1" kind="email"><title>件</title>
<indicator type="ip">198.51.100.7</indicator>
<indicator type="ipv4-addr" rolle="c2">198.51.100.300</indicator>
<file path="a" sha256="12"/><url>x</url></submission>
<submission kind="incident"/>
<submission id="1" kind="traffic"><title>t</title><observation direction="inbound" address="300.1.1.1" port="7" protocol="tcp" first="2017-07-02" last="2017-07-01" count="1"/>
<file path="../x" role="log" sha256="$(printf x | sha256sum | cut -d' ' -f1)"/><share consent="given" publish="yes" tlp="red"/></submission>
X
HUBKEY=0xABC manifest
archive
seal gas-01 "$HUB/inbox/gas-01/schema.gpg" 2>/dev/null || seal gas-01 "$HUB/inbox/gas-01/schema.gpg"
night 2017-08-06
detail >"$WORK/detail"
is "every line" "$(cut -d: -f1 "$WORK/detail" | uniq | tr '\n' ' ')" "line 1 line 2 line 3 line 4 line 5 line 6 line 7 line 8 "
has() { ok "$1" grep -qF "$2" "$WORK/detail"; }
has "to" 'package: to, seen "0xABC"; wanted: a fingerprint of 40 hex digits'
has "id" 'package: id, seen "{7f0c1a52-6d0e-4e57-9f0e-2f1f2a2f7d10}"; wanted: a UUID like'
has "kind" 'submission: kind, seen "email"; wanted: mail | traffic | incident'
has "type" 'indicator: type, seen "ip"; wanted: ipv4-addr | ipv6-addr'
has "an attribute that is not known" 'indicator: attribute rolle is not known here; wanted: type, role'
has "a value besides" 'type ipv4-addr wants an IPv4 address like 198.51.100.7, seen 198.51.100.300'
has "a digest" 'file: sha256, seen "12"; wanted: 64 hex digits'
has "an element" 'submission: element url is not known here; wanted: title, description, file'
has "what is missing" 'submission: lacks id; wanted: a number above 0'
has "an element that is missing" 'submission: lacks the element title'
has "an address" 'line 7: observation: address wants an IP address, seen 300.1.1.1'
has "days" 'line 7: observation: first and last want dates, in order, seen 2017-07-02'
has "a number used twice" 'line 7: submission: id used twice'
has "a path" 'line 8: file: path wants a relative name without .. or backslash, seen ../x'
has "terms" 'line 8: share: publish="yes" wants tlp clear or green'
is "as it is" "$(grep -c . "$WORK/detail")" 15

# Many: bounded, and counted.
begin gas-01
{
	echo '<submission id="1" kind="incident"><title>t</title>'
	for i in $(seq 300); do echo "<indicator type=\"ipv4-addr\">$i.x</indicator>"; done
	echo '</submission>'
} | add
drop many
night 2017-08-07
detail >"$WORK/detail"
ok "those that find no room are counted" grep -q '; 2[0-9][0-9] more$' "$WORK/detail"
ok "within bounds" [ "$(wc -c <"$WORK/detail")" -lt 8100 ]
# A name of the roster's in what was seen is masked, and nothing else is lost.
begin gas-01
add <<X
<submission id="1" kind="incident"><title>t</title>
<indicator type="ipv4-addr">架空gas-02株式会社</indicator>
<indicator type="ipv4-addr">$(printf '架空gas-02株式会社' | base64)</indicator>
<indicator type="ipv4-addr">x</indicator></submission>
X
drop named
night 2017-08-08
detail >"$WORK/detail"
ok "a name is masked" sh -c "! grep -q '架空gas-02' '$WORK/detail'"
ok "what cannot be masked is not kept" grep -q '^line 4: it names a member, and is not kept$' "$WORK/detail"
ok "the others stay" grep -q 'line 5: indicator' "$WORK/detail"
result

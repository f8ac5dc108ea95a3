#!/bin/bash
# Every type of indicator: as it is written, as it leaves, and what of it must
# not leave.
. "$(dirname "$0")/../lib.sh"
net() { sed "s,<domain>$1,<network>$2</network>&,"; }
{
	audience sig gas
	audience sig oil
	member gas-01 gas
	member gas-02 gas | net gas-02 203.0.113.0/24
	member gas-03 gas oil
	member oil-01 oil
} >"$WORK/roster"
make_hub <"$WORK/roster"
indicators() {
	printf '<indicator type="%s" role="c2">%s</indicator>' "$@"
}
told() { grep -oh '<indicator[^>]*>[^<]*' "$WORK"/bundle/items/*.xml | sed 's/.*type="\([^"]*\)".*>\(.*\)/\1 \2/' | sort | tr '\n' ';'; }
state_to() {	# state_to FROM NAME INDICATORS [SHARE-ATTRIBUTES]
	begin "$1"
	add <<X
<submission id="1" kind="incident"><title>件</title>$3<share consent="given" ${4:-}/></submission>
X
	drop "$2"
}

state_to gas-01 types "$(indicators \
    ipv4-addr-port '198[.]51[.]100[.]7[:]443' ipv6-addr-port '[2001:DB8::7]:8443' \
    cidr '198.51.96.9/21' md5 0123456789ABCDEF0123456789ABCDEF sha1 "$(printf %040d 7)" \
    vulnerability 'cve-2017-0199' certificate-sha256 "$(printf '%064d' 8 | sed 's/../&:/g; s/:$//')" \
    malware ' Emotet  loader ' attack-pattern t1566/001)"
night 2017-08-04
is "all leave" "$RC $(json 'len(j["items"])')" "0 1"
reader gas-02 gas 1
is "each in its one spelling" "$(told)" "attack-pattern T1566.001;certificate-sha256 $(printf %064d 8);cidr 198.51.96.0/21;ipv4-addr-port 198.51.100.7:443;ipv6-addr-port [2001:db8::7]:8443;malware Emotet loader;md5 0123456789abcdef0123456789abcdef;sha1 $(printf %040d 7);vulnerability CVE-2017-0199;"
ok "the list has them too" grep -q ',ipv4-addr-port,c2,198.51.100.7:443,' "$WORK/bundle/indicators.csv"
ok "and people cannot click" grep -q '198\[\.\]51\[\.\]100\[\.\]7' "$WORK/bundle/notice.ja.html"
ok "the bundle opens" "$TOIYABA" open "$HUB/outbox/gas/bundles/gas-000001.tar.zst.gpg" \
    --hub "$HUBKEY" --homedir "$KEYS/gas-02" --into "$WORK/opened" --state "$WORK/st" --at 2017-08-04T09:00:00+09:00
ok "and its block list has them" grep -rq 'ipv4-addr-port,198.51.100.7:443' "$WORK/opened" "$WORK/st"

# A network that holds a member's names it, and would block it.
state_to gas-01 cidr "$(indicators cidr 203.0.112.0/20 domain-name wide.evil.example)"
state_to gas-01 pair "$(indicators ipv4-addr-port 203.0.113.9:443 domain-name port.evil.example)"
state_to gas-01 six "$(indicators cidr '::ffff:203.0.0.0/112' domain-name six.evil.example)"
night 2017-08-05
is "no item with a member's network" "$RC $(json 'len(j["items"])')" "10 0"
is "a person is told, for each" "$(json 'sum("C-2017-" in t for t in j["attention"])')" 3
night 2017-08-06
letter gas-02
concerns() { python3 - "$WORK/letter/receipts.xml" <<'P'
import sys, xml.etree.ElementTree as tree
print(*sorted(f"{c.get('type')} {c.text}" for c in tree.parse(sys.argv[1]).getroot().iter("{urn:toiyaba:receipt:1}concerns-you")), sep=";")
P
}
for f in "$HUB"/outbox/gas-02/receipts/*.gpg; do letter gas-02 "$(basename "$f" .gpg)"; concerns; done | sed '/^$/d' >"$WORK/told"
is "whose it is hears of it" "$(cat "$WORK/told")" "cidr 203.0.112.0/20;ipv4-addr-port 203.0.113.9:443"

# Nobody blocks everybody, nor a part of somebody's own network.
state_to gas-01 poison "$(indicators cidr 0.0.0.0/0 cidr 8.8.0.0/16 cidr 10.1.0.0/16 cidr 128.0.0.0/2 cidr 2000::/3 \
    ipv4-addr-port 8.8.8.8:53 ipv4-addr-port 192.168.1.5:80 md5 d41d8cd98f00b204e9800998ecf8427e \
    sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709 domain-name left.evil.example)"
night 2017-08-07
reader gas-02 gas 2
is "poison stays" "$(told)" "domain-name left.evil.example;"

# What one was told goes no further in another spelling.
state_to gas-03 echo "$(indicators ipv4-addr 198.51.100.7 ipv6-addr-port '[2001:db8::7]:8443' \
    md5 0123456789abcdef0123456789abcdef domain-name own.evil.example)" 'scope="all"'
night 2017-08-08
reader oil-01 oil 1
is "a told address without its port keeps its terms" "$(told)" "domain-name own.evil.example;"
state_to gas-01 plain "$(indicators ipv4-addr 198.51.100.99 ipv6-addr 2001:db8::99)"
night 2017-08-09
state_to gas-03 again "$(indicators ipv4-addr-port 198.51.100.99:80 ipv6-addr-port '[2001:db8::99]:80' domain-name more.evil.example)" 'scope="all"'
night 2017-08-10
reader oil-01 oil 2
is "nor one with a port of one's own" "$(told)" "domain-name more.evil.example;"
reader gas-02 gas 5
ok "who was told the address has the port" grep -q '198.51.100.99:80' "$WORK/bundle/indicators.csv"

# A token out of one's own mail is no digest of a file.
begin gas-01
f=$(mail x@evil.example you@gas-01.example "invoice" "see http://evil.example/u/00112233445566778899aabbccddeeff" | file m.eml mail)
add <<X
<submission id="1" kind="mail"><title>件</title>$f$(indicators md5 00112233445566778899aabbccddeeff)<share consent="given"/></submission>
X
drop token
night 2017-08-11
reader gas-02 gas 6
ok "the mail's item is there" grep -q 'evil.example' "$WORK/bundle/indicators.csv"
ok "a token is told by nobody" sh -c "! grep -rq 00112233445566778899 '$WORK/bundle'"
result

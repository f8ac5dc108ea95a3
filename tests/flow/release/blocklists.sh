#!/bin/bash
# Lists of a bundle: all that is in force for its audience and nothing else's,
# what may be blocked apart from what may not, as stock consumers load it; what
# came out, and nothing that was struck out.
. "$(dirname "$0")/../lib.sh"

{
	audience sig gas
	audience sig rail
	member gas-01 gas
	member gas-02 gas
	member gas-03 gas | sed 's,<domain>,&,; s,</domain>,</domain><network>7.100.51.0/24</network>,'
	member rail-01 rail
	member search rail	# a word of the lists' own
	other duty analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"
sed -i 's/^ip-days =.*/ip-days = 20/; s/^four-eyes =.*/four-eyes = no/' "$HUB/hub.conf"

give() {	# give NAME FROM SCOPE KEY TYPE ROLE VALUE... : what states the same KEY is one case
	begin "$2"
	eval "$1=$PKGID"
	name=$1 scope=$3 n=$4
	shift 4
	{
		printf '<submission id="1" kind="incident"><title>t</title>'
		printf '<indicator type="sha256" role="other">%064d</indicator>' "$n" $((n + 100000))
		while [ $# -gt 0 ]; do
			printf '<indicator type="%s" role="%s">%s</indicator>' "$1" "$2" "$(sed 's/&/\&amp;/g; s/</\&lt;/g' <<<"$3")"
			shift 3
		done
		printf '<share consent="given" scope="%s"/></submission>' "$scope"
	} | add
	drop "$name"
}
rule() { begin duty; add; drop "ruling-$PKGID"; }
item_of() { sqlite3 "$HUB/hub.db" "SELECT item FROM place WHERE audience = '$1' AND submission = '$2/1'"; }
bundle() {	# what it held before is kept beside it
	rm -rf "$WORK/before"
	[ ! -d "$WORK/bundle/lists" ] || mv "$WORK/bundle/lists" "$WORK/before"
	reader "$1-01" "$1" "$(json "[b['sequence'] for b in j['bundles'] if b['audience'] == '$1'][0]")"
}
beside() { lists gone "$WORK/before" "$@"; }
lists() { python3 "$(dirname "$0")/blocklists.py" "$WORK/bundle/lists" "$@"; }
held() { lists "$1" | sort | tr '\n' ' '; }

long=$(printf 'a%.0s' {1..63}).$(printf 'b%.0s' {1..63}).$(printf 'c%.0s' {1..63}).$(printf 'd%.0s' {1..53}).example
printf 'harmful bytes\n' >"$WORK/harmful"
digest=$(sha256sum "$WORK/harmful" | cut -c1-64)
several=(domain-name c2 c2.several.example domain-name c2 several.example domain-name c2 悪い.example domain-name c2 "$long"
    ipv4-addr c2 198.51.100.9 ipv6-addr c2 2001:db8:1::7 ipv6-addr-port c2 '[2001:db8:0:1::9]:8443' ipv4-addr-port c2 203.0.113.9:443
    cidr c2 203.0.113.0/24 cidr c2 198.18.0.0/16
    url download 'http://dl.several.example:8080/a;b/%41(x)|y?q=1#part' url c2 'http://user@pw.several.example/$HOME/"' sha256 other "$digest")
several=("${several[@]/\/\"/\/q\'\\}")
for m in 01 02 03; do give many$m gas-$m sig 1 "${several[@]}"; done
give one gas-01 sig 2 domain-name c2 alone.example url download http://alone.example/x.zip ipv4-addr c2 198.51.100.7 \
    ipv4-addr scanner 198.51.100.77 email-addr sender 'evil+x@alone.example' malware other Emdivi \
    subject other 'Re: "pay"; \ /now/ (1) $x [a] 100% | `' user-agent other 'Agent"; sid:1;) \ |x|' subject other '重要：請求書のご確認をお願いします'
give far rail-01 sig 3 domain-name c2 far.example ipv4-addr c2 198.51.100.10
give all gas-02 all 4 domain-name sender all.example domain-name c2 docs.google.com
night 2017-08-04
is "bundles go out; what nobody may block is told to a person" "$RC $(json "[b['audience'] for b in j['bundles']]")" "10 ['gas', 'rail']"
ok "in words without the value" grep -q "as C2 or download kept out of its lists" "$WORK/err"
bundle rail
is "nobody else's values" "$(lists all | grep -v sha256 | sort)" "$(printf 'domain-name %s search\n' all.example far.example; echo ipv4-addr 198.51.100.10 search)"
is "nothing to block, and every list is there" "$(held block-domains.txt)$(held squid-urls.acl)$(held block-clamav.hsb)$(ls "$WORK"/bundle/lists/* | wc -l)" "   42"
bundle gas
blocked='198.51.100.9
2001:db8:0:1::9
2001:db8:1::7
203.0.113.0/24
203.0.113.9'
is "addresses to block" "$(lists block-ips.txt)" "$blocked"
is "domains to block" "$(held block-domains.txt)" "$(printf '%s\n' c2.several.example several.example xn--n8j107l.example "$long" | sort | tr '\n' ' ')"
is "pages to block" "$(held block-urls.txt)" "$(printf '%s\n' 'http://dl.several.example:8080/a;b/%41(x)|y?q=1#part' "http://user@pw.several.example/\$HOME/q'\\" | sort | tr '\n' ' ')"
is "digests to block" "$(held block-sha256.txt | tr ' ' '\n' | grep -c "^$digest$")$(held block-sha256.txt | wc -w)" 13
is "one witness blocks nothing, nor does a wide network" "$(held search-domains.txt)/ $(held search-ips.txt)/ $(held search-urls.txt)/ $(held search-mail.txt)" \
    "all.example alone.example / 198.18.0.0/16 198.51.100.77 / http://alone.example/x.zip / evil+x@alone.example "
is "who chooses an address that reads as another's turned round holds back that alone" \
    "$("$TOIYABA" review "$HUB" | grep '^kept out' | cut -d' ' -f3 | sort | tr '\n' ' ')" "198.51.100.7 docs.google.com docs.google.com "
is "what no list can say is in the table" "$(lists all | grep told)" "malware Emdivi told"
is "heads" "$(lists heads)" ""
is "rules" "$(lists rules)" ""
is "each table once more with a byte order mark" "$(cd "$WORK/bundle" && for f in items indicators lists/all lists/removed; do
	cmp <(printf '\xef\xbb\xbf'; cat "$f.csv") "$f-excel.csv" 2>&1; done)" ""
is "every value that its items tell, and no other" "$(lists all | cut -d' ' -f1-2 | grep -v '^subject\|^user-agent' | sort)" \
    "$(grep -ho '<indicator [^>]*>[^<]*' "$WORK"/bundle/items/*.xml | sed 's/.*type="\([^"]*\)"[^>]*>/\1 /; s/\&#39;/'"'"'/g; s/\&amp;/\&/g' |
    grep -vE '^(subject|user-agent) |198.51.100.7$|docs.google' | cut -d' ' -f1-2 | sort -u)"
# As consumers load them.
L=$WORK/bundle/lists
want() { command -v "$1" >/dev/null || { skip "no $1"; return 1; }; }
zones() {	# zones NAME : owners of its records, without the zone
	named-checkzone -q -D -o - rpz.block "$L/$1" | awk '$4 == "CNAME" { sub(/\.rpz\.block\.$/, "", $1); print $1, $5 }' | sort
}
if want named-checkzone; then
	is "named-checkzone reads names, all beneath, and addresses" "$(zones block-rpz.zone)" "$({
		for d in c2.several.example several.example xn--n8j107l.example; do printf '%s\n*.%s\n' $d $d; done
		printf '%s.rpz-ip\n' 32.9.100.51.198 128.7.zz.1.db8.2001 128.9.zz.1.0.db8.2001 24.0.113.0.203 32.9.113.0.203
	} | sed 's/$/ ./' | sort)"
	ok "and the other zone" named-checkzone -q rpz.search "$L/search-rpz.zone"
fi
if want unbound-checkconf; then
	printf 'server:\n chroot: ""\n directory: "%s"\n username: ""\n module-config: "respip validator iterator"\nrpz:\n name: rpz.block\n zonefile: "%s/block-rpz.zone"\n' \
	    "$WORK" "$L" >"$WORK/unbound.conf"
	ok "unbound-checkconf" unbound-checkconf "$WORK/unbound.conf"
fi
if want squid; then
	{
		sed "s,/etc/squid/toiyaba,$L," "$L/squid.conf"
		printf 'http_port 3128\nhttp_access deny all\npid_filename none\ncache_log /dev/null\n'
	} >"$WORK/squid.conf"
	ok "squid -k parse, without a warning" sh -c "squid -k parse -f '$WORK/squid.conf' >'$WORK/squid.out' 2>&1 && ! grep -E 'WARNING|ERROR|FATAL' '$WORK/squid.out' | grep -vE 'hostname|rDNS'"
fi
is "squid: a host beneath a listed one and an address in a listed network are said by it" "$(held squid-domains.acl)/ $(held squid-ips.acl)" \
    "$(printf '.%s\n' several.example xn--n8j107l.example "$long" | sort | tr '\n' ' ')/ 198.51.100.9 2001:db8:0:1::9 2001:db8:1::7 203.0.113.0/24 "
is "squid: a page means itself" "$(lists squid-urls.acl | grep -cE '^.*$')$(printf '%s\n' 'http://dl.several.example:8080/a;b/%41(x)|y?q=1' 'http://dlXseveral.example:8080/a;b/%41(x)|y?q=1' |
    grep -cE "$(lists squid-urls.acl | grep dl)")" 21
if want clamscan; then
	ok "clamscan finds the file" sh -c "clamscan --no-summary --database='$L/block-clamav.hsb' '$WORK/harmful' | grep -q 'Toiyaba.Block.S-.* FOUND'"
	ok "and nothing else" sh -c "clamscan --no-summary --database='$L/block-clamav.hsb' '$WORK/roster' | grep -q ': OK'"
fi
if want postmap; then
	for kind in pcre regexp; do
		checked() { postmap -q "$1" "$kind:$L/search-postfix.pcre" 2>&1; }
		one_item=$(item_of gas "$one")
		is "$kind: the sender" "$(checked 'From: "x" <evil+x@alone.example>')" "WARN toiyaba $one_item"
		is "$kind: not another" "$(checked 'From: devil+x@alone.example')$(checked 'From: evil+x@alone.example.org')" ""
		is "$kind: the subject" "$(checked 'Subject: Fwd: Re: "pay"; \ /now/ (1) $x [a] 100% | `')" "WARN toiyaba $one_item"
		is "$kind: as it travels" "$(for c in utf-8 iso-2022-jp; do
			checked "$(python3 -c 'import sys
from email.header import Header
print("Subject:", Header("重要：請求書のご確認をお願いします", sys.argv[1]).encode().split("\n")[0])' $c)"; done)" \
		    "WARN toiyaba $one_item
WARN toiyaba $one_item"
	done
fi
removals_load() {	# those beside them are loaded as they are
	if want named-checkzone; then
		ok "named-checkzone: what came out" named-checkzone -q rpz.block "$L/block-rpz-removed.zone"
		ok "and of the other" named-checkzone -q rpz.search "$L/search-rpz-removed.zone"
	fi
	if want squid; then
		{
			printf 'acl %s %s "%s"\n' gone_domains dstdomain "$L/squid-domains-removed.acl" gone_ips dst "$L/squid-ips-removed.acl" \
			    gone_urls url_regex "$L/squid-urls-removed.acl"
			printf 'http_port 3128\nhttp_access deny all\npid_filename none\ncache_log /dev/null\n'
		} >"$WORK/squid.conf"
		ok "squid: what came out" sh -c "squid -k parse -f '$WORK/squid.conf' >'$WORK/squid.out' 2>&1 && ! grep -E 'ERROR|FATAL' '$WORK/squid.out'"
	fi
	if want postmap; then
		ok "postmap: what came out" sh -c "! postmap -q 'Subject: x' 'pcre:$L/search-postfix-removed.pcre' 2>&1 | grep ."
	fi
}
sids() { lists sids | sed -n "s/ .*\.$1\$//p" | head -1; }
first=$(lists sids | grep "alone.example$" | head -1)

# A second night: what is in force stays, with its number; an analyst's word
# lets what it saw be blocked.
rule <<<"<ruling case=\"$(sqlite3 "$HUB/hub.db" "SELECT casefile FROM submission WHERE id = '$one/1'")\" class=\"targeted\"/>"
give late gas-02 sig 2 domain-name c2 late.example domain-name c2 alone.example
printf 'searched bytes\n' >"$WORK/searched"
give other gas-03 sig 5 domain-name c2 other.example sha256 other "$(sha256sum "$WORK/searched" | cut -c1-64)"
night 2017-08-05
bundle gas
is "in force still" "$(lists block-ips.txt | head -1) $(held block-domains.txt | grep -c several.example)" "198.51.100.9 1"
is "seen by an analyst: to be blocked; what joined it later: not" "$(held block-domains.txt | tr ' ' '\n' | grep -c '^alone.example$') $(held search-domains.txt)" \
    "1 all.example late.example other.example "
is "under the same number, one revision on" "$(lists sids | grep "alone.example$" | head -1 | cut -d' ' -f1-2)" "$(cut -d' ' -f1 <<<"$first") 2"
is "out of what is searched for, into what is blocked" "$(lists removed | grep -v ^sha256)" "domain-name alone.example search blocked
url http://alone.example/x.zip search blocked"
is "the zone that lets pass names it no more, and says so; its rules go on" "$(held search-rpz-removed.zone)/ $(held suricata-removed.conf)/$(beside)" \
    "*.alone.example alone.example /  /"
is "the other audience has no bundle" "$(json "[b['audience'] for b in j['bundles']]")" "['gas']"

# Taken back: out of the lists, and named beside them; quietly: not named.
rule <<<"<ruling item=\"$(item_of gas "$other")\" retract=\"yes\"/>"
rule <<<"<ruling item=\"$(item_of gas "$all")\" retract=\"yes\" quiet=\"yes\"/>"
give new gas-01 sig 6 domain-name c2 new.example
night 2017-08-06
bundle gas
is "out of what is searched for" "$(held search-domains.txt)" "late.example new.example "
is "and named, but for what is quiet" "$(lists removed | grep -v sha256)" "domain-name other.example search retracted"
is "in the lists beside them too" "$(held search-domains-removed.txt)$(held search-rpz-removed.zone)$(held suricata-removed.conf | wc -w)$(beside some)" \
    "other.example *.other.example other.example 2"
if want clamscan; then
	scan() { clamscan --no-summary --database="$WORK/clamav" "$WORK/searched" | sed 's/.*: //; s/\.S-.*UNOFFICIAL//'; }
	mkdir "$WORK/clamav"
	cp "$WORK/before/search-clamav.hsb" "$WORK/clamav"
	is "clamscan: in the list before" "$(scan)" "Toiyaba.Search FOUND"
	cp "$L/search-clamav-removed.ign2" "$WORK/clamav"
	is "passed over by the list beside it" "$(scan)" "OK"
	printf '%s:*:Vendor.S-1:73\n' "$(sha256sum "$WORK/searched" | cut -c1-64)" >"$WORK/clamav/vendor.hsb"
	is "which lets no file pass that another finds" "$(scan)" "Vendor FOUND"
fi
is "no byte of the quiet one" "$(grep -rl all.example "$WORK/bundle")" ""
rule <<<"<ruling case=\"$(sqlite3 "$HUB/hub.db" "SELECT casefile FROM submission WHERE id = '$new/1'")\"><redact>new.example</redact></ruling>"
night 2017-08-07
is "what is struck out of a living item is not said once more" "$(json 'len(j["bundles"])') $(bundle gas; grep -rl new.example "$WORK/bundle")" "1 "

# By its date.
give fresh gas-02 sig 7 ipv4-addr c2 198.51.100.20
night 2017-08-24
bundle gas
is "the last day is in" "$(lists block-ips.txt)" "$blocked"
is "what was taken back or struck out stays out" "$(held search-domains.txt)" "late.example "
give fresher gas-02 sig 8 ipv4-addr c2 198.51.100.21
night 2017-08-25
bundle gas
is "expired: addresses are out, names stay" "$(held block-ips.txt)/ $(held search-ips.txt)/ $(held block-domains.txt | grep -c alone.example)" " / 198.51.100.20 198.51.100.21 / 1"
is "as expired" "$(lists removed | grep -c 'expired$') $(held block-ips-removed.txt | wc -w)" "7 5"
is "each list beside a list says what went from it" "$(beside)" ""
removals_load
is "and not as taken back" "$(grep -o '198.51.100.9' "$WORK/bundle/bundle.xml")" ""

# What nobody may block any more.
sed -i 's/^never-block =.*/never-block = several.example/' "$HUB/hub.conf"
sed -i 's,</roster>,<member id="gas-09"><name xml:lang="ja">後から</name><domain>alone.example</domain><in sig="gas" from="2017-08-20"/></member></roster>,' "$HUB/roster.xml"
give last gas-02 sig 9 domain-name c2 last.example
night 2017-08-26
bundle gas
is "listed by the hub, or a member's since: out of all lists, and the bundle goes out" "$(held block-domains.txt | tr ' ' '\n' | grep -E 'several|alone')$(lists block-urls.txt | grep .)" ""
is "the first is named, the other is nobody's to read" "$(lists removed | grep stopped | grep -c several.example) $(grep -rc alone.example "$WORK/bundle/lists" | grep -vc ':0')" "4 0"
is "a person is told, once" "$RC $(json 'len(j["attention"])')" "10 1"
night 2017-08-27
is "and another night changes nothing" "$RC $(json "j['bundles']")" "0 []"

rows() { sqlite3 "$HUB/hub.db" "SELECT * FROM in_lists ORDER BY 1, 2, 3; SELECT * FROM told_value ORDER BY 1, 2, 3, 4"; }
ok check "$TOIYABA" check --full "$HUB"
before=$(state) held=$(rows)
rm "$HUB"/hub.db*
ok rebuild "$TOIYABA" rebuild "$HUB"
is "the same after it" "$(state)$(rows)" "$before$held"
result

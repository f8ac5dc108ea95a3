#!/bin/bash
# member.html as a member uses it: filled in by enrol, opened from a disk in a
# Chromium without network; what it makes is sealed with stock gpg, and taken.
cd "$(dirname "$0")/../../.."
. tests/flow/lib.sh

{
	audience sig gas
	audience sig power
	audience agency jpcert
	member gas-01 gas power | sed 's|Kaku gas-01 Co|Kaku &lt;/script> &lt;!-- gas-01 Co|'
	member gas-02 gas
	other duty analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"
page=$HUB/outbox/gas-01/member.html
ok "enrol fills it in" test -s "$page"
ok "an analyst sends none" test ! -e "$HUB/outbox/duty"
ok "an agency has one" test -s "$HUB/outbox/jpcert/member.html"
unfilled() { tr '\n' ' ' <"$1" | sed 's|id="prefilled">[^<]*</script>||'; }
is "the page is otherwise the sample" "$(unfilled "$page")" "$(unfilled samples/member/member.html)"

command -v chromium >/dev/null || { skip "chromium is not installed"; result; exit; }
mkdir "$WORK/down" "$WORK/pictures" "$WORK/put"
mail a@evil.example pay@victim.example 請求書 "http://evil.example/x" >"$WORK/put/1.eml"
{
	printf 'From: <a@evil.example>\r\nTo: <b@gas-01.example>\r\nSubject: =?UTF-8?B?%s?=\r\nMIME-Version: 1.0\r\n' "$(printf 'Kakugas-01 様' | base64 -w0)"
	printf 'Content-Type: text/plain; charset=ISO-2022-JP\r\nContent-Transfer-Encoding: base64\r\n\r\n'
	printf '架空gas-01株式会社 御中 http://evil.example/y\r\n' | iconv -t ISO-2022-JP | base64
} >"$WORK/put/own.eml"
printf 'MZ%01000d' 7 >"$WORK/put/請求書 <1>.exe"
BACK=$(uuid)
begin gas-01 "$BACK"
add <<'X'
<submission id="1" kind="incident"><title>t</title><indicator type="ipv4-addr" role="c2">198.51.100.99</indicator><share consent="none"/></submission>
X
drop first
night 2017-08-03
TAKE_BACK=$BACK/1 python3 tests/flow/cmd/member.py "$page" "$WORK/down" "$WORK/pictures" "$WORK"/put/* >"$WORK/told" 2>&1 || echo "it ended with $?" >>"$WORK/told"
is "as a member in a browser" "$(cat "$WORK/told")" ""
[ -z "${PICTURES:-}" ] || cp "$WORK/pictures"/*.png "$PICTURES"

for made in report answer; do
	ok "$made: a ZIP for other programs" unzip -tq "$WORK/down/$made.zip.made"
done
# The page tells the time of the machine; the night comes an hour after it.
SIGNED_AT=$(unzip -p "$WORK/down/report.zip.made" manifest.xml | sed -n 's/.* created="\([^"]*\)".*/\1/p')
later=$(TZ=Asia/Tokyo date -d "$SIGNED_AT + 25 hours" +%F)
for made in report answer; do
	cp "$WORK/down/$made.zip.made" "$WORK/archive"
	seal gas-01 "$HUB/inbox/gas-01/$made.zip.gpg"
done
night "$later"
is "both are taken" "$(json '[(p["state"], p["reason"]) for p in j["packages"]]')" "[('accepted', None), ('accepted', None)]"
unzip -p "$WORK/down/report.zip.made" manifest.xml >"$WORK/manifest.xml"
is "the schema's own reader agrees" "$(xmllint --noout --relaxng formats/package/package.rng "$WORK/manifest.xml" 2>&1)" "$WORK/manifest.xml validates"
python3 - "$WORK/manifest.xml" >"$WORK/seen" <<'P'
import sys, xml.etree.ElementTree as tree
N = "{urn:toiyaba:package:1}"
s = tree.parse(sys.argv[1]).getroot().find(N + "submission")
print(s.get("kind"), s.find(N + "title").text, repr(s.find(N + "description").text))
print([f.get("role") for f in s.iter(N + "file")], [f.get("path") for f in s.iter(N + "file")][2])
print([(i.get("type"), i.get("role")) for i in s.iter(N + "indicator")][0], len(list(s.iter(N + "indicator"))))
print(s.find(N + "observation").attrib)
print(s.find(N + "share").attrib, [a.get("id") for a in s.iter(N + "agency")])
print([w.text for w in s.iter(N + "sensitive")][-1])
P
is "what was said is what is sent" "$(cat "$WORK/seen")" "mail 請求書を装う <メール> & \"それだけ\" '経理の1名が\\n開いた。'
['mail', 'mail', 'attachment'] files/3/請求書 _1_.exe
('url', 'c2') 11
{'direction': 'inbound', 'address': '198.51.100.77', 'port': '1433', 'protocol': 'tcp', 'first': '2017-08-01', 'last': '2017-08-02', 'count': '67'}
{'consent': 'given', 'scope': 'sig', 'sig': 'gas', 'tlp': 'amber', 'publish': 'no'} ['jpcert']
第二経理グループ"
result

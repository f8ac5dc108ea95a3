#!/bin/bash
# Lists of indicators (role="indicators"): what is in them is taken, and what is
# not understood is counted and said.
. "$(dirname "$0")/../lib.sh"
{
	audience sig gas
	audience sig oil
	member gas-01 gas
	member gas-02 gas oil
	member oil-01 oil
} >"$WORK/roster"
make_hub <"$WORK/roster"
mkdir "$WORK/lists"
python3 "$(dirname "$0")/lists.py" "$WORK/lists"

n=0
begin gas-01
names=(data.csv typedata.csv dates.csv linked.csv plain.csv bom.csv cp932.csv tabs.csv own.csv headless.csv book.xlsx bundle.json misp.json unflagged.json utf16.csv quote.csv words.csv \
    deep.json cut.json twice.json twice.xlsx many.csv echoes.xlsx rows.xlsx seen.json observed.json galaxy.json roles.csv)
for f in "${names[@]}"; do
	n=$((n + 1))
	add <<X
<submission id="$n" kind="incident"><title>$f</title>$(file "list/$f" indicators <"$WORK/lists/$f")<share consent="given"/></submission>
X
done
books=
if /usr/bin/python3 -c 'import openpyxl' 2>/dev/null; then
	mkdir "$WORK/books"
	/usr/bin/python3 "$(dirname "$0")/books.py" make "$WORK/books"
	books=$(cd "$WORK/books" && echo *.xlsx)
else
	skip "no python3-openpyxl: workbooks have no second reader"
fi
for f in $books; do
	n=$((n + 1))
	add <<X
<submission id="$n" kind="incident"><title>book $f</title>$(file "book/$f" indicators <"$WORK/books/$f")<share consent="none"/></submission>
X
done
drop lists zip
night 2017-08-04
is "taken" "$RC $(json '[p["state"] for p in j["packages"]]')" "10 ['accepted']"
reader gas-02 gas 1

told() {	# told TITLE-WORD : type value of the item that holds it
	grep -l "$1" "$WORK"/bundle/items/*.xml | head -1 | xargs grep -oh '<indicator[^>]*>[^<]*' |
	    sed 's/.*type="\([^"]*\)" role="\([^"]*\)">\(.*\)/\1 \2 \3/' | sort | tr '\n' ';'
}
is "every role that there is" "$(told c2.roles.evil | grep -o "[a-z0-9]* [a-z0-9]*\.roles" | awk '$1 ".roles" == $2' | wc -l)" 6
is "CSV" "$(told plain.evil)" "domain-name c2 plain.evil.example;ipv4-addr c2 198.51.100.1;url download http://plain.evil.example/a;"
is "a mark of byte order, Japanese heads, quotes" "$(told bom.evil)" "domain-name other bom.evil.example;ipv4-addr other 198.51.100.2;"
is "CP932, a title above, a column for each type" "$(told cp932.evil)" \
    "cidr other 198.51.100.0/25;domain-name other cp932.evil.example;ipv4-addr other 198.51.100.3;md5 other 0123456789abcdef0123456789abcdef;subject other 【重要】表示のご案内;"
is "tabs, an address beside its port; what stands in remarks is none" "$(told 198.51.100.4)" "ipv4-addr-port other 198.51.100.4:8443;"
is "a bundle's own list" "$(told own.evil)" "domain-name c2 own.evil.example;subject other =1+1;"
is "without a head" "$(told headless.evil)" "domain-name c2 headless.evil.example;ipv4-addr other 198.51.100.44;"
is "kinds beside data" "$(told data.evil)$(told typedata.evil)" \
    "domain-name other data.evil.example;ipv4-addr-port other 198.51.100.45:8080;domain-name other typedata.evil.example;"
is "data beside nothing" "$(told dates.evil)" "domain-name other dates.evil.example;"
is "a row with a value is no head" "$(told linked.evil)" "domain-name other linked.evil.example;"
is "the first sheet of a workbook, without how words are read" "$(told book.evil)" "domain-name c2 book.evil.example;ipv4-addr c2 198.51.100.5;subject other 至急 ご確認のお願い;"
is "STIX" "$(told stix.evil)" "attack-pattern other T1566.001;cidr other 198.51.96.0/22;domain-name c2 stix.evil.example;ipv4-addr other 198.51.100.6;malware other Emotet;md5 other $(printf %032d 7);mutex other a\\b;sha256 other $(printf %064d 7);url other http://stix.evil.example/a;url other http://stix.evil.example/it&#39;s;vulnerability other CVE-2017-0199;"
is "MISP" "$(told misp.evil)" "domain-name other misp.evil.example;domain-name other pair.evil.example;file-name other a.exe;ipv4-addr other 198.51.100.9;ipv4-addr-port other 198.51.100.8:443;sha1 other $(printf %040d 9);sha256 other $(printf %064d 9);vulnerability other CVE-2017-11882;"
is "MISP where nobody says what to look for" "$(told unflagged.evil)" "domain-name other unflagged.evil.example;"
is "STIX, things that were seen" "$(told seen.evil)" "domain-name other seen.evil.example;file-name other seen.exe;md5 other $(printf %032d 8);registry-key other HKEY_LOCAL_MACHINE\\Software\\Seen;sha256 other $(printf %064d 8);"
is "MISP, names that galaxies give" "$(told galaxy.evil)" "attack-pattern other T1566.002;domain-name other galaxy.evil.example;malware other Seen Loader;malware other Seen Locker;malware other Seenbot;"
[ -z "$books" ] || is "each value of $(echo "$books" | wc -w) workbooks, as openpyxl reads them" \
    "$(/usr/bin/python3 "$(dirname "$0")/books.py" check "$WORK/books" "$HUB/hub.db")" ""
is "until the quote that does not end" "$(told quote.evil)" "domain-name other quote.evil.example;"
ok "nothing of what is not meant" sh -c "! grep -rE '203.0.113.7[78]|gone.example|revoked.example|192.0.2.|never.example|a.exe&|c.example<|cut.example' '$WORK/bundle/items'"

unread() { python3 - "$1" "$WORK/letter/receipts.xml" <<'P'
import sys, xml.etree.ElementTree as tree
for u in tree.parse(sys.argv[2]).getroot().iter("{urn:toiyaba:receipt:1}unread"):
    if u.get("path") == sys.argv[1]:
        print(*(u.get(k) or "-" for k in ("read", "reason", "taken", "left", "why", "places")))
P
}
letter gas-01
is "what of a CSV" "$(unread list/plain.csv)" "part entries 3 2 type 1 value 1 5 6"
is "nothing of a whole one" "$(unread list/bom.csv)$(unread list/tabs.csv)$(unread list/own.csv)" ""
is "what of a description, and of a value that is none" "$(unread list/data.csv)$(unread list/linked.csv)$(unread list/dates.csv)" \
    "part entries 2 1 type 1 2part entries 1 1 value 1 1"
is "what of a sheet" "$(unread list/book.xlsx)" "part entries 3 1 type 1 5"
is "a string that many cells show costs what they would" "$(unread list/echoes.xlsx | cut -d' ' -f 1-6)" "part list-too-large 1 21 value 20"
is "more rows than a sheet may have" "$(unread list/rows.xlsx)" "no list-broken 0 0 - -"
is "what of a bundle" "$(unread list/bundle.json)" "part entries 11 5 type 1 pattern 3 context 1 6 7 8 9 13"
is "what of MISP" "$(unread list/misp.json)" "part entries 8 3 type 1 context 2 5 7 8"
is "what of things that were seen" "$(unread list/seen.json)" "part entries 5 3 type 3 2 4 5"
is "what was observed may be the victim's" "$(unread list/observed.json)" "no entries 0 2 type 1 context 1 1 2"
is "what of a galaxy" "$(unread list/galaxy.json)" "part entries 5 1 context 1 2"
is "UTF-16, told plainly" "$(unread list/utf16.csv)" "no list-encoding 0 0 - -"
ok "how to save it" grep -q 'CSV UTF-8' "$WORK/letter/receipts.ja.html"
is "a quote" "$(unread list/quote.csv)" "part list-broken 1 1 value 1 3"
is "no list" "$(unread list/words.csv)" "no no-list 0 0 - -"
is "too deep" "$(unread list/deep.json)" "no list-too-large 0 0 - -"
is "cut" "$(unread list/cut.json)" "no list-broken 0 0 - -"
is "a name that stands twice" "$(unread list/twice.json)$(unread list/twice.xlsx)" "no list-broken 0 0 - -no list-broken 0 0 - -"
is "more than are taken" "$(unread list/many.csv)" "part entries 5000 3 room 3 5002 5003 5004"
ok "the letter follows its schema" xmllint --noout --relaxng "$(dirname "$0")/../../../formats/out/receipts.rng" "$WORK/letter/receipts.xml"
sub=$(json 'j["packages"][0]["submissions"][4]["id"]')
ok "show tells the analyst" sh -c "'$TOIYABA' show '$HUB' $sub | grep -q '3 values taken, 2 entries left out: type 1 value 1, at 5 6'"
ok "so does review" sh -c "'$TOIYABA' review '$HUB' --json </dev/null 2>/dev/null | grep -q list-encoding || '$TOIYABA' review '$HUB' </dev/null 2>/dev/null | grep -q list-encoding"
ok "the run's page follows" grep -q 'reason="entries"' "$HUB"/runs/*/run.xml
cp "$HUB/hub.db" "$WORK/before.db"
"$TOIYABA" rebuild "$HUB" >/dev/null 2>&1
is "a rebuilt hub has the same" "$(sqlite3 "$HUB/hub.db" 'SELECT * FROM listed; SELECT * FROM indicator' | sha256sum)" \
    "$(sqlite3 "$WORK/before.db" 'SELECT * FROM listed; SELECT * FROM indicator' | sha256sum)"

# A list of what one was told is an echo.
begin gas-02
add <<X
<submission id="1" kind="incident"><title>t</title>$(printf 'type,value\ndomain-name,plain.evil.example\ndomain-name,mine.evil.example\n' | file a.csv indicators)<share consent="given" scope="all"/></submission>
X
drop echo
night 2017-08-05
reader oil-01 oil 1
is "what was told keeps its terms in a list too" "$(told mine.evil)" "domain-name other mine.evil.example;"
result

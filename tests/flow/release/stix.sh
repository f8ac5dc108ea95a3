#!/bin/bash
# stix.json and misp/ are what others read: valid by their schemas and by checks
# of our own, told value by value as the items are, marked, stable from night to
# night; what is over is revoked; nobody who gave stands in them.
. "$(dirname "$0")/../lib.sh"
HERE=$(dirname "$0")
if ! python3 -c 'import jsonschema' 2>/dev/null; then
	skip "python3-jsonschema is not here"
	result
	exit
fi
{
	audience sig gas
	audience sig oil
	for i in 1 2 3; do member gas-0$i gas; done
	for i in 1 2 3; do member oil-0$i oil; done
	other duty analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"
sed -i "s/^four-eyes = opening/four-eyes = no/" "$HUB/hub.conf"

rule() { begin duty; add; drop "ruling-$PKGID"; }
keep() {	# keep AUDIENCE : its newest bundle, beside those before
	n=$(find "$HUB/outbox/$1/bundles" -name '*.gpg' | wc -l)
	D=$WORK/told/$1-$(printf %03d "$n")
	reader "$1-03" "$1" "$n"
	mkdir -p "$WORK/told"
	mv "$WORK/bundle" "$D"
}
ask() { python3 "$HERE/stix.py" ask "$D" "$1"; }
sound() {	# sound NAME
	ok "$1: value by value" python3 "$HERE/stix.py" values "$D"
	ok "$1: the same as a MISP feed" python3 "$HERE/misp.py" values "$D"
}
revoked() { ask "sorted(str(x['name']) for x in all if x.get('revoked'))"; }

# Every type, each as hostile as it may be written.
hostile() {
	python3 - <<'P'
from xml.sax.saxutils import escape
for kind, role, value in (
    ("ipv4-addr", "c2", "198.51.100.7"), ("ipv6-addr", "scanner", "2001:db8::7"), ("domain-name", "c2", "c2.evil.example"),
    ("domain-name", "download", "c2.evil.example"), ("url", "download", "http://dl.evil.example/a'b\\c.php?q=%22x%22&y=(z)*$"),
    ("email-addr", "sender", "o'neil@evil.example"), ("subject", "sender", "\"至急\" 'a' \\ \\u30ab ] OR [ {} $ ^.*"),
    ("sha256", "other", "%064x" % 7), ("file-name", "other", "請求書\u202excod.exe"), ("user-agent", "c2", "Mozilla/5.0 ('x'; \\\\) \"y\""),
    ("mutex", "other", "Global\\{it's}"), ("registry-key", "other", "HKEY_CURRENT_USER\\Software\\'Run\\"), ("md5", "other", "%032x" % 7),
    ("sha1", "other", "%040x" % 7), ("ipv4-addr-port", "c2", "198.51.100.8:443"), ("ipv6-addr-port", "c2", "[2001:db8::8]:8443"),
    ("cidr", "scanner", "198.51.96.0/21"), ("cidr", "scanner", "2001:db8:5::/48"), ("vulnerability", "other", "CVE-2017-0199"),
    ("certificate-sha256", "c2", "%064x" % 8), ("malware", "other", "Emotet \"x\" \\ 'y'"), ("attack-pattern", "other", "T1566.001"),
):
    print('<indicator type="%s" role="%s">%s</indicator>' % (kind, role, escape(value).replace("\u202e", "&#x202E;")))
P
}
printf 'MZ first' >"$WORK/first"
begin gas-01
f=$(file "sample.exe" sample <"$WORK/first")
add <<X
<submission id="1" kind="incident"><title>件</title>$f$(hostile)
<observation direction="inbound" address="203.0.113.77" port="22" protocol="tcp" first="2017-08-01" last="2017-08-02" count="5"/>
<observation direction="outbound" address="2001:db8::99" protocol="other" first="2017-08-01" last="2017-08-02" count="5"/>
<share consent="given" scope="all" tlp="green"/></submission>
<submission id="2" kind="incident"><title>件</title><indicator type="domain-name" role="c2">c2.evil.example</indicator><indicator type="domain-name" role="c2">red.evil.example</indicator>
<share consent="given" tlp="red"/></submission>
X
G=$PKGID
drop first
night 2017-08-04
is "shared" "$RC $(json 'sorted(i["audiences"] for i in j["items"])')" "0 [['gas'], ['gas', 'oil']]"
S=$(json '[i["id"] for i in j["items"] if len(i["audiences"]) == 2][0]')
keep oil
sound "another SIG"
keep gas
sound "the first night"
is "each type is there" "$(grep -o '<indicator type="[^"]*"' "$D/items/$S.xml" | sort -u | wc -l)" 20
detected() { cat "$D"/misp/*-*.json | grep -o '"to_ids": true' | wc -l; }
is "of one witness nothing is for detection" "$(detected)" 0
is "roles of one value are one indicator's" "$(ask 'sorted(x["labels"] for x in o["indicator"] if x["name"] == "c2.evil.example")')" \
    "[['hub:use=search', 'hub:role=c2'], ['hub:use=search', 'hub:role=c2', 'hub:role=download']]"
is "an observable of two items has the stricter marking" "$(ask '[x["object_marking_refs"][0][20:28] for x in o["domain-name"] if x["value"] == "c2.evil.example"]')" "['e828b379']"
is "nobody who gave, nor a package" "$(cat "$D/stix.json" "$D"/misp/* | grep -ciE "gas-0|架空|kaku|$G")" 0
is "says when it was shared, and no other time" "$(ask 'sorted({x[k] for x in all for k in ("created", "modified") if k in x})')" \
    "['2012-04-01T00:00:00.000Z', '2017-08-03T15:00:00.000Z', '2022-10-01T00:00:00.000Z']"
# Two audiences: an object of the one is the other's where the item is.
is "what only one was told has no id that another knows" "$(python3 - "$WORK"/told/gas-001 "$WORK"/told/oil-001 <<'P'
import json, sys
a, b = ({o["id"]: o for o in json.load(open(d + "/stix.json"))["objects"]} for d in sys.argv[1:])
scos = {i for i in a if "created" not in a[i]}
print(sorted({a[i]["type"] for i in set(a) & set(b) if i not in scos and a[i] != b[i]}), len(set(b) - set(a)), "red" in json.dumps(b))
P
)" "[] 1 False"

# A second edition: what is told as before keeps its bytes.
begin gas-02
f=$(file "other.exe" sample <"$WORK/first")
add <<X
<submission id="1" kind="incident"><title>件</title>$f<indicator type="domain-name" role="c2">new.evil.example</indicator>
<share consent="given" scope="all" tlp="green"/></submission>
X
H=$PKGID
drop second
night 2017-08-05
is "an edition" "$(json '[(i["id"], i["edition"]) for i in j["items"]]')" "[('$S', 2)]"
B=$D
keep gas
sound "the next edition"
is "one object more, and none but the report's has changed" "$(python3 - "$B" "$D" "$S" <<'P'
import json, sys
a, b = ({o["id"]: o for o in json.load(open(d + "/stix.json"))["objects"]} for d in sys.argv[1:3])
timed = lambda x: {i for i in x if "modified" in x[i]}
print(sorted(b[i]["type"] for i in timed(b) - timed(a)), sorted({b[i]["type"] for i in timed(a) & timed(b) if a[i] != b[i]}))
P
)" "['indicator', 'observed-data', 'relationship'] ['report']"

# A value told otherwise, and one taken out: revoked under the ids they had.
begin gas-02
add <<<"<withdrawal package=\"$H\"/>"
drop back
night 2017-08-06
keep gas
sound "what one took back"
is "its value is revoked" "$(revoked)" "['new.evil.example']"
begin gas-02
f=$(file "other.exe" sample <"$WORK/first")
add <<<"<submission id=\"1\" kind=\"incident\"><title>件</title>$f<indicator type=\"domain-name\" role=\"c2\">new.evil.example</indicator><share consent=\"given\" scope=\"all\" tlp=\"green\"/></submission>"
drop third
night 2017-08-07
keep gas
sound "told again"
is "as another object" "$(python3 - "$WORK"/told/gas-* <<'P'
import json, sys
print(len({o["id"] for d in sys.argv[1:] for o in json.load(open(d + "/stix.json"))["objects"] if o["type"] == "indicator" and o["name"] == "new.evil.example"}))
P
)" 2

# A thread, words of an analyst, a merger.
rule <<X
<ruling case="$("$TOIYABA" show "$HUB" "$G/1" | grep -o 'C-[0-9-]*' | head -1)" class="targeted"><analysis>"分析" \\ 'x'</analysis><countermeasure>遮断する</countermeasure>
<thread><step kind="recon">問い合わせ "1"</step><step kind="attack">添付</step></thread></ruling>
X
night 2017-08-08
keep gas
sound "a ruling's words"
is "what an analyst has seen is for detection, as the lists have it" "$(detected)" "$(grep -c ',block,' "$D/lists/all.csv")"
ok "and there is some" [ "$(detected)" -gt 5 ]
is "what is to be blocked now is another object, and the one to search for is revoked" "$(revoked | grep -c "'c2.evil.example'") $(ask 'sorted(x["labels"][0] for x in o["indicator"] if x["name"] == "c2.evil.example" and "revoked" not in x)')" \
    "1 ['hub:use=block']"
is "as a thread" "$(ask '[x["context"] for x in o.get("grouping", [])], len(o.get("note", []))')" "(['suspicious-activity'], 2)"
begin gas-03
add <<<"<submission id=\"1\" kind=\"incident\"><title>件</title><indicator type=\"domain-name\" role=\"c2\">alone.evil.example</indicator><share consent=\"given\" scope=\"all\" tlp=\"green\"/></submission>"
A=$PKGID
drop fourth
night 2017-08-09
N=$(json 'j["items"][0]["id"]')
keep gas
rule <<<"<ruling case=\"$("$TOIYABA" show "$HUB" "$A/1" | grep -o 'C-[0-9-]*' | head -1)\"><merge into=\"$("$TOIYABA" show "$HUB" "$G/1" | grep -o 'C-[0-9-]*' | head -1)\"/></ruling>"
night 2017-08-10
keep gas
sound "a merger"
is "the old one names its successor" "$(ask '[x["relationship_type"] for x in o["relationship"] if "superseded" in x["relationship_type"]], [x["labels"] for x in o["report"] if x["name"] == "'"$N"'"]')" \
    "(['superseded-by'], [['hub:state=superseded']])"
is "and its value goes on under that" "$(revoked) $(ask 'sorted(x.get("revoked", False) for x in o["indicator"] if x["name"] == "alone.evil.example")')" "['alone.evil.example'] [False, True]"

# Taken back: all of it, each night the same until all have said that they know.
rule <<<"<ruling item=\"$S\" retract=\"yes\"/>"
night 2017-08-11
keep gas
sound "taken back"
is "the report and all its values" "$(ask 'len([x for x in all if x.get("revoked")]), sorted({x["type"] for x in all if x.get("revoked")})')" \
    "(29, ['attack-pattern', 'indicator', 'malware', 'report', 'vulnerability'])"
begin gas-01
add <<<"<submission id=\"1\" kind=\"incident\"><title>件</title><indicator type=\"domain-name\" role=\"c2\">last.evil.example</indicator><share consent=\"given\"/></submission>"
drop fifth
night 2017-08-12
B=$D
keep gas
sound "taken back, said again"
is "byte by byte" "$(python3 - "$B" "$D" <<'P'
import json, sys
a, b = ({o["id"]: o for o in json.load(open(d + "/stix.json"))["objects"] if o.get("revoked")} for d in sys.argv[1:3])
print(all(a[i] == b[i] for i in b), len(b))
P
)" "True 28"
for a in gas oil; do
	ok "$a: schemas, references, markings, patterns, over all nights" python3 "$HERE/stix.py" check "$WORK/told/$a"-*
	ok "$a: the feed" python3 "$HERE/misp.py" check "$WORK/told/$a"-*
done
# A state, long after: what it tells is what was told, whatever lists hold by then.
mkdir "$WORK/medium" "$WORK/told/gas-999"
"$TOIYABA" export "$HUB" "$WORK/medium" --state gas-03 --at 2018-12-01T09:00:00+09:00 >"$WORK/slip" 2>"$WORK/err" || true
open_gpg() { gpg --homedir "$KEYS/gas-03" --batch --quiet --trust-model always -d "$1" 2>/dev/null; }
open_gpg "$WORK/medium/gas-03.gpg" >"$WORK/medium.zip"
unzip -q "$WORK/medium.zip" 'bundles/*' -d "$WORK/medium"
open_gpg "$WORK"/medium/bundles/gas-state-*.gpg | tar --zstd -xC "$WORK/told/gas-999"
D=$WORK/told/gas-999
is "its value stands in no list any more" "$(grep -c last.evil.example "$D/lists/all.csv") $(ask '[x["labels"] for x in o["indicator"] if x["name"] == "last.evil.example"]')" "0 [['hub:use=search', 'hub:role=c2']]"
ok "a state" python3 "$HERE/stix.py" check "$WORK/told"/gas-*
is "the books agree" "$("$TOIYABA" check "$HUB" >"$WORK/out" 2>&1; echo $?)" 0
cp -a "$HUB" "$WORK/again"
rm "$WORK/again/hub.db"
ok "and can be made again" "$TOIYABA" rebuild "$WORK/again"
signs() { sqlite3 "$1/hub.db" "SELECT * FROM told_sign ORDER BY 1, 2, 3, 4" | sha256sum; }
is "with the same signs" "$(signs "$WORK/again")" "$(signs "$HUB")"
result

#!/bin/bash
# True hits: a member's name that is the attack itself is masked, unless an
# analyst names the values, the provider approves the preview that shows them,
# and another analyst confirms the bytes that would leave.
. "$(dirname "$0")/../lib.sh"

{
	audience sig gas
	audience sig rail
	member gas-01 gas
	member gas-02 gas
	member rail-01 rail
	other duty analyst
	other duty-2 analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"

SENDER=ceo@kakugas-01.evil.example
SUBJECT='架空gas-01株式会社 からのお知らせ, "重要" & <至急>'
FILE=Kakugas-01_invoice.zip
lure() {	# lure NAME SUBJECT SENDER: a mail of gas-01's; SUB is its id
	begin gas-01
	f=$({
		printf 'From: <%s>\r\nTo: <x@gas-01.example>\r\nSubject: =?UTF-8?B?%s?=\r\n' "$3" "$(printf %s "$2" | base64 -w0)"
		printf 'Date: Wed, 02 Aug 2017 21:05:00 +0900\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n'
		printf -- '--b\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n%s を http://kakugas-01.evil.example/login で見てください。\r\n' "$1"
		printf -- '--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=%s\r\n\r\nMZ %s\r\n--b--\r\n' "$FILE" "$1"
	} | file m.eml mail)
	add <<<"<submission id=\"1\" kind=\"mail\"><title>なりすまし</title>$f<share consent=\"given\" scope=\"all\"/></submission>"
	SUB=$PKGID/1
	drop "$1"
}
esc() { sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g; s/"/\&quot;/g'; }
want() {	# want CASE SUB [TYPE VALUE]...: RULING is the ruling
	begin duty
	{
		printf '<ruling case="%s"><truehit submission="%s">' "$1" "$2"
		shift 2
		while [ $# -gt 0 ]; do
			printf '<fact type="%s">%s</fact>' "$1" "$(printf %s "$2" | esc)"
			shift 2
		done
		echo '</truehit></ruling>'
	} | add
	RULING=$PKGID/1
	drop "want-$PKGID"
}
confirm() {	# confirm WHO RULING BYTES [DECISION]
	begin "$1"
	echo "<confirm ruling=\"$2\" bytes=\"$3\" decision=\"${4:-approve}\"/>" | add
	drop "confirm-$PKGID"
}
answer() {	# answer PREVIEW [DECISION]
	begin gas-01
	echo "<consent preview=\"$1\" decision=\"${2:-approve}\"/>" | add
	drop "answer-$PKGID"
}
case_of() { json "[s['case'] for p in j['packages'] for s in p['submissions'] if s['id']=='$1'][0]"; }
asked() { json "[t['$1'] for t in j['truehits']][0]"; }
states() { json "sorted((p['reason'] or p['state']) for p in j['packages'])"; }
items() { json "[(i['edition'], i['audiences']) for i in j['items']]"; }
names() { grep -rliE 'kakugas|架空gas' "$WORK/bundle" | sed "s,$WORK/bundle/,,; s,misp/.*-.*,misp/EVENT," | LC_ALL=C sort | tr '\n' ' '; }
last() { json "[b['sequence'] for b in j['bundles'] if b['audience']=='$1'][0]"; }

lure one "$SUBJECT" "$SENDER"
sub=$SUB
night 2017-08-04
case=$(case_of "$sub")
item=$(json "j['items'][0]['id']")
reader gas-02 gas 1
is "masked by itself" "$(names)" ""
ok "the subject with a mask" grep -q '〓〓.*からのお知らせ' "$WORK/bundle/items/$item.xml"

# The ruling: nothing leaves, the provider is asked.
want "$case" "$sub" email-addr "$SENDER" subject "$SUBJECT" file-name "$FILE"
ruling=$RULING
want "$case" "$sub" email-addr other@kakugas-01.evil.example
begin duty
echo "<ruling case=\"$case\" release=\"yes\"><truehit submission=\"$sub\"/></ruling>" | add
drop mixed
night 2017-08-05
is "values that it has; nothing else beside it" "$(states)" "['accepted', 'bad-manifest', 'unknown-reference']"
is "a ruling alone: nothing leaves" "$(items)" "[]"
bytes=$(asked bytes) preview=$(asked preview)
gpg --homedir "$KEYS/gas-01" --batch --quiet --trust-model always -d "$HUB/outbox/gas-01/previews/$preview.tar.zst.gpg" 2>/dev/null | { mkdir "$WORK/preview"; tar --zstd -xC "$WORK/preview"; }
ok "the preview is valid" xmllint --noout --relaxng formats/out/preview.rng "$WORK/preview/preview.xml"
is "and shows the values, there and in the item" "$(grep -c "$SENDER" "$WORK/preview/preview.xml" "$WORK/preview/items/preview.xml" | sed 's/.*://' | tr '\n' ' ')" "1 1 "
is "but not what was not named" "$(grep -c /login "$WORK/preview/items/preview.xml")" 0
is "its digest is of those bytes" "$(sha256sum "$WORK/preview/items/preview.xml" | cut -c1-64)" "$preview"
ok "the worklist tells" sh -c "'$TOIYABA' review '$HUB' | grep -A9 'truehit $ruling' | grep -q 'confirm bytes $bytes'"
is "and status" "$("$TOIYABA" status "$HUB" --json --at 2017-08-05T00:00:00Z | python3 -c 'import json,sys; print(json.load(sys.stdin)["second"])')" 1
ok "and the run page" grep -q "$bytes" "$HUB/runs/20170805T013000/run.html"
cp -r "$HUB" "$WORK/asked"

# Consent without a second analyst; the first one is none.
answer "$preview"
confirm duty "$ruling" "$bytes"
confirm duty-2 "$ruling" "$(printf '0%.0s' $(seq 64))"
begin duty-2
echo "<confirm ruling=\"$ruling\" decision=\"approve\"/>" | add
drop nobytes
night 2017-08-06
is "not the first analyst, no other bytes, not without them" "$(states)" "['accepted', 'bad-manifest', 'not-allowed', 'unknown-reference']"
is "consent alone: nothing leaves" "$(items)" "[]"
# Second analyst without consent.
rm -rf "$HUB"; cp -r "$WORK/asked" "$HUB"; SIGNED_AT=2017-08-05T09:00:00+09:00
confirm duty-2 "$ruling" "$bytes"
night 2017-08-06
# And nothing is held by the second reading: the first has seen to it.
is "a second analyst alone: nothing leaves" "$RC $(states) $(items)" "0 ['accepted'] []"
is "the provider is still asked" "$(asked provider) $(asked confirmed)" "None yes"
# Both, but the ruling is taken back.
answer "$preview"
want "$case" "$sub"
night 2017-08-07
is "no ruling: nothing leaves" "$(states) $(items)" "['accepted', 'accepted'] []"
# The provider says no: to this, not to what is out already.
rm -rf "$HUB"; cp -r "$WORK/asked" "$HUB"; SIGNED_AT=2017-08-05T09:00:00+09:00
confirm duty-2 "$ruling" "$bytes"
answer "$preview" refuse
night 2017-08-06
is "refused: nothing leaves, nothing is taken back" "$RC $(states) $(items)" "0 ['accepted', 'accepted'] []"

# All three.
rm -rf "$HUB"; cp -r "$WORK/asked" "$HUB"; SIGNED_AT=2017-08-05T09:00:00+09:00
confirm duty-2 "$ruling" "$bytes"
answer "$preview"
night 2017-08-08
is "all three: an edition" "$(states) $(items) $RC" "['accepted', 'accepted'] [(2, ['gas', 'rail'])] 0"
reader gas-02 gas 2
is "named in" "$(names)" "indicators-excel.csv indicators.csv items/$item.xml misp/EVENT notice.en.html notice.ja.html stix.json "
ok "the sender" grep -q ">$SENDER<" "$WORK/bundle/items/$item.xml"
ok "the subject" grep -qF ">$(printf %s "$SUBJECT" | esc)<" "$WORK/bundle/items/$item.xml"
ok "the file" grep -qF "name=\"$FILE\"" "$WORK/bundle/items/$item.xml"
is "the link still not" "$(grep -rc '/login' "$WORK/bundle" | grep -vc ':0$')" 0
content() { sed 's/ id="[^"]*"/ id="S-0000-00000000"/; s/ edition="[0-9]*"/ edition="0"/; s/ first-shared="[^"]*" updated="[^"]*"//' "$1" | sha256sum | cut -c1-64; }
gas=$(content "$WORK/bundle/items/$item.xml")
reader rail-01 rail 2
rail=$(content "$WORK/bundle/items/$item.xml")
is "exactly the bytes that were confirmed" "$(printf 'gas %s\nrail %s\n' "$gas" "$rail" | sha256sum | cut -c1-64)" "$bytes"
night 2017-08-09
is "and that is all" "$(items) $(json "j['truehits']")" "[] []"
before=$(state)
rm "$HUB"/hub.db*
ok "rebuild" "$TOIYABA" rebuild "$HUB"
is "the same state" "$(state)" "$before"
cp -r "$HUB" "$WORK/told"

# The bytes change: masked again, until they are confirmed again.
begin gas-02
f=$(printf 'MZ one' | file s.bin sample)
add <<<"<submission id=\"1\" kind=\"incident\"><title>件</title><indicator type=\"domain-name\" role=\"c2\">another.example</indicator>$f<share consent=\"given\" scope=\"all\"/></submission>"
drop seen
night 2017-08-10
is "another edition" "$(items)" "[(3, ['gas', 'rail'])]"
reader gas-02 gas "$(last gas)"
is "masked again" "$(names)" ""
is "the provider's part is as it was, the bytes are not" "$(asked provider) $(asked confirmed)" "approve no"
confirm duty-2 "$ruling" "$bytes"
again=$(asked bytes)
night 2017-08-11
is "the old bytes are nothing" "$(states) $(items)" "['unknown-reference'] []"
confirm duty-2 "$ruling" "$again"
night 2017-08-12
reader gas-02 gas "$(last gas)"
is "confirmed again: told again" "$(names)" "indicators-excel.csv indicators.csv items/$item.xml misp/EVENT notice.en.html notice.ja.html stix.json "
# A text about what others gave too is nothing that the provider is shown; the
# bytes are others.
begin duty
echo "<ruling case=\"$case\"><analysis>差出人は実在の組織を装っている。</analysis></ruling>" | add
drop text
night 2017-08-13
reader gas-02 gas "$(last gas)"
is "other texts: masked" "$(names)" ""
is "its yes stands, the second analyst's does not" "$(asked provider) $(asked confirmed) $(test "$(asked preview)" = "$preview" && echo same)" "approve no same"
# The second analyst's key turns out to be in wrong hands.
rm -rf "$HUB"; cp -r "$WORK/told" "$HUB"; SIGNED_AT=2017-08-09T09:00:00+09:00
sed -i "s|<key fingerprint=\"$(cat "$KEYS/duty-2/fpr")\" from=\"2016-04-01\"/>|<key fingerprint=\"$(cat "$KEYS/duty-2/fpr")\" from=\"2016-04-01\" distrusted=\"2017-08-08\"/>|" "$HUB/roster.xml"
night 2017-08-10
reader gas-02 gas "$(last gas)"
is "a confirmation under a distrusted key: masked" "$(names) $RC" " 10"
# Withdrawn.
rm -rf "$HUB"; cp -r "$WORK/told" "$HUB"; SIGNED_AT=2017-08-09T09:00:00+09:00
begin gas-01
echo "<withdrawal package=\"${sub%/1}\"/>" | add
drop back
night 2017-08-10
reader gas-02 gas "$(last gas)"
ok "withdrawn: taken back" grep -q "<retraction item=\"$item\"" "$WORK/bundle/bundle.xml"
is "with every word of it" "$(names)" ""

# Of another member nobody there can approve.
lure two "架空gas-02株式会社 の注文書" second@else.example
night 2017-08-11
case2=$(case_of "$SUB")
want "$case2" "$SUB" subject "架空gas-02株式会社 の注文書"
night 2017-08-12
is "another member's name: no preview, no edition" "$(items) $RC $(json "j['truehits']")" "[] 10 []"
ok "and why" grep -q "a preview is stopped at the gate" "$WORK/err"

# What a person stated, and the gate stops each night.
begin gas-01
add <<<'<submission id="1" kind="incident"><title>件</title><indicator type="domain-name" role="c2">kakugas-01.evil2.example</indicator><share consent="given"/></submission>'
SUB=$PKGID/1
drop stated
night 2017-08-13
is "stopped" "$(items) $RC" "[] 10"
want "$(case_of "$SUB")" "$SUB" domain-name kakugas-01.evil2.example
night 2017-08-14
answer "$(asked preview)"
confirm duty-2 "$RULING" "$(asked bytes)"
night 2017-08-15
is "released by all three" "$(items)" "[(1, ['gas'])]"
before=$(state)
ok "check" "$TOIYABA" check --full "$HUB"
rm "$HUB"/hub.db*
ok "rebuild" "$TOIYABA" rebuild "$HUB"
is "the same state at the end" "$(state)" "$before"
result

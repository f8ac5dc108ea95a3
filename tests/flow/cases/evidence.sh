#!/bin/bash
# What an analyst is told of a case: joins with their reasons, the three
# stages, campaigns, threads, hints; and that rulings outlive everything.
. "$(dirname "$0")/../lib.sh"

{
	audience sig gas
	member gas-01 gas
	member gas-02 gas
	member gas-03 gas
	other duty analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"

LURE='お世話になっております。設備更新のお見積書をお送りいたします。添付の書庫を開き、内容をご確認のうえ、今週中にご返信くださいますようお願いいたします。'
NEAR='お世話になっております。設備更新の御見積書をお送り致します。添付の書庫を開き、内容をご確認の上、今週中にご返信下さいますようお願い致します。'

submit() {	# submit MEMBER FILE-OF-MAIL [NAME] : one mail, free to share
	begin "$1"
	f=$(file m.eml mail <"$2")
	add <<X
<submission id="1" kind="mail"><title>不審なメール</title>$f<share consent="given" tlp="green"/></submission>
X
	drop "${3:-p$RANDOM$RANDOM}"
	LAST=$PKGID/1
}
rule() {	# rule XML
	begin duty
	add <<<"$1"
	drop "r$RANDOM$RANDOM"
}
case_of() { "$TOIYABA" show "$HUB" "$1" | sed -n 's/^  case \(C-[0-9-]*\).*/\1/p'; }
told() { "$TOIYABA" show "$HUB" "$1" --json >"$WORK/case.json"; }
of() { python3 -c 'import json,sys; d=json.load(open(sys.argv[1])); print(eval(sys.argv[2]))' "$WORK/case.json" "$1"; }

# X is shared; Y and Z are found elsewhere; the item says what they share.
mail ceo@evil.example staff@gas-01.example '見積書送付の件' "架空gas-01株式会社 総務部
山田様
$LURE" >"$WORK/x"
mail cfo@evil.example office@gas-02.example '見積書送付の件' "架空gas-02株式会社御中
$NEAR" >"$WORK/y"
mail ceo@other.example desk@gas-03.example 'FW: 見積書送付の件' "不審なメールです。

-----Original Message-----
差出人: ceo <ceo@other.example>
送信日時: 2017年8月2日
宛先: 佐藤
件名: 見積書送付の件

> 佐藤様
> $LURE" >"$WORK/z"
submit gas-01 "$WORK/x"; X=$LAST
night 2017-08-04
ITEM=$(json 'j["items"][0]["id"]')
is "X is shared" "$(json 'j["items"][0]["edition"]')" 1
submit gas-02 "$WORK/y"; Y=$LAST
submit gas-03 "$WORK/z"; Z=$LAST
night 2017-08-05
CASE=$(case_of "$X")
is "Y is in its case" "$(case_of "$Y")" "$CASE"
is "Z is in its case" "$(case_of "$Z")" "$CASE"
is "a new edition of the same item" "$(json 'j["items"][0]["id"], j["items"][0]["edition"]')" "('$ITEM', 2)"
reader gas-01 gas 2
ok "what they share" grep -q '<feature name="subject" is="same"/>' "$WORK/bundle/items/$ITEM.xml"
ok "where they differ" grep -q '<feature name="sender" is="different"/>' "$WORK/bundle/items/$ITEM.xml"
ok "item.rng" xmllint --noout --relaxng formats/out/item.rng "$WORK/bundle/items/$ITEM.xml"
ok "the notice says so" grep -q '比較' "$WORK/bundle/notice.ja.html"
told "$CASE"
is "three submissions" "$(of 'len(d["submissions"])')" 3
is "Y by likeness" "$(of '[s["joined"]["rule"] for s in d["submissions"] if s["id"] == "'"$Y"'"]')" "['like']"
is "score above threshold" "$(of 'all(l["score"] >= l["same-from"] for s in d["submissions"] for l in [s["joined"].get("likeness")] if l)')" True
is "texts aligned" "$(of 'any("both" in r for s in d["submissions"] if "likeness" in s["joined"] for r in s["joined"]["likeness"]["texts"])')" True
is "matrix" "$(of '[f["against-first"] for f in d["matrix"]["features"] if f["feature"] == "subject"][0]')" "['same', 'same']"
is "matrix, unknown" "$(of '[f["against-first"] for f in d["matrix"]["features"] if f["feature"] == "file-names"][0]')" "['unknown', 'unknown']"
"$TOIYABA" show "$HUB" "$CASE" >"$WORK/text"
ok "the text tells the score" grep -q 'likeness [01]\.[0-9]* (whole text' "$WORK/text"
ok "the text shows a matrix" grep -q '^  subject  *same' "$WORK/text"

# Y is taken back: the item stays, without it.
begin gas-02
add <<<"<withdrawal package=\"${Y%/1}\" submission=\"1\"/>"
drop back
night 2017-08-05
is "taken back from a case of three" "$(json 'j["items"][0]["id"], j["items"][0]["edition"]')" "('$ITEM', 3)"
reader gas-01 gas 3
ok "the item is without it" sh -c "! grep -q cfo@evil.example '$WORK/bundle/items/$ITEM.xml'"

# Another brand in the same kit is looked at, not joined.
kit() { echo "いつも$1をご利用いただきありがとうございます。お客様の口座に不審な取引が確認されたため、ご利用を制限しております。$1を引き続きご利用いただくには、本日中に下記より手続きをお願いいたします。"; }
mail info@aozora.example a@gas-01.example '青空銀行からのお知らせ' "$(kit 青空銀行)" >"$WORK/b1"
mail info@hinode.example b@gas-02.example '日出銀行からのお知らせ' "$(kit 日出銀行)" >"$WORK/b2"
submit gas-01 "$WORK/b1"; B1=$LAST
submit gas-02 "$WORK/b2"; B2=$LAST
night 2017-08-06
ok "two cases" test "$(case_of "$B1")" != "$(case_of "$B2")"
is "on the night's list" "$(json '[l["why"] for l in j["look"]]')" "['other-brand']"
ok "on the run page" grep -q 'other-brand' "$HUB/runs/$(json 'j["run"]')/run.html"
"$TOIYABA" review "$HUB" >"$WORK/review"
ok "on the worklist" grep -q "^look .*other-brand" "$WORK/review"
told "$(case_of "$B1")"
is "nearest, with the difference" "$(of '[(n["brand-here"], n["brand-there"]) for n in d["nearest"]]')" "[('青空銀行', '日出銀行')]"
is "the roster is asked as of that night" "$("$TOIYABA" review "$HUB" --json | python3 -c 'import json,sys; print(len(json.load(sys.stdin)["look"]))')" 1
C1=$(case_of "$B1") C2=$(case_of "$B2")

# A ruling merges; one later splits; both outlive a rebuild and new mails.
rule "<ruling case=\"$C2\" class=\"phishing\"><reason>同じ攻撃者</reason><merge into=\"$C1\"/></ruling>"
night 2017-08-07
is "merged" "$(case_of "$B2")" "$(case_of "$B1")"
ok "off the worklist" sh -c "! '$TOIYABA' review '$HUB' | grep -q ^look"
rule "<ruling case=\"$(case_of "$B1")\" class=\"phishing\"><reason>別の攻撃</reason><split submission=\"$B2\"/></ruling>"
night 2017-08-08
ok "split again" test "$(case_of "$B1")" != "$(case_of "$B2")"
sed 's/b@gas-02/c@gas-03/; s/^Message-ID: <[^@]*/Message-ID: <again/' "$WORK/b2" >"$WORK/b3"
submit gas-03 "$WORK/b3"; B3=$LAST
night 2017-08-09
is "the same text goes where the ruling put it" "$(case_of "$B3")" "$(case_of "$B2")"
before=$(for s in $X $Y $Z $B1 $B2 $B3; do case_of "$s"; done)
rm "$HUB/hub.db"
ok "rebuild" "$TOIYABA" rebuild "$HUB"
is "rebuilt, the same cases" "$(for s in $X $Y $Z $B1 $B2 $B3; do case_of "$s"; done)" "$before"
ok "check" "$TOIYABA" check --full "$HUB"

# A rare host makes a campaign; one that everybody has weighs nothing.
word() { echo "防災訓練 人事異動" | cut -d' ' -f"$1"; }
for i in 1 2; do
	mail "s$i@r$i.example" d@gas-01.example "$(word $i)の件" "$(word $i)について至急ご連絡ください。 http://rare.example/$i http://everybody.example/$i" >"$WORK/h$i"
	submit gas-01 "$WORK/h$i"
	eval "H$i=$LAST"
done
words() { python3 -c 'import random, sys; print(" ".join("".join(random.choice("abcdefghiklmnoprstuvw") for _ in range(7)) for _ in range(int(sys.argv[1]))))' "$1"; }
begin gas-02
for i in $(seq 1 24); do
	f=$(mail "n$i@n$i.example" e@gas-02.example "$(words 3)" "$(words 12) http://everybody.example/$i" | file "n$i.eml" mail)
	add <<X
<submission id="$i" kind="mail"><title>news $i</title>$f<share consent="none"/></submission>
X
done
drop news
night 2017-08-10
told "$(case_of "$H1")"
is "the campaign" "$(of 'sorted(d["campaign"])')" "$(python3 -c "print(sorted(['$(case_of "$H1")', '$(case_of "$H2")']))")"
is "the rare host carries it" "$(of '[k["bits"] > 8 for r in d["related"] for k in r["keys"] if k["key"] == "host:rare.example"]')" "[True]"
is "everybody's weighs nothing" "$(of '[k["bits"] for k in d["keys"] if k["key"] == "host:everybody.example"]')" "[0.0]"
is "and relates nothing" "$(of '[k for r in d["related"] for k in r["keys"] if k["key"] == "host:everybody.example"]')" "[]"
ok "and is said to" sh -c "'$TOIYABA' show '$HUB' '$(case_of "$H1")' | grep -q 'host:everybody.example.*weight 0'"

# An analyst names what is proposed, at its card, with the cases it goes with;
# and takes one out again.
sit() {	# sit DAY CARD ANSWER... : these at that card, n at others, then signed
	day=$1 card=$2
	shift 2
	{
		"$TOIYABA" review "$HUB" --cards --json --from duty --at "${day}T10:00:00+09:00" |
		    python3 -c 'import json,sys
for c in json.load(sys.stdin)["cards"]: print(*(sys.argv[2:] if c["name"] == sys.argv[1] else []), "n", sep="\n")' "$card" "$@"
		echo y
	} | LC_ALL=C.UTF-8 python3 tests/flow/review/dialogue.py "$TOIYABA" review "$HUB" --homedir "$KEYS/duty" --at "${day}T10:00:00+09:00" >"$WORK/shown" 2>&1
}
h1=$(case_of "$H1") h2=$(case_of "$H2")
sit 2017-08-10 "$h1" 'g 海霧' 17 'g 海霧' '' y
ok "the card proposes it, with what accepts it" sh -c "tr -d '\n' <'$WORK/shown' | sed 's/    | //g' | grep -qF 'one campaign, by what relates them: $h1 and $h2. g names and so accepts it.'"
ok "no such years" grep -q 'Wanted are years as 2015-2017' "$WORK/shown"
is "a name for both" "$(grep -c '<campaign from="2017" until="2017">海霧</campaign>' "$WORK/shown")" 4

# A thread: reconnaissance, the member's answer, the attack; the answer's words
# leave with no item.
step() {	# step FROM TO SUBJECT ID REFS DATE TEXT
	printf 'From: <%s>\r\nTo: <%s>\r\nSubject: %s\r\nMessage-ID: <%s>\r\n' "$1" "$2" "$3" "$4"
	[ -z "$5" ] || printf 'References: <%s>\r\nIn-Reply-To: <%s>\r\n' "$5" "$5"
	printf 'Date: %s\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n%s\r\n' "$6" "$7"
}
begin gas-01
f1=$(step spy@evil.example ask@gas-01.example '問い合わせ' t1@evil '' 'Tue, 01 Aug 2017 09:00:00 +0900' '製品について質問してもよろしいでしょうか。' | file 1.eml mail)
f2=$(step ask@gas-01.example spy@evil.example 'Re: 問い合わせ' t2@gas t1@evil 'Tue, 01 Aug 2017 10:00:00 +0900' '弊社独自の返答文言でございます。' | file 2.eml mail)
f3=$(step spy@evil.example ask@gas-01.example 'Re: 問い合わせ' t4@evil t3@gas 'Wed, 02 Aug 2017 09:00:00 +0900' '質問票です。 http://evil.example/q.zip' | file 3.eml mail)
add <<X
<submission id="1" kind="mail"><title>偵察</title>$f1<share consent="given" scope="all" tlp="green" publish="yes"/></submission>
<submission id="2" kind="mail"><title>返信</title>$f2<share consent="given" scope="all" tlp="green" publish="yes"/></submission>
<submission id="3" kind="mail"><title>攻撃</title>$f3<share consent="given" scope="all" tlp="green" publish="yes"/></submission>
X
drop thread
T=$PKGID
night 2017-08-11
told "$h1"
is "both bear it" "$(of '[(n["case"], n["name"], n["years"]) for n in d["named"]]')" "[('$h1', '海霧', '2017-2017'), ('$h2', '海霧', '2017-2017')]"
sit 2017-08-11 "$h2" g -
told "$(case_of "$T/1")"
is "a mail that was not handed in leaves a gap" "$(of '[s["kind"] for s in d["thread"]["proposed"]]')" "['recon', 'reply', 'missing', 'attack']"
told "$(case_of "$T/3")"
is "seen from the other end too" "$(of '[s["kind"] for s in d["thread"]["proposed"]]')" "['recon', 'reply', 'missing', 'attack']"
# References lost: the quote, and who talks to whom, still show the way.
begin gas-02
f1=$(step spy@evil.example ask@gas-02.example '見積のお願い' u1@evil '' 'Tue, 01 Aug 2017 09:00:00 +0900' 'はじめてご連絡します。見積をお願いできますでしょうか。担当者をお教えください。' | file 1.eml mail)
f2=$(step ask@gas-02.example spy@evil.example 'Re: お見積り' u2@gas '' 'Tue, 01 Aug 2017 10:00:00 +0900' "担当は私でございます。
> はじめてご連絡します。見積をお願いできますでしょうか。担当者をお教えください。" | file 2.eml mail)
f3=$(step spy@evil.example ask@gas-02.example 'お見積り' u3@evil '' 'Wed, 02 Aug 2017 09:00:00 +0900' '仕様書です。 http://evil.example/s.zip' | file 3.eml mail)
add <<X
<submission id="1" kind="mail"><title>a</title>$f1<share consent="none"/></submission>
<submission id="2" kind="mail"><title>b</title>$f2<share consent="none"/></submission>
<submission id="3" kind="mail"><title>c</title>$f3<share consent="none"/></submission>
X
drop talk
U=$PKGID
night 2017-08-12
told "$h1"
is "one is taken out" "$(of '[n["case"] for n in d["named"]]')" "['$h1']"
ok "and is asked by the name that is borne" grep -q 'empty: 海霧' "$WORK/shown"
told "$(case_of "$U/1")"
is "by quote and by participants" "$(of '[s["kind"] for s in d["thread"]["proposed"]]')" "['recon', 'reply', 'attack']"
ok "the answer's text is in no bundle" sh -c "! cat '$HUB'/outbox/gas/bundles/*.gpg | gpg --homedir '$KEYS/gas-01' --batch -q --trust-model always --allow-multiple-messages -d 2>/dev/null | zstd -dcq 2>/dev/null | grep -q 弊社独自の返答文言"

# The picture of the exchange that the 2012 report shows as its case 4: nine
# mails, in their order, two of them long after the others.
steps= kinds='recon reply attack reply attack reply recon reply attack'
day=1
for k in $kinds; do
	steps="$steps<step kind=\"$k\" at=\"2017-08-$(printf %02d $((day > 6 ? day + 14 : day)))T10:00:00+09:00\">$k $day</step>"
	day=$((day + 1))
done
SIGNED_AT=2017-08-24T10:00:00+09:00	# when the mails were there to be seen
rule "<ruling case=\"$(case_of "$T/1")\" class=\"targeted\"><reason>やり取り</reason><thread>$steps</thread></ruling>"
night 2017-08-25
run=$HUB/runs/$(json 'j["run"]')
boxes() { xmllint --xpath '//*[local-name()="box"]/@kind' "$1" | tr -d ' \n' | sed 's/kind="\([a-z]*\)"/\1 /g; s/ $//'; }
is "boxes in their order" "$(boxes "$run/run.xml")" "$kinds"
is "the days between are folded" "$(xmllint --xpath 'string(//*[local-name()="fold"]/@days)' "$run/run.xml")" 15
is "drawn, each kind in its colour" "$(grep -o 'fill="#f6d860"\|fill="#9cc3e6"\|fill="#c0392b"' "$run/run.html" | sort | uniq -c | awk '{print $1}' | tr '\n' ' ')" "4 3 2 "
write_report "$HUB" 2017Q3 --at 2017-10-26T09:00:00+09:00 >/dev/null 2>&1
is "the report draws it too" "$(boxes "$HUB/reports/2017Q3/report.xml")" "$kinds"
ok "report.rng" xmllint --noout --relaxng formats/report/report.rng "$HUB/reports/2017Q3/report.xml"
ok "in the HTML" grep -q '<svg[^>]*>.*#9 攻撃' "$HUB/reports/2017Q3/report.ja.html"
ok "in the FO" grep -q '#9 attack' "$HUB/reports/2017Q3/report.en.fo"

# Hints, each with its reason; none of them rules.
attach() {	# attach FROM NAME FILENAME TYPE : a mail with an attachment
	printf 'From: %s\r\nTo: <f@gas-01.example>\r\nSubject: %s\r\nMessage-ID: <%s@x>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n%s\r\n--b\r\nContent-Type: %s; name="%s"\r\nContent-Disposition: attachment; filename="%s"\r\n\r\n' "$1" "$2" "$(uuid)" "$2 $2" "$4" "$3" "$3"
	cat
	printf '\r\n--b--\r\n'
}
printf 'MZ\220\0' | attach 'Boss <x@evil.example>' '請求書の件' 'invoice.pdf.exe' application/octet-stream >"$WORK/i1"
printf '<html><form action="http://e.example/"><input type="password"></form></html>' | attach 'Shop <x@evil.example>' 'ログイン確認' 'login.html' text/html >"$WORK/i2"
mail x@gas-0l.example g@gas-02.example 'Payment' "please pay the open amount today" >"$WORK/i3"
printf 'From: "boss@gas-02.example" <x@freemail.example>\r\nTo: <h@gas-02.example>\r\nSubject: hello\r\n\r\nare you in the office now?\r\n' >"$WORK/i4"
for i in 1 2 3 4; do
	submit gas-02 "$WORK/i$i"
	eval "I$i=$LAST"
done
night 2017-08-26
hint() { told "$(case_of "$1")"; of '(d["proposed"]["class"], d["proposed"]["reasons"])'; }
is "double extension" "$(hint "$I1")" "('targeted', ['attachment: double-ext', 'attachment: executable'])"
is "form" "$(hint "$I2" | cut -d, -f1)" "('phishing'"
is "lookalike sender" "$(hint "$I3")" "('bec', ['sender gas-0l.example looks like gas-01.example'])"
is "display name" "$(hint "$I4")" "('bec', ['display name holds another address'])"
is "a hint rules nothing" "$(of 'd["class"]')" unclassified
is "a submission as JSON" "$("$TOIYABA" show "$HUB" "$T/1" --json | python3 -c 'import json,sys; j=json.load(sys.stdin); print(j["id"], len(j["mails"]))')" "$T/1 1"
run=$(ls "$HUB/runs" | head -1)
is "a run as JSON" "$("$TOIYABA" show "$HUB" "$run" --json | python3 -c 'import json,sys; j=json.load(sys.stdin); print(j["id"], len(j["packages"]) > 0)')" "$run True"
result

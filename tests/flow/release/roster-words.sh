#!/bin/bash
# A name that the hub's own pages say would stop everything: an alias or word is
# refused with its line, a member is searched for with its legal form only.
cd "$(dirname "$0")/../../.."
. tests/flow/lib.sh
: "${BUILD:=build}"
"${MAKE:-make}" --no-print-directory BUILD="$BUILD" "$BUILD/hostile/own-one" >/dev/null

# What a hub writes when somebody gave it one thing, and what it writes of
# nothing: each word of it is known.
{
	audience sig gas
	member gas-01 gas
	member gas-02 gas
	other duty analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"
begin gas-01
f=$(mail x@evil.example you@gas-01.example zzzz 'http://w.evil.example/a' | file m.eml mail)
add <<X
<submission id="1" kind="mail"><title>zzzz</title>$f<share consent="given"/></submission>
<submission id="2" kind="incident"><title>zzzz</title><indicator type="mutex" role="other">zzzz</indicator><share consent="preview"/></submission>
X
drop one
echo zzzz >"$HUB/inbox/gas-01/two.gpg"
night 2017-08-04
night 2017-08-05
"$TOIYABA" report "$HUB" 2017Q3 --at 2017-10-20T00:00:00+09:00 >/dev/null 2>&1
reader gas-02 gas 1
mkdir "$WORK/letters"
for p in "$HUB"/outbox/gas-01/receipts/*.gpg "$HUB"/outbox/gas-01/previews/*.gpg; do
	gpg --homedir "$KEYS/gas-01" --batch --quiet --trust-model always -d "$p" >"$WORK/letter" 2>/dev/null
	d=$WORK/letters/$(basename "$p" .gpg)
	mkdir "$d"
	tar --zstd -xC "$d" <"$WORK/letter" 2>/dev/null || unzip -q "$WORK/letter" -d "$d"
done
pages=$(find "$WORK/bundle" "$WORK/letters" "$HUB/reports/2017Q3" "$HUB/runs" -type f ! -name '*.gpg' ! -name 'journal-head*' ! -name SHA256SUMS.asc 2>/dev/null) || true
ok "there are pages of each kind" [ "$(wc -w <<<"$pages")" -gt 25 ]
# Of what came in, of the hub's name (asked for apart), of a refusal's detail.
python3 tests/hostile/pagewords.py $pages | grep -vxE 'zzzz|evil|example|cyber|サイバー|packet' >"$WORK/words"
is "each of the $(wc -l <"$WORK/words") words that the hub writes of itself is known" \
    "$("$BUILD/hostile/own-one" <"$WORK/words" | tr '\n' ' ')" ""

# An alias or a word among them is refused with its line, a member's name is not.
cp "$HUB/roster.xml" "$WORK/roster.good"
with() {	# with ELEMENTS [SED]: a roster in which gas-02 has these besides
	sed "/id=\"gas-02\"/s|<domain>|$1<domain>|; ${2:-}" "$WORK/roster.good" >"$HUB/roster.xml"
}
fails() {	# fails NAME ELEMENT WORD
	with "<$2>$3</$2>"
	[ "$2" != sensitive ] || sed "/id=\"gas-02\"/s|</domain>|</domain><$2>$3</$2>|" "$WORK/roster.good" >"$HUB/roster.xml"
	night 2017-08-06
	is "$1: refused" "$RC" 78
	ok "$1: with its line" grep -q "roster.xml: line 4: $2: a word of the hub's own pages, seen $3" "$WORK/err"
}
for word in リンク Link Amber 共有 ハブ 分析 標的 ダイジェスト indicator Border サイバー情報; do
	fails "alias $word" alias "$word"
done
fails "a sensitive word" sensitive ダイジェスト
with '<alias>北洋</alias><alias>オフィス</alias><alias>Select</alias>'
night 2017-08-06
is "what they do not say is taken" "$RC" 0
ok "and a word of every day among it is told of" grep -q "line 4: alias: 北洋 is a word or a place of every day" "$WORK/err"
ok "and no other" sh -c "! grep -q 'オフィス\|Select' '$WORK/err'"
begin gas-01
add <<<'<submission id="1" kind="incident"><title>zzzz</title></submission>'
drop third
night 2017-08-07
night 2017-08-08
ok "once for a roster" sh -c "! grep -q 'of every day' '$WORK/err'"

# Members who are called so: nights, links and reports go on; the whole name stops.
names() { with '' "/id=\"gas-02\"/s|<name xml:lang=\"ja\">[^<]*|<name xml:lang=\"ja\">$1|; /id=\"gas-02\"/s|<name xml:lang=\"en\">[^<]*|<name xml:lang=\"en\">$2|"; }
k=8
words=(朝顔 鉛筆 煙突 帆船 定規 毛布 温泉 風車 水筒 砂丘 太鼓 提灯 漬物 天窓 灯台 長靴)
for pair in '株式会社リンク|Link Co., Ltd.' '共有|Amber' 'ハブ株式会社|Hub Inc.' '標的有限会社|Analysis K.K.'; do
	k=$((k + 1))
	names "${pair%|*}" "${pair#*|}"
	begin gas-01
	f=$(mail "x$k@evil.example" you@gas-01.example "${words[*]:4*k-36:2}" "${words[*]:4*k-36:4} http://w$k.evil.example/a" | file m.eml mail)
	add <<<"<submission id=\"1\" kind=\"mail\"><title>件</title>$f<share consent=\"given\"/></submission>"
	drop "p$k"
	night "2017-08-$(printf %02d $k)"
	is "${pair%|*}: a link is told" "$(json 'len(j["items"])') $RC" "1 0"
	ok "${pair%|*}: a person is told" grep -q "roster.xml: gas-02: the hub's own pages say" "$WORK/err"
	RC=0
	write_report "$HUB" 2017Q3 --at "2017-10-$(printf %02d $k)T00:00:00+09:00" >/dev/null 2>&1 || RC=$?
	is "${pair%|*}: a report is written" "$RC" 0
done
names '株式会社リンク' 'Link Co., Ltd.'
for text in '株式会社リンクをかたる' 'リンク（株）をかたる' 'poses as Link Co Ltd'; do
	k=$((k + 1))
	begin gas-01
	add <<<"<submission id=\"1\" kind=\"incident\"><title>件</title><indicator type=\"mutex\" role=\"other\">$text $k</indicator><share consent=\"given\"/></submission>"
	drop "p$k"
	night "2017-08-$(printf %02d $k)"
	is "$text: stopped" "$(json 'len(j["items"])') $RC" "0 10"
done

# Sets so small that an item tells whose it is.
ok "a SIG of two is told of" grep -q "roster.xml: gas: 2 organisations read it, fewer than 3" "$WORK/err.all"
{
	echo '<roster xmlns="urn:toiyaba:roster:1">'
	audience sig gas
	audience sig oil
	for i in 1 2 3 4; do member "gas-0$i" gas oil; done
	for i in 1 2 3; do member "oil-0$i" oil; done
	sed 's|id="gas-0[34]"|& group="one"|' <<<"$(member gas-05 gas)"
	echo '</roster>'
} >"$HUB/roster.xml"
night 2017-08-25
is "one alone in its SIGs is told of, four and three are not" "$(grep -c 'in just these SIGs and schemes' "$WORK/err") $(grep -c 'gas-05: 1 organisations are in just these SIGs and schemes (gas), fewer than 3' "$WORK/err")" "1 1"
sed -i 's|id="gas-0[234]"|& group="one"|' "$HUB/roster.xml"
night 2017-08-26
ok "members of one group are one" grep -q 'gas-01: 2 organisations are in just these SIGs and schemes (gas, oil)' "$WORK/err"
ok "a SIG of them too" sh -c "! grep -q 'gas: . organisations read it' '$WORK/err'"

# A member chooses one of its SIGs.
give() {	# give NAME SHARE : its state, and why
	begin gas-01
	add <<<"<submission id=\"7\" kind=\"incident\"><title>zzzz</title><share $2/></submission>"
	drop "$1"
}
give one 'sig="oil"'
give other 'sig="mil"'
give all 'sig="gas" scope="all"'
night 2017-08-27
is "one of its own is kept" "$(sqlite3 "$HUB/hub.db" 'SELECT sig FROM share_sig')" oil
is "another's and more than one are refused" \
    "$(json "sorted((p['path'].split('/')[-1], p['state'], p.get('detail', '')) for p in j['packages'])")" \
    "[('all.gpg', 'quarantined', 'line 2: share: sig wants scope sig, seen all'), ('one.gpg', 'accepted', ''), ('other.gpg', 'quarantined', 'line 2: share: sig wants one of these (gas, oil), seen mil')]"
# So are agencies that nobody is: all of them, each with its line.
sed -i 's|</roster>|<agency id="cert" from="2016-04-01"><name xml:lang="ja">調整機関</name></agency></roster>|' "$HUB/roster.xml"
begin gas-01
add <<'X'
<submission id="1" kind="incident"><title>zzzz</title><share
  sig="mil"><agency id="cert"/><agency
  id="cart"/></share></submission>
<submission id="2" kind="incident"><title>zzzz</title><share><agency id="gas"/></share></submission>
X
drop misspelt
begin gas-01
add <<<'<submission id="1" kind="incident"><title>zzzz</title><share><agency id="cert"/></share></submission>'
drop spelt
night 2017-08-28
is "an agency that nobody is, and a SIG for an agency" \
    "$(json "[p.get('detail', '') for p in j['packages'] if p['state'] == 'quarantined']")" \
    "['line 3: share: sig wants one of these (gas, oil), seen mil; line 4: share: agency wants one of these (cert), seen cart; line 5: share: agency wants one of these (cert), seen gas']"
is "one that there is" "$(json "[p['path'].split('/')[-1] for p in j['packages'] if p['state'] == 'accepted']")" "['spelt.gpg']"
letter gas-01
ok "its sender reads it in Japanese" grep -q '4行目: shareのagencyは(cert)のどれか（cartとある）' "$WORK/letter/receipts.ja.html"

before=$(state)
rm "$HUB"/hub.db*
ok "rebuild" "$TOIYABA" rebuild "$HUB"
is "the same, and still kept" "$(state) $(sqlite3 "$HUB/hub.db" 'SELECT sig FROM share_sig')" "$before oil"
result

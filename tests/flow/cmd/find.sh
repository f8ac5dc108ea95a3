#!/bin/bash
# toiyaba find: where a value, a word or a file came from, to whom it went, in
# which bundle, and who has not acknowledged its end; for people, and as JSON.
. "$(dirname "$0")/../lib.sh"

{
	audience sig gas
	audience sig power
	member gas-01 gas
	member gas-02 gas
	member power-01 power
	other duty analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"

begin gas-01
first=$PKGID
mail evil@mail.example to@gas-01.example 'ＡＢＣ請求書ﾌｧｲﾙの件' 'look at http://c2.evil.example/a' >"$WORK/m"
printf 'a file of an attack, %s\n' "$(uuid)" >"$WORK/sample"
add <<X
<submission id="1" kind="mail"><title>届いた不審なメール</title>$(file m.eml mail <"$WORK/m")<indicator type="domain-name" role="c2">c2.evil.example</indicator><share consent="given"/></submission>
<submission id="2" kind="file"><title>t</title>$(file 資料.bin sample <"$WORK/sample")<share consent="given"/></submission>
<submission id="3" kind="incident"><title>none</title><indicator type="domain-name" role="c2">never.told.example</indicator><share consent="none"/></submission>
<submission id="4" kind="incident"><title>esc</title><indicator type="subject" role="other">絵文字 &#x202e;evil 100%_の値</indicator><share consent="none"/></submission>
X
drop one
night 2017-08-04
find() {	# find WORDS... : text in $WORK/found, JSON in $WORK/j, exit in RC
	RC=0
	"$TOIYABA" find "$HUB" "$@" --at 2017-08-20T00:00:00+09:00 >"$WORK/found" 2>"$WORK/err" || RC=$?
	"$TOIYABA" find "$HUB" --json "$@" --at 2017-08-20T00:00:00+09:00 >"$WORK/j" 2>/dev/null || RC=$?
}
j() { python3 -c 'import json,sys; f=json.load(open(sys.argv[1])); h=f["found"]; print(eval(sys.argv[2]))' "$WORK/j" "$1"; }

# A value, as CERTs write it.
for spelt in c2.evil.example 'C2[.]EVIL[.]example' 'ｃ２.evil.example'; do
	find "$spelt"
	is "$spelt" "$RC $(j "[(x['type'], x['value']) for x in h if x['kind'] == 'value'][0]")" "0 ('domain-name', 'c2.evil.example')"
done
is "who gave it, where" "$(j "[(s['member'], s['submission'], s['stated'], s['role'], s['day']) for s in h[0]['sources']]")" "[('gas-01', '$first/1', 'manifest', 'c2', '2017-08-04')]"
is "in which package and night" "$(j "[(s['package'], s['run']) for s in h[0]['sources']]")" "[('$(ls "$HUB/archive" | grep -v '\.\(roster\|hub\)' | sed 's/\.gpg$//')', '$(ls "$HUB/runs")')]"
is "to whom it went" "$(j "[(i['audience'], i['how'], [(e['bundle'], e['day'], e['state']) for e in i['editions']], i['unacknowledged']) for i in h[0]['items']]")" "[('gas', 'behind', [('gas-000001', '2017-08-04', 'shared')], [])]"
ok "the text says the same" grep -q "edition 1 in bundle gas-000001 on 2017-08-04: shared" "$WORK/found"
is "what holds it" "$(j "[x['value'] for x in h if x['type'] == 'url']")" "['http://c2.evil.example/a']"
find '{}.evil.example'
is "as it was told" "$(j "[(x['type'], x['sources'], [(i['audience'], i['how']) for i in x['items']]) for x in h]")" "[('domain-name', [], [('gas', 'tells')])]"
find never.told.example
is "told to nobody" "$RC $(j "[x['items'] for x in h]") $(grep -c 'told to nobody' "$WORK/found")" "0 [[]] 1"

# A file by its digest, or by itself; a part of its name.
sha=$(sha256sum <"$WORK/sample" | cut -c1-64)
find "$sha"
is "a digest" "$(j "[(x['kind'], x['value'] == '$sha', [s['name'] for s in x['sources']], [(i['audience'], i['how']) for i in x['items']]) for x in h if x['kind'] == 'file']")" "[('file', True, ['資料.bin'], [('gas', 'tells')])]"
cp "$WORK/j" "$WORK/by-digest"
find "$WORK/sample"
is "the file itself" "$(j "[(x['kind'], x['value'] == '$sha') for x in h if x['kind'] == 'file']") $(j "f['sha256'] == '$sha'")" "[('file', True)] True"
find 資料
is "a part of its name" "$(j "[(x['type'], x['value'], [s['submission'] for s in x['sources']]) for x in h]")" "[('file', '資料.bin', ['$first/2'])]"

# A part of a subject, of whatever width and case; words that stand apart.
for part in abc請求書 'ABC請求' 'ファイルの件'; do
	find "$part"
	is "$part" "$(j "[(s['submission'], i['audience']) for x in h if x['type'] == 'subject' and x['kind'] == 'text' for s in x['sources'] for i in x['items']]")" "[('$first/1', 'gas')]"
done
find 届いた不審な
is "a title" "$(j "[x['type'] for x in h]")" "['title']"
find '100%_の'
is "no sign stands for others" "$(j "len(h)")" 1
find '1000_の'
is "nor matches others" "$RC $(j "len(h)")" "0 0"
find 絵文字
ok "no control reaches the terminal" python3 - "$WORK/found" <<'P'
import sys
text = open(sys.argv[1], encoding="utf-8").read()
assert "evil" in text and "\u202e" not in text and "\x1b" not in text, text
P
find nothing-of-it.example
is "nothing is no mistake" "$RC $(cat "$WORK/found")" "0 "
ok "and said" grep -q 'nothing that came or went out holds "nothing-of-it.example"' "$WORK/err"
is "without words" "$(rc=0; "$TOIYABA" find "$HUB" 2>/dev/null || rc=$?; echo $rc)" 64
is "without a hub" "$(rc=0; "$TOIYABA" find "$WORK" x 2>/dev/null || rc=$?; echo $rc)" 64

# Taken back: by name, who has not said so.
find c2.evil.example
item=$(j "h[0]['items'][0]['item']")
begin duty
add <<<"<ruling item=\"$item\" retract=\"yes\"><reason>wrong</reason></ruling>"
drop r
night 2017-08-08
begin gas-02
add <<<'<ack bundle="gas-000002" hits="no"/>'
drop a
before=$(sha256sum "$HUB/journal")
night 2017-08-09
find c2.evil.example
is "its end, and who is silent" "$(j "[(e['state'], e['bundle']) for e in h[0]['items'][0]['editions']], [(u['reader'], u['since']) for u in h[0]['items'][0]['unacknowledged']]")" "([('shared', 'gas-000001'), ('retracted', 'gas-000002')], [('gas-01', '2017-08-08')])"
ok "in text" grep -q 'gas-01 has not acknowledged that it is over, told on 2017-08-08' "$WORK/found"
begin gas-01
add <<<"<withdrawal package=\"$first\" submission=\"2\"/>"
drop w
night 2017-08-10
find "$sha"
is "withdrawn" "$(j "[s['withdrawn'] for s in h[0]['sources']]")" "[True]"
before=$(sha256sum "$HUB/journal" "$HUB/hub.db")
find "$sha"
is "finding changes nothing" "$(sha256sum "$HUB/journal" "$HUB/hub.db")" "$before"
rm "$HUB"/hub.db*
"$TOIYABA" rebuild "$HUB" >/dev/null 2>&1
cp "$WORK/j" "$WORK/before"
find "$sha"
ok "a rebuilt hub finds the same" cmp "$WORK/j" "$WORK/before"
result

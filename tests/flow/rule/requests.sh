#!/bin/bash
# An analyst asks an audience, or the provider of one submission, for more: who
# is asked is told, with a name that an answer gives, until a day or until an
# analyst ends it; answers come back to the case and join nothing.
. "$(dirname "$0")/../lib.sh"

{
	audience sig gas
	audience sig pow
	for i in 1 2 3; do member "gas-0$i" gas; done
	for i in 1 2; do member "pow-0$i" pow; done
	other duty analyst
	other duty-2 analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"

give() {	# give NAME FROM HOST [ATTRS [SHARE [XML]]]
	begin "$2"
	add <<<"<submission id=\"1\" kind=\"incident\" ${4:-}><title>t</title><indicator type=\"domain-name\" role=\"c2\">$3</indicator><share consent=\"given\" ${5:-}/>${6:-}</submission>"
	eval "$1=$PKGID"
	drop "$1"
}
ask() {	# ask WHO ATTRS TEXT
	begin "$1"
	add <<<"<request $2>${3:-}</request>"
	drop "ask-$PKGID"
}
case_of() { json "[s['case'] for p in j['packages'] for s in p['submissions'] if p['path'].endswith('/$1.gpg')][0]"; }
states() { json "sorted((p['reason'] or p['state']) for p in j['packages'])"; }
bundles() { json "sorted((b['audience'], b['sequence']) for b in j['bundles'])"; }
last() { reader "$2" "$1" "$(ls "$HUB/outbox/$1/bundles" | wc -l)"; }
asked() { grep -o '<request .*</request>' "$WORK/bundle/bundle.xml" || echo none; }
named() { sed -n 's/^[0-9a-f]* [0-9]* request id=\([^ ]*\) .*/\1/p' "$HUB/journal" | tail -1; }
show() { "$TOIYABA" show "$HUB" "$1"; }
review() { "$TOIYABA" review "$HUB" | sed -n '/^request/,/^[^ r]/p'; }
when=3
next() { when=$((when + 1)); night "2017-08-$(printf %02d $when)"; }

give one gas-01 one.evil.example
give far pow-01 far.evil.example
next
one_case=$(case_of one) item=$(json "[i['id'] for i in j['items'] if 'gas' in i['audiences']][0]")
far=$(json "[i['id'] for i in j['items'] if 'pow' in i['audiences']][0]")

# What cannot be asked.
ask duty 'audience="gas" until="2017-08-20"' ''
ask duty 'audience="gas"' 'x'
ask duty "audience=\"gas\" submission=\"$one/1\" until=\"2017-08-20\"" 'x'
ask duty "submission=\"$one/1\" item=\"$item\" until=\"2017-08-20\"" 'x'
ask duty "closes=\"R-2017-00000000\" audience=\"gas\"" ''
ask duty 'audience="gas" until="2017-02-30"' 'x'
ask gas-02 'audience="gas" until="2017-08-20"' 'x'
ask duty 'audience="oil" until="2017-08-20"' 'x'
ask duty "audience=\"gas\" item=\"$far\" until=\"2017-08-20\"" 'x'
ask duty "submission=\"$(uuid)/1\" until=\"2017-08-20\"" 'x'
ask duty 'closes="R-2017-00000000"' ''
next
is "refused" "$(json "[[p['reason'] for p in j['packages']].count(r) for r in ('bad-manifest', 'not-allowed', 'unknown-reference')]")" "[6, 1, 4]"
is "and nobody was asked" "$(bundles)" "[]"

# To an audience: a bundle by itself, and in those that follow while it is open.
ask duty "audience=\"gas\" item=\"$item\" until=\"2017-08-12\"" '同じ件名のメールがあれば、<送って>ください。' 2>/dev/null
next
is "markup is no text" "$(states)" "['bad-manifest']"
ask duty "audience=\"gas\" item=\"$item\" until=\"2017-08-12\"" '同じ件名のメールがあれば、送ってください。'
next
R=$(named)
is "its audience gets a bundle" "$RC $(bundles)" "0 [('gas', 2)]"
ok "a name like an item's" grep -qxE 'R-2017-[0-9A-HJKMNP-TV-Z]{8}' <<<"$R"
last gas gas-02
is "with what is asked" "$(asked)" "<request name=\"$R\" item=\"$item\" until=\"2017-08-12\">同じ件名のメールがあれば、送ってください。</request>"
ok "the schema knows it" xmllint --noout --relaxng formats/out/bundle.rng "$WORK/bundle/bundle.xml"
ok "and another validator" jing formats/out/bundle.rng "$WORK/bundle/bundle.xml"
ok "for people" sh -c "grep -q 提供のお願い '$WORK/bundle/notice.ja.html' && grep -q '$R' '$WORK/bundle/notice.ja.html' && grep -q '期限: 2017-08-12' '$WORK/bundle/notice.ja.html'"
is "nobody's name" "$(grep -rlE 'duty|gas-0[123]|Kaku' "$WORK/bundle" | wc -l)" 0
ok "open takes it" env GNUPGHOME="$KEYS/gas-02" "$TOIYABA" open "$HUB/outbox/gas/bundles/gas-000002.tar.zst.gpg" --hub "$HUBKEY" --state "$WORK/state" --into "$WORK/into" --at 2017-08-08T00:00:00Z
opens() {	# opens DAY LANG BUNDLE...
	env -u TOIYABA_LANG GNUPGHOME="$KEYS/gas-02" LC_ALL="$2" "$TOIYABA" open "${@:3}" --hub "$HUBKEY" --state "$WORK/state" --at "2017-08-$1T00:00:00Z" 2>/dev/null
}
is "and tells it: what, about what, until when, in words, how to answer" "$(sed -n '/^The hub asks$/,/^$/p' "$WORK/out")" "The hub asks
  $R to gas about $item, until 2017-08-12
      同じ件名のメールがあれば、送ってください。
  Please look whether you have the same, and send it: the name, as request=\"R-…\" of a submission or sighting in your next package, makes it an answer (where you found nothing: <sighting item=\"S-…\" request=\"R-…\" result=\"not-found\"/>)."
ok "in Japanese, too" grep -qx "  $R gasあて、対象 $item、期限 2017-08-12" <<<"$(opens 12 ja_JP.UTF-8)"
is "on the day after its last one no more" "$(opens 13 C | grep -c "$R\|The hub asks")" 0
opens 09 C "$HUB/outbox/gas/bundles/gas-000001.tar.zst.gpg" >"$WORK/late"
is "a late bundle, which asks nothing, takes nothing of it" "$(grep -c "came late\|$R" "$WORK/late")" 2
before=$(state)
next
is "told once by itself" "$(bundles)" "[]"
is "nothing changed" "$(state)" "$before"

# An answer: what it is does not hang on what it answers.
give two gas-02 two.evil.example "request=\"$R\""
give too gas-03 too.evil.example "request=\"$R\""
begin gas-03
add <<<"<sighting item=\"$item\" request=\"$R\" result=\"not-found\"/>"
drop seen
next
is "answers are taken" "$(states)" "['accepted', 'accepted', 'accepted']"
two_case=$(case_of two)
is "they join nothing, nor each other" "$(printf '%s\n' "$one_case" "$two_case" "$(case_of too)" | sort -u | wc -l)" 3
last gas gas-01
is "while it is open, every bundle says it" "$(asked | grep -c "$R")" 1
is "who answered is told to no reader" "$(grep -rlE 'gas-0[23]|Kaku' "$WORK/bundle" | wc -l) $(grep -rl "$R" "$WORK/bundle/items" | wc -l)" "0 0"
shown=$(show "$one_case")
ok "the case shows what was asked" grep -q "^request $R by duty to gas about $item in $one_case until 2017-08-12: open$" <<<"$shown"
ok "and the answers" grep -q "^  answer $two/1 in $two_case on 2017-08-09 by gas-02$" <<<"$shown"
ok "of both kinds" grep -q "^  answer about $item on 2017-08-09: not-found by gas-03$" <<<"$shown"
ok "so does the worklist" grep -q "^  answer $two/1 in $two_case" <<<"$(review)"

# A name that never was, and one for others, answer alike.
give bad gas-01 bad.evil.example 'request="R-2017-00000000"'
give bad pow-01 bad.evil.example "request=\"$R\""
begin pow-02
add <<<"<sighting item=\"$far\" request=\"$R\"/>"
drop bad-seen
next
is "alike" "$(json "sorted((p['from'], p['reason']) for p in j['packages'])")" "[('gas-01', 'unknown-reference'), ('pow-01', 'unknown-reference'), ('pow-02', 'unknown-reference')]"

# To the provider of one submission: nobody else learns of it.
ask duty "submission=\"$one/1\" until=\"2017-08-14\"" '検体を送ってください。'
next
P=$(named)
is "no audience is told" "$RC $(bundles)" "0 []"
letter gas-01
is "its provider is, by letter" "$(grep -o '<request[^>]*>' "$WORK/letter/receipts.xml")" "<request id=\"$P\" until=\"2017-08-14\" submission=\"$one/1\">"
is "the analyst sees its name, and no member's" "$(show "$one_case" | grep -A1 "^request $P")" \
    "request $P by duty to the provider of $one/1 in $one_case until 2017-08-14: open
  検体を送ってください。"
give three gas-02 three.evil.example "request=\"$P\""
give four gas-01 four.evil.example "request=\"$P\""
next
is "another may not answer it" "$(json "sorted((p['from'], p['reason'] or p['state']) for p in j['packages'])")" "[('gas-01', 'accepted'), ('gas-02', 'unknown-reference')]"
ok "the answer is beside the case, without who gave it" grep -qE "^  answer $four/1 in C-2017-[0-9]+ on 2017-08-12$" <<<"$(show "$one_case")"

# Over on its last day, or when an analyst ends it.
is "12 August" "$when" 12
last gas gas-03
is "on its last day it is told" "$(asked | grep -c "$R")" 1
ask duty 'audience="gas" until="2017-08-30"' '別のお願い。'
next
Q=$(named)
last gas gas-03
is "then it is over" "$(asked | grep -o 'name="[^"]*"')" "name=\"$Q\""
ok "as show says" grep -q "^request $R .*: over$" <<<"$(show "$one_case")"
ask duty-2 "closes=\"$Q\"" ''
give five gas-01 five.evil.example
next
last gas gas-03
is "one that an analyst ended is told no more" "$(asked)" none
is "nor by a member's computer: what is asked is what the newest bundle asks" "$(opens 14 C "$HUB"/outbox/gas/bundles/* | grep -c 'R-2017')" 0
seq=$(ls "$HUB/outbox/gas/bundles" | wc -l)
rm -r "$WORK/state"
is "in whatever order they come" "$(opens 14 C "$HUB/outbox/gas/bundles/gas-$(printf %06d "$seq").tar.zst.gpg" "$HUB/outbox/gas/bundles/gas-$(printf %06d $((seq - 1))).tar.zst.gpg" | grep -c 'R-2017')" 0
give six gas-02 six.evil.example "request=\"$Q\""
next
is "a late answer is one" "$(states)" "['accepted']"

# Words: a member's name is stopped; what the case calls sensitive wants a second.
give secret gas-01 secret.evil.example '' '' '<sensitive>青い帽子</sensitive>'
next
secret_item=$(json "[i['id'] for i in j['items']][0]")
ask duty "audience=\"gas\" item=\"$secret_item\" until=\"2017-08-30\"" 'Kakugas-01 に届いたもの。'
next
is "a name: nobody is told, a person is" "$RC $(bundles) $(grep -c 'is stopped at the gate' "$WORK/err")" "10 [] 1"
next
is "each night says so" "$RC $(grep -c 'is stopped at the gate' "$WORK/err")" "10 1"
ask duty "closes=\"$(named)\"" ''
ask duty "audience=\"gas\" item=\"$secret_item\" until=\"2017-08-30\"" '青い帽子の件。'
next
S=$(named)
is "a word of the case's" "$RC $(bundles) $(grep -c "request $S is not told: its words hold" "$WORK/err")" "10 [] 1"
ok "waits" grep -q "^request $S .*: waits for a second analyst$" <<<"$(review)"
is "in status" "$("$TOIYABA" status "$HUB" --json --at 2017-08-20T00:00:00Z | python3 -c 'import json,sys; print(json.load(sys.stdin)["second"])')" 1
before=$(sqlite3 "$HUB/hub.db" 'SELECT * FROM request; SELECT * FROM request_end') state=$(state)
rm "$HUB"/hub.db*
mv "$HUB/secret" "$WORK/secret"
ok "rebuild needs no secret" "$TOIYABA" rebuild "$HUB"
mv "$WORK/secret" "$HUB/secret"
is "the same requests" "$(sqlite3 "$HUB/hub.db" 'SELECT * FROM request; SELECT * FROM request_end') $(state)" "$before $state"
begin duty; add <<<"<confirm request=\"$S\" decision=\"approve\"/>"; drop own
begin duty-2; add <<<"<confirm request=\"$S\" decision=\"approve\"/>"; drop other
next
is "not his own; another's" "$(states) $(bundles | grep -c gas)" "['accepted', 'not-allowed'] 1"
last gas gas-03
is "confirmed, it is told" "$(asked)" "<request name=\"$S\" item=\"$secret_item\" until=\"2017-08-30\">青い帽子の件。</request>"
begin duty-2; add <<<"<confirm request=\"$S\" decision=\"refuse\"/>"; drop no
give seven gas-01 seven.evil.example
next
last gas gas-03
is "taken back, it is told no more" "$(asked)" none

# About an item that is taken back nobody is asked.
begin duty-2; add <<<"<confirm request=\"$S\" decision=\"approve\"/>"; drop yes
begin duty; add <<<"<ruling item=\"$secret_item\" retract=\"yes\"/>"; drop retract
next
last gas gas-03
is "an item that was taken back" "$(asked)" none

# A stolen key: what came under it is asked no more, what it ended goes on.
ask duty-2 'audience="pow" until="2017-08-30"' '盗まれた鍵の問い。'
ask duty 'audience="pow" until="2017-08-30"' '本物の問い。'
next
last pow pow-01
is "both are told" "$(asked | wc -l)" 2
sed -i "s|\(<member id=\"duty-2\".*<key [^>]*\)/>|\1 distrusted=\"2017-08-15\"/>|" "$HUB/roster.xml"
give eight pow-02 eight.evil.example
next
last pow pow-01
is "one" "$(asked | sed 's/.*>\(.*\)<.*/\1/')" '本物の問い。'
ok "said" grep -q 'duty-2: .*1 requests' "$WORK/err"
ok "check" "$TOIYABA" check --full "$HUB"
before=$(sqlite3 "$HUB/hub.db" 'SELECT * FROM request; SELECT * FROM request_end') state=$(state)
rm "$HUB"/hub.db*
ok "rebuild" "$TOIYABA" rebuild "$HUB"
is "the same" "$(sqlite3 "$HUB/hub.db" 'SELECT * FROM request; SELECT * FROM request_end') $(state)" "$before $state"
result

#!/bin/bash
# What wraps a mail is not the mail: of a forward, inline or attached, in any
# form that mail programs make, the mail inside is told and nothing of who sent
# it on.
. "$(dirname "$0")/../lib.sh"
: "${PYTHON:=python3}"
here=$(dirname "$0")

{
	audience sig gas
	member gas-01 gas | sed 's|<domain>|<domain>aobapower.example</domain>&|'
	member gas-02 gas
} >"$WORK/roster"
make_hub <"$WORK/roster"

submit() {	# submit FILE: one mail of gas-01
	begin gas-01
	f=$(file m.eml mail <"$1")
	add <<<"<submission id=\"1\" kind=\"mail\"><title>件</title>$f<share consent=\"given\"/></submission>"
	drop "$(basename "$1" .eml)"
}

mkdir "$WORK/forms"
"$PYTHON" "$here/forwards.py" make "$WORK/forms" aobapower.example
for f in "$WORK"/forms/*.eml; do submit "$f"; done
night 2017-08-04
is "all are taken" "$RC $(find "$HUB/quarantine" -name '*.gpg' | wc -l)" "0 0"
reader gas-02 gas 1
is "each form ($(ls "$WORK/forms" | wc -l))" \
    "$("$PYTHON" "$here/forwards.py" check "$HUB/hub.db" "$WORK/bundle" aobapower.example)" ""

# A member's own mail in which nothing says that it sends another on; one that
# names somebody in its text only.
plain() {	# plain NAME FROM TO SUBJECT TEXT
	mail "$2" "$3" "=?UTF-8?B?$(printf %s "$4" | base64 -w0)?=" "$5" >"$WORK/$1.eml"
	submit "$WORK/$1.eml"
}
plain own1 desk@aobapower.example csirt@aobapower.example "FW: 棚卸の照会" "棚の数え方が変わります。 http://own1-evil.example/a"
plain own2 desk@aobapower.example csirt@aobapower.example "転送: 宿直の募集" "宿直を引き受ける方を求めます。 http://own2-evil.example/b"
plain named x@named-evil.example list@named-evil.example "佐藤 花子様 至急" "佐藤 花子 <hanako@aobapower.example> 様への書類です。 http://named-evil.example/c"
# Those that once showed a fault.
for f in tests/mails/found/*.*; do submit "$f"; done
night 2017-08-05
reader gas-02 gas 2
taken() {	# taken TYPE: the values of one type taken from those of the night
	python3 - "$HUB/hub.db" "$1" <<'P'
import sqlite3, sys
db = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
q = "SELECT DISTINCT i.value FROM indicator i JOIN submission s ON s.id = i.submission WHERE i.type = ? AND s.day = '2017-08-05' ORDER BY 1"
print("".join(v + "\n" for v, in db.execute(q, sys.argv[2:])), end="")
P
}
told() {	# told TYPE: the values of one type in the bundle
	sed -n "s/.*<indicator type=\"$1\"[^>]*>\(.*\)<.indicator>/\1/p" "$WORK"/bundle/items/*.xml | sort -u
}
item_of() { grep -l "$1" "$WORK"/bundle/items/*.xml; }
is "a mark of a forward is not taken" "$(taken subject | grep -E '棚卸|宿直' | tr '\n' ' ')" "宿直の募集 棚卸の照会 "
is "and relates nothing" "$(cat "$(item_of own1-evil)" "$(item_of own2-evil)" | grep -c '<related')" 0
is "whom a text names is hidden" "$(told subject | grep 至急)" "〓〓様至急"
ok "r1, r2: nobody who sent a mail on is told" sh -c "! grep -rE 'suzuki@|csirt@|aobaholdings' '$WORK/bundle'"
is "senders" "$(taken email-addr | tr '\n' ' ')" \
    "bank@phish-lure.example bb@lure8.example boss@alpha-lure.example boss@real-lure.example depot@beta-lure.example news@honest-partner.example root@lure7.example s@lure11.example s@lure12.example s@lure20.example s@lure4.example s@lure5.example s@lure9.example u1@gamma1-lure.example u2@gamma2-lure.example x@named-evil.example "
for s in 口座情報の確認 見積書の送付 'Parcel waiting' 'Overdue invoice'; do
	ok "subject: $s" grep -qxF "$s" <(taken subject)
done
ok "r2: no cover text's subject" sh -c "! grep -rE '情報提供|転送の件' '$WORK/bundle/items'"
is "r4: an address is hidden in either form" "$(told subject | grep -iE '^(hello|hi)' | tr '\n' ' ')" "hello 〓〓 hi 〓〓 "
ok "r4: and in a link" sh -c "! grep -r 'hanako' '$WORK/bundle'"
ok "r3: the file that is not called an attachment" grep -rq 'name="invoice.exe"' "$WORK/bundle/items"
ok "r3: the link" grep -qxF http://pay.real-lure.example/i <(taken url)
ok "r13: where a page's form sends to" grep -qxF http://harvest.lure20.example/post.php <(taken url)
is "r9: each mail of an mbox" "$(taken url | grep -cE '^http://(lure9|beta.parcel-lure).example/')" 2
ask() {	# ask SQL: the first value
	python3 -c 'import sqlite3, sys
print(sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True).execute(sys.argv[2]).fetchone()[0])' "$HUB/hub.db" "$1"
}
joint() {	# joint SENDER SENDER: in how many cases both are
	ask "SELECT count(*) FROM (SELECT 1 FROM mail m JOIN submission s ON s.id = m.submission WHERE m.sender IN ('$1', '$2')
		GROUP BY s.casefile HAVING count(DISTINCT m.sender) > 1)"
}
is "a member's own address relates nothing" "$(ask "SELECT count(*) FROM join_key WHERE key LIKE '%desk@aobapower.example'")" 0
is "r12: JIS called us-ascii" "$(ask "SELECT substr(norm, 1, 7) FROM mail WHERE sender = 's@lure12.example'")" 至急ご確認くだ
is "r2: two attacks under one cover text are two cases" "$(joint boss@alpha-lure.example depot@beta-lure.example)" 0
is "r5: what a program makes joins nothing" "$(joint u1@gamma1-lure.example u2@gamma2-lure.example)" 0
is "r5: and is no file" "$(cat "$WORK"/bundle/items/*.xml | grep -c 'size="12"\|size="11"')" 0
is "r11: a name in Shift_JIS" "$(cat "$WORK"/bundle/items/*.xml | grep -o 'name="[^"]*ソフト.exe"')" 'name="表示ソフト.exe"'
result

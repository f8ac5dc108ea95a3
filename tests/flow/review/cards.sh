#!/bin/bash
# An analyst reviews at a terminal: cards, decisions, undo, an editor that is
# refused, one signed package; what is decided holds from the next night on.
# What a member wrote draws, moves and forges nothing on that terminal.
. "$(dirname "$0")/../lib.sh"
here=$(realpath "$(dirname "$0")")

{
	audience sig gas
	audience sig power
	member gas-01 gas
	member gas-02 gas
	member power-01 power
	other duty analyst
	other duty-2 analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"
sed -i 's/^release = automatic/release = ruled/; s/^four-eyes = opening/four-eyes = all/' "$HUB/hub.conf"

export LC_ALL=C.UTF-8
sit() {	# sit WHO [OPTION...] <answers : the terminal of who reviews, in $WORK/shown
	who=$1
	shift
	python3 "$here/dialogue.py" "$TOIYABA" review "$HUB" --homedir "$KEYS/$who" \
	    --at "${AT:-2017-08-04T10:00:00+09:00}" "$@" >"$WORK/shown" 2>&1
}
rows() { sed -z 's/\n    | //g' "$WORK/shown"; }	# each line whole
shows() { grep -qF -- "$1" "$WORK/shown" || rows | grep -qF -- "$1"; }
pad() { printf "${2:-x}%.0s" $(seq "$1"); }
handed() { find "$HUB/inbox" -maxdepth 1 -name 'review-*.gpg' | wc -l; }
opened() {	# the manifest of what was handed in last
	gpg --homedir "$HUB/gnupg" --batch --quiet --trust-model always -d \
	    "$(ls -t "$HUB"/inbox/review-*.gpg | head -1)" 2>/dev/null | tar --zstd -xO manifest.xml
}
case_of() { "$TOIYABA" show "$HUB" "$1" | sed -n 's/^  case \(C-[0-9-]*\).*/\1/p'; }

# What an enemy who is a member writes to whoever reviews it.
forged='[a,h,c,e,m,s,t,r,w,g,f,v,p,u,n,q,?]? a'
begin gas-01 11111111-1111-4111-8111-111111111111
add <<X
<submission id="1" kind="mail"><title>不審$(printf '\342\200\256')なメール$(printf '\342\200\213')</title><description>経理担当の3名に届きました。
C-2017-0001 (1 of 3) $forged
$(pad 37 …)$forged
$(printf '\342\200\250')次の行$(printf '\342\201\246')です http://evil.example/x $(printf 'x%.0s' $(seq 200))
$forged</description>
$(mail "at$(printf '\033')[2J@evil.example" taro@gas-01.example "$(printf '=?utf-8?B?%s?=' "$(printf '請求書\033[31m\342\200\256の件' | base64)")" 'ご担当者様 請求書をお送りします。下記の通りご確認ください。振込先の口座が変わりましたので、添付の書類を開いて至急お手続きください。経理部' | file m.eml mail)
<share consent="given"/><sensitive>$(pad 58)$forged</sensitive>$(for i in $(seq 20); do echo "<sensitive>word-$i</sensitive>"; done)</submission>
<submission id="2" kind="mail"><title>同じメール</title>
$(mail x@evil.example jiro@gas-01.example '請求書の件' 'ご担当者様 請求書をお送りします。下記の通りご確認ください。振込先の口座が変わりましたので、添付の書類を開いて至急お手続きください。経理部' | file n.eml mail)
<share consent="none"/></submission>
X
drop a
begin gas-02 22222222-2222-4222-8222-222222222222
add <<X
<submission id="1" kind="incident" answer="wanted"><title>侵入</title><description>サーバに侵入された</description><indicator type="domain-name" role="c2">c2.evil.example</indicator><share consent="given"/></submission>
<submission id="2" kind="incident"><title>別の侵入</title><indicator type="domain-name" role="c2">other.evil.example</indicator><indicator type="user-agent" role="other">zzlure $(pad 54)$forged</indicator><share consent="none"/></submission>
X
drop b
# Who sends much of one thing fills no terminal with it.
begin power-01 33333333-3333-4333-8333-333333333333
for i in $(seq 40); do
	echo "<submission id=\"$i\" kind=\"traffic\"><title>通信</title><observation direction=\"inbound\" address=\"203.0.113.5\" port=\"22\" protocol=\"tcp\" first=\"2017-08-01\" last=\"2017-08-02\" count=\"1\"/><share consent=\"none\"/></submission>"
done | add
drop c
night 2017-08-04
mail=$(case_of 11111111-1111-4111-8111-111111111111/1)
one=$(case_of 22222222-2222-4222-8222-222222222222/1)
two=$(case_of 22222222-2222-4222-8222-222222222222/2)
much=$(case_of 33333333-3333-4333-8333-333333333333/1)
before=$(sha256sum <"$HUB/hub.db")

is "a pipe gets the list" "$("$TOIYABA" review "$HUB" </dev/null | grep -c '^classify')" 4

# Nobody's key: it is said what to do, cards can be read, nothing is decided.
printf '%s\n' a q | sit gas-01
ok "without a key: what to do" shows "toiyaba keys $HUB enrol ID FILE"
ok "and nothing is decided" shows "There is nothing to sign."
is "nothing handed in" "$(handed)" 0
ok "it ended well" shows "exit 0"

# The terminal hangs up: nothing is signed.  An interrupt loses nothing: it is
# asked what to do; and once more, and nothing is signed.
printf '%s\n' a | sit duty
is "hung up" "$(handed)" 0
printf '%s\n' e a ^C n ^D ^C | EDITOR=true sit duty
is "interrupted" "$(handed) $(grep -c 'Sign it?' "$WORK/shown") $(tail -1 "$WORK/shown")" "0 2 exit 0"

# An editor's text is of the card's case, and of nothing beside it.
printf '#!/bin/sh\necho "<ruling submission=\\"22222222-2222-4222-8222-222222222222/1\\"><answer>x</answer></ruling>" >"$1"\n' >"$WORK/astray"
chmod +x "$WORK/astray"
printf '%s\n' e n q | EDITOR=$WORK/astray sit duty
ok "an editor's ruling on no case is refused" shows "it is to stay C-2017-"
ok "and is not decided" shows "There is nothing to sign."
# What the night would refuse, and with it all that was decided, is refused at
# once: readers that are not there, words that do not go together.
printf '#!/bin/sh\nsed -i "s/ for=\\"[a-z ]*\\"/ for=\\"gaz\\"/" "$1"\n' >"$WORK/gaz"
printf '#!/bin/sh\nsed -i "s/<ruling /<ruling harmless=\\"yes\\" /" "$1"\n' >"$WORK/harmless"
chmod +x "$WORK/gaz" "$WORK/harmless"
printf '%s\n' e n q | EDITOR=$WORK/gaz sit duty
ok "no such audience" shows "It is not taken: audience gaz is not known here"
printf '%s\n' e a h q d | EDITOR=$WORK/harmless sit duty
is "harmless does not go out; it may be held" "$(grep -c 'does not go with release' "$WORK/shown") $(rows | grep -c '<ruling.*harmless="yes"') $(rows | grep -c '<ruling.*release="yes"')" "1 3 0"
# What is for all by itself is not narrowed to the audiences of a card.
{ for c in 1 2 3; do printf '%s\n' 'c b' 'c p' n; done; printf '%s\n' q d; } | sit duty
is "bulk is for all" "$(rows | grep -c 'class="bulk"') $(rows | grep -c ' for="gas" class="bulk"') $(rows | grep -c ' for="gas" class="phishing"')" "3 0 2"

# The same on paper, in both languages: no script, nothing that a value opens.
for l in ja en; do
	"$TOIYABA" review "$HUB" --html --lang $l --at 2017-08-04T10:00:00+09:00 >"$WORK/sheet.$l"
	is "sheet in $l: well-formed, plain" "$(sed 1d "$WORK/sheet.$l" | xmllint --xpath 'concat(//*[local-name()="html"]/@lang, " ", count(//*[local-name()="section"]), " ", count(//@href | //@src | //*[local-name()="script"]))' -)" "$l 4 0"
done
ok "boxes in Japanese" grep -q '☐ 共有してよい' "$WORK/sheet.ja"
ok "boxes in English" grep -q '☐ may go out' "$WORK/sheet.en"

# Card by card.
cat >"$WORK/editor" <<'X'
#!/bin/sh
if [ -e "$WORK/refused" ]; then
	sed -i 's|<ruling \(.*\) gravity="9" \(.*\)>|<ruling \1 \2>|' "$1"
else
	: >"$WORK/refused"
	sed -i 's|<ruling \([^>]*\)/>|<ruling \1 gravity="9" grounds="craft">\n<outline>概要の文</outline><campaign from="2015" until="2017">海霧</campaign><analysis>偽の請求書。\n開かない \&lt;こと\&gt;。</analysis></ruling>|' "$1"
fi
cp "$1" "$WORK/edited"
dirname "$1" >"$WORK/edited.dir"
# What editors leave beside it.
cp "$1" "$1.bak"
mkdir "$(dirname "$1")/.kept"
cp "$1" "$(dirname "$1")/.kept/ruling.xml.0"
X
chmod +x "$WORK/editor"
export WORK EDITOR="$WORK/editor"
cards=$("$TOIYABA" review "$HUB" --cards --json --at 2017-08-04T10:00:00+09:00 |
    python3 -c 'import json,sys; print(*[c["case"] for c in json.load(sys.stdin)["cards"]])')
is "a card for each case" "$(tr ' ' '\n' <<<"$cards" | sort | tr '\n' ' ')" "$(printf '%s\n' "$mail" "$one" "$two" "$much" | sort | tr '\n' ' ')"
for c in $cards; do
	case $c in
	"$mail") printf '%s\n' '?' x c '' 'c zebra' 'c p' h u "m $two" u 's 2 2' u t '1 recon 探り' '3 attack x' '2 attack 本番' '' u e y 'f zzlure' v p '' '' a ;;	# c and an empty line: as proposed
	"$one") printf '%s\n' 'f c2.evil.example' 'm C-2017-9999' 's 1' 'r 1 調べています。' 'c t' a ;;
	"$two") printf '%s\n' h ;;
	*) echo n ;;
	esac
done >"$WORK/answers"
# At the end: not yet; the last decision back; again; and signed.
printf '%s\n' n u "$([ "$(tr ' ' '\n' <<<"$cards" | grep -v "$much" | tail -1)" = "$two" ] && echo h || echo a)" "$([ "${cards##* }" != "$much" ] || echo n)" y >>"$WORK/answers"
sit duty <"$WORK/answers"
cp "$WORK/shown" "$WORK/first"
ok "played to the end" shows "exit 0"
ok "help" shows "m CASE  merge it into that case"
ok "no such answer" shows "x is no answer"
ok "no such class" shows "No such class"
ok "no such case" shows "There is no other case C-2017-9999"
ok "not all of it is split off" shows "Wanted are numbers from 1 to 1, and not all of them."
ok "undone" shows "Undone."
ok "much of one thing is said in a line" shows "(28 more submissions; v shows all)"
ok "merged" shows "<merge into=\"$two\"/>"
ok "split" shows '<split submission="11111111-1111-4111-8111-111111111111/2"/>'
is "once" "$(grep -c '<split ' "$WORK/shown")" 1
ok "a step that is none" shows "Wanted: a number from 1 to 2"
ok "a thread" shows '<step kind="attack" submission="11111111-1111-4111-8111-111111111111/2">本番</step>'
ok "find" shows "from gas-02 on 2017-08-04, submission 22222222-2222-4222-8222-222222222222/1"
ok "the editor's text is refused, with why" shows "is not known here; wanted: case, item"
ok "what a member wrote" shows "| 経理担当の3名に届きました。"
ok "the mail's face" shows "請求書"
ok "what is not due stands apart" shows "22222222-2222-4222-8222-222222222222/2 (gas-02) does not go to"
is "of a short mail all, and nothing else" "$(grep -c 'more lines)\|notice' "$WORK/first")" 0
ok "words that must not leave are told with a limit" shows "(9 more words)"
ok "and why" shows "its terms are for statistics only"
ok "what it would tell" shows "| c2[.]evil[.]example"

# Nothing of outside reaches the terminal raw, or begins a line.
raw() { python3 - "$WORK/first" <<'P'
import re, sys, unicodedata
t = open(sys.argv[1], encoding="utf-8").read()
print(sorted({"%04X" % ord(c) for c in t if c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160
      or 0x200b <= ord(c) <= 0x200f or 0x2028 <= ord(c) <= 0x202e or 0x2060 <= ord(c) <= 0x206f)}),
      [l for l in t.split("\n") if "[a,h,c,e" in l and "| " not in l and not re.match(r"C-2017-\d{4} \(\d of \d\) \[a", l)],
      [l for l in t.split("\n") if re.match("x{9}", l)])
# The rows of a terminal of 80 columns, also of one that draws wide what may be.
def rows(line, wide):
    row = columns = 0
    out = [""]
    for c in line:
        n = 0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in wide else 1
        if columns + n > 80:
            out.append("")
            columns = 0
        out[-1] += c
        columns += n
    return out
print(sorted({r for l in t.split("\n") for wide in ("WF", "WFA") for r in rows(l, wide)[1:]
      if re.match(r"\[a,h,c,e|C-2017-\d{4} \(", r)}))
P
}
is "nothing raw, no forged question, nor where a row ends" "$(raw | tr '\n' ' ')" "[] [] [] [] "
ok "the lures were shown" sh -c "grep -q zzlure '$WORK/first' && grep -q '^    | x.*\[a,h,c\|^    | \[a,h,c' '$WORK/first'"
is "once more, a screen at a time, an answer between two" "$(sed -n '/]? p$/,$p' "$WORK/first" | sed -n 's/^(\([0-9]*\) of [0-9]*) an empty line.*/\1/p' | tr '\n' ' ')$(sed -n '/]? p$/,/^(1 of/p' "$WORK/first" | wc -l)" "1 2 3 23"
ok "what turns the text is shown" shows '\u{202E}'
ok "what breaks a line too" shows '\u{2028}'
ok "links are defanged" shows "hxxp://evil[.]example/x"
is "the editor's folder was memory, and is gone" "$(cut -d/ -f2-3 "$WORK/edited.dir") $([ ! -e "$(cat "$WORK/edited.dir")" ] && echo gone)" "dev/shm gone"

# One package, signed by the analyst, of all that was decided and nothing else.
is "one package" "$(handed)" 1
is "the database is as it was" "$(sha256sum <"$HUB/hub.db")" "$before"
opened >"$WORK/manifest.xml"
run=$(ls "$HUB/runs" | tail -1)
is "rulings with as-of and for" "$(xmllint --xpath 'count(//*[local-name()="ruling" and @as-of="'"$run"'"])' "$WORK/manifest.xml") $(grep -o 'for="[a-z ]*"' "$WORK/manifest.xml" | sort -u)" '4 for="gas"'
is "what was undone is not in it" "$(grep -cE '<(merge|split|step) ' "$WORK/manifest.xml")" 0
is "the text as it was written" "$(xmllint --xpath 'string(//*[local-name()="analysis"])' "$WORK/manifest.xml")" "$(printf '偽の請求書。\n開かない <こと>。')"
ok "all of it was shown before" sh -c "grep -qF '開かない &lt;こと&gt;。' '$WORK/shown' && grep -qF '<answer>調べています。</answer>' '$WORK/shown'"
night 2017-08-05
is "taken" "$RC $(json '[p["state"] for p in j["packages"]]')" "0 ['accepted']"
is "held at once, the rest waits for a second analyst" "$("$TOIYABA" show "$HUB" "$two" --json | python3 -c 'import json,sys; print(json.load(sys.stdin)["release"])') $(json 'len(j["confirm"])')" "hold 3"

list=$("$TOIYABA" review "$HUB" --list)
for line in "for: gas" "grounds: craft" "outline: 概要の文" "campaign: 海霧" "years: 2015-2017"; do
	ok "the list tells what is to be confirmed: $line" grep -qF "  $line" <<<"$list"
done

# The other analyst: cards of what waits for her, and of nothing that is settled.
AT=2017-08-05T10:00:00+09:00 sit duty-2 <<X
n
n
c
a
v
a
a
y
X
ok "what she puts her name to" shows "| 偽の請求書。"
told() { grep -A1 "^  $1\$" "$WORK/shown" | sed -n 's/^    | //p' | head -1; }
is "and all else of it" "$(for w in for grounds outline campaign years; do told "$w"; done | tr '\n' ';')" "gas;craft;概要の文;海霧;2015-2017;"
ok "only a and h there" shows "On the card of what another analyst decided the answers are a and h."
ok "and its question names no other" grep -q "^$mail (. of .) \[a,h,f,v,p,u,n,q,?\]?" "$WORK/shown"
is "handed in" "$(handed)" 1
night 2017-08-06
is "confirmed: out" "$(json 'sorted(i["case"] for i in j["items"])')" "$(python3 -c 'import sys; print(sorted(sys.argv[1:]))' "$mail" "$one")"
item=$(json "[i['id'] for i in j['items'] if i['case'] == '$mail'][0]")
letter gas-02
ok "answered" grep -q 調べています "$WORK/letter/receipts.ja.html"

# Rulings of a file: checked, completed, shown, signed.
echo "<ruling case=\"$one\" release=\"no\"><reason>誤り</reason></ruling><ruling case=\"$mail\" class=\"wild\"/>" >"$WORK/rulings.xml"
AT=2017-08-06T10:00:00+09:00 sit duty --rulings "$WORK/rulings.xml" </dev/null
ok "a fault is told" shows "exit 65"
echo "<confirm ruling=\"99999999-9999-4999-8999-999999999999/1\" decision=\"approve\"/>" >"$WORK/rulings.xml"
AT=2017-08-06T10:00:00+09:00 sit duty --rulings "$WORK/rulings.xml" </dev/null
ok "and what is not there" shows "confirm 99999999-9999-4999-8999-999999999999/1 is not known here"
echo "<ruling case=\"$one\" release=\"no\"><reason>誤り</reason><outline>あらまし</outline><campaign until=\"2016\">海霧</campaign><technique>executable-rlo</technique></ruling>" >"$WORK/rulings.xml"
# A night that is still taking packages is none to decide on.
cp "$HUB/hub.db" "$WORK/kept.db"
sqlite3 "$HUB/hub.db" "INSERT INTO run (id, at, day) VALUES ('20170806T093000', 9999999999, '2017-08-06')"
echo d | AT=2017-08-06T10:00:00+09:00 sit duty --rulings "$WORK/rulings.xml"
ok "as of the last night that ended" shows "as-of=\"$(ls "$HUB/runs" | tail -1)\""
sqlite3 "$HUB/hub.db" "UPDATE run SET ended = 0"
is "before any has ended nothing is decided" "$(AT=2017-08-06T10:00:00+09:00 sit duty --rulings "$WORK/rulings.xml" </dev/null; tail -1 "$WORK/shown") $(grep -c 'no night has ended' "$WORK/shown")" "exit 69 1"
cp "$WORK/kept.db" "$HUB/hub.db"
# A card or an agent that does not answer.
cp -a "$KEYS/duty" "$KEYS/mute"
for f in "$KEYS/mute/private-keys-v1.d"/*; do echo '(private-key)' >"$f"; done
rc=0
"$TOIYABA" review "$HUB" --rulings "$WORK/rulings.xml" --yes --homedir "$KEYS/mute" --at 2017-08-06T10:00:00+09:00 >"$WORK/shown" || rc=$?
is "what cannot be signed unasked is no success" "$rc $(grep -c 'It cannot be signed' "$WORK/shown") $(handed)" "69 1 0"
"$TOIYABA" review "$HUB" --rulings "$WORK/rulings.xml" --yes --homedir "$KEYS/duty" --at 2017-08-06T10:00:00+09:00 >"$WORK/shown"
ok "shown" shows '<reason>誤り</reason>'
opened >"$WORK/manifest.xml"
is "and nothing of it lost" "$(xmllint --xpath 'concat(//*[local-name()="outline"], " ", //*[local-name()="campaign"], " ", //*[local-name()="campaign"]/@until, " ", //*[local-name()="technique"])' "$WORK/manifest.xml")" "あらまし 海霧 2016 executable-rlo"
is "completed" "$(grep -o 'as-of="[^"]*" for="[^"]*"' "$WORK/manifest.xml")" "as-of=\"$(ls "$HUB/runs" | tail -1)\" for=\"gas\""
# What the gate would stop is seen before it is let go.
begin gas-02 44444444-4444-4444-8444-444444444444
add <<X
<submission id="1" kind="incident"><title>侵入</title><indicator type="domain-name" role="c2">c2.gas-01.example</indicator><share consent="given"/></submission>
X
drop d
# A name that is the attack; a request and a chapter that want a second analyst.
begin gas-01 55555555-5555-4555-8555-555555555555
add <<X
<submission id="1" kind="incident"><title>なりすまし</title><indicator type="domain-name" role="link">kakugas-01.evil.example</indicator><indicator type="domain-name" role="link">plain.evil.example</indicator><share consent="given" scope="all"/></submission>
<submission id="2" kind="mail"><title>長いメール</title>
$(mail y@evil.example jiro@gas-01.example '週報の件' "$(for i in 一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四; do echo "週報の第${i}項目でございます。"; done)" | file o.eml mail)
<share consent="none"/></submission>
X
drop e
begin duty-2 66666666-6666-4666-8666-666666666666
add <<X
<request audience="gas" item="$item" until="2017-09-30">word-17 の件はありませんか。</request>
<chapter period="2017Q3" after="bec"><title>海霧の章</title><p>本文<fn>脚注の文</fn>です。</p><section><title>節</title><list><item>項目 $(pad 100)$forged</item></list><example altered="yes"><line>http://evil.example/y</line></example></section><table><title>表の題</title><head><cell>欄</cell></head><row><cell>値</cell></row></table></chapter>
X
drop f
night 2017-08-07
lure=$(case_of 55555555-5555-4555-8555-555555555555/1)
asks=$(sqlite3 "$HUB/hub.db" 'SELECT name FROM request')
is "the gate's finding is on the card" "$("$TOIYABA" review "$HUB" --cards --json --at 2017-08-07T10:00:00+09:00 | python3 -c 'import json,sys; print(*[w["gate"] for c in json.load(sys.stdin)["cards"] if c["case"] == sys.argv[1] for w in c["whom"]])' "$(case_of 44444444-4444-4444-8444-444444444444/1)")" "a member's domain"
is "in effect" "$("$TOIYABA" show "$HUB" "$one" --json | python3 -c 'import json,sys; print(json.load(sys.stdin)["release"])')" hold

# What else wants a second analyst is offered as rulings are; and what a first
# one says of a name that is masked.
dealt() { "$TOIYABA" review "$HUB" --cards --json --from "$1" --at "$AT" | python3 -c 'import json,sys; print(*[c["name"] for c in json.load(sys.stdin)["cards"]])'; }
answers() {	# answers WHO NAME ANSWER... -- NAME ANSWER...: by the names of his cards; n to all others
	who=$1
	shift
	for c in $(dealt "$who"); do
		python3 - "$c" "$@" <<'P'
import sys
card, mine = sys.argv[1], []
for one in " ".join(a.replace(" ", "_") for a in sys.argv[2:]).split(" -- "):
    name, *what = one.split(" ")
    mine += [w.replace("_", " ") for w in what] if name == card else []
print(*(mine or ["n"]), sep="\n")
P
	done
}
export AT=2017-08-07T10:00:00+09:00
is "his own are not his to confirm" "$(dealt duty-2 | tr ' ' '\n' | grep -cx "2017Q3\|$asks")" 0
{ answers duty "$lure" 'w 2' 'w 1' 9 'w 1' 1 a -- "$asks" c a -- 2017Q3 v h u a; echo y; } | sit duty
is "of a mail's text the beginning, and how much more" "$(grep '^    (.* more lines)' "$WORK/shown")" "    (2 more lines)"
ok "the chapter, with its place" shows "for 2017Q3, after bec"
is "whole, and folded" "$(grep -c '^    | 本文<fn>脚注の文</fn>です。$\|^    | 節$\|^    | hxxp://evil\[.\]example/y$\|^  example altered="yes"$\|^    | 値$' "$WORK/shown") $(grep -c '^\[a,h,c' "$WORK/shown")" "15 0"
ok "the request, with its words" shows "| word-17 の件はありませんか。"
ok "no such submission" shows "Wanted are numbers from 1 to 1."
ok "one thing for several is told once" shows "it would tell the same as gas"
ok "a value that is masked" shows "| kakugas-01[.]evil[.]example"
opened >"$WORK/manifest.xml"
is "decided" "$(grep -o '<confirm.*\|<fact.*' "$WORK/manifest.xml" | LC_ALL=C sort | tr '\n' ' ')" "<confirm chapter=\"66666666-6666-4666-8666-666666666666/1\" decision=\"approve\"/> <confirm request=\"$asks\" decision=\"approve\"/> <fact type=\"domain-name\">kakugas-01.evil.example</fact></truehit></ruling> "
night 2017-08-08
is "taken" "$(json '[p["state"] for p in j["packages"]]') $(sqlite3 "$HUB/hub.db" 'SELECT count(*) FROM truehit')" "['accepted'] 1"
AT=2017-08-08T10:00:00+09:00
{ answers duty-2 "$lure" a a; echo y; } | sit duty-2
ok "what would leave is what she confirms" shows "bytes=\""
night 2017-08-09
is "confirmed" "$(json '[p["state"] for p in j["packages"]]') $("$TOIYABA" review "$HUB" --json --at 2017-08-09T10:00:00+09:00 | python3 -c 'import json,sys; print([t["confirmed"] for t in json.load(sys.stdin)["truehits"]])')" "['accepted'] [True]"

# In Japanese.
AT=2017-08-07T10:00:00+09:00 sit duty --ask --lang ja </dev/null
ok "Japanese" shows "誰に何が届くか"
result

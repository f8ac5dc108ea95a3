#!/bin/bash
# Chapters with pictures and tables: what a picture may be, where it is shown,
# how it is numbered and named, who must have seen it; and that a report says
# which chapters wait.
cd "$(dirname "$0")/../../.."
. tests/flow/lib.sh
: "${BUILD:=build}"
draw=tests/flow/report/draw.py

# Each picture by itself.
mkdir "$WORK/bad" "$WORK/good"
good="plain wordy palette alpha laced shapes"
for k in $(python3 $draw kinds); do python3 $draw "$k" >"$WORK/bad/$k"; done
for k in $good; do python3 $draw "$k" >"$WORK/good/$k"; done
look() { (cd "$1" && "$OLDPWD/$BUILD/hostile/picture-one" *); }
is "what must not be shown is refused" "$(look "$WORK/bad" | cut -f1,2 | grep -v 'refused$')" ""
is "and says why" "$(look "$WORK/bad" | cut -f3 | grep -c '[a-z]')" "$(ls "$WORK/bad" | wc -l)"
look "$WORK/good" >"$WORK/shown"
is "what may be is shown" "$(cut -f2 "$WORK/shown" | sort | uniq -c | tr -d ' \n')" "6shown"
is "nothing that was hidden in it" "$(cut -f3 "$WORK/shown" | sed 's/.*>\([A-Za-z0-9+/=]*\)<.image>/\1/' | while read -r b; do base64 -d 2>/dev/null <<<"$b"; done | grep -ac hidden) $(grep -c 'hidden' "$WORK/shown")" "0 0"
is "shapes that nobody saw are seen" "$(grep -cE 'opacity|display|style=|<title|defs' "$WORK/shown")" 0
mkdir "$WORK/again"
for k in plain wordy palette alpha laced; do
	sed -n "s|^$k\t.*>\([A-Za-z0-9+/=]*\)</image>$|\1|p" "$WORK/shown" | base64 -d >"$WORK/again/$k"
done
grep '^shapes' "$WORK/shown" | sed 's/.*\(<svg.*<.svg>\).*/\1/; s|<svg|& xmlns="http://www.w3.org/2000/svg"|' >"$WORK/again/shapes"
is "what was shown is shown as it is" "$(look "$WORK/again")" "$(cat "$WORK/shown")"

make_hub < <(
	audience sig gas
	member gas-01 gas
	for d in duty duty-2 duty-3; do other $d analyst; done
)
begin gas-01
add <<X
<submission id="1" kind="mail"><title>t</title>$(mail a@evil.example f@x.example 請求書 "http://evil.example/x" | file 1.eml mail)<share consent="given"/></submission>
X
drop one
night 2017-08-04

picture() {	# picture PATH KIND [LANG]: its <file> element
	mkdir -p "$PKG/$(dirname "$1")"
	python3 $draw "$2" >"$PKG/$1"
	printf '<file path="%s" sha256="%s"%s/>' "$1" "$(sha256sum "$PKG/$1" | cut -c1-64)" "${3:+ xml:lang=\"$3\"}"
}
figure() {	# figure ID FILES
	printf '<figure id="%s" altered="yes"><title xml:lang="ja">図の題-%s</title><title xml:lang="en">Title-%s</title>%s<alt xml:lang="ja">代替-%s</alt><alt xml:lang="en">Alt-%s</alt></figure>' "$1" "$1" "$1" "$2" "$1" "$1"
}
table='<table id="tricks"><title xml:lang="ja">手口</title><title xml:lang="en">Tricks</title><head><cell><t xml:lang="ja">番号</t><t xml:lang="en">No.</t></cell><cell>x</cell></head><row><cell>1</cell><cell><q dataset="flow" key="2017Q3" measure="submitted"/>（<ref to="mail"/>）</cell></row><row><cell>2</cell><cell><t xml:lang="ja">偽の請求書</t><t xml:lang="en">false invoice</t></cell></row></table>'
begin duty
{
	echo '<chapter period="2017Q3" after="figures"><title xml:lang="ja">手口の章</title><title xml:lang="en">Chapter of tricks</title>'
	echo '<p xml:lang="ja">本文は<ref to="mail"/>と<ref to="tricks"/>、<ref to="flow"/>を見よ。</p><p xml:lang="en">See <ref to="mail"/>, <ref to="tricks"/> and <ref to="flow"/>.</p>'
	figure mail "$(picture pictures/メール.png wordy)"
	echo "<section><title>節</title>$table"
	figure flow "$(picture pictures/flow.ja.svg shapes ja)$(picture pictures/flow.en.png alpha en)"
	echo '</section></chapter>'
} | add
chapter=chapter/$PKGID/1
drop chapter
night 2017-08-05
is "a chapter with pictures is taken" "$(json '[p["state"] for p in j["packages"]]')" "['accepted']"
is "no picture is a submission" "$(json '[p["submissions"] for p in j["packages"]]')" "[[]]"
is "review says where it is seen" "$("$TOIYABA" review "$HUB" | grep -c 'waits for a second analyst since 2017-08-05; a draft of the report shows it')" 1

card() { "$TOIYABA" review "$HUB" --cards --from duty-2 "$@" --at 2017-08-06T09:00:00+09:00 | tr -d '\n ' | grep -cE "nogatereadswhatitspicturesshow;lookateachinadraft:toiyabareportHUB2017Q3--draft|画像が何を写しているかは、どの検査も読まない。草案で"; }
is "its card says that pictures passed no gate" "$(card --lang en)$(card --lang ja)" 11

report() { RC=0; "$TOIYABA" report "$HUB" 2017Q3 "$@" >"$WORK/out" 2>"$WORK/err" || RC=$?; }
out=$HUB/reports/2017Q3
report --at 2017-10-02T09:00:00+09:00
is "a report says that a chapter waits, and for whom" "$RC $(grep -c "2017Q3: $chapter by duty, since 2017-08-05, is not in it: it waits for a second analyst (duty-2, duty-3)" "$WORK/err")" "10 1"
is "and has nothing of it" "$(cat "$out"/* | grep -c 'Chapter of tricks\|手口の章')" 0
report --draft --at 2017-10-02T09:00:00+09:00
is "a draft shows who is to confirm it what" "$RC $(grep -c "$chapter by duty.*the draft shows it" "$WORK/err") $(grep -c 'この章は2人目の分析者の確認を待っている' "$out-draft/report.ja.html") $(grep -c 'data:image/png;base64,' "$out-draft/report.ja.html")" "0 1 1 1"
begin duty-2
echo "<confirm chapter=\"${chapter#*/}\" decision=\"approve\"/>" | add
drop yes
night 2017-08-06
report --at 2017-10-03T09:00:00+09:00
is "confirmed, it is in it" "$RC $(grep -c waits "$WORK/err") $(grep -c '2人目の分析者' "$out/report.ja.html") $(grep -c 'Chapter of tricks' "$out/report.en.html")" "0 0 0 1"
ok "valid" xmllint --noout --relaxng formats/report/report.rng "$out/report.xml"
ok "by another reader of schemas" sh -c "! command -v jing >/dev/null 2>&1 || jing formats/report/report.rng '$out/report.xml'"
text() { python3 - "$1" <<'P'
import html, re, sys
t = re.sub(r"(?s)<style.*?</style>", "", open(sys.argv[1]).read())
print(html.unescape(re.sub(r"<[^>]+>", "", t)))
P
}
n=$(ls "$out" | grep -c '^figure-[0-9]*.ja')
is "named in the text by its number" "$(text "$out/report.ja.html" | grep -o '本文は.*見よ' | sed 's/[0-9]/N/g') $(text "$out/report.en.html" | grep -o 'See Figure.*and Figure [0-9]' | sed 's/[0-9]/N/g')" "本文は図Nと表N、図Nを見よ See Figure N, Table N and Figure N"
for l in ja en; do
	of() { text "$out/report.$l.html" | grep -oE "(図|表|Figure |Table )[0-9]+[　 ]*($1)" | head -1 | grep -o '[0-9]*' | head -1; }
	is "the number that stands under it: $l" "$(of '図の題-mail|Title-mail') $(of '手口|Tricks') $(of '図の題-flow|Title-flow')" \
	    "$(text "$out/report.$l.html" | grep -oE '本文は.*見よ|See Figure.*and Figure [0-9]+' | grep -oE '[0-9]+' | tr '\n' ' ' | sed 's/ $//')"
	is "one count: $l" "$(grep -oE '<figcaption>(図|Figure )[0-9]+' "$out/report.$l.html" | grep -oE '[0-9]+' | tr '\n' ' ')" "$(seq -s ' ' 1 "$n") "
done
is "each in its language" "$(grep -c 'data:image/png' "$out/report.ja.html") $(grep -o 'data:image/png' "$out/report.en.html" | wc -l) $(grep -c '請求書 a\[@\]evil' "$out/report.ja.html")$(grep -c '請求書 a\[@' "$out/report.en.html")" "1 2 10"
is "with its alternative" "$(grep -o 'alt="代替-mail"' "$out/report.ja.html" | wc -l)$(grep -o '<desc>代替-flow' "$out/report.ja.html" | wc -l)$(grep -o 'alt-text="Alt-flow"' "$out/report.en.fo" | wc -l)" 111
is "said to be altered" "$(grep -c '（内容の一部を変えてある）' "$out/report.ja.html")" 1
is "a figure in a table's cell, and a name" "$(text "$out/report.ja.html" | grep -c '1（図[0-9]*）')" 1
cmp_png() { for f in "$out"/figure-*."$1".png; do cmp "$f" "$WORK/again/$2" >/dev/null 2>&1 && echo "$2"; done; }
is "the pixels as files, and nothing else of them" "$(cmp_png ja wordy) $(cmp_png en wordy) $(cmp_png en alpha) $(ls "$out" | grep -c png)" "wordy wordy alpha 3"
is "nothing that was hidden" "$(cat "$out"/* | grep -ac 'hidden [tdaib]')" 0
ok "summed and signed with the rest" sh -c "cd '$out' && sha256sum --strict --quiet -c SHA256SUMS && grep -q png SHA256SUMS"
(cd "$out" && sha256sum report.* figure-*) >"$WORK/sums"
report --at 2017-10-03T09:00:00+09:00
ok "again, the same bytes" sh -c "cd '$out' && sha256sum --quiet -c '$WORK/sums'"
sqlite3 "$HUB/hub.db" 'SELECT * FROM chapter' >"$WORK/rows"
"$TOIYABA" rebuild "$HUB" >/dev/null 2>&1
is "rebuilt alike" "$(sqlite3 "$HUB/hub.db" 'SELECT * FROM chapter' | sha256sum)" "$(sha256sum <"$WORK/rows")"

# At the end of all, by a count of its own.
begin duty
echo '<chapter period="2017Q3" after="appendix"><title xml:lang="ja">語の表</title><title xml:lang="en">Words</title><p xml:lang="ja">語。</p><p xml:lang="en">A word.</p></chapter>' | add
drop appendix
night 2017-08-07
report --draft --at 2017-10-03T09:00:00+09:00
last_title() { grep -o '<h2[^>]*>[^<]*' "$out-draft/report.$1.html" | tail -1 | sed 's/.*>//'; }
is "an appendix" "$(last_title ja) $(last_title en)" "付録1　語の表 Appendix 1　Words"
is "in the contents and the bookmarks" "$(grep -c '<li class="appendix"><a href="#chapter-2">付録1　語の表' "$out-draft/report.ja.html") $(grep -c 'bookmark-title>付録1 語の表' "$out-draft/report.ja.fo")" "1 1"
ok "valid, too" xmllint --noout --relaxng formats/report/report.rng "$out-draft/report.xml"
for l in ja en; do ok "and on paper: $l" sh batch/deploy/toiyaba-pdf "$out-draft/report.$l.fo" "$WORK/appendix.$l.pdf"; done
words_of() { pdftotext -raw -y 60 -H 720 -x 0 -W 600 "$WORK/appendix.$1.pdf" - | sed 's/[ 　\f]//g' | tr -d '\n'; }
is "it stands behind the definitions" "$(words_of ja | grep -c 'ダイジェスト.*付録1語の表.*語。以上$') $(words_of en | grep -c 'Digest.*Appendix1Words.*Aword\.End$')" "1 1"
is "and its drawing and letters are there" "$(words_of ja | grep -c A社)" 1
is "no page is mostly empty" "$(python3 tests/flow/report/empty.py "$WORK"/appendix.*.pdf)" ""

# Whatever place there is, a chapter that asks for it is in the report.
begin duty
echo '<chapter period="2017Q3" after="nowhere"><title>x</title><p>x</p></chapter>' | add
drop nowhere
night 2017-08-08
places=$(json '[p["detail"] for p in j["packages"]][0]' | sed 's/.*: //')
is "nowhere is refused, with the places there are" "$(wc -w <<<"$places") $(grep -c appendix <<<"$places")" "9 1"
begin duty
for p in $places; do echo "<chapter period=\"2017Q4\" after=\"$p\"><title>place-$p</title><p>At $p.</p></chapter>"; done | add
drop places
night 2017-08-09
RC=0
"$TOIYABA" report "$HUB" 2017Q4 --draft --at 2017-10-05T09:00:00+09:00 >/dev/null 2>&1 || RC=$?
is "each is in the report once" "$RC $(grep -o '<title>place-[a-z]*' "$HUB/reports/2017Q4-draft/report.xml" | sed 's/.*place-//' | sort | tr '\n' ' ')" "0 $(tr ' ' '\n' <<<"$places" | sort | tr '\n' ' ')"

# What is refused names its reason.
chap() { echo "<chapter period=\"2017Q4\"><title>x</title>$*</chapter>"; }
try() {	# try NAME XML
	echo "$2" | add
	drop "try-$1"
}
fate() { json '[" ".join([p["state"], p["reason"] or "-"]) for p in j["packages"] if "try-'"$1"'.gpg" in p["path"]][0]'; }
tell() { json '[p["detail"] for p in j["packages"] if "try-'"$1"'.gpg" in p["path"]][0]'; }
for k in $(python3 $draw kinds); do
	begin duty
	try "$k" "$(chap "$(figure a "$(picture a.svg "$k")")")"
done
begin duty
f=$(picture a.png plain)
echo x >>"$PKG/a.png"
try other "$(chap "$(figure a "$f")")"
begin duty
f=$(picture a.png plain)
rm "$PKG/a.png"
try none "$(chap "$(figure a "$f")")"
begin duty
f=$(picture a.png plain)
try several "$(chap "<p><ref to=\"b\"/></p>$(figure a "$f")$(figure a "$f")<table><title>x</title><head><cell>1</cell></head><row><cell>1</cell><cell>2</cell></row></table>")"
begin gas-01
try member "$(chap "$(figure a "$(picture a.png plain)")")"
begin duty
chap "$(figure a "$(python3 $draw shapes | sed 's/A社/Kakugas-01/' >"$PKG/a.svg"; printf '<file path="a.svg" sha256="%s"/>' "$(sha256sum "$PKG/a.svg" | cut -c1-64)")")" | sed 's/2017Q4/2017Q3/' | add
drop named
night 2017-08-13
is "a script" "$(fate script)" "quarantined bad-picture"
is "named with its place" "$(tell script)" "picture a.svg: line 1: script: is not taken here; there are g, text, tspan, rect, circle, ellipse, line, polyline, polygon, path"
is "and in Japanese" "$(env -u TOIYABA_LANG "$TOIYABA" quarantine "$HUB" show "$(json '[p["sha256"] for p in j["packages"] if "try-script.gpg" in p["path"]][0]')" 2>/dev/null | grep -c 'script: ここでは受け取らない')" 1
is "and all that are not good" "$(json '"\n".join(p["path"] for p in j["packages"] if p["reason"] == "bad-picture")' | wc -l)" "$(ls "$WORK/bad" | wc -l)"
is "other bytes" "$(fate other)" "quarantined digest-mismatch"
is "no bytes" "$(fate none)" "quarantined missing-file"
is "what does not agree" "$(fate several)" "quarantined bad-manifest"
is "all of it is told" "$(tell several | grep -o 'ref: no figure\|figure: id is given twice\|row: wants as many' | wc -l)" 3
is "of a member" "$(fate member)" "quarantined not-allowed"

# A member's name in a drawing stops a report; pixels are for eyes.
report --draft --at 2017-10-04T09:00:00+09:00
is "a name in a drawing" "$RC $(grep -c "holds a member's name" "$WORK/err")" "70 1"
ok "the books agree" "$TOIYABA" check "$HUB" --full
result

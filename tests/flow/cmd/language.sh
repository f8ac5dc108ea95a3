#!/bin/bash
# A hub speaks its own language, a call that of --lang; machines hear the same
# in both; no page mixes them, or is hard to read on a desk, a phone or paper.
. "$(dirname "$0")/../lib.sh"
unset TOIYABA_LANG LANG LC_ALL LC_MESSAGES
here=$(dirname "$0")
gas_hub
japanese() { LC_ALL=C.UTF-8 grep -cP '[\p{Hiragana}\p{Katakana}\p{Han}]' "$@"; }
all() { wc -l <"$1" | tr -d ' '; }
# both NAME ARGUMENTS...: what one command says, in each language.
both() {
	for l in ja en; do
		"$TOIYABA" "${@:2}" --lang $l >"$WORK/$1.$l" 2>&1 || true
	done
}

begin gas-01
add <<X
<submission id="1" kind="mail"><title>Invoice</title>$(mail a@evil.example f@gas-01.example Invoice "see http://evil.example/x today" | file 1.eml mail)<share consent="given" scope="all"/></submission>
<submission id="2" kind="mail"><title>Preview</title>$(mail b@evil.example g@gas-01.example Order "see http://bad.example/y today" | file 2.eml mail)</submission>
X
drop one
mkdir -p "$HUB/inbox/gas-02"
echo 'no package' >"$HUB/inbox/gas-02/stray.txt"
begin gas-02
add <<'X'
<submission id="1" kind="mial"><title>t</title><scope/>
<indicator type="ipv4-addr">evil.example</indicator><share tlp="ambar" publish="yes"/></submission>
<submission id="1" kind="log"><title>u</title></submission>
X
drop bad
night 2017-08-04
is "a night is told in the hub's language" "$(grep -c '隔離\|拒否' "$WORK/err") $(grep -c 'refused' "$WORK/err")" "2 0"
run=$HUB/runs/20170804T013000
ok "who refused it says what to do" grep -q '登録した鍵で署名\|署名と暗号化をしたファイル' "$run/run.html"
ok "and whose it was" grep -q '>gas-02<' "$run/run.html"
# Books and machines keep one form of what was wrong; whoever reads it has his.
wrong=$(json "next(p['detail'] for p in j['packages'] if p['reason'] == 'bad-manifest')")
is "all that is wrong with a manifest at once" "$(grep -o 'line [0-9]*:' <<<"$wrong" | wc -l) $(grep -c ', seen "mial"; wanted: mail | ' <<<"$wrong")" "5 1"
ok "run.xml has it so" grep -qF 'element scope is not known' "$run/run.xml"
sha=$(json "next(p['sha256'] for p in j['packages'] if p['reason'] == 'bad-manifest')")
gpg --homedir "$KEYS/gas-02" --batch --quiet --trust-model always -d "$HUB/outbox/gas-02/receipts/20170804T013000.gpg" 2>/dev/null >"$WORK/r.zip" || true
unzip -q -d "$WORK/refused" "$WORK/r.zip"
is "each file by the name that its sender gave it" "$(grep -o 'file="[^"]*"' "$WORK/refused/receipts.xml" | sort | tr '\n' ' ')" 'file="bad.gpg" file="stray.txt" '
"$TOIYABA" quarantine "$HUB" show "$sha" >"$WORK/told"
for f in "$run/run.html" "$WORK/refused/receipts.ja.html" "$WORK/told" "$HUB/quarantine/$sha.reason.xml"; do
	is "a manifest's faults in Japanese: $(basename "$f")" "$(grep -oF -e '3行目: ' -e '4行目: ' -e '要素scopeはここにはない' -e '必要なもの: 198.51.100.7 の形のIPv4アドレス' -e '同じidが二つある' "$f" | sort -u | wc -l)" 5
done
ok "and in English to whoever reads that" grep -q 'element scope is not known here; wanted: ' <("$TOIYABA" quarantine "$HUB" show "$sha" --lang en)
is "what is left in English stands where it is said to be kept so" "$(grep -c 'is not known here' "$run/run.html" "$WORK/refused/receipts.ja.html" "$WORK/told" | cut -d: -f2 | tr '\n' ' ')" "0 0 0 "
sed -i 's/^language = ja/language = en/' "$HUB/hub.conf"
begin gas-02
add <<<'<submission id="1" kind="incident"><title>t</title><nothing/></submission>'
drop again
night 2017-08-05
is "or in another" "$(grep -c 'refused' "$WORK/err") $(japanese "$WORK/err")" "1 0"
ok "so is its page" grep -q 'Mend it and send it again\|<h2>Refused' "$HUB/runs/20170805T013000/run.html"

both status status "$HUB" --at 2017-08-05T09:00:00+09:00
is "every line of the verdict" "$(japanese "$WORK/status.ja") $(japanese "$WORK/status.en")" "$(all "$WORK/status.ja") 0"
both list quarantine "$HUB" list
both show quarantine "$HUB" show "$(awk 'NR == 1 { print $2 }' "$WORK/list.en")"
ok "a refusal tells the cure in one language" test "$(japanese "$WORK/show.ja")" -ge 2
both acks retraction "$HUB" list
both find find "$HUB" evil.example --at 2017-08-05T09:00:00+09:00
ok "who had it" test "$(japanese "$WORK/find.ja")" -ge 2
is "and in English" "$(japanese "$WORK/find.en")" 0
both check check "$HUB"
is "that all agree" "$(japanese "$WORK/check.ja") $(japanese "$WORK/check.en")" "2 0"
mkdir "$WORK/medium-a"
"$TOIYABA" export "$HUB" "$WORK/medium-a" --at 2017-08-04T10:00:00+09:00 >/dev/null
both media export "$HUB"
is "where media are" "$(grep -c '渡したまま' "$WORK/media.ja") $(grep -c 'is out' "$WORK/media.ja") $(grep -c 'is out$' "$WORK/media.en")" "1 0 1"
both medium show "$HUB" M-000001
is "what was on one" "$(grep -c '受領書 2017' "$WORK/medium.ja") $(grep -c 'letter' "$WORK/medium.ja")" "$(grep -c 'letter 2017' "$WORK/medium.en") 0"
case=$("$TOIYABA" find "$HUB" evil.example --json | grep -o -m 1 'C-2017-[0-9]*' | head -1)
both work review "$HUB" --list
both case show "$HUB" "$case"
both cards review "$HUB" --cards
for said in work case cards; do
	for l in ja en; do # what is told or quoted stands behind a mark
		grep -v '^ *[|=+-] ' "$WORK/$said.$l" >"$WORK/own.$l"
	done
	is "an analyst reads $said in one language" \
	    "$(LC_ALL=C.UTF-8 grep -vP '[\p{Hiragana}\p{Katakana}\p{Han}]' "$WORK/own.ja" | grep -cE '[a-z]+ [a-z]+ [a-z]+') $(japanese "$WORK/own.en")" "0 0"
	ok "and all of $said" test "$(japanese "$WORK/$said.ja")" -ge 2
done
mkdir "$WORK/medium"
both kept backup "$HUB" "$WORK/medium"
is "a backup" "$(japanese "$WORK/kept.ja") $(japanese "$WORK/kept.en")" "$(all "$WORK/kept.ja") 0"
both drill restore "$WORK/medium" --drill
is "and its drill" "$(japanese "$WORK/drill.ja") $(japanese "$WORK/drill.en")" "$(all "$WORK/drill.ja") 0"
both report report "$HUB" 2017Q3 --draft --at 2017-10-10T09:00:00+09:00
both nohub status "$WORK/nowhere"
is "a mistake" "$(japanese "$WORK/nohub.ja") $(japanese "$WORK/nohub.en")" "1 0"
is "where there is no hub the environment says" \
    "$(LANG=ja_JP.UTF-8 "$TOIYABA" status "$WORK/nowhere" 2>&1 | japanese) $("$TOIYABA" status "$WORK/nowhere" 2>&1 | japanese)" "1 0"
is "a variable chooses for a call, an option against it" \
    "$(TOIYABA_LANG=ja "$TOIYABA" check "$HUB" | japanese) $(TOIYABA_LANG=ja "$TOIYABA" check "$HUB" --lang en | japanese)" "2 0"
for args in "status $HUB --json" "keys $HUB list --json" "keys $HUB expiring --json" "status $HUB --prometheus" "status $HUB --nagios" "quarantine $HUB list --json" "find $HUB evil.example --json" "export $HUB --json" "review $HUB --list --json" "review $HUB --cards --json" "show $HUB $case --json"; do
	both machine $args --at 2017-08-05T09:00:00+09:00
	sed -i '/free_m/d' "$WORK"/machine.??
	is "the same for machines: ${args%% *}" "$(cat "$WORK/machine.ja")" "$(cat "$WORK/machine.en")"
done
"$TOIYABA" run "$HUB" --at 2017-08-06T01:30:00+09:00 --dry-run --json --lang ja >"$WORK/ja" 2>/dev/null || true
"$TOIYABA" run "$HUB" --at 2017-08-06T01:30:00+09:00 --dry-run --json --lang en >"$WORK/en" 2>/dev/null || true
is "and of a night" "$(cat "$WORK/ja")" "$(cat "$WORK/en")"

# All pages that were made, of either language.
pages=$WORK/pages
mkdir -p "$pages"
cp "$WORK/refused/receipts.ja.html" "$pages/refused.ja.html"
for n in 20170804T013000 20170805T013000; do cp "$HUB/runs/$n/run.html" "$pages/run.$n.html"; done
cp "$HUB/status.html" "$pages/status.en.html"
sed -i 's/^language = en/language = ja/' "$HUB/hub.conf"
"$TOIYABA" status "$HUB" --html --at 2017-08-05T09:00:00+09:00 >"$pages/status.ja.html" || true
cp "$HUB"/reports/2017Q3-draft/report.*.html "$pages/"
for l in ja en; do "$TOIYABA" review "$HUB" --html --lang $l >"$pages/worklist.$l.html" || true; done
gpg --homedir "$KEYS/gas-01" --batch --quiet --trust-model always -d "$HUB"/outbox/gas/bundles/gas-000001.tar.zst.gpg 2>/dev/null >"$WORK/b" || true
mkdir "$WORK/in" && tar --zstd -xf "$WORK/b" -C "$WORK/in"
cp "$WORK"/in/*.html "$pages/"
gpg --homedir "$KEYS/gas-01" --batch --quiet --trust-model always -d "$(ls "$HUB"/outbox/gas-01/previews/*.gpg)" 2>/dev/null >"$WORK/b" || true
mkdir "$WORK/pre" && tar --zstd -xf "$WORK/b" -C "$WORK/pre"
for f in "$WORK"/pre/*.html; do cp "$f" "$pages/preview.$(basename "$f")"; done
cp samples/member/guide.*.html "$pages/"
gpg --homedir "$KEYS/gas-01" --batch --quiet --trust-model always -d "$(ls "$HUB"/outbox/gas-01/receipts/*.gpg | head -1)" 2>/dev/null >"$WORK/b.zip" || true
unzip -q -d "$WORK/letter" "$WORK/b.zip" && is "and each submission by its title" "$(grep -o 'title="[^"]*"' "$WORK/letter/receipts.xml" | sort | uniq -c | tr -d ' \n')" '2title="Invoice"2title="Preview"'
[ -d "$WORK/letter" ] && for f in "$WORK"/letter/*.html; do cp "$f" "$pages/letter.$(basename "$f")"; done
is "pages were made" "$(($(ls "$pages" | wc -l) >= 12))" 1
is "no page mixes languages" "$(WORDS="$(grep -o '>[^<]*</name>' "$HUB/roster.xml" | sed 's/^>//; s/<.*//' | tr '\n' '|')" python3 "$here/mixed.py" "$pages"/*.html)" ""

# The same pages, and the member's, in a browser.
cp "$HUB/outbox/gas-01/member.html" "$pages/"
command -v chromium >/dev/null || { skip "chromium is not installed: no page was looked at"; result; exit; }
axe=$(dirname "$TOIYABA")/axe.min.js
[ -s "$axe" ] || { skip "axe-core is not in $(dirname "$axe") (make $axe): pages were not judged by it"; axe=-; }
mkdir "$WORK/print"
python3 "$here/look.py" "$WORK/print" "$axe" "$pages"/*.html >"$WORK/seen" 2>&1 || true
is "on a desk and on a phone" "$(cat "$WORK/seen")" ""
is "each prints" "$(ls "$WORK"/print/*.pdf | wc -l)" "$(ls "$pages"/*.html | wc -l)"
[ -z "${PICTURES:-}" ] || for f in "$WORK"/print/*.pdf; do pdftoppm -r 60 -png "$f" "$PICTURES/$(basename "$f" .pdf).print"; done
result

#!/bin/bash
# What is not over is not reported; a draft shows what would be, says on every
# page what it is, and nothing knows of it afterwards.
cd "$(dirname "$0")/../../.."
. tests/flow/lib.sh
gas_hub
begin gas-01
add <<X
<submission id="1" kind="mail"><title>t</title>$(mail a@evil.example f@x.example 請求書 "http://evil.example/x" | file 1.eml mail)<share consent="given"/></submission>
X
drop one
night 2017-08-04

report() { RC=0; "$TOIYABA" report "$HUB" "$@" >"$WORK/out" 2>"$WORK/err" || RC=$?; }
books() { (cd "$HUB" && find archive audit journal reports -type f 2>/dev/null | grep -v -- -draft/ | LC_ALL=C sort | xargs sha256sum); }
for p in 2017Q3 FY2017 2072Q3; do
	before=$(books)
	report $p --at 2017-09-30T23:59:59+09:00
	is "$p is not over" "$RC" 64
	ok "it says when, and what to do" grep -q "ends with .*--draft" "$WORK/err"
	is "nothing of it is written" "$(books)" "$before"
done
before=$(books)
report 2017Q3 --draft --at 2017-08-10T09:00:00+09:00
is "a draft" "$RC $(basename "$(cat "$WORK/out")")" "0 2017Q3-draft"
ok "says what it is" grep -q 'a draft, of which the books know nothing' "$WORK/err"
d=$HUB/reports/2017Q3-draft
for f in ja.html ja.fo; do ok "on it: $f" grep -q '【草案】' "$d/report.$f"; done
for f in en.html en.fo; do ok "on it: $f" grep -q 'DRAFT' "$d/report.$f"; done
is "the books know nothing of it" "$(books)" "$before"
ok "it is valid" xmllint --noout --relaxng formats/report/report.rng "$d/report.xml"
report 2017Q3 --draft --at 2017-10-02T09:00:00+09:00
is "of one that is over, too" "$(books)" "$before"
report 2017Q3 --at 2017-10-02T09:00:00+09:00
ok "published" grep -q 'edition 1 counts as published' "$WORK/err"
is "as the first edition, whatever drafts there were" "$(xmllint --xpath 'string(/*/@edition)' "$HUB/reports/2017Q3/report.xml")" 1
is "and no draft" "$(grep -c '草案\|DRAFT' "$HUB/reports/2017Q3/report.ja.html")$(xmllint --xpath 'string(/*/@draft)' "$HUB/reports/2017Q3/report.xml")" 0

report 2017Q3 --json --at 2017-10-02T09:00:00+09:00
cp "$WORK/out" "$WORK/json"
is "as JSON" "$RC $(json '[j[k] for k in ("period", "sig", "draft", "again", "edition")] + [j["folder"].split("/")[-1]]')" "0 ['2017Q3', None, False, True, 1, '2017Q3']"

# The folder is whole, and the hub's: by sha256sum and stock gpg.
d=$HUB/reports/2017Q3
ok "its sums" sh -c "cd '$d' && sha256sum --strict --quiet -c SHA256SUMS"
is "all is summed" "$(ls "$d" | grep -vx 'SHA256SUMS\(.asc\)\?' | LC_ALL=C sort)" "$(sed 's/^[0-9a-f]*  //' "$d/SHA256SUMS" | LC_ALL=C sort)"
signed_by_hub() { gpg --homedir "$KEYS/gas-01" --batch --status-fd 1 --faked-system-time 20171101T000000 --verify "$1/SHA256SUMS.asc" "$1/SHA256SUMS" 2>/dev/null | grep -q "^.GNUPG:. VALIDSIG $HUBKEY "; }
ok "signed by the hub" signed_by_hub "$d"
is "a draft has sums, and nobody signs it" "$(ls "$d-draft" | grep -c SHA256SUMS)" 1
is "as many figures in each language as the page names" "$(ls "$d" | grep -c '^figure-[0-9]*.ja.svg') $(ls "$d" | grep -c '^figure-[0-9]*.en.svg')" \
    "$(for l in 図 'Figure '; do grep -o "<figcaption>$l[0-9]*" "$d"/report.*.html | wc -l; done | tr '\n' ' ' | sed 's/ $//')"
is "SVG that says what it shows" "$(for f in "$d"/figure-*.svg; do xmllint --xpath 'concat(namespace-uri(/*), local-name(/*), boolean(/*/@viewBox), string-length(/*/*[local-name()="title"]) > 0)' "$f"; done | sort -u)" "http://www.w3.org/2000/svgsvgtruetrue"
is "tables that Excel reads" "$(head -c 3 -q "$d"/*.csv | od -An -tx1 | tr -d ' \n' | sed 's/efbbbf//g')" ""

# What another edition had is not left beside this one.
echo x >"$d/figure-99.ja.svg"
echo x >"$d/report.ja.pdf"
report 2017Q3 --at 2017-10-02T09:00:00+09:00
ok "what was set from it stays with it" test -e "$d/report.ja.pdf"

# Handed to a regulator.
mkdir "$WORK/medium"
hand() { RC=0; "$TOIYABA" export "$HUB" "$WORK/medium" --report "$@" --at 2017-10-03T09:00:00+09:00 >"$WORK/slip" 2>"$WORK/err" || RC=$?; }
hand 2017Q3
is "on a medium" "$RC $(ls "$WORK/medium")" "0 2017Q3.zip"
is "the slip has its digest" "$(sed -n 's/^sha256  //p' "$WORK/slip")" "$(sha256sum <"$WORK/medium/2017Q3.zip" | cut -d' ' -f1)"
(cd "$WORK" && unzip -q medium/2017Q3.zip)
ok "sums hold" sh -c "cd '$WORK/2017Q3' && sha256sum --strict --quiet -c SHA256SUMS"
ok "signed by the hub, the PDF too" signed_by_hub "$WORK/2017Q3"
ok "it is named" grep -q '  report.ja.pdf$' "$WORK/2017Q3/SHA256SUMS"
is "nothing that the report did not write" "$(ls "$WORK/2017Q3" | grep -c figure-99)" 0
hand 2017Q3
is "a second time it lies there" "$RC" 73
rm "$WORK/medium"/*
hand 2017Q2
is "of no report" "$RC $(ls "$WORK/medium")" "64 "
hand ../2017Q3
is "no path" "$RC $(ls "$WORK/medium")" "64 "
cp "$d/report.ja.html" "$WORK/kept"
echo '<!-- -->' >>"$d/report.ja.html"
hand 2017Q3
is "one that somebody wrote into" "$RC $(ls "$WORK/medium")" "74 "
ok "it is told which" grep -q 'report.ja.html is not what the report wrote' "$WORK/err"
cp "$WORK/kept" "$d/report.ja.html"
mv "$HUB/gnupg" "$WORK/away"
hand 2017Q3
is "a key that is away" "$RC $(ls "$WORK/medium")" "69 "
report 2017Q3 --draft --at 2017-10-02T09:00:00+09:00
is "a draft wants none" "$RC" 0
mv "$WORK/away" "$HUB/gnupg"

report 2017Q3 --at 2017-10-02T09:00:00+09:00
ok "a second time it is that one" grep -q 'edition 1, as it was published' "$WORK/err"
ok "the books agree" "$TOIYABA" check "$HUB" --full
result

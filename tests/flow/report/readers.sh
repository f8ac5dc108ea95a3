#!/bin/bash
# The quarterly report as its readers get it, with what attackers write in it:
# set by FOP and judged by PDFBox, opened in Chromium on a desk, on a phone and
# in print.
cd "$(dirname "$0")/../../.."
. tests/flow/lib.sh
here=tests/flow/report

make_hub < <(
	audience sig gas
	member gas-01 gas
	other duty analyst
)
cp samples/history.xml "$HUB"
sed -i 's|^contact = .*|contact = 窓口 03-0000-0000|' "$HUB/hub.conf"
sed -i 's/^four-eyes = .*/four-eyes = no/' "$HUB/hub.conf"

begin gas-01
mail=$(mail a@evil.example f@gas-01.example 問い合わせ "http://evil.example/x" | file 1.eml mail)
python3 $here/matter.py submissions "$mail" | add
drop all
thread=$PKGID/1
night 2017-08-04
case=$(json '[s["case"] for s in j["packages"][0]["submissions"] if s["id"] == "'"$thread"'"][0]')
others=$(json '" ".join(sorted({s["case"] for s in j["packages"][0]["submissions"]} - {"'"$case"'"}))')
SIGNED_AT=2017-08-04T12:00:00+09:00
begin duty
python3 $here/matter.py rulings "$PKG" "$case" "$thread" $others | add
drop rulings
night 2017-08-05
is "the matter is taken" "$(json '[p["state"] for p in j["packages"]]')" "['accepted']"
write_report "$HUB" 2017Q3 --at 2017-10-26T09:00:00+09:00 >/dev/null
report=$HUB/reports/2017Q3
# Before the books: hardly anything to tell.
write_report "$HUB" FY2016 --at 2017-10-26T09:00:00+09:00 >/dev/null

# Paper.
set_in() { TZ=$2 sh batch/deploy/toiyaba-pdf "$report/report.$1.fo" "$WORK/${3:-$1}.pdf"; }
ok "Japanese sets cleanly" set_in ja UTC
ok "English sets cleanly" set_in en UTC
ok "once more, elsewhere" set_in ja Asia/Tokyo again
ok "the same bytes" cmp "$WORK/ja.pdf" "$WORK/again.pdf"
jars=$(printf '/usr/share/java/%s.jar:' preflight pdfbox2 fontbox2 xmpbox commons-logging commons-io javax.activation jaxb-api)
preflight() { java -XX:TieredStopAtLevel=1 -cp "$jars" org.apache.pdfbox.preflight.Validator_A1b "$1"; }
for l in ja en; do
	ok "PDF/A-1b by PDFBox: $l" preflight "$WORK/$l.pdf"
	is "each word is found in its text: $l" "$(python3 $here/legible.py "$report/report.$l.fo" "$WORK/$l.pdf")" ""
	is "no page is mostly empty: $l" "$(python3 $here/empty.py "$WORK/$l.pdf")" ""
	ok "tags, bookmarks, margins, nothing to click: $l" python3 $here/paper.py "$WORK/$l.pdf" $l
done

ipa=/usr/share/fonts/opentype/ipafont-gothic/ipagp.ttf
if [ -f $ipa ]; then
	for l in ja en; do
		ok "sets in an IPA font: $l" env TOIYABA_PDF_FONT=$ipa sh batch/deploy/toiyaba-pdf "$report/report.$l.fo" "$WORK/ipa.pdf"
		is "in that alone: $l" "$(pdffonts "$WORK/ipa.pdf" | tail -n +3 | grep -cv IPAPGothic)" 0
		ok "PDF/A-1b in an IPA font: $l" preflight "$WORK/ipa.pdf"
		is "no page of it is mostly empty: $l" "$(python3 $here/empty.py "$WORK/ipa.pdf")" ""
		ok "margins and all in it: $l" python3 $here/paper.py "$WORK/ipa.pdf" $l
	done
else
	skip "an IPA font is not installed"
fi

sed 's|<fo:block role="H2"|<fo:block break-before="page"/>&|' "$report/report.ja.fo" >"$WORK/torn.fo"
sh batch/deploy/toiyaba-pdf "$WORK/torn.fo" "$WORK/torn.pdf"
ok "one that is, is seen" sh -c "! python3 $here/empty.py '$WORK/torn.pdf'"
ok "one is one" grep -q '1 industry with 1 organisation took part throughout' <(pdftotext "$WORK/en.pdf" - | tr '\n' ' ')
is "and nowhere many" "$(pdftotext "$WORK/en.pdf" - | tr '\n' ' ' | grep -oE '\b1 (industries|organisations|SIGs|schemes|cases)' | sort -u)" ""

# What FOP only warns of is refused: a letter without a glyph, a line too long.
fo() {
	printf '<fo:root xmlns:fo="http://www.w3.org/1999/XSL/Format" font-family="BIZ UDPGothic"><fo:layout-master-set><fo:simple-page-master master-name="p" page-width="60mm" page-height="60mm"><fo:region-body/></fo:simple-page-master></fo:layout-master-set><fo:page-sequence master-reference="p"><fo:flow flow-name="xsl-region-body"><fo:block>%s</fo:block></fo:flow></fo:page-sequence></fo:root>' "$1" >"$WORK/x.fo"
}
refused() { ! sh batch/deploy/toiyaba-pdf "$WORK/x.fo" "$WORK/x.pdf" && grep -q "$1" "$WORK/out"; }
fo 한글
ok "no glyph" refused 'Glyph'
fo 0123456789012345678901234567890123456789
ok "a line too long" refused 'exceed the available area'

# Screen; the same eyes on a page that was spoiled.
pages=$WORK/pages
mkdir "$pages"
cp "$report"/report.*.html "$pages/"
cp "$HUB/reports/FY2016/report.ja.html" "$pages/year.ja.html"
sed -e 's/<html lang="en"/<html/; s/<h2 id="figures"/<h5/; s/#d95f02/#0b3e6f/g; s/color:#444/color:#999/; s/scope="row"//; s|<desc>[^<]*</desc>||' \
    -e 's/font-size="26"/font-size="36"/g; s|<caption>[^<]*</caption>||' \
    -e 's/font-size:\.88em}/&.picture svg{max-width:99%}/' -e 's|</main>|<img src="x.png"><a href="http://evil.example/">x</a><p style="width:800px">.</p><script>console.log(1)</script></main>|' \
    "$report/report.en.html" >"$pages/spoiled.html"
python3 $here/screen.py "$WORK" "$pages"/*.html >"$WORK/seen" || true
seen() { ! grep "^$1 " "$WORK/seen" && [ -s "$WORK/$1.pdf" ]; }
for page in report.ja report.en year.ja; do
	ok "page in Chromium: $page" seen $page.html
done
digest=$(sed -n 's/^DIGEST = "\([0-9a-f]*\)" \* 2$/\1\1/p' $here/matter.py)
for l in ja en; do
	printed=$(pdftotext "$WORK/report.$l.html.pdf" - | tr -d ' \n')
	ok "printed from the browser, whole: $l" grep -q "${digest:?}" <<<"$printed"
	is "no printed page is mostly empty: $l" "$(python3 $here/empty.py "$WORK/report.$l.html.pdf")" ""
done
grep '^spoiled' "$WORK/seen" >"$WORK/spoiled" || true
for what in 'no language' 'H5 after' 'look alike' 'contrast 2' 'without scope' 'without description' 'runs out of its box' \
    'without caption' 'without alternative' 'src=x.png' 'href=http' 'wider than the screen' 'a drawing that shrinks' 'SCRIPT' 'console: ' 'asks for' 'nameless image'; do
	ok "seen: $what" grep -qi "$what" "$WORK/spoiled"
done

# Other Japanese fonts that a desktop may have, each without the rest.
alone() {	# alone DIRECTORY : the pages in the fonts of one directory
	cat >"$WORK/fonts.conf" <<-X
	<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
	<fontconfig><dir>$1</dir><cachedir>$WORK/fonts</cachedir></fontconfig>
	X
	FONTCONFIG_FILE=$WORK/fonts.conf python3 $here/screen.py "$WORK" "$pages"/*.ja.html "$pages/report.en.html"
}
for font in truetype/bizud-gothic opentype/noto opentype/ipafont-gothic; do
	if [ -d /usr/share/fonts/$font ]; then
		ok "pages in $font alone" alone /usr/share/fonts/$font
	else
		skip "$font is not installed"
	fi
done
result

#!/bin/bash
# The gate: a member's name is found in whatever it hides; ordinary text is
# not stopped; a gate that cannot find a planted name lets nothing out.
cd "$(dirname "$0")/../../.."
. tests/flow/lib.sh
: "${BUILD:=build}"
"${MAKE:-make}" --no-print-directory BUILD="$BUILD" "$BUILD/hostile/gate-one" >/dev/null
gate=$BUILD/hostile/gate-one

for part in roster words forms; do
	python3 tests/hostile/leaks.py $part >"$WORK/$part"
done
"$gate" "$WORK/roster" "$WORK/words" <"$WORK/forms" >"$WORK/missed" || true
is "every form of every member is found ($(wc -l <"$WORK/forms"))" "$(cat "$WORK/missed")" ""
# The same forms of somebody else are nobody's business.
sed 's/198.51.10/203.0.1/g; s/db8:10/db8:20/g; s/totodenki/otherfirm/gi; s/東都電機/西方商会/g; s/minato/kirishi/gi; s/みなと/きりし/g; s/ミナト/キリシ/g; s/sakurai/hoshino/gi; s/櫻井高/星野原/g; s/トウトデンキ/セイホウショウカイ/g; s/サクライタカキカイ/ホシノハラキカイ/g' \
    "$WORK/roster" >"$WORK/others"
echo nobody@elsewhere.example >"$WORK/nowords"
# What cannot be read to its end is everybody's.
grep -vE "last of many|far inside" "$WORK/forms" >"$WORK/readable"
"$gate" "$WORK/others" "$WORK/nowords" <"$WORK/readable" >"$WORK/passed" || true
is "none of them alarms for other members" "$(wc -l <"$WORK/passed")" "$(wc -l <"$WORK/readable")"
if [ -d ../shared/corpus/mails ]; then
	is "no false alarm in the corpus" "$("$gate" "$WORK/roster" "$WORK/words" ../shared/corpus/mails/* ../shared/corpus/mime/* | wc -l)" 0
else
	skip "../shared/corpus is not here"
fi

# End to end: what an attacker writes into a mail that goes to one member.
{
	audience sig gas
	member gas-01 gas
	member gas-02 gas
} >"$WORK/roster.hub"
make_hub <"$WORK/roster.hub"
n=0
hidden=$(printf '架空gas-01' | base64)
for subject in "至急 $hidden" "id %E6%9E%B6%E7%A9%BAgas%2D01%E6%A0%AA" 'see elpmaxe.10-sag' 'ticket a2FrdWdhcy0wMQ=='; do
	n=$((n + 1))
	begin gas-01
	f=$(mail "x$n@evil.example" you@gas-01.example "$subject" "text number $(uuid) $n" | file m.eml mail)
	add <<X
<submission id="1" kind="mail"><title>件</title>$f<share consent="given"/></submission>
X
	drop "p$n"
done
night 2017-08-04
is "the night ends well" "$(json 'len(j["items"])')" 4
reader gas-02 gas 1
ok "no hidden name is in the bundle" sh -c "! grep -rlE 'elpmaxe|$hidden|%E6%9E%B6|a2FrdWdh' '$WORK/bundle'"
# What a person states in so many words stops the item.
begin gas-01
add <<X
<submission id="1" kind="incident"><title>件</title><indicator type="user-agent" role="other">UA $hidden</indicator><share consent="given"/></submission>
X
drop stated
night 2017-08-05
is "stopped, and a person is told" "$(json 'len(j["items"]), len(j["attention"])')" "(0, 1)"
# So does a name in JIS that has lost its escapes: who reads puts them back.
begin gas-01
add <<X
<submission id="1" kind="incident"><title>件</title><indicator type="user-agent" role="other">UA \$B2M6u (Bgas-01</indicator><share consent="given"/></submission>
X
drop lost
night 2017-08-06
is "stopped without its escapes, too" "$(json 'len(j["items"]), len(j["attention"])')" "(0, 2)"

# A chapter that names a member: no report, until it is worded otherwise.
sed -i "s/^four-eyes = .*/four-eyes = no/" "$HUB/hub.conf"
{ echo '<roster xmlns="urn:toiyaba:roster:1">'; cat "$WORK/roster.hub"; other duty analyst; echo '</roster>'; } >"$HUB/roster.xml"
"$TOIYABA" keys "$HUB" enrol duty "$KEYS/duty/pub.asc" --yes >/dev/null 2>&1
gpg --homedir "$KEYS/duty" --quiet --batch --import "$HUB/hub.asc" 2>/dev/null
chapter() {
	begin duty
	add <<<"<chapter period=\"2017Q3\" after=\"figures\"><title xml:lang=\"ja\">所見</title><title xml:lang=\"en\">Notes</title><p xml:lang=\"ja\">$1</p><p xml:lang=\"en\">Text.</p></chapter>"
	drop chapter
	night "$2"
	RC=0
	"$TOIYABA" report "$HUB" 2017Q3 --at 2017-10-20T00:00:00+09:00 >/dev/null 2>"$WORK/err" || RC=$?
}
chapter "架空gas-01に届いた" 2017-10-05
is "a report that names a member is not written" "$RC $(ls "$HUB/reports" 2>/dev/null | wc -l)" "70 0"
ok "and it is said where" grep -q "report.xml holds a member's name; nothing is written" "$WORK/err"

# A place that there is not is refused with those that there are.
begin duty
add <<<'<chapter period="2017Q3" after="figure"><title>x</title><p>x</p></chapter>'
drop lost
night 2017-10-06
is "a chapter without a place" "$(json '[p["state"] for p in j["packages"]]')" "['quarantined']"
is "told which there are" "$(json 'j["packages"][0]["detail"]')" "chapter: after figure is not known here; there are: organisation figures consultations bec observations threads statistics chapters appendix"

# Words that would stop everything or nothing are refused with their line.
cp "$HUB/roster.xml" "$WORK/roster.good"
for word in 'alias>光' 'alias>NTT' 'alias>電力' 'alias>gas業界' 'sensitive>株式会社' 'domain>co.jp'; do
	tag=${word%%>*}
	sed "0,/<domain>/s|<domain>|<$tag>${word#*>}</$tag><domain>|" "$WORK/roster.good" >"$HUB/roster.xml"
	[ "$tag" != sensitive ] || sed "0,/<domain>[^<]*<.domain>/s|\\(<domain>[^<]*</domain>\\)|\\1<sensitive>${word#*>}</sensitive>|" "$WORK/roster.good" >"$HUB/roster.xml"
	night 2017-08-06
	is "$word is refused" "$RC" 78
	ok "$word: with its line" grep -q "roster.xml: line [0-9]*: $tag: .*seen ${word#*>}" "$WORK/err"
done
result

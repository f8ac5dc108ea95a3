#!/bin/bash
# What a report that everybody reads tells of single submissions: nothing that
# its provider did not let be told, that was taken back, that its terms close,
# or that no analyst has seen.  And numbers stay numbers, however large.
. "$(dirname "$0")/../lib.sh"
make_hub < <(
	audience sig gas
	for m in gas-01 gas-02; do member $m gas; done
	other duty analyst
)
yes='<share consent="given" scope="sig" tlp="green" publish="yes"/>'
no='<share consent="given" scope="all" tlp="clear"/>'
seen() {	# seen HOST DIRECTION COUNT: an observation
	echo "<observation direction=\"$2\" address=\"198.51.100.$1\" port=\"$((1000 + $1))\" first=\"2017-07-03\" last=\"2017-07-04\" count=\"$3\"/>"
}
traffic() {	# traffic N SHARE [DIRECTION]: from or to host N
	echo "<submission id=\"$1\" kind=\"traffic\"><title>hidden title</title><description>hidden words</description>$(seen "$1" "${3:-inbound}" 4711)$2</submission>"
}
bec() {		# bec N TYPE SHARE
	echo "<submission id=\"$1\" kind=\"incident\" victim=\"partner\"><title>hidden title</title><bec type=\"$2\" damage=\"yes\"/>$3</submission>"
}
asked() {	# asked N SHARE
	echo "<submission id=\"$1\" kind=\"consultation\"><title>hidden title</title><topic>hidden topic</topic>$2</submission>"
}
words() {	# words SEED COUNT: unlike those of any other seed
	python3 -c 'import random, sys; r = random.Random(sys.argv[1]); print(*("".join(r.choices("abcdefghijklmnopqrstuvwxyz", k=7)) for _ in range(int(sys.argv[2]))))' "$1" "$2"
}
letter() {	# letter N SHARE [LINK]: a mail like no other
	f=$(mail "a$1@evil.example" b@x.example "$(words $1 3)" "$(words $1 40) ${3:-}" | file "$1.eml" mail)
	echo "<submission id=\"$1\" kind=\"mail\"><title>hidden title</title>$f$2</submission>"
}
begin gas-01
id=$PKGID
{
	traffic 1 "$yes"
	traffic 2 "$no"
	traffic 3 "$yes" outbound
	traffic 4 "$yes"
	traffic 5 "$yes"
	traffic 6 "$yes"
	traffic 7 '<share consent="none" tlp="green" publish="yes"/>'
	traffic 8 '<share consent="preview" scope="sig" tlp="green" publish="yes"/>'
	bec 11 2 "$yes"
	bec 12 3 "$no"
	asked 21 '<share consent="none" tlp="red"/>'
	asked 22 "$yes"
	asked 23 '<share consent="none"/>'
	for n in 31 32 33; do letter $n "$yes"; done
	letter 34 "$no" http://evil.example/x
	echo "<submission id=\"9\" kind=\"traffic\"><title>flood</title>"
	for n in 1 2 3 4 5; do seen 9 inbound 1000000000; done
	echo "$yes</submission>"
} >"$WORK/body"
add <"$WORK/body"
drop first
night 2017-08-04
is "all is taken" "$(json "[p['state'] for p in j['packages']]")" "['accepted']"
cp "$WORK/json" "$WORK/first.json"
of() { python3 -c "import json; print([s['case'] for p in json.load(open('$WORK/first.json'))['packages'] for s in p['submissions'] if s['id'] == '$id/$1'][0])"; }

at=2017-08-04
report() {	# report DAY
	at=$1
	RC=0
	"$TOIYABA" report "$HUB" 2017Q3 --draft --at "${1}T09:00:00+09:00" >"$WORK/report" 2>&1 || RC=$?
}
r=$HUB/reports/2017Q3-draft
told() { cat "$r"/report.*.html | grep -o '198\[\.\]51\[\.\]100\[\.\][0-9]*' | sed 's/.*]//' | sort -un | tr '\n' ' '; }
rows() { xmllint --xpath "//*[local-name()='rows']/*[local-name()='row']/*[3]/*[1]/text()" "$r/report.xml" 2>/dev/null; }
figure() {	# figure SET KEY MEASURE
	xmllint --xpath "string(//*[local-name()='dataset' and @id='$1']/*[@key='$2' and @measure='$3']/@value)" "$r/report.xml"
}
topics() { xmllint --xpath "//*[local-name()='dataset' and @id='consultations']/*[local-name()='category']//*[local-name()='t'][1]/text()" "$r/report.xml"; }
threads() { xmllint --xpath "//*[local-name()='thread']/*[local-name()='step']//text()" "$r/report.xml" 2>/dev/null | tr -d ' \n'; }

# In a hub of its own: what is told binds the reports after it.
cp -r "$HUB" "$WORK/copy"
HUB=$WORK/copy r=$WORK/copy/reports/2017Q3-draft
report 2017-08-05
is "who made most of an open figure is told to a person" "$(grep -c '2017Q3: gas-01 gave 18 of 18 submissions, more than half' "$WORK/report")" 1
is "who is to look at it" $RC 10
is "and to nobody else" "$(cat "$r"/* | grep -c gas-01)" 0
is "no analyst has seen any of it" "$(told)$(rows)$(threads)" ""
is "the figures are open" "$(figure bec total cases) $(figure bec damage cases)" "2 2"
is "nobody's words" "$(topics) $(figure consultations 1 cases)" "その他 3"

HUB=$WORK/hub r=$WORK/hub/reports/2017Q3-draft

# One ruling for each, the two threads, and more of the same traffic that night.
SIGNED_AT=2017-08-05T09:00:00+09:00
begin duty
{
	for n in 1 2 3 4 7 8 9; do echo "<ruling case=\"$(of $n)\" class=\"other\"/>"; done
	for n in 11 12; do echo "<ruling case=\"$(of $n)\" class=\"other\"><outline>outline of $n</outline></ruling>"; done
	echo "<ruling case=\"$(of 5)\" release=\"no\"/>"
	echo "<ruling case=\"$(of 21)\"><topic>a kind of thing</topic></ruling>"
	echo "<ruling case=\"$(of 22)\"><topic>a kind of thing</topic></ruling>"
	echo "<ruling case=\"$(of 31)\" class=\"targeted\"><merge into=\"$(of 32)\"/></ruling>"
	echo "<ruling case=\"$(of 32)\" class=\"targeted\"><campaign from=\"2011\">old letters</campaign><technique>executable-rlo</technique><technique>T1566.001</technique><thread><step kind=\"recon\" submission=\"$id/31\">told1</step><step kind=\"reply\" at=\"2017-08-02T15:00:00+09:00\">told2</step><step kind=\"reply\">told3</step><step kind=\"attack\" submission=\"$id/32\">told4</step><step kind=\"recon\" at=\"2017-07-28T15:00:00+09:00\">told0</step></thread></ruling>"
	echo "<ruling case=\"$(of 33)\" class=\"targeted\"><merge into=\"$(of 34)\"/></ruling>"
	echo "<ruling case=\"$(of 34)\" class=\"targeted\"><thread><step kind=\"recon\" submission=\"$id/33\">closed1</step><step kind=\"attack\" at=\"2017-08-02T15:00:00+09:00\">closed2</step></thread></ruling>"
} | add
drop ruled
# Written before it was taken: it cannot have been about this.
SIGNED_AT=2017-08-03T12:00:00+09:00
begin duty
echo "<ruling case=\"$(of 6)\" class=\"scan\"/>" | add
drop blind
SIGNED_AT=2017-08-05T09:00:00+09:00
begin gas-01
echo "<withdrawal package=\"$id\" submission=\"4\"/>" | add
drop back
begin gas-02
traffic 1 "$yes" | add
drop again
night 2017-08-06
is "taken" "$(json "{p['state'] for p in j['packages']}")" "{'accepted'}"
report 2017-08-07
is "told: published, seen, not held, not taken back" "$(told)" "1 3 9 "
is "what came after the ruling is not seen" "$(figure observations-1 B count)$(grep -c '組織B' "$r/report.ja.html")" 0
is "rows of fraud, in the words of an analyst" "$(rows)" "経営者等へのなりすまし（対象：取引先）。outline of 11"
is "nothing of one that its provider closes" "$(cat "$r"/* | grep -c 'outline of 12')" 0
# Four mails of one organisation: what is withheld whole names nothing.
is "a campaign of few is not named" "$(cat "$r"/* | grep -c 'old letters') $(xmllint --xpath "string(//*[local-name()='dataset' and @id='campaigns']/*[@key='withheld']/@suppressed)" "$r/report.xml")" "0 complement"
ok "analysts read what it is called" sh -c "'$TOIYABA' show '$HUB' '$(of 32)' | grep -qx 'campaign of $(of 32): old letters (2011-)'"
ok "and how it was made" sh -c "'$TOIYABA' show '$HUB' '$(of 32)' | grep -q 'techniques executable-rlo T1566.001'"
is "the figures are as open as before" "$(figure bec total cases) $(figure bec damage cases)" "2 2"
is "kinds of what is told" "$(figure bec-types 2 cases)$(figure bec-types 3 cases)" 1
is "what an analyst calls it" "$(topics | tr '\n' ' ')" "a kind of thing その他 "
is "a thread of mails that may be told, days running down" "$(threads)" "told0told1told2told3told4"
is "each with its day, of its mail or as an analyst has it" "$(xmllint --xpath "//*[local-name()='thread'][1]/*[local-name()='step']/@day" "$r/report.xml" | tr -dc '0-9\n' | tr '\n' ' ')" "20170728 20170802 20170802 20170802 "
is "in the table, too" "$(grep -o '<th scope="row" class="k">#[0-9]</th><td>[^<]*' "$r/report.ja.html" | sed 's/.*>//' | tr '\n' ' ')" "2017/7/28 2017/8/2 2017/8/2 日付不明 2017/8/2 "
is "one without a day is drawn below the day before it" "$(xmllint --xpath "//*[local-name()='timeline']/*[local-name()='box']/@n" "$r/report.xml" | tr -dc '0-9')" 12354
is "and no item's name" "$(cat "$r"/* | grep -cE 'S-20[0-9]{2}-[0-9A-Z]{8}')" 0
ok "what went out is not said to have come in" grep -q '198\[.\]51\[.\]100\[.\]3の1003番ポートへの通信' "$r/report.ja.html"
ok "in English" grep -q 'Traffic to 198\[.\]51\[.\]100\[.\]3 port 1003' "$r/report.en.html"
ok "what came in" grep -q '198\[.\]51\[.\]100\[.\]1から1001番ポートへの' "$r/report.ja.html"
# One by a link, three without: to hide both is not enough.
is "a table withheld whole says no more than its n" "$(xmllint --xpath "string(//*[local-name()='dataset' and @id='mail-kind']/@n)" "$r/report.xml") $(xmllint --xpath "string(//*[local-name()='dataset' and @id='mail-kind']/*[@key='withheld']/@suppressed)" "$r/report.xml")" "4 complement"
is "and gives the right reason" "$(grep -c '† 3件未満の値、または少数の組織による値が分かることになるため、内訳はすべて秘匿。' "$r/report.ja.html")" 1
is "nowhere a word of a provider" "$(cat "$r"/* | grep -cE "hidden (title|topic|words)")" 0
ok "five of the largest counts are a number" grep -q '5000000000' "$r/report.xml"
ok "in the year, too" write_report "$HUB" FY2017 --draft --at 2017-08-07T09:00:00+09:00
ok "the same number" grep -q '5000000000' "$HUB/reports/FY2017-draft/report.xml"

# A provider's answer opens what it closed by its own words only; a second
# ruling sees the rest.
SIGNED_AT=2017-08-08T09:00:00+09:00
begin duty
{
	for n in 1 6; do echo "<ruling case=\"$(of $n)\" class=\"scan\"/>"; done
	echo "<ruling case=\"$(of 32)\"><campaign/></ruling>"
} | add
drop second
begin gas-01
for g in "$HUB"/outbox/gas-01/previews/*.gpg; do
	gpg --homedir "$KEYS/gas-01" --batch --quiet --trust-model always -d "$g" 2>/dev/null | tar --zstd -xO --wildcards '*preview.xml' 2>/dev/null |
	    sed -n "s|.* digest=\"\([0-9a-f]*\)\".*|<consent preview=\"\1\" decision=\"approve\"/>|p"
done | sort -u | add
drop agreed
begin gas-01
echo "<withdrawal package=\"$id\" submission=\"11\"/>" | add
drop later
night 2017-08-09
is "taken, too" "$(json "{p['state'] for p in j['packages']}")" "{'accepted'}"
report 2017-08-10
is "told now" "$(told)" "1 3 6 8 9 "
is "out of its campaign again" "$("$TOIYABA" show "$HUB" "$(of 32)" | grep -c '^campaign of')" 0
ok "two organisations" grep -q '組織B' "$r/report.ja.html"
is "what was taken back stands in no row" "$(rows)" ""
is "but was received" "$(figure bec total cases)" 2
report 2017-08-07
is "as of then: what was known then" "$(told)" "1 3 9 "
result

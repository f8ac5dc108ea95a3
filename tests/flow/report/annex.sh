#!/bin/bash
# The annex for one industry: its own against the whole hub, and nothing small
# to be worked out of all annexes laid together.
. "$(dirname "$0")/../lib.sh"

quiet() {	# quiet ID SIG: a member without a key
	printf '<member id="%s"><name xml:lang="ja">架空%s株式会社</name><in sig="%s" from="2016-04-01"/></member>\n' "$1" "$1" "$2"
}
{
	audience sig gas
	audience sig rail
	audience sig power
	# What fewer than three gave is not told.
	for n in 1 2 3; do member gas-0$n gas; member power-0$n power; done
	member rail-01 rail
	for n in 1 2; do member both-0$n gas rail; done
	# Ten in each: of fewer there is no annex.  These submit nothing.
	for n in 1 2 3 4 5; do quiet gas-1$n gas; done
	for n in 1 2 3 4 5 6 7; do quiet rail-1$n rail; quiet power-1$n power; done
	audience sig coal
	for n in 1 2 3 4 5 6 7 8 9; do quiet coal-1$n coal; done
	other duty analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"

n=0
give() {	# give FROM COUNT: a package of so many incidents, each by itself
	begin "$1"
	for i in $(seq "$2"); do
		n=$((n + 1))
		echo "<submission id=\"$i\" kind=\"incident\"><title>incident $n</title><indicator type=\"domain-name\" role=\"c2\">c2-$n.evil.example</indicator><share consent=\"given\" scope=\"sig\"/></submission>" | add
	done
	drop "p$n"
}
power() {	# five
	give power-01 2
	give power-02 2
	give power-03 1
}
targeted=
for from in gas-01=3 gas-02=2 gas-03=2; do
	give "${from%=*}" "${from#*=}"
	targeted="$targeted $PKGID"
done
give rail-01 1
power
give both-01 1
give both-02 1
night 2017-08-04
begin duty
for p in $targeted; do
	echo "<ruling case=\"$(json "[s['case'] for p in j['packages'] for s in p['submissions'] if s['id'] == '$p/1'][0]")\" class=\"targeted\"/>" | add
done
drop rule
night 2017-08-05
give gas-01 2
give gas-02 1
give gas-03 1
give rail-01 1
power
night 2017-11-01

later=$(json "j['packages'][0]['submissions'][0]['case']")

annexes() {	# annexes PERIOD AT: of all SIGs; a line each: own figures
	for s in gas rail power; do
		write_report "$HUB" "$1" --sig $s --at "$2T09:00:00+09:00" >/dev/null
		echo "$s $(tail -n +2 "$HUB/reports/$1-$s/sig.csv" | tr -d '\r' | awk -F, '{ print $(NF - 1) }' | tr '\n' ' ')"
	done
}
# Members, targeted, other, items.  Rail's one is small; with the two of who is
# in both it is told as what the others leave of the total: three.
is "third quarter" "$(annexes 2017Q3 2017-10-26)" "gas 10 3 4 9 
rail 10 complement complement 3 
power 10 0 5 5 "
# Without those two the rest would be rail's one: gas goes with it.  Of ten
# items, what rail did not get are nine, but it got one.
is "fourth quarter" "$(annexes 2017Q4 2018-01-26)" "gas 10 complement complement 4 
rail 10 complement complement complement 
power 10 0 5 5 "
is "all, beside them" "$(tail -n +2 "$HUB/reports/2017Q4-gas/sig.csv" | tr -d '\r' | awk -F, '{ print $NF }' | tr '\n' ' ')" "39 0 10 10 "

a=$HUB/reports/2017Q3-gas
ok "valid" xmllint --noout --relaxng formats/report/report.rng "$a/report.xml"
ok "its SIG, and for its members" grep -q 'kind="sig-annex" sig="gas".* tlp="amber"' "$a/report.xml"
ok "of gas in Japanese" grep -q 'gas業界' "$a/report.ja.html"
is "no other industry in it" "$(cat "$a"/* | grep -c 'rail\|power\|coal')" 0
is "apart from the report" "$(ls -d "$HUB"/reports/2017Q3 2>/dev/null | wc -l)" 0
for l in ja en; do
	ok "sets in FOP: $l" sh batch/deploy/toiyaba-pdf "$a/report.$l.fo" "$WORK/a.pdf"
done
# It has no chart.
is "pages in Chromium" "$(python3 tests/flow/report/screen.py "$WORK" "$a"/report.*.html | grep -v 'hears of no image')" ""
cp "$a/report.xml" "$WORK/a.xml"
rm "$HUB"/hub.db*
"$TOIYABA" rebuild "$HUB" >/dev/null
annexes 2017Q3 2017-10-26 >/dev/null
ok "the same by a database made again" cmp "$WORK/a.xml" "$a/report.xml"
code() { RC=0; "$TOIYABA" report "$@" >/dev/null 2>&1 || RC=$?; echo $RC; }
is "no such SIG" "$(code "$HUB" 2017Q3 --sig oil)" 64
is "nor one of nine members" "$(code "$HUB" 2017Q3 --sig coal)" 64
ok "and it says so" sh -c "'$TOIYABA' report '$HUB' 2017Q3 --sig coal 2>&1 | grep -q 'coal: 9 members at the end of 2017Q3: an annex wants 10'"
is "nor a year" "$(code "$HUB" FY2017 --sig gas)" 64
is "nor a quarter that goes on" "$(code "$HUB" 2018Q1 --sig gas --at 2018-03-31T09:00:00+09:00)" 64
# Of what power gave one gave nearly all; of what gas left, not so much.
give power-01 12
for from in power-02 power-03 rail-01; do give $from 1; done
for n in 1 2 3; do give gas-0$n 2; done
night 2018-01-04
is "what one dominates is not told" "$(annexes 2018Q1 2018-04-26)" "gas 10 0 6 6 
rail 10 complement complement complement 
power 10 complement complement complement "
# One ruling more: it would be told by the difference.
begin duty
echo "<ruling case=\"$later\" class=\"targeted\"/>" | add
drop later
night 2018-04-27
is "one more changes no annex" "$(annexes 2017Q4 2018-04-28)" "gas 10 complement complement 4 
rail 10 complement complement complement 
power 10 0 5 5 "
is "and it says of when it is" "$(grep -c 'as-on="2018-01-26"' "$HUB/reports/2017Q4-power/report.xml") $(grep -c '2018年1月26日のままである' "$HUB/reports/2017Q4-power/report.ja.html")" "1 1"
result

#!/bin/bash
# What was published once: made again to the byte, revised openly, and never
# giving a hidden figure back, in whatever edition, year or form.
# WORLDS of random reports are attacked; planted faults must be seen through
# (a sample; ALL=1 all, PLANTED some).
cd "$(dirname "$0")/../../.."
. tests/flow/lib.sh
: "${BUILD:=build}" "${WORLDS:=3}"
told=tests/flow/report/told

# A quarter, a ruling afterwards, the quarter again, the next one.
make_hub < <(
	audience sig gas
	for n in 1 2 3; do member gas-0$n gas; done
	other duty analyst
)
ask() {		# ask WHAT COUNT: as many by each of three
	for m in 1 2 3; do
		begin gas-0$m
		for n in $(seq "$2"); do
			echo "<submission id=\"$n\" kind=\"consultation\"><title>$1 $m $n</title><share consent=\"none\"/></submission>"
		done | add
		drop "$1-$m"
	done
}
cases() { json '" ".join(s["case"] for p in j["packages"] for s in p["submissions"])'; }
ask case 3
night 2017-08-04
cases=$(cases)
ruling() {	# ruling DAY CLASS CASE...
	begin duty
	day=$1 class=$2
	shift 2
	for c; do
		echo "<ruling case=\"$c\" class=\"$class\"/>"
	done | add
	drop "ruled-$day"
	night "$day"
}
report() {	# report PERIOD DAY
	write_report "$HUB" "$1" --at "${2}T09:00:00+09:00" >/dev/null
}
obs() {		# obs PERIOD SET KEY [ATTRIBUTE]
	xmllint --xpath "string(//*[local-name()='dataset' and @id='$2']/*[local-name()='obs' and @key='$3'][1]/@${4:-value})" "$HUB/reports/$1/report.xml"
}
of_set() { xmllint --xpath "string(//*[local-name()='dataset' and @id='$2']/@$3)" "$HUB/reports/$1/report.xml"; }
edition() { xmllint --xpath 'string(/*/@edition)' "$HUB/reports/$1/report.xml"; }

report 2017Q3 2017-10-20
is "first edition" "$(edition 2017Q3) $(obs 2017Q3 targeted 2017Q3) $(obs 2017Q3 classes unclassified)" "1 0 9"
cp -r "$HUB/reports/2017Q3" "$WORK/first"
report 2017Q3 2017-10-21
is "another day, the same edition" "$(edition 2017Q3)" 1
set -- $cases
ruling 2017-10-22 targeted "$1"
report 2017Q3 2017-10-23
is "what was told otherwise" "$(edition 2017Q3) $(obs 2017Q3 targeted 2017Q3) $(obs 2017Q3 targeted 2017Q3 was) $(obs 2017Q3 targeted 2017Q3 was-in) $(obs 2017Q3 targeted 2017Q3 was-edition) $(obs 2017Q3 targeted 2017Q3 was-on)" \
    "2 1 0 2017Q3 1 2017-10-21"
is "one case more or less is not told" "$(obs 2017Q3 classes unclassified) $(of_set 2017Q3 classes as-edition) $(of_set 2017Q3 classes as-on)" "9 1 2017-10-21"
r=$HUB/reports/2017Q3
ok "marked in HTML" grep -q '<td class="n">1件◇\?r</td>' "$r/report.ja.html"
ok "with what it was" grep -q 'r 改訂値。これまでの公表値: 2017年7月～9月 標的型攻撃メールとみなした件数 0（2017Q3 第1版、2017年10月21日）。' "$r/report.ja.html"
ok "and on the first page" grep -q '既に公表した値の訂正.*[0-9]　2017年7月～9月 標的型攻撃メールとみなした件数: [1-9][0-9]*（2017Q3 第1版、2017年10月21日では0）.*<h2 id="organisation"' <(tr -d "\n" <"$r/report.ja.html")
ok "in English" grep -q 'r revised; published before: 2017 Jul-Sep Taken for targeted attacks 0 (2017Q3, edition 1, 2017-10-21)' "$r/report.en.html"
ok "carried over, and said" grep -q 'stands as in edition 1 (2017-10-21)' "$r/report.en.html"
ok "marked on paper" grep -q '>1件◇\?r<' "$r/report.ja.fo"
ok "with what it was, on paper" grep -q '2017Q3 第1版' <(tr -d '​' <"$r/report.ja.fo")
ok "in CSV" grep -qx 'targeted,2017Q3,submissions,1,0,2017Q3,1,2017-10-21.' "$r/revisions.csv"
is "columns are the same ones" "$(head -1 "$r/targeted.csv" | tr -d '\r\357\273\277')" key,label_ja,label_en,submissions
ok "valid by another validator" jing formats/report/report.rng "$r/report.xml"
report 2017Q4 2018-01-20
is "revised in the report of another quarter, too, of the last edition" "$(obs 2017Q4 targeted 2017Q3 was)" ""
shift
ruling 2018-01-22 phishing "$@"
report 2017Q3 2018-01-23
is "enough changed to be told" "$(edition 2017Q3) $(obs 2017Q3 classes phishing) $(of_set 2017Q3 classes as-edition)" "3 8 "
is "and was" "$(obs 2017Q3 classes phishing was) $(obs 2017Q3 classes unclassified was)" "0 9"
ruling 2018-01-24 targeted "$1" "$2" "$3"
report 2017Q4 2018-01-25
is "as the quarter itself told it before" "$(obs 2017Q4 targeted 2017Q3) $(obs 2017Q4 targeted 2017Q3 was) $(obs 2017Q4 targeted 2017Q3 was-in) $(obs 2017Q4 targeted 2017Q3 was-edition)" "4 1 2017Q3 3"

# Kept in archive and journal alone.
cp -r "$HUB/reports/2017Q3" "$WORK/third"
rm -r "$HUB"/hub.db* "$HUB/reports"
ok rebuild "$TOIYABA" rebuild "$HUB"
before=$(wc -l <"$HUB/journal")
report 2017Q3 2018-01-23
ok "made again, whatever is known since" diff -r "$WORK/third" "$HUB/reports/2017Q3"
report 2017Q3 2017-10-20
ok "the first edition, too" diff -r "$WORK/first" "$HUB/reports/2017Q3"
is "and nothing new is noted" "$(wc -l <"$HUB/journal")" "$before"
ok check "$TOIYABA" check --full "$HUB"
kept=$(ls "$HUB"/archive/*.report.xml | head -1)
cp "$kept" "$WORK/kept"
echo >>"$kept"
is "a report changed in the archive is seen" "$("$TOIYABA" check --full "$HUB" >/dev/null 2>&1; echo $?)" 78
is "and no report is made" "$("$TOIYABA" report "$HUB" 2017Q3 >/dev/null 2>&1; echo $?)" 78
cp "$WORK/kept" "$kept"

# For the hub's people alone.
is "the audit is the owner's alone" "$(find "$HUB/audit" -perm /077 | wc -l)" 0
is "the audit of an edition" "$(ls "$HUB/audit" | grep -v unread | tr '\n' ' ')" "2017Q3-1.csv 2017Q3-2.csv 2017Q3-3.csv 2017Q4-1.csv 2017Q4-2.csv "
ok "it says what stands as it was" grep -q 'classes,all,all,carried-over,ledger: too little changed since edition 1' "$HUB/audit/2017Q3-2.csv"
is "nothing of it among the reports" "$(grep -rl 'ledger\|complement: the' "$HUB/reports" | wc -l)" 0

# What told nothing tells nothing later: it was two cases, all else being the same.
ask late 2
night 2018-02-04
# shellcheck disable=SC2046
set -- $(cases)
ruling 2018-02-05 targeted "$1" "$2" "$3" "$4"
report 2018Q1 2018-04-20
is "two of six, in some class" "$(obs 2018Q1 targeted 2018Q1) $(obs 2018Q1 classes unclassified)$(obs 2018Q1 classes scan)" "4 "
ruling 2018-04-21 phishing "$@"
report 2018Q1 2018-04-22
is "six in one class, and not told" "$(edition 2018Q1) $(obs 2018Q1 targeted 2018Q1) $(obs 2018Q1 classes phishing)$(obs 2018Q1 classes unclassified)" "2 0 "
ok "the audit says why" grep -q 'withheld in an edition before' "$HUB/audit/2018Q1-2.csv"

# Every hidden figure against a reader of everything that was published.
"$TOIYABA" init "$WORK/empty" >/dev/null 2>&1
gpgconf --homedir "$WORK/empty/gnupg" --kill all 2>/dev/null
rm -r "$WORK/empty/gnupg"
world() {	# world SEED [TOIYABA]: attacked
	rm -rf "$WORK/w"
	mkdir "$WORK/w"
	python3 $told/hubs.py "${2:-$TOIYABA}" "$WORK/empty" "$WORK/w" "$1" &&
	    python3 $told/attack.py "$WORK/w" 3
}
givers() {	# givers SEED [TOIYABA]: of few organisations, each of which looks
	rm -rf "$WORK/g"
	mkdir "$WORK/g"
	python3 $told/hubs.py "${2:-$TOIYABA}" "$WORK/empty" "$WORK/g" "$1" givers &&
	    python3 $told/attack.py "$WORK/g" 3 10
}
annexes() {	# annexes SEED [TOIYABA]: those of SIGs, attacked
	rm -rf "$WORK/a"
	mkdir "$WORK/a"
	python3 $told/annexes.py "${2:-$TOIYABA}" "$WORK/empty" "$WORK/a" "$1" 3
}
columns() {	# columns SEED [TOIYABA]: annexes, of few organisations
	rm -rf "$WORK/a"
	mkdir "$WORK/a"
	python3 $told/annexes.py "${2:-$TOIYABA}" "$WORK/empty" "$WORK/a" "$1" 3 10
}
for seed in $(seq 1 "$WORLDS"); do
	ok "annexes $seed" annexes "$seed"
	ok "columns $seed" columns "$seed"
	ok "givers $seed" givers "$seed"
	ok "world $seed" world "$seed"
	if [ "$seed" -le 3 ]; then mv "$WORK/w" "$WORK/kept-$seed"; else rm -r "$WORK/w"; fi
done
plant() {	# plant FORM: in the first world that has such a cell
	for kept in "$WORK"/kept-*; do
		rm -rf "$WORK/w"
		cp -r "$kept" "$WORK/w"
		python3 $told/spoil.py "$WORK/w" "$1" && return
	done
	false
}
for form in report.ja.html csv; do
	ok "planted: a hidden figure in $form" plant $form
	ok "seen: a hidden figure in $form" sh -c "! python3 $told/attack.py '$WORK/w' 3 >'$WORK/log' && ! grep -q Traceback '$WORK/log'"
done
rm -rf "$WORK/w"
seen() {	# seen FAULT: in the world or annexes that its first line names
	"${MAKE:-make}" --no-print-directory BUILD="$BUILD" "$BUILD/planted/told/$1" >"$WORK/log" 2>&1 || {
		cat "$WORK/log"
		return 1
	}
	# shellcheck disable=SC2046
	$(sed -n '1s/.*: \(world\|givers\|annexes\|columns\) \([0-9]*\)\.$/\1 \2/p' tests/planted/told/"$1".diff) \
	    "$(realpath "$BUILD/planted/told/$1")" >"$WORK/log" 2>&1 && return 1
	rm -rf "$WORK/w"
	cat "$WORK/log"
	tail -1 "$WORK/log" | grep -q ' told$'
}
faults=$(python3 tests/planted/sample.py told 2)
for fault in $faults; do
	ok "finds $fault" seen "$fault"
done
# shellcheck disable=SC2086
echo "planted:" $faults
result

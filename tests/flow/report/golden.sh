#!/bin/bash
# Reports with the figures that J-CSIP published, cell by cell: what was
# submitted is made up, how much of it is not.
. "$(dirname "$0")/../lib.sh"
golden=tests/flow/report/golden

settle() {	# settle SCENE MIN-CELL: its hub, members' keys, packages
	HUB=$WORK/hub-$1 SCENE=$WORK/scene-$1
	senders=$(python3 $golden/scene.py senders "$1")
	for m in $senders; do make_key "$m" >/dev/null; done
	python3 $golden/scene.py write "$1" "$SCENE" "$KEYS"
	HUBKEY=$("$TOIYABA" init "$HUB" --at "$(python3 $golden/scene.py since "$1")T00:00:00+09:00" 2>/dev/null)
	cp "$SCENE/roster.xml" "$SCENE/history.xml" "$HUB/"
	# All waits for the ruling that tells its class.
	sed -i "s/^release = .*/release = ruled/; s/^min-cell = .*/min-cell = $2/" "$HUB/hub.conf"
	sed -i "s/^initiative-short =.*/initiative-short = J-CSIP/; s/^short =.*/short = IPA/
	    s/^initiative =.*/initiative = サイバー情報共有イニシアティブ（J-CSIP）/" "$HUB/hub.conf"
	for m in $senders; do
		"$TOIYABA" keys "$HUB" enrol "$m" "$KEYS/$m/pub.asc" --yes >/dev/null 2>&1
		gpg --homedir "$KEYS/$m" --quiet --batch --import "$HUB/hub.asc" 2>/dev/null
	done
}

arrive() {	# arrive DAY: every package of that day
	for PKG in "$SCENE/$1"/*; do
		[ -d "$PKG" ] || continue
		FROM=$(basename "$PKG") PKGID=$(cat "$PKG/id")
		rm "$PKG/id"
		drop "$1"
	done
}

ruling() {	# ruling DAY: on every case since the last ruling
	python3 $golden/rule.py "$SCENE/plan.json" "$SCENE"/run-*.json >"$WORK/rulings"
	rm "$SCENE"/run-*.json
	begin duty
	add <"$WORK/rulings"
	drop "rule-$1"
}

play() {	# play SCENE MIN-CELL: all its nights
	settle "$1" "$2"
	refused=0
	while read -r day what; do
		SIGNED_AT=${day}T00:00:00+09:00
		arrive "$day"
		[ "$what" = - ] || ruling "$day"
		night "$day"
		cp "$WORK/json" "$SCENE/run-$day.json"
		refused=$((refused + $(json 'sum(p["state"] != "accepted" for p in j["packages"])')))
	done <"$SCENE/nights"
	is "$1: every package is taken" $refused 0
}

golden() {	# golden PERIOD DAY: its figures in every form of the report
	write_report "$HUB" "$1" --at "${2}T09:00:00+09:00" >/dev/null
	for l in ja en; do
		ok "$1 sets: $l" sh batch/deploy/toiyaba-pdf "$HUB/reports/$1/report.$l.fo" "$WORK/$1.$l.pdf"
		is "$1: no page is mostly empty: $l" "$(python3 tests/flow/report/empty.py "$WORK/$1.$l.pdf")" ""
	done
	ok "$1: figures" python3 $golden/compare.py "$HUB/reports/$1" $golden/$1.tsv
}

play 2012 1
golden FY2012 2013-04-17
golden FY2013 2014-06-30
play 2016 1
golden 2017Q1 2017-04-27
golden FY2016 2017-04-27
sed -i 's/^min-cell = .*/min-cell = 3/' "$HUB/hub.conf"
for p in 2016Q2 2016Q3 2016Q4 2017Q1 FY2016; do
	write_report "$HUB" $p --at 2017-04-27T09:00:00+09:00 >/dev/null
done
ok "a year does not tell what its quarters hide" python3 $golden/guess.py "$HUB/reports"
play 2017 1
golden 2017Q3 2017-10-26
play 2019 1
golden 2019Q3 2019-10-31
is "hubs made before their first day: no period is a part" "$(cat "$WORK"/hub-*/reports/*/report.xml | grep -c partial=)" 0
ok "2019Q3: words in the text" grep -qF 13業界249組織 <(pdftotext "$WORK/2019Q3.ja.pdf" - | tr -d '\n ')
result

#!/bin/bash
# Rows that a night asks for grow with what came in, however alike it is: the
# second doubling of a dimension costs at most 2.6 times the first.  SIZE=N: the
# first of three.
cd "$(dirname "$0")/../.."
. tests/flow/lib.sh
: "${BUILD:=build}" "${SIZE:=8}"
"${MAKE:-make}" --no-print-directory BUILD="$BUILD" "$BUILD/cost/steps.so" >/dev/null || exit 1
{
	audience sig gas
	member gas-01 gas
	member gas-02 gas
	other duty analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"
sed -i "s/^four-eyes = opening/four-eyes = no/" "$HUB/hub.conf"
cp -r "$HUB" "$WORK/keep"

given='<share consent="given" scope="sig"/></submission>'
open_sub() { printf '<submission id="%s" kind="%s"><title>%s</title>' "$1" "$2" "$3"; }
a_mail() {	# a_mail N SUBJECT TEXT
	printf 'From: a%s@evil.example\nTo: b@gas-01.example\nMessage-ID: <%s@evil.example>\nSubject: %s\n\n%s\n' \
	    "$1" "$1" "$2" "$3" | file "m$1.eml" mail
}
lure='The invoice for the last quarter is attached; please open it before the end of the day and confirm the sum to the office.'

alike() { for i in $(seq "$1"); do open_sub "$i" mail t; a_mail "$i" "invoice" "$lure"; echo "$given"; done; }
one_file() { for i in $(seq "$1"); do open_sub "$i" file "t $i"; printf 'MZ one and the same' | file "f$i" sample; echo "$given"; done; }
one_address() { for i in $(seq "$1"); do open_sub "$i" traffic "t $i"; echo "<observation direction=\"inbound\" address=\"198.51.100.7\" port=\"502\" first=\"2017-07-03\" last=\"2017-07-03\" count=\"$i\"/>$given"; done; }
one_host() { for i in $(seq "$1"); do open_sub "$i" incident "t $i"; echo "<indicator type=\"domain-name\" role=\"c2\">c2.evil.example</indicator>$given"; done; }
nothing_alike() { for i in $(seq "$1"); do open_sub "$i" incident "t $i"; echo "<indicator type=\"domain-name\" role=\"c2\">h$i.evil$i.example</indicator>$given"; done; }
indicators() { open_sub 1 incident t; for i in $(seq $((4 * $1))); do echo "<indicator type=\"url\">http://h$i.evil.example/x</indicator>"; done; echo "$given"; }
observations() { open_sub 1 traffic t; for i in $(seq $((4 * $1))); do echo "<observation direction=\"inbound\" address=\"198.51.100.$((i % 250))\" port=\"$i\" first=\"2017-07-03\" last=\"2017-07-03\" count=\"$i\"/>"; done; echo "$given"; }
words() { open_sub 1 incident "$(printf 'word-%s.corp.example ' $(seq "$1"))"; for i in $(seq "$1"); do echo "<sensitive>word-$i.corp.example</sensitive>"; done; echo "<indicator type=\"domain-name\">c2.evil.example</indicator>$given"; }

# What was told an earlier night: items that come back, by their names.
first=7f0c1a52-6d0e-4e57-9f0e-2f1f2a2f7d10
items() { grep -o 'item id="[^"]*"' "$HUB"/runs/20170804T013000/run.xml | cut -d'"' -f2; }
sighted() { for i in $(items); do echo "<sighting item=\"$i\" count=\"1\"/>"; done; }
sighted_again() { one=$(items | head -1); for i in $(seq $((4 * $1))); do echo "<sighting item=\"$one\" count=\"$i\"/>"; done; }
withdrawn() { for i in $(seq "$1"); do echo "<withdrawal package=\"$first\" submission=\"$i\"/>"; done; }
# A ruling takes back a case whose item tells much, and much of other cases, which
# are like it and like what is not told yet.
digest() { printf '<indicator type="sha256">%064d</indicator>' "$1"; }
withheld() { open_sub 1 incident "t w"; digest 1; echo '<share consent="preview"/></submission>'; }
telling() { open_sub 1 incident "t t"; digest 2; for i in $(seq $((4 * $1))); do echo "<indicator type=\"url\">http://h$i.evil.example/x</indicator>"; done; echo "$given"; }
bridges() { for i in $(seq "$1"); do open_sub "$i" incident "t b"; digest 1; digest 2; echo "$given"; done; }
approval() { echo "<consent preview=\"$(sqlite3 "$HUB/hub.db" 'SELECT digest FROM preview')\" decision=\"approve\"/>"; }
closing() { echo "<ruling case=\"$(sqlite3 "$HUB/hub.db" "SELECT casefile FROM submission WHERE id = '$first/1'")\" retract=\"yes\"/>"; }
before_closing() {	# before_closing N: the nights before it
	package gas-01 "$(uuid)" withheld 0
	night 2017-08-04
	package gas-02 $first telling "$1"
	night 2017-08-05
	package gas-01 "$(uuid)" approval 0
	night 2017-08-06
	package gas-01 "$(uuid)" bridges "$1"
	night 2017-08-07
}
follows() { case $1 in sighted|sighted_again|withdrawn) ;; *) return 1 ;; esac; }

package() {	# package WHO ID DIMENSION N
	begin "$1" "$2"
	"$3" "$4" >"$WORK/body"
	add <"$WORK/body"
	drop p >/dev/null
}
counted() {	# counted DIMENSION N: steps and milliseconds of such a night
	rm -rf "$HUB" "$WORK/steps"
	cp -r "$WORK/keep" "$HUB"
	SIGNED_AT=$FIRST_SIGNED_AT
	day=2017-08-04
	if [ "$1" = closing ]; then
		before_closing "$2"
		day=2017-08-08
		package duty "$(uuid)" closing 0
	elif follows "$1"; then
		package gas-01 $first nothing_alike "$2"
		night $day
		day=2017-08-05
		package gas-01 "$(uuid)" "$1" "$2"
	else
		package gas-01 $first "$1" "$2"
	fi
	STEPS=$WORK/steps LD_PRELOAD=$(realpath "$BUILD/cost/steps.so") night $day
	cat "$WORK/steps"
}

for d in ${DIMENSIONS:-nothing_alike alike one_file one_address one_host indicators observations words sighted sighted_again withdrawn closing}; do
	for n in 1 2 4; do counted "$d" $((n * SIZE)) | tail -1; done >"$WORK/$d"
	[ -z "${SHOW:-}" ] || echo "$d" $(cat "$WORK/$d")
	is "$d" "$(awk '{ v[NR] = $1 } END { print NR == 3 && v[3] - v[2] <= 2.6 * (v[2] - v[1]) ? "in proportion" : v[1] " " v[2] " " v[3] }' "$WORK/$d")" "in proportion"
done
result

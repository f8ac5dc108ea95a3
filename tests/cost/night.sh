#!/bin/bash
# Rows that a night asks for grow with what came in, however alike it is: the
# second doubling of a dimension costs at most 2.6 times the first.  SIZE=N: the
# first of three.
cd "$(dirname "$0")/../.."
. tests/flow/lib.sh
: "${BUILD:=build}" "${SIZE:=8}"
"${MAKE:-make}" --no-print-directory BUILD="$BUILD" "$BUILD/cost/steps.so" >/dev/null || exit 1
gas_hub
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

counted() {	# counted DIMENSION N: steps and milliseconds of such a night
	rm -rf "$HUB" "$WORK/steps"
	cp -r "$WORK/keep" "$HUB"
	SIGNED_AT=$FIRST_SIGNED_AT
	begin gas-01 7f0c1a52-6d0e-4e57-9f0e-2f1f2a2f7d10
	"$1" "$2" >"$WORK/body"
	add <"$WORK/body"
	drop p >/dev/null
	STEPS=$WORK/steps LD_PRELOAD=$(realpath "$BUILD/cost/steps.so") night 2017-08-04
	cat "$WORK/steps"
}

for d in ${DIMENSIONS:-nothing_alike alike one_file one_address one_host indicators observations words}; do
	for n in 1 2 4; do counted "$d" $((n * SIZE)) | tail -1; done >"$WORK/$d"
	[ -z "${SHOW:-}" ] || echo "$d" $(cat "$WORK/$d")
	is "$d" "$(awk '{ v[NR] = $1 } END { print NR == 3 && v[3] - v[2] <= 2.6 * (v[2] - v[1]) ? "in proportion" : v[1] " " v[2] " " v[3] }' "$WORK/$d")" "in proportion"
done
result

#!/bin/bash
# Random lives of attacks, told to readers who apply one bundle after the other:
# lives.py.  LIVES=N takes N of them, LIFE_SEED another first one, LIFE_NIGHTS so
# many nights.
. "$(dirname "$0")/../lib.sh"
: "${LIVES:=2}" "${LIFE_NIGHTS:=12}" "${LIFE_SEED:=$(($(commit) % 1000))}"

given() {	# given NAME FROM sig|all AGENCY
	agency=
	[ "$4" = - ] || agency="<agency id=\"$4\"/>"
	begin "$2"
	add <<<"<submission id=\"1\" kind=\"incident\"><title>t</title><indicator type=\"domain-name\" role=\"c2\">$1.evil.example</indicator><share consent=\"given\" scope=\"$3\">$agency</share></submission>"
	eval "$1=$PKGID/1"
	drop "$1"
}
case_of() { "$TOIYABA" show "$HUB" "${!1}" | grep -o 'C-[0-9-]*' | head -1; }
ruled() { begin duty; add <<<"<ruling case=\"$1\">$2</ruling>"; drop "ruling-$PKGID"; }
merged() { ruled "$(case_of "$1")" "<merge into=\"$(case_of "$2")\"/>"; }
parted() { ruled "$(case_of "$1")" "$(for s; do printf '<split submission="%s"/>' "${!s}"; done)"; }
withdrawn() { begin "$1"; id=${!2}; add <<<"<withdrawal package=\"${id%/*}\"/>"; drop "back-$PKGID"; }
pass() {	# pass NIGHT : what each audience got
	night "$(date -d "2017-08-04 +$1 day" +%F)"
	for b in $(json "' '.join('%s:%d' % (b['audience'], b['sequence']) for b in j['bundles'])"); do
		case $b in gas:*) who=gas-01 ;; pow:*) who=pow-01 ;; *) who=jpcert ;; esac
		reader "$who" "${b%:*}" "${b#*:}"
		mkdir -p "$WORK/got/$1"
		mv "$WORK/bundle" "$WORK/got/$1/${b%:*}"
	done
}
live() {	# live SEED
	rm -rf "$HUB" "$WORK/got"
	make_hub <"$WORK/roster"
	sed -i "s/^four-eyes = opening/four-eyes = no/" "$HUB/hub.conf"
	n=0
	while read -r word; do
		# shellcheck disable=SC2086
		if [ "$word" = night ]; then pass $n; n=$((n + 1)); else $word; fi
	done < <(python3 "$(dirname "$0")/lives.py" plan "$1" "$LIFE_NIGHTS")
	is "life $1" "$(python3 "$(dirname "$0")/lives.py" check "$1" "$LIFE_NIGHTS" "$WORK/got")" "life $1: as it should"
	rows=$(sqlite3 "$HUB/hub.db" .dump | grep -vE '^INSERT INTO (state|waiting) ' | LC_ALL=C sort | sha256sum)
	rm "$HUB"/hub.db*
	ok "rebuilt" "$TOIYABA" rebuild "$HUB"
	is "to the same rows" "$(sqlite3 "$HUB/hub.db" .dump | grep -vE '^INSERT INTO (state|waiting) ' | LC_ALL=C sort | sha256sum)" "$rows"
}

{
	audience sig gas
	audience sig pow
	audience agency jpcert
	for i in 1 2 3; do member gas-0$i gas; done
	member pow-01 pow
	other duty analyst
} >"$WORK/roster"
for i in $(seq "$LIFE_SEED" $((LIFE_SEED + LIVES - 1))); do live "$i"; done
result

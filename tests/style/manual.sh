#!/bin/bash
# The manual says all there is: every command, state, reason, exit code,
# setting and element, and mandoc finds nothing to say about it.
cd "$(dirname "$0")/../.."
: "${BUILD:=build}"
export TOIYABA=$BUILD/toiyaba
. tests/flow/lib.sh
make -s BUILD="$BUILD" man >/dev/null
for page in toiyaba.1 toiyaba-hub.5 toiyaba-package.5; do
	mandoc -T lint -W warning "$BUILD/$page" >"$WORK/lint" 2>&1 || true
	is "$page is clean" "$(cat "$WORK/lint")" ""
done
shown=$(mandoc -T utf8 "$BUILD/toiyaba.1" | sed 's/.\x08//g' | sed -n '/^SYNOPSIS/,/^DESCRIPTION/s/^ *toiyaba //p')
for line in 'keys HUB enrol MEMBER KEYFILE [--yes]' 'keys HUB list' 'keys HUB expiring [DAYS]' 'keys HUB rotate' 'keys HUB revoke MEMBER FINGERPRINT'; do
	ok "the synopsis reads: $line" grep -qxF "$line" <<<"$shown"
done
says() { grep -qF -- "$2" "$BUILD/$1" || { echo "$1 does not name $2"; false; }; }

for c in $("$TOIYABA" --help 2>&1 | awk '/^  [a-z]/ { print $1 }'); do
	ok "command $c" says toiyaba.1 ".It Cm $c"
done
for s in accepted duplicate quarantined waiting; do
	ok "state $s" says toiyaba.1 ".It Cm $s"
done
for r in $(xmllint --xpath '//*[local-name()="reason"]/@word' formats/base/reasons.xml | tr -d ' ' | cut -d'"' -f2); do
	ok "reason $r" says toiyaba.1 ".It Cm $r"
done
for x in 0 10 64 65 69 70 73 74 75 77 78; do ok "exit $x" says toiyaba.1 ".It $x"; done
"$TOIYABA" init "$HUB" >/dev/null 2>&1
for k in $(sed -n 's/^\([a-z-]*\) = .*/\1/p' "$HUB/hub.conf"); do
	ok "setting $k" says toiyaba-hub.5 ".It Cm $k"
done
for e in $(xmllint --xpath '//*[local-name()="element"]/@name' formats/package/package.rng | tr -d ' ' | cut -d'"' -f2); do
	ok "element $e" says toiyaba-package.5 ".It Cm $e"
done
for e in $(xmllint --xpath '//*[local-name()="element"]/@name' formats/config/roster.rng | tr -d ' ' | cut -d'"' -f2); do
	ok "roster's $e" says toiyaba-hub.5 ".It Cm $e"
done
is "no mark of a merger that was left open" "$(grep -lE '^(<<<<<<<|=======$|>>>>>>>)' batch/*.[15])" ""
result

#!/bin/bash
# The last guards before a bundle, each with the fault that it is there for:
# a composer that mistakes the audience, a gate that has gone blind, a list
# that says what a submission calls sensitive.
cd "$(dirname "$0")/../../.."
. tests/flow/lib.sh
: "${BUILD:=build}"

{
	audience sig gas
	audience sig rail
	member gas-01 gas
	member gas-02 rail
} >"$WORK/roster"
make_hub <"$WORK/roster"
begin gas-01
add <<X
<submission id="1" kind="incident"><title>t</title><indicator type="ipv4-addr" role="c2">198.51.100.7</indicator><sensitive>taro.himitsu</sensitive><share consent="given"/></submission>
X
drop p
cp -r "$HUB" "$WORK/keep"
for fault in wrong-audience blind-gate listed-word; do
	ok "$fault: built" "${MAKE:-make}" --no-print-directory BUILD="$BUILD" "$BUILD/planted/crash/$fault"
	rm -rf "$HUB"; cp -r "$WORK/keep" "$HUB"
	rc=0
	"$BUILD/planted/crash/$fault" run "$HUB" --at 2017-08-04T01:30:00+09:00 >/dev/null 2>"$WORK/err" || rc=$?
	is "$fault: the night ends with 70" $rc 70
	ok "$fault: and says why" grep -q 'nothing goes out' "$WORK/err"
	is "$fault: nothing went out" "$(find "$HUB/outbox" -name '*.tar.zst.gpg' | wc -l)" 0
	night 2017-08-04
	is "$fault: mended, it goes where it should" "$RC $(cd "$HUB/outbox" && ls -d */bundles/* | tr '\n' ' ')" "0 gas/bundles/gas-000001.tar.zst.gpg "
done
result

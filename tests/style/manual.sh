#!/bin/bash
# The manual says all there is: every command, state, reason, exit code,
# setting and element, and mandoc finds nothing to say about it.
cd "$(dirname "$0")/../.."
: "${BUILD:=build}"
export TOIYABA=$BUILD/toiyaba
. tests/flow/lib.sh
make -s BUILD="$BUILD" man >/dev/null
for page in toiyaba.1 toiyaba-hub.5 toiyaba-package.5 toiyaba-operator.7; do
	mandoc -T lint -W warning "$BUILD/$page" >"$WORK/lint" 2>&1 || true
	is "$page is clean" "$(cat "$WORK/lint")" ""
done
shown=$(mandoc -T utf8 "$BUILD/toiyaba.1" | sed 's/.\x08//g' | sed -n '/^SYNOPSIS/,/^DESCRIPTION/s/^ *toiyaba //p')
for line in 'keys HUB enrol MEMBER KEYFILE [--yes]' 'keys HUB list [--json]' 'keys HUB expiring [DAYS] [--json]' 'keys HUB rotate' 'keys HUB revoke MEMBER FINGERPRINT'; do
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
# Each page has examples; what stands there as XML is whole and valid.
examples() { mandoc -T utf8 "$1" | sed 's/.\x08//g' | sed -n '/^EXAMPLES/,/^SEE ALSO/p'; }
for page in toiyaba.1 toiyaba-hub.5 toiyaba-package.5 toiyaba-operator.7; do
	ok "$page has examples" test "$(examples "$BUILD/$page" | wc -l)" -gt 8
done
for page in toiyaba-hub.5 toiyaba-package.5; do
	examples "$BUILD/$page" | awk -v out="$WORK/$page" '
	{ sub(/^ +/, "") } /^<[?]xml/ { file = out "." ++n ".xml" } file { print >file }
	/^<\/(package|roster)>/ { close(file); file = "" }'
done
is "XML is shown" "$(ls "$WORK"/toiyaba-*.xml | wc -l)" 4
ok "a roster" xmllint --noout --relaxng formats/config/roster.rng "$WORK"/toiyaba-hub.5.*.xml
ok "manifests" xmllint --noout --relaxng formats/package/package.rng "$WORK"/toiyaba-package.5.*.xml
examples "$BUILD/toiyaba-hub.5" | sed -n 's/^ *//; /^\[hub\]/,/^A roster/p' | sed '$d' >"$HUB/hub.conf"
is "settings" "$("$TOIYABA" check "$HUB" >"$WORK/out" 2>&1; echo $?)" 0
ok "complete ones" grep -q '<file path' "$WORK"/toiyaba-package.5.1.xml
# The operator's page names what is there.
for c in $(sed -n 's/.*[Tt]oiyaba Cm \([a-z]*\).*/\1/p; s/.* toiyaba \([a-z]*\) .*/\1/p' batch/toiyaba-operator.7 | sort -u); do
	ok "the operator's $c" grep -q "^  $c " <<<"$("$TOIYABA" --help 2>&1)"
done
# In Japanese: the same sections, and in each all that is typed, to the letter.
for page in "$BUILD"/ja/*.[157]; do
	mandoc -K utf-8 -T lint -W warning "$page" >"$WORK/lint" 2>&1 || true
	is "ja/${page##*/} is clean" "$(cat "$WORK/lint")" ""
done
words() { awk -f tests/style/typed.awk "$1" | sort -u; }
for page in toiyaba.1 toiyaba-operator.7; do
	ok "words are found on $page" test "$(words "batch/$page" | wc -l)" -gt 50
done
is "the operator's page has the same words in both" "$(words batch/ja/toiyaba-operator.7)" "$(words batch/toiyaba-operator.7)"
synopsis() { sed -n '/^.Sh SYNOPSIS/,/^.Sh/p' "$1" | grep -v '^.Sh'; }
is "the synopsis is the same in both" "$(synopsis batch/ja/toiyaba.1)" "$(synopsis batch/toiyaba.1)"
reasons() { sed -n '/^.It Cm not-openpgp/,/^.El/p' "$1" | grep -o '^.It.*'; }
is "the reasons are the same in both" "$(reasons "$BUILD/ja/toiyaba.1")" "$(reasons "$BUILD/toiyaba.1")"
is "and have their own words" "$(grep -Fc 'OpenPGPメッセージではありません。' "$BUILD/ja/toiyaba.1")" 1
# Commands, answers and rulings of the examples, without what they say to people.
commands() {
	sed -n '/^.Bd/,/^.Ed/p' "$1" | sed "s/  *# .*//; s/--lang [a-z]*/--lang/; s/--reason '.*'/--reason/" |
		grep -E '^(toiyaba|gpg|editor|umount|cat|X$)|<(ruling|confirm)|\]？? |\?\]\? ' | sed 's/.*[]][?？]* \([a-z]\)/\1/'
}
ok "there are commands" test "$(commands batch/toiyaba.1 | wc -l)" -gt 30
is "the examples are the same in both" "$(commands batch/ja/toiyaba.1)" "$(commands batch/toiyaba.1)"
typed() { sed -n '/^.Bd/,/^.Ed/p; /^.Dl/p; s/^\.Nm toiyaba Cm/&/p; /^.Pa \//p' "$1" | sed 's/ [.:,;]$//'; }
is "the operator's page says the same in both" "$(typed batch/ja/toiyaba-operator.7 | sort)" "$(typed batch/toiyaba-operator.7 | sort)"
# The same lists and sections and numbers, and of formats the same examples;
# of what the schemas say nothing is left in English.
heads() { sed -n 's/ Pq .*//; s/^\.It \(\(Cm\|Pa\|Li\) .*\)/\1/p; s/^\(\.S[hs]\) .*/\1/p' "$1"; }
numbers() { grep -v '^\.Dd' "$1" | grep -oE '[0-9][0-9,.]*[0-9]|[0-9]' | sort -u; }
english() { sed '/^\.Bd/,/^\.Ed/d; /^\./d' "$1" | grep -E '(^| )(of|the|that|which|what|an?|any|or|is|it|text|optional|nothing)([ ,;.]|$)' || true; }
for page in toiyaba.1 toiyaba-package.5 toiyaba-hub.5; do
	for same in words heads numbers; do
		is "$page has the same $same in both" "$($same "$BUILD/ja/$page")" "$($same "$BUILD/$page")"
	done
	[ $page = toiyaba.1 ] ||
		is "$page has the same examples in both" "$(typed "$BUILD/ja/$page")" "$(typed "$BUILD/$page")"
	is "$page is in Japanese" "$(english "$BUILD/ja/$page")" ""
done
ok "it installs" make -s BUILD="$BUILD" DESTDIR="$WORK/root" PREFIX=/usr install
for f in bin/toiyaba share/man/man7/toiyaba-operator.7 share/man/ja/man1/toiyaba.1 share/man/ja/man5/toiyaba-package.5 share/man/ja/man5/toiyaba-hub.5 share/man/ja/man7/toiyaba-operator.7 lib/systemd/system/toiyaba@.timer share/doc/toiyaba/guide.ja.html; do
	ok "there is $f" test -s "$WORK/root/usr/$f"
done
is "no mark of a merger that was left open" "$(grep -lE '^(<<<<<<<|=======$|>>>>>>>)' batch/*.[157])" ""
result

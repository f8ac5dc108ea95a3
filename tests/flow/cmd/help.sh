#!/bin/bash
# Each verb says what it is for, in both languages, and who writes a wrong
# option is told whose help to read.
. "$(dirname "$0")/../lib.sh"

verbs=$("$TOIYABA" --help | awk '/^  [a-z]/ { print $1 }')
is "there are verbs" "$(($(wc -w <<<"$verbs") > 15))" 1
is "-h, --help and help are one" "$("$TOIYABA" -h)" "$("$TOIYABA" --help)"
is "help is one" "$("$TOIYABA" help)" "$("$TOIYABA" --help)"
is "all of it in Japanese" "$(TOIYABA_LANG=ja "$TOIYABA" --help | grep '^  ' | LC_ALL=C.UTF-8 grep -cvP '[\p{Hiragana}\p{Katakana}\p{Han}]')" 0
is "none of it in English" "$("$TOIYABA" --help | LC_ALL=C.UTF-8 grep -cP '[\p{Hiragana}\p{Katakana}\p{Han}]')" 0

# What says nothing behind an option, or under a head.
bare() { awk '/ $/ { print } /^$/ && NR > 1 && before == "" { print "empty" } { before = $0 }'; }
japanese() { LC_ALL=C.UTF-8 grep -cP '[\p{Hiragana}\p{Katakana}\p{Han}]'; }
wrong=
for v in $verbs; do
	for l in ja en; do
		"$TOIYABA" "$v" --help --lang $l >"$WORK/$l" 2>"$WORK/err" || wrong+=" $v:$l:$?"
		[ ! -s "$WORK/err" ] || wrong+=" $v:$l:stderr"
		grep -q "^usage: toiyaba $v" "$WORK/$l" || wrong+=" $v:$l:usage"
		grep -q "^  toiyaba $v " "$WORK/$l" || wrong+=" $v:$l:example"
		[ -z "$(bare <"$WORK/$l")" ] || wrong+=" $v:$l:$(bare <"$WORK/$l" | head -1 | tr -s ' ' _)"
	done
	[ "$(japanese <"$WORK/en")" = 0 ] || wrong+=" $v:en:mixed"
	[ "$(grep '^  -' "$WORK/ja" | japanese)" = "$(grep -c '^  -' "$WORK/ja")" ] || wrong+=" $v:ja:mixed"
	cmp -s "$WORK/en" <("$TOIYABA" "$v" -h) || wrong+=" $v:-h"
	cmp -s "$WORK/ja" <("$TOIYABA" help "$v" --lang=ja) || wrong+=" $v:help"
	rc=0
	"$TOIYABA" "$v" --frobnicate >"$WORK/out" 2>"$WORK/err" || rc=$?
	[ "$rc" = 64 ] && [ ! -s "$WORK/out" ] && grep -q "toiyaba $v --help" "$WORK/err" || wrong+=" $v:unknown"
done
is "every verb, in both languages" "$wrong" ""
rc=0
"$TOIYABA" run x --lang fr >"$WORK/out" 2>&1 || rc=$?
is "no third language" "$rc" 64
ok "behind two dashes a word is a word" grep -q 'no hub here' <("$TOIYABA" status -- --help 2>&1)
ok "a full disk is told" sh -c '"$0" run --help >/dev/full; [ $? = 74 ]' "$TOIYABA"
result

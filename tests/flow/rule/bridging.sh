#!/bin/bash
# Who sends what is like two attacks bridges them for nobody: what a ruling took
# back, holds or calls bulk stands in no living item by it, lets none of its own
# out by what was ruled on that, and holds up neither the item nor a merger.
. "$(dirname "$0")/../lib.sh"

{
	audience sig gas
	for i in 1 2 3; do member "gas-0$i" gas; done
	other duty analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"
sed -i "s/^four-eyes = opening/four-eyes = no/" "$HUB/hub.conf"

pair() { for n; do printf '<indicator type="sha256" role="other">%064d</indicator>' "$n" $((n + 100000)); done; }
give() {	# give NAME FROM NUMBER... : what states the same number is the same attack
	begin "$2"
	eval "$1=$PKGID"
	add <<<"<submission id=\"1\" kind=\"incident\"><title>t</title><indicator type=\"domain-name\" role=\"c2\">$1.evil.example</indicator>$(pair "${@:3}")<share consent=\"${CONSENT:-given}\"/></submission>"
	drop "$1"
}
unasked() {	# unasked NAME FROM ATTRS NUMBER... : ruled on before its provider lets it go
	CONSENT=preview give "$1" "$2" "${@:4}"
	next
	rule <<<"<ruling submission=\"${!1}/1\" $3/>"
	approve "$1" "$2"
}
approve() {	# approve NAME FROM
	begin "$2"
	add <<<"<consent preview=\"$(sqlite3 "$HUB/hub.db" "SELECT digest FROM preview WHERE submission = '${!1}/1'")\" decision=\"approve\"/>"
	drop "yes-$PKGID"
}
rule() { begin duty; add; drop "ruling-$PKGID"; }
case_of() { sqlite3 "$HUB/hub.db" "SELECT casefile FROM submission WHERE id = '$1/1'"; }
item_of() { sqlite3 "$HUB/hub.db" "SELECT item FROM place WHERE submission = '$1/1'"; }
told() {	# told ITEM : names of what it tells, as its last edition has them
	k=$(ls "$HUB/outbox/gas/bundles" | wc -l)
	while [ "$k" -gt 0 ]; do
		reader gas-02 gas "$k"
		if [ -e "$WORK/bundle/items/$1.xml" ]; then
			sed -n 's/.*>\([a-z0-9]*\)\.evil\.example<.*/\1/p' "$WORK/bundle/items/$1.xml" | sort | tr '\n' ' '
			return
		fi
		k=$((k - 1))
	done
}
when=3
next() { when=$((when + 1)); night "$(date -d "2017-07-31 +$when day" +%F)"; }

# Taken back: the item that a submission is like goes on, and what joins it.
give one gas-02 1
next
rule <<<"<ruling item=\"$(item_of "$one")\" retract=\"yes\"/>"
give two gas-01 2
next
live=$(item_of "$two")
is "one is over, another lives" "$(told "$live")" "two "
give bridge gas-03 1 2
first=$bridge
next
is "no word of what is over; a person is told" "$RC $(told "$live" | grep -cw one)" "10 0"
give three gas-01 2
next
is "what joins the item is told" "$(told "$live" | grep -ow 'two\|three' | tr '\n' ' ')" "three two "
give bridge gas-03 1 2
give sixth gas-02 2
next
is "in the very night of such a bridge, too" "$(told "$live" | grep -ow sixth)" sixth
give four gas-02 1
next
is "what joins what is over waits with it" "$(item_of "$four") $(json "j['items']")" " []"
is "as the worklist says" "$("$TOIYABA" review "$HUB" | sed -n 's/^shut out \([^ ]*\) in.*/\1/p' | sort)" "$(printf '%s/1\n' "$bridge" "$first" "$four" | sort)"
rule <<<"<ruling case=\"$(case_of "$two")\" class=\"targeted\" grounds=\"malware\" release=\"yes\"/>"
give five gas-03 1 2
next
is "nor is it let out by a word on the other" "$(told "$live" | grep -ow 'one\|four')" ""

# Held before it was told, and released nowhere.
unasked held gas-02 'release="no"' 11
give out gas-01 12
next
live=$(item_of "$out")
is "one is held" "$(item_of "$held") $(told "$live")" " out "
give span gas-03 11 12
next
is "the other tells nothing of it" "$(told "$live" | grep -ow held)" ""
give more gas-01 12
next
is "and goes on" "$(told "$live" | grep -ow 'out\|more' | tr '\n' ' ')" "more out "
rule <<<"<ruling case=\"$(case_of "$out")\" class=\"targeted\" grounds=\"malware\" release=\"yes\"/>"
give again gas-03 11 12
next
is "released: not what is held beside it" "$(told "$live" | grep -ow 'held\|out' | tr '\n' ' ')" "out "
rule <<<"<ruling case=\"$(case_of "$held")\" release=\"yes\"/>"
next
is "until a ruling lets that go" "$(told "$(item_of "$held")" | grep -ow held)" held

# Bulk, with what is like it and nothing else.
unasked bulk gas-02 'class="bulk"' 21
give aimed gas-01 22
next
live=$(item_of "$aimed")
is "bulk waits" "$(item_of "$bulk")" ""
give beside gas-02 21
give both gas-03 21 22
next
give last gas-01 22
next
is "the other goes on" "$(told "$live" | grep -ow 'aimed\|last\|bulk\|beside' | tr '\n' ' ')" "aimed last "

# The night of a merger.
give left gas-01 31
give right gas-02 32
next
into=$(item_of "$left") from=$(item_of "$right")
rule <<<"<ruling case=\"$(case_of "$right")\"><merge into=\"$(case_of "$left")\"/></ruling>"
give wedge gas-03 1 31
next
is "one item tells both" "$(for i in "$into" "$from"; do told "$i"; done | tr ' ' '\n' | grep -x 'left\|right\|one\|four' | sort | tr '\n' ' ')" "left right "
is "and the other names it" "$(reader gas-02 gas "$(ls "$HUB/outbox/gas/bundles" | wc -l)"; grep -c '<superseded ' "$WORK/bundle/bundle.xml")" 1
rule <<<"<ruling case=\"$(case_of "$four")\" class=\"other\"/>"
give later gas-02 32
next
is "which goes on" "$(for i in "$into" "$from"; do told "$i"; done | grep -ow 'later')" later

# In the case of the one, in the item of the other: what is ruled on that case
# ends the one.
CONSENT=preview give slow gas-01 41
next
give quick gas-02 42
next
approve slow gas-01
next
give across gas-03 41 42
next
is "in another's item" "$(item_of "$across") $(case_of "$across")" "$(item_of "$quick") $(case_of "$slow")"
rule <<<"<ruling case=\"$(case_of "$slow")\" retract=\"yes\"/>"
live=$(item_of "$quick")
next
is "what is in it beside stays" "$(told "$live" | grep -ow 'quick\|slow\|across' | tr '\n' ' ')" "quick "

is "until a ruling has seen it" "$("$TOIYABA" review "$HUB" | grep -c '^shut out')" 0

# Like both parts of a split, of which one was taken back and the other is not due
# yet: it goes with that once it is, or is kept in by its case and keeps in nothing.
parts() {	# parts SPLIT-OFF NUMBER
	CONSENT=preview give "asked$2" gas-01 "$2"
	give "taken$2" gas-02 "$2"
	next
	off=$1$2 taken=taken$2
	rule <<<"<ruling case=\"$(case_of "${!taken}")\"><split submission=\"${!off}/1\"/></ruling>"
	next
	rule <<<"<ruling case=\"$(case_of "${!taken}")\" retract=\"yes\"/>"
	next
	give "meets$2" gas-03 "$2"
	next
	approve "asked$2" gas-01
}
parts taken 51
# shellcheck disable=SC2154 # give() sets it
is "waits with what was taken back while nothing else is due" "$(item_of "$meets51")" ""
next
# shellcheck disable=SC2154
is "goes with the other then" "$(told "$(item_of "$asked51")")" "asked51 meets51 "
parts asked 52
next
# shellcheck disable=SC2154
is "or waits by its case, and the other goes" "$(told "$(item_of "$asked52")") $(item_of "$meets52")" "asked52  "
rule <<<"<ruling case=\"$(case_of "$meets52")\" release=\"yes\"/>"
next
is "until a ruling lets it go" "$(told "$(item_of "$meets52")" | grep -ow meets52)" meets52

# One attack of which nothing is told yet, and one part of it is taken back: a
# word on another part opens that one no more.
# shellcheck disable=SC2154
{
	for part in "closed gas-01 71" "fresh gas-02 72" "links gas-03 71 72"; do
		# shellcheck disable=SC2086
		CONSENT=preview give $part
	done
	next
	rule <<<"<ruling submission=\"$closed/1\" retract=\"yes\"/>"
	next
	approve closed gas-01
	approve links gas-03
	next
	rule <<<"<ruling submission=\"$fresh/1\" release=\"yes\"/>"
	next
	approve fresh gas-02
	next
	is "let go, the closed is not with it" "$(told "$(item_of "$fresh")" | grep -ow 'fresh\|closed')" fresh
	next
	is "nor later" "$(told "$(item_of "$fresh")" | grep -ow 'fresh\|closed')" fresh
	is "nor by itself" "$(item_of "$closed")" ""
}

# What stands in an item is of another case than the item: a ruling on that case
# does not reach it; one on the item does, once nothing else is left there.
CONSENT=preview give late gas-01 81
next
give gone gas-02 82
next
approve late gas-01
next
give stays gas-03 81 82
next
# shellcheck disable=SC2154
live=$(item_of "$gone")
rule <<<"<ruling case=\"$(case_of "$gone")\" retract=\"yes\"/>"
next
# shellcheck disable=SC2154
is "not of the case that is taken back" "$(item_of "$stays") $(told "$live")" "$live stays "
rule <<<"<ruling item=\"$live\" retract=\"yes\"/>"
next
is "taken back by the item's name" "$(item_of "$stays") $(sqlite3 "$HUB/hub.db" "SELECT closed IS NOT NULL FROM casefile WHERE id = '$(case_of "$stays")'")" " 1"

ok check "$TOIYABA" check "$HUB"
before=$(state)
rm "$HUB"/hub.db*
ok rebuild "$TOIYABA" rebuild "$HUB"
is "with the same outcome" "$(state)" "$before"
result

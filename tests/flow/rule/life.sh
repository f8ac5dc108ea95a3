#!/bin/bash
# The life of an item: a merger names the successor and takes nothing back, a
# split gives the name back, what was retracted stays so, and a submission that
# is closed closes itself alone.  Counts of what was shared stay as told.
. "$(dirname "$0")/../lib.sh"

{
	audience sig gas
	audience sig pow
	audience agency jpcert
	for i in 1 2 3; do member gas-0$i gas; done
	member pow-01 pow
	other duty analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"
sed -i "s/^four-eyes = opening/four-eyes = no/" "$HUB/hub.conf"

give() {	# give NAME FROM [SHARE-ATTRIBUTES [AGENCIES]]
	begin "$2"
	add <<<"<submission id=\"1\" kind=\"incident\"><title>t</title><indicator type=\"domain-name\" role=\"c2\">$1.evil.example</indicator><share consent=\"given\" ${3:-}>${4:-}</share></submission>"
	eval "$1=$PKGID"
	drop "$1"
}
also() {	# also NAME FROM WITH : of the attack of another, by a file of theirs
	begin "$2"
	add <<<"<submission id=\"1\" kind=\"incident\"><title>t</title><indicator type=\"domain-name\" role=\"c2\">$1.evil.example</indicator>$(sums "$3")<share consent=\"given\"/></submission>"
	eval "$1=$PKGID"
	drop "$1"
}
sums() { printf '<indicator type="sha256" role="other">%064d</indicator><indicator type="sha256" role="other">%064d</indicator>' "$1" $(($1 + 100000)); }
rule() { begin duty; add; drop "ruling-$PKGID"; }
merge() { rule <<<"<ruling case=\"$(case_of "$1")\"><merge into=\"$(case_of "$2")\"/></ruling>"; }
part() { rule <<<"<ruling case=\"$(case_of "$1")\"><split submission=\"$1/1\"/></ruling>"; }
case_of() { "$TOIYABA" show "$HUB" "$1/1" | grep -o 'C-[0-9-]*' | head -1; }
withdraw() { begin "$1"; add <<<"<withdrawal package=\"$2\"/>"; drop "back-$PKGID"; }
items() { json "sorted((i['id'], i['edition'], i['audiences']) for i in j['items'])"; }
edition() { json "[i['edition'] for i in j['items'] if i['id'] == '$A'][0]"; }
name() { json "[i['id'] for i in j['items'] if '$1' in i['audiences']][${2:-0}]"; }
has() { grep -l "$1.evil" "$WORK"/bundle/items/*.xml 2>/dev/null | xargs -r -n1 basename -s .xml | tr '\n' ' '; }
over() { grep -oE '<(retraction|superseded) [^>]*' "$WORK/bundle/bundle.xml" | sed 's/ *\/$//' | tr -d '<"' | tr '\n' ';'; }
last() { reader "$2" "$1" "$(ls "$HUB/outbox/$1/bundles" | wc -l)"; }
bundles() { json "sorted(b['audience'] for b in j['bundles'])"; }
shared() {	# what a report of the quarter would count
	rm -rf "$WORK/then"
	cp -a "$HUB" "$WORK/then"
	write_report "$WORK/then" 2017Q3 --at 2017-10-01T00:00:00+09:00 >/dev/null 2>&1
	python3 - "$WORK/then/reports/2017Q3/report.xml" <<'P'
import sys, xml.etree.ElementTree as e
ns = "{urn:toiyaba:report:1}"
for d in e.parse(sys.argv[1]).iter(ns + "dataset"):
    for o in d.iter(ns + "obs"):
        if d.get("id") == "flow" and o.get("key") == "2017Q3" and o.get("measure") == "shared":
            print(o.get("value"))
P
}
ack() { begin "$1"; add <<<"<ack bundle=\"$2\" hits=\"no\"/>"; drop "ack-$PKGID"; }


# A merger: one name lives, the other says which.
give a gas-01 '' '<agency id="jpcert"/>'
night 2017-08-04
A=$(name gas) J=$(name jpcert)
give b gas-02
night 2017-08-05
B=$(name gas)
is "two are shared" "$(shared)" 2
merge "$b" "$a"
night 2017-08-06
is "merged" "$RC $(items) $(bundles)" "0 [('$A', 2, ['gas']), ('$B', 2, ['gas'])] ['gas']"
last gas gas-03
is "superseded, not taken back" "$(over)" "superseded item=$B by=$A;"
is "told under one name" "$(has a)$(has b)" "$A $A "
ok "its last edition names the successor" grep -q "<superseded by=\"$A\" on=\"2017-08-06\"/>" "$WORK/bundle/items/$B.xml"
is "and tells nothing" "$(grep -cE '<(indicator|retracted|related)' "$WORK/bundle/items/$B.xml")" 0
ok "both are valid" xmllint --noout --relaxng formats/out/item.rng "$WORK/bundle/items/$A.xml" "$WORK/bundle/items/$B.xml"
ok "so is the bundle" xmllint --noout --relaxng formats/out/bundle.rng "$WORK/bundle/bundle.xml"
ok "the page says so" grep -q "$B → $A" "$WORK/bundle/notice.ja.html"
is "and not that it is taken back" "$(grep -c '取り下げられ' "$WORK/bundle/notice.ja.html")" 0
is "no relation to what is over" "$(grep -c '<related' "$WORK/bundle/items/$A.xml")" 0
ok "show names the state" sh -c "'$TOIYABA' show '$HUB' $B | grep -q 'superseded by $A'"
is "what was counted is counted" "$(shared)" 2

# It goes on until each reader has acknowledged.
give c gas-03
night 2017-08-07
last gas gas-03
is "named again" "$(over)" "superseded item=$B by=$A;"
for i in 1 2; do ack gas-0$i gas-000004; done
give d gas-03
night 2017-08-08
last gas gas-03
is "while one has not said so" "$(over)" "superseded item=$B by=$A;"
ack gas-03 gas-000004
give e gas-03
night 2017-08-09
last gas gas-03
is "and no more" "$(over)" ""

# Who found the one found what the other tells now.
for i in 1 2 3; do begin gas-0$i; add <<<"<sighting item=\"$B\" count=\"1\"/>"; drop "seen$i"; done
night 2017-08-09
last gas gas-03
is "found under the old name" "$(items) $(grep -o 'at-least="[0-9]*"' "$WORK/bundle/items/$A.xml")" "[('$A', 3, ['gas'])] at-least=\"3\""

# A split gives the names back, whichever part is split off.
part "$b"
night 2017-08-10
is "split: both go on" "$(items)" "[('$A', 4, ['gas']), ('$B', 3, ['gas'])]"
last gas gas-03
is "each with its own" "$(has a)$(has b)$(over)" "$A $B "
is "unrelated" "$(grep -c '<related' "$WORK/bundle/items/$A.xml" "$WORK/bundle/items/$B.xml" | cut -d: -f2 | tr '\n' ' ')" "0 0 "
merge "$b" "$a"
night 2017-08-11
last gas gas-03
is "merged again" "$(over)$(has a)$(has b)" "superseded item=$B by=$A;$A $A "
part "$a"
night 2017-08-12
last gas gas-03
is "split the other way" "$(has a)$(has b)$(over)" "$A $B "
is "a name is of the case of its part" "$("$TOIYABA" show "$HUB" "$A" | grep -o 'C-[0-9-]*') $("$TOIYABA" show "$HUB" "$B" | grep -o 'C-[0-9-]*')" "$(case_of "$a") $(case_of "$b")"
is "agencies heard nothing of it" "$(ls "$HUB/outbox/jpcert/bundles" | wc -l)" 1
is "no third share" "$(shared)" 5

# Undone before it was told: nothing happened.
merge "$b" "$a"; part "$b"
night 2017-08-13
is "merged and split in one night" "$RC $(items) $(bundles)" "0 [] []"
merge "$b" "$a"
night 2017-08-14
part "$a"
rule <<<"<ruling submission=\"$a/1\"><merge into=\"$(case_of "$b")\"/></ruling>"
night 2017-08-14
is "split and merged in one night" "$RC $(items) $(bundles)" "0 [] []"

# Retracted: the one that was superseded does not rise, nobody else hears of it.
rule <<<"<ruling item=\"$A\" retract=\"yes\"/>"
night 2017-08-15
is "the live one, and the agency's of the same" "$RC $(items)" "0 $(python3 -c "print(sorted([('$A', $(edition), ['gas']), ('$J', 2, ['jpcert'])]))")"
last gas gas-03
is "told as taken back" "$(over)" "$(printf 'retraction item=%s;superseded item=%s by=%s;' "$A" "$B" "$A")"
is "none of its facts" "$(has a)$(has b)" ""
last jpcert jpcert
is "to the agency its own name" "$(over)" "retraction item=$J;"
rule <<<"<ruling item=\"$A\" release=\"yes\"/>"
night 2017-08-16
N=$(name gas)
is "opened: a new name for each" "$(json "sorted((i['edition'], i['audiences']) for i in j['items'])")$(json "sorted({'$A', '$B', '$J'} & {i['id'] for i in j['items']})")" "[(1, ['gas']), (1, ['jpcert'])][]"
last gas gas-03
is "one, as they were" "$(has a)$(has b)" "$N $N "
is "counted once" "$(shared)" 5
part "$b"
night 2017-08-17
last gas gas-03
is "split: the old name is over" "$(has a)$(test "$(has b)" != "$B " && test "$(has b)" != "$N " && echo other)" "$N other"
is "counted as before" "$(shared)" 5
result

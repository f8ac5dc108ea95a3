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
letter gas-02
is "its provider hears the name that is left" "$(grep -A1 '<news ' "$WORK/letter/receipts.xml" | grep -oE 'state="[a-z]*"|<item id="[^"]*"' | tr '\n' ' ')" "state=\"joined\" <item id=\"$A\" "
ok "its last edition names the successor" grep -q "<superseded by=\"$A\" on=\"2017-08-06\"/>" "$WORK/bundle/items/$B.xml"
is "and tells nothing" "$(grep -cE '<(indicator|retracted|related)' "$WORK/bundle/items/$B.xml")" 0
ok "both are valid" xmllint --noout --relaxng formats/out/item.rng "$WORK/bundle/items/$A.xml" "$WORK/bundle/items/$B.xml"
ok "so is the bundle" xmllint --noout --relaxng formats/out/bundle.rng "$WORK/bundle/bundle.xml"
ok "the page says so" grep -q "$B → $A" "$WORK/bundle/notice.ja.html"
is "and not that it is taken back" "$(grep -c '取り消され' "$WORK/bundle/notice.ja.html")" 0
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
last jpcert jpcert
is "to the agency what was due to it" "$(has a | wc -w)$(has b | wc -w)" 10
is "counted once" "$(shared)" 5
part "$b"
night 2017-08-17
last gas gas-03
is "split: the old name is over" "$(has a)$(test "$(has b)" != "$B " && test "$(has b)" != "$N " && echo other)" "$N other"
is "counted as before" "$(shared)" 5

# A part that never had a name gets one, and then keeps it.
also s1 gas-01 1; also s2 gas-02 1
night 2017-08-18
S=$(name gas)
is "one attack" "$(items)" "[('$S', 1, ['gas'])]"
part "$s2"
night 2017-08-19
T=$(json "[i['id'] for i in j['items'] if i['id'] != '$S'][0]")
is "a name of its own" "$(items)" "$(python3 -c "print(sorted([('$S', 2, ['gas']), ('$T', 1, ['gas'])]))")"
is "a case of its own" "$(shared)" 7
merge "$s1" "$s2"
night 2017-08-20
last gas gas-03
is "merged: the first told lives" "$(has s1)$(has s2)$(over | tr ';' '\n' | grep "$T")" "$S $S superseded item=$T by=$S"
part "$s2"
night 2017-08-21
last gas gas-03
is "and has it again" "$(has s1)$(has s2)" "$S $T "
is "counted as before" "$(shared)" 7

# Who had one of the two keeps that, and hears nothing of the other.
give p gas-01
night 2017-08-22
P=$(name gas)
give q gas-02 'scope="all"'
night 2017-08-23
Q=$(name pow)
is "one name for both" "$(name gas)" "$Q"
merge "$q" "$p"
night 2017-08-24
is "to those who had both" "$(items)" "$(python3 -c "print(sorted([('$P', 2, ['gas']), ('$Q', 2, ['gas'])]))")"
also r pow-01 2; also r2 gas-01 2
night 2017-08-25
last pow pow-01
is "and the others see no name but theirs" "$(over)$(grep -rl "$P" "$WORK/bundle" | wc -l)" 0
begin pow-01; add <<<"<sighting item=\"$P\" count=\"1\"/>"; drop unknown
night 2017-08-25
is "nor is one known to them" "$(json "[p['reason'] for p in j['packages']]")" "['unknown-reference']"

# What was told whole stays so, under whichever name.
lure() {	# lure FROM
	begin "$1"
	m=$(mail x@lure.example "you@$1.example" 'Order No.48213' 'The pumps that you ordered will be delivered next Monday morning.' | file m.eml mail)
	add <<<"<submission id=\"1\" kind=\"mail\"><title>t</title>$m<share consent=\"given\"/></submission>"
	eval "lure${1#gas-}=$PKGID"
	drop "lure-$1"
}
give k gas-01
night 2017-08-25
K=$(name gas)
for i in 1 2 3; do lure gas-0$i; done
night 2017-08-25
L=$(name gas)
withdraw gas-01 "$lure01"
merge "$lure02" "$k"
night 2017-08-25
last gas gas-03
is "merged: told as before, though fewer have it" "$(grep -l 48213 "$WORK"/bundle/items/* | xargs -n1 basename)" "$K.xml"
rule <<<"<ruling case=\"$(case_of "$k")\"><split submission=\"$k/1\"/></ruling>"
night 2017-08-25
last gas gas-03
is "split: as before" "$(grep -l 48213 "$WORK"/bundle/items/* | xargs -n1 basename)$(has k)" "$L.xml$K "

# What is closed closes itself alone: of a merger, of one attack.
withdraw gas-01 "$p"
night 2017-08-26
last gas gas-03
is "withdrawn: the name that lives goes on without" "$(has p)$(has q)$(over | grep -c "retraction item=$P")" "$P 0"
part "$q"
night 2017-08-27
last gas gas-03
is "split off: it has its own, and the other is empty" "$(has q)$(over | tr ';' '\n' | grep -E "$P|$Q")" "$Q retraction item=$P"
also f gas-01 3
begin gas-02
add <<<"<submission id=\"1\" kind=\"incident\"><title>t</title><indicator type=\"domain-name\" role=\"c2\">g.evil.example</indicator>$(sums 3)<share consent=\"preview\"/></submission>"
drop g
also h gas-03 3
night 2017-08-28
F=$(name gas)
begin gas-02
add <<<"<consent preview=\"$(basename "$(ls "$HUB"/outbox/gas-02/previews/*.gpg)" .tar.zst.gpg)\" decision=\"approve\"/>"
drop yes
night 2017-08-29
last gas gas-03
is "three of one attack" "$(has f)$(has g)$(has h)" "$F $F $F "
withdraw gas-01 "$f"
night 2017-08-30
last gas gas-03
is "one withdrew" "$(has f)$(has g)$(has h)$(items)" "$F $F [('$F', 3, ['gas'])]"
begin gas-02
add <<<"<consent preview=\"$(basename "$(ls "$HUB"/outbox/gas-02/previews/*.gpg)" .tar.zst.gpg)\" decision=\"refuse\"/>"
drop no
night 2017-08-31
last gas gas-03
is "one refused" "$(has g)$(has h)$(items)" "$F [('$F', 4, ['gas'])]"
sed -i "s|fingerprint=\"$(cat "$KEYS/gas-03/fpr")\"|& distrusted=\"2017-08-28\"|" "$HUB/roster.xml"
night 2017-09-01
last gas gas-02
is "the last one's key is distrusted: nothing is left" "$(has h)$(items)$(over | tr ';' '\n' | grep "$F")" "[('$F', 5, ['gas'])]retraction item=$F"
is "as many as before" "$(shared)" 13

ok "check" "$TOIYABA" check --full "$HUB"
dump() { sqlite3 "$HUB/hub.db" .dump | grep -vE '^INSERT INTO (state|waiting) ' | LC_ALL=C sort | sha256sum; }
before=$(dump)
rm "$HUB"/hub.db*
ok "rebuild" "$TOIYABA" rebuild "$HUB"
is "the same rows" "$(dump)" "$before"
result

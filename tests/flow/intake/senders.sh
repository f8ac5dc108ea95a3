#!/bin/bash
# Who sends what: bodies of partner schemes as members do; agencies and schemes
# what they know, which waits for a ruling, goes no wider than it came and
# steers nothing before; nobody in another's name.
. "$(dirname "$0")/../lib.sh"

body() { member "$1" | sed "s|</member>|<in scheme=\"$2\" from=\"2016-04-01\"/></member>|"; }
{
	audience sig gas
	audience sig pow
	audience scheme med 'bodies="4"'
	audience scheme water
	audience agency jpcert
	audience agency other
	audience agency old 'until="2017-08-01"'
	audience agency friend 'trust="release"'
	for i in 1 2 3; do member gas-0$i gas; done
	member pow-01 pow
	body med-01 med
	body med-02 med
	other duty analyst
	other duty-2 analyst
	other hubself hub
} >"$WORK/roster"
make_hub <"$WORK/roster"
"$TOIYABA" status "$HUB" >/dev/null || true

give() {	# give NAME FROM SHARE [XML]: a submission of its own
	begin "$2"
	add <<<"<submission id=\"1\" kind=\"incident\"><title>t</title><indicator type=\"domain-name\" role=\"c2\">$1.evil.example</indicator>${4:-}$3</submission>"
	eval "$1=$PKGID"
	drop "$1"
}
given='<share consent="given"/>' all='<share consent="given" scope="all"/>'
say() { begin "$1"; add; drop "say-$PKGID"; }
last() { reader "$2" "$1" "$(ls "$HUB/outbox/$1/bundles" | wc -l)"; }
has() { grep -l "$1" "$WORK"/bundle/items/*.xml 2>/dev/null | wc -l; }
to() { json "sorted(b['audience'] for b in j['bundles'])"; }
state() { json "[p['reason'] or p['state'] for p in j['packages'] if p['path'].endswith('/$1.gpg')][0]"; }
states() { json "sorted(p['reason'] or p['state'] for p in j['packages'])"; }
case_of() { json "[s['case'] for p in j['packages'] for s in p['submissions'] if p['path'].endswith('/$1.gpg')][0]"; }
named() { json "[i['id'] for i in j['items'] if '$1' in i['audiences']][0]"; }
receipt() { ls "$HUB/outbox/$1/receipts" 2>/dev/null | wc -l; }
taken_back() { last "$1" "$2"; grep -c '<retraction' "$WORK/bundle/bundle.xml" || true; }

for who in jpcert med water med-01; do
	ok "an inbox for $who" test -d "$HUB/inbox/$who"
done

# A body of a scheme is a member of it.
give body med-01 "$given"
give wide gas-01 "$all"
night 2017-08-04
is "its own scheme has it, and what is for all" "$(to)" "['gas', 'med', 'pow', 'water']"
last med med-02
is "read by another body" "$(has body.evil)$(has wide.evil)" 11
last gas gas-02
is "not by a SIG" "$(has body.evil)$(has wide.evil)" 01
is "a receipt" "$(receipt med-01)" 1
is "a letter covers each who reads, bodies and a scheme with a key, too" "$(receipt med-02) $(receipt med) $(receipt water) $(receipt jpcert)" "1 1 1 0"
wide_item=$(json "[i['id'] for i in j['items'] if 'gas' in i['audiences']][0]")
body_item=$(json "[i['id'] for i in j['items'] if i['audiences'] == ['med']][0]")
begin med-02; add <<<"<sighting item=\"$body_item\" count=\"2\"/>"; drop seen
begin gas-02; add <<<"<sighting item=\"$body_item\" count=\"2\"/>"; drop probe
begin med-02; add <<<'<ack bundle="med-000001" hits="yes"/>'; drop acked
begin med-02; add <<<'<ack bundle="gas-000001"/>'; drop notmine
give choose med-02 '<share consent="given" scope="sig" sig="gas"/>'
night 2017-08-05
is "a body sights and acknowledges what it has, and nothing else" \
    "$(state seen) $(state acked) $(state probe) $(state notmine) $(state choose)" \
    "accepted accepted unknown-reference unknown-reference bad-manifest"

# In another's name, or what the role does not send.
begin gas-01; add <<<"<submission id=\"1\" kind=\"incident\"><title>t</title>$all</submission>"
FROM=jpcert; manifest; archive tar.gz; seal gas-01 "$HUB/inbox/gas-01/as-jpcert.gpg"
begin jpcert; add <<<"<submission id=\"1\" kind=\"incident\"><title>t</title>$all</submission>"
FROM=gas-01; manifest; archive tar.gz; seal jpcert "$HUB/inbox/jpcert/as-gas.gpg"
begin jpcert; add <<<"<submission id=\"1\" kind=\"incident\"><title>t</title>$all</submission>"
manifest; archive tar.gz; seal jpcert "$HUB/inbox/gas-01/misplaced.gpg"
begin jpcert; add <<<"<ruling case=\"C-2017-0001\" release=\"yes\"/>"; drop rules
begin med-01; add <<<"<ruling case=\"C-2017-0001\" release=\"yes\"/>"; drop bodyrules
begin duty; add <<<"<submission id=\"1\" kind=\"incident\"><title>t</title></submission>"; drop gives
begin hubself; add <<<'<ack bundle="gas-000001"/>'; drop hubacks
give late old "$all"
night 2017-08-06
is "refused" "$(state as-jpcert) $(state as-gas) $(state misplaced) $(state rules) $(state bodyrules) $(state gives) $(state hubacks) $(state late)" \
    "signer-mismatch signer-mismatch signer-mismatch not-allowed not-allowed not-allowed not-allowed not-active"
is "and nothing went out" "$(to)" "[]"

# An agency's input goes nowhere, nor does it change what goes.
give tip jpcert '<share consent="given" scope="sig" sig="gas"><agency id="jpcert"/><agency id="other"/></share>'
give nobody jpcert "$given"
give copy jpcert "$all" '<indicator type="domain-name" role="c2">wide.evil.example</indicator>'
night 2017-08-07
is "taken, and waits" "$(states) $(to)" "['accepted', 'accepted', 'accepted'] []"
is "a letter for each night to the agency" "$(receipt jpcert)" 2
tip_case=$(case_of tip)
say duty <<<"<ruling case=\"$tip_case\" class=\"targeted\" grounds=\"craft\"/>"
night 2017-08-08
is "a class is no release" "$(to)" "[]"
begin duty; add <<<"<ruling case=\"$tip_case\" release=\"yes\"/>"; RULING=$PKGID/1; drop lets
night 2017-08-09
is "one analyst alone lets nothing go" "$(to) $(json "[c['ruling'] for c in j['confirm']]")" "[] ['$RULING']"
say duty-2 <<<"<confirm ruling=\"$RULING\" decision=\"approve\"/>"
night 2017-08-10
is "two do, to whom it was for and not to the sender" "$(to) $(json "[a for a in j['attention'] if ' is held: ' in a]")" "['gas', 'other'] []"
last gas gas-02
is "told without its marks or its source" "$(has tip.evil) $(grep -ci jpcert "$WORK"/bundle/items/*.xml || true)" "1 0"
tip_item=$(named gas)
say duty <<<"<ruling submission=\"$copy/1\" for=\"all\" release=\"yes\"><title>x</title></ruling>"
say duty <<<"<ruling case=\"$tip_case\" release=\"yes\"/>"
say duty <<<"<ruling case=\"$tip_case\" release=\"no\"/>"
night 2017-08-11
is "what was let go needs nobody again, and a hold takes nothing back; a ruling widens nothing" "$(to) $(json "len(j['confirm'])")" "[] 1"

# One that the roster trusts.
give direct friend "$all"
night 2017-08-12
is "goes out at once" "$(to)" "['gas', 'med', 'pow', 'water']"

# An agency is shown first what it wants shown first.
give shown jpcert '<share consent="preview" scope="sig" sig="pow"/>'
give told gas-02 '<share consent="given"><agency id="friend"/></share>'
give circular med "$given"
give alone water "$given"
night 2017-08-14
is "a preview, of its own and for whom it is" "$(ls "$HUB/outbox/jpcert/previews" | wc -l) $(to)" "1 ['friend', 'gas']"
told_item=$(named friend)
shown_preview=$(ls "$HUB/outbox/jpcert/previews" | cut -d. -f1)
say jpcert <<<"<consent preview=\"$shown_preview\" decision=\"approve\"/>"
# What it was told and says again keeps its terms; it finds what it has.
give again friend "$all" '<indicator type="domain-name" role="c2">told.evil.example</indicator>'
begin friend; add <<<"<sighting item=\"$told_item\"/>"; drop finds
begin jpcert; add <<<"<sighting item=\"$told_item\"/>"; drop guesses
night 2017-08-15
is "an answer, and no ruling: it waits; the echo does not pass" "$(to)" "['gas', 'med', 'pow', 'water']"
is "finds what it has, and nothing else" "$(state finds) $(state guesses)" "accepted unknown-reference"
last pow pow-01
is "an echo goes to nobody who was not told" "$(has again.evil) $(has told.evil)" "1 0"
begin duty
for x in $shown $circular $alone; do add <<<"<ruling submission=\"$x/1\" release=\"yes\"/>"; done
RULING=$PKGID; drop lets-three
night 2017-08-16
begin duty-2
for i in 1 2 3; do add <<<"<confirm ruling=\"$RULING/$i\" decision=\"approve\"/>"; done
drop agrees
night 2017-08-17
is "what was approved and let go; a scheme's to its bodies, and one without has none" "$(to)" "['med', 'pow']"
last med med-02
is "to the bodies" "$(has circular.evil)" 1

# Instructions: who asks waits apart until a person answered.
ask() {	# ask NAME FROM [SHARE]
	begin "$2"
	add <<<"<submission id=\"1\" kind=\"consultation\" answer=\"wanted\"><title>$1: please report</title><sensitive>kiku-$1</sensitive>${3:-}</submission>"
	eval "$1=$PKGID"
	drop "$1"
}
review() { "$TOIYABA" review "$HUB" | grep "$1" || true; }
ask order jpcert
ask member gas-02
night 2017-08-18
is "the worklist says so, apart" "$(review '^answer' | sed 's/^answer [^ ]*: //')" \
    "$(printf '%s\n' 'jpcert asks for an answer since 2017-08-18: order: please report' 'gas-02 asks for an answer since 2017-08-18: member: please report' | if [ "$(review '^answer' | head -1 | cut -d' ' -f2)" = "$order/1:" ]; then cat; else tac; fi)"
is "and what waits for a ruling, if anybody may have it" "$(review '^release' | sed 's/.* in C-[^ ]* //')" "jpcert gave it on 2017-08-07, and it waits for a ruling: t"
"$TOIYABA" status "$HUB" --json --at 2017-08-18T09:00:00+09:00 >"$WORK/status" || true
is "status wants a person" "$(python3 -c 'import json; j=json.load(open("'"$WORK"'/status")); print(j["asks"], j["outside"])')" "2 1"
say duty <<<"<ruling submission=\"$nobody/1\"><answer>x</answer></ruling>"
say duty <<<"<ruling case=\"$tip_case\"><answer>x</answer></ruling>"
say duty <<<"<ruling submission=\"$order/1\"><answer>架空gas-02株式会社に聞いてください。</answer></ruling>"
say duty <<<"<ruling submission=\"$member/1\"><answer>kiku-member について貴社 gas-02.example では問題ありません。</answer></ruling>"
night 2017-08-19
is "none to who asked for none, nor to a case" "$(states)" "['accepted', 'accepted', 'bad-manifest', 'not-allowed']"
is "another's name goes back, one's own does not" "$(review '^answer' | wc -l) $(json "sum('its words hold' in a for a in j['attention'])")" "1 1"
answers() { letter "$1" "$2" && grep -c "<answer .*submission=\"$3/1\"" "$WORK/letter/receipts.xml" || true; }
is "its letter has the answer, the other's has none" "$(answers gas-02 20170819T013000 "$member") $(answers jpcert 20170819T013000 "$order")" "1 "
letter gas-02 20170819T013000
ok "by the letter's schema" jing "$(dirname "$0")/../../../formats/out/receipts.rng" "$WORK/letter/receipts.xml"
say duty <<<"<ruling submission=\"$order/1\"><answer>二組織で確認し、遮断を終えました。</answer></ruling>"
night 2017-08-20
is "answered" "$(review '^answer' | wc -l)" 0
is "an agency's letter has it, and nobody is told twice" "$(answers jpcert 20170820T013000 "$order") $(answers gas-02 20170820T013000 "$member")" "1 "
ok "and shown" sh -c "'$TOIYABA' show '$HUB' '$order/1' | grep -q 'answer: 二組織で確認し、遮断を終えました。'"
is "nothing of it went anywhere" "$(grep -c '' "$HUB/journal" >/dev/null; to)" "[]"

# It is the hub's own in every count, and a body's is not.
write_report "$HUB" 2017Q3 --at 2017-10-02T09:00:00+09:00 >/dev/null
report() { python3 - "$HUB/reports/2017Q3/report.xml" "$@" <<'P'
import sys, xml.etree.ElementTree as e
ns = "{urn:toiyaba:report:1}"
s = [x for x in e.parse(sys.argv[1]).getroot().iter(ns + "dataset") if x.get("id") == sys.argv[2]][0]
print(*(o.get("value") for o in s.iter(ns + "obs") if o.get("key") == sys.argv[3] and o.get("measure") in sys.argv[4:]))
P
}
is "submitted by members and bodies; shared; own" "$(report flow 2017Q3 submitted shared own)" "4 8 5"
is "bodies stand beside the SIGs" "$(report membership total members distinct) $(report schemes med bodies)" "4 4 4"

# What was taken back is told until everybody has said so.
say jpcert <<<"<withdrawal package=\"$tip\"/>"
say gas-01 <<<"<withdrawal package=\"$wide\"/>"
night 2017-10-10
is "retracted" "$(taken_back gas gas-02) $(taken_back other other) $(taken_back med med-02) $(taken_back water water)" "2 1 1 1"
acks() { for w; do say "$w" <<<"<ack bundle=\"$a-$(printf %06d "$(ls "$HUB/outbox/$a/bundles" | wc -l)")\"/>"; done; }
a=gas acks gas-01 gas-02
a=other acks other
a=med acks med-01
a=water acks water
give more friend '<share consent="given" scope="all"><agency id="other"/></share>'
night 2017-10-11
is "still where one is silent" "$(taken_back gas gas-02) $(taken_back other other) $(taken_back med med-02) $(taken_back water water)" "2 0 1 0"
a=gas acks gas-03
a=med acks med med-02
give again friend '<share consent="given" scope="all"/>'
night 2017-10-12
is "over where all have" "$(taken_back gas gas-02) $(taken_back med med-02)" "0 0"

# A stolen key of an agency is believed no more.
sed -i "s|\(fingerprint=\"$(make_key friend)\" from=\"2012-04-01\"\)|\1 distrusted=\"2017-10-01\"|" "$HUB/roster.xml"
give spoof friend "$all"
night 2017-10-13
is "refused; what came under it is taken back" "$(state spoof) $(taken_back pow pow-01)" "key-revoked 3"
last pow pow-01
is "what came before stands" "$(sed -n 's/.*<retraction item="\([^"]*\)".*/\1/p' "$WORK/bundle/bundle.xml" | grep -c "$wide_item")" 1
# Their keys are kept as members' are.
ok "listed" sh -c "'$TOIYABA' keys '$HUB' list | grep -q '^jpcert 2012-04-01 - '"
is "not another's" "$("$TOIYABA" keys "$HUB" revoke jpcert "$(make_key water)" 2>&1 | grep -c 'as a key of water, not of jpcert')" 1
ok "revoked" "$TOIYABA" keys "$HUB" revoke jpcert "$(make_key jpcert)" --at 2017-10-13T12:00:00+09:00
is "and missed" "$("$TOIYABA" keys "$HUB" expiring --at 2017-10-13T12:00:00+09:00 | grep -c '^jpcert: ')" 1
give gone jpcert "$all"
night 2017-10-14
is "its packages are nobody's" "$(state gone)" unknown-signer
mv "$HUB/hub.db" "$WORK/before.db"
ok "rebuilt" "$TOIYABA" rebuild "$HUB"
tables() { sqlite3 "$1" "SELECT submission, text FROM answered ORDER BY 1, 2; SELECT id, sender, own, trusted, withdrawn FROM submission ORDER BY id; SELECT audience, sequence, member FROM ack ORDER BY 1, 2, 3; SELECT item, audience, edition, content FROM edition ORDER BY 1, 2, 3"; }
is "the same rows" "$(tables "$HUB/hub.db" | sha256sum)" "$(tables "$WORK/before.db" | sha256sum)"
result

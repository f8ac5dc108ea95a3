#!/bin/bash
# An analyst says that it is no attack: it does not leave, counts as no fraud,
# waits for nobody; what was shared stays as it was told.  The word signed last
# holds.
. "$(dirname "$0")/../lib.sh"

{
	audience sig gas
	for i in 1 2 3; do member "gas-0$i" gas; done
	other duty analyst
	other duty-2 analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"

give() {	# give NAME FROM ADDRESS [XML [SHARE]]: what has one address and port is one attack
	begin "$2"
	add <<<"<submission id=\"1\" kind=\"traffic\"><title>t</title><observation direction=\"inbound\" address=\"$3\" port=\"1433\" protocol=\"tcp\" first=\"2017-08-01\" last=\"2017-08-01\" count=\"3\"/><indicator type=\"domain-name\" role=\"c2\">$1.evil.example</indicator>${4:-}<share ${5:-consent=\"given\"}/></submission>"
	drop "$1"
}
rule() { begin "${2:-duty}"; add <<<"$1"; drop "ruling-$PKGID"; }
case_of() { json "[s['case'] for p in j['packages'] for s in p['submissions'] if p['path'].endswith('/$1.gpg')][0]"; }
items() { json "sorted((a, i['edition']) for i in j['items'] for a in i['audiences'])"; }
states() { json "sorted((p['reason'] or p['state']) for p in j['packages'])"; }
caseof() { sqlite3 "$HUB/hub.db" "SELECT class, harmless, coalesce(release, '-') FROM casefile WHERE id = '$1'"; }
last() { reader gas-03 gas "$(ls "$HUB/outbox/gas/bundles" | wc -l)"; }
when=3
next() { when=$((when + 1)); night "2017-08-$(printf %02d $when)"; }

sed -i 's/^release = .*/release = ruled/' "$HUB/hub.conf"
give one gas-01 198.51.100.1
give two gas-01 198.51.100.2 '' 'consent="preview"'
next
one=$(case_of one) two=$(case_of two)
is "nothing yet" "$(items)" "[]"
rule "<ruling case=\"$one\" harmless=\"yes\" release=\"yes\"/>"
rule "<ruling case=\"$one\" harmless=\"yes\" grave=\"yes\"/>"
rule "<ruling case=\"$one\" harmless=\"perhaps\"/>"
next
is "what does not go together" "$(states)" "['bad-manifest', 'bad-manifest', 'bad-manifest']"
rule "<ruling case=\"$one\" harmless=\"yes\" class=\"other\"/>"
rule "<ruling case=\"$two\" harmless=\"yes\"/>"
next
is "classified, and not released" "$(items) $(caseof "$one")" "[] other|1|-"
is "no consent is asked for" "$(ls "$HUB/outbox/gas-01/previews" 2>/dev/null | wc -l)" 0
ok "show says so" sh -c "'$TOIYABA' show '$HUB' '$one' | grep -q '^class other, grave no, release not ruled, harmless$'"
is "nobody need classify it" "$("$TOIYABA" review "$HUB" | grep -c '^classify')" 0
rule "<ruling case=\"$one\" harmless=\"no\"/>"
rule "<ruling case=\"$two\" release=\"yes\"/>"
next
is "taken back: released by its class" "$(items)" "[('gas', 1)]"
is "or released: its provider is asked" "$(ls "$HUB/outbox/gas-01/previews" | wc -l)" 1

# What was shared stays as it was told, and no more of it leaves.
rule "<ruling case=\"$one\" harmless=\"yes\"/>"
next
is "no edition, no retraction" "$(items) $(json 'j["bundles"]')" "[] []"
give three gas-02 198.51.100.1
next
is "a person sees what comes to it" "$("$TOIYABA" review "$HUB" | grep -c '^shut out')" 1
is "what comes to it does not leave" "$(case_of three | grep -c "$one") $(items)" "1 []"
rule "<ruling case=\"$one\" retract=\"yes\"/>"
next
is "retracting is another word" "$(items)" "[('gas', 2)]"
last
ok "taken back" grep -q '<retraction' "$WORK/bundle/bundle.xml"

# The word signed last holds, whichever came first.
give four gas-01 198.51.100.4
next
four=$(case_of four)
SIGNED_AT=2017-08-12T00:30:00+09:00
rule "<ruling case=\"$four\" class=\"scan\" harmless=\"no\"/>"
mv "$HUB/inbox/ruling-$PKGID.gpg" "$WORK/late.gpg"
rule "<ruling case=\"$four\" harmless=\"yes\"/>"
next
is "harmless" "$(items) $(caseof "$four")" "[] unclassified|1|-"
mv "$WORK/late.gpg" "$HUB/inbox/late.gpg"
next
is "an older word changes what it alone says" "$(items) $(caseof "$four")" "[] scan|1|-"

# With four eyes: what holds back needs nobody, what lets go does.
sed -i 's/^four-eyes = .*/four-eyes = all/' "$HUB/hub.conf"
rule "<ruling case=\"$four\" harmless=\"no\"/>"
next
is "waits" "$(items) $(json 'len(j["confirm"])')" "[] 1"
ok "the worklist says what" sh -c "'$TOIYABA' review '$HUB' | grep -q '^  harmless: no$'"
begin duty-2; add <<<"<confirm ruling=\"$(json 'j["confirm"][0]["ruling"]')\" decision=\"approve\"/>"; drop confirm
next
is "confirmed" "$(items)" "[('gas', 1)]"
rule "<ruling case=\"$four\" harmless=\"yes\"/>"
next
is "at once" "$(caseof "$four")" "scan|1|-"

# A fraud that is none counts no more.
give fraud gas-02 198.51.100.5 '<bec type="1" damage="no"/>'
give none gas-02 198.51.100.6 '<bec type="2" damage="yes"/>'
next
rule "<ruling case=\"$(case_of none)\" harmless=\"yes\"/>"
next
write_report "$HUB" 2017Q3 --at 2017-10-26T09:00:00+09:00 >/dev/null 2>&1
is "a fraud, and one that is none" "$(xmllint --xpath '//*[local-name()="dataset"][@id="bec"]/*[local-name()="obs"][@key="total"]/@value' "$HUB/reports/2017Q3/report.xml" | tr -d ' ')" 'value="1"'
ok "check" "$TOIYABA" check --full "$HUB"
before=$(sqlite3 "$HUB/hub.db" 'SELECT * FROM casefile; SELECT * FROM standing; SELECT * FROM ruling' | sha256sum) state=$(state)
rm "$HUB"/hub.db*
ok "rebuild" "$TOIYABA" rebuild "$HUB"
is "the same" "$(sqlite3 "$HUB/hub.db" 'SELECT * FROM casefile; SELECT * FROM standing; SELECT * FROM ruling' | sha256sum) $(state)" "$before $state"
result

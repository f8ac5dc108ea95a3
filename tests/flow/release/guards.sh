#!/bin/bash
# Only the machine ends a night.  Each guard before a bundle, with the fault
# that it is there for: the bundle is held for its audience, with the case
# named; all others go out, and every receipt; mended, it goes as it would have
# gone.  And what a member may call sensitive holds up nobody.
cd "$(dirname "$0")/../../.."
. tests/flow/lib.sh
: "${BUILD:=build}"

{
	audience sig gas
	audience sig rail
	audience scheme medical 'bodies="4" behind="5500"'
	member gas-01 gas
	member gas-02 rail
} >"$WORK/roster"
make_hub <"$WORK/roster"
give() {	# give FROM TITLE SCOPE [XML]
	begin "$1"
	add <<X
<submission id="1" kind="incident"><title>$2</title><indicator type="domain-name" role="c2">$2.evil.example</indicator>${4:-}<share consent="given" scope="$3"/></submission>
X
	drop "$2"
}
give gas-01 gas sig '<sensitive>taro.himitsu</sensitive>'
give gas-01 all all
give gas-02 rail sig
cp -r "$HUB" "$WORK/keep"
out() { (cd "$HUB/outbox" && ls -d gas/bundles/*.gpg medical/bundles/*.gpg rail/bundles/*.gpg 2>/dev/null | sed 's,/.*-0*, ,; s,\.tar.*,,' | tr '\n' ' '); }
receipts_of_all() { for m in gas-01 gas-02; do receipts $m; done | wc -l; }
told() { json "sorted((i['id'], i['edition'], i['case'], a) for i in j['items'] for a in i['audiences'])"; }
with() {	# with FAULT DAY: a night of the program with that fault
	TOIYABA=$BUILD/planted/crash/$1 night "$2"
}

night 2017-08-04
is "without a fault all goes out" "$RC $(out)" "0 gas 1 medical 1 rail 1 "
cases=$(json "{p['path'].split('/')[-1][:-4]: s['case'] for p in j['packages'] for s in p['submissions']}")
case_of() { python3 -c "print($cases['$1'])"; }

expected() { [ "$1" = none ] || printf '%s 1 ' ${1//,/ }; }

# FAULT, who gets a bundle all the same, what is said of gas (or rail).
cat >"$WORK/faults" <<'X'
wrong-audience medical may_not_go_there
blind-gate none holds
listed-word medical,rail .csv_holds_a_sensitive_word
listed-word-far medical,rail .csv_holds_a_sensitive_word
listed-name-far medical,rail .csv_holds_a_member's_name
invented-fact medical,rail a_fact_that_nobody_gave
nothing-behind medical,rail nothing_stands_behind
behind-another gas,medical a_fact_that_nobody_gave
not-meant medical,rail is_not_meant_for_it
unreadable-item medical,rail items/
unmakeable medical,rail it_cannot_be_made
X
planted() { sed "s,^\([a-z-]*\).*,$BUILD/planted/crash/\1," "$WORK/faults"; }
# shellcheck disable=SC2046
ok "faults are built" "${MAKE:-make}" --no-print-directory BUILD="$BUILD" $(planted) "$BUILD/planted/crash/broken-page"
while read -r fault others why; do
	rm -rf "$HUB"; cp -r "$WORK/keep" "$HUB"; SIGNED_AT=$FIRST_SIGNED_AT
	with "$fault" 2017-08-04
	is "$fault: a person must look, nobody else waits" "$RC $(out)" "10 $(expected "$others")"
	is "$fault: receipts go out all the same" "$(receipts_of_all)" 3
	is "$fault: what was held counts as told to nobody" \
	    "$(json "[i for i in j['items'] if set(i['audiences']) - set('$others'.split(','))]")" "[]"
	ok "$fault: and says why, and of which case" python3 -c '
import json, sys
j = json.load(open(sys.argv[1]))
held = [a for a in j["attention"] if " is held: " in a]
assert any(sys.argv[2] in a and (sys.argv[3] in a or sys.argv[4] in a) for a in held), held' \
	    "$WORK/json" "${why//_/ }" "$(case_of gas)" "$(case_of all)"
	with "$fault" 2017-08-05
	is "$fault: said again, and nothing changes" "$RC $(json "len(j['bundles'])") $(grep -c ' night ' "$HUB/journal")" "10 0 1"
	night 2017-08-06
	is "$fault: mended, the rest goes" "$RC $(out)" "0 gas 1 medical 1 rail 1 "
	ok "$fault: the books agree" "$TOIYABA" check --full "$HUB"
	before=$(state)
	rm "$HUB"/hub.db*
	ok "$fault: and are made again" "$TOIYABA" rebuild "$HUB"
	is "$fault: with the same outcome" "$(state)" "$before"
done <"$WORK/faults"

# What every item of an audience brings is the same the night after: what was
# held for one reader has the name that the others know.
rm -rf "$HUB"; cp -r "$WORK/keep" "$HUB"; SIGNED_AT=$FIRST_SIGNED_AT
with unmakeable 2017-08-04
all=$(told)
night 2017-08-06
is "the same item, its first edition there" "$(json "[(i['id'], i['edition'], i['audiences']) for i in j['items'] if i['case'] == '$(case_of all)']")" \
    "[($(python3 -c "print([repr(t[0]) for t in $all if t[2] == '$(case_of all)'][0])"), 1, ['gas'])]"

# The page of the run: what cannot be made is said, and ends nothing.
rm -rf "$HUB"; cp -r "$WORK/keep" "$HUB"; SIGNED_AT=$FIRST_SIGNED_AT
with broken-page 2017-08-04
is "broken-page: all goes out" "$RC $(out)$(receipts_of_all)" "10 gas 1 medical 1 rail 1 3"
names=$(json "' '.join(sorted({i['id'] for i in j['items']}))")
is "broken-page: its other half is there" "$(cd "$HUB"/runs/*/ && echo run.*)" "run.xml"

# What the program writes itself is nobody's word: names of its files, an
# item's number, its dates, what stands over the columns, and what a list makes
# of a value.
rm -rf "$HUB"; cp -r "$WORK/keep" "$HUB"; SIGNED_AT=$FIRST_SIGNED_AT
rm "$HUB"/inbox/*/*
words="items.csv indicators.csv README.txt notice.ja.html bundle.xml SHA256SUMS
$names $(printf '%s.xml items/%s.xml ' $(printf '%s %s ' $names)) 2017-08-04 sha256sum
FILE.tar.zst.gpg all.evil[.]example c2,all.evil.example first_shared hxxp://e.evil
urn:toiyaba:bundle:1 000001 gas-000001 about:legacy-compat
all.csv lists/all.csv block-domains.txt squid-domains.acl /etc/squid/toiyaba/squid-ips.acl suricata.rules
*.all.evil.example .all.evil.example all\\.evil\\.example rpz-passthru. root.localhost. toiyaba.search dns.query
http.uri.raw search-postfix.pcre domain-name,all.evil.example,search,c2 all.evil.example|3B|"
give gas-01 gas sig "$(printf '<sensitive>%s</sensitive>' $words)"
give gas-01 all all
give gas-02 rail sig
night 2017-08-04
is "no word of a member holds up a bundle" "$RC $(out)$(json "j['attention']")" "0 gas 1 medical 1 rail 1 []"
night 2017-08-05
is "nor the night after" "$RC $(json "j['bundles']")" "0 []"
result

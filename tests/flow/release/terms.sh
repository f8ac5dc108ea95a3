#!/bin/bash
# Who gets what: terms, audiences, previews, classes, withdrawals, the gate.
. "$(dirname "$0")/../lib.sh"

{
	audience sig gas
	audience sig rail
	audience scheme medical 'bodies="4" behind="5500"'
	audience agency jpcert
	audience agency nisc 'when="grave"'
	member gas-01 gas
	member gas-02 gas
	member rail-01 rail
	member both-01 gas rail
	other duty analyst
	other hubself hub
} >"$WORK/roster"
make_hub <"$WORK/roster"
sed -i "s/^four-eyes = opening/four-eyes = no/" "$HUB/hub.conf"

n=0
give() {	# give FROM SHARE: a submission with an indicator of its own
	n=$((n + 1))
	begin "$1"
	add <<X
<submission id="1" kind="incident"><title>incident $n</title><indicator type="domain-name" role="c2">c2-$n.evil.example</indicator>$2</submission>
X
	drop "p$n"
}
to() { json "[sorted(a for i in j['items'] for a in i['audiences'] if i['case'] in [s['case'] for p in j['packages'] for s in p['submissions'] if p['path'].endswith('/p$1.gpg')])]"; }

give gas-01 '<share consent="given" scope="sig"/>'
give gas-01 '<share consent="given" scope="all"/>'
give gas-01 '<share consent="given" scope="sig"><agency id="jpcert"/><agency id="nisc"/></share>'
give gas-01 '<share consent="none"/>'
give gas-01 ''
give both-01 '<share consent="given" scope="sig"/>'
give hubself '<share consent="given" scope="all"/>'
night 2017-08-04
is "own SIG" "$(to 1)" "[['gas']]"
is "everybody" "$(to 2)" "[['gas', 'medical', 'rail']]"
is "agency, not the grave one" "$(to 3)" "[['gas', 'jpcert']]"
is "statistics only" "$(to 4)" "[[]]"
is "no terms: preview first" "$(to 5)" "[[]]"
is "two SIGs" "$(to 6)" "[['gas', 'rail']]"
is "the hub's own" "$(to 7)" "[['gas', 'medical', 'rail']]"
case3=$(json "[s['case'] for p in j['packages'] for s in p['submissions'] if p['path'].endswith('/p3.gpg')][0]")
item1=$(json "[i['id'] for i in j['items'] if i['audiences']==['gas']][0]")

# The preview: exact bytes, approved by their digest.
f=$(ls "$HUB"/outbox/gas-01/previews/*.gpg)
mkdir "$WORK/preview"
gpg --homedir "$KEYS/gas-01" --batch --quiet --trust-model always -d "$f" 2>/dev/null | tar --zstd -xC "$WORK/preview"
ok "preview is valid" xmllint --noout --relaxng formats/out/preview.rng "$WORK/preview/preview.xml"
digest=$(sed -n 's/.*<preview[^>]* digest="\([0-9a-f]*\)".*/\1/p' "$WORK/preview/preview.xml")
is "digest is of the file" "$(sha256sum "$WORK/preview/items/preview.xml" | cut -c1-64)" "$digest"
begin gas-02
echo "<consent preview=\"$digest\" decision=\"approve\"/>" | add
drop thief
begin gas-01
echo "<consent preview=\"$(printf '0%.0s' $(seq 64))\" decision=\"approve\"/>" | add
drop wrong
night 2017-08-05
is "another's consent" "$(json "sorted(p['reason'] for p in j['packages'])")" "['unknown-reference', 'unknown-reference']"
begin gas-01
echo "<consent preview=\"$digest\" decision=\"approve\"/>" | add
drop yes
begin duty
echo "<ruling case=\"$case3\" class=\"targeted\" grave=\"yes\"/>" | add
drop grave
night 2017-08-06
is "approved: out" "$(json "[i['audiences'] for i in j['items'] if i['edition']==1 and i['case']!='$case3']")" "[['gas']]"
is "grave: the other agency too" "$(json "sorted(a for i in j['items'] if i['case']=='$case3' for a in i['audiences'])")" "['gas', 'jpcert', 'nisc']"

# Bulk waits for a ruling; a hold holds; the gate stops.
give gas-01 '<share consent="given" scope="sig"/>'
night 2017-08-07
case8=$(json "j['packages'][0]['submissions'][0]['case']")
item8=$(json "j['items'][0]['id']")
begin duty
add <<X
<ruling case="$case8"><title>Kakugas-01 への攻撃</title></ruling>
X
drop names
night 2017-08-08
is "the gate stops a name" "$RC" 10
is "and says so" "$(json "'$case8' in j['attention'][0]")" True
is "nothing went out" "$(json "j['items']")" "[]"
night 2017-08-09
is "and says so each night" "$(json "len(j['attention'])")" 1
begin duty
add <<X
<ruling case="$case8" class="bulk"><redact>Kakugas-01</redact></ruling>
X
drop redact
night 2017-08-10
is "bulk waits" "$(json "j['items']")" "[]"
begin duty
echo "<ruling case=\"$case8\" release=\"yes\"/>" | add
drop release
night 2017-08-11
is "released by ruling" "$(json "[(i['id'], i['edition']) for i in j['items']]")" "[('$item8', 2)]"
seq=$(json "j['bundles'][0]['sequence']")
reader gas-02 gas "$seq"
ok "redacted" grep -q '〓〓 への攻撃' "$WORK/bundle/items/$item8.xml"

# Taken back, and named until everybody has acknowledged it.
begin gas-01
pkgid=$(xmllint --noout /dev/null 2>/dev/null; "$TOIYABA" show "$HUB" "$item1" | sed -n 's,.*submission \([^/]*\)/1,\1,p' | head -1)
echo "<withdrawal package=\"$pkgid\"/>" | add
drop withdraw
night 2017-08-12
seq=$(json "[b['sequence'] for b in j['bundles'] if b['audience']=='gas'][0]")
reader gas-02 gas "$seq"
ok "named as taken back" grep -q "<retraction item=\"$item1\"" "$WORK/bundle/bundle.xml"
ok "and in the item" grep -q '<retracted on="2017-08-12"' "$WORK/bundle/items/$item1.xml"
give gas-01 '<share consent="given" scope="sig"/>'
for m in gas-01 gas-02; do
	begin $m
	echo "<ack bundle=\"gas-$(printf %06d "$seq")\" hits=\"no\"/>" | add
	drop ack-$m
done
night 2017-08-13
reader gas-02 gas $((seq + 1))
ok "still named: one has not answered" grep -q "<retraction item=\"$item1\"" "$WORK/bundle/bundle.xml"
begin both-01
echo "<ack bundle=\"gas-$(printf %06d "$seq")\"/>" | add
drop ack-both
give gas-01 '<share consent="given" scope="sig"/>'
night 2017-08-14
reader gas-02 gas $((seq + 2))
is "all have: named no more" "$(grep -c "<retraction" "$WORK/bundle/bundle.xml")" 0

# No leak, anywhere in what is for others.
leak=0
for b in "$HUB"/outbox/gas/bundles/*; do
	q=${b##*-0*(0)}
	s=$(basename "$b" .tar.zst.gpg); s=${s#gas-}
	reader gas-02 gas "$((10#$s))"
	grep -rqiE 'gas-0[12]|Kaku|架空|incident [45]"' "$WORK/bundle" && leak=1
done
is "no member in any bundle" "$leak" 0

# The figures against a count of our own.
write_report "$HUB" 2017Q3 --at 2017-10-26T09:00:00+09:00 >/dev/null
obs() { python3 - "$HUB/reports/2017Q3/report.xml" "$@" <<'P'
import sys, xml.etree.ElementTree as e
ns = "{urn:toiyaba:report:1}"
f, d, k, m = sys.argv[1:]
for s in e.parse(f).getroot().iter(ns + "dataset"):
    if s.get("id") == d:
        for o in s.iter(ns + "obs"):
            if (o.get("key"), o.get("measure")) == (k, m):
                print(o.get("value") or o.get("suppressed"))
P
}
is "submitted" "$(obs flow 2017Q3 submitted)" 9
is "shared" "$(obs flow 2017Q3 shared)" 9
is "own" "$(obs flow 2017Q3 own)" 1
is "targeted" "$(obs targeted 2017Q3 submissions)" 1
is "before the books" "$(obs flow 2017Q1 submitted)" not-collected
is "members" "$(obs membership total members)" 5
is "distinct" "$(obs membership total distinct)" 4
is "withdrawn" "$(obs withdrawals 2017Q3 submissions)" 1
# No more than it did: nearly all came of one.
is "a small cell, with all others" "$(obs classes bulk submissions)" complement
ok "report is valid by another validator" jing formats/report/report.rng "$HUB/reports/2017Q3/report.xml"
cp "$HUB/reports/2017Q3/report.xml" "$WORK/r.xml"
write_report "$HUB" 2017Q3 --at 2017-10-26T09:00:00+09:00 >/dev/null
ok "twice the same" cmp "$WORK/r.xml" "$HUB/reports/2017Q3/report.xml"
ok "sets in FOP" sh batch/deploy/toiyaba-pdf "$HUB/reports/2017Q3/report.ja.fo" "$WORK/r.pdf"
ok "sets in English" sh batch/deploy/toiyaba-pdf "$HUB/reports/2017Q3/report.en.fo" "$WORK/r.pdf"
ok check "$TOIYABA" check --full "$HUB"
rm "$HUB"/hub.db*
ok rebuild "$TOIYABA" rebuild "$HUB"
result

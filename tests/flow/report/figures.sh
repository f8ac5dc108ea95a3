#!/bin/bash
# What the seeds' reports do not tell: what became of each submission, how long
# sharing took, how many reports came back.  The ledger beside each give() is
# the count of our own that the report is held to.
. "$(dirname "$0")/../lib.sh"

{
	audience sig gas
	for m in gas-01 gas-02 gas-03; do member $m gas; done
	other duty analyst
	other hubself hub
} >"$WORK/roster"
make_hub <"$WORK/roster"
sed -i 's/^min-cell = .*/min-cell = 1/' "$HUB/hub.conf"
share='<share consent="given" scope="sig"/>'

n=0
ledger() { echo "$1" >>"$WORK/ledger"; }
give() {	# give FROM SHARE: an incident like no other
	n=$((n + 1))
	begin "$1"
	add <<X
<submission id="1" kind="incident"><title>incident $n</title><indicator type="domain-name" role="c2">c2-$n.evil.example</indicator>$2</submission>
X
	drop "p$n"
}
alike() {	# alike FROM: the same mail once more
	begin "$1"
	f=$(mail a@evil.example b@x.example invoice 'please open http://bad.example/x as we said last week' | file 1.eml mail)
	echo "<submission id=\"1\" kind=\"mail\"><title>invoice</title>$f$share</submission>" | add
	drop "alike-$1"
}
of() { json "[s['case'] for p in j['packages'] for s in p['submissions'] if p['path'].endswith('/$1.gpg')][0]"; }
item() { json "[i['id'] for i in j['items'] if i['case'] == '$1'][0]"; }

# First night; each was signed so many hours before it, the ledger says what
# becomes of it.
SIGNED_AT=2017-08-03T09:12:00+09:00	# 16 h 18 min
alike gas-01; ledger merged
give gas-01 "$share"; ledger "shared 17"
SIGNED_AT=2017-08-01T01:30:00+09:00	# 72 h
alike gas-02; ledger "shared 72"
give gas-02 "$share"; ledger "shared 72"
give gas-03 "$share"; ledger "shared 72"
SIGNED_AT=2017-08-04T01:35:00+09:00	# a clock that is ahead
give gas-03 "$share"; ledger "shared 0"
give gas-01 '<share consent="none"/>'; ledger not-for-sharing
give gas-01 ''; p_consent=p$n; ledger consent
give gas-02 ''; p_late=p$n; ledger "late 1416"
give gas-02 ''; p_refused=p$n; ledger declined
give gas-03 ''; p_withdrawn=p$n id_withdrawn=$PKGID; ledger declined
give hubself '<share consent="given" scope="all"/>'
night 2017-08-04
mailcase=$(of alike-gas-01)
is "the mails are one case" "$(of alike-gas-02)" "$mailcase"
mailitem=$(item "$mailcase")
other=$(json "[i['id'] for i in j['items'] if i['case'] == '$(of p2)'][0]")
preview() {	# preview FROM PACKAGE: digest of the preview for its submission
	for g in "$HUB/outbox/$1/previews"/*.gpg; do
		x=$(gpg --homedir "$KEYS/$1" --batch --quiet --trust-model always -d "$g" 2>/dev/null | tar --zstd -xO ./preview.xml 2>/dev/null ||
		    gpg --homedir "$KEYS/$1" --batch --quiet --trust-model always -d "$g" 2>/dev/null | tar --zstd -xO preview.xml)
		case $x in *"submission=\"$2/1\""*) sed -n 's/.* digest="\([0-9a-f]*\)".*/\1/p' <<<"$x" ;; esac
	done
}
id_of() { json "[s['id'] for p in j['packages'] for s in p['submissions'] if p['path'].endswith('/$1.gpg')][0][:-2]"; }
mailid=$(id_of alike-gas-01)
late=$(preview gas-02 "$(id_of $p_late)")
refused=$(preview gas-02 "$(id_of $p_refused)")

# Holds by ruling, bulk, more of the same, reports that come back.
SIGNED_AT=2017-08-05T09:00:00+09:00
alike gas-03; ledger merged
begin gas-02; echo "<consent preview=\"$refused\" decision=\"refuse\"/>" | add; drop no
begin gas-03; echo "<withdrawal package=\"$id_withdrawn\"/>" | add; drop back
for m in gas-02 gas-03; do
	begin $m; echo "<sighting item=\"$mailitem\" count=\"5\"/>" | add; drop seen-$m
done
begin gas-02; echo "<sighting item=\"$other\" count=\"1\"/>" | add; drop seen-other
night 2017-08-06
sed -i 's/^release = .*/release = ruled/' "$HUB/hub.conf"
give gas-01 "$share"; held=p$n; ledger not-for-sharing
give gas-02 "$share"; bulk=p$n; ledger not-for-sharing
give gas-02 "$share"; ledger open
night 2017-08-07
heldcase=$(of $held) bulkcase=$(of $bulk)
begin duty
echo "<ruling case=\"$(of $held)\" class=\"other\" release=\"no\"/><ruling case=\"$(of $bulk)\" class=\"bulk\"/>" | add
drop rulings
night 2017-08-08
write_report "$HUB" 2017Q3 --at 2017-10-01T00:30:00+09:00 >/dev/null
cp -r "$HUB/reports/2017Q3" "$WORK/before"

# Shared in the next quarter; more reports by then.
sed -i 's/^release = .*/release = automatic/' "$HUB/hub.conf"
SIGNED_AT=2017-10-01T09:00:00+09:00
begin gas-02; echo "<consent preview=\"$late\" decision=\"approve\"/>" | add; drop yes
begin gas-01; echo "<sighting item=\"$other\" count=\"1\"/>" | add; drop seen-late
night 2017-10-02

# Later still a case is ruled anew, one split, one merged: the report of that
# day, made again, says what it said.
again() {	# again: the report as it was known at the end of the quarter
	sed -i 's/^release = .*/release = ruled/' "$HUB/hub.conf"
	write_report "$HUB" 2017Q3 --at 2017-10-01T00:30:00+09:00 >/dev/null
	sed -i 's/^release = .*/release = automatic/' "$HUB/hub.conf"
}
begin duty
cat >>"$PKG/body" <<X
<ruling case="$mailcase" class="targeted"/>
<ruling case="$bulkcase" class="phishing" release="no"/>
<ruling case="$heldcase"><merge into="$mailcase"/></ruling>
<ruling case="$mailcase"><split submission="$mailid/1"/></ruling>
X
drop anew
night 2017-11-10
is "taken" "$(json "[p['state'] for p in j['packages']]")" "['accepted']"
again
ok "made again, as it was known then" diff -r "$WORK/before" "$HUB/reports/2017Q3"
write_report "$HUB" 2017Q3 --at 2017-10-02T09:00:00+09:00 >/dev/null
write_report "$HUB" 2017Q4 --at 2018-01-05T09:00:00+09:00 >/dev/null

ok "figures against the ledger" python3 - "$WORK/ledger" "$WORK/before" "$HUB/reports" <<'P'
import collections, math, sys, xml.etree.ElementTree as e
ns = "{urn:toiyaba:report:1}"

def read(path):
    return {d.get("id"): (d.get("n"), {o.get("key"): o.get("value") or o.get("suppressed")
                                       for o in d.iter(ns + "obs")})
            for d in e.parse(path + "/report.xml").getroot().iter(ns + "dataset")}

def quantile(hours, q):     # nearest rank
    return str(sorted(hours)[math.ceil(q * len(hours)) - 1])

def expect(name, seen, wanted):
    if seen != wanted:
        sys.exit("%s: seen %s, wanted %s" % (name, seen, wanted))

lines = [line.split() for line in open(sys.argv[1])]
now, hours = collections.Counter(l[0] for l in lines), [int(l[1]) for l in lines if l[0] == "shared"]
before, q3, q4 = read(sys.argv[2]), read(sys.argv[3] + "/2017Q3"), read(sys.argv[3] + "/2017Q4")
fates = ["shared", "merged", "not-for-sharing", "declined", "consent", "open"]
then = now.copy()
then["consent"] += then.pop("late")
now["shared"] += now.pop("late")
for name, r, ledger in ("then", before, then), ("now", q3, now):
    n, rows = r["reconciliation"]
    expect(name, rows, {k: str(ledger[k]) for k in fates})
    expect(name + ": rows sum to the headline", sum(map(int, rows.values())), int(n))
expect("n", before["reconciliation"][0], str(len(lines)))
for q, key in (.5, "median"), (.9, "p90"):
    expect(key, q3["timeliness"][1][key], quantile(hours, q))
expect("n of hours", q3["timeliness"][0], str(len(hours)))
# The late one, and the mail that was split off: 98 days and 16 h 18 min.
expect("next quarter", q4["timeliness"], ("2", {"median": "1416", "p90": "2369"}))
# Six items with the hub's own: one of two reports, one of one, then of two.
bands = ["0", "1", "2", "3-4", "5-9", "10-19", "20"]
for name, r, wanted in ("then", before, [4, 1, 1, 0, 0, 0, 0]), ("now", q3, [4, 0, 2, 0, 0, 0, 0]):
    expect("sightings " + name, r["sightings"][1], dict(zip(bands, map(str, wanted))))
P

# What each figure counts stands in the report, and by which rules as a digest.
rules() {	# rules TIME: digest of the rules of a report made at it
	write_report "$HUB" 2017Q3 --at "$1" >/dev/null
	xmllint --xpath 'string(//*[local-name()="generator"]/@ruleset)' "$HUB/reports/2017Q3/report.xml"
}
ruled=$(rules 2017-10-01T00:30:00+09:00)
is "nobody can guess at rulings by it" "$(rules 2017-10-01T01:30:00+09:00)" "$ruled"
cp "$HUB/hub.conf" "$WORK/conf"
sed -i 's/^#* *min-cell *=.*/min-cell = 7/' "$HUB/hub.conf"
is "a setting is in it" "$([ "$(rules 2017-10-01T00:30:00+09:00)" != "$ruled" ] && echo yes)" yes
cp "$WORK/conf" "$HUB/hub.conf"
rm "$HUB"/hub.db*
ok rebuild "$TOIYABA" rebuild "$HUB"
again
ok "the same by a database made again" diff -r "$WORK/before" "$HUB/reports/2017Q3"
is "nor is the database" "$(rules 2017-10-01T00:30:00+09:00)" "$ruled"
sets=$(xmllint --xpath 'count(//*[local-name()="dataset"][*[local-name()="category"]])' "$HUB/reports/2017Q3/report.xml")
for l in ja en; do
	ok "the digest is printed: $l" grep -q "$ruled" "$HUB/reports/2017Q3/report.$l.html"
	is "each figure is defined: $l" "$(grep -oE '<li( class="last")?><b>' "$HUB/reports/2017Q3/report.$l.html" | wc -l)" "$sets"
done

# The hub's first night was in August: neither that quarter nor its year is
# whole; nor is one that has not ended.
write_report "$HUB" FY2017 --at 2018-04-10T09:00:00+09:00 >/dev/null
parts() {	# parts PERIOD DATASET: keys that are not whole
	xmllint --xpath "//*[local-name()='dataset'][@id='$2']/*[@partial]/@key" "$HUB/reports/$1/report.xml" 2>/dev/null |
	    tr -d ' "' | sort -u | sed 's/key=//' | tr '\n' ' '
}
is "the first quarter is a part" "$(parts 2017Q4 flow)" "2017Q3 "
is "the first year is a part" "$(parts FY2017 years)" "FY2017 "
is "of its quarters, one" "$(parts FY2017 flow)" "2017Q3 "
is "before the end, this one too" "$(write_report "$HUB" 2017Q4 --draft --at 2017-12-31T09:00:00+09:00 >/dev/null; parts 2017Q4-draft flow)" "2017Q3 2017Q4 "
ok "and it is said" grep -q '期の終わる前に作成した' "$HUB/reports/2017Q4-draft/report.ja.html"
ok "since when" grep -q 'since 2017-08-01' "$HUB/reports/FY2017/report.en.fo"
for f in ja.html ja.fo; do ok "marked: $f" grep -q '◇ 期間の一部のみの集計' "$HUB/reports/FY2017/report.$f"; done

# Small cells: hidden, and not to be worked out of the sum.
sed -i 's/^min-cell = .*/min-cell = 3/' "$HUB/hub.conf"
write_report "$HUB" 2017Q3 --at 2017-10-02T09:00:00+09:00 >/dev/null
is "the threshold is a rule" "$([ "$(rules 2017-10-02T09:00:00+09:00)" != "$ruled" ] && echo yes)" yes
cell() { grep "^$2," "$HUB/reports/2017Q3/$1.csv" | tr -d '\r' | sed 's/.*,//'; }
is "shared is the headline's" "$(cell reconciliation shared)" 6
is "declined: small" "$(cell reconciliation declined)" small-cell
is "one band is small: another hides it" "$(cell sightings 2) $(cell sightings 0)" "small-cell complement"
is "five values: a median" "$(cell timeliness median)" 72
is "but no tail" "$(cell timeliness p90)" small-cell
result

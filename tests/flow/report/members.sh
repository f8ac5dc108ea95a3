#!/bin/bash
# Who came and went, as the report tells it: until is the last day in; a
# reason that is no known word stays inside.
. "$(dirname "$0")/../lib.sh"

someone() {	# someone ID IN...
	printf '<member id="%s"><name xml:lang="ja">%s</name>' "$1" "$1"
	shift
	printf '<in sig="%s" from="%s" %s/>' "$@"
	printf '</member>\n'
}
{
	audience sig gas
	audience sig oil 'until="2018-06-30"'
	someone a gas 2012-04-01 ''
	someone b gas 2012-04-01 'until="2018-09-30"'
	someone c gas 2012-04-01 'until="2018-07-31" reason="Kakugas took it over"'
	someone d gas 2012-04-01 'until="2018-08-10"' gas 2018-08-11 ''
	someone e gas 2018-08-15 ''
	someone f gas 2018-08-20 'until="2018-08-25" reason="withdrawal"'
	someone g oil 2012-04-01 'until="2017-12-31"'
} >"$WORK/roster"
make_hub <"$WORK/roster"

obs() {		# obs PERIOD SET: its figures, in order
	write_report "$HUB" "$1" --at 2019-05-01T09:00:00+09:00 >/dev/null
	python3 - "$HUB/reports/$1/report.xml" "$2" <<'P'
import sys, xml.etree.ElementTree as e
ns = "{urn:toiyaba:report:1}"
for s in e.parse(sys.argv[1]).getroot().iter(ns + "dataset"):
    if s.get("id") == sys.argv[2]:
        cause = {c.get("key"): c.get("group") or "" for c in s.iter(ns + "category")}
        print("; ".join(" ".join([k, cause[k], *(
            o.get("value") for o in s.iter(ns + "obs") if o.get("key") == k)])
            for k in cause))
P
}
is "left, and came and went" "$(obs 2018Q3 changes)" \
    "gas.2018-07 left 0 1 4 3; gas.2018-08 joined-and-left 2 1 3 4"
is "counted to the last day" "$(obs 2018Q3 membership)" "gas  4 4 4; oil  0 0 0; total  4 4 4"
is "and gone the day after" "$(obs 2018Q4 changes)" "gas.2018-10 left 0 1 4 3"
is "the end agrees" "$(obs 2018Q4 membership)" "gas  3 4 3; total  3 4 3"
is "a year tells each month" "$(obs FY2018 changes)" \
    "gas.2018-07 left 0 1 4 3; gas.2018-08 joined-and-left 2 1 3 4; gas.2018-09 left 0 1 4 3"
is "a SIG that ended is told once more" "$(obs 2018Q3 groups)" "sig  1 2; scheme  0 0"
is "then no more" "$(obs 2018Q4 groups)" "sig  1 1; scheme  0 0"
is "no reason of one's own" "$(cat "$HUB"/reports/*/* | grep -c 'took it over')" 0
result

#!/bin/bash
# Regions are those that the database of regions told in the night in which an
# address came in: another database, or none, changes no report made again.
. "$(dirname "$0")/../lib.sh"

{
	audience sig gas
	member gas-01 gas
	other duty analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"
sed -i 's/^min-cell = .*/min-cell = 1/' "$HUB/hub.conf"
without() {	# without COMMAND...: where no database can be read
	unshare -m sh -c 'for f in /var/lib/location/database.db /usr/share/libloc-location/location.db; do
		[ ! -e $f ] || mount --bind /dev/null $f || exit 1; done; "$@"' sh "$@"
}
arrives() {	# arrives NAME ADDRESS: a mail from there, with a C2 in its network
	begin gas-01
	f=$({ printf 'Received: from mx.evil.example ([%s]) by in.gas-01.example; Wed, 2 Aug 2017 21:00:00 +0900\r\n' "$2"
	      mail a@evil.example b@x.example "subject $1" "text of $1, unlike others"; } | file 1.eml mail)
	add <<X
<submission id="1" kind="mail"><title>$1</title>$f<indicator type="url" role="c2">http://${2%.*}.99/x</indicator><indicator type="domain-name" role="c2">gone.evil.example</indicator><share consent="given" scope="sig"/></submission>
X
	drop "$1"
}
ruled() {
	case=$(json "j['packages'][0]['submissions'][0]['case']")
	begin duty
	echo "<ruling case=\"$case\" class=\"targeted\"/>" | add
	drop "rule-$case"
}
report() { write_report "$HUB" 2017Q3 --at 2017-10-26T09:00:00+09:00 >/dev/null; }
cells() { tail -n +2 "$HUB/reports/2017Q3/$1.csv" | tr -d '\r' | awk -F, '{ print $1 "=" $4 }' | sort | tr '\n' ' '; }

arrives first 128.2.0.10
night 2017-08-04
ruled
night 2017-08-05
report
is "the sender's" "$(cells source-region)" "US=1 "
is "destinations: an address, a name" "$(cells c2-region)" "US=1 unknown=1 "
cp -r "$HUB/reports/2017Q3" "$WORK/before"
ok "it is in the journal" grep -q ' region address=128.2.0.10 code=US source=20' "$HUB/journal"
is "names are not" "$(grep -c ' region address=gone' "$HUB/journal")" 0

if [ "$(id -u)" = 0 ] && without true 2>/dev/null; then
	without "$TOIYABA" report "$HUB" 2017Q3 --at 2017-10-26T09:00:00+09:00 >/dev/null 2>&1 || [ $? = 10 ]
	ok "without a database: the same bytes" diff -r "$WORK/before" "$HUB/reports/2017Q3"
	rm "$HUB"/hub.db*
	ok "rebuild without one" without "$TOIYABA" rebuild "$HUB"
	report
	ok "the same bytes" diff -r "$WORK/before" "$HUB/reports/2017Q3"
	arrives second 128.2.0.11
	TOIYABA_SAVED=$TOIYABA
	TOIYABA=$WORK/blind
	{ echo '#!/bin/bash'; declare -f without; echo "without $TOIYABA_SAVED \"\$@\""; } >"$TOIYABA"
	chmod +x "$TOIYABA"
	night 2017-08-06
	ruled
	night 2017-08-07
	TOIYABA=$TOIYABA_SAVED
	report
	is "what came meanwhile stays unknown" "$(cells source-region)" "US=1 unknown=1 "
else
	skip "no database can be hidden here (no mounts)"
fi
ok check "$TOIYABA" check --full "$HUB"
result

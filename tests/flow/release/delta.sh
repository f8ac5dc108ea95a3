#!/bin/bash
# What changes from one night to the next tells nothing of one member: a
# sighting more within a step changes no byte, and no edition leaves for it.
. "$(dirname "$0")/../lib.sh"

{
	audience sig gas
	for i in 01 02 03 04 05 06 07; do member "gas-$i" gas; done
} >"$WORK/roster"
make_hub <"$WORK/roster"
begin gas-01
add <<X
<submission id="1" kind="incident"><title>件</title><indicator type="domain-name" role="c2">evil.example</indicator><share consent="given"/></submission>
X
drop first
night 2017-08-04
item=$(json 'j["items"][0]["id"]')
when=4
seen() {	# seen MEMBER COUNT : one more organisation found it
	begin "$1"
	add <<<"<sighting item=\"$item\" count=\"$2\" first=\"2017-08-03\" last=\"2017-08-03\"/>"
	drop "seen-$1"
	when=$((when + 1))
	night "2017-08-0$when"
}
editions() { json '[(i["id"], i["edition"]) for i in j["items"]]'; }
seen gas-02 5
is "two organisations are told to nobody" "$RC $(editions) $(json 'j["bundles"]')" "0 [] []"
seen gas-02 9
is "one that says so again is one" "$RC $(editions) $(json 'j["bundles"]')" "0 [] []"
seen gas-03 1
is "the third is told" "$(editions)" "[('$item', 2)]"
reader gas-07 gas 2
is "as at least so many" "$(grep -o '<sightings[^>]*>' "$WORK"/bundle/items/*.xml)" '<sightings at-least="3"/>'
seen gas-04 1
seen gas-05 40
is "a fourth and a fifth are none that show" "$RC $(editions) $(json 'j["bundles"]')" "0 [] []"
is "the hub itself counts exactly" "$(sqlite3 "$HUB/hub.db" 'select count(*) from sighting')" 5
result

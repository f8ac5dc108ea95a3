#!/bin/bash
# With a name nobody stops what others gave: who states another member's name
# beside somebody's report loses his own value, and a person is told.  Where
# nothing else is given the gate stops the item as ever.
. "$(dirname "$0")/../lib.sh"

{
	audience sig gas
	for m in 01 02 03; do member gas-$m gas; done
} >"$WORK/roster"
make_hub <"$WORK/roster"

texts=('' 'Your parcel waits at our office and will be sent back on Friday unless you confirm the address' \
    'The invoice of last month was not paid in full, see the statement of our accounts department' \
    'New rules for passwords begin today; everybody signs in once more before noon' \
    'Minutes of the working group on pipelines, with the list of those who took part')
lure() { mail "x@evil$1.example" "you@$2.example" "lure" "${texts[$1]}. http://evil$1.example/get" | file m.eml mail; }
give() {	# give ATTACK FROM [VALUE...]
	begin "$2"
	f=$(lure "$1" "$2")
	add <<<"<submission id=\"1\" kind=\"mail\"><title>t</title>$f$([ $# = 2 ] || printf '<indicator type="url" role="c2">%s</indicator>' "${@:3}")<share consent=\"given\"/></submission>"
	drop "$PKGID"
}
names=http://www.gas-03.example/x
told() {	# told SEQUENCE : the values of that bundle
	reader gas-01 gas "$1"
	grep -ho '<indicator[^>]*>[^<]*' "$WORK"/bundle/items/*.xml | sed 's/.*>//' | LC_ALL=C sort | tr '\n' ' '
}
said() { grep -c 'what is stated beside others. facts names a member' "$WORK/err"; }

give 1 gas-01
give 1 gas-02 "$names" http://c2-1.example/y
night 2017-08-04
is "beside a report of the same night: it goes, and a person is told" \
    "$RC $(json 'len(j["items"]), len(j["attention"])') $(said)" "10 (1, 1) 1"
is "but for the value that names a member" "$(told 1)" "http://c2-1.example/y http://evil1.example/get lure {}@evil1.example "
ok "which nobody is told" sh -c "! grep -qF gas-03 '$WORK/err' && ! grep -rqF gas-03 '$WORK/bundle'"

give 2 gas-02 "$names"
night 2017-08-05
is "alone it is stopped" "$RC $(json 'len(j["items"]), len(j["attention"])') $(said)" "10 (0, 1) 0"
give 2 gas-01
night 2017-08-06
is "and goes when another one reports" "$(json 'len(j["items"])') $(said)" "1 1"
is "without it" "$(told 2)" "http://evil2.example/get lure {}@evil2.example "

give 3 gas-01
night 2017-08-07
give 3 gas-02 "$names"
night 2017-08-08
is "what was told stays as it is" "$(json 'len(j["items"])') $(said) $(sqlite3 "$HUB/hub.db" "SELECT count(*) FROM edition WHERE retracted = 1")" "0 1 0"

give 4 gas-01 http://gas-02.example/
give 4 gas-02 "$names"
night 2017-08-09
is "where all do so a person is asked" "$(json 'len(j["items"])') $(said)" "0 0"
result

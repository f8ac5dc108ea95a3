#!/bin/bash
# A curious member sends near copies, digests, references, names and sensitive
# words, and reads what comes back: nothing of it tells whose a submission is,
# or what in it was never told.
. "$(dirname "$0")/../lib.sh"

{
	audience sig gas
	audience sig pow
	for i in 1 2 3 4; do member gas-0$i gas; done
	member pow-01 pow
} >"$WORK/roster"
make_hub <"$WORK/roster"
share='<share consent="given"/>'
last() {	# last AUDIENCE READER: its newest bundle
	reader "$2" "$1" "$(ls "$HUB/outbox/$1/bundles" | wc -l)"
}
items() { cat "$WORK"/bundle/items/*.xml; }
attached() {	# attached MESSAGE-ID REFERENCES TO FILE...: a mail with files
	id=$1 refs=$2 to=$3
	shift 3
	printf 'From: <boss@%s.example>\r\nTo: %s\r\nSubject: lure\r\nMessage-ID: <%s>\r\n' "${LURE:-lure}" "$to" "$id"
	[ -z "$refs" ] || printf 'References: <%s>\r\n' "$refs"
	printf 'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n%s\r\n' \
	    "${TEXT:-Please confirm the receipt of the parcel today.}"
	for name; do
		printf -- '--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename*=utf-8'"''"'%s\r\n\r\n%s\r\n' \
		    "$(python3 -c 'import sys, urllib.parse; print(urllib.parse.quote(sys.argv[1]))' "${name%%=*}")" "${name#*=}"
	done
	printf -- '--b--\r\n'
}
give() {	# give MEMBER NAME [CONTENT]: the mail on standard input
	begin "$1"
	f=$(file m.eml mail)
	add <<<"<submission id=\"1\" kind=\"mail\"><title>件</title>$f${3:-}$share</submission>"
	drop "$2"
}

# Two victims, each in an item of its own.
attached one@x.example "" '"田名部 洋一" <tanabe@gas-01.example>' order.exe=MZfirst | give gas-01 one
TEXT='Your seat at the annual dinner of the association is reserved.' \
    attached two@x.example "" '"佐藤 健司" <sato@gas-02.example>' seat.exe=MZsecond | give gas-02 two
night 2017-08-04
last gas gas-04
one=$(grep -l "$(printf 'MZfirst' | sha256sum | cut -c1-64)" "$WORK"/bundle/items/*.xml | xargs basename -s .xml)
digest=$(printf 'MZfirst' | sha256sum | cut -c1-64)
ok "two items" test "$(ls "$WORK/bundle/items" | wc -l)" = 2

# Names: the files are called after both, in a mail that joins the first.
attached three@x.example "" '<duty@gas-04.example>' '田名部 洋一.txt=a' '佐藤 健司.txt=b' 'order.exe=MZfirst' |
    give gas-04 three "<indicator type=\"sha256\" role=\"other\">$digest</indicator>"
night 2017-08-05
last gas gas-04
names=$(items | grep -o 'name="[^"]*txt"' | sort -u | tr '\n' ' ')
is "no name tells who was written to" "$names" 'name="佐藤健司.txt" name="田名部洋一.txt" '

told='<indicator type="domain-name" role="c2">shared.example</indicator>'
# A reference to a Message-ID that was never told relates nothing.
TEXT='An entirely different text about the maintenance of the lifts.' \
    LURE=lifts attached four@x.example one@x.example '<duty@gas-04.example>' other.exe=MZfour | give gas-04 four "$told"
night 2017-08-06
last gas gas-04
is "no relation by what was never told" "$(items | grep -c '<related')" 0

# A value that is told in both does.
TEXT='Yet another text, on the opening hours of the canteen in summer.'     LURE=canteen attached five@x.example "" '<duty@gas-03.example>' canteen.exe=MZfive | give gas-03 five "$told"
night 2017-08-07
last gas gas-04
is "a relation by what both tell" "$(items | grep -c '<related')" 1

# Guesses: a token that another's link held is told no better than any other.
link() { mail x@lure2.example you@$1.example "お知らせ" "See ${2} now, all the members of the club are waiting."; }
link gas-01 "http://lure2.example/a?id=a8f3k2m9c1" | give gas-01 six
night 2017-08-08
mail x@lure2.example you@gas-04.example "お知らせ" "See http://lure2.example/a?id=a8f3k2m9c1 http://lure2.example/a?id=b7d1k2m9c1 http://lure2.example/a?id=k3n5k2m9c1 now, all the members of the club are waiting." | give gas-04 seven
night 2017-08-09
last gas gas-04
ok "no guess comes back" sh -c "! grep -rE 'a8f3k2m9c1|b7d1k2m9c1|k3n5k2m9c1' '$WORK/bundle'"
is "nor a comparison" "$(items | grep -c '<comparison')" 0

# A word that a member calls sensitive takes nothing out of another's item.
begin gas-02
add <<<"<submission id=\"1\" kind=\"incident\"><title>件</title><indicator type=\"domain-name\" role=\"c2\">c2-kiku.example</indicator>$share</submission>"
drop eight
night 2017-08-10
begin gas-04
add <<<"<submission id=\"1\" kind=\"incident\"><title>件</title><indicator type=\"domain-name\" role=\"c2\">c2-kiku.example</indicator><share consent=\"none\"/><sensitive>c2-kiku.example</sensitive></submission>"
drop nine
begin gas-03
add <<<"<submission id=\"1\" kind=\"incident\"><title>件</title><indicator type=\"domain-name\" role=\"c2\">c2-kiku.example</indicator><indicator type=\"ipv4-addr\" role=\"c2\">198.51.100.77</indicator>$share</submission>"
drop ten
night 2017-08-11
last gas gas-01
is "nothing is held for it" "$RC" 0
ok "the value is told" grep -rq 'c2-kiku.example' "$WORK/bundle/items"
result

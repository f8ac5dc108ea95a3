#!/bin/bash
# What several gave is put together as it is told: whom each mail names, and
# who sent it on, makes no difference to an item's terms and comparisons.
. "$(dirname "$0")/../lib.sh"

{
	audience sig gas
	for m in ando ito oda seki ueda; do member $m gas; done
} >"$WORK/roster"
make_hub <"$WORK/roster"
lure() {	# lure MEMBER TOKEN [SENDER]
	mail "${3:-x@evil.example}" "you@$1.example" "Invoice for Kaku$1" \
	    "Please see http://evil.example/x?id=$2 and pay what is due within this week."
}
give() {	# give MEMBER TLP: the mail on standard input
	begin "$1"
	f=$(file m.eml mail)
	add <<<"<submission id=\"1\" kind=\"mail\"><title>件</title>$f<share consent=\"given\" tlp=\"$2\"/></submission>"
	drop "$1"
}
told() {	# told EXPRESSION: in the item as its readers have it
	reader ueda gas "$(ls "$HUB/outbox/gas/bundles" | wc -l)"
	sed -n "$1" "$WORK"/bundle/items/*.xml | tr '\n' ' '
}
compared() { told 's/.*<feature name="\([^"]*\)" is="\([^"]*\)".*/\1=\2/p'; }

lure ando a8f3c9d2e1 | give ando green
lure ito b7e2d8c1f0 | give ito amber
night 2017-08-04
is "one link, made for each" "$(told 's/.*"url"[^>]*>\(.*\)<.*/\1/p')" "http://evil.example/{}?{} "
is "is one fact, on the terms of who lets more" "$(told 's/.*<item .* tlp="\([^"]*\)".*/\1/p')" "green "
lure oda c6d1e7b0a9 | give oda amber
night 2017-08-05
is "subjects are compared without those they name" "$(compared)" \
    "subject=same sender=same sender-domain=same link-hosts=same "
lure seki d5c0f6a9b8 csirt@seki.example | give seki amber
# Three without a mail, beside one that has one.
for m in ando ito oda seki; do
	begin $m
	s=''
	[ $m != seki ] || s=$(mail z@other.example you@seki.example "Scan" "Somebody looks at your ports." | file s.eml mail)
	add <<<"<submission id=\"1\" kind=\"traffic\"><title>探索</title>$s<observation direction=\"inbound\" address=\"198.51.100.9\" port=\"445\" protocol=\"tcp\" first=\"2017-08-01\" last=\"2017-08-02\" count=\"5\"/><share consent=\"given\"/></submission>"
	drop "scan-$m"
done
night 2017-08-06
is "a member that sent it on in its own name is no sender" "$(compared)" \
    "subject=same link-hosts=same "
is "what has no mail of three is told without" "$(grep -l 198.51.100.9 "$WORK"/bundle/items/*.xml | wc -l)" 1
# Each of them gave both items, and none would be missed.
sed -i 's/^#* *min-cell *=.*/min-cell = 2/' "$HUB/hub.conf"
"$TOIYABA" report "$HUB" 2017Q3 --draft --at 2017-08-07T09:00:00+09:00 2>"$WORK/heavy" >/dev/null
is "what several gave is nobody's" "$(grep -c 'submissions' "$WORK/heavy") $(grep -c 'shared items' "$WORK/heavy")" "0 0"
result

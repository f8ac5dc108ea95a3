#!/bin/bash
# Words hold in the order in which they were signed, whichever arrives first: a
# late older one changes nothing and is told to a person; a withdrawal is final.
# Then the same in orders drawn by chance (ORDERS of each kind, SEED), each
# against the order of signing: order.py.
. "$(dirname "$0")/../lib.sh"

{
	audience sig gas
	member gas-01 gas
	member gas-02 gas
	other duty analyst
	other duty-2 analyst
	other duty-3 analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"
sed -i 's/^four-eyes = opening/four-eyes = all/' "$HUB/hub.conf"

say() {	# say NAME WHO WHEN <content : a word for later, in $WORK/words
	SIGNED_AT=2017-08-0$3+09:00
	begin "$2"
	add
	manifest
	archive
	seal "$2" "$WORK/words/$1.gpg"
	ID=$PKGID/1
}
bring() {	# bring NAME... : they arrive
	for word; do
		case $(cat "$WORK/words/$word.from") in
		*gas-01) cp "$WORK/words/$word.gpg" "$HUB/inbox/gas-01/" ;;
		*) cp "$WORK/words/$word.gpg" "$HUB/inbox/" ;;
		esac
	done
}
mkdir "$WORK/words"

begin gas-01
add <<<'<submission id="1" kind="incident"><title>t</title><indicator type="domain-name" role="c2">asked.evil.example</indicator></submission>
<submission id="2" kind="incident"><title>t</title><indicator type="domain-name" role="c2">given.evil.example</indicator><share consent="given"/></submission>'
asked=$PKGID
drop both
night 2017-08-04
preview=$(sqlite3 "$HUB/hub.db" "SELECT digest FROM preview")
case=$(json "[s['case'] for p in j['packages'] for s in p['submissions'] if s['id'] == '$asked/2'][0]")
consent() { say "$1" gas-01 "$2" <<<"<consent preview=\"$preview\" decision=\"$3\"/>"; echo "$2 gas-01" >"$WORK/words/$1.from"; }
ruling() { say "$1" "$2" "$3" <<<"<ruling case=\"$case\" $4</ruling>"; echo "$3 $2" >"$WORK/words/$1.from"; eval "id_$1=$ID"; }
confirm() { eval "r=\$id_$3"; say "$1" "$2" "$4" <<<"<confirm ruling=\"$r\" decision=\"$5\"/>"; echo "$4 $2 $3" >"$WORK/words/$1.from"; }

consent c1 5T09:00:00 approve
consent c2 5T10:00:00 refuse
consent c3 5T11:00:00 approve
consent c4 5T11:00:00 refuse
consent c5 5T12:00:00 refuse
say w gas-01 5T11:30:00 <<<"<withdrawal package=\"$asked\" submission=\"1\"/>"
echo "5T11:30:00 gas-01" >"$WORK/words/w.from"

ruling r1 duty 6T09:00:00 'class="targeted"><title>甲</title>'
ruling r2 duty-2 6T10:00:00 'release="no">'
ruling r3 duty-2 6T11:00:00 'release="yes" grave="yes"><analysis>乙</analysis>'
ruling r4 duty-3 6T12:00:00 'class="bulk"><title>丙</title>'
ruling r5 duty 6T12:00:00 'class="other" grave="no"><countermeasure>丁</countermeasure>'
confirm k1a duty-2 r1 6T09:30:00 approve
confirm k1b duty-3 r1 6T10:30:00 approve
confirm k1c duty-2 r1 6T11:30:00 refuse
confirm k3a duty r3 6T11:10:00 approve
confirm k3b duty r3 6T11:10:00 refuse
confirm k4a duty r4 6T12:30:00 approve
confirm k5a duty-2 r5 6T13:00:00 approve
confirm k5b duty-2 r5 6T13:30:00 refuse
cp -r "$HUB" "$WORK/base"
live() { sqlite3 "$HUB/hub.db" "SELECT count(*) FROM edition e JOIN item i ON i.id = e.item WHERE i.casefile <> '$case' AND e.retracted = 0 AND e.edition = (SELECT max(edition) FROM edition l WHERE l.item = e.item)"; }

# An approval that was on its way when its giver changed his mind.
bring c2
night 2017-08-09
is "refused" "$RC $(live)" "0 0"
bring c1
night 2017-08-10
is "the older approval opens nothing, and a person is told" "$RC $(live)" "10 0"
ok "of which submission" grep -q "submission $asked/1: an answer of its provider came late" "$WORK/err"
bring c3
night 2017-08-11
is "a newer one does" "$RC $(live)" "0 1"
bring w
night 2017-08-12
is "withdrawn" "$RC $(live)" "0 0"
bring c3; bring c5
night 2017-08-13
is "no answer revives it" "$(live)" 0

rm -rf "$HUB"; cp -r "$WORK/base" "$HUB"
bring r2 r4
night 2017-08-09
bring r1 k1b
night 2017-08-10
is "a ruling that was ruled over while it was on its way is void" \
    "$(sqlite3 "$HUB/hub.db" "SELECT outcome FROM ruling WHERE class = 'targeted'") $RC" "lapsed 10"
rm -rf "$HUB"; cp -r "$WORK/base" "$HUB"
sed -i 's/^four-eyes = all/four-eyes = no/' "$HUB/hub.conf"
bring r4
night 2017-08-09
bring r1
night 2017-08-10
is "with one analyst: what is said since stays" \
    "$(sqlite3 "$HUB/hub.db" "SELECT class, title FROM casefile WHERE id = '$case'") $RC" "bulk|丙 10"
ok "and a person is told" grep -q "$case: ruling $id_r1 came late" "$WORK/err"
ok check "$TOIYABA" check --full "$HUB"
rm "$HUB"/hub.db*
ok rebuild "$TOIYABA" rebuild "$HUB"

for kind in consents rulings; do
	ok "every order of $kind gives one state" python3 tests/flow/rule/order.py \
	    "$TOIYABA" "$WORK" $kind "${ORDERS:-8}" "${SEED:-$(date +%j)}"
	cat "$WORK/out"
done
result

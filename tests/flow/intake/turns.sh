#!/bin/bash
# One hostile member among eleven, a night for each thing he tries: the others
# are served the same night, by a bundle, every time.  And a night's hours.
. "$(dirname "$0")/../lib.sh"
export TMPDIR=$WORK
here=$(dirname "$0")

honest="gas-02 gas-03 gas-04 ele-01 ele-02 ele-03 ele-04 ele-05 ele-06 ele-07"
{
	audience sig gas
	audience sig ele
	member gas-01 gas
	for m in $honest; do member "$m" "${m%-*}"; done
} >"$WORK/roster"
make_hub <"$WORK/roster"
hostile=$HUB/inbox/gas-01
turn=0

honest_come() {
	k=0
	for m in $honest; do
		k=$((k + 1))
		begin "$m"
		add <<X
<submission id="1" kind="incident"><title>t</title><indicator type="domain-name" role="c2">d$turn-$k.evil.example</indicator><share consent="given"/></submission>
X
		drop "honest$turn"
	done
}
states() { json "' '.join(sorted({p['state'] + ' ' + (p['reason'] or '') for p in j['packages'] if 'honest' $1 in p['path']}))"; }
served() {	# served WHAT: the honest are taken, and their facts go out
	is "$1: the honest are taken" "$(json "sum(p['state'] == 'accepted' for p in j['packages'] if 'honest' in p['path'])")" 10
	reader gas-02 gas "$(ls "$HUB/outbox/gas/bundles" | wc -l)"
	is "$1: and served" "$(cat "$WORK"/bundle/items/*.xml | grep -o "d$turn-[0-9]*\.evil" | sort -u | wc -l)" 3
}
next_night() {	# next_night WHAT
	turn=$((turn + 1))
	honest_come
	night "$(date -u -d "2017-08-03 + $turn days" +%F)"

	ok "$1: the night ends well ($RC)" test "$RC" = 0 -o "$RC" = 10
	served "$1"
}

for kind in title attachments indicators alike sightings long_body zip_of_zeros names; do
	begin gas-01
	python3 "$here/turns.py" $kind "$PKG" | add
	drop "$kind"
	next_night $kind
	is "$kind: none waits" "$(json "[p['path'] for p in j['packages'] if p['state'] == 'waiting']")" "[]"
done

# What costs gpg long, before anybody has signed it, waits, and is told of in
# time; nothing is taken for a verdict.
echo hi | gpg --homedir "$KEYS/gas-01" --batch --quiet --trust-model always --rfc4880 --cipher-algo AES256 \
    -e -r "$HUBKEY" -o "$WORK/good"
session=$(gpg --homedir "$HUB/gnupg" --batch --show-session-key -d "$WORK/good" 2>&1 | sed -n "s/.*'9:\([0-9A-F]*\)'.*/\1/p")
no_agent "$HUB/gnupg"
python3 "$here/../../hostile/bomb.py" "$WORK/good" "$session" >"$hostile/bomb.gpg"
ok "the bomb is small" test "$(stat -c %s "$hostile/bomb.gpg")" -lt 20000
next_night "a bomb for gpg"
is "it waits" "$(json "[(p['state'], p['reason']) for p in j['packages'] if 'bomb' in p['path']]")" "[('waiting', 'busy')]"
rm "$hostile/bomb.gpg"

# Names without end.
(cd "$hostile" && seq 20100 | xargs touch)
next_night "20,100 names"
is "what is over the number waits" "$(json "sum(p['state'] == 'waiting' for p in j['packages'])")" 100
rm -rf "$hostile"; mkdir "$hostile"

# Very many, and what is no package at all.
for i in $(seq 300); do head -c 2000 /dev/urandom >"$hostile/aa$i.gpg"; done
ln -s /etc/passwd "$hostile/link"
mkfifo "$hostile/pipe"
mkdir "$hostile/dir"
touch "$hostile"/$'a\nb' "$hostile"/$'\xff\xfe' "$hostile/-rf"
next_night noise
rm -rf "$hostile"; mkdir "$hostile"

# A night that is over takes nothing, and says so when it was three.
hours() { sed -i "s/^hours = .*/hours = $1/" "$HUB/hub.conf"; grep -q '^hours' "$HUB/hub.conf" || sed -i "s/^\[intake\]/&\nhours = $1/" "$HUB/hub.conf"; }
hours 0
turn=$((turn + 1))
honest_come
told=$(($(ls "$HUB/outbox/gas-02/receipts" | wc -l) + 1))
for i in 1 2 3; do
	turn=$((turn + 1))
	night "$(date -u -d "2017-08-03 + $turn days" +%F)"
	is "night $i without an hour: all wait" "$(states '')" "waiting busy"
	is "and their senders know, once" "$(receipts gas-02 | sort | uniq) $(ls "$HUB/outbox/gas-02/receipts" | wc -l)" "waiting busy $told"
	case $i in
	3) is "told" "$RC" 10; ok "by name" grep -q "gas-02: 1 packages wait, 1 of them for three nights" "$WORK/err" ;;
	*) is "nobody is called" "$RC" 0; cat $WORK/err ;;
	esac
done
hours 6
night "$(date -u -d "2017-08-03 + $((turn + 1)) days" +%F)"
is "with hours all are taken" "$(states '')" "accepted "
ok "check" "$TOIYABA" check "$HUB"
result

#!/bin/bash
# A hub that was copied to another machine, or put back from an old backup,
# does not send other bundles under numbers that are taken.
. "$(dirname "$0")/../lib.sh"

gas_hub
one() {	# one NAME : a package that gives an item
	begin gas-01
	add <<X
<submission id="1" kind="incident"><title>$1</title><indicator type="domain-name" role="c2">$1.evil.example</indicator><share consent="given"/></submission>
X
	drop "$1"
}
one first
night 2017-08-04
is "a night" "$RC" 0
cp -a "$HUB" "$WORK/backup"
one second
night 2017-08-05
is "another" "$RC" 0

# A backup of all but what was sent; the next bundle was cleared away.
one between
night 2017-08-05
cp -a "$HUB" "$WORK/newest"
rm "$HUB"/outbox/gas/bundles/gas-000002.*
for f in hub.db journal archive; do
	rm -rf "${HUB:?}/$f"
	cp -a "$WORK/backup/$f" "$HUB/$f"
done
one third
night 2017-08-06
is "an older state put back is refused" "$RC" 78
ok "and it is said what to do" grep -q 'older state was put back.*rebuild' "$WORK/err"
is "nothing was taken" "$(find "$HUB/inbox" -type f | wc -l)" 1
for f in journal archive; do
	rm -rf "${HUB:?}/$f"
	cp -a "$WORK/newest/$f" "$HUB/$f"
done
ok "the newest put back, and made again" "$TOIYABA" rebuild "$HUB"
night 2017-08-06
is "it goes on" "$RC $(ls "$HUB"/outbox/gas/bundles | grep -c '\.gpg$')" "0 3"

if [ -s /etc/machine-id ]; then
	sqlite3 "$HUB/hub.db" "update state set value = 'elsewhere' where key = 'host'"
	one fourth
	night 2017-08-07
	is "another machine is refused" "$RC" 78
	ok "and it is said what to do" grep -q 'another machine.*rebuild' "$WORK/err"
	night 2017-08-07 --dry-run
	is "a rehearsal is not" "$RC" 0
	ok "taken over" "$TOIYABA" rebuild "$HUB"
	night 2017-08-07
	is "it goes on" "$RC" 0
	ok "the machine's id is not told" sh -c "! grep -qaF $(cat /etc/machine-id) '$HUB/hub.db' '$HUB/journal'"
else
	skip "/etc/machine-id is empty here"
fi
result

#!/bin/sh
# at-home.sh HUB...: a hub that a test copied is at home where it lies now, and
# its books say nothing of it, so that copies can be compared byte by byte.
#
# There is no switch for this in the program, and none that somebody could
# leave on: the test writes into HUB/place what the program would read there.
# Whoever does so by hand has said that he wants two of a hub.
for hub; do
	[ -f "$hub/place" ] || continue
	set -- $(stat -c '%i %w' "$hub/journal")
	born=-
	[ "$2" = - ] || born=$(date -d "$2 $3 $4" +%s.%N)
	printf '%s\ninode = %s\nborn = %s\n' "$(head -1 "$hub/place")" "$1" "$born" >"$hub/place.new"
	mv "$hub/place.new" "$hub/place"
done

#!/bin/bash
# The heap that the hub's process holds at most grows slowly with the items of a
# night: in a night that releases them, a dry run, and a check that makes all
# again.  BYTES: for each item more; SIZE=N: of four times as many.
cd "$(dirname "$0")/../.."
. tests/bench/lib.sh
: "${BUILD:=build}" "${SIZE:=5}" "${BYTES:=8192}"
"${MAKE:-make}" --no-print-directory BUILD="$BUILD" "$BUILD/cost/held.so" >/dev/null || exit 1
HELD_SO=$(realpath "$BUILD/cost/held.so")
bench_hub gas-01 gas-02
for n in 1 4; do
	packages --count $((n * SIZE)) --mails 50 --seed $n "$WORK/in-$n"
	rm -rf "$WORK/hub-$n"
	cp -a "$HUB" "$WORK/hub-$n"
	cp -a "$WORK/in-$n/." "$WORK/hub-$n/inbox/"
done

held() {	# held WHAT COMMAND... HUB : both sizes; what each item more holds
	for n in 1 4; do
		rm -f "$WORK/held"
		HELD=$WORK/held LD_PRELOAD=$HELD_SO "$TOIYABA" "${@:2:1}" "$WORK/hub-$n" "${@:3}" \
		    >/dev/null 2>&1 || [ $? = 10 ]
		cat "$WORK/held"
	done >"$WORK/both"
	[ -z "${SHOW:-}" ] || echo "$1" $(cat "$WORK/both")
	is "$1" "$(awk -v items=$((150 * SIZE)) -v most="$BYTES" '{ v[NR] = $1 }
	    END { each = (v[2] - v[1]) / items
		  print NR == 2 && each <= most ? "little" : each " bytes" }' "$WORK/both")" little
}

held "a dry run" run --at 2017-08-04T01:30:00+09:00 --dry-run
held "a night that releases them" run --at 2017-08-04T01:30:00+09:00
is "all were released" "$(sqlite3 "$WORK/hub-4/hub.db" 'SELECT count(*) FROM item')" $((200 * SIZE))
held "a check that makes all again" check --full
held "a rebuild" rebuild
result

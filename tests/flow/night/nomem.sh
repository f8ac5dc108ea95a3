#!/bin/bash
# Memory ends at some allocation, once or for good, in the hub or in a worker:
# the process says so or dies, nothing is lost or refused for it, and the next
# run gives what an undisturbed one gives.  At half of the points, the other half
# at another commit; NOMEM_POINTS names others.
cd "$(dirname "$0")/../../.."
. tests/flow/lib.sh
export TMPDIR=$WORK
: "${BUILD:=build}"
mkdir -p "$BUILD/hostile"
${CC:-cc} -shared -fPIC -O1 -D_GNU_SOURCE -o "$BUILD/hostile/nomem.so" tests/hostile/nomem.c

{
	audience sig gas
	member gas-01 gas
	member gas-02 gas
} >"$WORK/roster"
make_hub <"$WORK/roster"
for who in gas-01 gas-02; do
	begin $who
	f=$(mail spy@evil.example you@$who.example '見積書の送付' 'お世話になっております。見積書をお送りいたします。' | file m.eml mail)
	add <<X
<submission id="1" kind="mail"><title>件</title>$f<share consent="given"/></submission>
X
	drop p
done
cp -r "$HUB" "$WORK/keep"
night 2017-08-04
wanted=$(sqlite3 "$HUB/hub.db" 'SELECT digest FROM bundle ORDER BY 1')

again() { rm -rf "$HUB"; cp -r "$WORK/keep" "$HUB"; }
try() {	# try WHERE N [ONCE]: sets rc
	again
	rc=0
	env LD_PRELOAD="$(realpath "$BUILD/hostile/nomem.so")" NOMEM="$2" NOMEM_IN="$1" ${3:+NOMEM_ONCE=1} \
	    "$TOIYABA" run "$HUB" --at 2017-08-04T01:30:00+09:00 >/dev/null 2>"$WORK/err" || rc=$?
} 2>/dev/null
case $(($(commit) % 2)) in
0) points='3 400 4000 20000' ;;
1) points='60 1500 9000 60000' ;;
esac
seen= bad=0 lost=0 hurt=0 tried=0
for where in run --server --crypt; do
	for n in ${NOMEM_POINTS:-$points}; do
		for once in '' once; do
			try "$where" "$n" $once
			tried=$((tried + 1))
			seen="$seen $rc"
			# 133, 134: GLib and others end so; never a wild pointer.
			case $rc in 0|10|69|70|71|73|74|75|78|133|134) ;; *) bad=$((bad + 1)); echo "$where $n $once: $rc" ;; esac
			night 2017-08-04
			[ "$(sqlite3 "$HUB/hub.db" 'SELECT digest FROM bundle ORDER BY 1')" = "$wanted" ] || { lost=$((lost + 1)); echo "$where $n $once: other bundles"; }
			hurt=$((hurt + $(ls "$HUB/quarantine" | wc -l)))
		done
	done
done
echo "exit codes: $(tr ' ' '\n' <<<"$seen" | sort | uniq -c | awk 'NF > 1 { printf "%s times %s, ", $1, $2 }')"
ok "some ran out" grep -qE '70|133|134|69|71|74|75' <<<"$seen"
is "none of $tried ends wildly" $bad 0
is "the next run gives what an undisturbed one gives" $lost 0
is "nothing is refused for it" $hurt 0
result

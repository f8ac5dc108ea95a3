# Helpers of the benches.  Sourced, from the project's root.
. tests/flow/lib.sh
SIDES=$WORK/sides
export HUB WORK TOIYABA

bench_hub() {	# bench_hub MEMBER... : a hub with one SIG of these; *-rsa by RSA
	{
		audience sig gas
		for m; do
			case $m in *-rsa) make_key "$m" rsa3072 >/dev/null ;; esac
			member "$m" gas
		done
	} >"$WORK/roster"
	make_hub <"$WORK/roster"
	no_agent "$HUB/gnupg"
}

packages() {	# packages [options] OUT
	python3 tests/bench/packages.py "${@:1:$#-1}" "$HUBKEY" "$KEYS" "${!#}"
}

fresh() { rm -rf "$SIDES"; mkdir "$SIDES"; }
side() { cat >"$SIDES/$1.sh"; }		# side NAME <script
before() { cat >"$SIDES/$1.before"; }	# before NAME <script
less() { echo "$2" >"$SIDES/$1.less"; }	# less NAME OTHER : what is NAME's own
turns() { python3 tests/bench/turns.py "$SIDES" "$@"; }	# turns BASE [PER]

a_night() {	# a_night NAME HUB INBOX DAY : a night of those packages, on a copy
	before "$1" <<X
rm -rf "$WORK/$1"
cp -a "$2" "$WORK/$1"
sh $AT_HOME "$WORK/$1"
cp -a "$3/." "$WORK/$1/inbox/"
X
	side "$1" <<X
$TOIYABA run $WORK/$1 --at ${4}T01:30:00+09:00 2>/dev/null || [ \$? = 10 ]
X
}

#!/bin/bash
# Runs every fuzz target, FUZZ_JOBS of them at a time (as many as there are
# cores), what was found once first; any crash, leak, hang or broken promise
# fails it.  All together take FUZZ_SUM seconds (90, weigh.py deals them out),
# or each takes FUZZ_SECONDS.  `run.sh one TARGET` runs one.
cd "$(dirname "$0")/../.."
: "${BUILD:=build}" "${FUZZ_JOBS:=$(nproc)}"
export BUILD
export ASAN_OPTIONS=allocator_may_return_null=1

one() {		# one TARGET WORK
	n=$1 work=$2
	seconds=${FUZZ_SECONDS:-$(python3 tests/fuzz/weigh.py "$n")}
	mkdir -p "$work/corpus/$n" "$BUILD/fuzz/seeds/$n"
	found=$(ls tests/fuzz/found/"$n"-* 2>/dev/null)
	# shellcheck disable=SC2086
	if { [ -z "$found" ] || "$BUILD/fuzz/$n" -timeout=120 $found >"$work/$n.log" 2>&1; } &&
	    "$BUILD/fuzz/$n" -max_total_time="$seconds" -timeout=120 \
	    -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 \
	    -artifact_prefix="$work/$n-" "$work/corpus/$n" "$BUILD/fuzz/seeds/$n" >"$work/$n.log" 2>&1; then
		echo "fuzz: $n $seconds s, $(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$n.log") runs, $(sed -n 's/.*cov: \([0-9]*\).*/\1/p' "$work/$n.log" | tail -1) edges"
		return 0
	fi
	echo "FAILED: fuzz $n"
	grep -E "ERROR|SUMMARY|deadly|#[0-9] .* in " "$work/$n.log" | head -15
	for f in "$work/$n"-*; do
		[ -f "$f" ] && cp "$f" "$BUILD/fuzz/" && base64 -w0 "$f" | head -c 3000 && echo
	done
	return 1
}
if [ "${1:-}" = below ]; then
	one "$2" "$3"
	exit 0
fi
work=$(mktemp -d "${TESTS_TMP:-/tmp}/tyf.XXXXXX")
trap 'rm -rf "$work"' EXIT
if [ "${1:-}" = one ]; then
	targets=$2
else
	targets=$(basename -s .c tests/fuzz/*.c)
fi
xargs -P "$FUZZ_JOBS" -I{} bash "$0" below {} "$work" <<<"$targets" >"$work/out"
cat "$work/out"
echo "fuzz: $(grep -c '^fuzz: ' "$work/out") passed, $(grep -c '^FAILED' "$work/out") failed"
! grep -q '^FAILED' "$work/out"

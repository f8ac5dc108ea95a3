#!/bin/bash
# Runs every fuzz target for FUZZ_SECONDS, FUZZ_JOBS of them at a time (as many
# as there are cores), what was found once first; any crash, leak, hang or
# broken promise fails it.
cd "$(dirname "$0")/../.."
: "${BUILD:=build}" "${FUZZ_SECONDS:=60}" "${FUZZ_JOBS:=$(nproc)}"
export BUILD FUZZ_SECONDS
export ASAN_OPTIONS=allocator_may_return_null=1

one() {		# one TARGET WORK
	n=$1 work=$2
	mkdir -p "$work/corpus/$n" "$work/seeds/$n"
	found=$(ls tests/fuzz/found/"$n"-* 2>/dev/null)
	# shellcheck disable=SC2086
	if { [ -z "$found" ] || "$BUILD/fuzz/$n" -timeout=120 $found >"$work/$n.log" 2>&1; } &&
	    "$BUILD/fuzz/$n" -max_total_time="$FUZZ_SECONDS" -timeout=120 \
	    -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 \
	    -artifact_prefix="$work/$n-" "$work/corpus/$n" "$work/seeds/$n" >"$work/$n.log" 2>&1; then
		echo "fuzz $n: $(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$n.log") runs, $(sed -n 's/.*cov: \([0-9]*\).*/\1/p' "$work/$n.log" | tail -1) edges"
		return
	fi
	echo "FAILED: fuzz $n"
	grep -E "ERROR|SUMMARY|deadly|#[0-9] .* in " "$work/$n.log" | head -15
	for f in "$work/$n"-*; do
		[ -f "$f" ] && cp "$f" "$BUILD/fuzz/" && base64 -w0 "$f" | head -c 3000 && echo
	done
}
if [ "${1:-}" = one ]; then
	one "$2" "$3"
	exit 0
fi
work=$(mktemp -d /tmp/tyf.XXXXXX)
trap 'rm -rf "$work"' EXIT
python3 tests/fuzz/seeds.py "$work/seeds" "$BUILD/toiyaba"
basename -s .c tests/fuzz/*.c | xargs -P "$FUZZ_JOBS" -I{} bash "$0" one {} "$work" >"$work/out"
cat "$work/out"
echo "fuzz: $(grep -c '^fuzz' "$work/out") passed, $(grep -c '^FAILED' "$work/out") failed"
! grep -q '^FAILED' "$work/out"

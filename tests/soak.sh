#!/bin/bash
# soak.sh [-n] [PART...]: the sweeps in full, of which make test takes a sample,
# or those whose name holds a PART; -n only tells them.  Each is run whatever
# became of those before it.
set -u
cd "$(dirname "$0")/.."
PATH=/usr/sbin:/usr/bin:/sbin:/bin
: "${BUILD:=build}" "${MAKE:=make}"
export BUILD MAKE TOIYABA="${TOIYABA:-$BUILD/toiyaba}"
run=env
[ "${1:-}" != -n ] || { run='echo'; shift; }
parts=("$@")
passed=0 failed=''

wanted() {	# wanted NAME
	[ ${#parts[@]} -gt 0 ] || return 0
	for p in "${parts[@]}"; do
		case $1 in *"$p"*) return 0 ;; esac
	done
	return 1
}

sweep() {	# sweep NAME [VARIABLE=VALUE...] COMMAND...
	name=$1
	shift
	wanted "$name" || return 0
	began=$SECONDS
	if $run "$@"; then passed=$((passed + 1)); else failed="$failed $name"; fi
	[ "$run" = echo ] || echo "soak: $name took $((SECONDS - began)) s"
}

flow() {	# flow ROOM/TEST [VARIABLE=VALUE...]
	sweep "$@" bash "tests/flow/$1.sh"
}

flow night/crash CRASH=whole ALL=1
flow night/killed KILL_AT="$(seq -s ' ' 0.02 0.01 0.7)"
flow night/nomem NOMEM_POINTS='3 60 400 1500 4000 9000 20000 60000'
flow night/planted-trust ALL=1
flow night/backup ALL=1
flow intake/originals RACE=whole
flow intake/hostile CORPUS=whole
flow cmd/open-state ALL=1
flow record/export ALL=1
flow rule/order ORDERS=100
flow rule/sequences SEQUENCES=200
flow rule/sequences SEQUENCES=100 SEQUENCE_OPTIONS='--agencies --values --quiet --bridges'
flow rule/lives LIVES=100
flow release/worlds WORLDS=300
flow release/presence WORLDS=300
flow release/guesses ITEMS=200
flow release/planted-leaks ALL=1
flow report/told WORLDS=200 ALL=1
sweep cost/grow ALL=1 bash tests/cost/grow.sh
sweep cost/night SIZE=60 bash tests/cost/night.sh
sweep suite JOBS=2 bash tests/run.sh
sweep valgrind "$MAKE" --no-print-directory BUILD="$BUILD" valgrind
sweep fuzz FUZZ_SECONDS=600 "$MAKE" --no-print-directory BUILD="$BUILD" fuzz
sweep packages bash tests/packages-proof.sh
[ "$run" = env ] || exit 0
echo "soak: $passed passed, $(wc -w <<<"$failed") failed:$failed"
[ -z "$failed" ]

#!/bin/bash
# bench: what it costs to find a value, a part of one, a word and nothing in a
# hub of 100,000 submissions (BENCH_FIND): CPU seconds, which must be below one.
cd "$(dirname "$0")/../.."
. tests/flow/lib.sh
COUNT=${BENCH_FIND:-100000}
"$TOIYABA" init "$HUB" --at "$HUB_AT" >/dev/null 2>&1
python3 tests/bench/find.py "$HUB/hub.db" "$COUNT"
cost() {	# cost WORDS : CPU seconds of one find
	python3 -c 'import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
u = resource.getrusage(resource.RUSAGE_CHILDREN)
print("%.2f" % (u.ru_utime + u.ru_stime))' "$TOIYABA" find "$HUB" "$1"
}
for words in h4242.evil.example 'h4242[.]evil' 10.0.16.146 請求書 '資料4242-2' nothing-of-it.example; do
	seconds=$(cost "$words")
	printf '%6s s  %s\n' "$seconds" "$words"
	ok "$words: below a second" test "${seconds%.*}" -lt 1
done
result

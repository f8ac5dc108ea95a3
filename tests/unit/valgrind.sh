#!/bin/bash
# valgrind.sh PROGRAM...: each under valgrind; errors and lost memory fail it.
# QUICK: a test that tries all of something tries less here; it takes the same
# paths, and all is tried without valgrind.
export QUICK=1
passed=0 failed=0
log=$(mktemp)
for t; do
	if valgrind --quiet --error-exitcode=1 --leak-check=full \
	    --errors-for-leak-kinds=definite --child-silent-after-fork=yes \
	    --suppressions=tests/unit/valgrind.supp "$t" >"$log" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED: valgrind $(basename "$t")"
		head -40 "$log"
	fi
done
rm -f "$log"
echo "valgrind: $passed passed, $failed failed"
[ "$failed" = 0 ]

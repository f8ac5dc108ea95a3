#!/bin/bash
# Each header compiles alone: who includes it needs nothing else before it.
cd "$(dirname "$0")/../.."
: "${BUILD:=build}" "${CC:=cc}"
FLAGS="-std=c17 -D_GNU_SOURCE -I. -I$BUILD/gen -Wall -Wextra -Werror -fsyntax-only $(pkg-config --cflags jansson libxml-2.0 gpgme glib-2.0 gmime-3.0 | sed 's/-I/-isystem /g')"
alone() {	# alone HEADER: prints its name where it does not compile
	echo "#include \"$1\"" | $CC $FLAGS -x c - >/dev/null 2>&1 || echo "$1"
}
export -f alone
export CC FLAGS
headers=$(find formats keys batch -name '*.h')
bad=$(echo "$headers" | xargs -P "$(nproc)" -I{} bash -c 'alone {}' | sort)
total=$(echo "$headers" | wc -l)
failed=$(echo -n "$bad" | grep -c .)
for h in $bad; do
	echo "FAILED: $h does not compile alone"
	echo "#include \"$h\"" | $CC $FLAGS -x c - 2>&1 | grep -m2 error
done
echo "headers: $((total - failed)) passed, $failed failed"
[ "$failed" = 0 ]

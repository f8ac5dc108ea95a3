#!/bin/sh
# build.sh DIFF OUT: the program with the diff's fault in it; CC and LINK from
# the Makefile.  The changed objects stand before those of the library.
set -eu
tree=$2.d
rm -rf "$tree"
sources=$(sed -n 's,^--- a/,,p' "$1")
for f in $sources; do
	mkdir -p "$tree/$(dirname "$f")"
	cp "$f" "$tree/$f"
done
patch -s -p1 -d "$tree" <"$1"
objects=
for f in $sources; do
	$CC -c -o "$tree/$f.o" "$tree/$f"
	objects="$objects $tree/$f.o"
done
# shellcheck disable=SC2086
$CC -o "$2" $objects $LINK
rm -rf "$tree"

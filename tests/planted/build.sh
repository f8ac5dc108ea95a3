#!/bin/sh
# build.sh DIFF OUT: the program with the diff's fault in it; CC and LINK from
# the Makefile.  The changed objects stand before those of the library; nobody
# debugs it, so the compiler and the linker take no time for that.
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
	$CC -O0 -g0 -c -o "$tree/$f.o" "$tree/$f"
	objects="$objects $tree/$f.o"
done
# shellcheck disable=SC2086
$CC -Wl,-S -o "$2" $objects $LINK
rm -rf "$tree"

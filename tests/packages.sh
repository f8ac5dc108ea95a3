#!/bin/sh
# packages.sh build|demo|test: installs what is missing of tests/packages; each
# takes the parts before it, too.  Where nothing is missing, no network is needed.
set -eu
dir=$(dirname "$0")
want=$(awk -v s="$1" '$1 == "build" || $1 == s || (s == "test" && $1 == "demo") { print $2 }' "$dir/packages")
missing=
for p in $want; do
	dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q 'ok installed' ||
	    missing="$missing $p"
done
[ -n "$missing" ] || exit 0
echo "installing:$missing"
[ "$(id -u)" = 0 ] || { echo "install them as root" >&2; exit 1; }
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086
apt-get install -y -qq --no-install-recommends $missing >/dev/null

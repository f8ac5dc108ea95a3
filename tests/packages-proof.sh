#!/bin/bash
# packages-proof.sh [PART...]: a bare Debian 12, what tests/packages names, and
# then make test, or the tests whose name holds a PART: whatever else a test
# needs is missed there.  As root, with a network; MIRROR names another one.
set -eu
cd "$(dirname "$0")/.."
[ "$(id -u)" = 0 ] || { echo "packages-proof: only as root" >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "packages-proof: install debootstrap" >&2; exit 1; }
if [ "${PROOF:-}" = "" ]; then
	# Mounts of its own, gone with it.
	PROOF=$(mktemp -d /var/tmp/typ.XXXXXX)
	export PROOF
	trap 'rm -rf --one-file-system "$PROOF"' EXIT
	unshare -m --propagation private bash "$0" "$@"
	exit
fi
chmod 755 "$PROOF"
debootstrap --variant=minbase --include=make bookworm "$PROOF" \
    "${MIRROR:-http://deb.debian.org/debian}" >"$PROOF.log" || { tail "$PROOF.log"; exit 1; }
rm "$PROOF.log"
git clone -q . "$PROOF/src"
mount --bind "$PROOF" "$PROOF"	# a root that is a mount can have its own
for d in proc dev; do mount --rbind /$d "$PROOF/$d"; done
mount -t tmpfs tmpfs "$PROOF/tmp"
run() { chroot "$PROOF" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 FUZZ_SUM="${FUZZ_SUM:-60}" sh -euc "cd /src && $1"; }
if [ $# = 0 ]; then
	run "make test"
else
	run "sh tests/packages.sh test && make && bash tests/run.sh $*"
fi

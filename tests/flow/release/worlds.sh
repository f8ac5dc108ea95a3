#!/bin/bash
# Non-interference: small worlds are run twice and more, with everything
# exchanged that must not matter, and every released byte stays the same.
# WORLDS=N takes N of them, WORLD_SEED another first one.
cd "$(dirname "$0")/../../.."
. tests/flow/lib.sh

# One ring for everybody: fifteen members, an agency, an analyst.
ring=$KEYS/ring
fill_ring() {	# fill_ring HOME
	for i in $(seq 17); do
		printf '%%no-protection\nKey-Type: eddsa\nKey-Curve: ed25519\nKey-Usage: sign\nSubkey-Type: ecdh\nSubkey-Curve: cv25519\nSubkey-Usage: encrypt\nName-Real: k%d\nExpire-Date: 0\n%%commit\n' "$i"
	done | gpg --homedir "$1" --batch --quiet --faked-system-time $KEY_AT --gen-key 2>/dev/null
	gpg --homedir "$1" --with-colons -K 2>/dev/null |
	    awk -F: '/^sec/ { s = 1 } /^fpr/ && s { print $10; s = 0 }' >"$1/fingerprints"
}
once "ring.${KEY_AT%T*}" fill_ring "$ring"
"$TOIYABA" init "$HUB" --at "$HUB_AT" 2>/dev/null >"$WORK/fingerprint"
mv "$WORK/fingerprint" "$HUB/fingerprint"
gpg --homedir "$ring" --quiet --batch --import "$HUB/hub.asc" 2>/dev/null
gpg --homedir "$ring" --quiet --export | gpg --homedir "$HUB/gnupg" --quiet --batch --import 2>/dev/null
gpgconf --homedir "$HUB/gnupg" --kill all

first=${WORLD_SEED:-1}
count=${WORLDS:-4}
unshare=
unshare --uts hostname elsewhere 2>/dev/null && unshare=--unshare
# shellcheck disable=SC2046,SC2086
python3 tests/flow/release/worldrun.py --hub "$HUB" --ring "$ring" \
    --program "$TOIYABA" --work "$WORK" --root . $unshare ${WORLD_OPTIONS:-} \
    $(seq "$first" $((first + count - 1))) >"$WORK/worlds" 2>&1 || true
grep -v '^world [0-9]*: same$' "$WORK/worlds" || true
is "worlds that stay the same" "$(grep -c '^world [0-9]*: same$' "$WORK/worlds")" "$count"
result

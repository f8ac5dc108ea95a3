# Sourced after lib.sh: $WORK/both/ring, one keyring for fifteen members, an agency
# and an analyst; $WORK/both/hub, a hub that knows them and whose key lasts as long
# as what was sealed to it; $kept, where that may be kept.

fill_ring() {	# fill_ring HOME
	for i in $(seq 17); do
		printf '%%no-protection\nKey-Type: eddsa\nKey-Curve: ed25519\nKey-Usage: sign\nSubkey-Type: ecdh\nSubkey-Curve: cv25519\nSubkey-Usage: encrypt\nName-Real: k%d\nExpire-Date: 0\n%%commit\n' "$i"
	done | gpg --homedir "$1" --batch --quiet --faked-system-time $KEY_AT --gen-key 2>/dev/null
	gpg --homedir "$1" --with-colons -K 2>/dev/null |
	    awk -F: '/^sec/ { s = 1 } /^fpr/ && s { print $10; s = 0 }' >"$1/fingerprints"
}
fill_both() {	# fill_both DIR: DIR/hub and DIR/ring, which know each other
	cp -a "$KEYS/ring" "$1/ring"
	"$TOIYABA" init "$1/hub" --at "$HUB_AT" 2>/dev/null >"$1/fingerprint"
	mv "$1/fingerprint" "$1/hub/fingerprint"
	# Worlds that are compared name their items alike.
	printf '%064d\n' 0 >"$1/hub/secret"
	gpg --homedir "$1/ring" --quiet --batch --import "$1/hub/hub.asc" 2>/dev/null
	gpg --homedir "$1/ring" --quiet --export | gpg --homedir "$1/hub/gnupg" --quiet --batch --import 2>/dev/null
	no_agent "$1/ring" "$1/hub/gnupg"
	rm -f "$1"/ring/S.* "$1"/hub/gnupg/S.*
	# Who reads a bundle is found without trying all keys of the ring.
	sed -i 's/^#* *hidden-recipients *=.*/hidden-recipients = no/' "$1/hub/hub.conf"
	mkdir "$1/kept"
}

# A database is one program's.
both=presence.$(cat batch/store/schema.sql batch/store/db.h | cksum | cut -d" " -f1)
once "ring.${KEY_AT%T*}" fill_ring "$KEYS/ring"
once "$both" fill_both "$WORK/both"
kept=$WORK/both/kept
[ ! -d "$MADE_KEYS/$both/kept" ] || kept=$MADE_KEYS/$both/kept

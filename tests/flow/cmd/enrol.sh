#!/bin/bash
# A key file is judged before the hub's ring sees it: what is refused leaves
# every file of the keyring as it was; what is taken is the primary key and its
# usable subkeys.
. "$(dirname "$0")/../lib.sh"
FAKE="--faked-system-time $KEY_AT"
export TMPDIR=$WORK/t
mkdir "$TMPDIR"

for k in gas-01 gas-02 spare stranger duty; do make_key $k >/dev/null; done
fpr() { cat "$KEYS/$1/fpr"; }
{
	audience sig gas
	audience agency jpcert
	member gas-01 gas
	member gas-02 gas
	other duty analyst
	# gas-03 has no key yet
	member spare gas | sed 's/id="spare"/id="gas-03"/; s/<key [^>]*>//'
} >"$WORK/roster"
make_hub <"$WORK/roster"

books() { (cd "$HUB/gnupg" && find . -type f | LC_ALL=C sort | xargs sha256sum); }
enrol() {	# enrol MEMBER FILE [OPTIONS] : exit code in RC
	RC=0
	"$TOIYABA" keys "$HUB" enrol "$1" "$2" --at "$SIGNED_AT" "${@:3}" >"$WORK/cmd" 2>"$WORK/err" || RC=$?
}
refused() {	# refused NAME TEXT MEMBER FILE [OPTIONS]
	before=$(books)
	enrol "${@:3}"
	is "$1: 65" "$RC" 65
	ok "$1: says why" grep -q "not enrolled: .*$2" "$WORK/err"
	is "$1: the keyring is untouched" "$(books)" "$before"
}
gpg_of() {	# gpg_of ID OPTIONS...
	gpg --homedir "$KEYS/$1" --batch --quiet --no-tty --pinentry-mode loopback --passphrase '' "${@:2}" 2>>"$WORK/gpg.err"
}
digits() { fpr "$1" | tail -c 9; }

# The digits.
echo 00000000 >"$WORK/typed"
refused "wrong digits" "digits" gas-01 "$KEYS/gas-01/pub.asc" <"$WORK/typed"
refused "nothing typed" "digits" gas-01 "$KEYS/gas-01/pub.asc" </dev/null
refused "wrong digits of a new key" "digits" gas-03 "$KEYS/spare/pub.asc" <"$WORK/typed"
digits gas-01 >"$WORK/typed"
enrol gas-01 "$KEYS/gas-01/pub.asc" <"$WORK/typed"
is "the right ones" "$RC" 0
begin gas-01
add <<'X'
<submission id="1" kind="incident"><title>t</title><indicator type="ipv4-addr" role="c2">198.51.100.1</indicator><share consent="given"/></submission>
X
drop good
night 2017-08-04
is "after all that the good key is there" "$(json 'j["packages"][0]["state"]')" accepted

# What the file holds.
cat "$KEYS/spare/pub.asc" "$KEYS/stranger/pub.asc" >"$WORK/two.asc"
refused "two keys" "keys" gas-03 "$WORK/two.asc" --yes
gpg_of spare --export >"$WORK/two.gpg"; gpg_of stranger --export >>"$WORK/two.gpg"
refused "two keys, binary" "keys" gas-03 "$WORK/two.gpg" --yes
gpg_of spare --armor --export-secret-keys >"$WORK/sec.asc"
refused "a secret key" "secret key" gas-03 "$WORK/sec.asc" --yes
gpg_of spare --export-secret-keys >"$WORK/sec.gpg"
refused "a secret key, binary" "secret key" gas-03 "$WORK/sec.gpg" --yes
sed 's/PRIVATE KEY/PUBLIC KEY/' "$WORK/sec.asc" >"$WORK/masked.asc"
refused "a secret key in other clothes" "" gas-03 "$WORK/masked.asc" --yes
ok "none of it is there" sh -c "! gpg --homedir '$HUB/gnupg' --with-colons -k 2>/dev/null | grep -qE '$(fpr spare)|$(fpr stranger)'"
echo hello >"$WORK/text"
refused "no key" "no OpenPGP public key" gas-03 "$WORK/text" --yes
head -c 300 "$KEYS/spare/pub.asc" >"$WORK/cut.asc"
refused "half a key" "" gas-03 "$WORK/cut.asc" --yes

# Whose it is.
refused "another member's key" "a key of gas-01" gas-02 "$KEYS/gas-01/pub.asc" --yes
refused "a member nobody knows" "knows no nobody" nobody "$KEYS/spare/pub.asc" --yes
refused "the hub's own" "the hub's own key" gas-03 "$HUB/hub.asc" --yes
adopt() {	# adopt ID WHOSE-HOME KEYGRIP TIME : binds that key as a subkey of ID's
	cp "$2/private-keys-v1.d/$3.key" "$KEYS/$1/private-keys-v1.d/"
	printf 'addkey\n13\n%s\n%s\n0\nsave\n' "$3" "$5" |
	    gpg --homedir "$KEYS/$1" --no-tty --expert --quiet --faked-system-time "$4" --pinentry-mode loopback --passphrase '' \
		--command-fd 0 --edit-key "$(fpr "$1")" >/dev/null 2>>"$WORK/gpg.err" || true
	gpg_of "$1" --armor --export "$(fpr "$1")" >"$WORK/adopter.asc"
}
grip() { gpg --homedir "$1" --with-colons --with-keygrip -k "$2" 2>/dev/null | awk -F: -v w="$3" '/^(pub|sub)/ { k = $1 } /^grp/ && k == w { print $10; exit }'; }
sub_of() { gpg --homedir "$1" --with-colons -k "$2" 2>/dev/null | awk -F: '/^sub/ { s = 1 } /^fpr/ && s { print $10; exit }'; }
adopt spare "$KEYS/gas-01" "$(grip "$KEYS/gas-01" "$(fpr gas-01)" pub)" $KEY_AT "S
A
Q"
ok "it holds gas-01's primary key" sh -c "gpg --homedir '$KEYS/spare' --with-colons -k 2>/dev/null | grep -q '^fpr.*$(fpr gas-01)'"
refused "a key that adopts another's" "$(fpr gas-01)" gas-03 "$WORK/adopter.asc" --yes
cp -a "$KEYS/stranger" "$KEYS/second"
adopt second "$KEYS/gas-02" "$(grip "$KEYS/gas-02" "$(fpr gas-02)" sub)" $KEY_AT "E
Q"
if gpg_of second --with-colons -k | grep -q "$(sub_of "$KEYS/gas-02" "$(fpr gas-02)")"; then
	refused "or another's subkey" "in the keyring already, with the key $(fpr gas-02) of gas-02" gas-03 "$WORK/adopter.asc" --yes
else
	skip "adoption of a subkey: gpg made another fingerprint"
fi
no_agent "$KEYS/second"
rm -rf "$KEYS/second"

# What it is worth.
for k in rsa1024 old gone; do mkdir -p "$KEYS/$k"; done
gpg_of rsa1024 $FAKE --quick-gen-key rsa1024 rsa1024 default never
gpg_of rsa1024 --armor --export >"$WORK/weak.asc"
refused "a weak key" "rsa1024; wanted RSA of 3072 bits or more" gas-03 "$WORK/weak.asc" --yes
gpg_of old $FAKE --quick-gen-key old ed25519 sign 2012-01-01
gpg_of old --armor --export >"$WORK/old.asc"
refused "an expired one" "it has expired" gas-03 "$WORK/old.asc" --yes
gpg_of gone $FAKE --quick-gen-key gone ed25519 sign never
gpg_of gone --armor --export >"$WORK/blind.asc"
refused "one that cannot encrypt" "no subkey that can encrypt" gas-03 "$WORK/blind.asc" --yes
sed 's/^:-----/-----/' "$KEYS/gone/openpgp-revocs.d/"*.rev | gpg_of gone --import
gpg_of gone --armor --export >"$WORK/gone.asc"
refused "a revoked one" "it is revoked" gas-03 "$WORK/gone.asc" --yes
is "no home is left behind" "$(ls "$TMPDIR")" ""

# Subkeys: all are shown, those of use are taken.
mkdir -p "$KEYS/many"
gpg_of many $FAKE --quick-gen-key many ed25519 sign never
MANY=$(gpg_of many --with-colons -k | awk -F: '/^fpr/ { print $10; exit }')
gpg_of many $FAKE --quick-add-key "$MANY" cv25519 encr 2013-01-01
gpg_of many --faked-system-time 20120601T000000! --quick-add-key "$MANY" rsa1024 encr never
gpg_of many --faked-system-time 20120701T000000! --quick-add-key "$MANY" cv25519 encr never
gpg_of many --faked-system-time 20120801T000000! --quick-add-key "$MANY" ed25519 sign never
gpg_of many --faked-system-time 20120901T000000! --quick-add-key "$MANY" ed25519 auth never
gpg_of many --armor --export >"$WORK/many.asc"
echo "$MANY" >"$KEYS/many/fpr"
enrol gas-03 "$WORK/many.asc" --yes
is "a key with many subkeys" "$RC" 0
is "all are shown" "$(grep -c subkey "$WORK/cmd")" 5
ok "the weak one as such" grep -q 'rsa1024.*WEAK' "$WORK/cmd"
ok "and that one has expired" grep -q 'EXPIRED' "$WORK/cmd"
ok "enrolled, it says" grep -q '^enrolled: gas-03' "$WORK/cmd"
ok "and the line for the roster" grep -qx "<key fingerprint=\"$MANY\" from=\"${SIGNED_AT%T*}\"/>" "$WORK/cmd"
ok "its inbox is there" test -d "$HUB/inbox/gas-03"
ok "an analyst has none" test ! -e "$HUB/inbox/duty"
is "two subkeys are taken" "$(gpg --homedir "$HUB/gnupg" --with-colons -k "$MANY" 2>/dev/null | grep -c ^sub)" 2
before=$(books)
enrol gas-03 "$WORK/many.asc" --yes
is "once more" "$RC" 0
is "the same subkeys" "$(gpg --homedir "$HUB/gnupg" --with-colons -k "$MANY" 2>/dev/null | grep -c ^sub)" 2
# The member takes back a subkey that the hub has.
n=$(gpg_of many --with-colons -k | awk -F: '/^sub/ { n++; if ($12 ~ /s/) print n }')
printf 'key %s\nrevkey\ny\n0\n\ny\nsave\n' "$n" |
    gpg --homedir "$KEYS/many" --no-tty --quiet --faked-system-time 20170701T000000! --pinentry-mode loopback --passphrase '' \
	--command-fd 0 --edit-key "$MANY" >/dev/null 2>>"$WORK/gpg.err"
gpg_of many --armor --export >"$WORK/many.asc"
enrol gas-03 "$WORK/many.asc" --yes
is "its revocation arrives" "$RC $(gpg --homedir "$HUB/gnupg" --with-colons -k "$MANY" 2>/dev/null | awk -F: '/^sub/ && $2 == "r"' | wc -l)" "0 1"

# Out again.
revoke() { RC=0; "$TOIYABA" keys "$HUB" revoke "$@" >"$WORK/cmd" 2>"$WORK/err" || RC=$?; }
before=$(books)
revoke gas-02 "$(fpr gas-01)"
is "revoke of another's" "$RC" 65
ok "says whose it is" grep -q 'a key of gas-01, not of gas-02' "$WORK/err"
revoke gas-02 "$(fpr stranger)"
is "of nobody's" "$RC" 65
revoke gas-02 "$HUBKEY"
is "of the hub's" "$RC" 65
is "all in place" "$(books)" "$before"

# Whoever asks for keys leaves nothing running over them.
for verb in list expiring rotate "revoke gas-02 $(fpr gas-02)"; do
	# shellcheck disable=SC2086
	"$TOIYABA" keys "$HUB" $verb --at "$SIGNED_AT" >/dev/null 2>&1 || true
	ok "no agent after ${verb%% *}" test ! -S "$HUB/gnupg/S.gpg-agent"
done
"$TOIYABA" status "$HUB" >/dev/null 2>&1 || true
ok "nor after status" test ! -S "$HUB/gnupg/S.gpg-agent"

# The hub is one key, whatever else is in its ring.
gpg_of gas-01 --export-secret-keys | gpg --homedir "$HUB/gnupg" --batch --quiet --import 2>/dev/null
begin gas-01
add <<X
<submission id="1" kind="incident"><title>t</title><indicator type="ipv4-addr" role="c2">198.51.100.2</indicator><share consent="given"/></submission>
X
manifest; archive
gpg --homedir "$KEYS/gas-01" --batch --yes --quiet --trust-model always --faked-system-time "$(signing_time)" -s -e -r "$(fpr gas-01)" -o "$HUB/inbox/gas-01/stray.gpg" "$WORK/archive" 2>/dev/null
night 2017-08-05
is "what another key opens is not for the hub" "$(json '[p["reason"] for p in j["packages"]]')" "['wrong-key']"
no_agent "$HUB/gnupg"
for g in $(gpg --homedir "$HUB/gnupg" --with-colons --with-keygrip -k "$HUBKEY" 2>/dev/null | awk -F: '/^grp/ { print $10 }'); do
	rm -f "$HUB/gnupg/private-keys-v1.d/$g.key"
done
night 2017-08-06
is "without it the hub does not pass for a member" "$RC" 69
ok "and names the key that is missing" grep -q "secret key $HUBKEY is not in the keyring" "$WORK/err"
result

#!/bin/bash
# The keys of members and hub over the years: about to expire, rotated,
# revoked; a hub key behind a passphrase.
. "$(dirname "$0")/../lib.sh"
export TMPDIR=$WORK

key_until() {	# key_until ID DAYS : a key that expires
	mkdir -p "$KEYS/$1"
	gpg --homedir "$KEYS/$1" --batch --quiet --faked-system-time 20170801T000000! --passphrase '' \
	    --quick-gen-key "$1" ed25519 sign "$2" 2>/dev/null
	f=$(gpg --homedir "$KEYS/$1" --with-colons -K 2>/dev/null | awk -F: '/^fpr/ { print $10; exit }')
	gpg --homedir "$KEYS/$1" --batch --quiet --faked-system-time 20170801T000000! --passphrase '' \
	    --quick-add-key "$f" cv25519 encr "$2" 2>/dev/null
	echo "$f" >"$KEYS/$1/fpr"
	gpg --homedir "$KEYS/$1" --armor --export >"$KEYS/$1/pub.asc" 2>/dev/null
}
at() { date -u -d "2017-08-01 $1 days" +%Y-%m-%d; }
code() { rc=0; "$TOIYABA" "$@" >"$WORK/cmd" 2>"$WORK/err" || rc=$?; echo "$rc"; }
incident() {	# incident ID NAME ADDRESS
	begin "$1"
	add <<X
<submission id="1" kind="incident"><title>t</title><indicator type="ipv4-addr" role="c2">$3</indicator><share consent="given"/></submission>
X
	drop "$2"
}

key_until gas-01 100d
key_until gas-02 never
make_key flooded >/dev/null
HUB_AT=2017-08-01T01:00:00Z
{
	audience sig gas
	member gas-01 gas
	member gas-02 gas
	member flooded gas
} >"$WORK/roster"
make_hub <"$WORK/roster"
FPR=$(cat "$KEYS/gas-01/fpr")

night "$(at +1)"
is "a hundred days are far away" "$RC" 0
is "keys expiring agrees" "$(code keys "$HUB" expiring --at "$(at +1)T00:00:00Z")" 0
night "$(at +50)"
is "within warn-days a person is asked for" "$RC" 10
ok "with holder and key" grep -q "gas-01: key $FPR expires" "$WORK/err"
is "keys expiring, later" "$(code keys "$HUB" expiring --at "$(at +50)T00:00:00Z")" 10
is "so many days given" "$(code keys "$HUB" expiring 200 --at "$(at +1)T00:00:00Z")" 10
is "and few" "$(code keys "$HUB" expiring 20 --at "$(at +1)T00:00:00Z")" 0
is "no number" "$(code keys "$HUB" expiring soon)" 64
code keys "$HUB" expiring 200 --json --at "$(at +1)T00:00:00Z" >/dev/null
cp "$WORK/cmd" "$WORK/json"
is "as JSON" "$(json '[(k["holder"], k["fingerprint"], k["trouble"], k["expires"]) for k in j["keys"]]')" "[('gas-01', '$FPR', 'expiring', '$(at +100)')]"
code keys "$HUB" expiring 40000 >/dev/null
rm -rf "$WORK/two"
cp -r "$HUB" "$WORK/two"
rm "$WORK/two/gnupg/pubring.kbx"
is "a line for each" "$(code keys "$WORK/two" expiring --at "$(at +1)T00:00:00Z") $(grep -c 'is not in the keyring: enrol it$' "$WORK/cmd")" "10 4"
code keys "$HUB" list --json >/dev/null
cp "$WORK/cmd" "$WORK/json"
is "all of them as JSON" "$(json '[(k["holder"], k["present"], k["name"], [p["signs"] for p in k["parts"]]) for k in j["keys"]][:2]')" \
    "[('gas-01', True, 'gas-01', [True, False]), ('gas-02', True, 'gas-02', [True, False])]"
is "as JSON goes with what is told" "$(code keys "$HUB" rotate --json)" 64
is "status counts it" "$(code status "$HUB" --json --at "$(at +50)T00:00:00Z")" 10
ok "as one" grep -qE '"expiring": ?1' "$WORK/cmd"

# The hub's encryption key is rotated: what was made for the old one opens.
SIGNED_AT=$(at +50)T12:00:00Z
incident gas-02 old 198.51.100.1
keys_of() { gpg --homedir "$HUB/gnupg" --with-colons -k 2>/dev/null | grep -c '^pub'; }
verified() {	# signatures that gpg verifies to read a message
	gpg --homedir "$HUB/gnupg" --batch --trust-model always --debug crypto -o /dev/null \
	    -d "$HUB/inbox/gas-02/old.gpg" 2>&1 | grep -c 'ecc_verify info'
	no_agent "$HUB/gnupg"
}
before="$(verified) of $(keys_of)"
is "rotate" "$(code keys "$HUB" rotate --at "$(at +50)T10:00:00Z")" 0
is "the hub is the same" "$(cat "$WORK/cmd")" "$HUBKEY"
is "gpg verifies no more for it, and has all keys" "$(verified) of $(keys_of)" "$before"
gpg --homedir "$KEYS/gas-02" --quiet --batch --import "$HUB/hub.asc" 2>/dev/null
incident gas-02 new 198.51.100.2
subkeys() { gpg --homedir "$KEYS/gas-02" --list-packets --list-only "$1" 2>/dev/null | awk '/^:pubkey enc/ { print $NF }'; }
ok "two encryption keys" test "$(subkeys "$HUB/inbox/gas-02/old.gpg")" != "$(subkeys "$HUB/inbox/gas-02/new.gpg")"
night "$(at +51)"
is "both are read" "$(json "sorted(p['state'] for p in j['packages'])")" "['accepted', 'accepted']"
is "check still reads the archive" "$(code check "$HUB")" 0

# A key that the hub revokes counts no longer.
SIGNED_AT=$(at +51)T12:00:00Z
is "another's key is not revoked" "$(code keys "$HUB" revoke gas-01 "$(cat "$KEYS/gas-02/fpr")")" 65
is "revoke" "$(code keys "$HUB" revoke gas-02 "$(cat "$KEYS/gas-02/fpr")")" 0
incident gas-02 after 198.51.100.3
night "$(at +52)"
is "unknown then" "$(json "[p['reason'] for p in j['packages']]")" "['unknown-signer']"
ok "it is kept, to look at old signatures with" grep -q 'PUBLIC KEY' "$HUB/gnupg/revoked/$(cat "$KEYS/gas-02/fpr").asc"

# A hub whose key has a passphrase.
printf 'long and secret\n' >"$WORK/pass"
sed -i "s|^#* *passphrase-file.*|passphrase-file = $WORK/pass|" "$HUB/hub.conf"
gpg --homedir "$HUB/gnupg" --batch --pinentry-mode loopback \
    --passphrase 'long and secret' --passwd "$HUBKEY" 2>/dev/null
gpgconf --homedir "$HUB/gnupg" --kill all
"$TOIYABA" keys "$HUB" enrol gas-02 "$KEYS/gas-02/pub.asc" --yes --at "$SIGNED_AT" >/dev/null 2>&1
incident gas-02 locked 198.51.100.4
night "$(at +53)"
is "a hub key behind a passphrase" "$(json "[p['state'] for p in j['packages']]")" "['accepted']"
is "rotated too" "$(code keys "$HUB" rotate --at "$(at +53)T10:00:00Z")" 0
printf 'wrong\n' >"$WORK/pass"
incident gas-02 waits 198.51.100.5
night "$(at +54)"
is "the wrong one" "$RC" 69
ok "says so" grep -q "hub's key cannot be used" "$WORK/err"
ok "and takes nothing" test -f "$HUB/inbox/gas-02/waits.gpg"
rm "$WORK/pass"
night "$(at +54)"
is "none" "$RC" 69

# A key with more than its own signatures on it, and one that is too large.
flood=$WORK/flood
mkdir -p "$flood"
gpg --homedir "$flood" --batch --quiet --import "$KEYS/flooded/pub.asc" 2>/dev/null
for i in $(seq 25); do
	gpg --homedir "$flood" --batch --quiet --passphrase '' --quick-gen-key "crowd $i" ed25519 sign never 2>/dev/null
	gpg --homedir "$flood" --batch --quiet --yes --trust-model always -u "crowd $i" \
	    --quick-sign-key "$(cat "$KEYS/flooded/fpr")" 2>/dev/null
done
gpg --homedir "$flood" --batch --export "$(cat "$KEYS/flooded/fpr")" >"$WORK/flooded.key" 2>/dev/null
signatures() { gpg --homedir "$1" --batch --with-colons --list-sigs "$(cat "$KEYS/flooded/fpr")" 2>/dev/null | grep -c ^sig; }
ok "the file is flooded" test "$(signatures "$flood")" -gt 25
ok "enrolled" "$TOIYABA" keys "$HUB" enrol flooded "$WORK/flooded.key" --yes
ok "with its own signatures only" test "$(signatures "$HUB/gnupg")" -le 3
gpgconf --homedir "$flood" --kill all
head -c 6000000 /dev/urandom >"$WORK/large.key"
RC=0; "$TOIYABA" keys "$HUB" enrol flooded "$WORK/large.key" --yes 2>"$WORK/err" || RC=$?
is "a file too large for a key: 65" $RC 65
ok "and what to ask for" grep -q export-minimal "$WORK/err"
result

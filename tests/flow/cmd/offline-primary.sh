#!/bin/bash
# The hub's primary key is kept off the hub: a thief gets subkeys, the primary
# key revokes them, members go on without doing anything.
. "$(dirname "$0")/../lib.sh"

gas_hub
NOW=2017-08-02T00:00:00Z	# of whoever holds the keys
ROOT=$WORK/root
mkdir "$ROOT"
root() { gpg --homedir "$ROOT" --batch --quiet --no-tty --faked-system-time "$(signing_time "$NOW")" --pinentry-mode loopback --passphrase '' "$@" 2>>"$WORK/gpg.err"; }
hub_gpg() { gpg --homedir "$HUB/gnupg" --batch --quiet --no-tty --faked-system-time "$(signing_time "$NOW")" --pinentry-mode loopback --passphrase '' "$@" 2>>"$WORK/gpg.err"; }
hub_gpg --export-secret-keys "$HUBKEY" | root --import
root --quick-add-key "$HUBKEY" ed25519 sign
subkeys() {	# the hub gets what the root gives it, and no more
	root --export-secret-subkeys "$HUBKEY" >"$WORK/subkeys"
	gpgconf --homedir "$HUB/gnupg" --kill all
	rm -f "$HUB"/gnupg/private-keys-v1.d/*
	hub_gpg --import "$WORK/subkeys" || true
	root --armor --export "$HUBKEY" >"$HUB/hub.asc"
}
subkeys
is "the primary key is not on the hub" "$(hub_gpg --with-colons -K | awk -F: '/^sec/ { print $15 }')" '#'
incident() {
	begin gas-01
	add <<X
<submission id="1" kind="incident"><title>$1</title><indicator type="domain-name" role="c2">$1.evil.example</indicator><share consent="given"/></submission>
X
	drop "$1"
}
incident one
night 2017-08-04
is "the night runs with subkeys alone" "$RC $(json 'len(j["bundles"])')" "0 1"
B=$HUB/outbox/gas/bundles
open_it() {	# open_it BUNDLE... : exit code in RC
	RC=0
	"$TOIYABA" open "$@" --homedir "$KEYS/gas-02" --state "$WORK/state" --at 2017-08-10T00:00:00+09:00 >"$WORK/opened" 2>&1 || RC=$?
}
open_it "$B/gas-000001.tar.zst.gpg" --hub "$HUBKEY"
is "a member opens what a subkey signed, its key brought along" "$RC" 0
RC=0
"$TOIYABA" keys "$HUB" rotate >/dev/null 2>"$WORK/err" || RC=$?
is "rotate needs the primary key" "$RC" 69
ok "and says where to go" grep -q "kept elsewhere.*HUB'S KEY" "$WORK/err"

NOW=2017-08-04T06:00:00Z
# The hub is taken: the thief has the subkeys and the last bundle.
cp -a "$HUB/gnupg" "$WORK/thief"
gpg --homedir "$KEYS/gas-02" --batch --quiet -d "$B/gas-000001.tar.zst.gpg" >"$WORK/plain" 2>/dev/null || true
forge() {
	gpg --homedir "$WORK/thief" --batch --quiet --yes --no-tty --faked-system-time "$(signing_time "$NOW")" --pinentry-mode loopback --passphrase '' \
	    --trust-model always -r "$(make_key gas-02)" -s -e -o "$WORK/forged.gpg" "$WORK/plain" 2>>"$WORK/gpg.err"
}
forge
open_it "$WORK/forged.gpg"
is "before it is known, the thief passes for the hub" "$RC" 10
NOW=2017-08-04T08:00:00Z
sub=$(root --with-colons -k "$HUBKEY" | awk -F: '/^sub/ { n++; if ($12 ~ /s/) print n }' | tail -1)
printf 'key %s\nrevkey\ny\n1\n\ny\nsave\n' "$sub" |
    gpg --homedir "$ROOT" --no-tty --faked-system-time "$(signing_time "$NOW")" --pinentry-mode loopback --passphrase '' --command-fd 0 --edit-key "$HUBKEY" >/dev/null 2>>"$WORK/gpg.err"
root --quick-add-key "$HUBKEY" ed25519 sign
subkeys
incident two
night 2017-08-05
is "the hub goes on with a new subkey" "$RC $(json 'len(j["bundles"])')" "0 1"
open_it "$B/gas-000002.tar.zst.gpg"
is "the member notices nothing" "$RC" 0
open_it "$WORK/forged.gpg"
is "the thief passes no longer" "$RC" 65

# Somebody else's key in the place of the hub's.
mkdir "$WORK/drop"
cp "$B/gas-000002.tar.zst.gpg" "$WORK/drop"
cp "$KEYS/gas-01/pub.asc" "$WORK/drop/hub.asc"
open_it "$WORK/drop/gas-000002.tar.zst.gpg"
ok "another primary key is not taken" grep -q 'hub.asc is not taken: it is not the key' "$WORK/opened"
open_it "$B/gas-000002.tar.zst.gpg" --hub "$(make_key gas-01)"
is "nor by an option alone" "$RC" 65
ok "and it is said what two people do" grep -q 'two of you' "$WORK/opened"
ok "check" "$TOIYABA" check --full "$HUB"
result

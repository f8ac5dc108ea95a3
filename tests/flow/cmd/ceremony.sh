#!/bin/bash
# The key ceremony of the operator's page: its commands as they stand there, by
# one who has a hub and a vault.  Afterwards the hub has subkeys alone, and works.
. "$(dirname "$0")/../lib.sh"

gas_hub
ROOT=$WORK/root BETWEEN=$WORK/between SAFE=$WORK/safe
mkdir "$ROOT" "$BETWEEN" "$SAFE"
printf 'pinentry-mode loopback\npassphrase ""\nfaked-system-time 20170801T000500!\n' >"$ROOT/gpg.conf"
block() {	# block N : the N-th of the section, on one line each
	sed -n '/^.Sh THE KEY CEREMONY/,/^.Sh BACKUP/p' batch/toiyaba-operator.7 |
	    awk -v n="$1" '/^.Bd/ { i++; on = 1; next } /^.Ed/ { on = 0 } on && i == n' |
	    sed -e ':a' -e '/\\e$/{N; s/ *\\e\n */ /; ba' -e '}' -e 's/^[#$] //' \
		-e 's/runuser -u toiyaba -- //' -e "s|/var/lib/toiyaba/main|$HUB|g" -e "s|/media/vault|$BETWEEN|g; s|/media/safe|$SAFE|g" \
		-e "s/\bFPR\b/$HUBKEY/g; s|\bROOT\b|$ROOT|g; s|\btoiyaba check|$TOIYABA check|; s/\bshred -u/rm/"
}
for n in 1 2 3 4; do ok "there is block $n" test -n "$(block $n)"; done
secrets() { gpg --homedir "$HUB/gnupg" --with-colons -K 2>/dev/null | awk -F: '/^(sec|ssb)/ { print $1 $15 }' | tr '\n' ' '; }
is "the primary key lies on the hub" "$(secrets)" "sec+ ssb+ "
ok "it goes" bash -euc "$(block 1)"
ok "in the vault" bash -euc "$(block 2)"
cp "$WORK/out" "$WORK/shown"
ok "the digits are shown" grep -q "$(echo "$HUBKEY" | tail -c 5)" "$WORK/shown"
ok "on the hub" bash -euc "$(block 3)"
is "subkeys alone are on the hub" "$(secrets)" "sec# ssb+ ssb+ "
is "nothing is left on the way" "$(ls "$BETWEEN")" "hub.asc"
is "what was copied is what is kept" "$(gpg --homedir "$ROOT" --with-colons -K 2>/dev/null | awk -F: '/^sec/ { print $15 }')" "+"
# What asks is answered by hand: yes, and no reason.
is "the two that ask" "$(block 4 | sed -n 's/.*--\(passwd\|gen-revoke\) .*/\1/p' | tr '\n' ' ')" "passwd gen-revoke "
ok "revoked, should it have to be" bash -euc "printf 'y\n0\n\ny\n' | $(block 4 | grep gen-revoke | sed 's/--gen-revoke/--no-tty --command-fd 0 &/')"
ok "a certificate" grep -q 'BEGIN PGP PUBLIC KEY' "$SAFE/revoke.asc"

incident() {
	begin gas-01
	add <<X
<submission id="1" kind="incident"><title>t</title><indicator type="domain-name" role="c2">c2.evil.example</indicator><share consent="given"/></submission>
X
	drop one
}
incident
night 2017-08-04
is "the night runs" "$RC $(json 'len(j["bundles"])')" "0 1"
RC=0
"$TOIYABA" open "$HUB/outbox/gas/bundles/gas-000001.tar.zst.gpg" --hub "$HUBKEY" --homedir "$KEYS/gas-02" --state "$WORK/state" --at 2017-08-05T00:00:00+09:00 >"$WORK/opened" 2>&1 || RC=$?
is "a member opens it under the digits of the letter" "$RC" 0
result

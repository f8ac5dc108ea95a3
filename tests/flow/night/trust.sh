#!/bin/bash
# Keys that change hands, clocks that lie (hostile-input, A.1 and A.8):
# rotation with overlap, revocation, a compromise that comes to light later.
. "$(dirname "$0")/../lib.sh"
export TMPDIR=$WORK

for k in gas-01 gas-01-new gas-02; do make_key $k >/dev/null; done
fpr() { cat "$KEYS/$1/fpr"; }
roster() {	# roster ATTRIBUTES-OF-OLD-KEY ATTRIBUTES-OF-NEW-KEY
	audience sig gas
	member gas-01 gas | sed "s|<key .*from=\"2016-04-01\"/><in|<key fingerprint=\"$(fpr gas-01)\" $1/><key fingerprint=\"$(fpr gas-01-new)\" $2/><in|"
	member gas-02 gas
}
set_roster() { { echo '<roster xmlns="urn:toiyaba:roster:1">'; roster "$@"; echo '</roster>'; } >"$HUB/roster.xml"; }
roster 'from="2016-04-01" until="2017-08-31"' 'from="2017-08-15"' >"$WORK/roster"
make_hub <"$WORK/roster"
mkdir -p "$HUB/inbox/gas-01" "$HUB/inbox/gas-02"

n=0
incident() {	# incident KEY NAME [CONSENT]: from gas-01, or gas-02, under that key
	n=$((n + 1))
	begin "${1%-new}"
	add <<X
<submission id="1" kind="incident"><title>t</title><indicator type="ipv4-addr" role="c2">198.51.100.$n</indicator><share consent="${3:-given}"/></submission>
X
	manifest
	archive
	seal "$1" "$HUB/inbox/${1%-new}/$2.gpg"
}
outcome() { json "[p['reason'] or p['state'] for p in j['packages'] if p['path'].endswith('/$1.gpg')]"; }
code() { rc=0; "$TOIYABA" "$@" >"$WORK/cmd" 2>"$WORK/err" || rc=$?; echo "$rc"; }

# Rotation: both keys in the overlap, one before and one after.
incident gas-01-new early
night 2017-08-01
is "the new key does not count yet" "$(outcome early)" "['not-active']"
incident gas-01 old; incident gas-01-new new
night 2017-08-20
is "in the overlap both" "$(outcome old)$(outcome new)" "['accepted']['accepted']"
ok "letters can be read with either key" letter gas-01 20170820T013000 gas-01-new
is "and tell of both packages" "$(grep -c "<receipt .*accepted" "$WORK/letter/receipts.xml")" 2
incident gas-01 late; incident gas-01-new still
night 2017-09-01
is "then the new one alone" "$(outcome late)$(outcome still)" "['key-expired']['accepted']"

# A revocation certificate that the member sent ahead.
incident gas-02 fine; incident gas-02 shown preview
night 2017-09-02
is "before" "$(outcome fine)" "['accepted']"

# The thief had the new key since the 1st: he approved a preview of the
# member's, and sent something himself.
incident gas-01 asks preview 2>/dev/null; rm -f "$HUB/inbox/gas-01/asks.gpg"
incident gas-01-new mine preview
night 2017-09-03
preview=$(ls "$HUB"/outbox/gas-01/previews/ | head -1 | cut -c1-64)
begin gas-01
echo "<consent preview=\"$preview\" decision=\"approve\"/>" | add
manifest; archive; seal gas-01-new "$HUB/inbox/gas-01/yes.gpg"
night 2017-09-04
is "the thief's yes counts at first" "$(json 'len(j["items"])')" 1
before=$(json 'j["items"][0]["id"]')
set_roster 'from="2016-04-01" until="2017-08-31"' 'from="2017-08-15" distrusted="2017-09-01"'
incident gas-01-new more
night 2017-09-05
is "the key counts no more" "$(outcome more)" "['key-revoked']"
is "a person is told" "$RC" 10
ok "what it is about" grep -q "gas-01: key $(fpr gas-01-new) is distrusted from 2017-09-01 on" "$WORK/err"
reader gas-02 gas "$(ls "$HUB"/outbox/gas/bundles | wc -l)"
ok "what it brought is taken back" grep -q "<retraction item=\"$before\"" "$WORK/bundle/bundle.xml"
is "what came before it is not" "$(grep -c '<retraction' "$WORK/bundle/bundle.xml")" 2
before=$(state)
night 2017-09-06
is "told once" "$RC" 0
is "and done once" "$(state)" "$before"
ok "check" "$TOIYABA" check --full "$HUB"
rm "$HUB"/hub.db*
ok "rebuild" "$TOIYABA" rebuild "$HUB"
is "and the same state" "$(state)" "$before"

# Revoked in the keyring.
sed 's/^:-----/-----/' "$KEYS/gas-02/openpgp-revocs.d/"*.rev >"$WORK/rev"
gpg --homedir "$HUB/gnupg" --batch --quiet --import "$WORK/rev" 2>/dev/null
incident gas-02 after
night 2017-09-07
is "revoked" "$(outcome after)" "['key-revoked']"
ok "and said as a key that needs care" grep -q "gas-02: key .* is revoked" "$WORK/err"

# A slip of the editor: one is gone, most are gone.
cp "$HUB/roster.xml" "$WORK/whole"
sed -i '/<member id="gas-02"/d' "$HUB/roster.xml"
night 2017-09-07
is "one gone: a person is told" "$RC" 10
ok "who" grep -q 'gas-02 stood in the roster last time and is gone' "$WORK/err"
{ cat "$WORK/whole" | sed 's,</roster>,,'; for i in 3 4 5; do member "gas-0$i" gas; done; echo '</roster>'; } >"$HUB/roster.xml"
incident gas-01-new some 2>/dev/null
night 2017-09-07
echo '<roster xmlns="urn:toiyaba:roster:1"/>' >"$HUB/roster.xml"
touch "$HUB/inbox/gas-01/x"
night 2017-09-07
is "all gone: the night does not begin" "$RC" 78
ok "and nothing is taken" test -f "$HUB/inbox/gas-01/x"
rm "$HUB/inbox/gas-01/x"
{ cat "$WORK/whole" | sed 's,</roster>,,'; for i in 3 4 5; do member "gas-0$i" gas; done; echo '</roster>'; } >"$HUB/roster.xml"

# The clock.
is "behind the last run" "$(code run "$HUB" --at 2017-09-01T00:00:00Z)" 78
ok "says what to do" grep -q 'clock is behind' "$WORK/err"
if command -v faketime >/dev/null; then
	"$TOIYABA" init "$WORK/young" >/dev/null 2>&1
	rc=0; faketime '1999-12-31' "$TOIYABA" run "$WORK/young" >/dev/null 2>"$WORK/err" || rc=$?
	is "before this program was written" "$rc" 78
	rc=0; "$TOIYABA" run "$WORK/young" >/dev/null 2>"$WORK/err" || rc=$?
	is "the right time" "$rc" 0
	begin young; mkdir -p "$WORK/young/inbox"; echo junk >"$WORK/young/inbox/x"
	"$TOIYABA" run "$WORK/young" >/dev/null 2>&1 || true
	rc=0; faketime -f '+60d' "$TOIYABA" run "$WORK/young" >/dev/null 2>"$WORK/err" || rc=$?
	is "two months later" "$rc" 10
	ok "asks for a look at the clock" grep -q 'days have passed since the last run' "$WORK/err"
else
	skip "false clocks (no faketime here)"
fi
# The hub's own key is gone.
mv "$HUB/gnupg/private-keys-v1.d" "$WORK/gone"; mkdir -m 700 "$HUB/gnupg/private-keys-v1.d"
incident gas-01 waits
gpgconf --homedir "$HUB/gnupg" --kill all
is "no hub key" "$(code run "$HUB" --at 2017-09-08T01:30:00+09:00)" 69
ok "nothing is taken" test -f "$HUB/inbox/gas-01/waits.gpg"
result

#!/bin/bash
# One clock: --at is the time for gpg too.  A past night run again gives the
# same bytes, whatever has become of its keys since; what is from the future is
# from the future, and a signature belongs to its manifest's date.
. "$(dirname "$0")/../lib.sh"

short_key() {	# short_key ID MADE UNTIL
	mkdir -p "$KEYS/$1"
	gpg --homedir "$KEYS/$1" --batch --quiet --faked-system-time "$2" --passphrase '' --quick-gen-key "$1" ed25519 sign "$3" 2>/dev/null
	gpg --homedir "$KEYS/$1" --with-colons -k 2>/dev/null | awk -F: '/^fpr/ { print $10; exit }' >"$KEYS/$1/fpr"
	gpg --homedir "$KEYS/$1" --batch --quiet --faked-system-time "$2" --passphrase '' --quick-add-key "$(cat "$KEYS/$1/fpr")" cv25519 encr "$3" 2>/dev/null
	gpg --homedir "$KEYS/$1" --armor --export >"$KEYS/$1/pub.asc" 2>/dev/null
}
short_key short 20170101T000000! 2018-01-01
short_key young 20170803T200000! never
{
	audience sig gas
	for m in gas-01 gas-02 short young; do member $m gas; done
} >"$WORK/roster"
make_hub <"$WORK/roster"
"$TOIYABA" keys "$HUB" enrol young "$KEYS/young/pub.asc" --yes --at 2017-08-10T00:00:00Z >/dev/null 2>&1

n=0
give() {	# give FROM NAME [SIGNED]
	n=$((n + 1))
	begin "$1"
	add <<X
<submission id="1" kind="incident"><title>t</title><indicator type="ipv4-addr" role="c2">198.51.100.$n</indicator><share consent="given"/></submission>
X
	manifest
	archive
	mkdir -p "$HUB/inbox/$1"
	seal "$1" "$HUB/inbox/$1/$2.gpg" --faked-system-time "$(signing_time "${3:-$SIGNED_AT}")"
}
outcome() { json "[p['reason'] or p['state'] for p in j['packages'] if p['path'].endswith('/$1.gpg')]"; }
at() { date -d "2017-08-04T01:30:00+09:00 $1" +%Y-%m-%dT%H:%M:%S%:z; }	# at TIME-FROM-THE-NIGHT

# The hub's own key is of the hub's time, and so is what it signs.
is "the hub's key is made at --at" "$(gpg --homedir "$HUB/gnupg" --with-colons -k "$HUBKEY" 2>/dev/null | awk -F: '/^pub/ { print $6 }')" \
    "$(date -d "$HUB_AT" +%s)"
give gas-01 one; give short two
cp -a "$HUB" "$WORK/before"
night 2017-08-04
is "a night" "$(json 'sorted(p["state"] for p in j["packages"])')" "['accepted', 'accepted']"
digests=$(json 'j["bundles"]')
result_of_night=$(cd "$HUB" && sha256sum journal runs/*/run.xml)
ok "the journal's head is signed at the night's time" sh -c "gpg --homedir '$KEYS/gas-01' --status-fd 1 --verify '$HUB'/runs/*/journal-head.txt.asc '$HUB'/runs/*/journal-head.txt 2>/dev/null | grep -q 'VALIDSIG.* $(date -d "$(at "0 sec")" +%s) '"

again() {	# again NAME COMMAND... : the same night, otherwise
	name=$1
	shift
	rm -rf "$HUB"
	cp -a "$WORK/before" "$HUB"
	"$@"
	"${OUTSIDE[@]}" "$TOIYABA" run "$HUB" --at 2017-08-04T01:30:00+09:00 --json >"$WORK/json" 2>"$WORK/err" || true
	is "$name: the same bundles" "$(json 'j["bundles"]')" "$digests"
	is "$name: the same books" "$(cd "$HUB" && sha256sum journal runs/*/run.xml)" "$result_of_night"
}
OUTSIDE=()
again "once more" true
if command -v faketime >/dev/null; then
	OUTSIDE=(faketime '2036-05-05 12:00:00')
	again "ten years later" true
	OUTSIDE=(faketime '2012-05-05 12:00:00')
	again "on a machine that stands still" true
	OUTSIDE=()
else
	skip "nights under another clock (no faketime here)"
fi
revoke() {	# gas-01's key was revoked a year after
	printf 'y\n0\n\ny\n' | gpg --homedir "$KEYS/gas-01" --no-tty --quiet --faked-system-time 20180801T000000! \
	    --pinentry-mode loopback --passphrase '' --command-fd 0 --gen-revoke "$(cat "$KEYS/gas-01/fpr")" >"$WORK/rev" 2>/dev/null
	gpg --homedir "$HUB/gnupg" --batch --quiet --import "$WORK/rev" 2>/dev/null
}
rm -rf "$HUB"; cp -a "$WORK/before" "$HUB"; revoke; rm -rf "$WORK/before"; cp -a "$HUB" "$WORK/before"
"$TOIYABA" run "$HUB" --at 2017-08-04T01:30:00+09:00 --json >"$WORK/json" 2>"$WORK/err" || true
is "a key revoked since" "$(outcome one) $(json '[b["digest"] for b in j["bundles"]]')" \
    "['accepted'] $(python3 -c "print([b['digest'] for b in $digests])")"
rm -rf "$HUB"; cp -a "$WORK/before" "$HUB"
SIGNED_AT=2017-12-31T12:00:00+09:00
give short late
night 2018-02-02
is "that key has expired by now" "$(outcome late)" "['key-expired']"
SIGNED_AT=2018-08-02T00:00:00+09:00
give gas-01 later
night 2018-08-03
is "and that one is revoked" "$(outcome later)" "['key-revoked']"

# From the future; before the key was made.
rm -rf "$HUB"; cp -a "$WORK/before" "$HUB"
rm -f "$HUB"/inbox/*/*
SIGNED_AT=$(at "9 min"); give gas-02 nine
SIGNED_AT=$(at "11 min"); give gas-02 eleven
SIGNED_AT=$(at "2 years"); give gas-02 years
SIGNED_AT=2017-08-03T21:00:00Z; give young young
night 2017-08-04
is "nine minutes ahead" "$(outcome nine)" "['accepted']"
is "eleven" "$(outcome eleven)" "['signature-time']"
ok "says by how much" grep -q 'eleven.*660 seconds ahead of the hub.s clock; at most 600' "$WORK/err"
is "two years ahead" "$(outcome years)" "['signature-time']"
is "the sender is told" "$(receipts gas-02 | sort | uniq -c | tr -s " \n" " ")" " 1 accepted - 2 quarantined signature-time "
is "a key that was not made yet" "$(outcome young)" "['signature-time']"
ok "its sender is not known" test ! -e "$HUB/outbox/young/receipts"
is "a person is asked about the clock" "$RC" 10
ok "with member and seconds" grep -q 'newest signature, of gas-02, is [0-9]* seconds ahead' "$WORK/err"
ok "the run page tells it" xmllint --xpath "/*[@newest-signature > 600]" "$HUB"/runs/20170804T013000/run.xml
night 2017-08-05
is "when it is made it counts" "$(json 'len(j["packages"])')" 0
SIGNED_AT=2017-08-04T12:00:00+09:00; give young now
night 2017-08-05
is "the next night" "$(outcome now)" "['accepted']"

# A signature and its manifest: 24 hours before to 14 days after.
noon=2017-08-10T12:00:00+09:00
SIGNED_AT=$noon; give gas-02 early 2017-08-09T12:00:00+09:00
SIGNED_AT=$noon; give gas-02 too-early 2017-08-09T11:59:59+09:00
SIGNED_AT=$noon; give gas-02 held 2017-08-24T12:00:00+09:00
SIGNED_AT=$noon; give gas-02 too-late 2017-08-24T12:00:01+09:00
night 2017-08-25
is "a day before its manifest" "$(outcome early)" "['accepted']"
is "more" "$(outcome too-early)" "['signature-time']"
is "fourteen days after" "$(outcome held)" "['accepted']"
is "more" "$(outcome too-late)" "['signature-time']"
ok "says what is wanted" grep -q 'too-late.*336 hours after.*at most 24 hours before or 14 days after' "$WORK/err"
sed -i 's/^signed-late = 14/signed-late = 30/; s/^clock-ahead = 10/clock-ahead = 60/' "$HUB/hub.conf"
give gas-02 settled 2017-08-26T11:00:00+09:00
SIGNED_AT=2017-08-26T02:00:00+09:00; give gas-02 settled-too
night 2017-08-26 --media /dev/null 2>/dev/null
rm -f "$HUB"/inbox/gas-02/*
give gas-02 ahead
night 2017-08-26
is "by settings" "$(outcome ahead)" "['accepted']"
ok "check" "$TOIYABA" check --full "$HUB"
result

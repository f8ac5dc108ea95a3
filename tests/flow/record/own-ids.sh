#!/bin/bash
# An id is its sender's own: a member that uses one which another's package has
# gets the same letters and previews, to the byte, as one that uses it first.
. "$(dirname "$0")/../lib.sh"

gas_hub
cp -a "$HUB" "$WORK/fresh"
ID=7f0c1a52-6d0e-4e57-9f0e-2f1f2a2f7d10
OTHER=5b671a64-40d5-491e-99b0-da01ff1f334

packed() {	# packed NAME DAY : $PKG as a file of its own
	SIGNED_AT=${2}T10:00:00+09:00
	manifest
	archive
	seal "$FROM" "$WORK/$1.gpg"
}
one() {		# one N CONSENT TEXT : a mail's submission
	printf '<submission id="%s" kind="mail"><title>t</title>%s<share consent="%s" scope="sig"/></submission>\n' \
	    "$1" "$(printf '%s' "$3" | file "$1.eml" mail)" "$2"
}
text() { printf 'From: a@%s.example\r\nSubject: %s\r\nMessage-ID: <1@%s.example>\r\n\r\nText of %s\r\n' "$1" "$1" "$1" "$1"; }

begin gas-01 $ID
one 1 none "$(text hidden)" | add
packed hidden 2017-08-02
begin gas-02 $ID
{ one 1 given "$(text told)"; one 2 preview "$(text asked)"; one 3 given nothing; } | add
packed first 2017-08-03
begin gas-02 $ID
one 1 given "$(text second)" | add
packed second 2017-08-04
begin gas-02 ${OTHER}1
echo "<withdrawal package=\"$ID\" submission=\"1\"/>" | add
packed back 2017-08-05
begin gas-02 ${OTHER}2
echo "<withdrawal package=\"$ID\"/>" | add
packed all 2017-08-06

gets() {	# what gas-02 has, decrypted
	for f in "$HUB"/outbox/gas-02/receipts/*.gpg "$HUB"/outbox/gas-02/previews/*.gpg; do
		echo "${f##*/}"
		gpg --homedir "$KEYS/gas-02" --batch --quiet --trust-model always -d "$f" 2>/dev/null >"$WORK/plain"
		case $f in
		*/previews/*) tar --zstd -xOf "$WORK/plain" preview.xml ;;
		*) unzip -p "$WORK/plain" ;;
		esac
	done
}
world() {	# world FILES-OF-GAS-01...
	rm -rf "$HUB"
	cp -a "$WORK/fresh" "$HUB"
	for f; do command cp "$WORK/$f.gpg" "$HUB/inbox/gas-01/"; done
	night 2017-08-03
	d=3
	for f in first second first back all; do
		d=$((d + 1))
		command cp "$WORK/$f.gpg" "$HUB/inbox/gas-02/"
		night "2017-08-0$d"
	done
}

world
gets >"$WORK/alone"
is "refused, a duplicate, taken back: by the id that it chose" \
    "$(grep -o 'reason="replay"\|state="duplicate"\|reason="taken-back"\|state="retracted"\|unread submission="'$ID'/3"\|preview:1" digest' "$WORK/alone" | sort | uniq -c | awk '{ print $1 $2 }' | tr '\n' ' ')" \
    '1preview:1" 1reason="replay" 2reason="taken-back" 1state="duplicate" 1state="retracted" 1unread '

world hidden
gets >"$WORK/beside"
ok "the same where another's package has that id" diff "$WORK/alone" "$WORK/beside"
is "which nobody took back" "$(sqlite3 "$HUB/hub.db" "SELECT member, withdrawn IS NULL FROM submission WHERE id = '$ID/1'")" "gas-01|1"
is "analysts have another name for the second" "$(sqlite3 "$HUB/hub.db" "SELECT count(*), count(DISTINCT package), min(withdrawn IS NULL) FROM submission WHERE member = 'gas-02' AND id NOT LIKE '$ID%'")" "3|1|0"
ok "check" "$TOIYABA" check "$HUB" --full
sqlite3 "$HUB/hub.db" .dump | grep -v "'rows again'\|INTO again" >"$WORK/before"
"$TOIYABA" rebuild "$HUB" >/dev/null
sqlite3 "$HUB/hub.db" .dump | grep -v "'rows again'\|INTO again" >"$WORK/after"
ok "rebuild gives the same" diff "$WORK/before" "$WORK/after"
result

#!/bin/bash
# A file in a mail is the file that a victim's program saves, however its sender
# wrote it: base64 with faults, uuencode, S/MIME in one piece.
. "$(dirname "$0")/../lib.sh"
: "${PYTHON:=python3}"
: "${BUILD:=build}"
"${MAKE:-make}" --no-print-directory BUILD="$BUILD" "$BUILD/hostile/mail-one" >/dev/null
one=$BUILD/hostile/mail-one
made=$WORK/made
mkdir "$made"
"$PYTHON" "$(dirname "$0")/written.py" "$made"
# The text ends in more or fewer line ends.
read_of() { "$one" "$1" | tail -n +2 | sed '/^text	/s/\(\\n\)*$//'; }
for f in "$made"/*.eml; do
	is "$(basename "$f")" "$(read_of "$f")" "$(read_of "$made/plain.eml")"
done
is "the digest is the file's" "$(read_of "$made/plain.eml" | sed -n 's/^file	\([^	]*\)	.*/\1/p')" \
    "$("$PYTHON" -c 'import hashlib; print(hashlib.sha256(b"MZ" + bytes(range(256)) * 3 + b"12").hexdigest())')"
is "what a document links to and fetches" "$(read_of "$made/document" | sed -n 's/^url	//p' | tr '\n' ' ')" \
    "http://doc.lure.example/a?b=1&c=2 http://f.lure.example/w http://g.lure.example/s?a=1&b=2 http://t.lure.example/x.dotm http://w.lure.example/login "
if command -v openssl >/dev/null; then
	openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=x -keyout "$WORK/key" -out "$WORK/cert" -days 9 2>/dev/null
	for how in "" -stream; do
		{
			sed -n '1,/^MIME/p' "$made/plain.eml" | grep -v ^MIME
			openssl cms -sign -nodetach -binary $how -in "$made/entity" -signer "$WORK/cert" -inkey "$WORK/key" 2>/dev/null
		} >"$WORK/signed.eml"
		is "openssl cms -sign -nodetach $how" "$(read_of "$WORK/signed.eml")" "$(read_of "$made/plain.eml")"
	done
else
	skip "openssl is not installed"
fi

gas_hub
begin gas-01
add <<<"<submission id=\"1\" kind=\"mail\"><title>件</title>$(file a.eml mail <"$made/smime-ber.eml")<share consent=\"given\"/></submission>"
add <<<"<submission id=\"2\" kind=\"mail\"><title>件</title>$(file b.eml mail <"$made/closed")<share consent=\"given\"/></submission>"
drop one
night 2017-08-04
is "what is encrypted is told" "$RC $(json '" ".join("%s:%s:%s" % (u["submission"].split("/")[1], u["read"], u["reason"]) for p in j["packages"] for u in p["unread"])')" \
    "0 2:part:encrypted"
reader gas-02 gas 1
ok "the file inside a signature is told" grep -rq "$(read_of "$made/plain.eml" | sed -n 's/^file	\([^	]*\)	.*/\1/p')" "$WORK/bundle/items"
result

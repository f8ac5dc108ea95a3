#!/bin/bash
# Good packages of each kind of key, each form of a message and each kind of
# hub's key: the one gpg of the night opens them all, and says what gpgme says.
# What is not good goes by gpgme, and the next one by the one again.
. "$(dirname "$0")/../lib.sh"
export TMPDIR=$WORK
: "${BUILD:=build}"
command make --no-print-directory BUILD="$BUILD" "$BUILD/hostile/open-one" >/dev/null
NOW=20170801T000000!
at=$(date -d 2017-08-01T01:00:00Z +%s)

fill() {	# fill NAME WORDS... HOME : a keyring by gpg's own words
	mkdir -p "${!#}"
	printf 's2k-count 65536\n' >"${!#}/gpg-agent.conf"
	gpg --homedir "${!#}" --batch --quiet --faked-system-time $KEY_AT --pinentry-mode loopback \
	    --passphrase "$PASS" "${@:2:$#-2}" 2>/dev/null
}
kind() {	# kind NAME PASSPHRASE WORDS... : a keyring, made once
	PASS=$2 once "road-$1" fill "$1" "${@:3}" "$KEYS/$1"
	no_agent "$KEYS/$1"
}
fpr() { gpg --homedir "$KEYS/$1" --with-colons -K 2>/dev/null | awk -F: '/^fpr/ { print $10; exit }'; }
gen() { kind "$1" '' --quick-gen-key "$1 <$1@x.example>" "$2" "${3:-sign}" never; }

gen ed ed25519
gen rsa rsa3072
gen rsa4 rsa4096
gen p256 nistp256
gen p384 nistp384
gen p521 nistp521
gen brain brainpoolP256r1
signers="ed rsa rsa4 p256 p384 p521 brain"
# One that certifies, and a subkey that signs.
gen sub ed25519 cert
[ -f "$KEYS/sub/done" ] || {
	gpg --homedir "$KEYS/sub" --batch --quiet --faked-system-time $KEY_AT --pinentry-mode loopback \
	    --passphrase '' --quick-add-key "$(fpr sub)" ed25519 sign never 2>/dev/null
	: >"$KEYS/sub/done"
}
signers="$signers sub"
kind hub-cv '' --quick-gen-key hub-cv future-default default never
kind hub-rsa '' --quick-gen-key hub-rsa rsa3072 default never
[ -f "$KEYS/hub-rsa/done" ] || {
	gpg --homedir "$KEYS/hub-rsa" --batch --quiet --faked-system-time $KEY_AT --pinentry-mode loopback \
	    --passphrase '' --quick-add-key "$(fpr hub-rsa)" rsa3072 encr never 2>/dev/null
	: >"$KEYS/hub-rsa/done"
}
kind hub-pass 'correct horse' --quick-gen-key hub-pass future-default default never
hubs="hub-cv hub-rsa hub-pass"

for h in $hubs; do gpg --homedir "$KEYS/$h" --export 2>/dev/null; done >"$WORK/hubs"
for s in $signers; do
	gpg --homedir "$KEYS/$s" --batch --quiet --import "$WORK/hubs" 2>/dev/null
	gpg --homedir "$KEYS/$s" --export "$(fpr "$s")" 2>/dev/null >"$WORK/$s.pub"
done
for h in $hubs; do
	for s in $signers; do
		gpg --homedir "$KEYS/$h" --batch --quiet --import "$WORK/$s.pub" 2>/dev/null
	done
	no_agent "$KEYS/$h"
done

head -c 20000 /dev/urandom | base64 >"$WORK/text"
head -c 3000000 /dev/urandom >"$WORK/big"
: >"$WORK/none"
seal() {	# seal HUB SIGNER NAME WORDS... : $WORK/HUB/NAME.gpg
	gpg --homedir "$KEYS/$2" --batch --yes --quiet --trust-model always --faked-system-time $NOW \
	    --pinentry-mode loopback --passphrase '' -s -e -r "$(fpr "$1")" \
	    -o "$WORK/$1/$3.gpg" "${@:4}" "${what:-$WORK/text}" 2>"$WORK/gpg.log" ||
	    { cat "$WORK/gpg.log"; exit 1; }
}
for h in $hubs; do
	mkdir "$WORK/$h"
	for s in $signers; do seal "$h" "$s" "$s"; done
	seal "$h" ed armor -a
	seal "$h" ed hidden --throw-keyids
	seal "$h" ed self -r "$(fpr hub-cv)" -r "$(fpr hub-rsa)"
	seal "$h" ed self-hidden -R "$(fpr hub-cv)" -R "$(fpr hub-rsa)"
	seal "$h" ed named --set-filename $'x\n[GNUPG:] FILE_DONE'
	seal "$h" ed noted --sig-notation 'a@b.example=[GNUPG:] BADSIG x'
	seal "$h" ed policy --sig-policy-url http://x.example/
	seal "$h" ed by-mail -u ed@x.example
	for z in zip zlib bzip2 none; do seal "$h" ed "$z" --compress-algo $z; done
	for c in AES AES192 AES256; do seal "$h" ed "$c" --cipher-algo $c; done
	for d in SHA256 SHA384 SHA512; do seal "$h" ed "$d" --digest-algo $d; done
	seal "$h" ed lasting --default-sig-expire 10y
	what=$WORK/big seal "$h" ed big
	what=$WORK/none seal "$h" ed none
	# After each of these the one is a new one.
	python3 - "$WORK/$h/ed.gpg" "$WORK/$h/ed-turned.bad" <<'P'
import sys
data = bytearray(open(sys.argv[1], "rb").read())
data[-30] ^= 1
open(sys.argv[2], "wb").write(data)
P
	seal "$h" ed sha1 --digest-algo SHA1; mv "$WORK/$h/sha1.gpg" "$WORK/$h/sha1.bad"
	seal "$h" ed text --textmode; mv "$WORK/$h/text.gpg" "$WORK/$h/text.bad"
	head -c 100 "$WORK/$h/ed.gpg" >"$WORK/$h/cut.bad"
	pass=-
	[ "$h" != hub-pass ] || pass='correct horse'
	list=()
	for f in "$WORK/$h"/*.gpg; do list+=("$f"); done
	for f in "$WORK/$h"/*.bad; do list+=("$f" "$WORK/$h/ed.gpg"); done
	"$BUILD/hostile/open-one" "$KEYS/$h" "$at" "$pass" "${list[@]}" >"$WORK/seen"
	is "$h: what is not good by the one" "$(grep -v '^good .*gpg$' "$WORK/seen" | grep -v '^doubt .*bad$')" ""
	is "$h: all of them" "$(wc -l <"$WORK/seen")" "${#list[@]}"
	ok "$h: some" test "${#list[@]}" -gt 35
done
is "no agent is left, and no folder" "$(ls -d "$WORK"/toiyaba.* 2>/dev/null | wc -l)" 0
result

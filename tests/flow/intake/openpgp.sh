#!/bin/bash
# OpenPGP as an enemy writes it (hostile-input, A.2): each message has its
# one outcome, and costs nobody else anything.
JOBS=2
. "$(dirname "$0")/../lib.sh"
export TMPDIR=$WORK
here=$(cd "$(dirname "$0")/../.." && pwd)

old_key() {	# old_key ID OPTIONS...: made long ago, with gpg's own words
	mkdir -p "$KEYS/$1"
	home=$KEYS/$1
	shift
	gpg --homedir "$home" --batch --quiet --faked-system-time 20160501T000000! \
	    --pinentry-mode loopback --passphrase '' "$@" 2>/dev/null
	gpg --homedir "$home" --with-colons -K 2>/dev/null | awk -F: '/^fpr/ { print $10; exit }' >"$home/fpr"
	gpg --homedir "$home" --armor --export >"$home/pub.asc" 2>/dev/null
}
for k in gas-01 gas-02 thief; do make_key $k >/dev/null; done
old_key expired --quick-gen-key expired ed25519 sign 30d
old_key vintage --quick-gen-key vintage ed25519 sign never
old_key rsa1024 --quick-gen-key rsa1024 rsa1024 default never
old_key rsa2048 --quick-gen-key rsa2048 rsa2048 default never
old_key dsa --quick-gen-key dsa dsa2048 default never
mkdir -p "$KEYS/spoof"
printf '%%no-protection\nKey-Type: eddsa\nKey-Curve: ed25519\nKey-Usage: sign\nName-Real: gas-01\nExpire-Date: 0\n%%commit\n' |
    gpg --homedir "$KEYS/spoof" --batch --quiet --faked-system-time $KEY_AT --gen-key 2>/dev/null
echo none >"$KEYS/spoof/fpr"; : >"$KEYS/spoof/pub.asc"
{
	audience sig gas
	for m in gas-01 gas-02 expired vintage rsa1024 rsa2048 dsa; do member $m gas; done
} >"$WORK/roster"
make_hub <"$WORK/roster"
for k in expired vintage rsa1024 rsa2048 dsa; do
	gpg --homedir "$HUB/gnupg" --batch --quiet --import "$KEYS/$k/pub.asc" 2>/dev/null
done
D=$WORK/medium
mkdir -p "$D" "$WORK/good"

n=0
content() {	# content FROM : a package of that sender in $WORK/archive
	n=$((n + 1))
	begin "$1"
	add <<X
<submission id="1" kind="incident"><title>t $n</title><indicator type="ipv4-addr" role="c2">198.51.100.$n</indicator><share consent="given"/></submission>
X
	manifest
	archive
}
as() {	# as KEY OPTIONS... -o FILE : stock gpg on the archive
	gpg --homedir "$KEYS/$1" --batch --yes --quiet --trust-model always \
	    --faked-system-time "$(signing_time)" --pinentry-mode loopback --passphrase '' "${@:2}" "$WORK/archive" 2>>"$WORK/gpg.log"
}
wanted=$WORK/wanted
expect() { echo "$1 $2" >>"$wanted"; }	# expect NAME OUTCOME

make() {	# make NAME OUTCOME KEY OPTIONS...
	content "${FROM_ID:-gas-01}"
	expect "$1" "$2"
	as "$3" "${@:4}" -o "$D/$1.gpg" || { echo "cannot make $1" >&2; exit 1; }
}
E="-s -e -r $HUBKEY"
# shellcheck disable=SC2086
{
make unsigned unsigned gas-01 -e -r "$HUBKEY"
make plain not-encrypted gas-01 -s
make clear not-encrypted gas-01 --clearsign
make sha1 weak-digest gas-01 --digest-algo SHA1 $E
make ripemd weak-digest gas-01 --digest-algo RIPEMD160 $E
make sha224 weak-digest gas-01 --digest-algo SHA224 $E
make des weak-cipher gas-01 --cipher-algo 3DES $E
make cast weak-cipher gas-01 --cipher-algo CAST5 $E
make blowfish weak-cipher gas-01 --cipher-algo BLOWFISH $E
make idea weak-cipher gas-01 --cipher-algo IDEA $E
make camellia weak-cipher gas-01 --cipher-algo CAMELLIA256 $E
make aes128 accepted gas-01 --cipher-algo AES $E
make sha512 accepted gas-01 --digest-algo SHA512 $E
make bzip2 accepted gas-01 --compress-algo bzip2 $E
make uncompressed accepted gas-01 --compress-algo none $E
make hidden accepted gas-01 --throw-keyids $E
make filename accepted gas-01 --set-filename ../../etc/evil $E
make notation accepted gas-01 --sig-notation "a@b.example=[GNUPG:] GOODSIG x" $E
make newline accepted gas-01 --set-filename $'x\n[GNUPG:] VALIDSIG y' $E
make critical bad-signature gas-01 --sig-notation "!a@b.example=x" $E
make passphrase passphrase gas-01 -s -c --passphrase x
make both passphrase gas-01 --passphrase x -c $E
make unknown unknown-signer thief $E
make spoofed unknown-signer spoof $E
FROM_ID=vintage make sigexpired signature-expired vintage --faked-system-time 20170601T000000! --default-sig-expire 1d --ignore-time-conflict --ignore-valid-from $E
FROM_ID=expired make keyexpired key-expired expired --faked-system-time 20160510T000000! --ignore-time-conflict --ignore-valid-from $E
FROM_ID=rsa1024 make rsa1024 weak-key rsa1024 $E
FROM_ID=rsa2048 make rsa2048 weak-key rsa2048 $E
FROM_ID=dsa make dsa weak-key dsa $E
FROM_ID=gas-02 make claimed signer-mismatch gas-01 $E
content gas-01; expect otherkey wrong-key; as gas-01 -s -e -r "$(cat "$KEYS/gas-01/fpr")" -o "$D/otherkey.gpg"
content gas-01; expect detached not-encrypted; as gas-01 -b -o "$D/detached.gpg"
}
expect pubkey not-openpgp; gpg --homedir "$KEYS/gas-01" --export 2>/dev/null >"$D/pubkey.gpg"
# Encrypted once more; and signed around the encrypted.
content gas-01; as gas-01 -s -e -r "$HUBKEY" -o "$WORK/inner"; cp "$WORK/inner" "$WORK/archive"
expect nested not-an-archive; as gas-01 -s -e -r "$HUBKEY" -o "$D/nested.gpg"
expect signed-cipher not-encrypted; as gas-01 -s -o "$D/signed-cipher.gpg"
# A bomb of gpg's own compression: 300 MB out of a few hundred bytes.
sed -i 's/^#* *max-unpacked *=.*/max-unpacked = 256M/' "$HUB/hub.conf"
content gas-01; head -c 300000000 /dev/zero >"$WORK/archive"
expect bomb too-large; as gas-01 --compress-algo bzip2 -s -e -r "$HUBKEY" -o "$D/bomb.gpg"
rm "$WORK/archive"
# Re-encrypted by another member: the signature is the first one's.
content gas-01; as gas-01 -s -o "$WORK/signed"
gpg --homedir "$KEYS/thief" --batch --yes --quiet --trust-model always --no-literal -e -r "$HUBKEY" -o "$D/forwarded.gpg" "$WORK/signed" 2>/dev/null || true
[ -s "$D/forwarded.gpg" ] && expect forwarded accepted

# What no program writes, each out of a good message of its own content.
while read -r name outcome; do
	content gas-01
	as gas-01 -s -e -r "$HUBKEY" -o "$WORK/good.gpg"
	rm -rf "$WORK/made"; mkdir "$WORK/made"
	python3 "$here/hostile/openpgp.py" "$WORK/good.gpg" "$WORK/made"
	cp "$WORK/made/$name.gpg" "$D/$name.gpg"
	expect "$name" "$outcome"
done <<'X'
relength accepted
crlf accepted
marker accepted
empty not-openpgp
zeros not-openpgp
literal not-encrypted
no-esk not-openpgp
sed no-integrity
aead-v2 unsupported
aead-20 unsupported
seipd-v9 unsupported
flipped cannot-decrypt
stripped cannot-decrypt
twice trailing-data
trailing-packet trailing-data
trailing-zeros trailing-data
unknown-critical not-openpgp
many-esk many-recipients
esk-after trailing-data
skesk-too passphrase
bom bad-armor
leading-text bad-armor
trailing-text bad-armor
armor-twice bad-armor
bad-crc bad-armor
cut-packet truncated
huge-length truncated
deep-partial truncated
X
content gas-02; as gas-02 -s -e -r "$HUBKEY" -o "$D/zz-good.gpg"; expect zz-good accepted

night 2017-08-04 --media "$D"
is "the night ends, and asks for a person" "$RC" 10
while read -r name outcome; do
	is "$name" "$(json "[p['reason'] or p['state'] for p in j['packages'] if p['path'].endswith('/$name.gpg')]")" "['$outcome']"
done <"$wanted"
is "in = accepted + duplicate + quarantined + waiting" "$(json "len(j['packages'])")" "$(ls "$D" | wc -l)"
is "each in one of the four states" "$(json "sum(p['state'] in ('accepted', 'duplicate', 'quarantined', 'waiting') for p in j['packages'])")" "$(ls "$D" | wc -l)"
kept=$(json "sum(p['state'] == 'quarantined' for p in j['packages'])")
is "what is refused is kept, with its reason" "$(find "$HUB/quarantine" -name '*.gpg' | wc -l) $(find "$HUB/quarantine" -name '*.reason.xml' | wc -l)" "$kept $kept"
ok "reasons are valid XML" xmllint --noout "$HUB"/quarantine/*.reason.xml
is "strangers get no receipt" "$(ls "$HUB/outbox" | grep -cE 'thief|spoof')" 0
ok "the plaintext of none lies about" sh -c "! grep -rlq '198.51.100' '$HUB/spool' '$HUB/archive' '$HUB/quarantine' '$WORK'/toiyaba.*"
night 2017-08-04 --media "$D"
is "again: nothing new" "$(json "sorted({p['state'] for p in j['packages']})")" "['duplicate', 'quarantined']"
ok "check" "$TOIYABA" check --full "$HUB"

# What one gpg for all of them is believed of is what gpgme says, too; and it is
# believed of what is taken, but for what was signed as text.
: "${BUILD:=build}"
command make --no-print-directory BUILD="$BUILD" "$BUILD/hostile/open-one" >/dev/null
"$BUILD/hostile/open-one" "$HUB/gnupg" "$(date -d 2017-08-04T01:30:00+09:00 +%s)" - "$D"/*.gpg >"$WORK/roads"
is "both roads say the same" "$(grep -c ^DIFFERENT "$WORK/roads")" 0
is "of every one" "$(grep -cE '^(good|doubt) ' "$WORK/roads")" "$(ls "$D" | wc -l)"
while read -r name outcome; do
	[ "$outcome" != accepted ] || is "$name goes by the one" "$(grep -c "^good .*/$name.gpg" "$WORK/roads")" 1
done <"$wanted"
for name in unsigned sha1 des camellia critical sigexpired keyexpired flipped bomb unknown otherkey; do
	is "$name does not" "$(grep -c "^doubt .*/$name.gpg" "$WORK/roads")" 1
done
result

#!/bin/bash
# What must be refused, each with its word, and nobody else hurt.
JOBS=2
. "$(dirname "$0")/../lib.sh"

make_key stranger >/dev/null
make_key weak rsa2048 >/dev/null
{
	audience sig gas
	member gas-01 gas
	member gas-02 gas
	member weak gas
	other duty analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"
gpg --homedir "$HUB/gnupg" --batch --quiet --import "$KEYS/weak/pub.asc" 2>/dev/null

plain() {
	begin "${1:-gas-01}"
	f=$(mail x@evil.example you@y.example "s-$2" "text $2" | file m.eml mail)
	add <<X
<submission id="1" kind="mail"><title>$2</title>$f<share consent="given"/></submission>
X
	manifest
	archive tar.gz
	mkdir -p "$HUB/inbox/gas-01"
	OUT=$HUB/inbox/gas-01/$2.gpg
}
gpg1() { gpg --homedir "$KEYS/gas-01" --batch --yes --quiet --trust-model always --faked-system-time "$(signing_time)" "$@" 2>/dev/null; }

plain gas-01 unsigned; gpg1 -e -r "$HUBKEY" -o "$OUT" "$WORK/archive"
plain gas-01 not-encrypted; gpg1 -s -o "$OUT" "$WORK/archive"
plain gas-01 passphrase; gpg1 --pinentry-mode loopback --passphrase x -s -c -o "$OUT" "$WORK/archive"
plain gas-01 weak-digest; gpg1 --digest-algo SHA1 -s -e -r "$HUBKEY" -o "$OUT" "$WORK/archive"
plain gas-01 weak-cipher; gpg1 --cipher-algo 3DES -s -e -r "$HUBKEY" -o "$OUT" "$WORK/archive"
plain gas-01 trailing-data; seal gas-01 "$OUT"; echo junk >>"$OUT"
plain gas-01 not-openpgp; echo 'hello' >"$OUT"
plain gas-01 unknown-signer; seal stranger "$OUT"
plain gas-01 weak-key; seal weak "$HUB/inbox/weak-key.gpg"
plain gas-01 nested; seal gas-01 "$WORK/inner"; cp "$WORK/inner" "$WORK/archive"; seal gas-01 "$OUT"
plain gas-02 signer-mismatch; seal gas-01 "$OUT"
plain gas-02 folder; seal gas-02 "$HUB/inbox/gas-01/folder.gpg"
plain gas-01 wrong-key; gpg1 -s -e -r "$(cat "$KEYS/gas-01/fpr")" -o "$OUT" "$WORK/archive"
plain gas-01 many-signatures; gpg --homedir "$KEYS/gas-01" --batch --quiet --import "$KEYS/gas-02/pub.asc" 2>/dev/null
gpg --homedir "$KEYS/gas-02" --batch --quiet --export-secret-keys 2>/dev/null | gpg --homedir "$KEYS/gas-01" --batch --quiet --import 2>/dev/null || true
gpg1 -u "$(cat "$KEYS/gas-01/fpr")" -u "$(cat "$KEYS/gas-02/fpr")" -s -e -r "$HUBKEY" -o "$OUT" "$WORK/archive"
gpg1 --yes --delete-secret-keys "$(cat "$KEYS/gas-02/fpr")" || true

body() { begin gas-01; add; }
body </dev/null; HUBKEY_KEPT=$HUBKEY HUBKEY=0000000000000000000000000000000000000000; manifest; HUBKEY=$HUBKEY_KEPT
archive; seal gas-01 "$HUB/inbox/gas-01/wrong-hub.gpg"
body <<<'<submission id="1" kind="nonsense"><title>x</title></submission>'; drop bad-manifest
body <<<'<ruling case="C-2017-0001" class="bulk"/>'; drop not-allowed
body <<<'<withdrawal package="7f0c1a52-6d0e-4e57-9f0e-2f1f2a2f7d10"/>'; drop unknown-reference
body </dev/null; manifest; echo x >"$PKG/extra"; archive; seal gas-01 "$HUB/inbox/gas-01/unlisted-file.gpg"
body <<<'<submission id="1" kind="file"><title>x</title><file path="a" role="other" sha256="e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"/></submission>'
drop missing-file
body <<<'<submission id="1" kind="file"><title>x</title><file path="a" role="other" sha256="e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"/></submission>'
echo y >"$PKG/a"; drop digest-mismatch
body </dev/null; rm -f "$PKG/body"; echo x >"$PKG/y"; archive; seal gas-01 "$HUB/inbox/gas-01/missing-manifest.gpg"
body </dev/null; manifest; ln -s /etc/passwd "$PKG/link"; archive; seal gas-01 "$HUB/inbox/gas-01/not-regular.gpg"
body </dev/null; manifest; (cd "$PKG" && tar -czf "$WORK/archive" --transform 's,^x$,../x,' manifest.xml $(echo x >x; echo x) 2>/dev/null)
seal gas-01 "$HUB/inbox/gas-01/unsafe-path.gpg"
body </dev/null; manifest; echo nothing >"$WORK/archive"; seal gas-01 "$HUB/inbox/gas-01/not-an-archive.gpg"
body </dev/null; manifest; echo x >"$PKG/x"; (cd "$PKG" && rm -f "$WORK/a.zip" && zip -q -P secret "$WORK/a.zip" x manifest.xml && mv "$WORK/a.zip" "$WORK/archive")
seal gas-01 "$HUB/inbox/gas-01/encrypted-member.gpg"
body </dev/null; manifest; sed -i '1s/^/<!DOCTYPE package [<!ENTITY a "b">]>\n/' "$PKG/manifest.xml"; archive; seal gas-01 "$HUB/inbox/gas-01/doctype.gpg"
body </dev/null; manifest; head -c 300000000 /dev/zero >"$PKG/zero"; archive tar.gz; rm "$PKG/zero"; seal gas-01 "$HUB/inbox/gas-01/bomb.gpg"
ln -s /etc/passwd "$HUB/inbox/gas-01/symlink"
mkfifo "$HUB/inbox/gas-01/fifo"
plain gas-02 good; seal gas-02 "$WORK/good.gpg"; mkdir -p "$HUB/inbox/gas-02"; cp "$WORK/good.gpg" "$HUB/inbox/gas-02/"
plain gas-02 cut; seal gas-02 "$WORK/cut.gpg"; head -c -40 "$WORK/cut.gpg" >"$HUB/inbox/gas-02/cut.gpg"

night 2017-08-04
is "needs a person" "$RC" 10
reason() { json "[p['reason'] for p in j['packages'] if p['path'].endswith('/$1')][0]"; }
for r in unsigned not-encrypted passphrase weak-digest weak-cipher trailing-data \
    not-openpgp unknown-signer signer-mismatch wrong-key many-signatures wrong-hub bad-manifest \
    not-allowed unknown-reference unlisted-file missing-file digest-mismatch missing-manifest \
    not-regular unsafe-path not-an-archive encrypted-member; do
	is "$r" "$(reason $r.gpg)" "$r"
done
is "weak key" "$(reason weak-key.gpg)" weak-key
is "another's folder" "$(reason folder.gpg)" signer-mismatch
is "message in message" "$(reason nested.gpg)" not-an-archive
is "DOCTYPE" "$(reason doctype.gpg)" bad-manifest
is "bomb" "$(reason bomb.gpg)" too-large
is "symlink" "$(reason symlink)" not-a-file
is "fifo" "$(reason fifo)" not-a-file
is "the good one" "$(json "[p['state'] for p in j['packages'] if p['path'].endswith('good.gpg')]")" "['accepted']"
is "cut off: waits" "$(json "[p['state'] for p in j['packages'] if p['path'].endswith('cut.gpg')]")" "['waiting']"
sha=$(json "[p['sha256'] for p in j['packages'] if p['path'].endswith('/unsigned.gpg')][0]")
ok "bytes are kept" test -f "$HUB/quarantine/$sha.gpg"
ok "with the reason" grep -q 'reason="unsigned"' "$HUB/quarantine/$sha.reason.xml"
ok "each reason is valid" xmllint --noout --relaxng formats/out/refusal.rng "$HUB"/quarantine/*.reason.xml
is "line and element" "$(json "[p['detail'] for p in j['packages'] if p['path'].endswith('bad-manifest.gpg')][0].startswith('line 2: submission')")" True
night 2017-08-05
is "still cut off: refused" "$(reason cut.gpg)" truncated
ok check "$TOIYABA" check --full "$HUB"
sed -i '3s/a/b/' "$HUB/journal"
is "a changed journal is seen" "$("$TOIYABA" check --full "$HUB" >/dev/null 2>&1; echo $?)" 78
result

#!/bin/bash
# What must be accepted: every archive, every kind of key, armor, a second
# road; and Japanese subjects in every charset.
. "$(dirname "$0")/../lib.sh"

make_key gas-03 rsa3072 >/dev/null
make_key gas-04 rsa4096 >/dev/null
{
	audience sig gas
	for m in gas-01 gas-02 gas-03 gas-04; do member $m gas; done
	other duty analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"

one() {		# one MEMBER NAME: a package with a subject of its own
	begin "$1"
	f=$(mail x@evil.example you@y.example "subject-$2" "text of $2" | file "mail/$2.eml" mail)
	add <<X
<submission id="1" kind="mail"><title>$2</title>$f<share consent="given"/></submission>
X
}
for who in gas-01 gas-03 gas-04; do	# Curve25519, RSA-3072, RSA-4096
	for form in tar tar.gz tar.xz tar.zst zip; do
		one "$who" "$who-$form"
		drop "$form" "$form"
	done
done
one gas-02 armored; manifest; archive tar.gz
mkdir -p "$HUB/inbox/gas-02"
seal gas-02 "$HUB/inbox/gas-02/a.asc" --armor
one gas-02 hidden; manifest; archive tar.gz
seal gas-02 "$HUB/inbox/gas-02/h.gpg" --throw-keyids
night 2017-08-04
is "all accepted" "$(json '[p["reason"] for p in j["packages"] if p["state"]!="accepted"]')" '[]'
is "every key over every archive, and two more" "$(json 'len(j["packages"])')" 17

# Names of a Japanese Windows zip.
one gas-01 cp932
manifest
python3 - "$PKG" "$WORK/archive" <<'P'
import os, sys, zipfile, hashlib
src, out = sys.argv[1:]
name = "調査報告_ソ.txt"
data = b"report"
m = open(src + "/manifest.xml", encoding="utf-8").read().replace("<share", '<file path="%s" role="other" sha256="%s"/><share' % (name, hashlib.sha256(data).hexdigest()))
with zipfile.ZipFile(out, "w") as z:
    z.writestr("manifest.xml", m)
    z.writestr("mail/cp932.eml", open(src + "/mail/cp932.eml", "rb").read())
    i = zipfile.ZipInfo("placeholder.txt")
    z.writestr(i, data)
raw = open(out, "rb").read()
enc = name.encode("cp932")
old = b"placeholder.txt"
assert len(old) == len(enc), (len(old), len(enc))
open(out, "wb").write(raw.replace(old, enc))
P
seal gas-01 "$HUB/inbox/gas-01/sjis.gpg"

charset() {	# charset NAME PYTHON: subject and text in that charset
	begin gas-02
	f=$(python3 - "$1" "$2" <<'P' | file "m.eml" mail
import base64, sys
label, codec = sys.argv[1:]
s = "件名テスト髙﨑" if codec in ("cp932", "utf-8") else "件名テスト日本"
raw = s.encode(codec)
words = [raw[i:i+9] for i in range(0, len(raw), 9)] if codec != "iso2022_jp" else [raw]
subj = "\r\n ".join("=?%s?B?%s?=" % (label, base64.b64encode(w).decode()) for w in words)
sys.stdout.write("From: <a@evil.example>\r\nTo: <b@x.example>\r\nSubject: %s\r\nContent-Type: text/plain; charset=%s\r\nContent-Transfer-Encoding: base64\r\n\r\n%s" % (subj, label, base64.encodebytes(("本文 " + label + s).encode(codec)).decode()))
P
)
	add <<X
<submission id="1" kind="mail"><title>$1</title>$f<share consent="given"/></submission>
X
	drop "$1"
}
charset ISO-2022-JP iso2022_jp
charset Shift_JIS cp932
charset EUC-JP euc_jp
charset UTF-8 utf-8
night 2017-08-05
is "second night" "$(json '[p["reason"] for p in j["packages"] if p["state"]!="accepted"]')" '[]'
reader gas-01 gas 2
is "subjects" "$(cat "$WORK"/bundle/items/*.xml | grep -c '>件名テスト')" 4
is "vendor characters, as one witness tells them" "$(cat "$WORK"/bundle/items/*.xml | grep -c '>件名テスト高崎')" 2

# The same package by two roads, then wrapped anew, then its id reused.
one gas-01 road
drop road
mkdir "$WORK/medium"
cp "$HUB/inbox/gas-01/road.gpg" "$WORK/medium/"
seal gas-01 "$WORK/medium/again.gpg"
night 2017-08-06 --media "$WORK/medium"
is "one, and two duplicates" "$(json 'sorted(p["state"] for p in j["packages"])')" "['accepted', 'duplicate', 'duplicate']"
before=$(state)
night 2017-08-06 --media "$WORK/medium"
is "media again: duplicates" "$(json '[p["state"] for p in j["packages"]]')" "['duplicate', 'duplicate']"
is "and nothing changes" "$(state)" "$before"
begin gas-01 "$PKGID"
add <<X
<submission id="1" kind="file"><title>another</title><share consent="given"/></submission>
X
drop reuse
night 2017-08-07
is "id reused" "$(json 'j["packages"][0]["reason"]')" replay
ok check "$TOIYABA" check --full "$HUB"
result

#!/bin/bash
# The digest of a file in which its victim's name stands tells the attacker who
# showed it: it leaves where two organisations had the file, or its provider
# was shown that and agrees.
. "$(dirname "$0")/../lib.sh"

gas_hub
sha() { sha256sum "$WORK/${1:-file}" | cut -c1-64; }
give() {	# give MEMBER NAME CONSENT <file : a mail with that attachment
	cat >"$WORK/file"
	begin "$1"
	f=$({
		printf 'From: <a@evil.example>\r\nTo: =?UTF-8?B?%s?= <taro@%s.example>\r\nSubject: lure %s\r\n' "$(printf '山田 太郎' | base64)" "$1" "$(uuid)"
		printf 'Date: Wed, 02 Aug 2017 21:05:00 +0900\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n'
		printf -- '--b\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\ntext of its own %s\r\n' "$(uuid)"
		printf -- '--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=%s\r\nContent-Transfer-Encoding: base64\r\n\r\n' "$2"
		base64 "$WORK/file"
		printf -- '\r\n--b--\r\n'
	} | file m.eml mail)
	add <<<"<submission id=\"1\" kind=\"mail\"><title>件</title>$f<share consent=\"$3\"/></submission>"
	drop "p$(uuid)"
}
docx() {	# docx TEXT : a document with that text
	rm -rf "$WORK/doc" "$WORK/doc.docx"
	mkdir -p "$WORK/doc/word"
	echo '<Types/>' >"$WORK/doc/[Content_Types].xml"
	{ printf '<w:t>%s</w:t>' "$1"; seq 300; } >"$WORK/doc/word/document.xml"
	(cd "$WORK/doc" && zip -qr ../doc.docx .)
	cat "$WORK/doc.docx"
}
told() { python3 - "$HUB" "$WORK" "$KEYS" "$1" <<'P'
import glob, io, subprocess, sys, tarfile
hub, work, keys, sha = sys.argv[1:]
last = sorted(glob.glob(hub + "/outbox/gas/bundles/*"))[-1]
plain = subprocess.run(["gpg", "--homedir", keys + "/gas-02", "--batch", "--quiet", "--trust-model", "always", "-d", last], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
plain = subprocess.run(["zstd", "-dc"], input=plain, stdout=subprocess.PIPE).stdout
print(int(any(sha.encode() in t.extractfile(i).read() for t in [tarfile.open(fileobj=io.BytesIO(plain))] for i in t if i.name.endswith(".csv") or i.name.startswith("lists/"))))
P
}

# What names its victim, and how.
i=0
while IFS='|' read -r what text charset wanted; do
	i=$((i + 1))
	printf 'MZ %s %s' "$(uuid)" "$text" | iconv -f UTF-8 -t "$charset" | give gas-01 "f$i.bin" given
	night "2017-08-$(printf %02d $i)"
	is "$what" "$(told "$(sha)")" "$wanted"
done <<'X'
nobody|請求書をお送りします|UTF-8|1
the address|Dear taro@gas-01.example,|UTF-8|0
the domain|https://www.gas-01.example/|UTF-8|0
the person|山田 太郎 様|UTF-8|0
the person, without the blank|拝啓　山田太郎様|CP932|0
the organisation|架空gas-01 御中|UTF-8|0
its alias, in capital letters|FOR KAKUGAS-01 ONLY|UTF-16LE|0
only part of a word|Kakugas-0123|UTF-8|1
another member|架空gas-02 御中|UTF-8|1
in EUC|山田 太郎 様|EUC-JP|0
the family name with an honorific|山田様、お世話になっております|UTF-8|0
the family name alone|山田商店のご案内|UTF-8|1
half-width kana|ｶｸｳgas-01 ﾔﾏﾀﾞ ﾀﾛｳ|CP932|1
in JIS|架空gas-01 御中|ISO-2022-JP|0
a folder of the person's|C:\Users\taro\Documents|UTF-16LE|0
wide letters|Ｋａｋｕｇａｓ－０１ 御中|UTF-8|0
X
docx 'ご案内' | give gas-01 plain.docx given
night 2017-08-18
is "a document for everybody" "$(told "$(sha)")" 1
docx '架空gas-01株式会社</w:t></w:r><w:r><w:t>山</w:t></w:r><w:r><w:t>田 太郎 様' | give gas-01 named.docx given
named=$(sha)
cp "$WORK/file" "$WORK/named.docx"
night 2017-08-19
is "a document for one" "$(told "$named")" 0
# In an archive: it and what names nobody.
mkdir "$WORK/zip"
cp "$WORK/named.docx" "$WORK/zip/letter.docx"; echo 'MZ everybody' >"$WORK/zip/tool.exe"
(cd "$WORK/zip" && zip -q ../outer.zip letter.docx tool.exe)
give gas-01 outer.zip given <"$WORK/outer.zip"
outer=$(sha)
night 2017-08-20
is "the archive, what names its victim, what does not" "$(told "$outer")$(told "$(sha named.docx)")$(told "$(sha zip/tool.exe)")" 001

# Its provider is asked, and agrees; or another hands in the same.
preview=
for p in "$HUB"/outbox/gas-01/previews/*.gpg; do
	rm -rf "$WORK/preview"; mkdir "$WORK/preview"
	gpg --homedir "$KEYS/gas-01" --batch --quiet --trust-model always -d "$p" 2>/dev/null | tar --zstd -xC "$WORK/preview"
	! grep -q "<uncut>$outer" "$WORK/preview/preview.xml" || preview=$(basename "$p" .tar.zst.gpg)
done
ok "the provider is asked, with its digest" test -n "$preview"
begin gas-01
echo "<consent preview=\"$preview\" decision=\"approve\"/>" | add
drop yes
night 2017-08-21
is "approved: told" "$(told "$outer")" 1
night 2017-08-22
before=$(state)
ok "check" "$TOIYABA" check --full "$HUB"
rm "$HUB"/hub.db*
ok "rebuild" "$TOIYABA" rebuild "$HUB"
is "the same state" "$(state)" "$before"

# Shown from the beginning: what is approved is told.
printf 'MZ taro@gas-01.example %s' "$(uuid)" | give gas-01 shown.bin preview
night 2017-08-24
begin gas-01
echo "<consent preview=\"$(ls -t "$HUB"/outbox/gas-01/previews | head -1 | cut -c1-64)\" decision=\"approve\"/>" | add
drop yes2
night 2017-08-25
is "a preview shows it, and is enough" "$(told "$(sha)")" 1

# The same bytes from two: no secret any more.
printf 'MZ taro@gas-01.example, taro@gas-02.example' | give gas-01 both.bin given
night 2017-08-26
is "one had it" "$(told "$(sha)")" 0
printf 'MZ taro@gas-01.example, taro@gas-02.example' | give gas-02 both.bin given
night 2017-08-27
is "two had it" "$(told "$(sha)")" 1
result

#!/bin/bash
# What Windows and macOS make of a package: one folder round everything, litter,
# encodings of an editor, armor in disguise.  What cannot be read is told to
# whom the folder belongs, by its name.
. "$(dirname "$0")/../lib.sh"
gas_hub
made() {	# made NAME : $PKG with a mail and its manifest
	begin gas-01
	add <<X
<submission id="1" kind="mail"><title>$1</title>$(mail x@evil.example you@gas-01.example "s $1" "text of $1" | file "メール/$1.eml" mail)<share consent="given"/></submission>
X
	manifest
}
send() { mkdir -p "$HUB/inbox/gas-01"; seal gas-01 "$HUB/inbox/gas-01/$1.gpg"; }
wrapped() {	# wrapped NAME KIND : $PKG within a folder
	rm -rf "$WORK/wrap"
	mkdir "$WORK/wrap"
	cp -a "$PKG" "$WORK/wrap/$1"
	PKG=$WORK/wrap archive "$2"
}
litter() {	# litter DIR
	printf x >"$1/.DS_Store"; printf x >"$1/desktop.ini"; printf x >"$1/Thumbs.db"
	mkdir -p "$1/__MACOSX/x"; printf x >"$1/__MACOSX/._a"; printf x >"$1/__MACOSX/x/._manifest.xml"
	printf x >"$1/._manifest.xml"; printf x >"$1/Icon"$'\r'; printf x >"$1/__MACOSX/._Icon"$'\r'
	mkdir -p "$1/.Spotlight-V100/V2" "$1/\$RECYCLE.BIN"; printf x >"$1/.Spotlight-V100/V2/store"; printf x >"$1/\$RECYCLE.BIN/a"
}
state_of() { json "[(p['state'], p['reason']) for p in j['packages'] if p['path'].endswith('/$1.gpg')][0]"; }
detail_of() { json "[p['detail'] for p in j['packages'] if p['path'].endswith('/$1.gpg')][0]"; }

made folder; wrapped 送付 zip; send folder
made tarred; wrapped "x y" tar.gz; send tarred
made finder; litter "$PKG"; rm -rf "$WORK/wrap"; mkdir "$WORK/wrap"; cp -a "$PKG" "$WORK/wrap/f"; litter "$WORK/wrap"
PKG=$WORK/wrap archive zip; send finder
made rooted; litter "$PKG"; archive zip; send rooted
made windows		# as Explorer does in Japan: names in CP932
python3 - "$PKG" "$WORK/archive" <<'P'
import os, sys, zipfile
class Info(zipfile.ZipInfo):
    def _encodeFilenameFlags(self):
        return self.filename.encode("cp932"), self.flag_bits & ~0x800
with zipfile.ZipFile(sys.argv[2], "w") as z:
    for d, _, files in os.walk(sys.argv[1]):
        for f in files:
            p = os.path.join(d, f)
            z.writestr(Info("送付物/" + os.path.relpath(p, sys.argv[1])), open(p, "rb").read())
P
send windows
# What is listed is meant, whatever its name.
begin gas-01
add <<X
<submission id="1" kind="file"><title>t</title>$(printf 'MZ lure' | file Thumbs.db sample)$(printf 'MZ other' | file sub/manifest.xml other)<share consent="given"/></submission>
X
manifest; archive zip; send listed
# Nothing that was meant may lie outside, and one folder is one.
made outside; wrapped a zip; echo x >"$WORK/wrap/extra"; PKG=$WORK/wrap archive zip; send outside
made two; rm -rf "$WORK/wrap"; mkdir "$WORK/wrap"; cp -a "$PKG" "$WORK/wrap/a"; cp -a "$PKG" "$WORK/wrap/b"
PKG=$WORK/wrap archive zip; send two
made deep; rm -rf "$WORK/wrap"; mkdir -p "$WORK/wrap/a"; cp -a "$PKG" "$WORK/wrap/a/b"; PKG=$WORK/wrap archive zip; send deep
# Notepad.
made bom; printf '\357\273\277' | cat - "$PKG/manifest.xml" >"$WORK/m"; mv "$WORK/m" "$PKG/manifest.xml"; archive zip; send bom
made utf16; iconv -t UTF-16 "$PKG/manifest.xml" >"$WORK/m"; mv "$WORK/m" "$PKG/manifest.xml"; archive zip; send utf16
made ansi; iconv -t CP932 "$PKG/manifest.xml" >"$WORK/m"; mv "$WORK/m" "$PKG/manifest.xml"; archive zip; send ansi
night 2017-08-04
for n in folder tarred finder rooted windows listed bom; do
	is "taken: $n" "$(state_of $n)" "('accepted', None)"
done
is "a file outside" "$(state_of outside)" "('quarantined', 'unlisted-file')"
is "two folders" "$(state_of two)" "('quarantined', 'missing-manifest')"
is "a folder in a folder" "$(state_of deep)" "('quarantined', 'missing-manifest')"
ok "UTF-16, by Notepad's name" grep -q 'this is UTF-16 or binary: in Notepad save it with the encoding UTF-8' <<<"$(detail_of utf16)"
ok "ANSI, with its line" grep -q 'line 2: only UTF-8 is read.*not ANSI' <<<"$(detail_of ansi)"
ok "the mail is read" sh -c "cp '$HUB/hub.db' '$WORK/x.db'; [ \$(sqlite3 '$WORK/x.db' 'SELECT count(*) FROM mail') = 6 ]"
is "litter is no file of it" "$(sqlite3 "$WORK/x.db" "SELECT count(*) FROM file WHERE path LIKE '%.DS_Store' OR path LIKE '%MACOSX%'")" 0
is "a lure called like litter is there" "$(sqlite3 "$WORK/x.db" "SELECT count(*) FROM file WHERE path = 'Thumbs.db'")" 1

# In its own folder: nothing of it is believed, and its owner hears what it is.
made armor; archive zip
armor() { seal gas-01 "$WORK/a.asc" --armor; }
armor; printf '\357\273\277' | cat - "$WORK/a.asc" >"$HUB/inbox/gas-01/bom-armor.gpg"
armor; { echo 'お疲れさまです。添付します。'; cat "$WORK/a.asc"; } >"$HUB/inbox/gas-01/text-armor.gpg"
armor; { echo 'お疲れさまです。' | iconv -t CP932; cat "$WORK/a.asc"; } >"$HUB/inbox/gas-01/sjis-armor.gpg"
armor; iconv -t UTF-16 "$WORK/a.asc" >"$HUB/inbox/gas-01/powershell.gpg"
cp "$WORK/archive" "$HUB/inbox/gas-01/zip.gpg"
cp "$PKG"/メール/*.eml "$HUB/inbox/gas-01/mail.gpg"
cp "$PKG/manifest.xml" "$HUB/inbox/gas-01/manifest.gpg"
gpg --homedir "$KEYS/gas-01" --export 2>/dev/null >"$HUB/inbox/gas-01/key.gpg"
: >"$HUB/inbox/gas-01/empty.gpg"
gpg --homedir "$KEYS/gas-01" --batch --yes --quiet --trust-model always -e -r "$HUBKEY" -o "$HUB/inbox/gas-01/unsigned.gpg" "$WORK/archive" 2>/dev/null
seal gas-01 "$WORK/cut"; head -c -50 "$WORK/cut" >"$HUB/inbox/gas-01/cut.gpg"
night 2017-08-05
night 2017-08-06
for f in "$HUB"/outbox/gas-01/receipts/*.gpg; do
	letter gas-01 "$(basename "$f" .gpg)"
	python3 - "$WORK/letter/receipts.xml" <<'P'
import sys, xml.etree.ElementTree as tree
R = "{urn:toiyaba:receipt:1}"
for r in tree.parse(sys.argv[1]).getroot().iter(R + "receipt"):
    if r.get("reason"):
        print(r.get("reason"), r.findtext(R + "detail"))
P
done >"$WORK/heard"
heard() { ok "$1" grep -qE "$2" "$WORK/heard"; }
heard "a mark of byte order" '^bad-armor a mark of byte order'
is "text before armor, in UTF-8 and in CP932" "$(grep -c '^bad-armor other text stands before the armor' "$WORK/heard")" 2
heard "PowerShell" "^bad-armor the armor is UTF-16, as PowerShell's"
heard "a zip" '^not-openpgp no OpenPGP packet: a zip archive that is not encrypted'
heard "a mail" '^not-openpgp .*: a mail that is not encrypted'
heard "a manifest" '^not-openpgp .*: a manifest'
heard "a key" '^not-openpgp .*: a public key'
heard "an empty file" '^not-openpgp .*: an empty file'
heard "unsigned" '^unsigned '
heard "cut" '^truncated '
is "nobody else hears" "$(ls "$HUB/outbox/gas-02/receipts" 2>/dev/null | while read -r f; do letter gas-02 "${f%.gpg}"; grep -c '<receipt ' "$WORK/letter/receipts.xml"; done | grep -vc '^0$' || true)" 0
result

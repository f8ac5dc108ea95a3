#!/bin/bash
# Outlook's .msg and winmail.dat are read as any other mail is: what is taken of
# one is what is taken of the same mail as .eml; independent readers agree; what
# is broken is said.
. "$(dirname "$0")/../lib.sh"
: "${PYTHON:=python3}"
here=$(dirname "$0")
: "${BUILD:=build}"
"${MAKE:-make}" --no-print-directory BUILD="$BUILD" "$BUILD/hostile/read-one" "$BUILD/hostile/mail-one" >/dev/null
one=$BUILD/hostile/mail-one
made=$WORK/made
"$PYTHON" "$here/outlook.py" make "$made"
read_of() { "$one" "$1" | tail -n +2; }
for f in "$made"/*.eml; do
	n=$(basename "$f" .eml)
	for form in msg tnef; do
		is "$n.$form as $n.eml" "$(read_of "$made/$n.$form")" "$(read_of "$f")"
	done
	# In a mail, Outlook's part is that mail's text and files.
	"$PYTHON" - "$f" "$made/$n.tnef" >"$WORK/winmail.eml" <<'P'
import base64, sys
head = open(sys.argv[1], "rb").read().split(b"\nMIME-Version")[0]
data = base64.encodebytes(open(sys.argv[2], "rb").read())
sys.stdout.buffer.write(head + b'\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=W\n\n--W\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n' +
    base64.encodebytes("電力設備の点検結果をご確認ください。\r\nhttp://w.lure.example/login\r\n".encode()) +
    b'--W\nContent-Type: application/ms-tnef; name="winmail.dat"\nContent-Transfer-Encoding: base64\n\n' + data + b"--W--\n")
P
	is "$n: as winmail.dat in a mail" "$(read_of "$WORK/winmail.eml")" "$(read_of "$f")"
done

only() {	# only NAME : of one that has no twin
	read_of "$made/only-$1.msg" | grep -E "^($2)	" | tr '\n\t' ' :'
}
is "fields that it came with" "$(only headers 'mail|from|ip|subject')" \
    "mail:0 from:boss@lure.example subject:設備点検表の件 ip:203.0.113.9 "
# Of seven covers nobody says to whom they went: their words are said.
for n in inner:80 byvalue:80 deep:180; do
	flags=${n#*:} n=${n%:*}
	is "a mail inside ($n): whose it is" "$(only $n 'mail|from|subject')" \
	    "mail:$flags from:boss@lure.example subject:設備点検表の件 "
	ok "$n: who sent it on got it" grep -qxF "to	suzuki@group.example" <(read_of "$made/only-$n.msg")
done
is "in TNEF, too, where a picture stands for it" "$(read_of "$made/only-inner.tnef" | grep -vE '^(text|to)')" \
    "$(read_of "$made/only-inner.msg" | grep -vE '^(text|to)')"
is "a file is not hidden behind a mail that it holds besides" \
    "$(read_of "$made/only-claimed.tnef" | grep -E '^(from|file)' | cut -f 1-3)" "from	suzuki@group.example
file	$(printf 'the picture that older programs show for it' | sha256sum | cut -c1-64)	43"
is "deeper than eight is said" "$(only deeper 'mail|from')" "mail:121 "
is "a file put into the text as an object" "$(only object 'mail|file')" "mail:0 $(read_of "$made/files.msg" | sed -n 's/見積書.pdf.exe/試.exe/p' | tr '\n\t' ' :')"
is "strings in a code page that is not said" "$(only unsaid 'name|subject|text')" "name:Prüfung subject:Prüfung text:Grüße: http://w.lure.example/login\\n "
is "strings in that of the mail's language" "$(only locale subject)$(only localeja subject)$(only localeutf subject)" \
    "subject:Prüfung Größe subject:点検の表示ソフト subject:Prüfung 点検 "
is "without properties of a fixed size" "$(only bare 'mail|from|subject|url')" \
    "mail:0 from:boss@lure.example subject:設備点検表の件 url:http://w.lure.example/login "
is "Exchange's own addresses are no addresses" "$(only exchange 'from|name|to')" "name:X to:内線帳 "
is "RTF that was never HTML" "$(only rtftext 'url|text')" 'url:http://w.lure.example/rtf text:\n点検<表>\n\n\nhere日😀\n '
is "fonts by their own numbers, and no letter is held back" "$(only rtffonts text)" 'text:\n日本visété\n '
is "the end of a string is no letter" "$(only htmlnul 'mail|text')" 'mail:0 text:\nend\n '
is "a bounce is not what it returns" "$(only bounce 'mail|from|subject|url')" "mail:40 subject:配信不能 "
is "large sectors" "$(only large file)" "$(printf 'file:%s:204840:executable:q.exe ' "$("$PYTHON" -c 'import hashlib
print(hashlib.sha256((b"MZ" + bytes(range(256)) * 40) * 20).hexdigest())')")"

for tail in 'more' '\2\1\0'; do
	{ cat "$made/plain.tnef"; printf "$tail"; } >"$WORK/tail.tnef"
	is "what stands behind its end is said" "$(read_of "$WORK/tail.tnef" | head -1)" "mail	400"
done
{ cat "$made/plain.tnef"; printf '\r\n\0'; } >"$WORK/tail.tnef"
is "but not what transports leave there" "$(read_of "$WORK/tail.tnef" | head -1)" "mail	0"

# Independent readers find the same in what was written.
if /usr/bin/python3 -c 'import olefile' 2>/dev/null; then
	/usr/bin/python3 - "$made" >"$WORK/ole" <<'P'
import glob, hashlib, olefile, os, sys
for path in sorted(glob.glob(sys.argv[1] + "/*.msg")):
    o = olefile.OleFileIO(path)
    for name in o.listdir():
        if name[-1] == "__substg1.0_37010102":
            data = o.openstream(name).read()
            print(os.path.basename(path), hashlib.sha256(data).hexdigest(), len(data))
P
	for f in "$made"/*.msg; do
		case $f in *only-byvalue* | *only-object*) continue ;; esac
		is "olefile: files of $(basename "$f")" "$(read_of "$f" | sed -n 's/^file	\([^	]*\)	\([^	]*\)	.*/\1 \2/p' | sort)" \
		    "$(sed -n "s/^$(basename "$f") //p" "$WORK/ole" | sort)"
	done
else
	skip "python3-olefile is not installed"
fi
if perl -MEmail::Outlook::Message -e 1 2>/dev/null; then
	for n in plain html files; do
		perl -MEmail::Outlook::Message -e 'print Email::Outlook::Message->new($ARGV[0])->to_email_mime->as_string' \
		    "$made/$n.msg" >"$WORK/perl.eml" 2>/dev/null
		is "Email::Outlook::Message: $n.msg" "$(read_of "$WORK/perl.eml" | grep -E '^(from|subject|file|url)' | cut -f 1-3)" \
		    "$(read_of "$made/$n.msg" | grep -E '^(from|subject|file|url)' | cut -f 1-3)"
	done
else
	skip "libemail-outlook-message-perl is not installed"
fi
if command -v tnef >/dev/null; then
	mkdir "$WORK/untnef"
	tnef -C "$WORK/untnef" -f "$made/files.tnef"
	is "tnef: files" "$(read_of "$made/files.tnef" | sed -n 's/^file	\([^	]*\)	.*/\1/p' | sort)" \
	    "$(sha256sum "$WORK"/untnef/* | cut -c1-64 | sort)"
else
	skip "tnef is not installed"
fi

# What nobody may be hurt by, in the worker.
"$PYTHON" "$here/outlook.py" hostile "$WORK/hostile"
"$BUILD/hostile/read-one" "$TOIYABA" mail "$WORK"/hostile/* >"$WORK/seen"
is "whatever is broken is read or left" "$(grep -v ^largest "$WORK/seen" | awk '{ print $1 }' | sort -u)" accepted
is "and costs next to nothing" "$(grep -v ^largest "$WORK/seen" | awk '$2 > 2000')" ""

# Through a night.
{
	audience sig gas
	member gas-01 gas | sed 's|<domain>|<domain>group.example</domain>&|'
	member gas-02 gas
} >"$WORK/roster"
make_hub <"$WORK/roster"
submit() {	# submit N FILE NAME [ROLE]
	add <<<"<submission id=\"$1\" kind=\"mail\"><title>件 $1</title>$(file "$3" "${4:-mail}" <"$2")<share consent=\"given\"/></submission>"
}
begin gas-01
submit 1 "$made/files.msg" a.msg
submit 2 "$made/only-byvalue.msg" b.dat
submit 3 "$made/rtfhtml.msg" c.msg attachment
submit 4 "$WORK/hostile/cut4000" d.msg
submit 5 "$WORK/hostile/minifat" e.msg
(cd "$made" && zip -q "$WORK/two.zip" html.msg only-headers.msg)
submit 6 "$WORK/two.zip" two.zip
submit 7 "$made/only-named.msg" n.msg
submit 8 "$made/plain.tnef" winmail.dat
drop one
begin gas-02
submit 1 "$made/files.eml" a.eml
drop two
night 2017-08-04
is "all are taken" "$RC $(json '[p["state"] for p in j["packages"]]')" "0 ['accepted', 'accepted']"
is "a .msg and the same mail as .eml are one case" \
    "$(json 'len(set(s["case"] for p in j["packages"] for s in p["submissions"] if s["id"].endswith("/1")))')" 1
is "what is broken is told" "$(json '" ".join("%s:%s:%s" % (u["submission"].split("/")[1], u["read"], u["reason"]) for p in j["packages"] for u in p["unread"])')" \
    "4:no:no-mail 5:part:charset 5:part:broken"
is "each mail of an archive is one" "$("$PYTHON" -c 'import sqlite3, sys
print(sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True).execute("SELECT count(*) FROM mail WHERE submission LIKE ? AND sender = ?", ("%/6", "boss@lure.example")).fetchone()[0])' "$HUB/hub.db")" 2
write_report "$HUB" 2017Q3 --at 2017-10-02T09:00:00+09:00 >/dev/null 2>&1
is "their forms are counted, for analysts" "$(cut -d, -f1-4 "$HUB/audit/2017Q3-unread.csv" | grep -E '^(msg|tnef|mail),' | tr '\n' ' ')" \
    "mail,no,no-mail,1 mail,whole,,1 msg,part,broken,1 msg,part,charset,1 msg,whole,,6 tnef,whole,,1 "
reader gas-02 gas 1
ok "the sender is told" grep -rq 'role="sender">[^<]*@lure.example<' "$WORK/bundle/items"
ok "the file is told" grep -rq 'name="見積書.pdf.exe"' "$WORK/bundle/items"
ok "one that names its victim is told" grep -rq 'ご案内<' "$WORK/bundle/items"
ok "nobody who got it is" sh -c "! grep -rE 'yamada|suzuki|group.example|山田|花村|hanamura' '$WORK/bundle'"
ok "no .msg is a file" sh -c "! grep -rE 'name=\"[^\"]*\\.(msg|dat)\"' '$WORK/bundle'"
result

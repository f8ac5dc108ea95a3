#!/bin/bash
# What could not be read, or only in part, is told: to its sender in the
# receipt, to the hub on the page, in status, show and review.
. "$(dirname "$0")/../lib.sh"
{
	audience sig gas
	member gas-01 gas
	member gas-02 gas
	other duty analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"
schema=$(cd "$(dirname "$0")/../../../formats" && pwd)

ole() {		# ole NAME: begins as Outlook's .msg does, and names its victim
	printf '\320\317\021\340\241\261\032\341'
	head -c 504 /dev/zero
	printf '%s' "From: x@evil.example $1" | iconv -t UTF-16LE
	head -c 2048 /dev/zero
}
submission() {	# submission N FILE-ELEMENTS
	add <<X
<submission id="$1" kind="mail"><title>不審メール $1</title>$2<share consent="given"/></submission>
X
}
attach() {	# attach NAME: on standard input, into a mail
	printf 'From: <x@evil.example>\r\nTo: <y@gas-01.example>\r\nSubject: invoice\r\n'
	printf 'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n'
	printf -- '--b\r\nContent-Type: text/plain\r\n\r\npassword follows\r\n'
	printf -- '--b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n'
	printf 'Content-Disposition: attachment; filename="%s"\r\n\r\n' "$1"
	base64
	printf -- '--b--\r\n'
}
locked() {	# a zip behind a password
	python3 - <<'P'
import io, sys, zipfile
b = io.BytesIO()
with zipfile.ZipFile(b, "w") as z:
    z.writestr("invoice.exe", b"MZ" + bytes(200))
raw = bytearray(b.getvalue())
raw[6] |= 1                                     # local header
at = raw.find(b"PK\1\2")
raw[at + 8] |= 1                                # central one
sys.stdout.buffer.write(raw)
P
}

begin gas-01
submission 1 "$(ole 架空gas-01株式会社 | file mail/gas-01.msg mail)"
submission 2 "$(locked | attach 請求書.zip | file mail/locked.eml mail)"
submission 3 "$(mail x@evil.example y@gas-01.example whole 'a text that is read' | file mail/whole.eml mail)"
submission 4 "$({
	printf 'From: <x@evil.example>\r\nSubject: charset\r\nContent-Type: text/plain; charset=utf-8\r\n'
	printf 'Content-Transfer-Encoding: 8bit\r\n\r\nbroken \377\376\201 text\r\n'
} | file mail/charset.eml mail)"
submission 5 "$(mail x@evil.example y@gas-01.example twice text |
    sed 's/^Subject: .*/&\nSubject: another\r/' | file mail/twice.eml mail)"
submission 6 "$(ole x | attach inner.msg | file mail/inner.eml mail)"
submission 7 "$({
	printf 'From a@evil.example Wed Aug  2 21:05:00 2017\n'
	mail a@evil.example y@gas-01.example one 'the first'
	printf '\nFrom b@evil.example Wed Aug  2 21:06:00 2017\n'
	mail b@evil.example y@gas-01.example two 'the second'
} | file mail/all.mbox mail)"
submission 8 "$(head -c 300 /dev/zero | tr '\0' '\377' | file mail/noise.eml mail)"
submission 9 "$(locked | file a.zip sample)"
submission 10 "$({ printf 'PK\3\4'; head -c 300 /dev/zero; } | file broken.zip attachment)"
submission 11 "$(: | file mail/empty.eml mail)"
submission 12 "$(mail x@evil.example y@gas-01.example i t | file inner.eml attachment)"
# A colleague sends one on, with a document of his own beside it.
submission 13 "$({
	printf 'From: <colleague@gas-01.example>\r\nTo: <csirt@gas-01.example>\r\nSubject: FW\r\n'
	printf 'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n'
	printf -- '--c\r\nContent-Type: text/plain\r\n\r\nsee http://intra.example/ticket/7\r\n'
	printf -- '--c\r\nContent-Type: message/rfc822\r\n\r\n'
	mail x@evil.example colleague@gas-01.example lure 'http://lure.example/x'
	printf -- '--c--\r\n'
} | file mail/forward.eml mail)"
drop one
night 2017-08-04
FIRST=$PKGID
is "the package is accepted" "$RC $(json 'j["packages"][0]["state"]')" "0 accepted"
is "the run tells what was not read, by submission and file" \
    "$(json '" ".join("%s:%d:%s:%s" % (u["submission"].split("/")[1], u["file"], u["read"], u["reason"]) for u in j["packages"][0]["unread"])')" \
    "1:1:no:no-mail 2:2:part:encrypted 4:1:part:charset 5:1:part:two-headers 6:1:no:inner-mail 8:1:no:no-mail 9:1:part:encrypted 10:1:part:damaged 11:1:no:no-mail 13:1:part:left-out"
case=$(json '[s["case"] for s in j["packages"][0]["submissions"] if s["id"].endswith("/1")][0]')
page=$HUB/runs/$(json 'j["run"]')
ok "the page lists it" grep -q '読めなかった' "$page/run.html"
is "and says no name of a file" "$(cat "$page/run.xml" "$page/run.html" | grep -c 'gas-01.msg\|請求書')" 0

letter gas-01
receipt=$WORK/letter/receipts.xml
ok "jing: receipts.xml" jing "$schema/out/receipts.rng" "$receipt"
told() {	# told PATH: what the receipt says of it
	python3 - "$receipt" "$1" <<'P'
import sys, xml.etree.ElementTree as tree
R = "{urn:toiyaba:receipt:1}"
for u in tree.parse(sys.argv[1]).getroot().iter(R + "unread"):
    if u.get("path") == sys.argv[2]:
        print(u.get("submission").split("/")[1], u.get("name"), u.get("read"), u.get("reason"), len(u.findall(R + "text")))
P
}
is "receipt: .msg" "$(told mail/gas-01.msg)" "1 None no no-mail 2"
is "receipt: an encrypted attachment, once" "$(told mail/locked.eml)" "2 請求書.zip part encrypted 2"
is "receipt: not an mbox, of which each mail was read" "$(told mail/all.mbox)" ""
is "receipt: a mail in a mail" "$(told mail/inner.eml)" "6 None no inner-mail 2"
is "receipt: not what was read" "$(told mail/whole.eml)" ""
ok "receipt: what to do" grep -q '\.eml か Outlook の \.msg の形式で保存し直して' "$receipt"
ok "receipt: still accepted" grep -q 'state="accepted"' "$receipt"

shown() { "$TOIYABA" show "$HUB" "$1" | grep -c "$2" || true; }
is "show tells it of a submission" "$(shown "$FIRST/1" 'not read: mail/gas-01.msg: no-mail')" 1
is "of a package" "$(shown "$FIRST" 'read in part: mail/locked.eml (請求書.zip): encrypted')" 1
is "of a case" "$(shown "$case" 'not read: mail/gas-01.msg: no-mail')" 1
"$TOIYABA" show "$HUB" "$case" --json >"$WORK/json"
is "of a case as JSON" "$(json 'j["submissions"][0]["unread"][0]["path"]')" mail/gas-01.msg
unread() {	# unread DAY: what status counts then
	"$TOIYABA" status "$HUB" --at "$1T12:00:00+09:00" --json >"$WORK/json" || true
	json 'j["unread"]'
}
is "status counts submissions with a mail that was not read" "$(unread 2017-08-04)" 4
is "for 30 days" "$(unread 2017-09-03) $(unread 2017-09-04)" "4 0"
waiting() { "$TOIYABA" review "$HUB" | grep -c "^unread $FIRST/$1 in " || true; }
is "review names what was not read, and nothing else" "$(waiting 1)$(waiting 4)$(waiting 3)" 110

SIGNED_AT=2017-08-05T00:12:00+09:00
begin duty
add <<X
<ruling case="$case" class="other" release="no"><reason>中身が読めない</reason></ruling>
X
drop ruling
begin gas-01
submission 1 "$(mail x@evil.example y@gas-01.example fine 'a mail that is read' | file mail/1.eml mail)"
drop fine
night 2017-08-05
is "a mail that was read is told nowhere" "$RC $(json '[p["unread"] for p in j["packages"]]')" "0 [[], []]"
is "a page without such parts has no list" "$(grep -c 読めなかった "$HUB/runs/$(json 'j["run"]')/run.html")" 0
is "a ruling on the case takes it off the list" "$(waiting 1)$(waiting 4)" 01

# What was not read in a quarter, for analysts.
begin gas-02
plain() {	# plain N NAME ROLE: a file of another role
	f=$(file "$2" "$3")
	add <<<"<submission id=\"$1\" kind=\"incident\"><title>t $1</title>$f<share consent=\"none\"/></submission>"
}
printf 'type,value\nipv4-addr,198.51.100.7\n' | plain 1 a.csv other
printf '{"type":"bundle","id":"bundle--1","objects":[]}' | plain 2 b.json attachment
printf 'date,what\n2017-08-01,look\n' | plain 3 c.csv other
printf '%%PDF-1.4\n' | plain 4 d.pdf attachment
printf '<IODEF-Document/>' | plain 5 e.IODEF other
printf 'L\0\0\0\1\24\2\0\0\0\0\0\300\0\0\0\0\0\0F' | plain 6 f.lnk sample
printf 'type,value\nipv4-addr,198.51.100.8\nwhat,x\n' | plain 7 g.csv indicators
drop kinds
night 2017-08-06
is "a list that is sent as something else is said" \
    "$(json '" ".join("%s:%s:%s" % (u["submission"].split("/")[1], u["read"], u["reason"]) for u in j["packages"][0]["unread"])')" \
    "1:part:other-role 2:part:other-role 7:part:entries"
letter gas-02
ok "and how to send it" grep -q 'role="indicators" のファイルとして' "$WORK/letter/receipts.ja.html"
is "its values are not taken" "$(sqlite3 "$HUB/hub.db" "SELECT count(*) FROM indicator WHERE value = '198.51.100.7'")" 0
write_report "$HUB" 2017Q3 --at 2017-10-02T09:00:00+09:00 >/dev/null
counted() { grep "^$1" "$HUB/audit/2017Q3-unread.csv" | tr -d '\r' | tr '\n' ' '; }
is "lists" "$(counted csv)$(counted stix)" "csv,digest,no-reader,1,1,1 csv,part,entries,1,1,1 csv,part,other-role,1,1,1 stix,part,other-role,1,1,1 "
is "kinds without a reader" "$(counted pdf)$(counted iodef)$(counted shortcut)" "pdf,digest,no-reader,1,1,1 iodef,digest,no-reader,1,1,1 shortcut,digest,no-reader,1,1,1 "
is "mails, by their forms" "$(counted mbox)$(counted mail,whole)$(counted mail,part)" \
    "mbox,whole,,2,1,1 mail,whole,,4,4,1 mail,part,charset,1,1,1 mail,part,left-out,1,1,1 mail,part,two-headers,1,1,1 "
is "nothing of it in the report" "$(grep -rlE 'no-reader|other-role|unread' "$HUB/reports" | wc -l)" 0

# A hub made anew tells the same.
cp "$HUB/audit/2017Q3-unread.csv" "$WORK/counts"
"$TOIYABA" review "$HUB" | grep -A2 ^unread >"$WORK/before"
ok "rebuild" "$TOIYABA" rebuild "$HUB"
write_report "$HUB" 2017Q3 --at 2017-10-02T09:00:00+09:00 >/dev/null
ok "rebuilt, the same counts" cmp "$WORK/counts" "$HUB/audit/2017Q3-unread.csv"
ok "rebuilt, the same" cmp "$WORK/before" <("$TOIYABA" review "$HUB" | grep -A2 ^unread)
result

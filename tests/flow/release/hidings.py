#!/usr/bin/env python3
"""Mails in which somebody at a member is named, hidden in many ways:
hidings.py DIR NAME LOCAL DOMAIN writes DIR/NN-form-place.eml, the same mails
for every member but for whom they name."""
import base64
import sys
import urllib.parse

OUT, NAME, LOCAL, DOMAIN = sys.argv[1:]
ADDRESS = f"{LOCAL}@{DOMAIN}"
JIS = NAME.encode("iso2022_jp")


def word(raw, charset="utf-8"):
    return f"=?{charset}?B?{base64.b64encode(raw).decode()}?=".encode()


def percent(raw, charset):
    return f"{charset}''".encode() + urllib.parse.quote(raw).encode()


# Of the name: as a field has it, and as a parameter of its own kind.
NAMES = {
    "jis": (JIS, b'"' + JIS + b'.exe"', None),
    "jis-called-utf8": (word(JIS), b'"' + word(JIS + b".exe") + b'"', percent(JIS + b".exe", "utf-8")),
    "jis-called-ascii": (word(JIS, "us-ascii"), b'"' + word(JIS + b".exe", "us-ascii") + b'"', percent(JIS + b".exe", "us-ascii")),
    "jis-called-latin": (word(JIS, "iso-8859-1"), b'"' + word(JIS + b".exe", "iso-8859-1") + b'"', percent(JIS + b".exe", "iso-8859-1")),
    "jis-named": (word(JIS, "iso-2022-jp"), b'"' + word(JIS + b".exe", "iso-2022-jp") + b'"', percent(JIS + b".exe", "iso-2022-jp")),
    "jis-without-escape": (JIS.replace(b"\x1b", b" "), b'"' + JIS.replace(b"\x1b", b"").replace(b'"', b'\\"') + b'.exe"', percent(JIS.replace(b"\x1b", b" ") + b".exe", "utf-8")),
    "sjis": (NAME.encode("cp932"), b'"' + NAME.encode("cp932") + b'.exe"', None),
    "sjis-called-utf8": (word(NAME.encode("cp932")), b'"' + word(NAME.encode("cp932")) + b'.exe"', None),
}
ADDRESSES = {
    "plain": ADDRESS,
    "angled": f"<{ADDRESS}>",
    "percent": f"{LOCAL}%40{DOMAIN}",
    "percent-twice": f"{LOCAL}%2540{DOMAIN}",
    "quoted-printable": f"{LOCAL}=40{DOMAIN}",
    "verp": f"bounce+{LOCAL}={DOMAIN}-",
    "relay": f"SRS0=aB3c=XY={DOMAIN}={LOCAL}",
    "at": f"{LOCAL}[at]{DOMAIN}",
    "at-round": f"{LOCAL} (at) {DOMAIN}",
    "bracket": f"{LOCAL}[@]{DOMAIN.replace('.', '[.]')}",
    "wide": f"{LOCAL}＠{DOMAIN}",
    "entity": f"{LOCAL}&#64;{DOMAIN}",
    "quoted": f'"{LOCAL}"@{DOMAIN}',
    "deeper": f"{LOCAL}@mail.osaka.{DOMAIN}",
    "spaced": f"{LOCAL} @ {DOMAIN}",
}
count = 0


def put(form, place, subject, link, sender, name):
    global count
    count += 1
    n = count
    link = link.replace("{n}", str(n))
    sender = sender.replace(b"{n}", b"%d" % n)
    body = f"{chr(0x4E00 + 61 * n)}{chr(0x5000 + 83 * n)}{chr(0x6000 + 47 * n)}{chr(0x7000 + 29 * n)}について{n}\n{link}\n"
    mail = (b"From: " + sender + b"\nTo: desk@reporter.example\nSubject: " + subject +
            b"\nDate: Sat, 08 Jul 2017 09:58:00 +0900\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=Q\n\n--Q\n"
            b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + body.encode() + b"\n--Q\n"
            b"Content-Type: application/octet-stream" + name + b"\n\nMZ" + str(n).encode() + b"\n--Q--\n")
    with open(f"{OUT}/{n:03d}-{form}-{place}.eml", "wb") as f:
        f.write(mail)


def everywhere(form, subject, file_name, star, link, sender):
    plain = (b"see", "http://w.evil{n}.example/", b"a@evil{n}.example", b'; name="x.exe"')
    put(form, "subject", b"re " + subject + b" end", plain[1], plain[2], plain[3])
    if file_name:
        put(form, "file", plain[0], plain[1], plain[2], b"; name=" + file_name)
    if star:
        put(form, "file-star", plain[0], plain[1], plain[2], b"\nContent-Disposition: attachment; filename*=" + star)
    if link:
        put(form, "link", plain[0], "http://w.evil{n}.example/?q=" + link, plain[2], plain[3])
    if sender:
        put(form, "sender", plain[0], plain[1], sender, plain[3])


for form, (field, quoted, star) in NAMES.items():
    everywhere(form, field, quoted, star, None, field + b" <a@evil{n}.example>")
for form, text in ADDRESSES.items():
    raw = text.encode()
    everywhere(form, word(raw), b'"' + word(raw + b".exe") + b'"', percent(raw + b".exe", "utf-8"),
               urllib.parse.quote(text, safe="@=%+[]()&#;"), word(raw) + b" <a@evil{n}.example>")
    if " " not in text:
        put(form, "sender-local", b"see", "http://w.evil{n}.example/", text.replace("@", "=").encode() + b"@evil{n}.example", b'; name="x.exe"')

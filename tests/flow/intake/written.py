#!/usr/bin/env python3
"""One mail with a file, as senders really write it: written.py DIR writes
DIR/NAME.eml, all of which say the same as DIR/plain.eml."""
import base64
import binascii
import io
import os
import sys
import zipfile

EXE = b"MZ" + bytes(range(256)) * 3 + b"12"
TEXT = "点検結果です。\nhttp://w.lure.example/login\n"
HEAD = ("From: Boss <boss@lure.example>\nTo: Yamada <yamada@group.example>\nSubject: check\n"
        "Date: Sat, 08 Jul 2017 00:58:00 +0000\nMIME-Version: 1.0\n").encode()


def part(kind, body, cte="base64"):
    return f"Content-Type: {kind}\nContent-Transfer-Encoding: {cte}\n\n".encode() + body


def entity(exe, cte="base64", text=TEXT):
    return (b"Content-Type: multipart/mixed; boundary=Q\n\n--Q\n" +
            part("text/plain; charset=utf-8", base64.encodebytes(text.encode())) + b"--Q\n" +
            part('application/octet-stream; name="a.exe"', exe, cte) + b"\n--Q--\n")


def lines(data=EXE):
    return base64.encodebytes(data)


def uu(data, name="a.exe", strip=False):
    out = b"begin 644 " + name.encode() + b"\n"
    for i in range(0, len(data), 45):
        line = binascii.b2a_uu(data[i:i + 45], backtick=not strip)
        out += line.rstrip(b" \n") + b"\n" if strip else line
    return out + b"`\nend\n"


# CMS, as openssl and others write it; nobody looks at the signature.

def der(tag, body):
    n = len(body)
    size = bytes([n]) if n < 128 else (lambda b: bytes([128 + len(b)]) + b)(n.to_bytes((n.bit_length() + 7) // 8, "big"))
    return bytes([tag]) + size + body


def ber(tag, body):
    return bytes([tag, 0x80]) + body + b"\0\0"


OIDS = {"data": b"*\x86H\x86\xf7\r\x01\x07\x01", "signed": b"*\x86H\x86\xf7\r\x01\x07\x02", "enveloped": b"*\x86H\x86\xf7\r\x01\x07\x03"}


def signed(content, wrap=der, piece=None):
    octets = der(0x04, content)
    if piece:
        octets = ber(0x24, b"".join(der(0x04, content[i:i + piece]) for i in range(0, len(content), piece)))
    inner = wrap(0x30, der(0x06, OIDS["data"]) + wrap(0xA0, octets))
    algorithms = wrap(0x31, der(0x30, der(0x06, b"`\x86H\x01e\x03\x04\x02\x01")))
    return wrap(0x30, der(0x06, OIDS["signed"]) + wrap(0xA0, wrap(0x30, b"\x02\x01\x01" + algorithms + inner + der(0x31, b""))))


def enveloped():
    return der(0x30, der(0x06, OIDS["enveloped"]) + der(0xA0, der(0x30, b"\x02\x01\0" + der(0x31, b""))))


def smime(data, kind="application/pkcs7-mime; smime-type=signed-data; name=smime.p7m"):
    return HEAD + part(kind, base64.encodebytes(data))


def docx():
    """A document that fetches its template and has a link; the others are inside."""
    rels = ('<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="1" Type="http://schemas.openxmlformats.org/x/hyperlink" Target="http://doc.lure.example/a?b=1&amp;c=2" TargetMode="External"/>'
            '<Relationship Id="2" Type="http://schemas.openxmlformats.org/x/attachedTemplate" Target="&#104;ttp://t.lure.example/x.dotm" TargetMode="External"/>'
            '<Relationship Id="3" Type="http://schemas.openxmlformats.org/x/styles" Target="http://inside.lure.example/"/></Relationships>')
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", "<Types/>")
        z.writestr("word/document.xml", '<document><instrText> HYPERLINK "http://f.lure.example/w" </instrText> http://said.lure.example/</document>')
        z.writestr("xl/worksheets/sheet1.xml", '<worksheet><f>HYPERLINK("http://g.lure.example/s?a=1&amp;b=2","x")</f></worksheet>')
        z.writestr("word/_rels/document.xml.rels", rels)
        z.writestr("word/_rels/broken.xml.rels", rels[:-20])
        z.writestr("word/_rels/doctype.xml.rels", '<!DOCTYPE x [<!ENTITY a "b">]>' + rels[38:].replace("doc.lure", "no.lure"))
    return out.getvalue()


def forms():
    yield "plain", HEAD + entity(lines())
    yield "nopad", HEAD + entity(lines().rstrip().rstrip(b"="))
    yield "footer", HEAD + entity(lines() + b"\n________\nlist mailing list\nlist@group.example\n")
    yield "spaces", HEAD + entity(lines().replace(b"\n", b" \t\r\n"))
    yield "oneline", HEAD + entity(lines().replace(b"\n", b""))
    yield "bang", HEAD + entity(lines().replace(b"\n", b"!\n "))
    yield "xuue", HEAD + entity(uu(EXE), "x-uuencode")
    yield "uu", HEAD + part("text/plain; charset=utf-8", TEXT.encode() + uu(EXE), "8bit")
    yield "uustripped", HEAD + part("text/plain; charset=utf-8", TEXT.encode() + uu(EXE, strip=True), "8bit")
    yield "smime", smime(signed(entity(lines())))
    yield "smime-ber", smime(signed(entity(lines()), ber, 100))
    yield "smime-octet", smime(signed(entity(lines()), ber), "application/octet-stream; name=smime.p7m")


def main():
    for name, data in forms():
        with open(os.path.join(sys.argv[1], name + ".eml"), "wb") as f:
            f.write(data)
    with open(os.path.join(sys.argv[1], "entity"), "wb") as f:
        f.write(entity(lines()))
    with open(os.path.join(sys.argv[1], "document"), "wb") as f:
        f.write(HEAD + entity(lines(docx())).replace(b"a.exe", b"a.docx"))
    with open(os.path.join(sys.argv[1], "closed"), "wb") as f:
        f.write(smime(enveloped(), "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m"))


if __name__ == "__main__":
    main()

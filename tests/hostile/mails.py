#!/usr/bin/env python3
"""Mails as an enemy makes them (hostile-input, A.5).
Usage: mails.py DIR; writes DIR/NAME for each."""
import base64
import io
import os
import sys
import zipfile

OUT = sys.argv[1]
HEAD = b"From: <x@evil.example>\r\nSubject: s\r\nMIME-Version: 1.0\r\n"


def put(name, data):
    with open(f"{OUT}/{name}.eml", "wb") as f:
        f.write(data)


def multipart(n, inner=b"x", kind=b"mixed", boundary=b"b"):
    part = b"--" + boundary + b"\r\n\r\n" + inner + b"\r\n"
    return (HEAD + b"Content-Type: multipart/" + kind + b"; boundary=\"" + boundary + b"\"\r\n\r\n"
            + part * n + b"--" + boundary + b"--\r\n")


def nested(depth):
    head = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i) for i in range(depth))
    return HEAD + head + b"Content-Type: text/plain\r\n\r\nhttp://deep.example/\r\n"


def zipped_mails():
    b = io.BytesIO()
    with zipfile.ZipFile(b, "w", zipfile.ZIP_DEFLATED) as z:
        for i in range(20):
            z.writestr(f"{i}.eml", HEAD + b"\r\n" + bytes(200000))
    return b.getvalue()


put("empty", b"")
put("nul", HEAD + b"\r\n" + b"\0" * 1000)
put("no-headers", b"\r\nbody")
put("no-body", HEAD)
put("bare-cr", HEAD.replace(b"\r\n", b"\r") + b"\rbody\r")
put("deep", nested(5000))
put("deep-rfc822", HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 1 + (HEAD + b"Content-Type: message/rfc822\r\n\r\n") * 2000 + b"end")
put("header-bomb", b"".join(b"X-%d: y\r\n" % i for i in range(300000)) + b"\r\nbody")
put("inner-header-bomb", HEAD + b"Content-Type: message/rfc822\r\n\r\n" + b"".join(b"X-%d: y\r\n" % i for i in range(300000)) + b"\r\nbody")
put("part-header-bomb", HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + b"".join(b"X-%d: y\r\n" % i for i in range(300000)) + b"\r\nbody\r\n--b--")
put("one-long-header", b"Subject: " + b"x" * 5_000_000 + b"\r\n\r\nbody")
put("folded-header", b"Subject: " + b"x\r\n " * 500_000 + b"\r\n\r\nbody")
put("many-parts", multipart(100000))
put("empty-boundary", multipart(3, boundary=b""))
put("prefix-boundary", multipart(2, inner=multipart(2, boundary=b"bb"), boundary=b"b"))
put("no-end", multipart(3)[:-7])
put("same-boundary", multipart(2, inner=multipart(2)))
put("many-recipients", HEAD + b"To: " + b", ".join(b"u%d@y.example" % i for i in range(50000)) + b"\r\n\r\nx")
put("many-references", HEAD + b"References: " + b" ".join(b"<%d@x>" % i for i in range(50000)) + b"\r\n\r\nx")
put("many-words", HEAD + b"X-A: " + b"=?utf-8?q?a?= " * 100000 + b"\r\nSubject: " + b"=?utf-8?q?a?= " * 50000 + b"\r\n\r\nx")
put("many-urls", HEAD + b"\r\n" + b"\r\n".join(b"http://h%d.example/x" % i for i in range(100000)))
put("long-line", HEAD + b"\r\n" + b"x" * 5_000_000)
put("long-url", HEAD + b"\r\nhttp://a.example/" + b"x" * 2_000_000)
put("comments", b"From: " + b"(" * 100000 + b"x@y.example\r\n\r\nx")
put("quotes", b"From: \"" + b"\\\"" * 100000 + b"\" <x@y.example>\r\n\r\nx")
put("groups", b"To: " + b"a:" * 50000 + b";\r\n\r\nx")
put("param-bomb", HEAD + b"Content-Disposition: attachment; " + b"; ".join(b"filename*%d*=UTF-8''a" % i for i in range(20000)) + b"\r\n\r\nx")
put("two-of-each", HEAD + HEAD.replace(b"x@evil", b"y@evil") + b"Content-Type: text/plain\r\nContent-Type: text/html\r\n\r\n<b>x</b>")
for cs in (b"utf-7", b"iso-2022-cn-ext", b"x-unknown", b"utf-16", b"ISO-2022-JP", b"cp932", b"../../etc/passwd", b"a" * 10000):
    put("charset-" + cs[:20].decode().replace("/", "_"), HEAD + b"Content-Type: text/plain; charset=\"" + cs + b"\"\r\n\r\n\x1b$B\x80\xff\x1b(Bx\x1b$B")
for cte in (b"base64", b"quoted-printable", b"x-uuencode", b"unknown", b"binary"):
    put("cte-" + cte.decode(), HEAD + b"Content-Transfer-Encoding: " + cte + b"\r\n\r\n" + b"=\r\n" * 100000 + b"!!!!=ZZ====AAA")
put("html-deep", HEAD + b"Content-Type: text/html\r\n\r\n" + b"<div>" * 200000)
put("html-attributes", HEAD + b"Content-Type: text/html\r\n\r\n<a " + b"".join(b"a%d=b " % i for i in range(20000)) + b">x")
put("html-entities", HEAD + b"Content-Type: text/html\r\n\r\n" + b"&amp;" * 300000 + b"&#x110000;&#0;&#xd800;&bogus;")
put("html-comments", HEAD + b"Content-Type: text/html\r\n\r\n" + b"<!--" * 100000)
put("html-styles", HEAD + b"Content-Type: text/html\r\n\r\n" + b"<p style='display:none'>" * 50000)
put("tnef", HEAD + b"Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(b"\x78\x9f\x3e\x22" + os.urandom(1000)))
put("partial", HEAD + b"Content-Type: message/partial; id=x; number=1; total=2\r\n\r\nx")
put("external", HEAD + b"Content-Type: message/external-body; access-type=URL; URL=\"http://evil.example/\"\r\n\r\nContent-Type: text/plain\r\n\r\nx")
put("zero-bomb", HEAD + b"Content-Type: application/gzip; name=z.gz\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(__import__("gzip").compress(bytes(200_000_000))))
put("signed", multipart(2, kind=b"signed"))
put("encrypted", multipart(2, kind=b"encrypted"))
INNER = HEAD + b"To: you@y.example\r\n\r\nhttp://in.example/\r\n"


def wrapped(depth, cte=None):
    m = INNER
    for i in range(depth):
        body = base64.encodebytes(m) if cte else m
        m = HEAD + b"Content-Type: message/rfc822\r\n" + (b"Content-Transfer-Encoding: base64\r\n" if cte else b"") + b"\r\n" + body
    return m


put("wrapped-deep", wrapped(100))
put("wrapped-encoded", wrapped(30, "base64"))
put("wrapped-wide", multipart(5000, inner=INNER, kind=b"digest"))
put("wrapped-wide-and-deep", HEAD + b"Content-Type: multipart/digest; boundary=w\r\n\r\n" + (b"--w\r\n\r\n" + multipart(30, inner=INNER, kind=b"digest")) * 100 + b"--w--\r\n")
put("wrapped-texts", HEAD + b"Content-Type: multipart/digest; boundary=w\r\n\r\n" + b"".join(b"--w\r\n\r\n" + HEAD + b"\r\n" + os.urandom(200000).hex().encode() + b"\r\n" for _ in range(60)) + b"--w--\r\n")
put("wrapped-zips", HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + (b"--b\r\nContent-Type: application/zip; name=m.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(zipped_mails()) + b"\r\n") * 40 + b"--b--\r\n")
put("heads-many", HEAD + b"\r\n" + b"From: a@b.example\r\nDate: x\r\nTo: c@d.example\r\nSubject: s\r\n\r\nx\r\n" * 20000)
put("heads-half", HEAD + b"\r\n" + b"From: a@b.example\r\n\r\n" * 60000)
put("quotes-deep", HEAD + b"\r\n" + b"> " * 200000 + b"x\r\n" + b">" * 200000 + b"\r\n")
put("rules-many", HEAD + b"\r\n" + b"-----\r\n" * 200000)
put("comments-open", HEAD + b"To: " + b"(a <b@c.example> " * 20000 + b"\r\n\r\nx")
put("ats-many", HEAD + b"To: " + b"a@b " * 50000 + b"\r\n\r\nFrom: " + b"@" * 100000 + b"\r\nDate: x\r\nSubject: y\r\n\r\nz")
put("jis-many", b"Subject: " + b"\x1b$B\x22\x22" * 100000 + b"\r\n\r\n$B" + b"$B!!" * 100000)

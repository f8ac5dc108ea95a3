#!/usr/bin/env python3
"""Seeds for the fuzz targets, into DIR/TARGET/: the samples' own files and
small ones that reach deep.  Usage: seeds.py DIR PROGRAM"""
import gzip
import hashlib
import io
import lzma
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile

OUT, PROGRAM = sys.argv[1:]
HERE = os.path.dirname(os.path.abspath(__file__))
UUID = "7f0c1a52-6d0e-4e57-9f0e-2f1f2a2f7d10"
SHA = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

BODY = f"""
<submission id="1" kind="mail" request="R-2017-7K3QM2XB" observed="2017-08-02T21:05:00+09:00" victim="partner" partial="yes">
<title>請求書</title><description>x</description>
<file path="mail/1.eml" role="mail" sha256="{SHA}"/>
<indicator type="url" role="c2">http://update.malicious.example/gate.php</indicator>
<indicator type="ipv6-addr" role="c2">2001:db8::1</indicator>
<indicator type="email-addr" role="sender">Name &lt;a[at]b(dot)example></indicator>
<indicator type="cidr">198.51.100.0/24</indicator><indicator type="ipv4-addr-port">198.51.100.7:443</indicator>
<indicator type="malware">x</indicator><indicator type="vulnerability">CVE-2017-0199</indicator>
<observation direction="inbound" address="198.51.100.23" port="1433" protocol="tcp" first="2018-12-10" last="2019-02-13" count="67"/>
<bec type="2" damage="no" language="en"/><topic>t</topic>
<share consent="given" scope="all" tlp="green" publish="yes"><agency id="jpcert"/></share>
<sensitive>山田</sensitive></submission>
<sighting item="S-2017-7K3QM2XB" count="2" first="2017-08-01" last="2017-08-02" outcome="infected"><with submission="1"/></sighting>
<sighting item="S-2017-7K3QM2XB" request="R-2017-7K3QM2XB" result="not-found"/><sighting item="S-2017-7K3QM2XB" result="false-alarm"/>
<consent preview="{SHA}" decision="approve"/><ack bundle="gas-000017" hits="yes"/>
<withdrawal package="{UUID}" submission="2"><reason>r</reason></withdrawal>
<ruling case="C-2017-0031" class="targeted" grounds="malware craft" grave="no" release="yes">
<title>t</title><analysis>a</analysis><countermeasure>c</countermeasure><topic>t</topic><redact>r</redact>
<merge into="C-2017-0032"/><split submission="{UUID}/1"/>
<thread><step kind="recon" submission="{UUID}/1">s</step><step kind="reply" at="2017-08-02T15:00:00+09:00">s</step></thread></ruling>
<ruling item="S-2017-7K3QM2X9" retract="yes"><reason>r</reason></ruling>
<ruling case="C-2017-0031" harmless="yes" release="no"/>
<ruling case="C-2017-0031"><truehit submission="{UUID}/1"><fact type="subject">s</fact></truehit></ruling>
<confirm ruling="{UUID}/1" decision="approve" bytes="{'a' * 64}"/>
<confirm ruling="{UUID}/1" decision="refuse"/>
<confirm request="R-2017-7K3QM2XB" decision="approve"/>
<request audience="gas" item="S-2017-7K3QM2XB" until="2017-09-30">t</request>
<request submission="{UUID}/1" until="2017-09-30">t</request><request closes="R-2017-7K3QM2XB"/>
<chapter period="2017Q3" after="figures"><title xml:lang="ja">t</title><title xml:lang="en">t</title>
<p xml:lang="ja">a<fn>f</fn><q dataset="flow" key="2017Q3" measure="submitted"/></p><section><title xml:lang="ja">t</title><p xml:lang="en">x<ref to="f"/></p><figure id="f" altered="yes"><title>t</title><file path="a.png" sha256="{SHA}" xml:lang="ja"/><alt>a</alt></figure>
<table><title>t</title><head><cell>c</cell></head><row><cell><t xml:lang="ja">t</t></cell></row></table></section></chapter>
"""

# What gpg 2.2 says of a good message.
GOOD = f"""[GNUPG:] FILE_START 3 m.gpg
[GNUPG:] ENC_TO B91AC39E224B5999 18 0
[GNUPG:] KEY_CONSIDERED {"A" * 40} 0
[GNUPG:] DECRYPTION_KEY {"B" * 40} {"A" * 40} u
[GNUPG:] BEGIN_DECRYPTION
[GNUPG:] DECRYPTION_INFO 2 9 0
[GNUPG:] PLAINTEXT 62 1501722720 %0Ax y
[GNUPG:] PLAINTEXT_LENGTH 6
[GNUPG:] NEWSIG m@x.example
[GNUPG:] SIG_ID PSE/852EF4PsI7w6yK6XfQ3hfmw 2017-08-03 1501722720
[GNUPG:] GOODSIG 875D99D68491B90C m %25x y
[GNUPG:] VALIDSIG {"C" * 40} 2017-08-03 1501722720 0 4 0 22 10 00 {"D" * 40}
[GNUPG:] DECRYPTION_OKAY
[GNUPG:] GOODMDC
[GNUPG:] END_DECRYPTION
[GNUPG:] FILE_DONE
"""


def pictures():
    sys.path.insert(0, f"{HERE}/../flow/report")
    import draw
    for kind in {**draw.GOOD, **draw.BAD}:
        if kind != "bomb":
            put("picture", kind, draw.draw(kind))


def put(target, name, data):
    os.makedirs(f"{OUT}/{target}", exist_ok=True)
    if isinstance(data, str):
        data = data.encode()
    with open(f"{OUT}/{target}/{name}", "wb") as f:
        f.write(data)


def manifest(body):
    return (f'<package xmlns="urn:toiyaba:package:1" id="{UUID}" to="{"0" * 38}AA"'
            f' from="gas-03" created="2017-08-03T09:12:00+09:00">{body}</package>')


def tar(kind=tarfile.USTAR_FORMAT, names=("manifest.xml", "mail/1.eml")):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=kind) as t:
        for n in names:
            i = tarfile.TarInfo(n)
            i.size = len(n)
            t.addfile(i, io.BytesIO(n.encode()))
    return out.getvalue()


def zipped(method=zipfile.ZIP_DEFLATED, names=("manifest.xml", "調査.txt")):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as z:
        for n in names:
            z.writestr(n, n)
    return out.getvalue()


def archives():
    plain = tar()
    put("archive", "tar", plain)
    put("archive", "pax", tar(tarfile.PAX_FORMAT, ("x" * 120, "日本")))
    put("archive", "gnu", tar(tarfile.GNU_FORMAT, ("y" * 120,)))
    put("archive", "gz", gzip.compress(plain, mtime=0))
    put("archive", "xz", lzma.compress(plain))
    put("archive", "zst", subprocess.run(["zstd", "-qc"], input=plain,
                                         capture_output=True, check=True).stdout)
    put("archive", "zip", zipped())
    put("archive", "stored", zipped(zipfile.ZIP_STORED))
    put("archive", "nested", tar(names=("a/../b", "./c", "/abs", "A", "a")))


def mails():
    head = (b"Return-Path: <x@evil.example>\r\nReceived: from mx ([203.0.113.9]) by relay; "
            b"Wed, 2 Aug 2017 21:05:00 +0900\r\nFrom: =?ISO-2022-JP?B?GyRCRnxLXBsoQg==?= <x@evil.example>\r\n"
            b"To: you@y.example\r\nSubject: =?UTF-8?Q?=E6=97=A5=E6?= =?UTF-8?Q?=9C=AC?=\r\n"
            b"References: <a@b> <c@d>\r\nMessage-ID: <m@x>\r\nMIME-Version: 1.0\r\n")
    mixed = (head + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'
             b"Content-Type: text/html; charset=shift_jis\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
             b'<p style=3D"display:none">x</p><a href=3D"http://bad.example/x?a&amp;b">=93=FA=96=7B</a>\r\n--b\r\n'
             b"Content-Type: application/zip; name*0*=UTF-8''%E8%AA%BF; name*1=\"a.pdf.exe\"\r\n"
             b"Content-Disposition: attachment; filename=\"x.zip\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
             + __import__("base64").encodebytes(zipped()) +
             b"\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n" + head + b"\r\nhttp://in.example/\r\n--b--\r\n")
    put("mail", "mixed", mixed)
    put("mail", "plain", head + b"Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n\x1b$BF|K\\\x1b(B http://bad.example/\r\n")
    put("mail", "conditions", head + b"Content-Type: text/html\r\n\r\n<![if !mso]>a<!-->b<![endif]></?o><!--[if !mso]><!-->c<!--<![endif]--><a title='<!x' href='http://bad.example/'>d</a>\r\n")
    put("mail", "links", head + b"Content-Type: text/html\r\n\r\n<a href=' &#104;ttp:\\\\\xe4\xbe\x8b.bad.example\\a&#159;?b'>x</a><img /src=http://0xc6336407/><a href=http://1.2.777/>")
    put("mail", "invitation", head + b"Content-Type: text/calendar\r\n\r\nURL:http://bad\r\n .example/\\,a\\n\r\n")
    put("mail", "strange", head + b"\r\nLah: X <a@bad.example>\r\nPav: 28.10.2021 12:46\r\nAih: x\r\n\r\n----- Zop -----\r\nQo 2021 12:46, a@bad.example mur:\r\n")
    found = os.path.join(HERE, "../mails/found")
    for name in sorted(os.listdir(found)):
        if name.endswith(".eml"):
            with open(f"{found}/{name}", "rb") as f:
                put("mail", name[:-4], f.read())
    with tempfile.TemporaryDirectory() as d:
        subprocess.run([sys.executable, os.path.join(HERE, "../flow/intake/forwards.py"), "make", d, "y.example"], check=True)
        for name in sorted(os.listdir(d)):
            with open(f"{d}/{name}", "rb") as f:
                put("mail", name[:-4], f.read())
    with tempfile.TemporaryDirectory() as d:
        for what in ("make", "hostile"):
            subprocess.run([sys.executable, os.path.join(HERE, "../flow/intake/outlook.py"), what, d], check=True)
        for name in sorted(os.listdir(d)):
            with open(f"{d}/{name}", "rb") as f:
                data = f.read()
            if not name.endswith(".eml") and len(data) < 65536:
                put("outlook", name, data)
                put("mail", "outlook-" + name, data)
    with tempfile.TemporaryDirectory() as d:
        subprocess.run([sys.executable, os.path.join(HERE, "../flow/intake/written.py"), d], check=True)
        for name in sorted(os.listdir(d)):
            with open(f"{d}/{name}", "rb") as f:
                put("mail", "written-" + name, f.read())
    with tempfile.TemporaryDirectory() as d:
        subprocess.run([sys.executable, os.path.join(HERE, "../flow/intake/japanese.py"), "make", d], check=True)
        for n, name in enumerate(sorted(os.listdir(d))):
            if n % 3 == 0 and name.endswith(".eml"):
                with open(f"{d}/{name}", "rb") as f:
                    put("mail", "japanese-" + name, f.read())
    sys.path.insert(0, os.path.join(HERE, "../flow/intake"))
    sys.dont_write_bytecode = True
    import outlook
    rtf = outlook.from_html(outlook.HTML)
    put("outlook", "rtf", rtf)
    put("outlook", "lzfu", outlook.lzfu(rtf))
    put("outlook", "stored", outlook.lzfu(rtf, False))
    put("mail", "raw8", b"From: \x93\xfa\x96\x7b <a@b.example>\r\nSubject: \xff\xfe\r\n\r\n\x80\x81\r\n")


def main():
    put("manifest", "all", manifest(BODY))
    put("manifest", "none", manifest(""))
    put("manifest", "doctype", '<!DOCTYPE package [<!ENTITY a "b">]>' + manifest(""))
    samples = os.path.join(HERE, "../../samples")
    with open(f"{samples}/history.xml", "rb") as f:
        put("roster", "history", f.read())
    put("roster", "roster", f"""<roster xmlns="urn:toiyaba:roster:1">
<sig id="gas" from="2012-07-01"><name xml:lang="ja">ガス</name></sig>
<scheme id="med" from="2012-07-01" bodies="3" behind="9"><name xml:lang="ja">医</name><key fingerprint="{'A' * 40}" from="2012-07-01"/></scheme>
<agency id="jpcert" from="2012-07-01" when="grave"><name xml:lang="ja">J</name></agency>
<member id="gas-03"><name xml:lang="ja">架空</name><alias>Kaku</alias><domain>a.example</domain><network>203.0.113.0/24</network>
<sensitive>w</sensitive><key fingerprint="{'B' * 40}" from="2016-04-01" until="2017-01-01" distrusted="2016-12-01"/><in sig="gas" from="2012-07-01" reason="r"/></member></roster>""")
    with tempfile.TemporaryDirectory() as d:
        subprocess.run([PROGRAM, "init", f"{d}/hub"], capture_output=True, check=True)
        with open(f"{d}/hub/hub.conf", "rb") as f:
            put("settings", "default", f.read())
        subprocess.run(["gpgconf", "--homedir", f"{d}/hub/gnupg", "--kill", "all"], check=False)
    for n, line in enumerate(subprocess.run([sys.executable, "tests/hostile/leaks.py", "forms"], capture_output=True, text=True, check=True).stdout.splitlines()):
        if n % 4 == 0:
            put("leak", f"form-{n}", bytes.fromhex(line.split("\t")[2]))
    put("settings", "short", "[hub]\nname = x # y\n[intake]\nmax-package = 3G\n")
    put("bundle", "one", f"""<bundle xmlns="urn:toiyaba:bundle:1" audience="gas" sequence="2" previous="{SHA}"
created="2017-08-04T01:30:00+09:00" expires="2017-09-08T01:30:00+09:00"><file path="items/S-2017-7K3QM2XB.xml" size="3" sha256="{SHA}"/><retraction item="S-2017-7K3QM2XB"/><request name="R-2017-7K3QM2XB" item="S-2017-7K3QM2XB" until="2017-09-30">t</request></bundle>""")
    put("bundle", "over", f"""<bundle xmlns="urn:toiyaba:bundle:1" audience="gas" sequence="2" previous="{SHA}"
created="2017-08-04T01:30:00+09:00" expires="2017-09-08T01:30:00+09:00" tlp="amber" hub="h" name="n"><file path="items/S-2017-7K3QM2XB.xml" size="3" sha256="{SHA}"/>
<retraction item="S-2017-7K3QM2XB"><value type="domain-name">bad.example</value></retraction><superseded item="S-2017-7K3QM2X9" by="S-2017-7K3QM2XB"/></bundle>""")
    link = f"{SHA} {SHA} 2017-09-04T16:30:00Z"
    lines = f"""series gas
bundle 1 {link}
bundle 2 {link.replace("e3", "e4")}
item S-2017-7K3QM2X9
word 1 shared 1
word 2 superseded 1 S-2017-7K3QM2XB
value 1 domain-name bad.example
value 2 subject a\\x5cb
item S-2017-7K3QM2XB
word 2 retracted 0
value 0 url http://bad.example/
""".replace(link.replace("e3", "e4"), f"{'a' * 64} {SHA} 2017-09-05T16:30:00Z")
    put("opened", "lines", lines)
    text = "toiyaba-opened 1\n" + lines
    put("opened", "whole", text + f"sum {hashlib.sha256(text.encode()).hexdigest()}\n")
    archives()
    mails()
    pictures()
    put("packets", "one", bytes([0xc1, 3, 3, 0, 0, 0xd2, 2, 1, 0]))
    put("packets", "partial", bytes([0xc1, 3, 3, 0, 0, 0xd2, 0xe1, 1, 0, 1, 0]))
    put("packets", "armor", "-----BEGIN PGP MESSAGE-----\n\nwcADAAAA0gIBAA==\n=TfVo\n-----END PGP MESSAGE-----\n")
    put("status", "good", GOOD)
    put("status", "notes", GOOD.replace("[GNUPG:] VALID", "[GNUPG:] NOTATION_NAME a@b\n[GNUPG:] NOTATION_DATA x%0A\n[GNUPG:] VALID"))
    put("status", "hidden", GOOD.replace("ENC_TO B91AC39E224B5999", "ENC_TO 0000000000000000").replace("[GNUPG:] DECRYPTION_KEY", "[GNUPG:] NO_SECKEY 0000000000000000\n[GNUPG:] CARDCTRL 6\n[GNUPG:] DECRYPTION_KEY"))
    put("status", "unsigned", GOOD.replace("SIG ", "SIC "))
    put("keyfile", "one", b"\xc6\x02\x04\x00\xcd\x01x\xc2\x0c\x04\x20\x16\x0a\x00\x06\x05\x02\x4b\x3d\x3b\x80\xce\x02\x04\x00\xc2\x02\x04\x28")
    put("crypt", "one", bytes(4) + b"\1\0\0\0" + bytes(100))
    put("worker", "one", b"$\0\0\0" + UUID.encode() + b"(\0\0\0" + b"A" * 40 + b"\6\0\0\0gas-03" + bytes(120))
    number = lambda n: n.to_bytes(4, "big")
    put("searcher", "nothing", number(9) + number(0) + b"".join(number(65) + number(n) for n in (1, 17, 64)))
    put("searcher", "name", number(0) + number(2))
    put("text", "html", '<p>a&amp;b<div style="display:none">x</div><a href="http://a.example/">日本</a>')
    put("text", "url", "hxxp://EXAMPLE[.]com:80/a/../b?x#y")
    for n, line in enumerate(re.findall(r'"((?:[^"\\]|\\.)*)"', open("tests/unit/t-unique.c").read())):
        put("unique", f"form-{n}", line)
    os.makedirs(f"{OUT}/list", exist_ok=True)
    subprocess.run([sys.executable, f"{HERE}/../flow/intake/lists.py", f"{OUT}/list"], check=True)
    for n, line in enumerate(re.findall(r'"((?:[^"\\]|\\.)*)"', open("tests/unit/t-spelt.c").read())):
        put("list", f"value-{n}", line)
    put("text", "kana", "ｶﾞｽ株式会社 ＡＢＣ １２３ a@b.example")


main()

"""Every way in which a member's name can hide in outgoing bytes, by the list
of research on anonymity (A5) and more: lines MEMBER, FORM, HEX."""

import base64
import bz2
import codecs
import email.header
import gzip
import hashlib
import io
import json
import lzma
import quopri
import sys
import subprocess
import tarfile
import textwrap
import unicodedata
import urllib.parse
import zipfile
import zlib

MEMBERS = {
    "toto": ("東都電機", "トウトデンキ", "totodenki", "totodenki.example", "yamada@totodenki.example"),
    "minato": ("みなと重工業", "ミナトジュウコウギョウ", "minatoheavy", "minato-heavy.example", "s.sato@minato-heavy.example"),
    "sakura": ("櫻井高機械", "サクライタカキカイ", "sakuraikikai", "sakurai.example", "tanaka@sakurai.example"),
}


def wide(s):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in s)


def halfwidth(s):
    table = {unicodedata.normalize("NFKC", chr(c)): chr(c) for c in range(0xFF66, 0xFF9E)}
    out = ""
    for c in unicodedata.normalize("NFD", s):
        c = {"\u3099": "\uff9e", "\u309a": "\uff9f"}.get(c, c)
        out += table.get(c, c)
    return out


def hiragana(s):
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in s)


def zipped(name, data):
    b = io.BytesIO()
    with zipfile.ZipFile(b, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(name, data)
    return b.getvalue()


def tarred(data):
    b = io.BytesIO()
    with tarfile.open(fileobj=b, mode="w:gz") as t:
        i = tarfile.TarInfo("a.txt")
        i.size = len(data)
        t.addfile(i, io.BytesIO(data))
    return b.getvalue()


def crowded(data):
    b = io.BytesIO()
    with zipfile.ZipFile(b, "w") as z:
        for i in range(300):
            z.writestr(f"{i}", b"x")
        z.writestr("last", data)
    return b.getvalue()


def zstd(data):
    return subprocess.run(["zstd", "-qc"], input=data, stdout=subprocess.PIPE, check=True).stdout


def b64(data):
    return base64.b64encode(data)


def addresses(net):
    """Those of a member's network, written in many ways."""
    v4, v6 = f"198.51.{net}.7", f"2001:db8:{net}::7"
    n = int.from_bytes(bytes(map(int, v4.split("."))), "big")
    for name, text in (
        ("address", f"from {v4} at"), ("address and port", f"{v4}:8080"), ("address at the end", f"was {v4}."),
        ("letters before an address", f"src{v4}"), ("letters behind an address", f"{v4}abc"),
        ("defanged address", v4.replace(".", "[.]")), ("address, one dot defanged", v4[::-1].replace(".", "].[", 1)[::-1]),
        ("address in a host name", f"ec2-{v4.replace('.', '-')}.cloud.example"),
        ("address turned round", ".".join(reversed(v4.split("."))) + ".in-addr.arpa"),
        ("address as a number", f"http://{n}/a"), ("address as a hex number", f"http://0x{n:08x}/a"),
        ("address in percent", urllib.parse.quote(v4).replace(".", "%2E")), ("address in base64", base64.b64encode(v4.encode()).decode()),
        ("IPv6 address", f"[{v6}]:443"), ("IPv6 in full", "2001:0db8:%04d:0000:0000:0000:0000:0007" % net),
        ("IPv4 in IPv6", f"::ffff:{v4}"),
    ):
        yield name, text.encode()


def forms(kanji, kana, latin, domain, box):
    u = kanji.encode()
    yield "utf-8", u
    for cs in ("cp932", "euc_jp", "iso2022_jp", "utf-16-le", "utf-16-be", "utf-7"):
        yield cs + " in base64", b64(kanji.encode(cs))
    for cs in ("cp932", "utf-16-le", "utf-16-be"):
        yield cs + " in base64 between lines", b"abcdefghijklmnopqrst\n" + b64(kanji.encode(cs)) + b" \r\nS-2017-7K3QM2XB"
    for cs in ("utf-16-le", "utf-16-be"):
        yield cs + " in base64, letters behind", b64(kanji.encode(cs)).rstrip(b"=") + b"qrstuv01234"
    lost = kanji.encode("iso2022_jp")
    yield "iso-2022-jp, ESC a blank", lost.replace(b"\x1b", b" ")
    yield "iso-2022-jp, ESC gone", lost.replace(b"\x1b", b"")
    yield "iso-2022-jp, ESC gone, the end too", lost.replace(b"\x1b", b"").removesuffix(b"(B") + b" "
    yield "iso-2022-jp, ESC gone, behind a half", b"US$Bx" + lost.replace(b"\x1b", b"")
    yield "iso-2022-jp, ESC gone, in XML", lost.replace(b"\x1b", b"").replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b'"', b"&quot;")
    yield "iso-2022-jp", kanji.encode("iso2022_jp")
    yield "utf-7", kanji.encode("utf-7")
    yield "utf-16 with BOM in base64", b64(kanji.encode("utf-16"))
    yield "nfd kana", unicodedata.normalize("NFD", kana).encode()
    yield "half-width kana", halfwidth(kana).encode()
    yield "half-width kana cp932 in base64", b64(halfwidth(kana).encode("cp932"))
    yield "hiragana", hiragana(kana).encode()
    yield "wide latin", wide(latin).encode()
    yield "mixed case, hyphen", (latin[:3].upper() + "-" + latin[3:]).encode()
    for f in ("株式会社{}", "{}株式会社", "(株){}", "㈱{}", "{}㈱"):
        yield f.format("X"), f.format(kanji).encode()
    yield "spaced", " ".join(kanji).encode()
    yield "wide spaces", "　".join(kanji).encode()
    yield "spaced latin", " ".join(latin).encode()
    yield "zero width", "\u200b".join(kanji).encode()
    yield "soft hyphen", "\u00ad".join(latin).encode()
    yield "line break inside", (kanji[:2] + "\n" + kanji[2:]).encode()
    yield "markup inside", (kanji[:2] + "<b>" + kanji[2:] + "</b>").encode()
    yield "html decimal", "".join(f"&#{ord(c)};" for c in kanji).encode()
    yield "html hex", "".join(f"&#x{ord(c):x};" for c in kanji).encode()
    yield "json", json.dumps(kanji).encode()
    yield "rtf unicode", "".join(f"\\u{ord(c) if ord(c) < 32768 else ord(c) - 65536}?" for c in kanji).encode()
    yield "rtf bytes", "".join(f"\\'{b:02x}" for b in kanji.encode("cp932")).encode()
    yield "c escapes", "".join(f"\\x{b:02x}" for b in u).encode()
    yield "percent", urllib.parse.quote(kanji).encode()
    yield "percent cp932", urllib.parse.quote(kanji.encode("cp932")).encode()
    yield "percent twice", urllib.parse.quote(urllib.parse.quote(kanji)).encode()
    yield "percent thrice", urllib.parse.quote(urllib.parse.quote(urllib.parse.quote(kanji))).encode()
    for cs in ("utf-8", "iso-2022-jp"):
        yield "rfc2047 b " + cs, email.header.Header(kanji, cs).encode().encode()
    half = len(kanji) // 2
    yield "rfc2047 split", (" ".join("=?utf-8?B?" + b64(p.encode()).decode() + "?=" for p in (kanji[:half], kanji[half:]))).encode()
    yield "rfc2047 q", ("=?utf-8?Q?" + "".join(f"={b:02X}" for b in u) + "?=").encode()
    yield "rfc2231", ("filename*=utf-8''" + urllib.parse.quote(kanji) + ".doc").encode()
    yield "quoted-printable", quopri.encodestring(u)
    q = "".join(f"={b:02X}" for b in u)
    yield "quoted-printable, soft break", (q[:9] + "=\r\n" + q[9:]).encode()
    for n in range(3):
        yield f"base64 at {n}", b64(b"abc"[:n] + u + b"zz")
        yield f"base64 domain at {n}", b64(b"abc"[:n] + domain.encode() + b"/x")
    yield "base64url", base64.urlsafe_b64encode(("??>>" + kanji + "??").encode()).rstrip(b"=")
    long = ("x" * 60 + kanji + "y" * 60).encode()
    yield "wrapped base64", base64.encodebytes(long)
    yield "base64 of base64", b64(b64(u))
    yield "hex", u.hex().encode()
    yield "hex upper", u.hex().upper().encode()
    yield "hex in base64", b64(u.hex().encode())
    yield "address percent", box.replace("@", "%40").encode()
    yield "srs", f"SRS0=ab12=XY={domain}={box.split('@')[0]}@relay.example".encode()
    yield "verp", f"bounce+{box.replace('@', '=')}@list.example".encode()
    yield "prvs", f"prvs=1234567890={box}".encode()
    yield "defanged", domain.replace(".", "[.]").encode()
    yield "defanged dot", domain.replace(".", " (dot) ").encode()
    yield "hxxp", ("hxxp://www." + domain.replace(".", "[.]") + "/a").encode()
    yield "rot13", codecs.encode(domain, "rot13").encode()
    yield "punycode", (kanji.encode("idna") + b".example")
    yield "reversed domain", domain[::-1].encode()
    yield "reversed labels kept", kanji[::-1].encode()
    yield "gzip", gzip.compress(u)
    yield "gzip in base64", b64(gzip.compress(u))
    yield "zip", zipped("a.txt", u)
    yield "zip, not at 0", b"junk before" + zipped("a.txt", u)
    yield "zip in base64", b64(zipped("a.txt", u))
    yield "name in a zip", zipped(kanji + ".txt", b"x")
    yield "ooxml properties", zipped("docProps/app.xml", f"<Company>{kanji}</Company>".encode())
    yield "tar.gz", tarred(u)
    yield "xz", lzma.compress(u)
    yield "bzip2", bz2.compress(u)
    yield "bzip2 in base64", b64(bz2.compress(u))
    yield "zlib in base64", b64(zlib.compress(u))
    yield "zstd in base64", b64(zstd(u))
    yield "zip behind a broken one", b64(b"PK\3\4 is no zip " + zipped("a.txt", u))
    yield "zip behind a whole one", b64(zipped("b.txt", b"nothing") + zipped("a.txt", u))
    yield "gzip behind a broken one", b64(b"\x1f\x8b\x08 nothing" + gzip.compress(u))
    yield "last of many in a zip", b64(crowded(u))
    yield "far inside a gzip", b64(gzip.compress(b" " * (9 << 20) + u))
    yield "base64 in short lines", b"\n".join(textwrap.wrap(b64(long).decode(), 20)[i].encode() for i in range(len(b64(long)) // 20))
    yield "0 and 1", domain.replace("o", "0").replace("i", "1").encode()
    yield "old forms of kanji", kanji.replace("高", "髙").replace("桜", "櫻").encode()
    for h in ("md5", "sha1", "sha256"):
        yield h + " of the address", hashlib.new(h, box.encode()).hexdigest().encode()
        yield h + " of the address in capitals", hashlib.new(h, box.upper().encode()).hexdigest().upper().encode()
        yield h + " of the domain", hashlib.new(h, domain.encode()).hexdigest().encode()


if sys.argv[1] == "roster":
    print('<roster xmlns="urn:toiyaba:roster:1"><sig id="gas" from="2016-04-01"><name xml:lang="ja">x</name></sig>')
    for i, (who, (kanji, kana, latin, domain, box)) in enumerate(MEMBERS.items()):
        print(f'<member id="{who}-0{i}"><name xml:lang="ja">{kanji}株式会社</name><name xml:lang="en">{latin.title()} Co., Ltd.</name>'
              f'<alias>{kana}</alias><alias>{kana}株式会社</alias><domain>{domain}</domain><network>198.51.{100 + i}.0/24</network><network>2001:db8:{100 + i}::/48</network>'
              f'<key fingerprint="{i:040d}" from="2016-04-01"/><in sig="gas" from="2016-04-01"/></member>')
    print("</roster>")
elif sys.argv[1] == "words":
    for m in MEMBERS.values():
        print(m[4])
else:
    for i, (who, m) in enumerate(MEMBERS.items()):
        for name, data in [*forms(*m), *addresses(100 + i)]:
            print(f"{who}\t{name}\t{data.hex()}")
            inside = b"<p>A mail of unknown origin, seen on 2 August: " + data + b" and nothing else.</p>\n"
            if name not in ("gzip", "zip", "tar.gz", "xz", "bzip2", "name in a zip", "ooxml properties"):
                print(f"{who}\t{name}, inside\t{inside.hex()}")

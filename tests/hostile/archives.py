#!/usr/bin/env python3
"""Archives as an enemy makes them (hostile-input, A.3).
Usage: archives.py DIR; writes DIR/OUTCOME/NAME for each."""
import gzip
import hashlib
import io
import os
import struct
import subprocess
import sys
import tarfile
import unicodedata
import zipfile

OUT = sys.argv[1]
MANIFEST = (b'<package xmlns="urn:toiyaba:package:1" id="7f0c1a52-6d0e-4e57-9f0e-2f1f2a2f7d10"'
            b' to="00000000000000000000000000000000000000AA" from="gas-03"'
            b' created="2017-08-03T09:12:00+09:00"/>')


def put(outcome, name, data):
    os.makedirs(f"{OUT}/{outcome}", exist_ok=True)
    with open(f"{OUT}/{outcome}/{name}", "wb") as f:
        f.write(data)


def member(name, data=b"x", **more):
    i = tarfile.TarInfo(name)
    i.size = len(data) if more.get("type", tarfile.REGTYPE) == tarfile.REGTYPE else 0
    for k, v in more.items():
        setattr(i, k, v)
    return i, data


def tar(*members, kind=tarfile.PAX_FORMAT, manifest=True):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=kind) as t:
        for i, data in ([member("manifest.xml", MANIFEST)] if manifest else []) + list(members):
            t.addfile(i, io.BytesIO(data))
    return out.getvalue()


def zipped(*names, method=zipfile.ZIP_DEFLATED, data=b"x" * 50):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as z:
        z.writestr("manifest.xml", MANIFEST)
        for n in names:
            z.writestr(n, data)
    return out.getvalue()


def paths():
    for k, n in enumerate(["../up", "a/../../up", "/abs", "C:/x", "C:\\x", "\\\\host\\share", "a\\b",
                           "./../x", "..", "a/..", "x" * 3000, "a/" * 600 + "x",
                           "con\u0001trol", "new\nline", "tab\tname", "a//b"]):
        put("unsafe-path", f"path-{k}.tar", tar(member(n)))
        if "\\" not in n:
            put("unsafe-path", f"path-{k}.zip", zipped(n))
    # Odd, but nothing a name may not be: the manifest would have to list it.
    for k, n in enumerate(("rlo\u202egpj.exe", " ", "-rf")):
        put("unlisted-file", f"odd-{k}.tar", tar(member(n)))
    put("broken-archive", "no-charset.tar",
        tar(member("zzzz"), kind=tarfile.USTAR_FORMAT).replace(b"zzzz", b"\xff\xfe\xfd\xfc"))


def types():
    for kind, name in ((tarfile.SYMTYPE, "symlink"), (tarfile.LNKTYPE, "hardlink"), (tarfile.CHRTYPE, "char"),
                       (tarfile.BLKTYPE, "block"), (tarfile.FIFOTYPE, "fifo")):
        put("not-regular", f"{name}.tar", tar(member("x", type=kind, linkname="manifest.xml")))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("manifest.xml", MANIFEST)
        i = zipfile.ZipInfo("link")
        i.create_system = 3
        i.external_attr = 0o120777 << 16
        z.writestr(i, "/etc/passwd")
    put("not-regular", "symlink.zip", out.getvalue())


def names():
    put("duplicate-name", "same.tar", tar(member("a"), member("a")))
    put("duplicate-name", "case.tar", tar(member("a"), member("A")))
    put("duplicate-name", "width.tar", tar(member("a"), member("\uff41")))
    nfd = unicodedata.normalize("NFD", "が")
    put("duplicate-name", "nfd.tar", tar(member("が"), member(nfd)))
    put("duplicate-name", "manifest.tar", tar(member("manifest.xml", b"<other/>")))
    put("duplicate-name", "manifest-case.tar", tar(member("Manifest.XML", b"<other/>")))


def sizes():
    zeros = bytes(30_000_000)
    put("too-large", "zeros.tar.gz", gzip.compress(tar(member("z", zeros)), mtime=0))
    put("too-large", "zeros.zip", zipped("z", data=zeros))
    put("too-many", "many.tar", tar(*(member(f"f{i}", b"") for i in range(2001))))
    put("too-many", "many.zip", zipped(*(f"f{i}" for i in range(2001))))
    put("too-large", "sparse.tar", sparse())


def again():
    """Files that several submissions list, at the limit and a byte over."""
    for outcome, size in (("accepted", 32 << 20), ("too-large", (32 << 20) + 1)):
        data = bytes(size)
        row = f'<file path="f" role="log" sha256="{hashlib.sha256(data).hexdigest()}"/>'
        body = "".join(f'<submission id="{n}" kind="log"><title>t</title>{row}<share consent="none"/></submission>'
                       for n in (1, 2, 3))
        manifest = MANIFEST.replace(b"/>", b">" + body.encode() + b"</package>")
        put(outcome, f"again-{size}.tar",
            tar(member("manifest.xml", manifest), member("f", data), manifest=False))


def sparse():
    """GNU tar's own, of a file that is almost all hole."""
    import tempfile
    with tempfile.TemporaryDirectory() as d:
        with open(f"{d}/manifest.xml", "wb") as f:
            f.write(MANIFEST)
        subprocess.run(["truncate", "-s", "3G", f"{d}/hole"], check=True)
        return subprocess.run(["tar", "-C", d, "-Scf", "-", "manifest.xml", "hole"],
                              capture_output=True, check=True).stdout


def tails():
    for name, data in (("tar", tar(member("a"))), ("gz", gzip.compress(tar(member("a")), mtime=0)),
                       ("zip", zipped("a"))):
        put("broken-archive", f"tail.{name}", data + b"junk")
    put("broken-archive", "inner-tail.gz", gzip.compress(tar(member("a")) + b"junk", mtime=0))
    put("broken-archive", "two.tar", tar(member("a")) + tar(member("b")))
    put("broken-archive", "two.gz", gzip.compress(tar(member("a")), mtime=0) * 2)
    put("not-an-archive", "stub.zip", b"MZ" + bytes(100) + zipped("a"))
    put("not-an-archive", "pdf.zip", b"%PDF-1.4\n" + zipped("a"))
    put("not-an-archive", "gzip-in-gzip", gzip.compress(gzip.compress(tar(member("a")))))
    for name, magic in (("rar", b"Rar!\x1a\7\0"), ("7z", b"7z\xbc\xaf\x27\x1c"), ("cab", b"MSCF"),
                        ("bz2", b"BZh91AY&SY"), ("empty", b""), ("text", b"hello world" * 100)):
        put("not-an-archive", name, magic + bytes(600) if name != "empty" else b"")


def zips():
    good = bytearray(zipped("aaaa", "bbbb"))
    c = good.rfind(b"bbbb")
    other = bytes(good[:c]) + b"cccc" + bytes(good[c + 4:])
    put("ambiguous-archive", "name-differs.zip", other)
    # A member that only the reader from the start sees.
    whole, part = zipped("aaaa", "bbbb"), zipped("aaaa")
    start = whole.index(b"PK\1\2")
    cut = part.index(b"PK\1\2")
    end = part[part.index(b"PK\5\6"):]
    size = len(part) - cut - len(end)
    tail = end[:12] + struct.pack("<II", size, start) + end[20:]
    put("ambiguous-archive", "hidden-member.zip", whole[:start] + part[cut:cut + size] + tail)
    short = bytearray(zipped("aaaa", "bbbb"))
    short[-12:-10] = struct.pack("<H", 2)  # of three
    short[-14:-12] = struct.pack("<H", 2)
    put("ambiguous-archive", "short-count.zip", bytes(short))
    bad = bytearray(zipped("a", method=zipfile.ZIP_STORED))
    bad[bad.index(b"xxxx")] = ord("y")
    put("broken-archive", "crc.zip", bytes(bad))
    put("broken-archive", "cut.zip", zipped("a")[:-30])
    put("broken-archive", "cut.tar", tar(member("a", bytes(9000)))[:2000])
    put("any", "cut.gz", gzip.compress(tar(member("a", os.urandom(9000))), mtime=0)[:4000])
    for k, comment in enumerate((b"hello", b"PK\5\6" + bytes(18))):
        out = io.BytesIO(zipped("a"))
        with zipfile.ZipFile(out, "a") as z:
            z.comment = comment
        put("any", f"comment-{k}.zip", out.getvalue())


def accepted():
    data = tar()
    put("accepted", "plain.tar", data)
    put("accepted", "plain.gz", gzip.compress(data, mtime=0))
    put("accepted", "plain.xz", subprocess.run(["xz", "-c"], input=data, capture_output=True, check=True).stdout)
    put("accepted", "plain.zst", subprocess.run(["zstd", "-qc"], input=data, capture_output=True, check=True).stdout)
    put("accepted", "plain.zip", zipped())
    put("accepted", "stored.zip", zipped(method=zipfile.ZIP_STORED))
    put("accepted", "dot.tar", tar(member("./", type=tarfile.DIRTYPE), member("./manifest.xml", MANIFEST), manifest=False))
    put("accepted", "padded.tar", data + bytes(10240))
    out = io.BytesIO()
    class Pipe(io.RawIOBase):	# sizes only behind the data, as from a pipe
        def writable(self): return True
        def write(self, b): return out.write(b)
    for method, name in ((zipfile.ZIP_DEFLATED, "piped.zip"),):
        with zipfile.ZipFile(Pipe(), "w", method) as z:
            z.writestr("manifest.xml", MANIFEST)
        put("accepted", name, out.getvalue())
    long = subprocess.run(["zstd", "-qc", "--ultra", "-20", "--long=31"], input=data, capture_output=True, check=True).stdout
    put("any", "window.zst", long)
    put("any", "piped-stored.zip", piped_stored())


def piped_stored():
    out = io.BytesIO()
    class Pipe(io.RawIOBase):
        def writable(self): return True
        def write(self, b): return out.write(b)
    with zipfile.ZipFile(Pipe(), "w", zipfile.ZIP_STORED) as z:
        z.writestr("manifest.xml", MANIFEST)
    return out.getvalue()


for make in (paths, types, names, sizes, again, tails, zips, accepted):
    make()

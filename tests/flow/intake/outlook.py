#!/usr/bin/env python3
"""Mails as Outlook keeps them, written from the open specifications (MS-CFB,
MS-OXMSG, MS-OXTNEF, MS-OXRTFCP, MS-OXRTFEX), and the same mails in the form of
the internet.  outlook.py make DIR writes DIR/NAME.msg, NAME.tnef and NAME.eml
for each; outlook.py hostile DIR writes what nobody may be hurt by."""
import base64
import os
import struct
import sys

FREE, END, FATSECT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def pad(b, n):
    return b + bytes(-len(b) % n)


# Compound files.

def cfb(tree, shift=9):
    """tree: {name: bytes or tree}; the bytes of the file."""
    size = 1 << shift
    entries = [["Root Entry", 5, tree, FREE, FREE, FREE, 0, 0]]

    def add(node):
        """The children of a storage as a tree that leans to one side."""
        last = FREE
        for name in sorted(node, key=lambda n: (len(n), n.upper())):
            body = node[name]
            storage = isinstance(body, dict)
            entries.append([name, 1 if storage else 2, body, last, FREE, FREE, 0, 0])
            last = here = len(entries) - 1
            if storage:
                entries[here][5] = add(body)
        return last

    entries[0][5] = add(tree)
    mini, minifat, big, fat = b"", [], b"", []

    def chain(table, count):
        first = len(table)
        table.extend(range(first + 1, first + count))
        table.append(END)
        return first

    def store(data):
        nonlocal big
        data = pad(data, size)
        big += data
        return chain(fat, len(data) // size) if data else END

    for e in entries[1:]:
        if e[1] != 2:
            continue
        e[7] = len(e[2])
        if len(e[2]) == 0:
            e[6] = END
        elif len(e[2]) < 4096:
            e[6] = chain(minifat, len(pad(e[2], 64)) // 64)
            mini += pad(e[2], 64)
        else:
            e[6] = store(e[2])
    entries[0][6], entries[0][7] = store(mini), len(mini)
    minifat_at = store(b"".join(struct.pack("<I", n) for n in minifat))
    directory = b"".join(
        pad(name.encode("utf-16-le") + b"\0\0", 64) + struct.pack("<HBB", 2 * len(name) + 2, kind, 1) +
        struct.pack("<III", left, right, child) + bytes(36) + struct.pack("<IQ", at, length)
        for name, kind, _, left, right, child, at, length in entries)
    directory_at = store(directory)
    place, count = len(fat), 1
    while count * size // 4 < place + count:
        count += 1
    fat += [FATSECT] * count
    big += b"".join(struct.pack("<I", n) for n in fat + [FREE] * (count * size // 4 - len(fat)))
    difat = list(range(place, place + count))
    assert count <= 109
    head = struct.pack("<8s16xHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3 if shift == 9 else 4,
                       0xFFFE, shift, 6, len(directory) // size if shift > 9 else 0, count, directory_at, 0, 4096,
                       minifat_at, len(minifat) * 4 // size + 1 if minifat else 0, END, 0, 0)[:76]
    head += b"".join(struct.pack("<I", n) for n in difat + [FREE] * (109 - count))
    return pad(head, size) + big


# Properties.

TEXT8, TEXT, BYTES, NUMBER, BOOL, TIME, OBJECT = 0x1E, 0x1F, 0x102, 3, 11, 0x40, 13
CODEPAGES = {"cp932": 932, "utf-8": 65001, "iso-2022-jp": 50220, "euc-jp": 51932, "latin-1": 1252}


def filetime(seconds):
    return (seconds + 11644473600) * 10000000


class Item:
    """One mail: properties {(id, type): value}, recipients, attachments."""

    def __init__(self, charset=None, **words):
        self.charset = charset      # of its strings; None: Unicode
        self.props, self.recipients, self.attachments = {}, [], []
        if charset:
            self.props[(0x3FFD, NUMBER)] = CODEPAGES[charset]
        self.text(0x001A, words.get("kind", "IPM.Note"))
        for tag, word in ((0x0037, "subject"), (0x1000, "body"), (0x007D, "headers"), (0x1035, "id")):
            if word in words:
                self.text(tag, words[word])
        if "sender" in words:
            name, addr = words["sender"]
            for base in (0x0042, 0x0C1A):
                self.text(base, name)
            for tag, v in ((0x0064, "SMTP"), (0x0065, addr), (0x0C1E, "SMTP"), (0x0C1F, addr), (0x5D01, addr)):
                self.text(tag, v)
        if "date" in words:
            self.props[(0x0039, TIME)] = filetime(words["date"])
        if "html" in words:
            self.props[(0x3FDE, NUMBER)] = 65001
            self.props[(0x1013, BYTES)] = words["html"].encode()
        if "rtf" in words:
            self.props[(0x1009, BYTES)] = lzfu(words["rtf"], words.get("packed", True))

    def text(self, tag, value, props=None):
        props = self.props if props is None else props
        if self.charset:
            props[(tag, TEXT8)] = value.encode(self.charset)
        else:
            props[(tag, TEXT)] = value.encode("utf-16-le")

    def to(self, name, addr, kind=1):
        props = {(0x0C15, NUMBER): kind}
        for tag, v in ((0x3001, name), (0x3002, "SMTP"), (0x3003, addr), (0x39FE, addr)):
            self.text(tag, v, props)
        self.recipients.append(props)
        return self

    def attach(self, name, data, mime=None, cid=None):
        props = {(0x3705, NUMBER): 1, (0x3701, BYTES): data}
        if name:
            self.text(0x3707, name, props)
        if mime:
            self.text(0x370E, mime, props)
        if cid:
            self.text(0x3712, cid, props)
            props[(0x3714, NUMBER)] = 4
        self.attachments.append(props)
        return self

    def inner(self, item):
        self.attachments.append({(0x3705, NUMBER): 5, (0x3701, OBJECT): item})
        return self


def msg_props(props, head, count=(0, 0)):
    """Properties as streams, and those of a fixed size in one."""
    tree, fixed = {}, bytes(8)
    if head > 8:
        fixed += struct.pack("<IIII", count[0], count[1], count[0], count[1]) + bytes(head - 24)
    for (tag, kind), v in props.items():
        if kind in (TEXT, TEXT8, BYTES):
            tree["__substg1.0_%04X%04X" % (tag, kind)] = v
            extra = {TEXT: 2, TEXT8: 1, BYTES: 0}[kind]
            fixed += struct.pack("<HHIII", kind, tag, 6, len(v) + extra, 0)
        elif kind == OBJECT:
            tree["__substg1.0_%04X%04X" % (tag, kind)] = v if isinstance(v, dict) else msg_tree(v, 24)
            fixed += struct.pack("<HHIII", kind, tag, 6, 0xFFFFFFFF, 1)
        else:
            fixed += struct.pack("<HHI", kind, tag, 6) + struct.pack("<Q", int(v))
    tree["__properties_version1.0"] = fixed
    return tree


def msg_tree(item, head=32):
    tree = msg_props(item.props, head, (len(item.recipients), len(item.attachments)))
    for n, r in enumerate(item.recipients):
        tree["__recip_version1.0_#%08X" % n] = msg_props(r, 8)
    for n, a in enumerate(item.attachments):
        tree["__attach_version1.0_#%08X" % n] = msg_props(a, 8)
    if head == 32:
        tree["__nameid_version1.0"] = {"__substg1.0_00020102": b"", "__substg1.0_00030102": b"", "__substg1.0_00040102": b""}
    return tree


def msg(item, shift=9):
    return cfb(msg_tree(item), shift)


# TNEF.

def tnef_props(props):
    out = struct.pack("<I", len(props))
    for (tag, kind), v in props.items():
        out += struct.pack("<HH", kind, tag)
        if kind in (TEXT, TEXT8):
            v += b"\0\0" if kind == TEXT else b"\0"
        elif kind == OBJECT:
            v = bytes(16) + tnef(v)
        if isinstance(v, bytes):
            out += struct.pack("<II", 1, len(v)) + pad(v, 4)
        else:
            out += struct.pack("<Q", v) if kind == TIME else struct.pack("<I", int(v))
    return out


def attribute(level, name, kind, data):
    return struct.pack("<BHHI", level, name, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def tnef(item):
    out = struct.pack("<IH", 0x223E9F78, 1) + attribute(1, 0x9006, 8, struct.pack("<I", 0x10000))
    out += attribute(1, 0x9007, 6, struct.pack("<II", CODEPAGES[item.charset or "cp932"], 0))
    out += attribute(1, 0x8008, 7, b"IPM.Microsoft Mail.Note\0")
    out += attribute(1, 0x9003, 6, tnef_props(item.props))
    if item.recipients:
        out += attribute(1, 0x9004, 6, struct.pack("<I", len(item.recipients)) + b"".join(map(tnef_props, item.recipients)))
    for props in item.attachments:
        rest = dict(props)
        data = rest.pop((0x3701, BYTES), None)
        out += attribute(2, 0x9002, 6, bytes(14))
        name = rest.get((0x3707, TEXT), b"x\0").decode("utf-16-le").encode("cp932", "replace")
        out += attribute(2, 0x8010, 1, name + b"\0")
        if data is not None:
            out += attribute(2, 0x800F, 6, data)
        elif (0x3701, OBJECT) in rest:
            out += attribute(2, 0x800F, 6, b"the picture that older programs show for it")
        out += attribute(2, 0x9005, 6, tnef_props(rest))
    return out


# Compressed RTF.

DICTIONARY = (b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
              b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
              b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx")


def lzfu(text, packed=True):
    data = text if isinstance(text, bytes) else text.encode("ascii")
    if not packed:
        return struct.pack("<II4sI", len(data) + 12, len(data), b"MELA", 0) + data
    window, out, at, flags, group = bytearray(DICTIONARY), b"", 0, 0, []

    def end_group():
        nonlocal out, flags, group
        out += bytes([flags]) + b"".join(group)
        flags, group = 0, []

    while at < len(data):
        best, where = 0, 0
        for n in range(min(17, len(data) - at), 1, -1):
            where = bytes(window[-4000:]).find(data[at:at + n])
            if where >= 0:
                best, where = n, where + max(0, len(window) - 4000)
                break
        if best:
            group.append(struct.pack(">H", where % 4096 << 4 | best - 2))
            flags |= 1 << len(group) - 1
        else:
            best = 1
            group.append(data[at:at + 1])
        window += data[at:at + best]
        at += best
        if len(group) == 8:
            end_group()
    group.append(struct.pack(">H", len(window) % 4096 << 4))
    flags |= 1 << len(group) - 1
    end_group()
    return struct.pack("<II4sI", len(out) + 12, len(data), b"LZFu", 0) + out


def rtf_letter(c):
    if ord(c) < 128 and c not in "\\{}":
        return c
    try:
        return "".join("\\'%02x" % b for b in c.encode("cp932"))
    except UnicodeEncodeError:
        n = ord(c)
        return "\\u%d ?" % (n if n < 32768 else n - 65536)


def rtf_letters(text):
    return "".join(map(rtf_letter, text))


def from_html(pieces):
    """RTF of HTML: pieces are tags, in <>, and texts."""
    out = ("{\\rtf1\\ansi\\ansicpg932\\fromhtml1 \\deff0{\\fonttbl{\\f0\\fswiss Arial;}"
           "{\\f1\\fmodern\\fcharset128 MS Gothic;}}{\\colortbl\\red0\\green0\\blue0;}\r\n\\uc1\\pard\\plain\\deftab360 \\f1\\fs24 ")
    for p in pieces:
        if p.startswith("<"):
            out += "{\\*\\htmltag84 " + rtf_letters(p) + "}\\htmlrtf {\\htmlrtf0 "
            out += "\\htmlrtf \\par }\\htmlrtf0 "
        else:
            out += rtf_letters(p) + "\\htmlrtf rubbish\\par\\htmlrtf0 "
    return out + "}"


# The mails.

HTML = ('<html><body>', '<p>', '電力設備の点検結果をご確認ください。', '</p>', '<a href="http://w.lure.example/login?a=1&amp;b=2">',
        'こちら', '</a>', '</body></html>')
PLAIN = "電力設備の点検結果をご確認ください。\r\nhttp://w.lure.example/login\r\n"
EXE = b"MZ" + bytes(range(256)) * 40
SENDER = ("偽 銀行", "boss@lure.example")
DATE = 1499475480


def base(**words):
    latin = words.get("charset") == "latin-1"
    item = Item(sender=("x", SENDER[1]) if latin else SENDER, date=DATE, id="<1@lure.example>", subject="x" if latin else "設備点検表の件", **words)
    return item.to("Yamada" if latin else "山田 太郎", "yamada@group.example").to("Sato", "sato@group.example", 2)


def eml(*parts, subject="設備点検表の件"):
    def word(t):
        return "=?UTF-8?B?" + base64.b64encode(t.encode()).decode() + "?="
    out = (f"From: {word(SENDER[0])} <{SENDER[1]}>\nTo: {word('山田 太郎')} <yamada@group.example>\n"
           f"Cc: Sato <sato@group.example>\nSubject: {word(subject)}\nDate: Sat, 08 Jul 2017 00:58:00 +0000\n"
           "Message-ID: <1@lure.example>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=Q\n\n").encode()
    for kind, body in parts:
        out += f"--Q\n{kind}\nContent-Transfer-Encoding: base64\n\n".encode() + base64.encodebytes(body)
    return out + b"--Q--\n"


def attached(name, data, kind="application/octet-stream"):
    name = "".join("%%%02X" % b for b in name.encode())
    return f"{kind}\nContent-Disposition: attachment; filename*=UTF-8''{name}".replace(kind, "Content-Type: " + kind, 1), data


T = ("Content-Type: text/plain; charset=utf-8", PLAIN.encode())
H = ("Content-Type: text/html; charset=utf-8", "".join(HTML).encode())
HEADERS = ("Microsoft Mail Internet Headers Version 2.0\r\nReceived: from mx ([203.0.113.9]) by relay.group.example; "
           "Sat, 8 Jul 2017 09:58:00 +0900\r\nFrom: =?UTF-8?B?5YG9IOmKgOihjA==?=\r\n <boss@lure.example>\r\n"
           "X-Mailer: lure 1\r\nContent-Type: multipart/mixed;\r\n\tboundary=x\r\n\r\n--x\r\nFrom: nobody@x.example\r\n")


def mails():
    """NAME: (mail for .msg and TNEF, the same as .eml)."""
    yield "plain", base(body=PLAIN), eml(T)
    yield "cp932", base(body=PLAIN, charset="cp932"), eml(T)
    yield "html", base(body=PLAIN, html="".join(HTML)), eml(T, H)
    yield "rtfhtml", base(body=PLAIN, rtf=from_html(HTML)), eml(T, H)
    yield "rtfstored", base(body=PLAIN, rtf=from_html(HTML), packed=False), eml(T, H)
    yield "files", (base(body=PLAIN).attach("見積書.pdf.exe", EXE).attach("a.txt", b"x\n", "text/plain")
                    .attach("p.png", b"\x89PNG" + bytes(9), "image/png", "p@x")), \
        eml(T, attached("見積書.pdf.exe", EXE), attached("a.txt", b"x\n", "text/plain"),
            ("Content-Type: image/png\nContent-Disposition: inline; filename=p.png\nContent-ID: p@x", b"\x89PNG" + bytes(9)))


COVER = dict(sender=("鈴木", "suzuki@group.example"), date=DATE, subject="不審なメールの件")


def only_msg():
    """What .msg alone has: NAME, mail."""
    yield "headers", base(body=PLAIN, headers=HEADERS)
    yield "inner", Item(body="転送します。", **COVER).to("CSIRT", "csirt@group.example").inner(base(body=PLAIN).attach("q.exe", EXE))
    yield "byvalue", Item(body="転送します。", **COVER).to("CSIRT", "csirt@group.example").attach("mail.msg", msg(base(body=PLAIN)))
    other = base(body="Grüße: http://w.lure.example/login", charset="latin-1")
    other.props.pop((0x3FFD, NUMBER))
    other.props[(0x3FDE, NUMBER)] = 28591
    for key in ((0x0037, TEXT8), (0x0042, TEXT8), (0x0C1A, TEXT8)):
        other.props[key] = "Prüfung".encode("latin-1")
    yield "unsaid", other
    for name, text, said in (("locale", "Prüfung Größe", ("latin-1", 1031)), ("localeja", "点検の表示ソフト", ("cp932", 1041)),
                             ("localeutf", "Prüfung 点検", ("utf-8", 1031))):
        other = base(body="見 http://w.lure.example/login")
        other.props[(0x3FDE, NUMBER)], other.props[(0x3FF1, NUMBER)] = 65001, said[1]
        del other.props[(0x0037, TEXT)]
        other.props[(0x0037, TEXT8)] = text.encode(said[0])
        yield name, other
    native = b"\2\0\x8e\x8e.exe\0C:\\a.exe\0\0\0\3\0\5\0\0\0C:\\a\0" + struct.pack("<I", len(EXE)) + EXE
    item = base(body=PLAIN, charset="cp932")
    item.attachments.append({(0x3705, NUMBER): 6, (0x3701, OBJECT): {"\1Ole10Native": struct.pack("<I", len(native)) + native}})
    yield "object", item
    yield "exchange", Item(sender=("X", "/O=ORG/OU=A/CN=RECIPIENTS/CN=X"), subject="exchange", body="内部の宛先").to("内線帳", "/O=ORG/CN=Y")
    yield "rtftext", base(rtf=r"{\rtf1\ansi\ansicpg932{\fonttbl{\f0\fcharset128 MS Gothic;}}\f0 " + rtf_letters("点検<表>") +
                          r"\par{\field{\*\fldinst{HYPERLINK " + '"http://w.lure.example/rtf"' + r"}}{\fldrslt here}}\u26085 ?\u-10179 ?\u-8704 ?}")
    yield "htmlnul", base(body="end", html="<p>end</p>\0")
    yield "rtffonts", base(rtf=r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f31506\fcharset128 MS;}{\f31507\fcharset163 X;}}"
                           r"{\f31506 \'93\'fa\'96\'7b}{\f31507 vis}{\f0 \'e9}{\f999 t\'e9}}")
    yield "named", Item(sender=SENDER, date=DATE, subject="花村 陽子様へのご案内", body="花村様\r\nhttp://named.lure.example/u?m=hanamura.yoko\r\n") \
        .to("花村 陽子", "hanamura.yoko@subsidiary.example")
    yield "bounce", Item(kind="REPORT.IPM.Note.NDR", subject="配信不能", body="届きません").inner(base(body=PLAIN))


def deep(n):
    item = base(body=PLAIN)
    for _ in range(n):
        item = Item(body="転送", **COVER).inner(item)
    return item


def hostile():
    good = msg(base(body=PLAIN, html="".join(HTML)).attach("q.exe", EXE))
    yield "deep", msg(deep(40))
    yield "wide", msg(wide())
    for name, at, value in (("self", 512, b"\0\0\0\0"), ("directory", 48, b"\xff\xff\xff\x7f"), ("shift", 30, b"\x20\0"),
                            ("minifat", 60, b"\0\0\0\0"), ("difat", 68, b"\0\0\0\0"), ("cutoff", 56, b"\xff\xff\xff\xff")):
        yield name, good[:at] + value + good[at + len(value):]
    for n in (8, 100, 511, 513, 1500, 4000, len(good) - 700):
        yield "cut%d" % n, good[:n]
    table = good.rfind(struct.pack("<I", FATSECT)) // 512 * 512
    yield "loops", good[:table] + struct.pack("<I", 1) * 128 + good[table + 512:]
    mail = tnef(base(body=PLAIN, html="".join(HTML)).attach("q.exe", EXE))
    for n in (6, 7, 20, 100, len(mail) // 2, len(mail) - 1):
        yield "tnef%d" % n, mail[:n]
    yield "tnefcount", mail[:60] + b"\xff\xff\xff\xff" + mail[64:]
    yield "bomb", msg(Item(subject="b", rtf=b"{\\rtf1" + b"{" * 5000 + b"\\'", packed=False))
    yield "lzfu", msg(bomb())


def wide():
    item = Item(body="転送", **COVER)
    for _ in range(130):
        item.inner(Item(subject="inner", sender=("x", "x@lure.example"), body="text"))
    return item


def bomb():
    item = Item(subject="b")
    item.props[(0x1009, BYTES)] = struct.pack("<II4sI", 1 << 20, 1 << 31, b"LZFu", 0) + \
        b"\xff" + b"\0\x0f" * 8 + (b"\xff" + struct.pack(">H", 0x0d0f) * 8) * 60000
    return item


def main():
    what, where = sys.argv[1:]
    os.makedirs(where, exist_ok=True)

    def put(name, data):
        with open(os.path.join(where, name), "wb") as f:
            f.write(data)

    if what == "make":
        for name, item, other in mails():
            put(name + ".msg", msg(item))
            put(name + ".tnef", tnef(item))
            put(name + ".eml", other)
        for name, item in only_msg():
            put("only-" + name + ".msg", msg(item))
            if name == "inner":
                put("only-inner.tnef", tnef(item))
                item.attachments[0][(0x3705, NUMBER)] = 1
                put("only-claimed.tnef", tnef(item))
        put("only-large.msg", msg(base(body=PLAIN).attach("q.exe", EXE * 20), 12))
        bare = msg_tree(base(body=PLAIN))
        del bare["__properties_version1.0"]
        put("only-bare.msg", cfb(bare))
        put("only-deep.msg", msg(deep(8)))
        put("only-deeper.msg", msg(deep(9)))
    else:
        for name, data in hostile():
            put(name, data)


if __name__ == "__main__":
    main()

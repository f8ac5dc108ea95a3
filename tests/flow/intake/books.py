#!/usr/bin/python3
"""Workbooks side by side with another reader: books.py make DIR writes them,
and DIR/wanted, what openpyxl reads of the first sheet that is seen, by the head
type, value, role; books.py check DIR DB says where the hub took anything else."""
import datetime
import io
import os
import random
import re
import sqlite3
import sys
import warnings
import zipfile

import openpyxl

warnings.simplefilter("ignore")
HEAD = ["種別", "値", "役割"]
DIR = sys.argv[2]
TYPES = {"ドメイン": "domain-name", "IPアドレス": "ipv4-addr", "md5": "md5", "url": "url", "件名": "subject", "ファイル名": "file-name"}


def rows(n, seed):
    r = random.Random(seed)
    for i in range(n):
        yield r.choice([["ドメイン", f"h{i}.b{seed}.evil.example", "C2サーバ"], ["IPアドレス", f"198.51.{r.randrange(100)}.{i % 250 + 1}", ""],
                        ["md5", f"{r.getrandbits(128):032x}", None], ["url", f"http://u{i}.b{seed}.evil.example/a?b=c&d={i}", "リンク"],
                        ["件名", f"ご請求 第{i}号 <重要> & 「至急」", ""], ["ファイル名", f"表示{i}.xls", ""]])


def book(seed, n=20):
    b = openpyxl.Workbook()
    s = b.active
    s.append(HEAD)
    for row in rows(n, seed):
        s.append(row)
    return b, s


def save(name, b):
    b.save(f"{DIR}/{name}.xlsx")


def rewrite(name, change):
    """The same book with parts changed by hand: change(name, bytes) -> bytes."""
    path = f"{DIR}/{name}.xlsx"
    with zipfile.ZipFile(path) as z:
        parts = [(i.filename, z.read(i)) for i in z.infolist()]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for part, data in parts:
            z.writestr(part, change(part, data))
    with open(path, "wb") as f:
        f.write(out.getvalue())


def share(name):
    """Its texts in a table of their own, as Excel keeps them: openpyxl of Debian 12 writes them into the cells."""
    texts = []

    def cell(m):
        texts.append(m[2])
        return b'<c r="%s" t="s"><v>%d</v></c>' % (m[1], len(texts) - 1)

    rewrite(name, lambda part, d: re.sub(rb'<c r="([A-Z]+\d+)" t="inlineStr"><is><t>([^<]*)</t></is></c>', cell, d) if part.startswith("xl/worksheets/") else d)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    rewrite(name, lambda part, d: d.replace(b"</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'.encode())
            if part == "[Content_Types].xml" else d)
    with zipfile.ZipFile(f"{DIR}/{name}.xlsx", "a", zipfile.ZIP_DEFLATED) as z:
        z.writestr("xl/sharedStrings.xml", f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="{len(texts)}" uniqueCount="{len(texts)}">'.encode()
                   + b"".join(b"<si><t>" + t + b"</t></si>" for t in texts) + b"</sst>")


def make():
    b, s = book(1)
    save("plain", b)
    share("plain")
    b, s = book(2)                      # the first in order is the last in the archive
    t = b.create_sheet("別")
    t.append(HEAD)
    t.append(["ドメイン", "second.b2.evil.example", ""])
    b.move_sheet(s, 0)
    b.move_sheet(t, -1)
    b.active = 1
    save("order", b)
    share("order")
    b, s = book(3)                      # its people see the second
    h = b.create_sheet("hidden", 0)
    h.append(HEAD)
    h.append(["ドメイン", "hidden.b3.evil.example", ""])
    h.sheet_state = "hidden"
    v = b.create_sheet("very", 0)
    v.append(HEAD)
    v.sheet_state = "veryHidden"
    save("hidden", b)
    b, s = book(4)                      # rich text, its runs in any cut
    save("rich", b)
    share("rich")
    rewrite("rich", lambda name, d: d if not name.endswith("sharedStrings.xml") else re.sub(
        rb"<si><t>([^<&]{4})([^<&]*)</t></si>", rb'<si><r><t>\1</t></r><r><rPr><b/></rPr><t xml:space="preserve">\2</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>', d))
    b, s = book(5)                      # dates of both epochs, numbers, truths, errors beside values
    b.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    s.cell(1, 4).value, s.cell(1, 5).value, s.cell(1, 6).value = "初認日", "件数", "備考"
    for i in range(2, 22):
        s.cell(i, 4).value = datetime.datetime(2017, 8, 1, i)
        s.cell(i, 5).value = i / 3
        s.cell(i, 6).value = [True, "#N/A", None, "x"][i % 4]
    save("dates", b)
    b, s = book(6)                      # formulas, with what they came to
    for i in range(2, 22):
        s.cell(i, 2).value = f'=CONCATENATE("h{i}",".b6.evil.example")'
        s.cell(i, 1).value = "ドメイン"
    save("formulas", b)
    n = iter(range(100))
    rewrite("formulas", lambda name, d: d if not name.endswith("sheet1.xml") else b"".join(
        p + (b'<v>f%d.b6.evil.example</v>' % next(n) if p.endswith(b"</f>") else b"") for p in d.replace(b"<v />", b"").replace(b"<v></v>", b"").replace(b"<v/>", b"").replace(b"</f>", b"</f>\0").split(b"\0")).replace(b"<c r=\"B", b"<c t=\"str\" r=\"B").replace(b't="str" r="B1"', b'r="B1"'))
    b, s = book(7)                      # gaps: a column before, rows and cells that are not there
    s.insert_cols(1, 3)
    s.insert_rows(1, 4)
    s["A1"].value = "情報共有一覧"
    save("gaps", b)
    share("gaps")
    b, s = book(8)                      # merged cells and a filter, an odd width
    s.merge_cells("D1:F3")
    s.auto_filter.ref = "A1:C20"
    save("merged", b)
    share("merged")
    b, s = book(9)                      # byte order marks before each part
    save("bom", b)
    share("bom")
    rewrite("bom", lambda name, d: b"\xef\xbb\xbf" + d if name.startswith("xl/") and name.endswith(".xml") else d)
    b, s = book(10)                     # another prefix for the namespace
    save("prefix", b)
    rewrite("prefix", lambda name, d: d.replace(b"<", b"<x:").replace(b"<x:/", b"</x:").replace(b"<x:?", b"<?").replace(b"xmlns=", b"xmlns:x=")
            if name.endswith("sheet1.xml") else d)
    b, s = book(11)                     # all texts in the cells
    save("inline", b)
    b, s = book(12)                     # hostile: strings that are not there, references beyond all
    save("hostile", b)
    share("hostile")
    rewrite("hostile", lambda name, d: d if not name.endswith("sheet1.xml") else re.sub(rb'<c r="B5"([^>]*)><v>\d+</v>', rb'<c r="B5"\1><v>0</v>', d)
            .replace(b"</sheetData>", b'<row r="400"><c r="AZ400" t="s"><v>1</v></c></row></sheetData>'))
    with open(f"{DIR}/wanted", "w") as f:
        for name in sorted(os.listdir(DIR)):
            if name.endswith(".xlsx"):
                for t, v in sorted(read(f"{DIR}/{name}")):
                    print(name, t, v, sep="\t", file=f)


def read(path):
    b = openpyxl.load_workbook(path, data_only=True)
    s = next(s for s in b.worksheets if s.sheet_state == "visible")
    head, found = None, set()
    for row in s.iter_rows(values_only=True):
        row = ["" if c is None else str(c) for c in row]
        if head is None:
            if "種別" in row:
                head = (row.index("種別"), row.index("値"))
            continue
        kind, value = row[head[0]], row[head[1]]
        if kind in TYPES and value and not value.startswith("種別"):
            found.add((TYPES[kind], value))
    return found


def check(db):
    base = sqlite3.connect(f"file:{db}?mode=ro", uri=True)
    wanted, taken = {}, {}
    for line in open(f"{DIR}/wanted"):
        name, t, v = line.rstrip("\n").split("\t")
        wanted.setdefault(name, set()).add((t, v))
    for path, t, v in base.execute("SELECT f.path, i.type, i.value FROM indicator i JOIN file f ON f.submission = i.submission"
                                   " WHERE f.path LIKE 'book/%' AND i.source = 'list'"):
        taken.setdefault(os.path.basename(path), set()).add((t, v))
    for name in sorted(wanted | taken):
        for t, v in sorted(wanted.get(name, set()) ^ taken.get(name, set())):
            print(f"{name}: {'not taken' if (t, v) in wanted.get(name, set()) else 'not there'}: {t} {v}")


if __name__ == "__main__":
    make() if sys.argv[1] == "make" else check(sys.argv[3])

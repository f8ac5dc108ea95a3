#!/usr/bin/env python3
"""spoil.py DIR report.ja.html|csv: writes one hidden small cell into a published
report, as a program would that forgot to hide it in one form."""
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as ET

R = "{urn:toiyaba:report:1}"


def hidden(root, truth):
    """Set, place, key, value of a small cell."""
    for d in root.iter(R + "dataset"):
        true = truth.get(d.get("id"), {})
        for i, o in enumerate(d.iter(R + "obs")):
            v = true.get(o.get("key"), 0)
            if o.get("suppressed") == "small-cell" and v \
                    and not d.get("as-edition"):
                yield d.get("id"), i, o.get("key"), v


def in_page(path, name, place, words):
    page = path.read_text("utf-8")
    start = page.index("<tbody>", page.index('data-dataset="%s"' % name))
    cells = [m for m in re.finditer("<tr>.*?</tr>", page[start:])][place]
    row = words(cells[0])
    path.write_text(page[:start + cells.start()] + row
                    + page[start + cells.end():], "utf-8")


def spoil(path, form, name, place, key, value):
    if form == "csv":
        path = path / (name + ".csv")
        text = path.read_bytes().decode()
        path.write_bytes(re.sub("(?m)^(%s,.*,)small-cell" % re.escape(key),
                                r"\g<1>%d" % value, text).encode())
    else:
        in_page(path / form, name, place, lambda row: re.sub(
            ">＊</td>", ">%d</td>" % value, row, count=1))


def main():
    path, form = pathlib.Path(sys.argv[1]), sys.argv[2]
    truth = json.loads((path / "truth.json").read_text())
    for report, true in zip(sorted(path.glob("[0-9]*-*")), truth):
        root = ET.parse(report / "report.xml").getroot()
        for cell in hidden(root, true):
            if form != "csv" and 'data-dataset="%s"' % cell[0] not in (
                    report / form).read_text("utf-8"):
                continue        # a table that is not shown
            spoil(report, form, *cell)
            sys.exit(0)
    sys.exit("no cell to spoil")


main()

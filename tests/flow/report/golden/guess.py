#!/usr/bin/env python3
"""guess.py REPORTS: works hidden cells out, from the reports of a fiscal
year and its quarters: cells of a report sum to its N, quarters to the year.
Fails where a small cell is left with one value; or where nothing was hidden.
"""
import pathlib
import sys
import xml.etree.ElementTree as ET

R = "{urn:toiyaba:report:1}"
BREAKDOWNS = ("classes", "months", "campaigns", "reconciliation", "sightings", "source-region", "mail-kind", "attachment-kind")
MANY = 10 ** 9


def read(path):
    root = ET.parse(path).getroot()
    sets = {d.get("id"): d for d in root.iter(R + "dataset")}
    flow = {(o.get("key"), o.get("measure")): o.get("value")
            for o in sets["flow"].iter(R + "obs")}
    years = {(o.get("key"), o.get("measure")): o.get("value")
             for o in sets["years"].iter(R + "obs")}
    period = root.get("id")
    out = {}
    for name in BREAKDOWNS:
        d = sets[name]
        total = d.get("n") or flow.get((period, "submitted")) \
            or years[period, "submitted"]
        out[name] = int(total), {o.get("key"): o.get("value") or
                                 o.get("suppressed") for o in d.iter(R + "obs")}
    return out


def bounds(word):
    # A small cell may be a large one that few gave.
    if word == "small-cell":
        return [1, MANY]
    if word == "complement":
        return [0, MANY]
    return [int(word), int(word)]


def narrow(parts, total):
    """One sum; True where it taught anything.  total: bounds, too."""
    changed = False
    low, high = sum(p[0] for p in parts), sum(p[1] for p in parts)
    for p, a, b in [(total, low, high)] + [
            (p, total[0] - high + p[1], total[1] - low + p[0]) for p in parts]:
        if a > p[0] or b < p[1]:
            p[0], p[1] = max(a, p[0]), min(b, p[1])
            changed = True
    return changed


def guess(reports, year, quarters, name):
    cell = {}
    keys = {k for r in reports.values() for k in r[name][1]}
    for period, r in reports.items():
        for k in keys:
            cell[period, k] = bounds(r[name][1].get(k, "0"))
    sums = [([cell[p, k] for k in keys], [r[name][0]] * 2)
            for p, r in reports.items()]
    sums += [([cell[q, k] for q in quarters], cell[year, k]) for k in keys]
    while any([narrow(parts, total) for parts, total in sums]):
        pass
    small = [(p, k) for p, r in reports.items()
             for k, v in r[name][1].items() if v == "small-cell"]
    return small, [c for c in small if cell[c][0] == cell[c][1]]


def main():
    reports = {p.parent.name: read(p) for p in
               pathlib.Path(sys.argv[1]).glob("*/report.xml")}
    year = next(p for p in reports if p.startswith("FY"))
    quarters = [p for p in reports if p != year]
    hidden = told = 0
    for name in BREAKDOWNS:
        small, known = guess(reports, year, quarters, name)
        hidden += len(small)
        for c in known:
            told += 1
            print("%s: %s of %s is told" % (name, c[1], c[0]))
    print("%d small cells" % hidden)
    sys.exit(told > 0 or hidden == 0)


main()

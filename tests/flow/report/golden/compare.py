#!/usr/bin/env python3
"""compare.py REPORT FIGURES: every figure of FIGURES, cell by cell, in every
form of the report.

A line of FIGURES is dataset, key, measure, value.  The measure % is the share
that tables print (keys joined by + are added first); key - and measure n is
the dataset's N; key - and measure keys says which keys there are, in their
order.  Dataset text is words that a language's pages must hold.  Dataset rows is a table without a dataset: its
number among those, row, and its cells in Japanese.
"""
import csv
import html.parser
import pathlib
import re
import sys
import xml.etree.ElementTree as ET

R = "{urn:toiyaba:report:1}"
FO = "{http://www.w3.org/1999/XSL/Format}"
SVG = "{http://www.w3.org/2000/svg}"


def whole_percent(part, n):
    """Rounded half up, as the published reports do."""
    return (200 * part + n) // (2 * n)


class Xml:
    lang = None

    def __init__(self, path):
        self.root = ET.parse(path / "report.xml").getroot()
        self.sets = {d.get("id"): d for d in self.root.iter(R + "dataset")}

    def keys(self, d):
        return [c.get("key") for c in self.sets[d].iter(R + "category")]

    def measures(self, d):
        return [m.get("id") for m in self.sets[d].iter(R + "measure")]

    def n(self, d):
        return self.sets[d].get("n")

    def value(self, d, key, measure):
        for o in self.sets[d].iter(R + "obs"):
            if (o.get("key"), o.get("measure")) == (key, measure):
                return o.get("value") or o.get("suppressed")
        return None

    def share(self, d, keys):
        return str(whole_percent(
            sum(int(self.value(d, k, "count")) for k in keys),
            int(self.n(d))))


class Csv(Xml):
    def __init__(self, path):
        super().__init__(path)
        self.tables = {
            f.stem: {r["key"]: r for r in csv.DictReader(
                open(f, encoding="utf-8-sig", newline=""))}
            for f in path.glob("*.csv")}

    def keys(self, d):
        return list(self.tables[d])

    def value(self, d, key, measure):
        return self.tables[d][key][measure]


class Grid(html.parser.HTMLParser):
    """Tables of a page: their datasets and the cells of their bodies; words
    of everything; of each figure its drawings, which are lists of words."""

    def __init__(self):
        super().__init__()
        self.tables, self.charts = [], []
        self.words, self.body, self.cell, self.chart = [], False, None, None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "table":
            self.tables.append([attrs.get("data-dataset"), []])
        elif tag == "tbody":
            self.body = True
        elif tag == "tr" and self.body:
            self.tables[-1][1].append([])
        elif tag in ("td", "th") and self.body:
            self.cell = []
        elif tag == "figure":
            self.charts.append([])
        elif tag == "svg":
            self.charts[-1].append([])
            self.chart = True

    def handle_endtag(self, tag):
        if tag == "tbody":
            self.body = False
        elif tag in ("td", "th") and self.cell is not None:
            self.tables[-1][1][-1].append("".join(self.cell))
            self.cell = None
        elif tag == "svg":
            self.chart = None

    def handle_data(self, data):
        self.words.append(data)
        if self.cell is not None:
            self.cell.append(data)
        if self.chart:
            self.charts[-1][-1].append(data)


class Page(Xml):
    """What people see; where a figure stands in a table is told by
    report.xml, what it says by the page."""
    def tables_of(self, path, lang):
        g = Grid()
        g.feed((path / ("report.%s.html" % lang)).read_text("utf-8"))
        rows = {r.get("id") for r in self.root.iter(R + "rows")}
        self.rows = [t for d, t in g.tables if not d or d in rows]
        return {d: t for d, t in g.tables if d and d not in rows}, "".join(g.words), g.charts

    def __init__(self, path, lang):
        super().__init__(path)
        self.lang = lang
        self.tables, self.words, charts = self.tables_of(path, lang)
        self.without = {c.get("dataset"): c.get("without")
                        for c in self.root.iter(R + "crosstab")}
        self.numbered = {c.get("dataset") for c in self.root.iter(
            R + "crosstab") if c.get("numbered")}
        self.span = {c.get("dataset") for c in self.root.iter(
            R + "crosstab") if c.get("span")}
        self.turned = {c.get("dataset"): c.get("keys") == "columns"
                       for c in self.root.iter(R + "crosstab")}
        drawn = [c for c in self.root.iter() if c.tag == R + "timeline" or
                 c.tag == R + "chart" and self.has_bars(c.get("dataset"))]
        assert len(drawn) == len(charts), (len(drawn), len(charts))
        self.charts = {
            c.get("dataset"): [[re.sub("[‡,組織件 a-z]|[(].*", "", t)
                                for t in one] for one in figure]
            for c, figure in zip(drawn, charts)}
        self.parts = {c.get("dataset") for c in drawn
                      if c.get("type") == "organisation"}

    def has_bars(self, d):
        return any(o.get("value", "0") != "0"
                   for o in self.sets[d].iter(R + "obs"))

    def is_drawn(self, d, key, measure):
        """A chart of parts shows neither their sum nor what they were; bars
        show three measures."""
        if d in self.parts:
            return key != "total" and measure == "members"
        return d in self.charts and self.measures(d).index(measure) < 3

    def cell(self, d, key, column):
        row, col = self.keys(d).index(key), column
        if self.turned[d]:
            row, col = column, row
        col += 1 + (d in self.numbered) - (d in self.span and column > 0)
        return re.sub("[‡◇,%約件\u200b]|about |[※*][0-9]", "", self.tables[d][row][col])

    def value(self, d, key, measure):
        seen = self.cell(d, key, self.measures(d).index(measure))
        if d in self.span and measure in ("first", "last"):
            day = re.split("～| to ", seen)[measure == "last" and -1]
            return "-".join("%02d" % int(n) for n in re.split("[-/]", day))
        if self.is_drawn(d, key, measure) and not all(
                seen in one for one in self.charts[d]):
            return "%s, but not in the chart" % seen
        return {"＊": "small-cell", "†": "complement",
                "…": "not-collected"}.get(seen, seen)

    def share(self, d, keys):
        if len(keys) > 1:
            return super().share(d, keys)
        return self.cell(d, keys[0], len(self.measures(d)))

    def n(self, d):
        title = self.sets[d].find("%stitle/%st[@{http://www.w3.org/XML/1998/"
                                  "namespace}lang='%s']" % (R, R, self.lang))
        found = re.search(re.escape(title.text) + "(?:（| [(])N=(\\d+)", self.words)
        return found and found[1]


class Fo(Page):
    def tables_of(self, path, lang):
        root = ET.parse(path / ("report.%s.fo" % lang)).getroot()
        grids = [[["".join(c.itertext()) for c in row.iter(FO + "table-cell")]
                  for body in t.iter(FO + "table-body")
                  for row in body.iter(FO + "table-row")]
                 for t in root.iter(FO + "table")
                 if t.find(FO + "table-header") is not None]
        told = [b.get("dataset") for b in self.root.iter()
                if b.tag in (R + "crosstab", R + "rows", R + "thread")]
        assert len(grids) == len(told), (len(grids), told)
        self.rows = [g for d, g in zip(told, grids) if not d]
        charts = [[list(s.itertext())] for s in root.iter(SVG + "svg")]
        return ({d: g for d, g in zip(told, grids) if d},
                "".join(root.itertext()).replace("\u200b", ""), charts)


def seen(report, d, key, measure):
    if d == "rows":
        return " | ".join(report.rows[int(key)][int(measure)])
    if d not in report.sets:
        return "no such dataset"
    if measure == "%":
        return report.share(d, key.split("+"))
    if measure == "keys":
        return " ".join(report.keys(d))
    if measure == "n":
        return report.n(d)
    return report.value(d, key, measure)


def applies(report, d, key, measure):
    if d == "text":
        return report.lang == key
    if d == "rows":
        return report.lang == "ja"
    if report.lang and d not in report.tables and d in report.sets:
        return False
    if isinstance(report, Page) and report.without.get(d) == measure:
        return False
    return measure != "%" or not isinstance(report, Csv)


def check(form, report, figures):
    """The number of cells, and of wrong ones."""
    cells = wrong = 0
    for d, key, measure, wanted in figures:
        if not applies(report, d, key, measure):
            continue
        cells += 1
        got = (wanted if wanted in report.words else "not there") \
            if d == "text" else seen(report, d, key, measure)
        if got != wanted:
            wrong += 1
            print("%s: %s %s %s: seen %s, wanted %s"
                  % (form, d, key, measure, got, wanted))
    print("%s: %d cells" % (form, cells))
    return cells, wrong


def main():
    path = pathlib.Path(sys.argv[1])
    figures = [line.rstrip("\n").split("\t")
               for line in open(sys.argv[2], encoding="utf-8")
               if line.strip() and line[0] != "#"]
    done = [check("report.xml", Xml(path), figures),
            check("CSV", Csv(path), figures)]
    for lang in "ja", "en":
        done.append(check("HTML " + lang, Page(path, lang), figures))
        done.append(check("FO " + lang, Fo(path, lang), figures))
    sys.exit(any(wrong or not cells for cells, wrong in done))


main()

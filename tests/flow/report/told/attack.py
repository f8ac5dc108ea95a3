#!/usr/bin/env python3
"""attack.py DIR MIN [P]: works hidden cells out of published reports.

DIR holds NNN-PERIOD for each report in the order they came out; its files
alone are read: every form, every edition.  What a reader knows of them:
cells are whole numbers and not negative; the marks, and by what rule they are
set; cells sum to N; quarters sum to their year; shares are rounded; a table
may be carried over.  He supposes, too, that cells did not change
between two reports.

truth.json beside them says whether he supposes rightly: from what is wrong
nothing follows.  Fails where a hidden cell is worked out, or where two reports tell of
a change that is small.

With P the reader is each organisation in turn, and nobody: he knows what he
gave of each cell.  Fails where he is left with one value for a cell of which
others gave something that is small, or comes of one of them; where what is
hidden of a table, or a cell that is shown, is by less than three organisations;
and where, in classes, he knows the largest of the others to P percent."""
import csv
import html.parser
import itertools
import json
import math
import pathlib
import re
import sys
import xml.etree.ElementTree as ET

R = "{urn:toiyaba:report:1}"
SETS = ("classes", "months", "campaigns", "source-region", "c2-region", "mail-kind",
        "attachment-kind", "reconciliation", "sightings")
FIXED = "classes", "months", "reconciliation", "sightings"
OPEN = (("classes", "targeted"), ("reconciliation", "shared"),
        ("reconciliation", "before"))
NODES = 4000
MANY = 10 ** 9


class Grid(html.parser.HTMLParser):
    """Body cells of the tables that show a dataset."""
    def __init__(self):
        super().__init__()
        self.tables, self.rows, self.cell, self.body = {}, None, None, False

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.rows = self.tables.setdefault(
                dict(attrs).get("data-dataset"), [])
        elif tag in ("tbody", "thead"):
            self.body = tag == "tbody"
        elif tag == "tr" and self.body:
            self.rows.append([])
        elif tag in ("td", "th") and self.body:
            self.cell = ""

    def handle_endtag(self, tag):
        if tag in ("td", "th") and self.cell is not None:
            self.rows[-1].append(self.cell)
            self.cell = None

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data


class Table:
    """One breakdown of one report: bounds of its cells."""
    def __init__(self, report, d):
        self.report, self.id, self.n = report, d.get("id"), d.get("n")
        self.as_edition, self.of = d.get("as-edition"), d.get("of")
        self.seen = {o.get("key"): o.get("value") or o.get("suppressed")
                     for o in d.iter(R + "obs")}
        self.withheld = list(self.seen) == ["withheld"]
        self.total = int(self.n) if self.n else report.submitted
        self.hidden = {k for k, v in self.seen.items() if not v.isdigit()}
        self.shown = {k: int(v) for k, v in self.seen.items() if v.isdigit()}
        self.shares = {}
        self.closed = self.id in FIXED and len(self.hidden) == len(
            [k for k in self.seen if not self.is_open(k)])

    def is_open(self, key):
        return (self.id, key) in OPEN

    def value(self, key):
        """None: hidden."""
        if self.withheld or key in self.hidden:
            return None
        return self.shown.get(key, 0)

    def bounds(self, key, least):
        v = self.value(key)
        if v is not None:
            return v, v
        mark, total = self.seen.get(key), self.total
        if self.withheld:
            return 0, total
        if self.closed:
            return (0, least - 1) if mark == "small-cell" else (0, total)
        if mark == "small-cell":
            return 1, total if self.report.givers else least - 1
        if self.report.edition > 1 or self.report.year:
            return 0, total
        # The rule hides the smallest that it shows.
        return least, min([v for k, v in self.shown.items()
                           if v > 0 and not self.is_open(k)] + [total])


class Report:
    def __init__(self, path, givers):
        self.givers = givers
        root = ET.parse(path / "report.xml").getroot()
        self.name, self.period = path.name, root.get("id")
        self.edition = int(root.get("edition"))
        self.year = root.get("kind") == "annual"
        self.early = root.get("as-of")[:10] <= root.get("period-end")
        sets = {d.get("id"): d for d in root.iter(R + "dataset")}
        heads = {(o.get("key"), o.get("measure")): o.get("value")
                 for i in ("flow", "years") for o in sets[i].iter(R + "obs")}
        self.submitted = int(heads.get((self.period, "submitted")) or 0)
        self.tables = {i: Table(self, sets[i]) for i in SETS}
        for t in self.tables.values():
            self.other_forms(path, t)

    def other_forms(self, path, t):
        """A number beside a hidden cell, in whatever form, tells it."""
        for row in csv.DictReader(open(path / (t.id + ".csv"),
                                       encoding="utf-8-sig", newline="")):
            number = next(v for k, v in row.items()
                          if k in ("count", "submissions", "items"))
            if number.isdigit() and row["key"] in t.hidden:
                t.hidden.discard(row["key"])
                t.shown[row["key"]] = int(number)
        for lang in "ja", "en":
            grid = Grid()
            grid.feed((path / ("report.%s.html" % lang)).read_text("utf-8"))
            for key, row in zip(t.seen, grid.tables.get(t.id, ())):
                if key in t.hidden and re.fullmatch("[0-9,]+件?", row[1]):
                    t.hidden.discard(key)
                    t.shown[key] = int(re.sub("[,件]", "", row[1]))
                if key in t.hidden and row[-1].endswith("%"):
                    t.shares[key] = int(row[-1][:-1])


class Contradiction(Exception):
    pass


def less(row, rest, pivot, other, value):
    """A row less a multiple of another, without the pivot."""
    if pivot not in row:
        return row, rest
    p, q = other[pivot], row[pivot]
    out = {x: p * row.get(x, 0) - q * other.get(x, 0)
           for x in {**row, **other}}
    rest = p * rest - q * value
    out = {x: c for x, c in out.items() if c}
    shared = math.gcd(rest, *out.values()) or 1
    return {x: c // shared for x, c in out.items()}, rest // shared


class System:
    """Bounds of unknowns, and sums of them: (unknowns, low, high)."""
    def __init__(self, least):
        self.least, self.low, self.high, self.sums = least, {}, {}, []
        self.of, self.nodes, self.pool, self.marks = {}, 0, [], {}

    def unknown(self, t, key):
        name = t.place, t.id, key
        if name not in self.low:
            self.low[name], self.high[name] = t.bounds(key, self.least)
            if key in t.shares:
                p, n = t.shares[key], t.total
                fit = [x for x in range(n + 1)
                       if (200 * x + n) // (2 * n) == p]
                self.low[name] = max(self.low[name], min(fit))
                self.high[name] = min(self.high[name], max(fit))
        return name

    def copy(self):
        """The same, that nobody has looked at."""
        s = System(self.least)
        s.low, s.high, s.marks = dict(self.low), dict(self.high), self.marks
        s.sums = list(self.sums)
        s.of = {x: list(v) for x, v in self.of.items()}
        return s

    def add(self, plus, minus, low, high):
        """low <= sum of plus less sum of minus <= high"""
        terms = [(1, x) for x in plus] + [(-1, x) for x in minus]
        for _, x in terms:
            self.of.setdefault(x, []).append(len(self.sums))
        self.sums.append((terms, low, high))

    def narrow(self, low, high, todo):
        while todo:
            terms, a, b = self.sums[todo.pop()]
            ends = [(c * low[x], c * high[x]) if c > 0 else
                    (c * high[x], c * low[x]) for c, x in terms]
            least = most = 0
            for l, h in ends:
                least += l
                most += h
            if least > b or most < a:
                raise Contradiction
            for (c, x), (l, h) in zip(terms, ends):
                if l == h or h - l <= min(b - least, most - a):
                    continue
                l, h = max(l, a - most + h), min(h, b - least + l)
                l, h = (-(-l // c), h // c) if c > 0 else \
                    (-(h // -c), -l // -c)
                if l > h:
                    raise Contradiction
                if l > low[x] or h < high[x]:
                    low[x], high[x] = l, h
                    todo.update(self.of[x])

    def eliminate(self):
        """Sums that follow from the exact ones, by Gauss: each of an unknown
        and of some that are left."""
        rows = []
        for terms, a, b in self.sums:
            if a != b:
                continue
            row, rest = {}, a
            for c, x in terms:
                if self.low[x] == self.high[x]:
                    rest -= c * self.low[x]
                else:
                    row[x] = row.get(x, 0) + c
            rows.append(({x: c for x, c in row.items() if c}, rest))
        done = []
        while rows:
            row, rest = rows.pop()
            for pivot, other, value in done:
                row, rest = less(row, rest, pivot, other, value)
            if not row:
                if rest:
                    raise Contradiction
                continue
            pivot = min(row)
            done = [(p, *less(r, v, pivot, row, rest)) for p, r, v in done]
            done.append((pivot, row, rest))
        for _, row, rest in done:
            self.sums.append(([(c, x) for x, c in row.items()], rest, rest))
            for x in row:
                self.of[x].append(len(self.sums) - 1)

    def search(self, low, high, todo):
        """A solution; None: there is none; {}: not found in time."""
        self.nodes += 1
        if self.nodes > NODES:
            return {}
        low, high = dict(low), dict(high)
        try:
            self.narrow(low, high, set(todo))
        except Contradiction:
            return None
        free = [x for x in low if low[x] < high[x]]
        if not free:
            return low
        x = min(free, key=lambda x: high[x] - low[x])
        half = (low[x] + high[x]) // 2
        for a, b in (low[x], half), (half + 1, high[x]):
            found = self.search({**low, x: a}, {**high, x: b}, self.of[x])
            if found is not None:
                return found
        return None

    def can(self, x, low, high):
        """A solution with x between; None where there is none."""
        if max(low, self.low[x]) > min(high, self.high[x]):
            return None
        self.nodes = 0
        return self.search({**self.low, x: max(low, self.low[x])},
                           {**self.high, x: min(high, self.high[x])},
                           self.of.get(x, ()))

    def settle(self):
        """False where it contradicts itself."""
        try:
            self.narrow(self.low, self.high, set(range(len(self.sums))))
            self.eliminate()
            self.narrow(self.low, self.high, set(range(len(self.sums))))
        except Contradiction:
            return False
        self.pool = []
        return self.can_any() is not None

    def can_any(self):
        self.nodes = 0
        found = self.search(self.low, self.high, ())
        if found:
            self.pool.append(found)
        return found

    def may(self, x, low, high):
        """Whether x can lie between; yes where that is not found in time."""
        if any(low <= s[x] <= high for s in self.pool):
            return True
        found = self.can(x, low, high)
        if found:
            self.pool.append(found)
        return found is not None

    def told(self, x):
        """The one value that a hidden cell is left with; or None."""
        if not self.pool:
            return None
        v = self.pool[0][x]
        if self.may(x, 0, v - 1) or self.may(x, v + 1, MANY):
            return None
        return v


class Attack:
    def __init__(self, path, least, percent):
        self.least, self.percent = least, percent
        self.reports = [Report(p, percent is not None) for p in sorted(path.glob("[0-9]*-*"))]
        self.truth = json.loads((path / "truth.json").read_text())
        self.hidden, self.leaks, self.systems = 0, set(), 0
        for name in SETS:
            for i, r in enumerate(self.reports):
                self.born(i, r.tables[name])

    def keys(self, tables):
        return sorted({k for t in tables for k in t.seen if k != "withheld"})

    def born(self, i, t):
        """t.place: the report that told the table first; t.total: what it
        summed to there."""
        t.place = i
        for k, r in enumerate(self.reports[:i]):
            u = r.tables[t.id]
            if r.period == t.report.period and u.seen == t.seen and \
                    (t.as_edition == str(r.edition) or u.total == t.total):
                t.place, t.total = u.place, u.total
                return

    def base(self, tables):
        s = System(self.least)
        for t in tables:
            keys = self.keys(tables)
            s.add([s.unknown(t, k) for k in keys], [], t.total, t.total)
            s.marks.update({(t.place, t.id, k): v for k, v in t.seen.items()
                            if v in ("small-cell", "complement")})
        return s

    def look(self, s, what):
        if self.percent is not None:
            for who in [None] + self.organisations(s):
                self.look_as(s.copy(), what, who)
            return
        self.systems += 1
        if not s.settle():
            return
        for x in [x for x in s.marks if x in s.low]:
            place, name, key = x
            v = s.told(x)
            if v and 0 < v < self.least:
                self.leaks.add("%s: %s of %s in %s is %d" % (
                    what, key, name, self.reports[place].name, v))

    def givers(self, x):
        place, name, key = x
        return self.truth[place]["givers"][name].get(key, {})

    def organisations(self, s):
        """Those with a part in what is hidden."""
        return sorted({m for x in s.marks if x in s.low
                       for m in self.givers(x)})

    def look_as(self, s, what, who):
        for x in s.low:
            s.low[x] = max(s.low[x], self.givers(x).get(who, 0))
            if s.low[x] > s.high[x]:
                return      # he would know that it is not as he supposes
        self.systems += 1
        if not s.settle():
            return
        for x in [x for x in s.marks if x in s.low]:
            others = [n for m, n in self.givers(x).items() if m != who]
            own, v = self.givers(x).get(who, 0), s.told(x)
            place, name, key = x
            true = self.truth[place][name].get(key, 0)
            if not s.may(x, true, true):
                continue        # what is summed was counted at other times
            told = "%s: to %s %s of %s in %s" % (
                what, who, key, name, self.reports[place].name)
            if v and v > own and (v < self.least or len(others) < 2):
                self.leaks.add("%s is %d, by %s" % (told, v, others))
            elif name == "classes" and others and \
                    own + sum(others) >= self.least and not s.may(x, own + -(
                    -(100 + self.percent) * max(others) // 100), MANY) \
                    and not self.reports[place].tables[name].closed:
                self.leaks.add("%s is of %s" % (told, others))

    def few(self, name, parts):
        """Whether so few gave a cell that it is hidden."""
        parts = sorted(parts, reverse=True)
        return 0 < len(parts) < 3 or name == "classes" and parts and \
            100 * sum(parts[2:]) < self.percent * parts[0]

    def rule(self, i, t):
        """Of what is shown, and of the sum of what is hidden."""
        if t.place != i or t.withheld or t.closed:
            return
        hidden = {}
        for k, v in self.truth[i][t.id].items():
            x, shown = (i, t.id, k), t.value(k)
            if shown is None:
                for m, n in self.givers(x).items():
                    hidden[m] = hidden.get(m, 0) + n
            elif not t.is_open(k) and shown == v and \
                    self.few(t.id, self.givers(x).values()):
                self.leaks.add("%s: %s of %s is shown, by %s" % (
                    t.report.name, k, t.id, self.givers(x)))
        # A sum of quarters tells no sum that they did not tell.
        if not t.of and self.few(t.id, hidden.values()):
            self.leaks.add("%s: what is hidden of %s is by %s" % (
                t.report.name, t.id, hidden))

    def true(self, t, key):
        return self.truth[t.place][t.id].get(key, 0)

    def changed(self, a, b, what):
        """Two tables of the same cells: lists of tables that sum to them."""
        for k in self.keys(a + b):
            x, y = [t.value(k) for t in a], [t.value(k) for t in b]
            if None in x + y or any(t.is_open(k) for t in a):
                continue
            if 0 < abs(sum(x) - sum(y)) < self.least:
                self.leaks.add("%s: %s of %s changed by %d" % (
                    what, k, a[0].id, sum(y) - sum(x)))
            self.changed_by(a, b, what, k, sum(y) - sum(x))

    def changed_by(self, a, b, what, k, change):
        """Nor by what few gave."""
        if self.percent is None or not change or any(
                t.value(k) != self.true(t, k) for t in a + b):
            return
        parts = {}
        for sign, tables in (-1, a), (1, b):
            for t in tables:
                for m, n in self.givers((t.place, t.id, k)).items():
                    parts[m] = parts.get(m, 0) + sign * n
        if self.few(a[0].id, [abs(n) for n in parts.values() if n]):
            self.leaks.add("%s: %s of %s changed by %s" % (
                what, k, a[0].id, parts))

    def editions(self, name):
        for a, b in itertools.combinations(self.reports, 2):
            t, u = a.tables[name], b.tables[name]
            if a.period != b.period or t.place == u.place:
                continue
            what = "%s and %s" % (a.name, b.name)
            self.changed([t], [u], what)
            s = self.base([t, u])
            # A report of half a quarter stands for nothing of the whole.
            if (t.report.early and (t.withheld or t.closed)) or \
                    (u.report.early and (u.withheld or u.closed)):
                continue
            for k in t.hidden | u.hidden:
                if self.true(t, k) == self.true(u, k):
                    s.add([s.unknown(t, k)], [s.unknown(u, k)], 0, 0)
            self.look(s, what)

    def quarters_of(self, place):
        """Ways to take one report of each quarter."""
        by = {}
        for i, r in enumerate(self.reports):
            if not r.year:
                by.setdefault(r.period, []).append((i, r))
        if len(by) < 4:
            return
        yield [([r for i, r in v if i < place] or [v[0][1]])[-1]
               for v in by.values()]
        yield [v[0][1] for v in by.values()]
        yield [v[-1][1] for v in by.values()]

    def years(self, name):
        for i, r in enumerate(self.reports):
            if not r.year or r.tables[name].withheld:
                continue
            for n, quarters in enumerate(self.quarters_of(i)):
                # At most one quarter came after its year, as what was left.
                late = sum(self.reports.index(q) > i for q in quarters)
                self.year(r.tables[name], [q.tables[name] for q in quarters],
                          "%s with its quarters" % r.name,
                          n == 0 and late <= 1)

    def year(self, y, quarters, what, before):
        s, sums = self.base([y] + quarters), name_adds(y.id)
        if sums and before:
            self.changed(quarters, [y], what)
        keys = self.keys([y] + quarters)
        if not sums and not all(
                max(parts) <= self.true(y, k) <= sum(parts)
                for k in keys for parts in [[self.true(q, k)
                                             for q in quarters]]):
            return
        # A month stands in one quarter.  Where that one's open figure is another
        # one since, which of its months moved is what nobody is told.
        moved = {m for q in quarters if y.id == "months" for m in q.seen
                 if q.total != sum(self.true(y, n) for n in q.seen)}
        for k in keys:
            true = self.true(y, k)
            parts = [self.true(q, k) for q in quarters]
            names = [s.unknown(q, k) for q in quarters]
            if sums and true == sum(parts) and k not in moved:
                s.add(names, [s.unknown(y, k)], 0, 0)
            if not sums:
                s.add(names, [s.unknown(y, k)], 0, MANY)
                for p in names:
                    s.add([s.unknown(y, k)], [p], 0, MANY)
        for q in quarters if y.id == "months" else ():
            # The figure of each quarter is open.
            own = list(q.seen)
            if q.total == sum(self.true(y, m) for m in own):
                s.add([s.unknown(y, m) for m in own], [], q.total, q.total)
        self.look(s, what)

    def run(self):
        for i, r in enumerate(self.reports):
            for t in r.tables.values() if self.percent is not None else ():
                self.rule(i, t)
            self.hidden += sum(len(t.hidden) for t in r.tables.values())
            for t in r.tables.values():
                if not t.withheld:
                    self.look(self.base([t]), r.name)
        for name in SETS:
            self.editions(name)
            self.years(name)


def name_adds(name):
    """Destinations are distinct, in a year as in a quarter."""
    return name != "c2-region"


def main():
    a = Attack(pathlib.Path(sys.argv[1]), int(sys.argv[2]),
               int(sys.argv[3]) if len(sys.argv) > 3 else None)
    a.run()
    for leak in sorted(a.leaks):
        print(leak)
    print("%d reports, %d hidden cells, %d systems: %d told" % (
        len(a.reports), a.hidden, a.systems, len(a.leaks)))
    sys.exit(bool(a.leaks))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""annexes.py TOIYABA EMPTY-HUB DIR SEED MIN [P]: a hub with a quarter of random
submissions by members of several SIGs; annexes of some SIGs at some times, with
rulings in between; and a reader of all of them who works hidden figures out.

He knows the totals, that every column and what is in none of them sum to these,
and supposes, rightly, of any figure that it did not change from one
time to another.  Fails where he is left with one small number, or where two
tables of the same figures tell of a change that is small.

Each submission comes of an organisation of its own.  With P all come of a few,
and each of these is a reader, who knows what he gave: see attack.py."""
import datetime
import itertools
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import xml.etree.ElementTree as ET

from attack import MANY, System

R = "{urn:toiyaba:report:1}"
ROWS = "targeted", "other"
JST = datetime.timezone(datetime.timedelta(hours=9))
OVER = datetime.datetime(2016, 7, 5, 9, tzinfo=JST)


def member(ident, sigs):
    return ('<member id="%s"><name xml:lang="ja">架空工業%s番</name>%s'
            '</member>' % (ident, ident, "".join(
                '<in sig="%s" from="2012-04-01"/>' % s for s in sigs)))


class Hub:
    def __init__(self, rng, path, givers):
        self.rng, self.givers = rng, givers
        self.sigs = ["s%d" % i for i in range(rng.randrange(2, 6))]
        self.members = [rng.sample(self.sigs, rng.choice((0, 1, 1, 1, 1, 2)))
                        for _ in range(rng.randrange(15, 40) if givers
                                       else rng.randrange(4, 10))]
        self.db = sqlite3.connect(path / "hub.db", isolation_level=None)
        self.db.execute("INSERT INTO run (id, at, day) VALUES ('R', 0, '2016-04-01')")
        self.all = []
        for i in range(len(self.members)):
            for _ in range(rng.choice((0, 1, 2, 3, 4, 6, 12))):
                self.submit(i)
        who = {s["who"]: self.members[s["member"]] for s in self.all}
        (path / "roster.xml").write_text(
            '<roster xmlns="urn:toiyaba:roster:1">%s%s</roster>' % (
                "".join('<sig id="%s" from="2012-04-01"><name xml:lang="ja">'
                        '%s業界</name></sig>' % (s, s) for s in self.sigs),
                "".join(member(w, sigs) for w, sigs in who.items())
                + self.quiet()))

    def quiet(self):
        """Ten more in each: of fewer there is no annex."""
        return "".join(member("q%d" % (100 * (i + 1) + n), [sig])
                       for i, sig in enumerate(self.sigs) for n in range(10))

    def submit(self, m):
        n, put = len(self.all), self.db.execute
        who = "m%d" % (m if self.givers else 1000 + n)
        at = datetime.datetime(2016, 4, 2, 9, tzinfo=JST) + \
            datetime.timedelta(days=self.rng.randrange(85))
        put("INSERT INTO casefile (id, run, class) VALUES (?, 'R', '')",
            ("C%d" % n,))
        put("INSERT INTO submission (id, package, n, member, own, sender, answer, trusted, kind, "
            "victim, partial, title, consent, scope, tlp, created, at, day, "
            "casefile) VALUES (?, 'P', 1, ?, 0, 'member', 0, 1, 'mail', 'self', 0, '', 'none',"
            " 'sig', 'amber', ?, ?, ?, ?)",
            ("P/%d" % n, who, int(at.timestamp()), int(at.timestamp()),
             at.date().isoformat(), "C%d" % n))
        self.all.append({"member": m, "who": who, "targeted": False})
        if self.rng.random() < 0.4:
            self.rule(n, int(at.timestamp()))

    def rule(self, n, now):
        s = self.all[n]
        s["targeted"] = not s["targeted"]
        self.db.execute("INSERT OR REPLACE INTO standing "
                        "(submission, at, class) VALUES (?, ?, ?)", (
                            "P/%d" % n, now,
                            "targeted" if s["targeted"] else "phishing"))

    def rule_some(self, now):
        """A few, or all that a few members had."""
        if self.rng.random() < 0.5:
            some = self.rng.sample(range(len(self.all)), min(
                len(self.all), self.rng.choice((0, 1, 2, 3, 9))))
        else:
            who = self.rng.sample(range(len(self.members)), 2)
            some = [i for i, s in enumerate(self.all) if s["member"] in who]
        for n in some:
            self.rule(n, now)

    def truth(self):
        """Of each column, and of what is in none ("")."""
        out = {(c, r): 0 for c in self.sigs + [""] for r in ROWS}
        for s in self.all:
            sigs = self.members[s["member"]]
            out[sigs[0] if len(sigs) == 1 else "",
                ROWS[not s["targeted"]]] += 1
        return out

    def parts(self):
        """Of each of these, what each gave."""
        out = {(c, r): {} for c in self.sigs + [""] for r in ROWS}
        for s in self.all:
            sigs = self.members[s["member"]]
            cell = out[sigs[0] if len(sigs) == 1 else "",
                       ROWS[not s["targeted"]]]
            cell[s["who"]] = cell.get(s["who"], 0) + 1
        return out


class Annex:
    def __init__(self, path, day, sig):
        d = next(d for d in ET.parse(path / "report.xml").getroot().iter(
            R + "dataset") if d.get("id") == "sig")
        self.sig, self.day = sig, d.get("as-on") or day
        self.own, self.total = {}, {}
        for o in d.iter(R + "obs"):
            if o.get("key") in ROWS:
                (self.own if o.get("measure") == "sig" else self.total)[
                    o.get("key")] = o.get("value")
        self.own = {k: None if v is None else int(v)
                    for k, v in self.own.items()}


class Reader:
    def __init__(self, least, annexes, truth, parts=None, percent=None):
        self.least, self.truth, self.leaks = least, truth, []
        self.parts, self.percent = parts, percent
        # Reports tell the totals of any time.
        self.days = sorted(truth)
        self.told = {(a.day, a.sig, r): a.own[r] for a in annexes
                     for r in ROWS if a.own[r] is not None}
        self.total = {(d, r): sum(v for (_, q), v in truth[d].items()
                                  if q == r) for d in truth for r in ROWS}
        for a in annexes:
            for r in ROWS:
                if int(a.total[r]) != self.total[a.day, r] or \
                        a.own[r] not in (None, truth[a.day][a.sig, r]):
                    self.leaks.append("%s: %s %s is wrong" % (
                        a.day, a.sig, r))

    def solve(self, who=None):
        s = System(self.least)
        columns = sorted({c for c, _ in self.truth[self.days[0]]})
        for (day, r), total in self.total.items():
            for c in columns:
                x = day, c, r
                v = self.told.get(x)
                s.low[x], s.high[x] = (0, total) if v is None else (v, v)
                if v is None:
                    s.marks[x] = "hidden"
                    s.low[x] = self.part(x).get(who, 0)
            s.add([(day, c, r) for c in columns], [], total, total)
        for a, b in itertools.combinations(self.days, 2):
            for c, r in self.truth[a]:
                if self.truth[a][c, r] == self.truth[b][c, r]:
                    s.add([(a, c, r)], [(b, c, r)], 0, 0)
        if not s.settle():
            self.leaks.append("contradiction")
            return
        for x in s.marks:
            v = s.told(x)
            if self.percent is not None:
                self.insider(s, x, v, who)
            elif v and 0 < v < self.least:
                self.leaks.append("%s %s of %s is %d" % (x[0], x[2], x[1], v))

    def part(self, x):
        return {} if self.parts is None else self.parts[x[0]][x[1:]]

    def insider(self, s, x, v, who):
        own = self.part(x).get(who, 0)
        others = [n for m, n in self.part(x).items() if m != who]
        told = "%s: to %s %s of %s" % (x[0], who, x[2], x[1])
        some = self.shows(x[0], x[2])
        if v and v > own and (v < self.least or len(others) < 2):
            self.leaks.append("%s is %d, by %s" % (told, v, others))
        elif some and others and own + sum(others) >= self.least and \
                not s.may(x, own + -(-(100 + self.percent) * max(others)
                                     // 100), MANY):
            self.leaks.append("%s is of %s" % (told, others))

    def shows(self, day, row):
        """Anything but zeros, which are told in any case."""
        return any(v for (d, _, r), v in self.told.items()
                   if d == day and r == row)

    def few(self, parts, what):
        parts = sorted((n for n in parts if n > 0), reverse=True)
        if 0 < len(parts) < 3 or \
                parts and 100 * sum(parts[2:]) < self.percent * parts[0]:
            self.leaks.append("%s by %s" % (what, parts))

    def rule(self):
        """Of what is shown, and of what it leaves of the totals."""
        for day, r in {(d, r) for d, _, r in self.told}:
            if not self.shows(day, r):
                continue
            rest = {}
            for (c, q), parts in self.parts[day].items():
                if q != r:
                    continue
                if (day, c, r) in self.told:
                    self.few(parts.values(), "%s: %s of %s is shown" % (
                        day, r, c))
                    continue
                for m, n in parts.items():
                    rest[m] = rest.get(m, 0) + n
            self.few(rest.values(), "%s: what is left of %s is" % (day, r))

    def changes(self):
        """By what few gave; of each column that is told, and of the rest."""
        for a, b in itertools.combinations(self.days, 2):
            for r in ROWS:
                rest = {}
                for c, q in self.truth[a]:
                    if q != r:
                        continue
                    both = (a, c, r) in self.told and (b, c, r) in self.told
                    parts = {} if both else rest
                    for day, sign in (a, -1), (b, 1):
                        for m, n in self.parts[day][c, r].items():
                            parts[m] = parts.get(m, 0) + sign * n
                    if both and sum(parts.values()):
                        self.few(map(abs, parts.values()), "%s and %s: %s of "
                                 "%s changed" % (a, b, r, c))
                if sum(rest.values()) and self.shows(a, r) and \
                        self.shows(b, r):
                    self.few(map(abs, rest.values()), "%s and %s: the rest of "
                             "%s changed" % (a, b, r))

    def look(self):
        if self.percent is None:
            self.solve()
            self.compare()
            return
        self.rule()
        self.changes()
        for who in [None] + sorted({m for parts in self.parts.values()
                                    for p in parts.values() for m in p}):
            self.solve(who)

    def compare(self):
        for a, b in itertools.combinations(self.days, 2):
            for r in ROWS:
                both = [c for c, q in self.truth[a] if q == r and
                        (a, c, r) in self.told and (b, c, r) in self.told]
                change = [self.told[b, c, r] - self.told[a, c, r]
                          for c in both]
                rest = self.total[b, r] - self.total[a, r] - sum(change)
                for v in change + ([rest] if both else []):
                    if 0 < abs(v) < self.least:
                        self.leaks.append("%s and %s: %s changed by %d" % (
                            a, b, r, v))


def main():
    toiyaba, empty, out, seed, least = sys.argv[1:6]
    percent = int(sys.argv[6]) if len(sys.argv) > 6 else None
    rng, out = random.Random(int(seed)), pathlib.Path(out)
    shutil.copytree(empty, out / "hub")
    subprocess.run(["sh", os.environ["AT_HOME"], out / "hub"], check=True)
    hub, truth, annexes = Hub(rng, out / "hub", percent is not None), {}, []
    parts = {}
    for n in range(rng.randrange(1, 5)):
        at = OVER + datetime.timedelta(days=10 * n)
        hub.rule_some(int(at.timestamp()) - 30)
        day = at.date().isoformat()
        truth[day], parts[day] = hub.truth(), hub.parts()
        for sig in rng.sample(hub.sigs, rng.randrange(1, len(hub.sigs) + 1)):
            # 10: no key is here to sign with.
            made = subprocess.run(
                [toiyaba, "report", out / "hub", "2016Q2", "--sig", sig,
                 "--at", at.isoformat()],
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            if made.returncode not in (0, 10):
                sys.exit(made.stderr)
            annexes.append(Annex(out / "hub/reports" / ("2016Q2-" + sig),
                                 day, sig))
    hub.db.close()
    reader = Reader(int(least), annexes, truth, parts, percent)
    reader.look()
    for leak in reader.leaks:
        print(leak)
    print("%d annexes of %d times, %d figures shown: %d told" % (
        len(annexes), len(reader.days), len(reader.told), len(reader.leaks)))
    sys.exit(bool(reader.leaks))


main()

#!/usr/bin/env python3
"""hubs.py TOIYABA EMPTY-HUB DIR SEED [givers]: a hub with a year of random
submissions, its reports as a year brings them, with rulings between and after
them, each copied to DIR/NNN-PERIOD; and DIR/truth.json: what no reader is told.
Each submission comes of an organisation of its own; or all, of a few givers.

What a night would bring stands in hub.db at once: reports read nothing else,
and how a case stood is written there as rulings do."""
import collections
import datetime
import hashlib
import json
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys

QUARTERS = ["2016Q2", "2016Q3", "2016Q4", "2017Q1"]
YEAR = "FY2016"
CLASSES = ["targeted", "bulk", "phishing", "bec", "scan", "other",
           "undecided", "unclassified"]
ALL = -1
FILES = ["office", "executable", "pdf", "html", "script"]
BANDS = {20: "20", 10: "10-19", 5: "5-9", 3: "3-4", 2: "2", 1: "1", 0: "0"}
NETWORKS = {"JP": "133.11.1", "US": "128.2.1", "KR": "163.152.1",
            "CN": "166.111.1", "DE": "141.84.1", "unknown": "10.0.0"}


def start(quarter):
    return datetime.datetime(int(quarter[:4]), 3 * int(quarter[5]) - 2, 1,
                             9, tzinfo=datetime.timezone(
                                 datetime.timedelta(hours=9)))


def end(quarter):
    at = start(quarter) + datetime.timedelta(days=95)
    return at.replace(day=1)


def skewed(rng, words):
    """Weights, of which most are small."""
    return [rng.choice((0, 0.3, 1, 2, 8)) + 0.01 for _ in words]


class Hub:
    def __init__(self, rng, path, givers):
        self.rng, self.path, self.all = rng, path, []
        self.named = random.Random("named %d" % rng.getstate()[1][0])
        self.who = random.Random("who %d" % rng.getstate()[1][0])
        self.members = ["m%d" % i for i in range(
            self.who.choice((2, 4, 9, 20, 20)))] if givers else None
        self.shares = [self.who.choice((1, 1, 2, 3, 9)) for _ in
                       self.members or ()]
        # What became of them, and what came back, for dice of their own.
        self.dice, self.items = random.Random(rng.getstate()[1][0]), []
        self.db = sqlite3.connect(path / "hub.db", isolation_level=None)
        self.db.execute("BEGIN")
        self.db.execute("INSERT INTO run (id, at, day) VALUES ('R', 0, '2016-04-01')")
        big = rng.choice((6, 25, 60, 120))
        regions, files = skewed(rng, NETWORKS), skewed(rng, FILES)
        for quarter in QUARTERS:
            classes = skewed(rng, CLASSES)
            classes[0] *= rng.choice((0, 1, 3))
            for _ in range(rng.randrange(big) + rng.randrange(3)):
                self.submit(quarter, rng.choices(CLASSES, classes)[0],
                            regions, files)
        self.db.execute("COMMIT")

    def submit(self, quarter, kind, regions, files):
        rng, n = self.rng, len(self.all)
        at = start(quarter) + datetime.timedelta(days=rng.randrange(88))
        s = {"id": "P/%d" % n, "quarter": quarter, "at": int(at.timestamp()),
             "class": kind, "kept": rng.random() < 0.9,
             "region": rng.choices(list(NETWORKS), regions)[0],
             "link": rng.random() < 0.3, "c2": None,
             "files": [rng.choices(FILES, files)[0] for _ in
                       range(rng.choice((0, 1, 1, 2)))]}
        if not s["kept"]:
            s.update(region="unknown", link=False, files=[])
        if rng.random() < 0.5:
            s["c2"] = rng.choice(["JP", "US", "KR", "CN"]), rng.randrange(9)
        s["month"] = at.date().isoformat()[:7]
        s["campaign"] = self.campaign()
        s["member"] = self.who.choices(self.members, self.shares)[0] \
            if self.members else "m%d" % n
        self.all.append(s)
        s["consent"] = self.dice.choice(("none", "given", "given"))
        s["withdrawn"] = s["item"] = None
        self.rows(s, at)
        if s["consent"] == "given" and self.dice.random() < 0.4:
            self.share(s, at)

    def campaign(self):
        return self.named.choice((None, "plants", "plants", "letters"))

    def stand(self, s, when):
        self.db.execute("INSERT OR REPLACE INTO standing "
                        "(submission, at, class, campaign) "
                        "VALUES (?, ?, ?, ?)",
                        (s["id"], when, s["class"], s["campaign"]))

    def rows(self, s, at):
        put = self.db.execute
        put("INSERT INTO casefile (id, run, class) VALUES (?, 'R', ?)",
            ("C-" + s["id"], s["class"]))
        put("INSERT INTO submission (id, package, n, member, own, sender, answer, trusted, kind, "
            "victim, partial, title, consent, scope, tlp, created, at, day, "
            "casefile) "
            "VALUES (?, 'P', 1, ?, 0, 'member', 0, 1, 'mail', 'self', 0, '', ?, 'sig',"
            " 'amber', ?, ?, ?, ?)",
            (s["id"], s["member"], s["consent"], s["at"], s["at"], at.date().isoformat(), "C-" + s["id"]))
        self.stand(s, s["at"])
        if s["kept"]:
            put("INSERT INTO mail (submission, n, sender_ip, flags) "
                "VALUES (?, 1, ?, 0)",
                (s["id"], NETWORKS[s["region"]] + ".1"))
            self.settle(s["region"], 1)
        if s["link"]:
            put("INSERT INTO indicator (submission, type, role, value, source) VALUES (?, 'url', 'link', "
                "'http://x.example/', 'mail')", (s["id"],))
        if s["c2"]:
            self.settle(s["c2"][0], s["c2"][1] + 1)
            put("INSERT INTO indicator (submission, type, role, value, source) VALUES (?, 'ipv4-addr', 'c2', ?, "
                "'manifest')", (s["id"], "%s.%d" % (
                    NETWORKS[s["c2"][0]], s["c2"][1] + 1)))
        for i, kind in enumerate(s["files"]):
            put("INSERT INTO file VALUES (?, ?, NULL, 1, 'attachment', NULL, "
                "'x', ?, 1, ?, 0, '')",
                (s["id"], i + 2, "%s-%d" % (s["id"], i), kind))

    def share(self, s, at):
        """As an item, or behind the last one."""
        put, dice = self.db.execute, self.dice
        at += datetime.timedelta(days=dice.randrange(9))
        when = int(at.timestamp())
        if self.items and self.items[-1]["at"] < when and dice.random() < 0.3:
            s["item"] = self.items[-1], when
        else:
            i = {"id": "S-%d" % len(self.items), "at": when, "first": s,
                 "quarter": "%dQ%d" % (at.year, (at.month + 2) // 3),
                 "seen": []}
            s["item"] = i, when
            self.items.append(i)
            put("INSERT INTO item VALUES (?1, ?2, ?2, 0, ?3, ?4, 'R', NULL)",
                (i["id"], "C-" + s["id"], at.date().isoformat(), when))
            for _ in range(dice.choice((0, 0, 1, 1, 2, 3, 4, 6, 12, 21))):
                self.see(i, when + 86400 * dice.randrange(200))
        put("INSERT INTO provenance VALUES (?, 'a', ?, ?)",
            (s["item"][0]["id"], s["id"], when))

    def see(self, i, when):
        package = "%s/%d" % (i["id"], len(i["seen"]))
        self.db.execute("INSERT INTO package (sha256, state, run, at, day) "
                        "VALUES (?, 'accepted', 'R', ?, '')", (package, when))
        self.db.execute("INSERT INTO sighting (package, n, member, item, result, count, signed, day) "
                        "VALUES (?, 1, 'm', ?, 'found', 1, 0, '')", (package, i["id"]))
        i["seen"].append(when)

    def withdraw(self, count):
        some = [s for s in self.all if s["at"] < self.now
                and s["consent"] == "given" and not s["withdrawn"]]
        for s in self.dice.sample(some, min(count, len(some))):
            s["withdrawn"] = self.now
            self.db.execute("UPDATE submission SET withdrawn = ? WHERE id = ?",
                            (self.now, s["id"]))

    def fate(self, s, at):
        item, when = s["item"] or (None, None)
        if item and when <= at:
            return "shared" if item["first"] is s else "merged"
        if s["withdrawn"] and s["withdrawn"] <= at:
            return "declined"
        if s["consent"] == "none" or s["class"] == "bulk":
            return "not-for-sharing"
        return "open"

    def settle(self, region, host):
        if region != "unknown":
            self.db.execute("INSERT OR IGNORE INTO region VALUES (?, ?, "
                            "'2016-01-01')", ("%s.%d" % (
                                NETWORKS[region], host), region))

    def rule(self, count, among):
        """Cases of these quarters get another class."""
        some = [s for s in self.all
                if s["quarter"] in among and s["at"] < self.now]
        for s in self.rng.sample(some, min(count, len(some))):
            self.rule_one(s, self.rng.choice(CLASSES))

    def rule_one(self, s, kind):
        s["class"] = kind
        if self.named.random() < 0.2:
            s["campaign"] = self.campaign()
        self.stand(s, self.now)

    def rule_all(self, quarter):
        """What nobody had looked at was all of one kind."""
        few, many = self.rng.sample(CLASSES, 2)
        for s in self.all:
            if s["quarter"] == quarter and s["class"] == many \
                    and s["at"] < self.now:
                self.rule_one(s, few)

    def rule_one_giver(self, quarter):
        """What one of them gave most of was of another kind."""
        some = [s for s in self.all if s["quarter"] == quarter
                and s["at"] < self.now]
        if not some:
            return
        (one, many), _ = collections.Counter(
            (s["member"], s["class"]) for s in some).most_common(1)[0]
        kind = self.who.choice([s["class"] for s in some])
        for s in some:
            if (s["member"], s["class"]) == (one, many):
                self.rule_one(s, kind)

    def truth(self, period, at):
        """Every breakdown, counted anew."""
        some = [s for s in self.all if s["at"] <= at
                and period in (s["quarter"], YEAR)]
        mails = [s for s in some if s["class"] == "targeted"]
        told = [i for i in self.items if i["at"] <= at
                and (period == YEAR and i["quarter"] in QUARTERS
                     or period == i["quarter"])]
        behind = collections.defaultdict(set)
        for s in self.all:
            if s["item"] and s["item"][1] <= at:
                behind[s["item"][0]["id"]].add(s["member"])
        hosts = collections.defaultdict(set)
        for s in mails:
            if s["c2"]:
                hosts[s["c2"]].add(s["member"])
        # Cells, and who has a part in one more.
        rows = {
            "reconciliation": [(self.fate(s, at), [s["member"]])
                               for s in some],
            "sightings": [(next(BANDS[n] for n in BANDS
                                if n <= sum(t <= at for t in i["seen"])),
                           behind[i["id"]]) for i in told],
            "classes": [(s["class"], [s["member"]]) for s in some],
            "months": [(s["month"], [s["member"]]) for s in mails],
            "campaigns": [(key_of(s["campaign"]), [s["member"]])
                          for s in mails],
            "source-region": [(s["region"], [s["member"]]) for s in mails],
            "c2-region": [(c2[0], who) for c2, who in hosts.items()],
            "mail-kind": [(
                "unknown" if not s["kept"] else "attachment" if s["files"]
                else "url" if s["link"] else "recon", [s["member"]])
                for s in mails],
            "attachment-kind": [(f, [s["member"]]) for s in mails
                                for f in s["files"]]}
        out, givers = {}, {}
        for name, cells in rows.items():
            out[name] = collections.Counter(k for k, _ in cells)
            givers[name] = {}
            for k, who in cells:
                givers[name].setdefault(k, collections.Counter()).update(who)
        return {**out, "givers": givers}


def key_of(campaign):
    return "c-" + hashlib.sha256(campaign.encode()).hexdigest()[:16] \
        if campaign else "none"


def plan(rng):
    """(days after the period's end, period, rulings before it)"""
    out, late = [], rng.choice(QUARTERS) if rng.random() < 0.3 else None
    for i, quarter in enumerate(QUARTERS):
        if quarter == late:
            out.append((330, quarter, rng.choice((0, 1, 2, 4, 25, ALL))))
            continue
        if rng.random() < 0.15:
            out.append((91 * i + 5, quarter, 0))
        if rng.random() < 0.95:
            out.append((91 * i + 20, quarter, rng.choice((0, 3, 10))))
        if rng.random() < 0.3:
            out.append((91 * i + 30 + rng.randrange(120), quarter,
                        rng.choice((0, 1, 2, 25, ALL, ALL))))
    out.append((300, YEAR, rng.choice((0, 1, 2, 25, ALL, ALL))))
    if rng.random() < 0.8:
        out.append((330, rng.choice(QUARTERS), rng.choice((0, 2, 25, ALL, ALL))))
    if rng.random() < 0.6:
        out.append((360, YEAR, rng.choice((0, 2, 25, ALL, ALL))))
    return sorted(out)


def main():
    toiyaba, empty, out, seed = sys.argv[1:5]
    rng, out = random.Random(int(seed)), pathlib.Path(out)
    path = out / "hub"
    shutil.copytree(empty, path)
    subprocess.run(["sh", os.environ["AT_HOME"], path], check=True)
    hub, truth = Hub(rng, path, len(sys.argv) > 5), []
    for n, (day, period, rulings) in enumerate(plan(rng)):
        at = end(QUARTERS[0]) + datetime.timedelta(days=day, minutes=n)
        hub.now = int(at.timestamp()) - 30
        hub.withdraw(hub.dice.choice((0, 0, 1, 2, 9)))
        if rulings == ALL:
            some = period if period != YEAR else rng.choice(QUARTERS)
            if hub.members and hub.who.random() < 0.6:
                hub.rule_one_giver(some)
            else:
                hub.rule_all(some)
        else:
            hub.rule(rulings, QUARTERS)
        made = subprocess.run([toiyaba, "report", path, period, "--at",
                               at.isoformat()], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE)
        # 10: a person is told who made most of an open figure.
        if made.returncode not in (0, 10):
            sys.exit(made.stderr.decode())
        shutil.copytree(path / "reports" / period,
                        out / ("%03d-%s" % (n, period)))
        truth.append(hub.truth(period, int(at.timestamp())))
    (out / "truth.json").write_text(json.dumps(truth))
    hub.db.close()


main()

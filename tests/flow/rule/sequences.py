"""Plays random lives of items from outside and holds what leaves against a
ledger of its own.

	sequences.py --hub DIR --ring DIR --program FILE --shim FILE --work DIR SEED...

In each night some of these are drawn: submissions, previews answered,
withdrawals, acknowledgements, rulings that hold, release, take back (some
quietly), merge and split, a key that is distrusted.  One night of each sequence
is killed at a call drawn by chance and run again.  The ledger knows who gave
what and who said what since; the readers know what their bundles told, in
order.  After each night: what is closed is in no item that lives, what is open
is in exactly one of each audience that may have it, items are the cases', names
stay with what they were given for, nothing that was taken back lives again, and
a retraction goes on until all have acknowledged it."""

import argparse
import itertools
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import xml.etree.ElementTree as ET
from concurrent import futures
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "release"))
import worldrun  # noqa: E402

NIGHTS = ["2017-08-%02d" % d for d in range(4, 16)]
SIGS = {"gas": ("gas-01", "gas-02", "gas-03"), "pow": ("pow-01", "pow-02")}
MEMBERS = [m for sig in SIGS.values() for m in sig]
AUDIENCES = ("gas", "pow", "jpcert")
KEY = {m: n for n, m in enumerate(MEMBERS)} | {"jpcert": -2, "duty": -1}
ATTACKS = 5
MARK = re.compile(r"mark-(\d+)\.evil\.example")
PACKAGE = "{urn:toiyaba:package:1}"
ITEM, BUNDLE = "{urn:toiyaba:item:1}", "{urn:toiyaba:bundle:1}"


class Wrong(Exception):
    pass


class Submission:
    def __init__(self, n, member, night, dice):
        self.n, self.member, self.night = n, member, night
        self.attack = dice.randrange(ATTACKS)
        self.asked = dice.random() < .25
        self.all = dice.random() < .4
        self.jpcert = dice.random() < .4
        self.approved = None if self.asked else True
        self.withdrawn = self.distrusted = False
        self.id = self.case = None

    def mark(self):
        return "mark-%d.evil.example" % self.n

    def address(self):
        return "198.51.100.%d" % (10 + self.attack)

    def xml(self):
        return ('<submission id="1" kind="traffic"><title>t</title><indicator type="domain-name" role="c2">%s</indicator>'
                '<observation direction="inbound" address="%s" port="1433" protocol="tcp" first="2017-08-01" last="2017-08-01" count="1"/>'
                '<share consent="%s" scope="%s">%s</share></submission>' % (
                    self.mark(), self.address(), "preview" if self.asked else "given",
                    "all" if self.all else "sig", '<agency id="jpcert"/>' * self.jpcert))

    def terms(self):
        """The audiences that its provider lets have it."""
        if not self.approved or self.withdrawn or self.distrusted:
            return set()
        own = {s for s, who in SIGS.items() if self.member in who}
        return (set(SIGS) if self.all else own) | ({"jpcert"} if self.jpcert else set())


class Reader:
    """What an audience knows from its bundles, read in order."""

    def __init__(self, name):
        self.name, self.sequence = name, 0
        self.live, self.over, self.ever, self.by = {}, {}, {}, {}
        self.open = {}		# retraction: the bundle that told it first
        self.born = {}		# item: marks of its first edition

    def take(self, files):
        self.sequence += 1
        root = ET.fromstring(files["bundle.xml"])
        if int(root.get("sequence")) != self.sequence:
            raise Wrong("%s: bundle %s comes after %d" % (self.name, root.get("sequence"), self.sequence - 1))
        self.now = [n for n in files if n.startswith("items/")]
        for name in self.now:
            self.item(ET.fromstring(files[name]))
        self.gone = {e.get("item"): {v.text for v in e.findall(BUNDLE + "value")} for e in root.findall(BUNDLE + "retraction")}
        self.superseded = {e.get("item"): e.get("by") for e in root.findall(BUNDLE + "superseded")}
        for item in self.gone:
            self.end(item, "retracted")
        for item, by in self.superseded.items():
            self.end(item, "superseded")
            self.by[item] = by

    def item(self, root):
        name = root.get("id")
        if root.find(ITEM + "retracted") is not None:
            self.end(name, "retracted")
            return
        if root.find(ITEM + "superseded") is not None:
            self.end(name, "superseded")
            return
        if self.over.get(name) == "retracted":
            raise Wrong("%s: %s lives again" % (self.name, name))
        self.over.pop(name, None)
        told = {e.text for e in root.iter(ITEM + "indicator")} | {e.get("address") for e in root.iter(ITEM + "observation")}
        marks = {int(m) for v in told for m in MARK.findall(v)}
        self.live[name] = told
        self.ever.setdefault(name, set()).update(told)
        self.born.setdefault(name, marks)
        self.check_name(name, marks)

    def check_name(self, name, marks):
        """A name stays with a case: of what it stood for something is left."""
        known = {int(m) for v in self.ever[name] for m in MARK.findall(v)}
        if any(v.startswith("bridge-") for v in self.ever[name]):
            return
        if not marks:
            raise Wrong("%s: %s tells nothing" % (self.name, name))
        if not marks & known:
            raise Wrong("%s: %s stands for another case" % (self.name, name))

    def end(self, name, how):
        if name not in self.live and name not in self.over:
            raise Wrong("%s: %s is %s and never was" % (self.name, name, how))
        self.live.pop(name, None)
        # One that was superseded may be taken back with its successor.
        self.over[name] = how
        if how == "retracted":
            self.open.setdefault(name, self.sequence)

    def marks(self):
        return {name: {int(m) for v in told for m in MARK.findall(v)} for name, told in self.live.items()}


class Sequence:
    def __init__(self, args, ring, seed):
        self.args, self.ring, self.seed = args, ring, seed
        self.dice = random.Random("sequence %d" % seed)
        self.home = Path(args.work, "s%d" % seed)
        self.subs, self.readers = [], {a: Reader(a) for a in AUDIENCES}
        self.acked = {}		# (member, audience): sequence
        self.closed_values, self.shut, self.unsure = set(), set(), set()
        self.merged, self.parted, self.bridges, self.shut_bridges = [], set(), [], set()
        self.bridge_values = {}
        self.distrusted, self.told, self.stamp, self.quiet = None, [], 0, set()
        self.killed = self.dice.randrange(2, len(NIGHTS))
        shutil.copytree(args.hub, self.home)
        subprocess.run(["sh", os.environ["AT_HOME"], self.home], check=True)
        conf = Path(self.home, "hub.conf")
        conf.write_text(re.sub(r"(?m)^#* *four-eyes *=.*", "four-eyes = no", conf.read_text()))
        self.write_roster()

    def write_roster(self):
        key = '<key fingerprint="%s" from="2012-04-01"%s/>'
        out = '<roster xmlns="urn:toiyaba:roster:1">'
        for sig in SIGS:
            out += '<sig id="%s" from="2012-07-01"><name xml:lang="ja">業界その%s</name></sig>' % (sig, sig)
        out += '<agency id="jpcert" from="2012-04-01"><name xml:lang="ja">調整機関</name>%s</agency>' % (
            key % (self.ring.fingerprints[KEY["jpcert"]], ""))
        for sig, who in SIGS.items():
            for m in who:
                bad = ' distrusted="2017-08-01"' if m == self.distrusted else ""
                out += '<member id="%s"><name xml:lang="ja">架空%s株式会社</name>%s<in sig="%s" from="2012-07-01"/></member>' % (
                    m, m, key % (self.ring.fingerprints[KEY[m]], bad), sig)
        out += '<member id="duty" role="analyst"><name xml:lang="ja">解析当番</name>%s</member></roster>' % (
            key % (self.ring.fingerprints[KEY["duty"]], ""))
        Path(self.home, "roster.xml").write_text(out)

    def rows(self, query):
        db = sqlite3.connect(Path(self.home, "hub.db"))
        try:
            return db.execute(query).fetchall()
        finally:
            db.close()

    # What is said.

    def send(self, who, body):
        self.stamp += 1
        self.spoke.add(who)
        at = "2017-08-%02dT09:%02d:%02d+09:00" % (3 + self.now, self.stamp // 60 % 60, self.stamp % 60)
        dice = random.Random("%d/%d" % (self.seed, self.stamp))
        pid = "%08x-0000-4000-8000-%012x" % (dice.getrandbits(32), dice.getrandbits(48))
        manifest = '<package xmlns="urn:toiyaba:package:1" id="%s" to="%s" from="%s" created="%s">%s</package>' % (
            pid, self.ring.hub, who, at, body)
        data = self.ring.seal(self.ring.fingerprints[KEY[who]], worldrun.packed([("manifest.xml", manifest.encode())]), at)
        d = Path(self.home, "inbox", *([] if who == "duty" else [who]))
        d.mkdir(exist_ok=True, parents=True)
        Path(d, "p%d.gpg" % self.stamp).write_bytes(data)
        return pid

    def say(self, *words):
        self.told.append("%s: %s" % (NIGHTS[self.now], " ".join(map(str, words))))

    def active(self):
        return [m for m in MEMBERS if m != self.distrusted]

    def do_submit(self):
        s = Submission(len(self.subs) + 1, self.dice.choice(self.active()), self.now, self.dice)
        self.subs.append(s)
        s.id = self.send(s.member, s.xml()) + "/1"
        self.say(s.member, "submits", s.n, "attack", s.attack, "asked" if s.asked else "", sorted(s.terms()))

    def do_bridge(self):
        """A member sends what is like two attacks: nobody's fate hangs on it."""
        a, b = self.dice.sample(range(ATTACKS), 2)
        member, scope = self.dice.choice(self.active()), self.dice.choice(("sig", "all"))
        self.bridges.append({a, b})
        seen = "".join('<observation direction="inbound" address="198.51.100.%d" port="1433" protocol="tcp" first="2017-08-01" '
                       'last="2017-08-01" count="1"/>' % (10 + n) for n in (a, b))
        name = "bridge-%d.evil.example" % len(self.bridges)
        pid = self.send(member, '<submission id="1" kind="traffic"><title>t</title><indicator type="domain-name" role="c2">'
                        '%s</indicator>%s<share consent="given" scope="%s"/></submission>' % (name, seen, scope))
        self.bridge_values[pid + "/1"] = {name} | {"198.51.100.%d" % (10 + n) for n in (a, b)}
        self.say(member, "bridges", a, b, scope)

    def bridged(self, attacks):
        """Whether these are one by what bridges them."""
        first, *rest = attacks
        seen, grown = {first}, True
        while grown:
            joins = self.bridges + [{s.attack for s in m} for m in self.merged]
            more = {n for b in joins if b & seen for n in b} - seen
            seen |= more
            grown = bool(more)
        return set(rest) <= seen

    def settled(self):
        """Submissions of former nights whose member still speaks."""
        return [s for s in self.subs if s.night < self.now and s.case and s.member != self.distrusted]

    def do_answer(self):
        asked = [s for s in self.settled() if s.asked and not s.withdrawn]
        if not asked:
            return
        s = self.dice.choice(asked)
        found = self.rows("SELECT digest FROM preview WHERE submission = '%s'" % s.id)
        if not found:
            return
        yes = self.dice.random() < .7
        for digest, in found:
            self.send(s.member, '<consent preview="%s" decision="%s"/>' % (digest, "approve" if yes else "refuse"))
        s.approved = yes
        self.say(s.member, "approves" if yes else "refuses", s.n)

    def do_withdraw(self):
        mine = [s for s in self.settled() if not s.withdrawn]
        if not mine:
            return
        s = self.dice.choice(mine)
        self.send(s.member, '<withdrawal package="%s" submission="1"/>' % s.id.split("/")[0])
        s.withdrawn = True
        self.say(s.member, "withdraws", s.n)

    def do_ack(self):
        audience = self.dice.choice(AUDIENCES if self.args.agencies else AUDIENCES[:2])
        r = self.readers[audience]
        if r.sequence == 0:
            return
        for who in SIGS.get(audience, (audience,)):
            if who != self.distrusted and self.dice.random() < .8:
                self.send(who, '<ack bundle="%s-%06d"/>' % (audience, r.sequence))
                self.acked[who, audience] = r.sequence
                self.say(who, "acknowledges", audience, r.sequence)

    def rule(self, body):
        self.send("duty", body)

    def case_of(self, subs):
        return self.dice.choice(sorted({s.case for s in subs}))

    def as_of(self):
        return 'as-of="%s"' % self.rows("SELECT id FROM run ORDER BY at DESC, id DESC")[0]

    def held_by(self, case):
        """What the case held in the night before."""
        return [s for s in self.subs if s.case == case]

    def do_hold(self):
        if self.settled():
            case = self.case_of(self.settled())
            self.rule('<ruling case="%s" %s release="no"/>' % (case, self.as_of()))
            # What is out stays so.
            self.unsure |= set(self.held_by(case)) - self.shut
            self.say("hold", case)

    def close(self, subs):
        self.shut |= set(subs)
        self.unsure -= set(subs)

    def do_release(self):
        if self.settled():
            case = self.case_of(self.settled())
            self.rule('<ruling case="%s" %s for="all" release="yes"/>' % (case, self.as_of()))
            subs = set(self.held_by(case))
            self.shut -= subs
            self.unsure -= subs
            self.closed_values -= {v for s in subs for v in (s.mark(), s.address())}
            for bridge, in self.rows("SELECT id FROM submission WHERE casefile = '%s'" % case):
                self.closed_values -= self.bridge_values.get(bridge, set())
            self.shut_bridges.discard(case)
            self.say("release", case)

    def bridges_of(self, cases):
        """Names that bridges gave which are in these cases."""
        return {v for s, c in self.rows("SELECT id, casefile FROM submission") if c in cases
                for v in self.bridge_values.get(s, ()) if v.startswith("bridge-")}

    def do_retract(self):
        live = sorted({i for r in self.readers.values() for i in r.live})
        if not live:
            return
        item = self.dice.choice(live)
        quiet = self.args.quiet and self.dice.random() < .3
        self.rule('<ruling item="%s" %s %s/>' % (item, self.as_of(), self.args.quiet_words if quiet else 'retract="yes"'))
        marks = {m for r in self.readers.values() for m in r.marks().get(item, ())}
        case = {s.case for s in self.subs if s.n in marks}
        told = {v for r in self.readers.values() for v in r.live.get(item, ())}
        if not marks:	# what a bridge alone made
            case = {c for c, in self.rows("SELECT casefile FROM item WHERE id = '%s'" % item)}
            self.shut_bridges |= case
        elif len(case) > 1:	# the word is about the item's case: what a bridge brought there goes on, or waits
            own = {c for c, in self.rows("SELECT casefile FROM item WHERE id = '%s'" % item)}
            self.unsure |= {s for s in self.subs if s.case in case - own}
            case = own
            told = {v for s in self.subs if s.case in case for v in (s.mark(), s.address())} & told
        self.close([s for s in self.subs if s.case in case])
        self.closed_values |= told
        if quiet:
            both = {s.mark() for s in self.subs if s.case in case} | self.bridges_of(case)
            self.quiet |= {(n, i) for n, r in self.readers.items() for i, told in r.ever.items() if told & both}
        self.say("retract", item, "quietly" if quiet else "", "case", sorted(case))

    def do_merge(self):
        cases = sorted({s.case for s in self.settled()})
        if len(cases) < 2:
            return
        a, b = self.dice.sample(cases, 2)
        self.rule('<ruling case="%s" %s><merge into="%s"/></ruling>' % (a, self.as_of(), b))
        both = set(self.held_by(a)) | set(self.held_by(b))
        self.parted -= both
        self.merged.append(both)
        if both & (self.shut | self.unsure):
            self.shut -= both
            self.unsure |= both
        self.say("merge", a, "into", b)

    def do_split(self):
        many = [s for s in self.settled() if len(self.held_by(s.case)) > 1]
        if not many:
            return
        s = self.dice.choice(many)
        self.rule('<ruling case="%s" %s><split submission="%s"/></ruling>' % (s.case, self.as_of(), s.id))
        self.parted |= set(self.held_by(s.case))
        self.say("split", s.n, "off", s.case)

    def do_distrust(self):
        if self.distrusted is None and self.now > len(NIGHTS) // 2 and self.dice.random() < .3:
            silent = [m for m in MEMBERS if m not in self.spoke]
            if not silent:
                return
            self.distrusted = self.dice.choice(silent)
            self.write_roster()
            self.acked = {k: v for k, v in self.acked.items() if k[0] != self.distrusted}
            for s in self.subs:
                s.distrusted = s.distrusted or s.member == self.distrusted
            self.say("distrust", self.distrusted)

    ACTS = (("submit", 5), ("answer", 2), ("withdraw", 1), ("ack", 3), ("hold", .5), ("release", 1),
            ("retract", 1), ("merge", 1.5), ("split", 1), ("distrust", .5), ("bridge", 1.5))

    def act(self):
        """One ruling a night on a case: which of two holds is order.py's."""
        names = [n for n, _ in self.ACTS if n not in self.args.without]
        weights = [w for n, w in self.ACTS if n not in self.args.without]
        ruled = False
        self.spoke = set()
        for what in self.dice.choices(names, weights, k=self.dice.randint(1, 4)):
            if what in ("hold", "release", "retract", "merge", "split"):
                if ruled:
                    continue
                ruled = True
            getattr(self, "do_" + what)()

    # The night.

    def run(self, **env):
        command = [self.args.program, "run", str(self.home), "--json", "--jobs", "1",
                   "--at", NIGHTS[self.now] + "T01:30:00+09:00"]
        return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              env=dict(os.environ, TMPDIR=str(self.args.work), **env))

    def crash(self):
        at = self.dice.randrange(1, 600)
        r = self.run(LD_PRELOAD=self.args.shim, CRASH_HUB=str(self.home), CRASH_AT=str(at), CRASH_DO="kill")
        self.say("killed at call %d" % at if r.returncode < 0 else "not killed")

    def night(self):
        if self.now == self.killed:
            self.crash()
        r = self.run()
        if r.returncode not in (0, 10):
            raise Wrong("ends with %d: %s" % (r.returncode, r.stderr.decode()[-400:]))
        held = [a for a in json.loads(r.stdout)["attention"] if " is held" in a]
        if held:
            raise Wrong(held[0])
        if list(Path(self.home, "quarantine").glob("*.gpg")):
            raise Wrong("refused: %s" % next(Path(self.home, "quarantine").glob("*.xml")).read_text())
        cases = dict(self.rows("SELECT id, casefile FROM submission"))
        for s in self.subs:
            s.case = cases.get(s.id)
            if s.case is None:
                raise Wrong("submission %d is nowhere" % s.n)
        self.read()
        self.judge()

    def read(self):
        for name, r in self.readers.items():
            r.came = False
            path = Path(self.home, "outbox", name, "bundles", "%s-%06d.tar.zst.gpg" % (name, r.sequence + 1))
            while path.exists():
                r.take(self.ring.unpack(path)[1])
                r.came = True
                path = Path(path.parent, "%s-%06d.tar.zst.gpg" % (name, r.sequence + 1))

    # What must hold.

    def judge(self):
        shut_cases = {s.case for s in self.shut | self.unsure} | self.shut_bridges
        for s in self.subs:
            # What joins a case that is shut waits with it.
            if s not in self.shut and s.case in shut_cases:
                self.unsure.add(s)
        for name, r in self.readers.items():
            marks = r.marks()
            for s in self.subs:
                self.judge_submission(name, s, [i for i, m in marks.items() if s.n in m])
            self.judge_items(name, r, marks)
            self.judge_closed(name, r)
            self.judge_superseded(name, r)
            if r.came:
                self.judge_retractions(name, r)

    def judge_submission(self, name, s, where):
        due = name in s.terms() and s not in self.shut
        if where and not due:
            raise Wrong("%s: %s tells of %d, which is closed" % (name, where, s.n))
        if not where and self.is_with_shut(name, s):
            return
        if due and s not in self.unsure and s.mark() not in self.closed_values and len(where) != 1:
            raise Wrong("%s: %d is in %s, not in one item" % (name, s.n, where))
        if len(where) > 1:
            raise Wrong("%s: %d is in two items" % (name, s.n))

    def is_with_shut(self, name, s):
        """For this audience it is one with what is shut, itself or by what bridges
        the two, and with nothing that lives: it waits."""
        due = [t for t in self.subs if t is not s and name in t.terms()]
        lives = {n for m in self.readers[name].marks().values() for n in m}
        return (any(t in self.shut | self.unsure for t in due if self.bridged([s.attack, t.attack]))
                and not any(t.n in lives for t in due if t.attack == s.attack))

    def judge_items(self, name, r, marks):
        case = {s.n: s.case for s in self.subs}
        of = {}
        for item, told in marks.items():
            if not told:
                continue
            cases = {case[m] for m in told}
            if len(cases) != 1 and not self.bridged([s.attack for s in self.subs if s.n in told]):
                raise Wrong("%s: %s tells of the cases %s" % (name, item, sorted(cases)))
            for c in cases:
                of.setdefault(c, []).append(item)
        for c, items in of.items():
            for a, b in itertools.combinations(items, 2):
                if self.are_one(marks[a], marks[b]):
                    raise Wrong("%s: case %s has the items %s" % (name, c, items))

    def are_one(self, a, b):
        """Whether something in both joins them: what the audience may not have
        does not."""
        a, b = ({s for s in self.subs if s.n in m} for m in (a, b))
        common = {s.attack for s in a} & {s.attack for s in b}
        if (a | b) & (self.parted | self.unsure) or any(bridge & common for bridge in self.bridges):
            return False
        return bool(common) or any(a & m and b & m for m in self.merged)

    def judge_closed(self, name, r):
        for item, told in r.live.items():
            bad = told & self.closed_values
            if bad:
                raise Wrong("%s: %s tells %s, which is closed" % (name, item, sorted(bad)))

    def judge_superseded(self, name, r):
        for item, how in r.over.items():
            by = r.by.get(item)
            if how == "superseded" and by not in r.live and by not in r.over:
                raise Wrong("%s: %s is superseded by %s, which never was" % (name, item, by))

    def judge_retractions(self, name, r):
        who = [m for m in SIGS.get(name, (name,) if self.args.agencies else ())]
        for item, first in r.open.items():
            silent = [m for m in who if self.acked.get((m, name), 0) < first] if who else [name]
            going = item in r.gone
            if silent and not going and self.distrusted not in silent:
                raise Wrong("%s: %s is named no more, and %s have not acknowledged" % (name, item, silent))
            if not silent and going and first < r.sequence:
                raise Wrong("%s: %s is still named, and all have acknowledged" % (name, item))
            if going and self.args.values:
                wanted = set() if (name, item) in self.quiet else r.ever[item] - {v for t in r.live.values() for v in t}
                if r.gone[item] != wanted:
                    raise Wrong("%s: %s names %s, wanted %s" % (name, item, sorted(r.gone[item]), sorted(wanted)))

    # From the first night to the last.

    def command(self, *args):
        r = subprocess.run([self.args.program, *args], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                           env=dict(os.environ, TMPDIR=str(self.args.work)))
        if r.returncode != 0:
            raise Wrong("%s: %d: %s" % (args[0], r.returncode, r.stdout.decode()[-300:]))

    def books(self):
        """Every row that the books make again."""
        db = sqlite3.connect(Path(self.home, "hub.db"))
        names = [n for n, in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('waiting', 'state')")]
        out = {n: sorted(map(repr, db.execute("SELECT * FROM \"%s\"" % n))) for n in names}
        db.close()
        return out

    def end(self):
        self.command("check", str(self.home), "--full")
        before = self.books()
        for f in self.home.glob("hub.db*"):
            f.unlink()
        self.command("rebuild", str(self.home))
        after = self.books()
        for table in before:
            if before[table] != after.get(table):
                odd = set(before[table]) ^ set(after.get(table, ()))
                raise Wrong("rebuild: %s differs: %s" % (table, sorted(odd)[:4]))

    def play(self):
        try:
            for self.now in range(len(NIGHTS)):
                self.act()
                self.night()
            self.end()
            return "sequence %d: holds" % self.seed
        except Wrong as e:
            return "sequence %d: %s: %s\n\t%s" % (self.seed, NIGHTS[self.now], e, "\n\t".join(self.told))
        finally:
            if not self.args.keep:
                shutil.rmtree(self.home, ignore_errors=True)


def main():
    p = argparse.ArgumentParser()
    for name in ("hub", "ring", "program", "shim", "work"):
        p.add_argument("--" + name, required=True)
    p.add_argument("--jobs", type=int, default=2)
    p.add_argument("--keep", action="store_true")
    p.add_argument("--without", type=lambda s: s.split(","), default=[])
    p.add_argument("--values", action="store_true")
    p.add_argument("--quiet", action="store_true")
    p.add_argument("--quiet-words", default='retract="yes" quiet="yes"')
    p.add_argument("--agencies", action="store_true")
    p.add_argument("seeds", nargs="+", type=int)
    p.add_argument("--bridges", action="store_true")
    args = p.parse_args()
    args.without += ["bridge"] * (not args.bridges)
    args.program = str(Path(args.program).resolve())
    ring = worldrun.Ring(args.ring, Path(args.hub, "fingerprint").read_text().strip())
    bad = 0
    with futures.ThreadPoolExecutor(args.jobs) as pool:
        for line in pool.map(lambda s: Sequence(args, ring, s).play(), args.seeds):
            print(line, flush=True)
            bad += not line.endswith(": holds")
    return bad > 0


sys.exit(main())

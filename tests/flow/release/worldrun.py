"""Runs worlds (worlds.py) through the hub and compares what leaves.

	worldrun.py --hub DIR --ring DIR --program FILE --work DIR SEED...

DIR of --hub is an empty hub that holds every key of the ring.  For each seed
the world is run as it is and with everything exchanged that must not matter;
a line for each world that differs says which exchange shows, and where."""

import argparse
import datetime
import difflib
import base64
import hashlib
import io
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import unicodedata
import uuid
from concurrent import futures
from pathlib import Path

import worlds

# What may be exchanged without a trace.
AXES = {
    "swap": "the members of a group exchanged for each other",
    "anew": "the providers of each attack drawn anew from their group",
    "shuffle": "other names, numbers, parcels and times of the day",
    "more": "one more organisation reports what three have reported",
    "private": "what is for the hub only said otherwise",
    "place": "another machine: its name, language, time zone, one job",
}
# The runs of a world; a difference is then looked for axis by axis.
TOGETHER = (("swap", "private", "place"), ("anew", "shuffle", "more"))
# Runs of letters and digits that could carry something, and where the product
# has its own from.
LONG = re.compile(r"[^\W_]{8,}")
# A day inside a sentence is no part of its words.
DAY = re.compile(r"\d{4}-\d\d-\d\d")
WORDS = ("formats/out/item.rng", "formats/out/bundle.rng", "formats/out/notice.xsl", "formats/tools/csv.c",
         "formats/out/bundle.c", "batch/release/anonymise.c", "batch/compose/compose.c",
         "formats/tools/stix.c", "formats/tools/stixsign.c", "formats/tools/misp.c", "formats/tools/mispsign.c",
         "formats/out/howto.xsl", "formats/texts/howto.xml",
         "formats/texts/bundle.xml", "formats/texts/notice.xml", "formats/texts/title.xml",
         "formats/texts/lists.xml", "formats/tools/heldtable.c", "formats/tools/listfile.c", "formats/tools/rpzlist.c",
         "formats/tools/squidlist.c", "formats/tools/suricatalist.c", "formats/tools/postfixlist.c")
ANALYSIS = "文書ファイルを装った実行形式である。"


# Digests of an item's name and what is told of it: tests/flow/release/stix.py.
OWN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
# A second that is the first of a day there, and one more for each edition.
STAMP = re.compile(r'"(?:publish_)?timestamp": "([0-9]{10})"')
VALUE = re.compile(r'"value": "((?:[^"\\\\]|\\\\.)*)"')


def is_morning(m):
    return "" if (int(m.group(1)) + 9 * 3600) % 86400 < 100 else m.group(0)


class Ring:
    """Everybody's keys in one keyring: one agent for all."""

    def __init__(self, home, hub):
        self.home = home
        self.hub = hub
        self.fingerprints = Path(home, "fingerprints").read_text().split()

    def gpg(self, data, *args):
        r = subprocess.run(["gpg", "--homedir", self.home, "--batch", "--quiet",
                            "--trust-model", "always", *args], input=data,
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if r.returncode not in (0, 2) or not r.stdout:
            sys.exit("gpg: " + r.stderr.decode())
        return r.stdout

    def seal(self, signer, data, at):
        stamp = datetime.datetime.fromisoformat(at).astimezone(datetime.timezone.utc).strftime("%Y%m%dT%H%M%S!")
        return self.gpg(data, "--faked-system-time", stamp, "-u", signer, "-s", "-e", "-z", "0", "-r", self.hub)

    def unpack(self, path):
        """Digest and files of a bundle or preview: as it was before a signature
        over SHA256SUMS came to stand in front of it."""
        data = self.gpg(Path(path).read_bytes(), "-d")
        plain = subprocess.run(["zstd", "-dc"], input=data, stdout=subprocess.PIPE, check=True).stdout
        with tarfile.open(fileobj=io.BytesIO(plain)) as t:
            files = {i.name: t.extractfile(i).read() for i in t if i.isfile()}
        front = 12 + int.from_bytes(data[5:9], "little") if files.pop("SHA256SUMS.asc", None) else 0
        return hashlib.sha256(data[front:]).hexdigest(), files


def packed(files):
    b = io.BytesIO()
    with tarfile.open(fileobj=b, mode="w") as t:
        for name, data in files:
            i = tarfile.TarInfo(name)
            i.size = len(data)
            t.addfile(i, io.BytesIO(data))
    return b.getvalue()


class Run:
    """One world, with some axes exchanged, from the first night to the last."""

    def __init__(self, args, ring, seed, axes, tag):
        self.args, self.ring, self.axes = args, ring, axes
        self.world = worlds.World(seed)
        self.rng = random.Random("run %d %s" % (seed, " ".join(axes) if axes else ""))
        self.home = Path(args.work, "w%d%s" % (seed, tag))
        self.trouble = []
        self.cases, self.items, self.bundles, self.ids = {}, {}, [], {}
        self.exchange()

    def exchange(self):
        w, rng = self.world, self.rng
        if "swap" in self.axes:
            to = {}
            for o in w.orgs:
                group = w.alike(o)
                to[o.id] = group[(group.index(o) + 1) % len(group)]
            for s in w.submissions:
                s.org = to[s.org.id]
            w.sightings = [(s, to[o.id]) for s, o in w.sightings]
        if "anew" in self.axes:
            self.draw_anew(rng)
        if "more" in self.axes:
            self.one_more()

    def draw_anew(self, rng):
        """Of one attack as many organisations as before, those who found it
        among them: their number tells what is everybody's."""
        w, drawn = self.world, {}

        def another(s, org):
            what = s.attack["lure"] if s.kind == "mail" else str(s.indicators)
            group = w.alike(org)
            key = (what, tuple(o.id for o in group))
            if key not in drawn:
                drawn[key] = rng.sample(group, len(group))
            return drawn[key][group.index(org)]

        for s in w.submissions:
            s.org = another(s, s.org)
        w.sightings = [(s, another(s, org)) for s, org in w.sightings]

    def one_more(self):
        """A new organisation reports each attack of which its group has reports
        of three already: with them it became everybody's."""
        w = self.world
        for lure in w.lures:
            told = [s for s in w.submissions if s.kind == "mail" and s.attack["lure"] == lure and
                    s.consent == "given" and (w.sigs[0] in s.org.sigs or s.scope == "all")]
            told.sort(key=lambda s: s.night)
            whole = [s for i, s in enumerate(told) if s.form != "inline" and
                     s.org not in [t.org for t in told[:i] if t.form != "inline"]]
            if len(whole) < 3 or w.taken_back in told:
                continue
            at = whole[2].night
            w.submissions.append(whole[2].like(
                org=w.newcomer, n=100 + lure, form="raw", scope="sig", agencies=(),
                title=max(s.title for s in told if s.night <= at), night=self.rng.choice((at, 2))))

    def start(self):
        shutil.copytree(self.args.hub, self.home)
        subprocess.run(["sh", os.environ["AT_HOME"], self.home], check=True)
        Path(self.home, "roster.xml").write_text(
            worlds.roster(self.world, self.ring.fingerprints, "more" in self.axes))

    def give(self, org, signer, body, files, name):
        """One package into the inbox."""
        pid = str(uuid.UUID(int=self.rng.getrandbits(128)))
        created = self.created()
        manifest = '<package xmlns="urn:toiyaba:package:1" id="%s" to="%s" from="%s" created="%s">\n%s</package>\n' % (
            pid, self.ring.hub, org, created, body)
        data = self.ring.seal(signer, packed([("manifest.xml", manifest.encode())] + files), created)
        d = Path(self.home, "inbox", org) if org != "duty" else Path(self.home, "inbox")
        d.mkdir(exist_ok=True, parents=True)
        Path(d, name).write_bytes(data)
        return pid

    def created(self):
        at = "09:12:00" if "shuffle" not in self.axes else "%02d:%02d:%02d" % (
            self.rng.randrange(24), self.rng.randrange(60), self.rng.randrange(60))
        return "2017-08-03T%s+09:00" % at

    def parcels(self, night):
        """The night's submissions, by member, in packages of one to three."""
        todo = [s for s in self.world.submissions if s.night == night]
        if "shuffle" in self.axes:
            self.rng.shuffle(todo)
        by = {}
        for s in todo:
            by.setdefault(s.org.id, []).append(s)
        for org, list_ in by.items():
            while list_:
                k = self.rng.randint(1, 3) if "shuffle" in self.axes else 2
                yield org, list_[:k]
                list_ = list_[k:]

    def private(self, s):
        other = " otherwise" if "private" in self.axes else ""
        return random.Random("private %d %d%s" % (self.world.seed, s.n, other))

    def send(self, night):
        n = 0
        for org, list_ in self.parcels(night):
            body, files = "", []
            for k, s in enumerate(list_):
                xml, more = worlds.submission(self.world, s, k + 1, self.private(s))
                body += xml
                files += [(path, data) for path, _, data in more]
            n += 1
            name = "%04x.gpg" % self.rng.getrandbits(16) if "shuffle" in self.axes else "p%d.gpg" % n
            pid = self.give(org, self.ring.fingerprints[list_[0].org.number], body, files, name)
            for k, s in enumerate(list_):
                self.ids[s.n] = "%s/%d" % (pid, k + 1)
        self.answer(night)

    def item_of(self, s, org):
        """As an audience has it for which the organisation reads."""
        case = self.cases.get(self.ids.get(s.n))
        for audience in org.sigs:
            if (case, audience) in self.items:
                return self.items[case, audience]
        return None

    def answer(self, night):
        """What refers to earlier nights."""
        w = self.world
        private = self.rng if "private" in self.axes else random.Random("answers %d %d" % (w.seed, night))
        for k, (s, org) in enumerate(w.sightings):
            if night == 1 + k % 2 and self.item_of(s, org):
                self.give(org.id, self.ring.fingerprints[org.number],
                          '<sighting item="%s" count="%d" first="2017-08-01" last="2017-08-0%d"/>' % (
                              self.item_of(s, org), private.randint(1, 9), private.randint(1, 3)), [], "sighting%d.gpg" % k)
        for s in w.submissions:
            if s.consent == "preview" and s.night == night - 1:
                self.approve(s)
        if night == 1:
            self.rule()
        s = w.taken_back
        if night == 2 and s is not None and s.night < 2:
            self.give(s.org.id, self.ring.fingerprints[s.org.number],
                      '<withdrawal package="%s" submission="%s"/>' % tuple(self.ids[s.n].split("/")), [], "withdrawal.gpg")

    def approve(self, s):
        """The preview of this submission is told from others by its last line."""
        for p in sorted(Path(self.home, "outbox", s.org.id, "previews").glob("*.gpg")):
            _, files = self.ring.unpack(p)
            if self.ids[s.n] in files["items/preview.xml"].decode():
                digest = hashlib.sha256(files["items/preview.xml"]).hexdigest()
                self.give(s.org.id, self.ring.fingerprints[s.org.number],
                          '<consent preview="%s" decision="approve"/>' % digest, [], "consent-%d.gpg" % s.n)

    def rule(self):
        done = set()
        body = ""
        for s in self.world.ruled:
            case = self.cases.get(self.ids.get(s.n))
            if case is None or case in done:
                continue
            done.add(case)
            body += ('<ruling case="%s" class="targeted" grounds="malware"><analysis>%s</analysis></ruling>' %
                     (case, ANALYSIS))
        if body:
            self.give("duty", self.ring.fingerprints[-1], body, [], "ruling.gpg")

    def night(self, night):
        self.send(night)
        # What is killed leaves its folders there.
        env = dict(os.environ, LC_ALL="C.UTF-8", TMPDIR=self.args.work)
        command = [self.args.program, "run", str(self.home), "--json",
                   "--at", worlds.NIGHTS[night] + "T01:30:00+09:00"]
        if "place" in self.axes:
            env.update(LC_ALL="tr_TR.UTF-8", LANG="tr_TR.UTF-8", TZ="America/St_Johns")
            command += ["--jobs", "1"]
            if self.args.unshare:
                command = ["unshare", "--uts", "sh", "-c", 'hostname elsewhere; exec "$@"', "sh"] + command
        r = subprocess.run(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if r.returncode not in (0, 10):
            self.trouble.append("night %d ends with %d: %s" % (night, r.returncode, r.stderr.decode()[-300:]))
            return False
        self.take(json.loads(r.stdout), night)
        return True

    def take(self, j, night):
        for p in j["packages"]:
            if p["state"] != "accepted":
                self.trouble.append("%s is %s: %s" % (p["path"], p["state"], p["reason"]))
            for s in p["submissions"]:
                self.cases[s["id"]] = s["case"]
        for i in j["items"]:
            for audience in i["audiences"]:
                self.items[i["case"], audience] = i["id"]
        self.trouble += ["stopped: " + a for a in j["attention"] if "gate" in a or "names" in a or "is held" in a]
        for b in j["bundles"]:
            path = Path(self.home, "outbox", b["audience"], "bundles", os.path.basename(b["path"]))
            self.bundles.append((b["audience"], b["sequence"], b["digest"], path))

    def all(self):
        self.start()
        for night in range(len(worlds.NIGHTS)):
            if not self.night(night):
                break
        return self

    def told(self):
        return [b[:3] for b in self.bundles]

    def drop(self):
        shutil.rmtree(self.home, ignore_errors=True)


def difference(base, other):
    """The first file that is not the same, and how."""
    a = {b[:2]: b for b in base.bundles}
    c = {b[:2]: b for b in other.bundles}
    for key in sorted(set(a) | set(c)):
        if key not in a or key not in c:
            return "bundle %s-%d is there only %s" % (*key, "before" if key in a else "after")
        if a[key][2] == c[key][2]:
            continue
        x, y = base.ring.unpack(a[key][3])[1], other.ring.unpack(c[key][3])[1]
        for name in sorted(set(x) | set(y), key=lambda n: (not n.startswith("items/"), n)):
            if x.get(name) != y.get(name):
                before, after = (d.get(name, b"").decode(errors="replace").splitlines() for d in (x, y))
                lines = difflib.unified_diff(before, after, "before", "after", lineterm="", n=0)
                return "%s-%d %s\n%s" % (*key, name, "\n".join(list(lines)[:14]))
    return "nothing but the order of the bundles"


def plain(text):
    """As values are told from one witness: small letters, no blanks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).lower())


ENCODED = re.compile(r"=\\\?([a-z0-9-]+)\\\?b\\\?((?:[A-Za-z0-9]|\\[+/])+)/")


def read(data):
    """A file's text; subjects that a mail server sees encoded, as they read."""
    return ENCODED.sub(lambda m: base64.b64decode(m.group(2).replace("\\", "")).decode(m.group(1), "ignore"), data.decode())


def unexplained(run, root):
    """Words of eight and more letters and digits that nobody's facts hold."""
    fixed = ANALYSIS + "gas業界 rail業界 chem業界 調整機関 サイバー情報共有ハブ"
    fixed += "".join(Path(root, p).read_text() for p in WORDS)
    facts = {}
    for s in run.world.submissions:
        case = run.cases.get(run.ids.get(s.n))
        for i in {i for (c, _), i in run.items.items() if c == case}:
            facts.setdefault(i, []).extend(worlds.told_facts(s))
    bad = []
    for audience, sequence, digest, path in run.bundles:
        real, files = run.ring.unpack(path)
        if real != digest:
            bad.append("%s: its digest is not the one announced" % path)
        values = [v for n, d in files.items() if n.startswith("misp/") for m in VALUE.findall(d.decode())
                  for v in [json.loads('"%s"' % m)] + json.loads('"%s"' % m).split("|")]
        digests = " ".join(hashlib.md5(v.encode()).hexdigest() for v in values)
        for name, data in files.items():
            item = name[6:-4] if name.startswith("items/") else None
            known = "|".join(facts.get(item, ())) if item else "|".join(f for v in facts.values() for f in v)
            known += " ".join(hashlib.sha256(d).hexdigest() for d in files.values()) if item is None else ""
            known += " ".join(b[2] for b in run.bundles) + "0" * 64 + " ".join(run.items.values())
            text = read(data) if item else OWN_ID.sub("", read(data))
            if name.startswith("misp/"):
                text = STAMP.sub(is_morning, text)
                known += digests
            for t in set(LONG.findall(DAY.sub(" ", text))) | set(LONG.findall(OWN_ID.sub("", name))):
                if t not in fixed and plain(t) not in plain(known):
                    bad.append("%s-%d %s holds %s" % (audience, sequence, name, t))
    return bad


def check(args, ring, seed):
    """Lines of what is wrong with a world; none: nothing."""
    base = Run(args, ring, seed, (), "").all()
    say = base.trouble + unexplained(base, args.root)
    for axes in TOGETHER:
        if say and args.first:
            break
        run = Run(args, ring, seed, axes, "-".join(("",) + axes)).all()
        if run.trouble != base.trouble:
            say += ["%s: %s" % (" ".join(axes), t) for t in run.trouble]
        if run.told() != base.told():
            say += ["%s: %s" % (" ".join(axes), difference(base, run))] if args.first else \
                name_axis(args, ring, seed, base, axes, run)
        run.drop()
    base.drop()
    return say


def name_axis(args, ring, seed, base, axes, run):
    say = []
    for axis in axes:
        one = Run(args, ring, seed, (axis,), "-only-" + axis).all()
        if one.told() != base.told():
            say.append("%s: %s" % (AXES[axis], difference(base, one)))
        one.drop()
    return say or ["%s together: %s" % (" ".join(axes), difference(base, run))]


def end_at_once():
    """What other worlds have running writes nowhere any more."""
    for task in Path("/proc/self/task").iterdir():
        for pid in (task / "children").read_text().split():
            os.kill(int(pid), signal.SIGKILL)
    os._exit(1)


def main():
    p = argparse.ArgumentParser()
    for name in ("hub", "ring", "program", "work", "root"):
        p.add_argument("--" + name, required=True)
    p.add_argument("--unshare", action="store_true")
    p.add_argument("--together", type=int, default=3, help="worlds at once")
    p.add_argument("--first", action="store_true", help="end with the first world that differs, whatever the exchange")
    p.add_argument("seeds", nargs="+", type=int)
    args = p.parse_args()
    ring = Ring(args.ring, Path(args.hub, "fingerprint").read_text().strip())
    wrong = 0
    with futures.ThreadPoolExecutor(args.together) as pool:
        for seed, say in zip(args.seeds, pool.map(lambda n: check(args, ring, n), args.seeds)):
            wrong += bool(say)
            print("world %d: %s" % (seed, "\n\t".join(say) if say else "same"), flush=True)
            if say and args.first:
                end_at_once()
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()

"""Runs the worlds of presence.py and compares what their readers get.

	presencerun.py --hub DIR --ring DIR --program FILE --work DIR SEED...

DIR of --hub is an empty hub that holds every key of the ring.  Each world is
run three times, night by night beside each other: without its hidden
submissions, with them, and with others in their place.  All that the readers
get is opened each night and must be the same; a line for each world says so,
or what is not."""

import argparse
import difflib
import hashlib
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tarfile
import threading
import uuid
import zipfile
from concurrent import futures
from pathlib import Path

import presence
import worldrun
import worlds

WITHOUT, WITH, INSTEAD = "without", "with", "instead"
# The others of the worlds need not be gone through.
ENOUGH = threading.Event()


def unpacked(data):
    """The files of an archive; anything else is itself."""
    if data[:4] == b"\x28\xb5\x2f\xfd":
        data = subprocess.run(["zstd", "-dc"], input=data, stdout=subprocess.PIPE, check=True).stdout
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            return {i.filename: z.read(i) for i in z.infolist()}
    try:
        with tarfile.open(fileobj=io.BytesIO(data)) as t:
            return {i.name: t.extractfile(i).read() for i in t if i.isfile()}
    except tarfile.TarError:
        return {"": data}


class Ring(worldrun.Ring):
    """Packages that were sealed before are not sealed again."""

    def __init__(self, home, hub, kept):
        super().__init__(home, hub)
        self.kept = Path(kept)
        self.kept.mkdir(exist_ok=True)

    def seal(self, signer, data, at):
        name = hashlib.sha256("\n".join((self.hub, signer, at, "")).encode() + data).hexdigest()
        path = Path(self.kept, name)
        if path.exists():
            return path.read_bytes()
        sealed = super().seal(signer, data, at)
        half = Path(self.kept, "%s.%d" % (name, os.getpid()))
        half.write_bytes(sealed)
        half.rename(path)
        return sealed

    def open_all(self, paths, scratch):
        """What many files hold, by one gpg."""
        if not paths:
            return {}
        scratch.mkdir()
        for n, path in enumerate(paths):
            os.link(path, Path(scratch, "%d.gpg" % n))
        self.gpg(b"", "--yes", "--status-fd", "1", "--decrypt-files", *(str(Path(scratch, "%d.gpg" % n)) for n in range(len(paths))))
        out = {path: Path(scratch, str(n)).read_bytes() for n, path in enumerate(paths)}
        shutil.rmtree(scratch)
        return out


class Hub:
    """One of the three: its nights, and what it gave to whom."""

    def __init__(self, args, ring, world, which, roster=presence.roster):
        self.args, self.ring, self.which = args, ring, which
        self.home = Path(args.work, "p%d-%s" % (world.seed, which))
        self.cases, self.items, self.seen, self.got, self.got_all = {}, set(), set(), {}, {}
        shutil.copytree(args.hub, self.home)
        subprocess.run(["sh", os.environ["AT_HOME"], self.home], check=True)
        Path(self.home, "roster.xml").write_text(roster(world, ring.fingerprints))

    def night(self, night):
        command = [self.args.program, "run", str(self.home), "--json", "--jobs", "1",
                   "--at", worlds.NIGHTS[night] + "T01:30:00+09:00"]
        r = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                           env=dict(os.environ, TMPDIR=self.args.work))
        if r.returncode not in (0, 10):
            raise Trouble("%s: night %d ends with %d: %s" % (
                self.which, night, r.returncode, r.stderr.decode()[-300:]))
        j = json.loads(r.stdout)
        for p in j["packages"]:
            for s in p["submissions"]:
                self.cases[s["id"]] = s["case"]
            if self.args.verbose:
                print(self.which, night, p["path"], p["state"], p["reason"], flush=True)
        if self.args.verbose:
            print(self.which, night, "\n".join(j["attention"]), flush=True)
        self.items |= {i["id"] for i in j["items"]}
        held = [a for a in j["attention"] if " is held: " in a]
        if held:
            raise Trouble("%s: night %d: %s" % (self.which, night, held[0]))

    def collect(self, night, whose):
        """Opens what came out for these since the last time."""
        out = Path(self.home, "outbox")
        new = [p for who in whose for p in sorted(Path(out, who).rglob("*.gpg")) if p not in self.seen]
        self.seen |= set(new)
        opened = self.ring.open_all(new, Path(self.args.work, "%s.opened" % self.home.name))
        self.got = {}
        for path, data in opened.items():
            for name, part in unpacked(data).items():
                self.got["%s %s" % (path.relative_to(out), name)] = part
                if name == "bundle.xml":
                    self.got_all[path.relative_to(out).parts[0]] = part.decode()

    def drop(self):
        shutil.rmtree(self.home, ignore_errors=True)


class Trouble(Exception):
    pass


def difference(a, b):
    """The first file that is not the same in both, and how."""
    for name in sorted(set(a) | set(b), key=lambda n: ("items/" not in n, n)):
        if a.get(name) != b.get(name):
            x, y = (d.get(name, b"").decode(errors="replace").splitlines() for d in (a, b))
            lines = difflib.unified_diff(x, y, "before", "after", lineterm="", n=0)
            return "%s\n\t%s" % (name, "\n\t".join(list(lines)[:14]))
    return None


class Run:
    def __init__(self, args, ring, seed, only=None):
        self.args, self.ring = args, ring
        self.world = presence.World(seed, args.late)
        if only is not None:
            self.world.hidden = [self.world.hidden[only]]
        self.ids, self.stamp, self.previews = {}, 0, {}
        self.names = {a: set() for a in self.world.sigs}
        self.hubs = {w: Hub(args, ring, self.world, w) for w in (WITHOUT, WITH, INSTEAD)}
        self.readers()

    def readers(self):
        """The audiences and members that may have nothing of what is hidden."""
        w = self.world
        givers = {s.org.id for h in w.hidden for s in (h.real, h.instead)}
        self.open = any(w.is_open(h.how) for h in w.hidden)
        self.audiences = [w.reads, "jpcert"] + ([] if self.open else [w.other]) + [presence.LATE] * w.late
        self.members = [o.id for o in w.orgs if o.id not in givers and not (self.open and w.other in o.sigs)]
        if any(w.asks):
            self.members.append(presence.OUTSIDE)
        self.rest = [w.other] * self.open + sorted(givers)

    # What is given in.

    def give(self, org, signer, body, files, name, to=(WITHOUT, WITH, INSTEAD)):
        pid = str(uuid.UUID(int=random.Random("%d %s %s" % (self.world.seed, name, org)).getrandbits(128)))
        self.stamp += 1
        at = "2017-08-%02dT09:%02d:%02d+09:00" % (3 + self.now, self.stamp // 60, self.stamp % 60)
        manifest = '<package xmlns="urn:toiyaba:package:1" id="%s" to="%s" from="%s" created="%s">\n%s</package>\n' % (
            pid, self.ring.hub, org, at, body)
        data = self.ring.seal(signer, worldrun.packed([("manifest.xml", manifest.encode())] + files), at)
        for which in to:
            d = Path(self.hubs[which].home, "inbox", *([] if org == "duty" else [org]))
            d.mkdir(exist_ok=True, parents=True)
            Path(d, name + ".gpg").write_bytes(data)
        return pid

    def by(self, org, body, name, to=(WITHOUT, WITH, INSTEAD), files=()):
        return self.give(org.id, self.ring.fingerprints[org.number], body, list(files), name, to)

    def send(self, org, list_, name, to=(WITHOUT, WITH, INSTEAD)):
        body, files = "", []
        for k, s in enumerate(list_):
            xml, more = presence.render(self.world, s, k + 1)
            body += xml
            files += more
        pid = self.by(org, body, name, to, files)
        for k, s in enumerate(list_):
            self.ids[s.n] = "%s/%d" % (pid, k + 1)

    def submit(self, night):
        w = self.world
        for h in w.hidden:
            if h.real.night == night:
                self.send(h.real.org, [h.real], "h%d" % h.real.n, (WITH,))
                self.send(h.instead.org, [h.instead], "h%d" % h.instead.n, (INSTEAD,))
        for org in w.orgs:
            mine = [s for s in w.visible if s.night == night and s.org is org]
            if mine:
                self.send(org, mine, "v%d" % night)
        self.send(w.curious, w.probes[night], "p%d" % night)
        if w.asks[night]:
            self.send(w.outside, w.asks[night], "o%d" % night)

    def preview_of(self, which, s):
        """The digest of the preview of a submission; None: there is none."""
        return self.previews.get((which, self.ids.get(s.n)))

    def note_previews(self):
        for which, hub in self.hubs.items():
            for name, data in hub.got.items():
                if name.endswith(" items/preview.xml"):
                    for sid in self.ids.values():
                        if ("<!-- %s " % sid).encode() in data:
                            self.previews[which, sid] = hashlib.sha256(data).hexdigest()

    def answer(self, night):
        w = self.world
        for s in w.visible + w.probes[night - 1] + w.asks[night - 1]:
            p = self.preview_of(WITHOUT, s)
            if s.night == night - 1 and s.consent == "preview" and p:
                self.by(s.org, '<consent preview="%s" decision="approve"/>' % p, "a%d" % s.n)
        for h in w.hidden:
            for which, s in ((WITH, h.real), (INSTEAD, h.instead)):
                if s.night == night - 1:
                    self.answer_hidden(h.how, which, s)

    def answer_hidden(self, how, which, s):
        p = self.preview_of(which, s)
        if how == "withdrawn" and s.consent != "none":
            self.by(s.org, '<withdrawal package="%s" submission="%s"/>' % tuple(self.ids[s.n].split("/")),
                    "w%d" % s.n, (which,))
        elif p and how == "refused":
            self.by(s.org, '<consent preview="%s" decision="refuse"/>' % p, "a%d" % s.n, (which,))
        elif p and how == "except":
            self.by(s.org, '<consent preview="%s" decision="approve" except="%s"/>' % (
                p, " ".join([self.world.reads] + [presence.LATE] * self.world.late)),
                    "a%d" % s.n, (which,))

    def try_references(self, night):
        """Names of things that the curious one has, and of things that it has
        not: packages of one word each."""
        w, rng = self.world, random.Random("references %d %d" % (self.world.seed, night))
        names = sorted(set().union(*(h.items for h in self.hubs.values())))
        words = ['<sighting item="%s" count="1"/>' % i for i in rng.sample(names, min(3, len(names)))]
        words += ['<sighting item="S-2017-%s"/>' % "0000000%d" % night]
        foreign = [self.ids[s.n] for h in w.hidden for s in (h.real, h.instead) if s.n in self.ids]
        mine = [self.ids[s.n] for s in w.probes[night - 1]]
        previews = sorted(p for (_, sid), p in self.previews.items() if sid in foreign)
        words += ['<withdrawal package="%s" submission="%s"/>' % tuple(i.split("/")) for i in
                  rng.sample(foreign, min(1, len(foreign))) + rng.sample(mine, rng.choice((0, 1)))]
        words += ['<consent preview="%s" decision="approve"/>' % p for p in rng.sample(previews, min(1, len(previews)))]
        words += ['<ack bundle="%s-000001"/>' % a for a in (w.other, w.reads)]
        for k, word in enumerate(rng.sample(words, min(4, len(words)))):
            self.by(w.curious, word, "r%d-%d" % (night, k))

    def mates(self, which, s):
        """The visible ones in the case of a submission, and whether another
        is there."""
        hub, w = self.hubs[which], self.world
        case = hub.cases.get(self.ids[s.n])
        told = [t for t in w.visible + sum(w.probes, []) if t.n in self.ids]
        inside = frozenset(t.n for t in told if hub.cases.get(self.ids[t.n]) == case)
        hidden = any(hub.cases.get(self.ids.get(t.n)) == case for h in w.hidden for t in (h.real, h.instead))
        return inside, hidden

    def address(self, s, by_case):
        """How a ruling names a submission in each world: by its case where
        that is the same of it in all of them."""
        sets = {self.mates(which, s) for which in self.hubs}
        if by_case and len(sets) == 1:
            return {which: 'case="%s"' % h.cases[self.ids[s.n]] for which, h in self.hubs.items()}
        return dict.fromkeys(self.hubs, 'submission="%s"' % self.ids[s.n])

    def rule(self, night):
        for k, ruling in enumerate(self.world.ruled[night]):
            self.rule_one("d%d-%d" % (night, k), *ruling)
        for h in self.world.hidden:
            if h.ruled and h.real.night == night - 1 and h.how != "withdrawn":
                self.rule_hidden("d%d-h%d" % (night, h.real.n), h)

    def ask(self, night):
        """What an analyst asks: the readers, in each world; who gave what is
        hidden, and the others about it, where it is.  The curious one answers
        both."""
        w = self.world
        if night == 1:
            self.decide(dict.fromkeys(self.hubs, '<request audience="%s" until="2017-08-30">同じものがあれば、送ってください。</request>' %
                                      w.reads), "q-all")
            if self.open:
                self.decide({WITH: '<request audience="%s" until="2017-08-30">伏せた件を見ませんでしたか。</request>' %
                             w.other}, "q-open")
        for h in w.hidden:
            for which, s in ((WITH, h.real), (INSTEAD, h.instead)):
                if s.night == night - 1:
                    self.decide({which: '<request submission="%s" until="2017-08-30">伏せた件の検体を送ってください。</request>' %
                                 self.ids[s.n]}, "q-%d" % s.n)
        if night == 2:
            hidden = self.named(WITH) - self.named(WITHOUT)
            told = {q for n, data in self.hubs[WITHOUT].got_all.items() if n == w.reads
                    for q in re.findall(r'<request name="(R-[^"]+)"', data)}
            for k, q in enumerate(sorted(told) + sorted(hidden)[:2]):
                self.by(w.curious, '<submission id="1" kind="incident" request="%s"><title>回答</title>'
                        '<indicator type="domain-name" role="c2">answer-%d.evil.example</indicator>'
                        '<share consent="given" scope="all"/></submission>' % (q, k), "q%d" % k)

    def named(self, which):
        return set(re.findall(r" request id=(R-\S+)", Path(self.hubs[which].home, "journal").read_text()))

    def decide(self, bodies, name):
        for which, body in bodies.items():
            self.stamp -= which != WITHOUT and WITHOUT in bodies
            self.give("duty", self.ring.fingerprints[-1], body, [], name, (which,))

    def rule_one(self, name, what, s, other, readers, by_case, title, analysis):
        at = self.address(s, by_case or what == "merge")
        readers = ' for="%s"' % readers if readers else ""
        if what == "merge":
            to = self.address(other, True)
            if not (at[WITH].startswith("case") and to[WITH].startswith("case")) or at == to:
                return
            bodies = {w: "<ruling %s><merge into=%s/></ruling>" % (at[w], to[w][5:]) for w in at}
        else:
            inner = {"words": ' class="targeted" grounds="malware"><analysis>%s</analysis>' % analysis,
                     "title": ' class="targeted" grounds="craft"><title>%s</title>' % title,
                     "hold": ' release="no">', "redact": "><redact>%s</redact>" % (s.attack["c2"]),
                     "split": '><split submission="%s"/>' % self.ids[s.n]}[what]
            if what in ("redact", "split"):
                readers = ""
            bodies = {w: "<ruling %s%s%s</ruling>" % (at[w], readers, inner) for w in at}
        self.decide(bodies, name)

    def rule_hidden(self, name, h):
        """On what is hidden alone; and for those who may have it, on its case."""
        sid = self.ids[h.real.n]
        inner = 'class="targeted" grounds="relation"><title>伏せた件</title><analysis>伏せた解析</analysis></ruling>'
        body = '<ruling submission="%s" %s' % (sid, inner)
        if self.world.is_open(h.how):
            body += '<ruling case="%s" for="%s" %s' % (self.hubs[WITH].cases[sid], self.world.other, inner)
        self.decide({WITH: body}, name)

    def sight(self, night):
        """Those of the other group have found what may go to all."""
        far = [o for o in self.world.orgs if self.world.other in o.sigs]
        for o in far if self.open and night == 2 else []:
            for i in sorted(self.names[self.world.reads] & self.names[self.world.other])[:2]:
                self.by(o, '<sighting item="%s"/>' % i, "s-%s" % i, (WITH,))

    # What comes back.

    def night(self, night):
        self.now = night
        if night > 0:
            self.answer(night)
            self.try_references(night)
            self.rule(night)
            self.ask(night)
            self.sight(night)
        self.submit(night)
        for hub in self.hubs.values():
            hub.night(night)
            hub.collect(night, self.audiences + self.members + self.rest)
        self.note_previews()
        for a, names in self.names.items():
            names |= {n.split(" items/")[1][:-4] for n in self.hubs[WITH].got
                      if n.startswith(a + "/") and " items/S-" in n}

    def is_told(self, name):
        return name.split("/")[0] in self.audiences + self.members

    def difference(self, which):
        return difference(*({n: d for n, d in self.hubs[w].got.items() if self.is_told(n)} for w in (WITHOUT, which)))

    def all(self):
        """What differs first; None: nothing."""
        for night in range(len(worlds.NIGHTS)):
            if ENOUGH.is_set():
                return None
            try:
                self.night(night)
            except Trouble as e:
                return str(e)
            for which in (WITH, INSTEAD):
                say = self.difference(which)
                if say:
                    return "night %d: %s" % (night, say)
        return None

    def drop(self):
        if not self.args.keep:
            for hub in self.hubs.values():
                hub.drop()


def tried(args, ring, seed, only=None):
    run = Run(args, ring, seed, only)
    say = run.all()
    run.drop()
    return run, say


def check(args, ring, seed):
    """What is wrong with a world, and which of the hidden shows alone."""
    if ENOUGH.is_set():
        return None
    run, say = tried(args, ring, seed)
    if say is None or args.first:
        return say
    for k, h in enumerate(run.world.hidden):
        alone = tried(args, ring, seed, k)[1] if len(run.world.hidden) > 1 else say
        if alone:
            return "hidden: %s (%s of %s)\n\t%s" % (h.how, h.real.kind, h.real.org.id, alone)
    return say


def main():
    p = argparse.ArgumentParser()
    for name in ("hub", "ring", "program", "work", "kept"):
        p.add_argument("--" + name, required=True)
    p.add_argument("--together", type=int, default=2, help="worlds at once")
    p.add_argument("--first", action="store_true", help="end with the first world that differs")
    p.add_argument("--late", action="store_true", help="a group begins on the last night")
    p.add_argument("--keep", action="store_true", help="leave the hubs")
    p.add_argument("--verbose", action="store_true")
    p.add_argument("seeds", nargs="+", type=int)
    args = p.parse_args()
    ring = Ring(args.ring, Path(args.hub, "fingerprint").read_text().strip(), args.kept)
    wrong = 0
    with futures.ThreadPoolExecutor(args.together) as pool:
        for seed, say in zip(args.seeds, pool.map(lambda n: check(args, ring, n), args.seeds)):
            wrong += bool(say)
            print("world %d: %s" % (seed, say or "same"), flush=True)
            if say and args.first:
                ENOUGH.set()
                break
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()

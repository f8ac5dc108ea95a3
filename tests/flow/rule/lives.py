"""lives.py plan SEED NIGHTS | check SEED NIGHTS DIR

A random life of some attacks: what is given, merged, split and taken back in
each night, as lines for lives.sh; and whether each reader, who applies one
bundle after the other, has then what it should: of the attacks as they stand
those parts that are due to it, each told once, under names that say what became
of them."""

import collections
import glob
import random
import re
import sys
import xml.etree.ElementTree as et

AUDIENCES = {"gas": lambda s: True, "jpcert": lambda s: s.agency, "pow": lambda s: s.all}
Given = collections.namedtuple("Given", "name giver agency all")


def plan(seed, nights):
    """For each night its words, and the attacks as sets of submissions."""
    rng, attacks, known = random.Random(seed), [], 0
    for night in range(nights):
        words, busy, fresh = [], set(), []
        for _ in range(3 if night == 0 else rng.choice((0, 0, 1))):
            known += 1
            s = Given("s%d" % known, "gas-0%d" % rng.randint(1, 3), rng.random() < .5, rng.random() < .4)
            words.append("given %s %s %s %s" % (s.name, s.giver, "all" if s.all else "sig", "jpcert" if s.agency else "-"))
            fresh.append(frozenset([s]))
        for _ in range(rng.choice((1, 1, 2))):
            free = [a for a in attacks if a not in busy]
            what = rng.choice(("merge", "merge", "split", "split", "withdraw"))
            if what == "merge" and len(free) > 1:
                a, b = rng.sample(sorted(free, key=sorted), 2)
                words.append("merged %s %s" % (sorted(a)[0].name, sorted(b)[0].name))
                new = [a | b]
            elif what == "split" and any(len(a) > 1 for a in free):
                a = rng.choice(sorted((a for a in free if len(a) > 1), key=sorted))
                off = frozenset(rng.sample(sorted(a), rng.randint(1, len(a) - 1)))
                words.append("parted " + " ".join(s.name for s in sorted(off)))
                new, b = [off, a - off], a
            elif what == "withdraw" and free:
                a = b = rng.choice(sorted(free, key=sorted))
                s = rng.choice(sorted(a))
                words.append("withdrawn %s %s" % (s.giver, s.name))
                new = [a - {s}] if len(a) > 1 else []
            else:
                continue
            attacks = [x for x in attacks if x not in (a, b)] + new
            busy |= set(new) | {a, b}
        attacks += fresh
        yield words, list(attacks)


class Reader:
    def __init__(self):
        self.live, self.over, self.dead = {}, {}, set()

    def now(self, name):
        """What tells today what the item told."""
        while name in self.over:
            name = self.over[name]
        return name

    def take(self, folder):
        errors = []
        for path in glob.glob(folder + "/items/*.xml"):
            x = et.parse(path).getroot()
            ns, name = x.tag[:x.tag.index("}") + 1], x.get("id")
            values = {i.text for i in x.iter(ns + "indicator")}
            by = x.find(ns + "superseded")
            if name in self.dead:
                errors.append("%s is told after it was taken back" % name)
            self.live.pop(name, None)
            self.over.pop(name, None)
            if x.find(ns + "retracted") is not None:
                self.dead.add(name)
            elif by is not None:
                self.over[name] = by.get("by")
            else:
                self.live[name] = values
            if name not in self.live and values:
                errors.append("%s is over and tells facts" % name)
        text = open(folder + "/bundle.xml").read()
        for name, by in re.findall(r'<superseded item="([^"]*)" by="([^"]*)"', text):
            if self.over.get(name) != by:
                errors.append("%s by %s in bundle.xml, %s told" % (name, by, self.over.get(name)))
        for name in re.findall(r'<retraction item="([^"]*)"', text):
            if name not in self.dead:
                errors.append("%s is taken back in bundle.xml only" % name)
        for name, by in self.over.items():
            if by not in self.live.keys() | self.over.keys() | self.dead:
                errors.append("%s is superseded by %s, which was never told" % (name, by))
        return errors


def check(seed, nights, work):
    readers, errors = {a: Reader() for a in AUDIENCES}, []
    born = collections.defaultdict(dict)    # the name of each value, by audience
    for night, (_, attacks) in enumerate(plan(seed, nights)):
        for a, due in AUDIENCES.items():
            for folder in glob.glob("%s/%d/%s" % (work, night, a)):
                errors += ["night %d, %s: %s" % (night, a, e) for e in readers[a].take(folder)]
            wanted = sorted(sorted(s.name + ".evil.example" for s in x if due(s)) for x in attacks)
            wanted = [x for x in wanted if x]
            seen = sorted(sorted(v) for v in readers[a].live.values())
            if wanted != seen:
                errors.append("night %d, %s: wanted %s, has %s" % (night, a, wanted, seen))
            # Each was told alone first: alone again it has that name, or the
            # one that superseded it and has nothing else left.
            for name, values in readers[a].live.items():
                if len(values) > 1:
                    continue
                first = born[a].setdefault(min(values), name)
                if readers[a].now(first) in readers[a].dead:
                    born[a][min(values)] = name
                elif name not in (first, readers[a].now(first)):
                    errors.append("night %d, %s: %s was %s, is %s" % (night, a, min(values), first, name))
    return errors


seed, nights = int(sys.argv[2]), int(sys.argv[3])
if sys.argv[1] == "plan":
    for words, _ in plan(seed, nights):
        print("\n".join(words + ["night"]))
else:
    found = check(seed, nights, sys.argv[4])
    print("\n".join(found[:6]) or "life %d: as it should" % seed)

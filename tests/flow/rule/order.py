"""order.py PROGRAM WORK KIND COUNT SEED: sets of words drawn by chance, each
brought to a copy of WORK/base in the order of signing, one a night, and in an
order drawn by chance, some nights together.  What the hub then holds to be so
is the same.  A confirmation comes with its ruling or after it: nobody can speak
of what the hub does not know.  Words are WORK/words/NAME.gpg; NAME.from says
when, by whom and, of a confirmation, of which ruling."""

import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

PROGRAM, WORK, KIND, COUNT, SEED = sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]), sys.argv[5]
POOL = {"consents": r"c\d|w", "rulings": r"[rk]\d"}[KIND]
DAYS = ["2017-08-%02d" % d for d in range(8, 29)]

# What is so: not when it came to be so, nor under which number.  What readers
# have of a case that is held is what they were told before: that is history,
# and goes by arrival.
STATE = {
    "cases": "SELECT id, class, grounds, grave, release, closed, title, analysis, countermeasure FROM casefile",
    "rulings": "SELECT package, n, bears, run IS NULL, outcome, second FROM ruling",
    "answers": "SELECT digest, decision FROM preview",
    "withdrawn": "SELECT id FROM submission WHERE withdrawn IS NOT NULL",
    "threads": "SELECT casefile, n, kind, text FROM thread_step",
    "told": """SELECT i.casefile, e.audience, e.content FROM edition e JOIN item i ON i.id = e.item
        JOIN casefile c ON c.id = i.casefile
        WHERE c.release IS NOT 0 AND (c.class <> 'bulk' OR c.release = 1)
            AND e.retracted = 0 AND e.edition = (SELECT max(edition) FROM edition l
            WHERE l.item = e.item AND l.audience = e.audience)""",
    "to do": "SELECT submission FROM dirty",
}


class Word:
    def __init__(self, path):
        self.name, self.path = path.stem, path
        self.signed, self.sender, *about = path.with_suffix(".from").read_text().split()
        self.about = about[0] if about else None

    def deliver(self, hub):
        folder = hub / "inbox"
        shutil.copy(self.path, folder / self.sender if self.sender.startswith("gas") else folder)


def words():
    return [Word(p) for p in sorted((WORK / "words").glob("*.gpg")) if re.match(POOL, p.stem)]


def drawn(dice, pool):
    """Some words; of a confirmation its ruling too."""
    some = dice.sample(pool, dice.randint(2, 5))
    names = {w.name for w in some} | {w.about for w in some if w.about}
    return [w for w in pool if w.name in names]


def order(dice, some):
    """Nights, each a list of words."""
    left, out, there = list(some), [], set()
    while left:
        ready = [w for w in left if w.about is None or w.about in there]
        night = dice.sample(ready, dice.randint(1, min(2, len(ready))))
        night += [w for w in left if w.about in {n.name for n in night} and dice.random() < .5]
        out.append(night)
        there |= {w.name for w in night}
        left = [w for w in left if w not in night]
    return out


def outcome(nights):
    hub = WORK / "order"
    shutil.rmtree(hub, ignore_errors=True)
    shutil.copytree(WORK / "base", hub, symlinks=True)
    subprocess.run(["sh", os.environ["AT_HOME"], hub], check=True)
    for day, night in zip(DAYS, nights):
        for w in night:
            w.deliver(hub)
        r = subprocess.run([PROGRAM, "run", str(hub), "--jobs", "1", "--at", day + "T01:30:00+09:00"],
                           capture_output=True, text=True)
        if r.returncode not in (0, 10) or list((hub / "quarantine").glob("*.gpg")):
            sys.exit("%s: %s: %d\n%s" % (day, said([night]), r.returncode, r.stderr))
    db = sqlite3.connect(hub / "hub.db")
    return {what: sorted(db.execute(query).fetchall(), key=repr) for what, query in STATE.items()}


def said(nights):
    return " | ".join(" ".join(w.name for w in night) for night in nights)


def main():
    pool = words()
    dice = random.Random(KIND + SEED)
    bad = 0
    for _ in range(COUNT):
        some = drawn(dice, pool)
        straight = [[w] for w in sorted(some, key=lambda w: w.signed)]
        by_chance = order(dice, some)
        one, other = outcome(straight), outcome(by_chance)
        for what in STATE:
            if one[what] != other[what]:
                bad += 1
                print("%s: %s\n  %s\nbut %s\n  %s" % (what, said(straight), one[what], said(by_chance), other[what]))
    print("%s: %d orders, seed %s, %d differences" % (KIND, COUNT, SEED, bad))
    return bad > 0


sys.exit(main())

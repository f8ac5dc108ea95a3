"""sample.py KIND COUNT: planted faults to look for, a name a line.

As many as COUNT of tests/planted/KIND, drawn by risk: a fault in a file of
which many lines changed of late is likelier, and the draw is another one at
each commit (PLANTED_SEED names one).  ALL=1 takes all, PLANTED names some."""

import glob
import math
import os
import random
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
sys.dont_write_bytecode = True
import changed


def files(diff):
    with open(diff) as f:
        return re.findall(r"^--- a/(\S+)", f.read(), re.M)


def looked_for(diff):
    """Some show what no sweep can see."""
    with open(diff) as f:
        return not re.search(r"^Sweep: none", f.read(), re.M)


def drawn(diffs, count):
    lines = changed.lines()
    dice = random.Random(os.environ.get("PLANTED_SEED") or changed.head())
    # The smallest of exponential times: a draw by weight, without repetition.
    time = {d: dice.expovariate(1 + math.sqrt(sum(lines.get(f, 0) for f in files(d)))) for d in diffs}
    return sorted(diffs, key=time.get)[:count]


def main():
    kind, count = sys.argv[1], int(sys.argv[2])
    diffs = [d for d in sorted(glob.glob(f"tests/planted/{kind}/*.diff")) if looked_for(d)]
    named = os.environ.get("PLANTED", "").split()
    if named:
        diffs = [d for d in diffs if os.path.basename(d).removesuffix(".diff") in named]
    elif not os.environ.get("ALL"):
        diffs = drawn(diffs, count)
    for d in diffs:
        print(os.path.basename(d).removesuffix(".diff"))


main()

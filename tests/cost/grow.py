"""grow.py [PART...]: what work costs when what a member chooses doubles,
dimension by dimension, counted under callgrind: the second doubling costs at
most MOST times what the first did.  2 is in proportion, 2.3 is n log n at these
sizes, 4 is each with each.  All dimensions with ALL=1 or whose name holds a
PART, else a third, another one with each change.  SHOW=1 shows the counts."""

import os
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(1, os.path.join(os.path.dirname(__file__), ".."))
import changed
import count

PROGRAM = os.environ.get("BUILD", "build") + "/cost/grow"
THIRDS = 3
MOST = 2.6
# Of so little nothing can be said: an index that doubles its room, a log line.
LEAST = 100000


def chosen(parts):
    names = subprocess.run([PROGRAM, "-l"], check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    if parts:
        return [n for n in names if any(p in n for p in parts)]
    return names if os.environ.get("ALL") else names[changed.number() % THIRDS::THIRDS]


def judge(name, by_size):
    """What is wrong, or None."""
    if len(by_size) != 3:
        return f"{name}: it was counted at {sorted(by_size)} only"
    (n, a), (_, b), (_, c) = sorted(by_size.items())
    if c - b < LEAST or c - b <= MOST * (b - a):
        return None
    return f"{name} from {n}: {a}, {b}, {c} instructions: the second doubling costs {(c - b) / max(b - a, 1):.1f} times the first"


def main():
    if not count.have_valgrind():
        print("SKIPPED: no valgrind: nothing was counted\ngrow: 0 passed, 0 failed, 1 skipped")
        return 0
    found = count.instructions([PROGRAM, *chosen(sys.argv[1:])])
    faults = []
    for name, by_size in sorted(found.items()):
        if os.environ.get("SHOW"):
            print(name, *(v for _, v in sorted(by_size.items())))
        faults += filter(None, [judge(name, by_size)])
    for f in faults:
        print("FAILED:", f)
    print(f"grow: {len(found) - len(faults)} passed, {len(faults)} failed")
    return len(faults) > 0 or not found


sys.exit(main())

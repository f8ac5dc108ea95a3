"""turns.py SIDES BASE [PER]: what the sides cost, measured in turn.

SIDES holds a NAME.sh for each side, and where it wants fresh things a
NAME.before, which is not measured.  BENCH_ROUNDS rounds (5), each side once in
each, every round begun by another one; CPU of the whole process tree
(tests/cpu.py).  Printed: the median and the spread, in milliseconds for each
of PER things, and the ratio to the side BASE in the same round.  Where NAME.less
names another side, what that costs is not its own: what is left is told too."""

import glob
import os
import statistics
import subprocess
import sys
import tempfile

CPU = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cpu.py")
ROUNDS = int(os.environ.get("BENCH_ROUNDS", 5))


def load():
    return " ".join(f"{x:.2f}" for x in os.getloadavg())


def measure(path, out):
    """(CPU seconds, seconds) of one side, once"""
    before = path.removesuffix(".sh") + ".before"
    if os.path.exists(before):
        subprocess.run(["bash", "-eu", before], check=True, stdout=subprocess.DEVNULL)
    # Debian's own programs, whatever stands before them on a developer's machine.
    env = dict(os.environ, PATH="/usr/bin:/bin")
    subprocess.run(["/usr/bin/python3", CPU, "-o", out, "sh", "-eu", path], env=env, check=True,
                   stdout=subprocess.DEVNULL)
    with open(out) as f:
        return tuple(map(float, f.read().split()[:2]))


def others(name):
    """The side whose cost is not its own, or None."""
    try:
        with open(f"{sys.argv[1]}/{name}.less") as f:
            return f.read().strip()
    except FileNotFoundError:
        return None


def spread(values, form):
    low, middle, high = min(values), statistics.median(values), max(values)
    return f"{middle:{form}} ({low:{form}}-{high:{form}})"


def main():
    sides, base = sys.argv[1:3]
    per = float(sys.argv[3]) if len(sys.argv) > 3 else 1
    names = sorted(os.path.basename(p)[:-3] for p in glob.glob(sides + "/*.sh"))
    seen = {n: [] for n in names}
    began = load()
    with tempfile.NamedTemporaryFile() as out:
        for r in range(ROUNDS):
            k = r % len(names)
            for n in names[k:] + names[:k]:
                seen[n].append(measure(f"{sides}/{n}.sh", out.name))
    print(f"  {'':16} {'CPU ms':>24} {'ms by the clock':>28} {'CPU / ' + base:>24}")
    for n in names:
        cpu = [1000 * c / per for c, _ in seen[n]]
        clock = [1000 * s / per for _, s in seen[n]]
        ratio = [c / b for (c, _), (b, _) in zip(seen[n], seen[base])]
        print(f"  {n:16} {spread(cpu, '.1f'):>24} {spread(clock, '.1f'):>28} {spread(ratio, '.2f'):>24}")
    own = {n: [c - o for (c, _), (o, _) in zip(seen[n], seen[others(n)])] for n in names if others(n)}
    for n in own:
        ratio = [c / b for c, b in zip(own[n], own[base])]
        print(f"  {n + ', own':16} {spread([1000 * c / per for c in own[n]], '.1f'):>24} {'':28} {spread(ratio, '.2f'):>24}")
    print(f"  {ROUNDS} rounds; load {began} before, {load()} after, {os.cpu_count()} cores")


main()

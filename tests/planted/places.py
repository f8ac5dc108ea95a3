"""places.py: each planted fault stands where it was put: the lines that it
replaces are there once.  Twice, patch takes the nearer, and a fault that a
change above it has moved is planted elsewhere, where no test looks for it."""
import glob
import sys


def hunks(diff):
    """The file and the old lines of each."""
    path, old, out = None, None, []
    for line in open(diff, encoding="utf-8"):
        if line.startswith("--- a/"):
            path, old = line[6:].strip(), None
        elif line.startswith("@@"):
            old = []
            out.append((path, old))
        elif old is not None and line[0] in " -\n":
            old.append(line[1:] or "\n")
    return out


bad = 0
for diff in sorted(glob.glob("tests/planted/*/*.diff")):
    for path, old in hunks(diff):
        with open(path, encoding="utf-8") as f:
            times = f.read().count("".join(old))
        if times != 1:
            print(f"{diff}: {path} has its place {times} times")
            bad = 1
sys.exit(bad)

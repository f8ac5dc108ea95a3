"""weigh.py TARGET: the seconds that a fuzzer gets of FUZZ_SUM (90).

Half of the sum goes to all alike; half by the lines changed of late in what
the fuzzer runs: the sources and headers of its objects, and what is embedded
in them."""

import glob
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
sys.dont_write_bytecode = True
import changed

BUILD = os.environ.get("BUILD", "build")


def words(path):
    with open(path) as f:
        return f.read().split()


def sources(target):
    """What the linker took, by the list that it left."""
    found = {f"tests/fuzz/{target}.c"}
    for obj in words(f"{BUILD}/fuzz/{target}.uses"):
        listed = words(obj.removesuffix(".o") + ".d")
        found.update(w for w in listed if not w.startswith("/") and not w.endswith(":"))
    for path in [p for p in found if p.endswith(".c")]:
        with open(path) as f:
            found.update(re.findall(r'^EMBED.*"([^"]*)"', f.read(), re.M))
    return found


def seconds(total):
    targets = sorted(os.path.basename(p)[:-2] for p in glob.glob("tests/fuzz/*.c"))
    lines = changed.lines()
    weight = {t: sum(lines.get(p, 0) for p in sources(t)) for t in targets}
    if not any(weight.values()):
        weight = dict.fromkeys(targets, 1)
    sum_ = sum(weight.values())
    return {t: total / 2 / len(targets) + total / 2 * w / sum_ for t, w in weight.items()}


if __name__ == "__main__":
    print(round(seconds(float(os.environ.get("FUZZ_SUM", 90)))[sys.argv[1]]))

"""parts.py [write]: instructions a byte of each inner part beside what
tests/cost/bytes has of this compiler and these flags; write: puts them there."""

import os
import subprocess
import sys

sys.dont_write_bytecode = True
import count

BUILD = os.environ.get("BUILD", "build")
KNOWN = "tests/cost/bytes"
# Libraries choose their loops by the processor, so some of it is theirs.
WIDE = 0.2


def compiler():
    """The key: name, version and optimisation."""
    cc = os.environ.get("CC", "cc").split()
    say = subprocess.run([*cc, "--version"], stdout=subprocess.PIPE, text=True, check=True).stdout
    version = subprocess.run([*cc, "-dumpversion"], stdout=subprocess.PIPE, text=True, check=True).stdout
    name = "clang" if "clang" in say else "gcc"
    level = [f for f in os.environ.get("CFLAGS", "-O2").split() if f.startswith("-O")]
    machine = os.uname().machine
    return f"{name}-{version.strip()}{level[-1] if level else '-O0'}-{machine}"


def known():
    """{key: {part: instructions a byte}}"""
    table = {}
    if os.path.exists(KNOWN):
        with open(KNOWN) as f:
            for line in f:
                if not line.startswith("#"):
                    key, part, value = line.split()
                    table.setdefault(key, {})[part] = float(value)
    return table


def measured():
    parts = {}
    for name, by_size in count.instructions([BUILD + "/cost/parts"]).items():
        (n, a), (m, b) = sorted(by_size.items())
        parts[name] = (b - a) / (m - n)
    return parts


def write(table):
    with open(KNOWN, "w") as f:
        f.write("# Instructions a byte, by compiler; made by `make cost`.\n")
        for key in sorted(table):
            f.writelines(f"{key} {part} {value:.1f}\n" for part, value in sorted(table[key].items()))


def main():
    key, table = compiler(), known()
    if not count.have_valgrind():
        print("SKIPPED: no valgrind: nothing was counted\nparts: 0 passed, 0 failed, 1 skipped")
        return 0
    now = measured()
    if sys.argv[1:] == ["write"]:
        table[key] = now
        write(table)
        return 0
    if key not in table:
        print(f"SKIPPED: {KNOWN} has nothing of {key}: `make cost` adds it")
        print("parts: 0 passed, 0 failed, 1 skipped")
        return 0
    failed = 0
    for part in sorted(now.keys() | table[key].keys()):
        was, is_ = table[key].get(part), now.get(part)
        if was is None or is_ is None:
            print(f"FAILED: {part}: was {was}, is {is_}")
            failed += 1
        elif not abs(is_ - was) <= WIDE * was + 1:
            print(f"FAILED: {part}: was {was:.1f}, is {is_:.1f} instructions a byte; "
                  "where that is right: make cost")
            failed += 1
    print(f"parts: {len(now) - failed} passed, {failed} failed")
    return failed > 0


sys.exit(main())

"""What a program that counts (tests/cost/count.h) says of itself: instructions
under callgrind, microseconds without it."""

import collections
import glob
import os
import re
import shutil
import subprocess
import tempfile

CALLGRIND = ["valgrind", "--quiet", "--tool=callgrind", "--instr-atstart=no", "--dump-instr=no",
             "--max-stackframe=100000000"]


def have_valgrind():
    return shutil.which("valgrind") is not None


def instructions(command):
    """{name: {size: instructions}}"""
    found = collections.defaultdict(dict)
    with tempfile.TemporaryDirectory() as top:
        subprocess.run([*CALLGRIND, f"--callgrind-out-file={top}/out", *command],
                       check=True, stdout=subprocess.DEVNULL)
        for path in glob.glob(top + "/out.*"):
            with open(path, errors="replace") as f:
                text = f.read()
            what = re.search(r"^desc: Trigger: Client Request: cost (\S+) (\d+)$", text, re.M)
            total = re.search(r"^(?:totals|summary): (\d+)", text, re.M)
            if what and total:
                found[what[1]][int(what[2])] = int(total[1])
    return found


def microseconds(command):
    """The same by the clock."""
    found = collections.defaultdict(dict)
    for line in subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines():
        name, size, us = line.split()
        found[name][int(size)] = int(us)
    return found

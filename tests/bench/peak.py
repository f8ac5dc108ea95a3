"""peak.py COMMAND...: the most memory that it and all that comes of it hold at
once, in MiB: private pages of all, of the largest, and memory files.  Pages
that a forked process shares with its parent count once."""

import os
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
sys.dont_write_bytecode = True
import cpu


def read(path):
    with open(path) as f:
        return f.read()


def below(pid):
    """All processes under one: gpg-agent leaves the tree, but not a subreaper."""
    try:
        tasks = os.listdir(f"/proc/{pid}/task")
        own = [int(c) for t in tasks for c in read(f"/proc/{pid}/task/{t}/children").split()]
    except OSError:
        return
    for child in own:
        yield child
        yield from below(child)


def private(pid):
    fields = dict(line.split(":", 1) for line in read(f"/proc/{pid}/smaps_rollup").splitlines()[1:])
    return int(fields.get("Pss_Anon", "0").split()[0]) << 10


def memory_files(pid):
    """inode -> bytes"""
    found = {}
    for fd in os.listdir(f"/proc/{pid}/fd"):
        path = f"/proc/{pid}/fd/{fd}"
        if os.readlink(path).startswith("/memfd:"):
            s = os.stat(path)
            found[s.st_dev, s.st_ino] = s.st_blocks * 512
    return found


def now():
    held, files = [0], {}
    for pid in below(os.getpid()):
        try:
            held.append(private(pid))
            files.update(memory_files(pid))
        except (OSError, ValueError):
            pass
    return sum(held), max(held), sum(files.values())


cpu.adopt()
p = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
most = (0, 0, 0)
while p.poll() is None:
    most = tuple(map(max, zip(most, now())))
    time.sleep(0.02)
cpu.Tree().sweep()
print(*(m >> 20 for m in most))

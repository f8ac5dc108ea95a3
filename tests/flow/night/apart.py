"""apart.py HUB HOMES OUT COMMAND...: runs the night, looks at its crypt
processes and at the gpg below them all the while, and writes what was seen:
OUT/crypt and OUT/gpg, what their descriptors are; OUT/pids, each gpg of a night;
OUT/homes, what lies in their homes; OUT/session, whether a terminal is theirs.
Ends as the command did."""
import os
import re
import stat
import subprocess
import sys

hub, homes, out = sys.argv[1:4]
crypt, gpg, pids, files, sessions = set(), set(), set(), set(), set()


def words(pid):
    with open(f"/proc/{pid}/cmdline", "rb") as f:
        return f.read().split(b"\0")


def targets(pid):
    for fd in os.listdir(f"/proc/{pid}/fd"):
        yield re.sub(r"\[\d+\]|toiyaba\.\w+", "N", os.readlink(f"/proc/{pid}/fd/{fd}"))


def look_at(pid):
    w = words(pid)
    if b"--crypt" in w and os.fsencode(hub) in b" ".join(w):
        crypt.update(targets(pid))
        with open(f"/proc/{pid}/stat") as f:
            sid, tty = f.read().rsplit(")", 1)[1].split()[3:5]
        sessions.add((sid == own, tty))
    elif b"--decrypt-files" in w and os.fsencode(homes) in b" ".join(w):
        gpg.update(targets(pid))
        pids.add(pid)


def look_at_homes():
    for where, _, names in os.walk(homes):
        for name in names:
            kind = os.lstat(os.path.join(where, name)).st_mode
            files.add(("fifo " if stat.S_ISFIFO(kind) else "file " if stat.S_ISREG(kind) else "") + name)


own = str(os.getsid(0))
night = subprocess.Popen(sys.argv[4:], close_fds=False)
while night.poll() is None:
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            look_at(pid)
        except OSError:
            continue
    try:
        look_at_homes()
    except OSError:
        continue
for name, seen in (("crypt", crypt), ("gpg", gpg), ("pids", pids), ("homes", files), ("session", sessions)):
    with open(f"{out}/{name}", "w") as f:
        f.writelines(f"{s}\n" for s in sorted(map(str, seen)))
sys.exit(night.returncode)

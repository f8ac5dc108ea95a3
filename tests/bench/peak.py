"""Runs a command; prints the most memory that it and all under it held at
once: private pages of the processes, and memory files (Shmem), in MiB."""
import os
import subprocess
import sys
import time


def status(pid):
    with open(f"/proc/{pid}/status") as f:
        return dict(line.split(":", 1) for line in f if ":" in line)


def kib(fields, name):
    return int(fields.get(name, "0").split()[0])


def private_of(session):
    """gpg and its agent leave the tree, not the session."""
    total = largest = 0
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.getsid(int(pid)) != session:
                with open(f"/proc/{pid}/comm") as f:
                    if f.read().strip() not in ("gpg-agent",):
                        continue
            anon = kib(status(pid), "RssAnon")
        except (OSError, ValueError):
            continue
        total += anon
        largest = max(largest, anon)
    return total, largest


def shmem():
    with open("/proc/meminfo") as f:
        return next(int(l.split()[1]) for l in f if l.startswith("Shmem:"))


base = shmem()
p = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL,
                     stderr=subprocess.DEVNULL, start_new_session=True)
total = largest = files = 0
while p.poll() is None:
    t, l = private_of(p.pid)
    total, largest = max(total, t), max(largest, l)
    files = max(files, shmem() - base)
    time.sleep(0.01)
print(f"{total // 1024} {largest // 1024} {files // 1024}")

"""changed.py: lines changed of late, by file: in the last commits (CHANGED_SINCE
names another beginning) and in what is not yet committed.  Fuzzers and planted
faults are weighed by it; where there is no history nothing has changed."""

import collections
import os
import subprocess

COMMITS = 20


def git(*args):
    try:
        p = subprocess.run(["git", *args], capture_output=True, text=True)
    except FileNotFoundError:
        return ""
    return p.stdout if p.returncode == 0 else ""


def beginning():
    since = os.environ.get("CHANGED_SINCE")
    return since or git("rev-list", f"--max-count={COMMITS}", "HEAD").split()[-1:] or None


def lines():
    """path -> lines put in or taken out"""
    since = beginning()
    if since is None:
        return {}
    found = collections.Counter()
    for row in git("diff", "--numstat", *since).splitlines():
        added, gone, path = row.split("\t")
        if added != "-":
            found[path] += int(added) + int(gone)
    return found


def head():
    return git("rev-parse", "HEAD").strip() or "no history"


def number():
    """By it samples are drawn: another one at each commit."""
    return int(git("rev-parse", "HEAD")[:7] or "0", 16)

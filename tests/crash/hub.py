"""A hub on disk as the sweeps see it: copied, run, and put into words."""

import functools
import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
from pathlib import Path

NIGHT = "2017-08-05T01:30:00+09:00"
DONE = (0, 10)
# A machine that fails is told as that, never as bad input or a bug.
MACHINE_FAILED = (69, 73, 74, 75)
SECONDS = 120


class Scene:
    """What tests/crash/scene.sh made, with a program to run on it."""

    def __init__(self, path, program, shim):
        self.path = Path(path).resolve()
        self.program = str(Path(program).resolve())
        self.shim = str(Path(shim).resolve())
        self.given = sorted(
            (str(f.relative_to(self.hub)), sha256(f))
            for f in (self.hub / "inbox").rglob("*.gpg"))

    @property
    def hub(self):
        return self.path / "hub"

    def copy(self, where):
        shutil.copytree(self.hub, where, symlinks=True)
        subprocess.run(["sh", os.environ["AT_HOME"], where], check=True)

    def run(self, hub, at=0, do="", on=False, log=None):
        """One night; the exit code (negative: a signal) and what it said."""
        env = {"PATH": "/usr/bin:/bin", "TMPDIR": str(Path(hub).parent),
               "LD_PRELOAD": self.shim, "CRASH_HUB": str(hub),
               "CRASH_AT": str(at), "CRASH_DO": do}
        if on:
            env["CRASH_ON"] = "1"
        if log:
            env["CRASH_LOG"] = str(log)
        p = subprocess.run(
            [self.program, "run", str(hub), "--at", NIGHT, "--json",
             "--media", str(self.path / "medium")],
            env=env, stdin=subprocess.DEVNULL, capture_output=True,
            timeout=SECONDS)
        return p.returncode, p.stdout, p.stderr.decode(errors="replace")

    def check(self, hub):
        p = subprocess.run([self.program, "check", "--full", str(hub)],
                           capture_output=True, timeout=SECONDS)
        return [] if p.returncode == 0 else [
            f"check: {p.returncode}: {p.stderr.decode(errors='replace')}"]

    def plain(self, path):
        """Digest of what a message in the outbox holds; None: not whole."""
        return plaintext(str(self.path / "readers"), Path(path).read_bytes())


@functools.lru_cache(maxsize=None)
def plaintext(home, cipher):
    p = subprocess.run(
        ["gpg", "--homedir", home, "--batch", "--quiet", "--no-tty",
         "--trust-model", "always", "-d"],
        input=cipher, capture_output=True)
    # 2: the hub's signature is by a key that the readers do not have.
    if p.returncode not in (0, 2) or b"decryption failed" in p.stderr or \
            not p.stdout:
        return None
    return hashlib.sha256(p.stdout).hexdigest()


def sha256(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def files(hub, *tops):
    for top in tops:
        for f in sorted((hub / top).rglob("*")):
            if f.is_file():
                yield str(f.relative_to(hub)), f


# The journal.

def journal(hub):
    """(kind, fields) of each whole entry; what lost power cut off is left out."""
    head, out = "0" * 64, []
    for line in (hub / "journal").read_bytes().split(b"\n")[:-1]:
        if b"\0" in line:
            break
        digest, _, rest = line.decode().partition(" ")
        head = hashlib.sha256(f"{head} {rest}".encode()).hexdigest()
        if head != digest:
            raise ValueError("journal: the chain does not hold")
        words = rest.split(" ")
        out.append((words[1], dict(w.split("=", 1) for w in words[2:])))
    return out


DECISIONS = ("preview", "request", "item", "release", "state")


def standing(entries):
    """Without the decisions that a killed night did not end."""
    out, open_ = [], []
    for kind, e in entries:
        if kind in DECISIONS:
            open_.append((kind, e))
            continue
        if kind == "end":
            out += open_
        if kind in ("end", "night"):
            open_ = []
        out.append((kind, e))
    return out


def first_path(path):
    """Where a bundle lies under the name of its audience, whose further names
    lie with its members."""
    m = re.fullmatch(r"outbox/[^/]+/bundles/((.+)-\d{6}\.tar\.zst\.gpg)", path)
    return f"outbox/{m[2]}/bundles/{m[1]}" if m and "-state-" not in path \
        else path


def releases(entries):
    """Paths in the outbox that the journal promises, and of those the ones
    that it calls published."""
    run, promised, published = None, {}, set()
    for kind, e in entries:
        if kind == "night":
            run = e["run"]
        elif kind == "release":
            name = f"{e['audience']}-{int(e['sequence']):06}.tar.zst.gpg"
            promised[f"outbox/{e['audience']}/bundles/{name}"] = run
        elif kind == "state":
            name = f"{e['audience']}-state-{int(e['sequence']):06}.tar.zst.gpg"
            for who in e["for"].split("%20"):
                promised[f"outbox/{who}/bundles/{name}"] = run
        elif kind == "published":
            published.add(e["run"])
    return promised, {p for p, r in promised.items() if r in published}


# The database.

def one_name(run):
    """A rerun has a name of its own; the night is the same."""
    return re.sub(r"^(\d{8}T\d{6})-\d+$", r"\1", run) \
        if isinstance(run, str) else run


def tables(hub):
    """Every row but of the bookkeeping, as one line of text each."""
    out = []
    with tempfile.TemporaryDirectory(dir=hub.parent) as d:
        for f in hub.glob("hub.db*"):
            shutil.copy(f, d)
        db = sqlite3.connect(Path(d) / "hub.db")
        names = [r[0] for r in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            if name in ("state", "run"):
                continue
            for row in db.execute(f'SELECT * FROM "{name}"'):
                out.append(f"{name}: {tuple(map(one_name, row))}")
        db.close()
    return sorted(out)


def packages(hub):
    with tempfile.TemporaryDirectory(dir=hub.parent) as d:
        for f in hub.glob("hub.db*"):
            shutil.copy(f, d)
        db = sqlite3.connect(Path(d) / "hub.db")
        found = {r[0] for r in db.execute("SELECT sha256 FROM package")}
        bundles = {f"outbox/{a}/bundles/{a}-{s:06}.tar.zst.gpg"
                   for a, s in db.execute(
                       "SELECT audience, sequence FROM bundle")}
        bundles |= {f"outbox/{r}/bundles/{a}-state-{s:06}.tar.zst.gpg"
                    for r, a, s in db.execute(
                        "SELECT r.reader, f.audience, f.sequence FROM reader r"
                        " JOIN state_file f ON f.audience = r.audience"
                        " AND f.run = r.run")}
        db.close()
    return found, bundles


# What must hold at any moment, and what must be there in the end.

def broken_promises(scene, hub, allowed):
    """What no crash may leave behind, whatever a rerun would make of it.
    allowed: path in the outbox to the plaintext it has in the end."""
    bad = []
    try:
        entries = journal(hub)
    except ValueError as e:
        return [str(e)]
    named = {e["sha256"] for _, e in entries if "sha256" in e}
    known, rows = packages(hub)
    promised, published = releases(standing(entries))
    whole = {sha256(f) for _, f in
             files(hub, "inbox", "spool", "archive", "quarantine")}
    for path, sha in scene.given:
        if sha not in whole:
            bad.append(f"{path}: lost")
        if not (hub / path).exists():
            if sha not in named:
                bad.append(f"{path}: gone before the journal has it")
            if sha not in known:
                bad.append(f"{path}: gone before its row is there")
    for path, f in files(hub, "archive", "quarantine"):
        if path.endswith(".gpg") and not f.name.startswith(sha256(f)):
            bad.append(f"{path}: has other bytes than its name")
    for path, f in files(hub, "outbox"):
        if f.name.startswith("."):
            continue
        if "/bundles/" in path and first_path(path) not in promised:
            bad.append(f"{path}: out before the journal says so")
        if "/bundles/" in path and first_path(path) not in rows:
            bad.append(f"{path}: out before its row is there")
        if path in allowed and scene.plain(f) != allowed[path]:
            bad.append(f"{path}: half a message under its name")
    for path in published:  # but for what is past keeping
        if path in allowed and not (hub / path).exists():
            bad.append(f"{path}: published, and not there")
    return bad


def outbox(scene, hub):
    return {path: scene.plain(f) for path, f in files(hub, "outbox")}


def result(scene, hub):
    """What a night leaves, without what differs by nature: ciphertexts, names
    of runs, the journal's digests."""
    out = [f"{p} {d}" for p, d in outbox(scene, hub).items()]
    out += [f"{p} {sha256(f)}" for p, f in
            files(hub, "inbox", "spool", "archive")]
    for path, f in files(hub, "quarantine"):
        text = re.sub(rb'(run="\d{8}T\d{6})-\d+"', rb'\1"', f.read_bytes())
        out.append(f"{path} {hashlib.sha256(text).hexdigest()}")
    for kind, e in standing(journal(hub)):
        if kind not in ("night", "end", "published"):
            out.append(f"journal: {kind} {sorted(e.items())}")
    return sorted(out) + tables(hub)


def difference(seen, wanted):
    a, b = set(seen), set(wanted)
    out = [f"missing: {x}" for x in sorted(b - a)]
    out += [f"too much: {x}" for x in sorted(a - b)]
    if not out and len(seen) != len(wanted):
        out = ["something is there twice"]
    return out


def counted(stdout):
    """Every package of the night is in exactly one state."""
    j = json.loads(stdout)
    states = ("accepted", "duplicate", "quarantined", "waiting")
    return [f"{p['path']}: state {p['state']}" for p in j["packages"]
            if p["state"] not in states]

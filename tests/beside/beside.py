#!/usr/bin/python3
"""Two programs beside each other: stands in for toiyaba in any test.

Each command is run by OLD on the hub as it is, and by NEW on a copy of it as it
was before; what the copy then holds must be the same: journal, database,
reports, pages, and what recipients find in their messages once decrypted (a
message itself never comes out twice the same).  A difference is appended to
BESIDE/differences.  Made by tests/beside/beside.sh, which sets the variables.
"""
import difflib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

OLD, NEW, NOTES = os.environ["BESIDE_OLD"], os.environ["BESIDE_NEW"], os.environ["BESIDE_NOTES"]
CHANGES = {"run", "report", "rebuild", "check", "status", "show", "review"}


def hub_of(argv):
    for word in argv[1:]:
        if os.path.isfile(os.path.join(word, "hub.conf")):
            return os.path.realpath(word)
    return None


def run(program, argv, hub, place):
    argv = [place if os.path.exists(w) and os.path.realpath(w) == hub else w.replace(hub + "/", place + "/") for w in argv]
    p = subprocess.run([program] + argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return p


def opened(path, who, scratch):
    """The files in a message, by the first key that opens it."""
    homes = os.environ.get("KEYS", "")
    names = sorted(os.listdir(homes)) if os.path.isdir(homes) else []
    names.sort(key=lambda n: n != who)
    for n in names:
        home = os.path.join(homes, n)
        if not os.path.isdir(home):
            continue
        p = subprocess.run(["gpg", "--homedir", home, "--batch", "--quiet", "--trust-model", "always", "-d", path],
                           capture_output=True)
        if p.stdout:
            break
    else:
        return {"": b"not opened"}
    box = tempfile.mkdtemp(dir=scratch)
    with open(os.path.join(box, ".m"), "wb") as f:
        f.write(p.stdout)
    unpack = ["unzip", "-q"] if p.stdout.startswith(b"PK") else ["tar", "-xf"]
    made = subprocess.run(unpack + [".m"], cwd=box, capture_output=True)
    os.unlink(os.path.join(box, ".m"))
    if made.returncode != 0:
        return {"": p.stdout}
    return {os.path.relpath(os.path.join(d, f), box): open(os.path.join(d, f), "rb").read()
            for d, _, fs in os.walk(box) for f in fs}


def dump(path):
    p = subprocess.run(["sqlite3", path, ".dump"], capture_output=True)
    return p.stdout


def contents(hub, seen, scratch):
    out = {}
    for d, dirs, files in os.walk(hub):
        dirs[:] = [x for x in dirs if x not in ("gnupg", "inbox")]
        for f in files:
            path = os.path.join(d, f)
            rel = os.path.relpath(path, hub)
            if rel in seen or f.endswith(("-wal", "-shm")) or rel == "lock":
                continue
            if f == "hub.db":
                out[rel] = dump(path)
            elif rel.startswith("outbox/") and f.endswith(".gpg"):
                for name, data in opened(path, rel.split("/")[1], scratch).items():
                    out[rel + "!" + name] = data
            else:
                data = open(path, "rb").read()
                out[rel] = data.split(b"-----BEGIN PGP SIGNATURE")[0]
    return out


def listing(hub):
    return {os.path.relpath(os.path.join(d, f), hub) for d, _, fs in os.walk(hub) for f in fs
            if d.startswith(os.path.join(hub, "outbox")) or "/archive" in d or "/quarantine" in d}


def plain(name, text):
    """JSON and the run's page: blanks and the order of keys are nobody's business."""
    try:
        if name.endswith(".json"):
            text = json.dumps(json.loads(text), sort_keys=True, ensure_ascii=False, indent=1).encode()
        elif name.endswith("run.xml"):
            text = xml.etree.ElementTree.canonicalize(text.decode(), strip_text=True).replace("><", ">\n<").encode()
    except (ValueError, SyntaxError):
        pass
    return text


def differ(argv, name, a, b):
    a, b = plain(name, a), plain(name, b)
    if a == b:
        return
    with open(NOTES, "a", encoding="utf-8") as f:
        f.write("== %s: %s\n" % (" ".join(argv[:4]), name))
        a, b = (x.decode("utf-8", "replace").splitlines() for x in (a, b))
        f.writelines(x[:300] + "\n" for x in list(difflib.unified_diff(a, b, "old", "new", lineterm="", n=0))[:20])


def main():
    argv = sys.argv[1:]
    hub = hub_of(argv) if argv and argv[0] in CHANGES else None
    if hub is None or "KILLED" in os.environ:
        os.execv(OLD, [OLD] + argv)
    scratch = tempfile.mkdtemp(prefix="beside.", dir=os.environ.get("BESIDE_TMP", "/tmp"))
    copy = os.path.join(scratch, "hub")
    subprocess.run(["cp", "-a", hub, copy], check=True)
    subprocess.run(["sh", os.environ["AT_HOME"], copy], check=True)
    seen = listing(hub)
    p = run(OLD, argv, hub, hub)
    q = run(NEW, argv, hub, copy)
    a, b = contents(hub, seen, scratch), contents(copy, seen, scratch)
    for name in sorted(a.keys() | b.keys()):
        x, y = (m.get(name, b"(is not there)").replace(copy.encode(), hub.encode()) for m in (a, b))
        differ(argv, name, x, y)
    tidy = lambda s: s.replace(copy.encode(), hub.encode()).replace(NEW.encode(), OLD.encode())
    form = ".json" if "--json" in argv else ""
    differ(argv, "standard output" + form, p.stdout, tidy(q.stdout))
    differ(argv, "standard error", p.stderr, tidy(q.stderr))
    differ(argv, "exit code", str(p.returncode).encode(), str(q.returncode).encode())
    subprocess.run(["gpgconf", "--homedir", os.path.join(copy, "gnupg"), "--kill", "all"], capture_output=True)
    shutil.rmtree(scratch, ignore_errors=True)
    with open(NOTES + ".count", "a") as f:
        f.write("%s %d\n" % (argv[0], len(a)))
    sys.stdout.buffer.write(p.stdout)
    sys.stdout.flush()
    sys.stderr.buffer.write(p.stderr)
    sys.exit(p.returncode)


main()

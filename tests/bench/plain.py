"""plain.py HOMEDIR ROSTER PACKAGES OUT: what a straightforward script does of a
night: decrypts and verifies, looks into archive and mails, puts what it finds
into sqlite, and leaves one bundle with the member's names struck out."""

import email
import email.policy
import glob
import hashlib
import io
import os
import re
import sqlite3
import subprocess
import sys
import tarfile
import xml.etree.ElementTree as ET

home, roster, packages, out = sys.argv[1:]
R, P = "{urn:toiyaba:roster:1}", "{urn:toiyaba:package:1}"
members = {k.get("fingerprint"): m for m in ET.parse(roster).getroot().iter(R + "member") for k in m.iter(R + "key")}
names = re.compile("|".join(re.escape(e.text) for m in members.values() for e in m if e.text))
db = sqlite3.connect(out + "/plain.db")
db.execute("create table fact (package, kind, value)")


def gpg(*args, data=None):
    return subprocess.run(["gpg", "--homedir", home, "--batch", "--quiet", "--trust-model", "always", *args],
                          input=data, capture_output=True)


def opened(path):
    """The package's files, from a member of the roster."""
    p = gpg("--status-fd", "2", "-d", path)
    signer = re.search(rb"VALIDSIG .* (\w{40})\n", p.stderr)
    if p.returncode or not signer or signer[1].decode() not in members:
        sys.exit("refused: " + path)
    with tarfile.open(fileobj=io.BytesIO(p.stdout)) as t:
        return {m.name: t.extractfile(m).read() for m in t if m.isfile()}


def facts(data):
    m = email.message_from_bytes(data, policy=email.policy.default)
    text = m.get_body(("plain",)).get_content()
    yield from (("subject", m["subject"]), ("from", m["from"]))
    yield from (("url", u) for u in re.findall(r"https?://\S+", text))
    yield "text", hashlib.sha256(text.encode()).hexdigest()
    for a in m.iter_attachments():
        yield "file", hashlib.sha256(a.get_content()).hexdigest()


items = {}
for path in sorted(glob.glob(packages + "/*/*.gpg")):
    files = opened(path)
    for f in ET.fromstring(files["manifest.xml"]).iter(P + "file"):
        data = files[f.get("path")]
        if hashlib.sha256(data).hexdigest() != f.get("sha256"):
            sys.exit("digest: " + path)
        found = list(facts(data))
        db.executemany("insert into fact values (?, ?, ?)", [(path, *x) for x in found])
        items[path] = names.sub("*", "\n".join(f"{k}: {v}" for k, v in found))
    db.commit()
b = io.BytesIO()
with tarfile.open(fileobj=b, mode="w:gz") as t:
    for i, text in enumerate(items.values()):
        info = tarfile.TarInfo(f"{i}.txt")
        info.size = len(text.encode())
        t.addfile(info, io.BytesIO(text.encode()))
to = [x for k in members for x in ("-r", k)]
if gpg("-s", "-e", *to, "-o", out + "/bundle.gpg", data=b.getvalue()).returncode:
    sys.exit("no bundle")

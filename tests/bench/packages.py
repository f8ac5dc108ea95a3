"""packages.py [options] HUBKEY KEYS OUT: sealed packages of mails, each mail an
attack of its own.  They lie in OUT/MEMBER/pN.gpg."""

import argparse
import datetime
import hashlib
import io
import os
import random
import subprocess
import tarfile
import uuid
from concurrent import futures
from email.message import EmailMessage

# Digits would all be one number in the normal form, and the mails one case.
WORDS = ["".join(random.Random(i).choices("abcdefghijklmnop", k=7)) for i in range(5000)]


def mail(dice, size, hosts):
    m = EmailMessage()
    name = "".join(dice.choices("abcdefghijklmnop", k=9))
    m["From"] = f"{name}@{hosts}evil{dice.randrange(997)}.example"
    m["To"] = "you@y.example"
    m["Subject"] = " ".join(dice.choices(WORDS, k=5))
    m["Date"] = "Wed, 02 Aug 2017 21:05:00 +0900"
    m["Message-ID"] = f"<{name}@mailer.example>"
    text = f"http://{hosts}bad{dice.randrange(1009)}.example/{name} " + " ".join(dice.choices(WORDS, k=120))
    m.set_content(text)
    if size:
        m.add_attachment(dice.randbytes(size), maintype="application", subtype="octet-stream", filename=f"{name}.doc")
    return m.as_bytes()


def archive(args, number, member):
    dice = random.Random(f"{args.seed}/{number}")
    files, rows = [], []
    for i in range(1, args.mails + 1):
        data = mail(dice, args.attached * (40 if number % 5 == 0 else 1), args.hosts)
        files.append((f"{i}.eml", data))
        rows.append(f'<submission id="{i}" kind="mail"><title>mail {i}</title>'
                    f'<file path="{i}.eml" role="mail" sha256="{hashlib.sha256(data).hexdigest()}"/>'
                    f'<share consent="{args.consent}" scope="{args.scope}"/></submission>\n')
    manifest = (f'<package xmlns="urn:toiyaba:package:1" id="{uuid.UUID(bytes=dice.randbytes(16), version=4)}" '
                f'to="{args.hubkey}" from="{member}" created="{args.created}">{"".join(rows)}</package>')
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz", compresslevel=1) as t:
        for name, data in [("manifest.xml", manifest.encode()), *files]:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            t.addfile(info, io.BytesIO(data))
    return out.getvalue()


def stamp(created):
    """For gpg: signed when the manifest is."""
    at = datetime.datetime.fromisoformat(created).astimezone(datetime.timezone.utc)
    return at.strftime("%Y%m%dT%H%M%S!")


def seal(args, number):
    member = args.members[number % len(args.members)]
    where = os.path.join(args.out, member)
    os.makedirs(where, exist_ok=True)
    subprocess.run(["gpg", "--homedir", os.path.join(args.keys, member), "--batch", "--yes", "--quiet",
                    "--trust-model", "always", "--faked-system-time", stamp(args.created), "-s", "-e", "-r", args.hubkey,
                    "-o", os.path.join(where, f"p{number}.gpg")],
                   input=archive(args, number, member), check=True, stderr=subprocess.DEVNULL)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--count", type=int, default=1, help="packages")
    p.add_argument("--mails", type=int, default=1, help="in each")
    p.add_argument("--attached", type=int, default=0, help="bytes to each; 40 times that in one package of five")
    p.add_argument("--consent", default="given")
    p.add_argument("--scope", default="sig")
    p.add_argument("--created", default="2017-08-01T01:12:00+09:00")
    p.add_argument("--seed", default="1")
    p.add_argument("--hosts", default="", help="how their names begin")
    p.add_argument("--members", type=str.split, default=["gas-01"])
    p.add_argument("hubkey")
    p.add_argument("keys")
    p.add_argument("out")
    args = p.parse_args()
    with futures.ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda n: seal(args, n), range(args.count)))


main()

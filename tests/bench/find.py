"""Fills the hub.db of an empty hub with so many submissions, a mail with three
files each, every second one told to three audiences: find.py HUB.DB COUNT"""

import hashlib
import random
import sqlite3
import sys
import uuid

random.seed(1)
db = sqlite3.connect(sys.argv[1])
words = "請求書 配送 確認 お知らせ 添付 写真 会議 資料 見積 注文 invoice order payment account notice 緊急 重要 再送".split()


def add(table, **row):
    db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))


add("run", id="R", at=1, day="2017-01-01", ended=1)
for i in range(int(sys.argv[2])):
    package = str(uuid.UUID(int=random.getrandbits(128)))
    digest = hashlib.sha256(package.encode()).hexdigest()
    add("package", sha256=digest, id=package, member="gas-01", state="accepted", run="R", at=i, day="2017-01-01")
    sub, case = package + "/1", f"C-2017-{i:06}"
    subject = " ".join(random.choice(words) for _ in range(6)) + f" {i}"
    add("casefile", id=case, run="R")
    add("submission", id=sub, package=digest, n=1, member="gas-01", sender="member", own=0, answer=0, trusted=1,
        kind="mail", victim="unknown", partial=0, title=subject, description="x" * 400, consent="given",
        scope="sig", tlp="amber", created=1, at=i, day="2017-01-01", casefile=case)
    add("mail", submission=sub, n=1, subject=subject, subject_norm=subject, norm="y" * 1500, norm_sha256=digest, flags=0)
    add("sought", submission=sub, what="title", n=0, text=subject)
    add("sought", submission=sub, what="subject", n=1, text=subject)
    for k in range(2, 5):
        name = f"資料{i}-{k}.doc"
        add("file", submission=sub, n=k, mail=1, role="attachment", name=name, size=1000, kind="office", inline=0,
            flags="", sha256=hashlib.sha256(name.encode()).hexdigest())
        add("sought", submission=sub, what="file", n=k, text=name)
    for t, v in (("url", f"http://h{i % 5000}.evil{i % 777}.example/p{i}"), ("domain-name", f"h{i}.evil.example"),
                 ("email-addr", f"a{i}@mail{i % 50}.example"), ("subject", subject),
                 ("ipv4-addr", f"10.{i >> 16 & 255}.{i >> 8 & 255}.{i & 255}")):
        add("indicator", submission=sub, type=t, role="other", value=v, source="mail")
    if i % 2:
        continue
    item = f"S-2017-{i:08}"
    add("item", id=item, casefile=case, origin=case, own=0, first_shared="2017-01-01", first_at=1, run="R")
    for a in "gas", "power", "water":
        add("edition", item=item, audience=a, edition=1, content="x", retracted=0, least=0, alarms=0,
            sequence=i // 50 + 1, run="R")
        add("provenance", item=item, audience=a, submission=sub, at=1)
        add("told_value", audience=a, item=item, type="domain-name", value=f"h{i}.evil.example")
db.commit()

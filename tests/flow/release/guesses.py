"""Guesses about items that a member may read: which of two others gave this
one, what stood in the mail that was never told.  Each item has two candidates,
and one of them is it by chance.  The curious member tries both; the night is
run with these candidates and with the others, and all that it gets must be the
same.  What a reader would say of each item is counted besides: at chance.

	guesses.py --hub DIR --ring DIR --program FILE --work DIR --items N SEED"""

import argparse
import hashlib
import math
import random
import sys
import uuid
from pathlib import Path
from urllib.parse import quote

import presencerun
import worldrun
import worlds

PACKAGE = 20	# submissions in one
FAMILY = "田名部 佐久間 大河内 長谷部 曽我部 小田切 中曽根 勅使川 宇佐美 日下部".split()
GIVEN = "健一 洋介 真理子 悠人 香織 達也 恵美 直樹 由紀子 拓海 千尋 修平 明日香 雅之 美咲 和彦 綾乃 浩司 奈津子 誠司".split()
KANJI = "電力瓦斯鉄道港湾部品図面価格契約見積納期検査会議資料部長課長係員変更中止再開依頼確認返信至急重要通知案内"


class Case:
    """An attack, and the two that may have been its victim."""

    def __init__(self, rng, n):
        self.n, self.bit = n, rng.randrange(2)
        self.text = "".join(rng.choice(KANJI) for _ in range(120))
        self.other = "".join(rng.choice(KANJI) for _ in range(120))
        self.file = b"MZ" + rng.randbytes(40)
        self.domain = "lure-%d.example" % n
        # By candidate: what only its mail had, and what is for the hub only.
        self.ids = ["%d.%d.%d@mx.example" % (n, k, rng.randrange(10 ** 6)) for k in (0, 1)]
        self.tokens = ["%s%d%s" % (w, n, rng.randbytes(4).hex()) for w in ("a8k", "b7d")]
        self.replies = ["reply%d.%d@back.example" % (n, k) for k in (0, 1)]
        self.subjects = ["notice No.%d" % (48000 + 2 * n + k) for k in (0, 1)]
        self.senders = ["boss%d%s@%s" % (n, w, self.domain) for w in ("ka", "zo")]
        self.private = [b"kiku-%d-%d " % (n, k) + rng.randbytes(30) for k in (0, 1)]
        self.people = [FAMILY[(n + 5 * k) % 10] + GIVEN[n // 10 % 20] for k in (0, 1)]

    def digest(self):
        return hashlib.sha256(self.file).hexdigest()


def mail(sender, to, subject, text, message_id, more="", files=()):
    out = "From: <%s>\r\nTo: %s\r\nSubject: %s\r\nMessage-ID: <%s>\r\n%s" % (
        sender, to, subject, message_id, more)
    out += "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    out += "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n" % text
    data = out.encode()
    for name, body in files:
        data += ("--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment;"
                 " filename*=utf-8''%s\r\nContent-Transfer-Encoding: base64\r\n\r\n" % quote(name)).encode()
        data += worlds.base64.encodebytes(body).replace(b"\n", b"\r\n")
    return data + b"--b--\r\n"


def submission(kind, files, inner="", consent="given", words=()):
    """Without its number: (element, files)."""
    return kind, files, inner + '<share consent="%s" scope="sig"/>' % consent + "".join(
        "<sensitive>%s</sensitive>" % w for w in words)


class World:
    """Four members of one group."""

    sigs, schemes = ("gas",), ()

    def __init__(self, seed, count):
        rng = random.Random("guesses %d" % seed)
        self.seed = seed
        self.orgs = [worlds.Org(rng, row, n) for n, row in enumerate(rng.sample(worlds.ORGS, 4))]
        for o in self.orgs:
            o.sigs = self.sigs
        self.curious, *self.candidates = self.orgs[:3]
        self.cases = [Case(rng, n) for n in range(count)]

    def victim(self, case, turned):
        k = case.bit ^ turned
        to = '"%s" <p%d@%s>' % (case.people[k], case.n, self.candidates[k].domain)
        link = "http://lure-%d.example/a?id=%s" % (case.n, case.tokens[k])
        return k, submission("mail", [("m.eml", "mail", mail(
            case.senders[k], to, case.subjects[k], case.text + "\r\n" + link, case.ids[k], "Reply-To: <%s>\r\n" % case.replies[k],
            [("order.exe", case.file)]))])

    def kept(self, case, turned):
        """Bytes that one member gave the hub alone."""
        return submission("file", [("k.bin", "sample", case.private[case.bit ^ turned])], consent="none")

    def probes(self, case):
        to = "<duty@%s>" % self.curious.domain
        links = "\r\n".join("http://lure-%d.example/a?id=%s" % (case.n, t) for t in case.tokens)
        names = [("%s.txt" % p, b"%d" % k) for k, p in enumerate(case.people)] + [("order.exe", case.file)]
        stated = '<indicator type="sha256" role="other">%s</indicator>' % case.digest()
        consent = ("given", "preview")[case.n % 2]
        yield submission("mail", [("m.eml", "mail", mail(
            case.senders[0], to, case.subjects[0], case.text + "\r\n" + links, "own.%d@mx.example" % case.n,
            "Reply-To: <%s>\r\n" % case.replies[0], names))], stated, consent)
        for k in (0, 1):
            yield submission("mail", [("m.eml", "mail", mail(
                "own%d@own-%d-%d.example" % (k, case.n, k), to, "own", "".join(reversed(case.other)) if k else case.other,
                "ref.%d.%d@mx.example" % (case.n, k), "References: <%s>\r\n" % case.ids[k],
                [("own.bin", b"own %d %d" % (case.n, k))]))], "", "given")
            yield submission("file", [("k.bin", "sample", case.private[k])], "", "given",
                             ["kiku-%d-%d" % (case.n, k)])


class Run:
    """A world with its candidates as they are, or turned round."""

    def __init__(self, args, ring, world, turned):
        self.ring, self.world, self.turned = ring, world, turned
        self.hub = presencerun.Hub(args, ring, world, "turned" if turned else "straight",
                                   lambda w, keys: worlds.roster(w, keys, False))

    def give(self, org, night, name, list_, more=""):
        for at in range(0, len(list_) or 1, PACKAGE):
            body, files = more, []
            for k, (kind, parts, inner) in enumerate(list_[at:at + PACKAGE]):
                body += '<submission id="%d" kind="%s"><title>件</title>' % (k + 1, kind)
                for path, role, data in parts:
                    path = "%d/%s" % (k + 1, path)
                    body += '<file path="%s" role="%s" sha256="%s"/>' % (path, role, hashlib.sha256(data).hexdigest())
                    files.append((path, data))
                body += inner + "</submission>"
            self.put(org, night, "%s-%d" % (name, at), body, files)

    def put(self, org, night, name, body, files):
        pid = uuid.UUID(int=random.Random("%d %s %s" % (self.world.seed, org.id, name)).getrandbits(128))
        at = "2017-08-%02dT09:12:00+09:00" % (3 + night)
        data = self.ring.seal(self.ring.fingerprints[org.number], worldrun.packed([("manifest.xml", (
            '<package xmlns="urn:toiyaba:package:1" id="%s" to="%s" from="%s" created="%s">\n%s</package>\n' % (
                pid, self.ring.hub, org.id, at, body)).encode())] + files), at)
        d = Path(self.hub.home, "inbox", org.id)
        d.mkdir(exist_ok=True, parents=True)
        Path(d, name + ".gpg").write_bytes(data)

    def names(self):
        """Items by the attack that they tell."""
        out = {}
        for name, data in self.hub.got.items():
            for case in self.world.cases:
                if " items/S-" in name and case.domain.encode() in data:
                    out[case.n] = name.split(" items/")[1][:-4]
        return out

    def all(self):
        w, got = self.world, {}
        by = {0: [], 1: []}
        for case in w.cases:
            k, s = w.victim(case, self.turned)
            by[k].append(s)
        for k, org in enumerate(w.candidates):
            self.give(org, 0, "v", by[k])
        self.give(w.orgs[3], 0, "k", [w.kept(case, self.turned) for case in w.cases])
        self.night(0, got)
        told = self.names()
        self.give(w.curious, 1, "p", [s for case in w.cases for s in w.probes(case)])
        self.find(told)
        self.night(1, got)
        return got

    def find(self, told):
        """The victim finds what it gave; the curious one says so thrice."""
        w = self.world
        for case in w.cases:
            if case.n not in told:
                continue
            word = '<sighting item="%s" count="9"/>' % told[case.n]
            self.put(w.candidates[case.bit ^ self.turned], 1, "f%d" % case.n, word, [])
        words = "".join('<sighting item="%s" count="50"/>' % i for i in told.values())
        for k in range(3):
            self.put(w.curious, 1, "f%d" % k, words, [])

    def night(self, night, got):
        self.hub.night(night)
        self.hub.collect(night, ["gas", self.world.curious.id])
        got.update(self.hub.got)


# What a reader looks for in what came back: whether it says the one candidate
# or the other; equal: it says nothing.

def by_name(case, items, previews):
    """A name that is masked is a victim's."""
    mine = [t for t in items + previews if case.digest() in t]
    return [-sum(p in t for t in mine) for p in case.people]


def by_token(case, items, previews):
    return [sum(t in x for x in items + previews) for t in case.tokens]


def by_relation(case, items, previews):
    return [sum("<related" in x for x in items if "own-%d-%d.example" % (case.n, k) in x) for k in (0, 1)]


def by_preview(case, items, previews):
    """Bytes that another had before are asked for, or are not."""
    return [sum(hashlib.sha256(b).hexdigest() in x for x in previews) for b in case.private]


def by_comparison(case, items, previews):
    """The first candidate's sender was sent in."""
    said = "".join(x for x in items + previews if case.digest() in x)
    return ['name="sender" is="same"' in said, 'name="sender" is="different"' in said]


READERS = {"name": by_name, "token": by_token, "relation": by_relation, "bytes": by_preview,
           "comparison": by_comparison}


def at_chance(right, wrong, count):
    """Whoever is not told guesses: half of those are right."""
    hits = right + (count - right - wrong) / 2
    return abs(hits - count / 2) <= 1.96 * math.sqrt(count) / 2


def read(world, got):
    items = [d.decode() for n, d in got.items() if " items/S-" in n]
    previews = [d.decode(errors="replace") for n, d in got.items() if "/previews/" in n]
    say = []
    for name, look in READERS.items():
        right = wrong = 0
        for case in world.cases:
            a, b = look(case, items, previews)
            if a != b:
                right += (a < b) == case.bit
                wrong += (a < b) != case.bit
        print("%s: %d items, named rightly %d, wrongly %d" % (name, len(world.cases), right, wrong), flush=True)
        if not at_chance(right, wrong, len(world.cases)):
            say.append("%s tells" % name)
    padded = sum("at-least=" in x for x in items)
    if padded:
        say.append("%d items are padded by one member" % padded)
    seen = sum(case.digest() in "".join(items) for case in world.cases)
    if seen != len(world.cases):
        say.append("only %d items are told" % seen)
    return say


def main():
    p = argparse.ArgumentParser()
    for name in ("hub", "ring", "program", "work", "kept"):
        p.add_argument("--" + name, required=True)
    p.add_argument("--items", type=int, default=12)
    p.add_argument("--verbose", action="store_true")
    p.add_argument("seed", type=int)
    args = p.parse_args()
    ring = presencerun.Ring(args.ring, Path(args.hub, "fingerprint").read_text().strip(), args.kept)
    world = World(args.seed, args.items)
    try:
        straight, turned = (Run(args, ring, world, k).all() for k in (0, 1))
    except presencerun.Trouble as e:
        sys.exit(str(e))
    say = read(world, straight)
    differ = presencerun.difference(straight, turned)
    if differ:
        say.append("turned round: " + differ)
    print("\n".join(say) or "nothing is told", flush=True)
    sys.exit(1 if say else 0)


if __name__ == "__main__":
    main()

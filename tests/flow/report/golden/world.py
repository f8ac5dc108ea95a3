"""Packages and a roster made from counts: what a scene says came in, as files.

A scene gives submissions to days and providers; write() leaves, for each day
and provider, one package directory (manifest body and files), and the plan:
which submissions are one case, and how it is ruled.
"""
import base64
import hashlib
import io
import json
import pathlib
import random
import zipfile

# A network in each region, by the database of regions; who holds it does not
# matter here.
NETWORKS = {"KR": "163.152", "JP": "133.11", "US": "128.2", "HK": "147.8",
            "CN": "166.111", "TW": "140.112", "SG": "137.132",
            "TH": "161.200", "DE": "141.84", "GB": "129.67"}
NAMES = {"office": ("doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
         "executable": ("exe", b"MZ"),
         "executable-rlo": ("", b"MZ"),
         "pdf": ("pdf", b"%PDF-1.4 "),
         "html": ("html", b"<html><body>"),
         "other": ("dat", b"\x01\x02")}
SYLLABLES = [c + v for c in "kstnhmyrwgzdbp" for v in "aiueo"]
SHARE = '<share consent="given" scope="sig" tlp="amber"/>'
# What the seeds tell as rows or in words.
PUBLISH = '<share consent="given" scope="sig" tlp="green" publish="yes"/>'


def spread(counts):
    """{"a": 2, "b": 1} as a, a, b."""
    return [k for k, n in counts.items() for _ in range(n)]


class World:
    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.seed = seed
        self.packages = {}          # (day, provider) -> [(xml, files)]
        self.ruled = []             # days on which an analyst rules
        self.plan = []              # what one case is and how it is ruled
        self.numbers = {}
        self.audiences = []
        self.members = {            # id -> (role, [[sig, from, until, reason]])
            "hubself": ("hub", []), "duty": ("analyst", [])}

    # -- who takes part

    def sig(self, ident, since, count, ja, until=None):
        """A SIG with so many members from its first day."""
        self.audiences.append(
            '<sig id="%s" from="%s"><name xml:lang="ja">%s</name></sig>'
            % (ident, since, ja))
        self.join(ident, since, count)

    def join(self, sig, since, count):
        for _ in range(count):
            n = self.numbers[sig] = self.numbers.get(sig, 0) + 1
            self.members["%s-%02d" % (sig, n)] = \
                ("member", [[sig, since, None, None]])

    def leave(self, sig, last, reason):
        """Its newest member goes; last is the last day in."""
        ident = "%s-%02d" % (sig, self.numbers[sig])
        self.members[ident][1][0][2:] = [last, reason]

    def scheme(self, ident, since, bodies, behind, ja):
        """behind: members of its bodies, about; 0: it is bodies alone."""
        self.audiences.append(
            '<scheme id="%s" from="%s" bodies="%d"%s>'
            '<name xml:lang="ja">%s</name></scheme>'
            % (ident, since, bodies,
               ' behind="%d" about="yes"' % behind if behind else
               ' unit="organisations"', ja))

    def agency(self, ident, since, ja, when=None):
        self.audiences.append(
            '<agency id="%s" from="%s"%s><name xml:lang="ja">%s</name>'
            '</agency>' % (ident, since, ' when="%s"' % when if when else "",
                           ja))

    def roster(self, keys):
        """keys: id -> fingerprint, of those who send."""
        out = ['<roster xmlns="urn:toiyaba:roster:1">'] + self.audiences
        for ident, (role, ins) in self.members.items():
            out.append('<member id="%s" role="%s"><name xml:lang="ja">架空%s'
                       '組織</name>' % (ident, role, ident))
            if ident in keys:
                out.append('<key fingerprint="%s" from="2012-04-01"/>'
                           % keys[ident])
            for sig, since, until, reason in ins:
                out.append('<in sig="%s" from="%s"%s%s/>' % (
                    sig, since, ' until="%s"' % until if until else "",
                    ' reason="%s"' % reason if reason else ""))
            out.append("</member>")
        return "\n".join(out + ["</roster>"])

    # -- what comes in

    def words(self, n):
        return " ".join("".join(self.dice.choice(SYLLABLES) for _ in range(3))
                        for _ in range(n))

    def address(self, region):
        n = self.numbers[region] = self.numbers.get(region, 0) + 1
        return "%s.%d.%d" % (NETWORKS[region], n // 250, n % 250 + 1)

    def give(self, day, who, kind, case, body="", files=(), share=SHARE,
             victim="self", partial="no"):
        """A submission; case: what case() gave, or None: nobody rules it."""
        list_ = self.packages.setdefault((day, who), [])
        n = len(list_) + 1
        xml = ['<submission id="%d" kind="%s" victim="%s" partial="%s">'
               '<title>%s</title>' % (n, kind, victim, partial, self.words(2))]
        kept = []
        for i, (role, data) in enumerate(files):
            path = "f/%d-%d" % (n, i)
            kept.append((path, data))
            xml.append('<file path="%s" role="%s" sha256="%s"/>'
                       % (path, role, hashlib.sha256(data).hexdigest()))
        list_.append(("".join(xml) + body + share + "</submission>", kept))
        if case:
            case["submissions"].append("%s/%d" % (self.package(day, who), n))

    def case(self, class_, release):
        self.plan.append({"class": class_, "release": release,
                          "submissions": [],
                          "text": self.words(60), "subject": self.words(6)})
        return self.plan[-1]

    def package(self, day, who):
        """The package's id."""
        h = hashlib.sha256(("%s %s %s" % (self.seed, day, who)).encode())
        x = h.hexdigest()
        return "-".join((x[:8], x[8:12], "4" + x[13:16], "8" + x[17:20],
                         x[20:32]))

    def attachment(self, kind):
        """Name and bytes; kind may be zip:KIND,KIND or empty."""
        salt = self.words(3).encode()
        if kind == "empty":
            return "removed.doc", b""
        if kind.startswith("zip:"):
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w") as z:
                for k in kind[4:].split(","):
                    z.writestr(*self.attachment(k))
            return "archive.zip", out.getvalue()
        ext, magic = NAMES[kind]
        if kind == "executable-rlo":
            return "report\u202ecod.exe", magic + salt
        return self.words(1) + "." + ext, magic + b" " * 40 + salt

    def mail(self, case, region=None, attachments=(), link=False, date=None):
        """A mail of the case: its text, from a host in the region."""
        n = self.numbers["mail"] = self.numbers.get("mail", 0) + 1
        head = []
        if region:
            head.append("Received: from mx.test.invalid ([%s]) by in.test."
                        "invalid; Mon, 2 Jul 2012 09:00:00 +0900"
                        % self.address(region))
        if date:
            head.append("Date: " + date)
        head += ["From: <sender%d@attacker.example>" % n,
                 "To: <reader@receiver.test>",
                 "Subject: " + case["subject"],
                 "Message-ID: <%s.%d@attacker.example>" % (self.seed, n),
                 "MIME-Version: 1.0"]
        text = case["text"] + (
            "\r\nhttp://www%d.attacker.example/%s" % (n, self.words(1))
            if link else "")
        plain = "Content-Type: text/plain; charset=UTF-8\r\n\r\n" + text + "\r\n"
        if not attachments:
            return ("\r\n".join(head) + "\r\n" + plain).encode()
        parts = [plain]
        for name, data in map(self.attachment, attachments):
            parts.append(
                "Content-Type: application/octet-stream\r\n"
                "Content-Transfer-Encoding: base64\r\n"
                "Content-Disposition: attachment; filename*=UTF-8''%s\r\n\r\n"
                % "".join("%%%02X" % b for b in name.encode())
                + base64.encodebytes(data).decode())
        return ("\r\n".join(head) + "\r\nContent-Type: multipart/mixed; "
                "boundary=golden\r\n\r\n--golden\r\n"
                + "\r\n--golden\r\n".join(parts)
                + "\r\n--golden--\r\n").encode()

    # -- as files

    def write(self, out):
        out = pathlib.Path(out)
        for (day, who), list_ in self.packages.items():
            d = out / day / who
            d.mkdir(parents=True)
            (d / "id").write_text(self.package(day, who))
            (d / "body").write_text("\n".join(xml for xml, _ in list_))
            for _, files in list_:
                for path, data in files:
                    (d / path).parent.mkdir(exist_ok=True)
                    (d / path).write_bytes(data)
        days = sorted({day for day, _ in self.packages} | set(self.ruled))
        (out / "nights").write_text("".join(
            "%s %s\n" % (d, "rule" if d in self.ruled else "-") for d in days))
        (out / "plan.json").write_text(json.dumps(self.plan))

"""Worlds for the tests of presence: a group of readers with a curious one
among them, attacks that some of them report, and submissions about the same
attacks that these readers may not have.  A world is a recipe made from a seed.
It is run without the hidden submissions, with them, and with others in their
place, while the curious one sends in what it likes: the same each time."""

import hashlib
import random
import re
from xml.sax.saxutils import escape, quoteattr

import worlds

SIGS = ("gas", "rail")
LATE = "chem"
OUTSIDE, OUTSIDE_KEY = "otherhub", 14	# an agency that sends, and its key of the ring
PIECES = ("name", "first", "found", "text", "bytes", "bridge", "twin", "counted")
WORD = b"kiku-%04d"	# stands in an attack's file
ANALYSIS = ("文書ファイルを装った実行形式である。", "短い間に何通も届いた。", "添付を開かせる手口である。")
TITLES = ("内部で付けた題名", "調査中の攻撃", "送信元の似た攻撃")


class Letter(worlds.Letter):
    """A mail with the references, names and words that its sender chose."""

    def __init__(self, world, s):
        super().__init__(world, s)
        self.text = s.reword(self.text)
        if s.bare:
            self.file = None

    def parts(self, text, charset, how):
        parts = [worlds.text_part(text, charset, self.attack["html"])]
        if self.file:
            parts.append(worlds.file_part(self.file, worlds.attached_bytes(self.attack), how, charset, self.rng))
        parts += [worlds.file_part(name, data, 1, "utf-8", self.rng) for name, data in self.submission.attach]
        return worlds.multipart(parts, self.rng)

    def raw(self):
        s = self.submission
        fields = "Message-ID: <%s>" % s.message_id
        fields += "".join("\r\n%s: <%s>" % f for f in s.refs)
        return re.sub(rb"Message-ID: <[^>]*>(?=\r\nX-Mailer: Foxmail)", fields.encode(), super().raw(), count=1)


def file_of(attack):
    return worlds.attached_bytes(attack) if worlds.LURES[attack["lure"]][3] else attack["file"]


def as_it_is(text):
    return text


def reworded(text):
    return text.rstrip() + "\nどうぞよろしく。\n"


class Hidden:
    """A submission that its readers are not to see a trace of: how it is kept
    from them, what stands in its place in the third world, what its provider
    answers, and what is ruled on it alone."""

    def __init__(self, how, real, instead, ruled):
        self.how, self.real, self.instead, self.ruled = how, real, instead, ruled


class World:
    def __init__(self, seed, late=False):
        self.seed = seed
        rng = random.Random("presence %d" % seed)
        self.count = 0
        self.dress = random.Random("dress %d" % seed)
        rows_left = self.make_members(rng)
        self.attacks = [self.attack(rng, lure) for lure in rng.sample(range(len(worlds.LURES)), 4)]
        alone = rng.choice([n for n, lure in enumerate(worlds.LURES)
                            if lure[3] and n not in [a["lure"] for a in self.attacks]])
        # The curious one's own, of which nobody else says a word.
        self.private = self.attacks.pop()
        self.visible = []
        self.make_visible(rng)
        self.hidden = [self.hide(rng) for _ in range(rng.choice((0, 1, 1, 2)))]
        # A third group begins on the last night; one of the others is in it.
        self.late = late
        self.quiet = random.Random("quiet %d" % seed).random() < .4
        self.probes = [self.make_probes(rng, night) for night in range(len(worlds.NIGHTS))]
        self.ruled = [self.make_rulings(rng, night) for night in range(len(worlds.NIGHTS))]
        self.play(PIECES[seed % len(PIECES)], self.attack(rng, alone))
        self.hide_outside(random.Random("outside %d" % seed), rows_left)
        self.keep_terms()

    def keep_terms(self):
        """What a member states that its own audience was told keeps the terms
        of what told it: whoever may not have that gets nothing of this either,
        which is the contract's own exception and no trace."""
        for s in self.visible:
            if s.kind != "mail" and self.other in s.org.sigs and any(
                    self.is_open(h.how) and t.night < s.night and t.attack is s.attack
                    for h in self.hidden for t in (h.real, h.instead)):
                s.scope, s.agencies = "sig", ()

    def hide_outside(self, rng, row):
        """What another hub sends goes nowhere before a ruling lets it go, be
        it for everybody and a copy of what they have."""
        self.outside = worlds.Org(rng, row, OUTSIDE_KEY)
        self.outside.id = OUTSIDE
        terms = ("given", "all", "clear", ("jpcert",))
        hidden = rng.choice((0, 1, 2))
        # Where it hides nothing it asks: what it gets must not tell it either.
        self.asks = [[] for _ in worlds.NIGHTS]
        self.trusted = self.seed % 2 == 0
        for night in range(len(worlds.NIGHTS) * (hidden == 0)):
            make = rng.choice((self.copy, self.near, self.stated, self.bytes))
            about = rng.choice([h.real for h in self.hidden] or self.visible)
            s = make(rng, night, about.attack, about, (rng.choice(("given", "preview")), "all", "green", ("jpcert",)))
            s.org = self.outside
            self.asks[night].append(s)
        for _ in range(hidden):
            model, other = rng.choice(self.visible), rng.choice(self.visible)
            night = rng.choice((0, 0, 1, 2))
            real = self.about(rng, self.outside, night, model.attack, terms)
            if rng.random() < .5:
                real = self.copied(real, model).like(night=night)
            instead = self.about(rng, self.outside, night, other.attack, terms)
            self.hidden.append(Hidden("outside", real, instead, rng.random() < .5))

    def play(self, piece, attack):
        """One of what has gone wrong or might, with an attack of its own."""
        near, far = self.hiders[self.reads][0], self.hiders[self.other][0]
        nothing, sig = ("none", "sig", "red", ()), ("given", "sig", "amber", ())
        everybody = ("given", "all", "green", ())
        facts = {"attack": attack, "indicators": self.indicators(attack)}

        def hidden(how, org, kind, terms, ruled=False, night=0, **what):
            self.hidden.append(Hidden(how, self.say(kind, org, night, terms=terms, **what), self.say(
                "incident", org, night, title="件", terms=nothing, attack=attack), ruled))

        def visible(org, night, kind="incident", terms=sig, **what):
            self.visible.append(self.say(kind, org, night, terms=terms, **what))

        data = {"attack": attack, "sample": file_of(attack)}
        if piece == "name":		# the other group has the same item first
            hidden("sig", far, "incident", sig, **facts)
            visible(self.others[0], 1, **facts)
        if piece == "first":		# and everybody's item, before these do
            hidden("except", far, "incident", ("preview", "all", "green", ()), **facts)
            visible(self.others[0], 2, terms=everybody, **facts)
        if piece == "found":		# has found what all have
            hidden("sig", far, "incident", sig, attack=attack)
            visible(self.others[0], 0, terms=everybody, **facts)
        if piece == "text":		# is told what an analyst wrote
            hidden("sig", far, "file", sig, True, **data)
            self.probes[0].append(self.say("file", self.curious, 0, terms=("preview", "sig", "amber", ()), **data))
        if piece == "bytes":		# has bytes that name its victim
            hidden("none", far, "file", nothing, words=[(WORD % attack["lure"]).decode()], **data)
            self.probes[1].append(self.say("file", self.curious, 1, **data))
        if piece == "bridge":		# what it has is one attack with either
            hidden("none", far, "mail", nothing, attack=attack)
            visible(self.others[0], 1, "file", **data)
            visible(self.others[1], 1, "mail", attack=attack, bare=True)
        if piece == "counted":		# comes to what three gave the night before
            hidden("none", far, "file", nothing, night=1, **data)
            for org in self.others:
                visible(org, 0, "file", **data)
        if piece == "twin":		# the same provider says it twice
            preview = ("preview", "sig", "amber", ())
            hidden("silent", near, "mail", preview, attack=attack, bare=True)
            visible(near, 1, "mail", terms=preview, attack=attack, bare=True)
            visible(self.others[0], 2, "mail", attack=attack, bare=True, reword=reworded)

    def make_members(self, rng):
        rows = rng.sample(worlds.ORGS, 9)
        self.sigs = SIGS
        self.reads, self.other = rng.sample(SIGS, 2)
        # In some worlds one of the two is a partner scheme.
        self.schemes = ((self.reads,), (self.other,), (), ())[self.seed % 4]
        self.orgs = []
        for n, row in enumerate(rows):
            org = worlds.Org(rng, row, n)
            org.sigs = (self.reads,) if n < 5 else (self.other,)
            self.orgs.append(org)
        self.curious, *self.others = self.orgs[:4]
        # Whoever gives what is hidden gives much else.
        self.hiders = {self.reads: self.orgs[4:5], self.other: self.orgs[5:7]}
        self.far = self.orgs[7:]
        return next(row for row in worlds.ORGS if row not in rows)

    def attack(self, rng, lure):
        return {
            "lure": lure, "charset": rng.choice(worlds.CHARSETS), "html": rng.random() < .3,
            "ip": "203.0.113.%d" % rng.randint(1, 254), "token": rng.choice(("fixed", "fixed", "plain", "hex")),
            "sender": "%s@mail-%d.evil.example" % (rng.choice(("info", "keiri")), lure),
            "name": rng.choice(("鈴木商事", "Accounts")), "personal": False, "spelt": "plain",
            "file": rng.randbytes(30) + WORD % lure, "c2": "c2-%d.evil.example" % lure,
        }

    def say(self, kind, org, night, **what):
        """A submission; what is not said is as everybody has it."""
        consent, scope, tlp, agencies = what.pop("terms", ("given", "sig", "amber", ()))
        self.count += 1
        s = worlds.Submission(
            kind=kind, org=org, night=night, n=self.count, consent=consent, scope=scope, tlp=tlp,
            agencies=agencies, person=0, form="raw", title="不審なメール", indicators=[], words=[], attach=[],
            refs=[], attack=None, sample=None, reword=as_it_is, bare=False,
            message_id="%08d.%04d@smtp.evil.example" % (self.seed, self.count))
        s.__dict__.update(what)
        # Drawn apart, so that a seed keeps its world: how a thing is sent.
        s.listed = bool(s.indicators) and self.dress.random() < .3 and random.Random("list %d %d" % (self.seed, s.n)).choice(worlds.LISTS)
        s.broken = self.dress.random() < .1
        if s.kind == "mail" and s.form == "raw" and self.dress.random() < .2:
            s.form = "msg"
        return s

    def terms(self, rng, scopes=("sig", "sig", "all"), consents=("given", "given", "given", "preview")):
        return (rng.choice(consents), rng.choice(scopes), rng.choice(("amber", "green")),
                ("jpcert",) if rng.random() < .3 else ())

    def indicators(self, attack):
        return [("domain-name", "c2", attack["c2"]), ("url", "c2", "http://%s/gate.php" % attack["c2"])]

    def digest(self, attack):
        return ("sha256", "other", hashlib.sha256(file_of(attack)).hexdigest())

    def about(self, rng, org, night, attack, terms):
        """What a member says of an attack."""
        what = rng.choice(("mail", "mail", "mail", "file", "incident"))
        more = {"terms": terms, "attack": attack}
        if what == "mail":
            return self.say("mail", org, night, form=rng.choice(("raw", "raw", "attached", "inline")),
                            person=rng.randrange(2), bare=rng.random() < .3,
                            indicators=rng.choice(([], self.indicators(attack))), **more)
        if what == "file":
            return self.say("file", org, night, sample=file_of(attack), title="端末に残っていたファイル",
                            indicators=[self.digest(attack)], **more)
        return self.say("incident", org, night, title="外部サーバへの不審な通信",
                        indicators=self.indicators(attack), **more)

    def make_visible(self, rng):
        for attack in self.attacks:
            for org in rng.sample(self.others, rng.choice((1, 1, 2, 3))):
                self.visible.append(self.about(rng, org, rng.choice((0, 0, 1, 2)), attack, self.terms(rng)))
            if rng.random() < .5:
                self.visible.append(self.about(rng, rng.choice(self.far), rng.choice((0, 1)), attack,
                                               self.terms(rng, consents=("given",))))

    def hide(self, rng):
        how = rng.choice(("none", "silent", "refused", "except", "sig", "sig", "withdrawn"))
        group = rng.choice(SIGS) if how in ("none", "silent", "refused", "withdrawn") else self.other
        org = rng.choice(self.hiders[group])
        terms = {"none": ("none", "all", "green", ("jpcert",)), "sig": ("given", "sig", "amber", ()),
                 "except": ("preview", "all", "green", ())}.get(how, ("preview", "all", "green", ("jpcert",)))
        # Some of them name no agency: what that one gets is not theirs.
        model = rng.choice(self.visible)
        attack = model.attack
        real = self.about(rng, org, rng.choice((0, 0, 0, 1)), attack, terms)
        if rng.random() < .5:
            # The same facts as another gives later.
            real = self.copied(real, model)
            if how == "except":
                model.consent, model.scope = "given", "all"
            model.night = 2 if how == "except" else rng.choice((1, 2))
        instead = self.about(rng, rng.choice(self.hiders[group]), real.night,
                             rng.choice([a for a in self.attacks if a is not attack]), terms)
        if how != "sig" and rng.random() < .4:
            instead = self.say("incident", org, real.night, title="件", terms=("none", "sig", "red", ()))
        for s in (real, instead):
            s.words = rng.choice(([], [], [attack["c2"]], [(WORD % attack["lure"]).decode()]))
        if rng.random() < .3:
            # Its provider says much the same again, and that may be had.
            again = self.about(rng, org, rng.choice((1, 2)), attack, ("given",) + terms[1:])
            self.visible.append(again.like(consent=real.consent) if how in ("silent", "refused") else again)
        return Hidden(how, real, instead, rng.random() < .5)

    def copied(self, s, model):
        return s.like(kind=model.kind, form=model.form, bare=model.bare, indicators=model.indicators, night=0,
                      sample=model.sample, title=model.title)

    def is_open(self, how):
        """Whether the other group may have it."""
        return how in ("sig", "except")

    def make_probes(self, rng, night):
        """The night's submissions of the curious one."""
        kinds = (self.copy, self.copy, self.stated, self.bytes, self.refer, self.name, self.name, self.word, self.near)
        out = []
        for make in rng.sample(kinds, 3 + (night > 0)):
            hidden = rng.choice([h.real for h in self.hidden] or self.visible)
            attack = hidden.attack if rng.random() < .8 else rng.choice(self.attacks)
            if self.quiet and night < 2:
                attack = self.private
            terms = self.terms(rng, consents=("given", "given", "preview", "none"))
            out.append(make(rng, night, attack, hidden, terms))
        return out

    def copy(self, rng, night, attack, hidden, terms):
        s = self.about(rng, self.curious, night, attack, terms)
        if s.kind == "mail" and rng.random() < .3:
            s.message_id = hidden.message_id
        return s

    def near(self, rng, night, attack, hidden, terms):
        lines = rng.choice((1, 2))
        return self.say("mail", self.curious, night, attack=attack, terms=terms, bare=rng.random() < .5,
                        reword=lambda text: "\n".join(text.split("\n")[:-lines]) + "\nどうぞよろしくお願いいたします。\n")

    def stated(self, rng, night, attack, hidden, terms):
        return self.say("incident", self.curious, night, title="端末でマルウェアを検知", terms=terms,
                        indicators=[self.digest(attack)] + rng.choice(([], self.indicators(attack))))

    def bytes(self, rng, night, attack, hidden, terms):
        return self.say("file", self.curious, night, title="端末に残っていたファイル", terms=terms,
                        sample=file_of(attack), words=[(WORD % attack["lure"]).decode()])

    def refer(self, rng, night, attack, hidden, terms):
        ids = [s.message_id for s in [hidden] + self.visible if s.attack is attack] or [hidden.message_id]
        return self.say("mail", self.curious, night, attack=self.private, terms=terms,
                        refs=[("In-Reply-To", ids[0]), ("References", "> <".join(ids))])

    def name(self, rng, night, attack, hidden, terms):
        """Files that are called after everybody."""
        names = []
        for o in self.orgs[1:]:
            names += [("%s %s %d.txt" % (o.people[0][0], o.people[0][1], o.number), b"%d" % o.number),
                      (o.box(o.people[1]) + ".txt", b"box %d" % o.number)]
        return self.say("mail", self.curious, night, attack=attack, terms=terms, attach=rng.sample(names, 6),
                        indicators=[self.digest(attack)])

    def word(self, rng, night, attack, hidden, terms):
        """Calls sensitive what others gave."""
        return self.say("incident", self.curious, night, title="外部サーバへの不審な通信", terms=terms,
                        indicators=self.indicators(attack),
                        words=[rng.choice((attack["c2"], attack["sender"], hidden.org.people[0][0]))])

    def make_rulings(self, rng, night):
        """About visible submissions, the same in each world."""
        done = [s for s in self.visible if s.night < night]
        if night == 0 or not done:
            return []
        return [(rng.choice(("words", "words", "title", "hold", "redact", "split", "merge")),
                 rng.choice(done), rng.choice(done), rng.choice((None, None, self.reads, self.other)),
                 rng.random() < .6, rng.choice(TITLES), rng.choice(ANALYSIS))
                for _ in range(rng.choice((0, 1, 2)))]


def roster(world, fingerprints):
    text = worlds.roster(world, fingerprints, False)
    text = text.replace("<agency", '<agency id="%s" from="2012-04-01"%s><name xml:lang="ja">別の拠点</name>'
                        '<key fingerprint="%s" from="2012-04-01"/></agency><agency' % (
                            OUTSIDE, ' trust="release"' if world.trusted and any(world.asks) else "",
                            fingerprints[OUTSIDE_KEY]), 1)
    if not world.late:
        return text
    day = worlds.NIGHTS[-1]
    text = text.replace("<agency", '<sig id="%s" from="%s"><name xml:lang="ja">第三業界</name></sig><agency' % (LATE, day), 1)
    head, own = text.split('<member id="%s">' % world.others[0].id)
    return head + '<member id="%s">' % world.others[0].id + own.replace(
        "</member>", '<in sig="%s" from="%s"/></member>' % (LATE, day), 1)


def render(world, s, number):
    """The <submission> element and its files."""
    files = []
    out = '<submission id="%d" kind="%s"><title>%s</title><description>%s</description>' % (
        number, s.kind, escape(s.title), escape(s.org.ja))
    if s.kind == "mail":
        files.append(("mail/%d.eml" % number, "mail", getattr(Letter(world, s), s.form)()))
    if s.kind == "file":
        files.append(("%d/sample.bin" % number, "sample", s.sample))
    if s.broken:
        files += [("%d/cut.zip" % number, "attachment", b"PK\3\4" + b"\0" * 99), ("%d/words.csv" % number, "indicators", b"dear colleagues,\nno list\n")]
    if s.listed:
        files.append(("%d/list" % number, "indicators", worlds.list_file(s.listed, [("nothing", "x", "x")] * (s.listed == "csv") + s.indicators, s.org)))
    for path, role, data in files:
        out += '<file path=%s role="%s" sha256="%s"/>' % (quoteattr(path), role, hashlib.sha256(data).hexdigest())
    for kind, role, value in [] if s.listed else s.indicators:
        out += '<indicator type="%s" role="%s">%s</indicator>' % (kind, role, escape(value))
    out += '<share consent="%s" scope="%s" tlp="%s">%s</share>' % (
        s.consent, s.scope, s.tlp, "".join('<agency id="%s"/>' % a for a in s.agencies))
    out += "".join("<sensitive>%s</sensitive>" % escape(w) for w in s.words)
    return out + "</submission>\n", [(path, data) for path, _, data in files]

"""Small worlds for the non-interference tests: who takes part, which attacks
reach whom in which night, and what each member sends in about it.  A world is
a recipe made from a seed; whoever stands behind a submission, all that hangs
on it is rendered from the recipe, so that the same recipe with other members
is another input with the same facts."""

import base64
import codecs
import hashlib
import io
import json
import os
import random
import sys
import urllib.parse
import zipfile
from xml.sax.saxutils import escape, quoteattr

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "intake"))
import outlook  # noqa: E402

NIGHTS = ("2017-08-04", "2017-08-05", "2017-08-06")

# Names of unequal length; one begins another, one is a word of everyday, one
# has two letters, some stand behind their company form.
ORGS = (
    # id, ja, short, kana, en, alias, domain
    ("hokuto", "北斗電力株式会社", "北斗電力", "ホクトデンリョク", "Hokuto Electric Power Co., Ltd.", "Hokuto", "hokuto-power.example"),
    ("hokuto-sys", "北斗電力システム株式会社", "北斗電力システム", "ホクトデンリョクシステム", "Hokuto Electric Power Systems Corporation", "HokutoSystems", "hokuto-power-systems.example"),
    ("seto", "株式会社瀬戸内化成", "瀬戸内化成", "セトウチカセイ", "Setouchi Kasei K.K.", "SetoKasei", "setouchi-kasei.example"),
    ("nt-01", "株式会社ネオテク", "ネオテク", "ネオテク", "NT Ltd.", "NEOT", "nt.example"),
    ("minato", "みなと丸運輸有限会社", "みなと丸運輸", "ミナトマルウンユ", "Minatomaru Logistics Inc.", "Minatomaru", "minatomaru.example"),
    ("summit", "サミット工業株式会社", "サミット工業", "サミットコウギョウ", "Summit Industries Co., Ltd.", "Summit", "summit-ind.example"),
    ("rengo", "一般社団法人東西南北瓦斯供給連合会", "東西南北瓦斯供給連合会", "トウザイナンボクガスキョウキュウレンゴウカイ", "Federation of Tozainanboku Gas Suppliers", "TozaiNanboku", "tozainanboku-gas.example"),
    ("takasaki", "髙﨑製作所株式会社", "髙﨑製作所", "タカサキセイサクショ", "Takasaki Works Co., Ltd.", "TakasakiWorks", "takasaki.example"),
    ("ohka", "櫻花重機械工業株式会社", "櫻花重機械工業", "オウカジュウキカイコウギョウ", "Ohka Heavy Machinery Corporation", "OHKA", "ohka-heavy.example"),
    ("ebisu", "ゑびす鉄道株式会社", "ゑびす鉄道", "エビステツドウ", "Ebisu Railway Co., Ltd.", "EbisuRail", "ebisu-railway.example"),
    ("mirano", "ミラノ光学株式会社", "ミラノ光学", "ミラノコウガク", "Mirano Optics Inc.", "Mirano", "mirano-optics.example"),
    ("aozora", "株式会社青空", "青空", "アオゾラ", "Aozora K.K.", "AozoraKK", "aozora.example"),
    ("hinode", "第三日の出発電合同会社", "第三日の出発電", "ダイサンヒノデハツデン", "Daisan Hinode Power LLC", "Hinode3", "hinode3.example"),
    ("fujimi", "富士見ヶ丘通信株式会社", "富士見ヶ丘通信", "フジミガオカツウシン", "Fujimigaoka Telecom Co., Ltd.", "Fujimigaoka", "fujimigaoka.example"),
    ("k2", "K2エンジニアリング株式会社", "K2エンジニアリング", "ケーツーエンジニアリング", "K2 Engineering Co., Ltd.", "K2Eng", "k2-engineering.example"),
)

PEOPLE = (
    ("山田", "太郎", "yamada", "taro"), ("佐々木", "小次郎", "sasaki", "kojiro"),
    ("東", "一", "azuma", "hajime"), ("長谷川", "美由紀", "hasegawa", "miyuki"),
    ("勅使河原", "龍之介", "teshigawara", "ryunosuke"), ("李", "娜", "li", "na"),
    ("小野", "妹子", "ono", "imoko"), ("五十嵐", "あかり", "igarashi", "akari"),
    ("渡邉", "健", "watanabe", "ken"), ("中村", "誠一郎", "nakamura", "seiichiro"),
)

# What a member's own side adds: mail program, its words for a forward, its
# charset and time zone.
DRESS = (
    ("Microsoft Outlook 16.0", "FW: ", ("差出人", "送信日時", "宛先", "件名"), "iso-2022-jp", "+0900"),
    ("Becky! ver. 2.73.02 [ja]", "Fwd: ", ("From", "Date", "To", "Subject"), "cp932", "+0900"),
    ("Thunderbird 52.2.1", "Fwd: ", ("From", "Date", "To", "Subject"), "utf-8", "+0000"),
    ("Sylpheed 3.5.1", "転送: ", ("差出人", "日付", "宛先", "件名"), "euc-jp", "-0500"),
)

# Lures: subject, body, URL, attachment.  {ja} {short} {kana} {en} {alias}
# {person} {family} {box} {domain} are the recipient's; {token} its address in
# some dress.
LURES = (
    ("【重要】{ja}様 請求書送付のご案内", "{ja}\n{person} 様\n\nいつもお世話になっております。経理担当の鈴木でございます。\n先月分の請求書を添付ファイルにてお送りいたします。\nご確認のうえ、期日までにお振込みくださいますようお願い申し上げます。\nなお、ご不明な点がございましたら本メールにご返信ください。\n", None, "請求書_{short}様.doc"),
    ("荷物のお届けについて", "{short} 御中\n\n本日お荷物をお届けに上がりましたが、ご不在のため持ち帰りました。\n下記のページで再配達の日時をお選びください。\n{url}\n保管期間は七日間です。期間を過ぎますと差出人へ返送いたします。\n", "http://sagawa-redelivery.example/track?id={token}", None),
    ("Re: お見積りの件（{short}）", "{person}様\n\n先日はお時間をいただきありがとうございました。\nお見積書を修正いたしましたのでお送りいたします。\n圧縮ファイルのパスワードは別便でご連絡いたします。\n{kana}の皆様にもよろしくお伝えください。\n", None, "お見積書.zip"),
    ("Invoice for {en}", "Dear {alias} team,\n\nplease find enclosed the outstanding invoice for the last quarter.\nKindly settle the amount within five working days to avoid interruption of\nthe service. Should you have any question, reply to this message.\n\nBest regards,\nAccounts receivable\n", None, "invoice {alias}.zip"),
    ("Your mailbox {box} is almost full", "Dear {box},\n\nyour mailbox has reached 98 percent of its quota. Incoming messages will be\nrejected from tomorrow. Confirm your account to extend the storage:\n{url}\n\nIT helpdesk of {domain}\n", "https://mailbox-quota.example/{token}/login.php", None),
    ("アカウントの確認をお願いします", "{box} 様\n\nお客様のアカウントに普段と異なる場所からのログインがありました。\n心当たりのない場合は、次のページで二十四時間以内に本人確認を行ってください。\n{url}\n確認いただけない場合は、アカウントの利用を停止いたします。\n", "https://account-check.example/verify?u={token}&lang=ja", None),
    ("{family}様 製品に関するお問い合わせ", "{short}　ご担当者様\n\n貴社のホームページを拝見し、製品の仕様についてお尋ねしたくご連絡いたしました。\n詳しい条件を別紙にまとめましたので、ご覧いただけますでしょうか。\nお返事をお待ちしております。\n", None, "お問い合わせ内容.pdf.exe"),
    ("{alias} - urgent wire transfer", "{person},\n\nI am in a meeting and need you to process a confidential payment today.\nDo not discuss it with anybody at {en} before it is announced.\nReply with your mobile number and I will send the bank details.\n\nThe chairman\n", None, None),
    ("取材のお願い", "{ja} 広報ご担当者様\n\n弊誌では来月号で業界の特集を予定しており、ぜひ取材をお願いしたく存じます。\n企画書は下記からご覧いただけます。\n{url}\nご検討のほどよろしくお願い申し上げます。\n", "http://magazine-file.example/plan/{token}", "企画書.lnk"),
    ("複合機からのスキャン", "このメールは {domain} の複合機から送信されました。\nスキャンした文書を添付いたしましたので、ご確認ください。\n解像度は三百、用紙はA四、白黒、片面でございます。\n", None, "scan_{alias}_0804.pdf"),
    ("{alias}様向け新価格表のご案内", "{short}　購買ご担当者様\n\n原材料の高騰により、来月より価格を改定させていただくこととなりました。\n新しい価格表を添付いたしますので、ご査収くださいますようお願い申し上げます。\n", None, "{alias}価格表.xls"),
    ("年末調整の書類", "社員の皆様へ\n\n本年の年末調整に必要な書類を配布いたします。\n書類をダウンロードし、必要事項を記入のうえ人事部までお戻しください。\n{url}\n", "http://files-jinji.example/d/nencho.zip", None),
)

TITLES = ("請求書を装う不審メール", "取引先をかたるメール", "ばらまき型とみられるメール", "社員あてに届いた不審なメール", "{short}の代表アドレスに届いたメール")
INCIDENTS = ("外部サーバへの不審な通信", "端末でマルウェアを検知", "公開サーバへの不正なログイン")
TOKENS = ("plain", "percent", "base64", "base64url", "hex", "md5", "sha1", "sha256", "rot13", "fixed", "fixed")
CHARSETS = ("utf-8", "iso-2022-jp", "cp932", "euc-jp")
TERMS = (("given", "sig", "amber", ()), ("given", "sig", "amber", ()), ("given", "all", "green", ()),
         ("given", "sig", "green", ("jpcert",)), ("preview", "sig", "amber", ()), ("none", "sig", "amber", ()))


class Org:
    """A member, with all that it adds to what it sends in."""

    def __init__(self, rng, row, number):
        self.id, self.ja, self.short, self.kana, self.en, self.alias, self.domain = row
        self.number = number
        self.people = rng.sample(PEOPLE, 2)
        self.dress = rng.choice(DRESS)
        self.network = "10.%d" % (20 + number)
        self.sigs = ()

    def box(self, person):
        return "%s.%s@%s" % (person[3], person[2], self.domain)


class Submission:
    """What one member says of one attack; `org` is the one thing that the
    variants exchange."""

    def __init__(self, **what):
        self.__dict__.update(what)

    def like(self, **what):
        return Submission(**dict(self.__dict__, **what))


class World:
    def __init__(self, seed):
        self.seed = seed
        rng = random.Random("world %d" % seed)
        self.make_members(rng)
        self.lures = rng.sample(range(len(LURES)), rng.randint(3, 5))
        self.submissions = []
        # One member sends much on, in mails of its own.
        self.forwarder = rng.choice(self.orgs)
        for night, lure in enumerate(self.lures):
            self.make_mails(rng, lure, night % 2)
        self.make_wave(rng)
        self.make_incident(rng)
        for kind in rng.sample(("traffic", "bec", "sample", "hidden"), rng.randint(1, 2)):
            getattr(self, "make_" + kind)(rng)
        for n, s in enumerate(self.submissions):
            s.n = n
        # Of cases that look alike nobody can say which is meant.
        clear = [s for s in self.submissions if s.kind != "incident"]
        self.sightings = [(rng.choice(clear), rng.choice(self.orgs)) for _ in range(rng.randint(1, 3))]
        self.taken_back = rng.choice(clear) if rng.random() < .5 else None
        self.ruled = [s for s in clear if rng.random() < .2]

    def make_members(self, rng):
        rows = rng.sample(ORGS, len(ORGS))
        self.sigs = ("gas", "rail", "chem")[:rng.randint(2, 3)]
        # In some worlds the last one is a partner scheme, and its members bodies.
        self.schemes = self.sigs[1 + self.seed % 2:] if self.seed % 4 < 2 else ()
        self.orgs = []
        for sig in self.sigs:
            for _ in range(rng.randint(3, 4)):
                org = Org(rng, rows.pop(), len(self.orgs))
                org.sigs = (sig,)
                self.orgs.append(org)
        # Two more that are in two groups, as like as any two others.
        for _ in range(2):
            org = Org(rng, rows.pop(), len(self.orgs))
            org.sigs = self.sigs[:2]
            self.orgs.append(org)
        self.newcomer = Org(rng, rows.pop(), len(self.orgs))
        self.newcomer.sigs = (self.sigs[0],)

    def alike(self, org):
        return [o for o in self.orgs if o.sigs == org.sigs]

    def add(self, rng, night, org, **what):
        consent, scope, tlp, agencies = what.pop("terms", None) or rng.choice(TERMS)
        self.submissions.append(Submission(
            night=night, org=org, consent=consent, scope=scope, tlp=tlp,
            agencies=agencies, person=rng.randrange(2), **what))

    def make_mails(self, rng, lure, night):
        """One attack on one to four members, perhaps of several groups."""
        attack = {
            "lure": lure, "charset": rng.choice(CHARSETS), "html": rng.random() < .4,
            "ip": "203.0.113.%d" % rng.randint(1, 254), "token": rng.choice(TOKENS),
            "sender": "%s@%s.evil.example" % (rng.choice(("info", "keiri", "support")),
                                              rng.choice(("mail-a", "billing-b", "post-c"))),
            "name": rng.choice(("鈴木商事", "Accounts", "配送センター")),
            "file": rng.randbytes(40 + lure),
            # Drawn apart: worlds stay what they were.
            "personal": random.Random("personal %d %d" % (self.seed, lure)).random() < .4,
            "spelt": rng.choice(("plain", "wide", "spaced", "plain")),
        }
        terms = rng.choice(TERMS) if rng.random() < .7 else None
        form = rng.choice(("raw", "raw", "attached", "inline"))
        for org in rng.sample(self.orgs, rng.choice((1, 2, 2, 3, 4))):
            self.add(rng, rng.choice((0, 0, 0, 1, 2)), org, kind="mail", attack=attack,
                     form=form if rng.random() < .8 else "raw", terms=terms,
                     title=rng.choice(TITLES), indicators=[])
        if rng.random() < .6:
            self.add(rng, night, self.forwarder, kind="mail", attack=attack, form="inline",
                     terms=("given", "sig", "amber", ()), title=rng.choice(TITLES), indicators=[])

    def make_wave(self, rng):
        """The first attack comes to three more of the first group at once: what
        a fourth one adds to that, nobody may see."""
        first = self.submissions[0]
        group = [o for o in self.orgs if self.sigs[0] in o.sigs]
        for org in rng.sample(group, 3):
            self.submissions.append(first.like(org=org, form="raw", night=0, consent="given", scope="sig",
                                               title=rng.choice(TITLES)))

    def make_incident(self, rng):
        c2 = "c2-%d.evil.example" % rng.randrange(1000)
        title = rng.choice(INCIDENTS)
        # The same words twice, with other terms: two cases that look alike.
        terms = [("given", "sig", "amber", ()), ("given", "all", "amber", ())]
        rng.shuffle(terms)
        for org in rng.sample(self.orgs, rng.randint(2, 3)):
            self.add(rng, 0 if terms else 1, org, kind="incident", title=title, terms=terms.pop() if terms else None,
                     indicators=[("domain-name", "c2", c2), ("url", "c2", "http://%s/gate.php" % c2)])

    def make_traffic(self, rng):
        address = "198.51.100.%d" % rng.randint(1, 254)
        for org in rng.sample(self.orgs, rng.randint(1, 3)):
            self.add(rng, rng.choice((0, 1)), org, kind="traffic", title="%d番ポートへの探索" % 1433,
                     indicators=[("ipv4-addr", "scanner", address)], observation=address,
                     week=3 + 7 * (int(address.split(".")[-1]) % 4))

    def make_bec(self, rng):
        self.add(rng, 1, rng.choice(self.orgs), kind="incident", title="経営者をかたる送金の依頼",
                 bec=rng.randint(1, 5), indicators=[("email-addr", "sender", "ceo.%d@freemail.example" % rng.randrange(100))])

    def make_sample(self, rng):
        data = b"MZ" + rng.randbytes(60)
        for org in rng.sample(self.orgs, 2):
            self.add(rng, rng.choice((0, 1)), org, kind="file", title="端末に残っていたファイル", sample=data,
                     indicators=[("sha256", "other", hashlib.sha256(data).hexdigest())])

    def make_hidden(self, rng):
        self.add(rng, 0, rng.choice(self.orgs), kind="consultation", title="ご相談",
                 topic="ソフトウェアの導入について", terms=("none", "sig", "amber", ()), indicators=[])


def slots(org, person, spelt):
    values = {"ja": org.ja, "short": org.short, "kana": org.kana, "en": org.en, "alias": org.alias,
              "person": person[0] + " " + person[1], "family": person[0],
              "box": org.box(person), "domain": org.domain}
    for k in ("ja", "short", "kana", "en", "alias"):
        if spelt == "wide":
            values[k] = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in values[k])
        elif spelt == "spaced" and not values[k].isascii():
            values[k] = "　".join(values[k])
    return values


def token(kind, box):
    raw = box.encode()
    return {"plain": box, "percent": urllib.parse.quote(box).replace("@", "%40"),
            "base64": base64.b64encode(raw).decode().rstrip("="),
            "base64url": base64.urlsafe_b64encode(b"{\"to\":\"" + raw + b"\"}").decode().rstrip("="),
            "hex": raw.hex(), "md5": hashlib.md5(raw).hexdigest(), "sha1": hashlib.sha1(raw).hexdigest(),
            "sha256": hashlib.sha256(raw).hexdigest(), "rot13": codecs.encode(box, "rot13"),
            "fixed": "c9f31a07"}[kind]


def attached_bytes(attack, made_for=b""):
    """One attachment, the same for everybody but for what names its victim."""
    name, data = LURES[attack["lure"]][3], attack["file"] + made_for
    if name.endswith(".zip"):
        b = io.BytesIO()
        with zipfile.ZipFile(b, "w") as z:
            z.writestr(zipfile.ZipInfo("invoice.js", (2017, 8, 1, 0, 0, 0)), data)
        return b.getvalue()
    return data


def known_facts(attack):
    """What may be told of an attack: everything but the recipient's."""
    subject, _, url, name = LURES[attack["lure"]]
    blank = dict.fromkeys(("ja", "short", "kana", "en", "alias", "person", "family", "box", "domain"), "〓〓")
    known = [subject.format(**blank), attack["sender"]]
    if url:
        known.append(url.format(token="c9f31a07" if attack["token"] == "fixed" else ""))
    if name:
        data = attached_bytes(attack)
        known += [name.format(**blank), "invoice.js", hashlib.sha256(data).hexdigest(),
                  hashlib.sha256(attack["file"]).hexdigest()]
    return known


def spell(text, charset):
    """Text in a charset; what it has no letter for, in UTF-8."""
    try:
        return text.encode(charset), charset
    except UnicodeEncodeError:
        return text.encode("utf-8"), "utf-8"


def encoded(text, charset):
    """Text as it stands in a header field."""
    if text.isascii():
        return text
    charset = spell(text, charset)[1]
    name = {"cp932": "Shift_JIS"}.get(charset, charset)
    return "\r\n ".join("=?%s?B?%s?=" % (name, base64.b64encode(text[i:i + 10].encode(charset)).decode())
                        for i in range(0, len(text), 10))


def text_part(text, charset, html, mark=""):
    if html:
        text = "<html><body>%s</body></html>" % escape(text).replace("\n", "<br>\n")
    body, charset = spell(text, charset)
    body = base64.encodebytes(body)
    return (b"Content-Type: text/%s; charset=%s\r\nContent-Transfer-Encoding: base64\r\n\r\n" %
            (b"html" if html else b"plain", charset.encode()) + body.replace(b"\n", b"\r\n"))


def file_part(name, data, how, charset, rng):
    """A MIME part; programs write names and dates each in their own way."""
    if how % 2:
        raw, cs = spell(name, charset)
        param = "filename*=%s''%s" % (cs, urllib.parse.quote(raw))
    else:
        param = 'filename="%s"' % encoded(name, charset)
    stamp = "%02d Aug 2017 %02d:%02d:%02d +0900" % (rng.randint(1, 3), rng.randrange(24), rng.randrange(60), rng.randrange(60))
    return ("Content-Type: application/octet-stream\r\nContent-Disposition: attachment; %s;\r\n"
            " creation-date=\"%s\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" % (param, stamp)).encode() + \
        base64.encodebytes(data).replace(b"\n", b"\r\n")


def multipart(parts, rng):
    if len(parts) == 1:
        return parts[0]
    line = "=_%016x" % rng.getrandbits(64)
    out = ('Content-Type: multipart/mixed; boundary="%s"\r\n\r\n' % line).encode()
    for p in parts:
        out += b"--" + line.encode() + b"\r\n" + p + b"\r\n"
    return out + b"--" + line.encode() + b"--\r\n"


class Letter:
    """The mail of an attack as it came to one person of one member."""

    def __init__(self, world, s):
        attack, org = s.attack, s.org
        # Whatever an attacker's or a relay's program makes up for each copy.
        self.rng = random.Random("copy %d %d %s" % (world.seed, s.n, org.id))
        self.submission = s
        self.attack, self.org, self.person = attack, org, org.people[s.person]
        subject, body, url, name = LURES[attack["lure"]]
        values = slots(org, self.person, attack["spelt"])
        self.box = org.box(self.person)
        self.url = url and url.format(token=token(attack["token"], self.box))
        self.subject = subject.format(**values)
        self.text = body.format(url=self.url, **values)
        self.file = name and name.format(**values)
        self.sent = "%02d:%02d:%02d" % (self.rng.randrange(8, 20), self.rng.randrange(60), self.rng.randrange(60))

    def hop(self, sender, by):
        return "Received: from %s by %s\r\n with ESMTP id %08X for <%s>; Wed, 02 Aug 2017 21:06:%02d %s\r\n" % (
            sender, by, self.rng.getrandbits(32), self.box, self.rng.randrange(60), self.org.dress[4])

    def received(self):
        """The relays: those inside, as many as the member has, and the door."""
        o, out = self.org, ""
        for k in range(1 + o.number % 3):
            host = "%s.%d.%d" % (o.network, k, self.rng.randrange(255))
            out += self.hop("relay%d.%s (%s [%s])" % (k, o.domain, host, host), "mbox%d.%s" % (k, o.domain))
        return out + self.hop("smtp.evil.example (smtp.evil.example [%s])" % self.attack["ip"], "mx." + o.domain)

    def made_for(self):
        """Where the attacker made a file for each: its victim, in some dress,
        and something that no other copy has."""
        s, o = self.submission, self.org
        if not self.attack["personal"] or s.consent != "given":
            return b""
        # Whom a mail was for that is sent on inline, no field says.
        words = [self.box, o.short, o.ja, o.alias] + ([] if s.form == "inline" else
                                                      ["".join(self.person[:2]), " ".join(self.person[:2])])
        rng = random.Random("made for %d %d %s" % (s.n, self.attack["lure"], o.id))
        return b" %d\n" % s.n + spell(rng.choice(words), rng.choice(("utf-8", "cp932", "euc-jp", "utf-16-le")))[0] + b"\n"

    def parts(self, text, charset, how):
        parts = [text_part(text, charset, self.attack["html"])]
        if self.file:
            parts.append(file_part(self.file, attached_bytes(self.attack, self.made_for()), how, charset, self.rng))
        return multipart(parts, self.rng)

    def raw(self):
        a, r = self.attack, self.rng
        to = "%s <%s>" % (encoded("%s %s" % self.person[:2], a["charset"]), self.box)
        head = "Return-Path: <bounce-%s@evil.example>\r\nDelivered-To: %s\r\nX-Original-To: %s\r\n" % (
            self.box.replace("@", "="), self.box, self.box)
        head += self.received()
        head += "Authentication-Results: mx.%s; spf=fail smtp.mailfrom=evil.example\r\n" % self.org.domain
        head += "From: %s <%s>\r\nTo: %s\r\nSubject: %s\r\n" % (
            encoded(a["name"], a["charset"]), a["sender"], to, encoded(self.subject, a["charset"]))
        head += "Date: Wed, 02 Aug 2017 %s +0200\r\nMessage-ID: <%024x@smtp.evil.example>\r\nX-Mailer: Foxmail 6.15\r\n" % (
            self.sent, r.getrandbits(96))
        head += "X-Spam-Score: %d\r\nX-Gateway: gw.%s\r\nMIME-Version: 1.0\r\n" % (r.randrange(9), self.org.domain)
        return head.encode() + self.parts(self.text, a["charset"], 0)

    def msg(self):
        """As Outlook saves it."""
        a = self.attack
        item = outlook.Item(sender=(a["name"], a["sender"]), subject=self.subject, body=self.text.replace("\r\n", "\n"),
                            date=1501704300).to("%s %s" % self.person[:2], self.box)
        if self.file:
            item.attach(self.file, attached_bytes(a, self.made_for()))
        return outlook.msg(item)

    def own_head(self, subject):
        """The head of a mail that the member itself wrote."""
        o, clerk = self.org, self.org.people[0]
        return ("Received: from pc%d.%s ([%s.9.9]) by smtp.%s\r\n with ESMTPA; Thu, 03 Aug 2017 09:00:00 %s\r\n"
                "From: %s <%s>\r\nTo: csirt@%s\r\nSubject: %s\r\nDate: Thu, 03 Aug 2017 09:00:00 %s\r\n"
                "Message-ID: <%016x@%s>\r\nX-Mailer: %s\r\nOrganization: %s\r\nMIME-Version: 1.0\r\n" % (
                    self.rng.randrange(99), o.domain, o.network, o.domain, o.dress[4],
                    encoded("%s %s" % clerk[:2], o.dress[3]), o.box(clerk), o.domain,
                    encoded(subject, o.dress[3]), o.dress[4],
                    self.rng.getrandbits(64), o.domain, o.dress[0], encoded(o.ja, "utf-8"))).encode()

    def attached(self):
        note = text_part("不審なメールを受信しました。\n%s 情報システム部\n" % self.org.ja, self.org.dress[3], False)
        return self.own_head(self.org.dress[1] + self.subject) + multipart(
            [note, b"Content-Type: message/rfc822\r\n\r\n" + self.raw()], self.rng)

    def inline(self):
        o, a = self.org, self.attack
        words = o.dress[2]
        block = "-----Original Message-----\n%s: %s <%s>\n%s: 2017/08/02 %s\n%s: %s <%s>\n%s: %s\n\n" % (
            words[0], a["name"], a["sender"], words[1], self.sent, words[2],
            " ".join(self.person[:2]), self.box, words[3], self.subject)
        note = "情報共有します。\n%s 情報システム部\n\n" % o.short
        return self.own_head(o.dress[1] + self.subject) + self.parts(note + block + self.text, o.dress[3], o.number)


LISTS = ("csv", "csv", "xlsx", "stix", "misp")
STIX = {"domain-name": "domain-name:value", "url": "url:value", "ipv4-addr": "ipv4-addr:value",
        "email-addr": "email-addr:value", "sha256": "file:hashes.'SHA-256'"}
MISP = {"domain-name": "domain", "url": "url", "ipv4-addr": "ip-dst", "email-addr": "email-src", "sha256": "sha256"}


def workbook(rows):
    cells = "".join("<row>%s</row>" % "".join('<c t="inlineStr"><is><t>%s</t></is></c>' % escape(v) for v in row) for row in rows)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/%s/2006/relationships"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, text in (
                ("[Content_Types].xml", "<Types/>"),
                ("xl/workbook.xml", '<workbook xmlns="%s" xmlns:r="%s"><sheets><sheet name="1" sheetId="1" r:id="r"/></sheets></workbook>'
                 % (main, rel % "officeDocument")),
                ("xl/_rels/workbook.xml.rels", '<Relationships xmlns="%s"><Relationship Id="r" Target="worksheets/sheet1.xml"/></Relationships>'
                 % (rel % "package")),
                ("xl/worksheets/sheet1.xml", '<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (main, cells))):
            z.writestr(zipfile.ZipInfo(name, (2017, 8, 1, 0, 0, 0)), text)
    return out.getvalue()


def list_file(form, indicators, org):
    """What a member states, in a list of its own: with its name about, and what
    its program writes."""
    ident = "identity--%032x" % org.number
    if form == "stix":
        return json.dumps({"type": "bundle", "id": "bundle--1", "objects": [
            {"type": "identity", "spec_version": "2.1", "id": ident, "name": org.ja}] + [
            {"type": "indicator", "spec_version": "2.1", "id": "indicator--%d" % n, "created_by_ref": ident, "name": org.short,
             "pattern_type": "stix", "pattern": "[%s = '%s']" % (STIX[kind], value), "valid_from": "2017-08-0%dT00:00:00Z" % (1 + org.number % 9)}
            for n, (kind, _, value) in enumerate(indicators)]}, ensure_ascii=org.number % 2 == 0).encode()
    if form == "misp":
        return json.dumps({"Event": {"info": org.ja + "の件", "Orgc": {"name": org.en}, "Attribute": [
            {"type": MISP[kind], "category": "Network activity", "value": value, "to_ids": True, "comment": org.short}
            for kind, _, value in indicators]}}, ensure_ascii=org.number % 2 == 0).encode()
    head = (("type", "value", "role", "memo"), ("種別", "値", "役割", "備考"))[org.number % 2]
    rows = [head] + [(kind, value.replace(".", "[.]") if org.number % 3 else value, role, org.ja) for kind, role, value in indicators]
    if form == "xlsx":
        return workbook(rows)
    text = "".join(",".join('"%s"' % v for v in row) + "\r\n" for row in rows)
    return spell(text, ("utf-8", "utf-8-sig", "cp932")[org.number % 3])[0]


def list_form(world, s):
    """Drawn apart: worlds stay what they were."""
    rng = random.Random("list %d %d" % (world.seed, s.n))
    return rng.choice(LISTS) if s.indicators and rng.random() < .3 else None


def told_facts(s):
    """All that may be told of a submission."""
    known = [s.title.format(short="〓〓")] + [v for _, _, v in s.indicators]
    if s.kind == "mail":
        known += known_facts(s.attack)
    if s.kind == "file":
        known += ["sample.bin", hashlib.sha256(s.sample).hexdigest()]
    return known


def submission(world, s, n, private):
    """The <submission> element and its files; `private` draws what is never
    told to anybody."""
    files = []
    title = s.title.format(short=s.org.short)
    out = '<submission id="%d" kind="%s" observed="2017-08-02T%02d:%02d:00+09:00"%s>' % (
        n, s.kind, private.randrange(24), private.randrange(60),
        ' victim="group" partial="yes"' if private.random() < .3 else "")
    out += "<title>%s</title><description>%s %s</description>" % (
        escape(title), escape(s.org.ja), "".join(private.choice("件社員端末三四五") for _ in range(8)))
    if s.kind == "mail":
        letter = Letter(world, s)
        files.append(("mail/%d.eml" % n, "mail", getattr(letter, s.form)()))
    if s.kind == "file":
        files.append(("%s/sample.bin" % s.org.id, "sample", s.sample))
    form = list_form(world, s)
    if form:
        files.append(("%s/list-%d" % (s.org.id, n), "indicators", list_file(form, s.indicators, s.org)))
    for path, role, data in files:
        out += '<file path=%s role="%s" sha256="%s"/>' % (quoteattr(path), role, hashlib.sha256(data).hexdigest())
    for kind, role, value in [] if form else s.indicators:
        out += '<indicator type="%s" role="%s">%s</indicator>' % (kind, role, escape(value))
    if getattr(s, "observation", None):
        out += ('<observation direction="inbound" address="%s" port="1433" protocol="tcp"'
                ' first="2017-07-%02d" last="2017-08-01" count="%d"/>') % (
            s.observation, s.week + private.randint(0, 6), private.randint(1, 500))
    if getattr(s, "bec", None):
        out += '<bec type="%d" damage="no" language="%s"/>' % (s.bec, private.choice(("ja", "en")))
    if getattr(s, "topic", None):
        out += "<topic>%s</topic>" % escape(s.topic)
    out += '<share consent="%s" scope="%s" tlp="%s">%s</share><sensitive>%s</sensitive></submission>\n' % (
        s.consent, s.scope, s.tlp, "".join('<agency id="%s"/>' % a for a in s.agencies), escape(s.org.people[1][0] + "課長"))
    return out, files


def roster(world, fingerprints, more):
    """Everybody, each under the key that the ring has for its number."""
    out = '<roster xmlns="urn:toiyaba:roster:1">'
    for sig in world.sigs:
        kind = "scheme" if sig in world.schemes else "sig"
        out += '<%s id="%s" from="2012-07-01"><name xml:lang="ja">%s業界</name></%s>' % (kind, sig, sig, kind)
    key = '<key fingerprint="%s" from="2012-04-01"/>'
    out += '<agency id="jpcert" from="2012-04-01"><name xml:lang="ja">調整機関</name>%s</agency>' % (key % fingerprints[-2])
    for o in world.orgs + ([world.newcomer] if more else []):
        out += '<member id="%s"><name xml:lang="ja">%s</name><name xml:lang="en">%s</name>' % (
            o.id, escape(o.ja), escape(o.en))
        out += "<alias>%s</alias><alias>%s</alias><domain>%s</domain><network>%s.0.0/16</network>" % (
            escape(o.alias), escape(o.kana), o.domain, o.network)
        out += key % fingerprints[o.number]
        out += "".join('<in %s="%s" from="2012-07-01"/>' % (
            "scheme" if s in world.schemes else "sig", s) for s in o.sigs) + "</member>\n"
    out += '<member id="duty" role="analyst"><name xml:lang="ja">解析当番</name>'
    return out + key % fingerprints[-1] + "</member></roster>\n"

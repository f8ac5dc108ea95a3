#!/usr/bin/env python3
"""Forwards as mail programs write them.  forwards.py make DIR DOMAIN writes
DIR/NAME.eml for each form, to a member of that domain; forwards.py check DB
BUNDLE says where what was taken from one differs from what it should be, and
what the bundle tells of who sent it on."""
import base64
import glob
import io
import random
import re
import sqlite3
import sys
import zipfile

sys.dont_write_bytecode = True
import outlook

COLLEAGUE = "鈴木 一郎 <suzuki.ichiro@aoba-group.example>"
SIGNATURE = "-- \n鈴木 一郎\n青葉グループ 情報セキュリティ室\nTEL 03-0000-0000\nhttp://www.aoba-group.example/\n"
NEVER = ["suzuki", "鈴木", "aoba-group", "青葉グループ", "ご相談", "smime", "vcf", "helpdesk", "03-0000"]
class Form:
    def __init__(self, n, name):
        self.name = name
        self.host = f"lure{n}.example"
        self.sender = f"boss@{self.host}"
        letters = random.Random(n)

        def some(k):
            return "".join(chr(letters.randrange(0x4E00, 0x9000)) for _ in range(k))

        self.subject = some(6)
        self.link = f"http://w.{self.host}/login"
        self.body = f"{some(12)}は{some(9)}の{some(14)}です。\n{some(11)}を{some(17)}へ。\n{self.link}\n"
        self.wanted = {self.sender}
        self.seen = set()
        self.told = True
        self.sure = True    # the link is told as the attack's
        self.made = b""


FORMS = []
DOMAIN = "member.example"


def b64(text):
    return base64.encodebytes(text if isinstance(text, bytes) else text.encode()).decode()


def word(text):
    return "=?UTF-8?B?" + base64.b64encode(text.encode()).decode() + "?="


def head(subject, sender=COLLEAGUE, extra=""):
    name, _, addr = sender.rpartition("<")
    return (f"Received: from relay.aoba-group.example (relay [203.0.113.25]) by mx.{DOMAIN}; Sat, 8 Jul 2017 09:58:00 +0900\n"
            f"From: {word(name.strip()) + ' ' if name else ''}<{addr.rstrip('>')}>\nReply-To: helpdesk@aoba-group.example\n"
            f"Return-Path: <suzuki.ichiro@aoba-group.example>\nTo: csirt@{DOMAIN}\nSubject: {word(subject)}\n"
            f"Message-ID: <{abs(hash(subject)) % 10**9}.x@mail.aoba-group.example>\nDate: Sat, 08 Jul 2017 09:58:00 +0900\n"
            f"X-Mailer: AobaMail 1\nMIME-Version: 1.0\n{extra}")


def text(t, kind="plain"):
    return f"Content-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{b64(t)}"


def parts(kind, *bodies, boundary="Q"):
    return (f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n' +
            "".join(f"--{boundary}\n{b}\n" for b in bodies) + f"--{boundary}--\n")


def attached(data, mime, name=None, cte="base64"):
    disp = f'Content-Disposition: attachment; filename="{name}"\n' if name else ""
    if isinstance(data, str):
        data = data.encode()
    if cte == "base64":
        body = b64(data)
    elif cte == "quoted-printable":
        import quopri
        body = quopri.encodestring(data).decode()
    else:
        body = data.decode()
    return f"Content-Type: {mime}\n{disp}Content-Transfer-Encoding: {cte}\n\n{body}"


def form(name):
    def wrap(make):
        f = Form(len(FORMS) + 1, name)
        FORMS.append(f)
        f.make = make
        return make
    return wrap


def inner(f, to=None, extra=""):
    """The attack as it came."""
    return (f"Received: from out.{f.host} (out [198.51.100.7]) by mx.{DOMAIN}; Fri, 7 Jul 2017 09:00:00 +0900\n"
            f"From: {f.sender}\nTo: {to or 'tanaka@' + DOMAIN}\nSubject: {word(f.subject)}\n"
            f"Date: Fri, 07 Jul 2017 09:00:00 +0900\nMIME-Version: 1.0\n{extra}" + text(f.body))


def block(f, labels, name="偽銀行", date="2017年7月7日 9:00", addr="<{}>"):
    values = [f"{name} {addr.format(f.sender)}", date, f"田中 花子 <tanaka@{DOMAIN}>", f.subject]
    return "".join(f"{k} {values[i]}\n" for k, i in labels)


EN = [("From:", 0), ("Sent:", 1), ("To:", 2), ("Subject:", 3)]
JA = [("差出人:", 0), ("送信日時:", 1), ("宛先:", 2), ("件名:", 3)]


def quoted(t):
    return "".join("> " + x + "\n" for x in t.splitlines())


@form("outlook-ja")
def _(f):
    return head("FW: ご相談") + text(f"確認お願いします。\n\n{SIGNATURE}\n-----元のメッセージ-----\n{block(f, JA)}\n{f.body}")


@form("outlook-en")
def _(f):
    return head("FW: ご相談") + text(f"Please check.\n\n-----Original Message-----\n{block(f, EN, 'Bank', 'Friday, July 7, 2017 9:00 AM', '[mailto:{}]')}\n{f.body}")


@form("outlook-html")
def _(f):
    b = block(f, JA).replace("<", "&lt;").replace(">", "&gt;")
    b = re.sub(r"(.*?:)(.*)\n", r"<b>\1</b>\2<br>", b)
    body = f.body.replace("\n", "<br>").replace(f.link, f'<a href="{f.link}">こちら</a>')
    return head("FW: ご相談") + text(
        f'<div><p>確認願います。</p><p>鈴木 一郎<br><a href="http://www.aoba-group.example/sec/room?x=1">青葉グループ</a></p>'
        f"<div style='border:none;border-top:solid #E1E1E1 1.0pt'><p>{b}</p></div><p>{body}</p></div>", "html")


@form("owa-both")
def _(f):
    b = block(f, EN)
    plain = f"転送します。\n鈴木 一郎\nhttp://www.aoba-group.example/\n________________________________\n{b}\n{f.body}"
    html = (f"<div>転送します。<br><a href='http://tel.aoba-group.example/suzuki'>鈴木 一郎</a></div><hr><div><b>From:</b> 偽銀行 &lt;{f.sender}&gt;<br><b>Sent:</b> 7 July 2017<br>"
            f"<b>To:</b> tanaka@{DOMAIN}<br><b>Subject:</b> {f.subject}</div><div>" + f.body.replace("\n", "<br>") + "</div>")
    return head("転送: ご相談") + parts("alternative", text(plain), text(html, "html"))


@form("gmail-en")
def _(f):
    b = f"From: *Bank* <{f.sender}>\nDate: Fri, Jul 7, 2017 at 9:00 AM\nSubject: {f.subject}\nTo: <tanaka@{DOMAIN}>\n"
    html = (f'<div dir="ltr">ご相談です<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>From: <b class="gmail_sendername" dir="auto">Bank</b> '
            f'<span dir="auto">&lt;<a href="mailto:{f.sender}">{f.sender}</a>&gt;</span><br>Date: Fri, Jul 7, 2017 at 9:00 AM<br>Subject: {f.subject}<br>To:  &lt;<a href="mailto:tanaka@{DOMAIN}">tanaka@{DOMAIN}</a>&gt;<br></div><br><br>'
            + f.body.replace("\n", "<br>") + '</div>-- <br><div class="gmail_signature">鈴木 一郎 <a href="https://www.aoba-group.example/about/">HP</a></div></div>')
    return head("Fwd: ご相談") + parts("alternative", text(f"ご相談です\n\n---------- Forwarded message ---------\n{b}\n\n{f.body}\n{SIGNATURE}"), text(html, "html"))


@form("gmail-ja")
def _(f):
    return head("Fwd: ご相談") + text(f"---------- 転送されたメール ----------\n{block(f, [('差出人：', 0), ('日付：', 1), ('件名：', 3), ('宛先：', 2)])}\n{f.body}")


@form("thunderbird-en")
def _(f):
    b = block(f, [("Subject: \t", 3), ("Date: \t", 1), ("From: \t", 0), ("To: \t", 2)])
    return head("Fwd: ご相談") + text(f"{SIGNATURE}\n-------- Forwarded Message --------\n{b}\n\n{f.body}")


@form("thunderbird-ja-table")
def _(f):
    rows = "".join(f"<tr><th nowrap valign=BASELINE align=RIGHT>{k}: </th><td>{v}</td></tr>" for k, v in [
        ("件名", f.subject), ("日付", "Fri, 7 Jul 2017 09:00:00 +0900"), ("差出人", f"偽銀行 &lt;<a href='mailto:{f.sender}'>{f.sender}</a>&gt;"), ("宛先", f"tanaka@{DOMAIN}")])
    return head("Fwd: ご相談") + text(f"<p>見てください</p><div class=moz-forward-container><br><br>-------- 転送メッセージ --------<table>{rows}</table><br><br>" + f.body.replace("\n", "<br>") + "</div>", "html")


@form("apple-en")
def _(f):
    b = block(f, [("From:", 0), ("Subject:", 3), ("Date:", 1), ("To:", 2)]) + "Reply-To: cashier@" + f.host + "\n"
    return head("Fwd: ご相談") + text(f"見てください。\n\nBegin forwarded message:\n\n{quoted(b + chr(10) + f.body)}\n鈴木 一郎\nhttp://www.aoba-group.example/\n")


@form("apple-ja-html")
def _(f):
    b = "".join(f'<div style="margin:0"><span><b>{k}: </b></span><span>{v}<br></span></div>' for k, v in [
        ("差出人", f"偽銀行 &lt;{f.sender}&gt;"), ("件名", f.subject), ("日付", "2017年7月7日 9:00:00 JST"), ("宛先", f"tanaka@{DOMAIN}")])
    return head("Fwd: ご相談") + text(f"<div>見てください<br><blockquote type=cite><div>転送されたメッセージ：</div><br>{b}<br><div>" + f.body.replace("\n", "<br>") + "</div></blockquote></div>", "html")


@form("notes-en")
def _(f):
    b = block(f, [("From:       ", 0), ("To:       ", 2), ("Date:       ", 1), ("Subject:       ", 3)], "Bank")
    return head("Fw: ご相談") + text(f"FYI\n\n----- Forwarded by Ichiro Suzuki/Sec/AobaGroup on 07/08/2017 09:58 AM -----\n\n{b}\n\n{f.body}")


@form("notes-ja")
def _(f):
    return head("ご相談（不審メールの件）") + text(f"お世話になっております。鈴木です。\n----- 転送者 鈴木一郎/情報/青葉グループ 時間 2017/07/08 09:58 -----\n\n{block(f, [('差出人:', 0), ('宛先:', 2), ('日付:', 1), ('件名:', 3)])}\n{f.body}")


@form("becky")
def _(f):
    b = block(f, [(" From:   ", 0), (" To:     ", 2), (" Date:   ", 1), (" Subject:", 3)])
    return head("Fw: ご相談") + text(f"Forwarded by 鈴木 一郎 <suzuki.ichiro@aoba-group.example>\n----------------------- Original Message -----------------------\n{b}----\n\n{f.body}\n--------------------- Original Message Ends --------------------\n")


@form("all-quoted")
def _(f):
    return head("ご相談") + text("以下のとおりです。\n\n" + quoted(f"-----Original Message-----\n{block(f, EN)}\n{f.body}") + "\n" + SIGNATURE)


@form("short-head")
def _(f):
    return head("転送：ご相談") + text(f"---元のメール---\n差出人：{f.sender}\n件名：{f.subject}\n\n{f.body}")


@form("no-head")
def _(f):
    f.wanted = set()
    f.subject = None
    return head("Fwd: ご相談") + text(f"鈴木です。\n---------- 転送メッセージ ----------\n\n{f.body}")


@form("attribution")
def _(f):
    f.subject = None
    return head("FW: ご相談") + text(f"届きました。\n\nOn Fri, Jul 7, 2017 at 9:00 AM, Bank <{f.sender}> wrote:\n{quoted(f.body)}")


@form("yahoo-in-one-line")
def _(f):
    """Its plain text has the whole head behind what announces it."""
    return head("Fwd: ご相談") + text(f"届きました。\n\n   ----- Forwarded Message ----- From: Bank <{f.sender}>To: \"tanaka@{DOMAIN}\" <tanaka@{DOMAIN}>Cc: x@{DOMAIN}"
                                      f"Sent: Friday, July 7, 2017, 09:00:00 AM GMT+9Subject: {f.subject}\n {f.body}")


@form("outlook-mac-indented")
def _(f):
    f.subject = None
    return head("FW: ご相談") + text(f"\ufeffOn 07/07/2017 09:00, \"Bank\" <{f.sender}> wrote:\n\n" + "".join(f"    {x}\n" for x in f.body.splitlines()))


@form("quoted-only")
def _(f):
    f.wanted = set()
    f.subject = None
    return head("Fwd: ご相談") + text(f"届きました。\n\n{quoted(f.body)}\n鈴木\n")


@form("nested")
def _(f):
    one = f"対応願います。\n\n-----Original Message-----\n{block(f, EN)}\n{f.body}"
    return head("FW: FW: ご相談") + text(f"以下です。\n\n-----元のメッセージ-----\n差出人: 窓口 <helpdesk@aoba-group.example>\n送信日時: 2017年7月7日\n宛先: 鈴木 一郎 <suzuki.ichiro@aoba-group.example>\n件名: FW: {f.subject}\n\n{one}")


@form("name-only")
def _(f):
    f.wanted = set()
    return head("FW: ご相談") + text(f"\n差出人: 偽銀行\n送信日時: 2017年7月7日\n宛先: 田中\n件名: {f.subject}\n\n{f.body}")


@form("long-note")
def _(f):
    return head("ご相談") + text("本件は社員から届け出がありました。" * 40 + f"\n\n-----Original Message-----\n{block(f, EN)}\n{f.body}")


NOTE = "一件届きました。鈴木\n" + SIGNATURE


@form("rfc822-8bit")
def _(f):
    return head("ご相談") + parts("mixed", text(NOTE), attached(inner(f), "message/rfc822", "mail.eml", "8bit"))


@form("rfc822-base64")
def _(f):
    return head("ご相談") + parts("mixed", text(NOTE), attached(inner(f), "message/rfc822", "mail.eml"))


@form("rfc822-qp")
def _(f):
    return head("ご相談") + parts("mixed", text(NOTE), attached(inner(f), "message/rfc822", None, "quoted-printable"))


@form("octet-eml")
def _(f):
    return head("ご相談") + parts("mixed", text(NOTE), attached(inner(f), "application/octet-stream; name=\"ご相談.eml\"", "suzuki.eml"))


@form("octet-nameless")
def _(f):
    return head("ご相談") + parts("mixed", text(NOTE), attached(inner(f), "application/octet-stream"))


@form("text-eml-bom")
def _(f):
    return head("ご相談") + parts("mixed", text(NOTE), attached("\ufeff" + inner(f), "text/plain; name=x.eml", "x.eml"))


@form("zip-eml")
def _(f):
    b = io.BytesIO()
    with zipfile.ZipFile(b, "w") as z:
        z.writestr("suzuki.eml", inner(f))
    return head("ご相談") + parts("mixed", text(NOTE), attached(b.getvalue(), "application/zip; name=m.zip", "m.zip"))


def outlook_inner(f, **words):
    return outlook.Item(sender=("偽銀行", f.sender), subject=f.subject, body=f.body, date=1499385600, **words).to("田中", f"tanaka@{DOMAIN}")


def outlook_cover(**words):
    return outlook.Item(sender=("鈴木 一郎", "suzuki.ichiro@aoba-group.example"), subject="FW: ご相談", date=1499475480,
                        **words).to("窓口", f"csirt@{DOMAIN}")


@form("zip-eml-picture")
def _(f):
    b = io.BytesIO()
    with zipfile.ZipFile(b, "w") as z:
        z.writestr("suzuki/", "")
        z.writestr("suzuki/mail.eml", inner(f))
        z.writestr("suzuki/suzuki.png", b"\x89PNG\r\n\x1a\nscreen")
        z.writestr("suzuki/ご相談.txt", "鈴木です")
    return head("ご相談") + parts("mixed", text(NOTE), attached(b.getvalue(), "application/zip; name=suzuki.zip", "suzuki.zip"))


@form("zip-lure-and-decoy")
def _(f):
    f.seen.add("news@honest2.example")
    b = io.BytesIO()
    with zipfile.ZipFile(b, "w") as z:
        z.writestr("news.eml", f"From: news@honest2.example\nTo: list@honest2.example\nSubject: {word('春の便り')}\nDate: Sat, 08 Jul 2017 09:58:00 +0900\n\nhttp://www.honest2.example/spring\n")
        z.writestr("lure.exe", b"MZ" + f.host.encode())
    return inner(f).split("Content-Type")[0] + parts("mixed", text(f.body), attached(b.getvalue(), "application/zip; name=a.zip", "a.zip"))


@form("msg-attached")
def _(f):
    return head("ご相談") + parts("mixed", text(NOTE), attached(outlook.msg(outlook_inner(f)), "application/vnd.ms-outlook; name=suzuki.msg", "suzuki.msg"))


@form("msg-nameless")
def _(f):
    return head("ご相談") + parts("mixed", text(NOTE), attached(outlook.msg(outlook_inner(f, charset="utf-8")), "application/octet-stream"))


@form("zip-msg")
def _(f):
    b = io.BytesIO()
    with zipfile.ZipFile(b, "w") as z:
        z.writestr("suzuki.msg", outlook.msg(outlook_inner(f)))
    return head("ご相談") + parts("mixed", text(NOTE), attached(b.getvalue(), "application/zip; name=m.zip", "m.zip"))


@form("msg-round-msg")
def _(f):
    return outlook.msg(outlook_cover(body=NOTE).inner(outlook_inner(f)))


@form("msg-round-eml")
def _(f):
    return outlook.msg(outlook_cover(body=NOTE).attach("ご相談.eml", inner(f).encode()))


@form("msg-inline")
def _(f):
    html = ("<html>", "<p>", "確認願います。鈴木", "</p>", "<div>") + tuple(
        x for line in (block(f, JA) + "\n" + f.body).splitlines() for x in (line.replace("<", "&lt;").replace(">", "&gt;"), "<br>"))
    html = tuple("<" + x[1:] if x.startswith("<") else x for x in html)
    return outlook.msg(outlook_cover(rtf=outlook.from_html([p for p in html if p])))


@form("winmail-round-mail")
def _(f):
    return head("ご相談") + parts("mixed", text(NOTE), attached(outlook.tnef(outlook_cover(body=NOTE).inner(outlook_inner(f))), "application/ms-tnef; name=winmail.dat", "winmail.dat"))


@form("mbox-attached")
def _(f):
    other = Form(501, "")
    f.wanted.add(other.sender)
    f.also = other
    mbox = "".join(f"From x@y.example Sat Jul  8 09:58:00 2017\n{inner(g)}\n" for g in (f, other))
    return head("ご相談") + parts("mixed", text(NOTE), attached(mbox, "application/octet-stream", "suzuki.mbox"))


@form("cards-and-signatures")
def _(f):
    inside = parts("mixed", text(NOTE), attached(inner(f), "message/rfc822", None, "8bit"),
                   attached("BEGIN:VCARD\nFN:鈴木\nEND:VCARD\n", "text/x-vcard; name=suzuki_aobagroup.vcf", "suzuki_aobagroup.vcf"),
                   attached(b"\x89PNG\r\n\x1a\nlogo", "image/png; name=suzuki.png", "suzuki.png"), boundary="R")
    return head("ご相談") + parts("signed", inside, attached(b"0\x82der", "application/pkcs7-signature; name=smime.p7s", "smime.p7s"))


@form("eight-deep")
def _(f):
    m = inner(f)
    for i in range(8):
        m = head(f"ご相談 {i}") + parts("mixed", text(NOTE), attached(m, "message/rfc822", None, "8bit"), boundary=f"L{i}")
    return m


@form("inline-in-attached")
def _(f):
    m = head("FW: ご相談") + text(f"お願いします\n\n-----Original Message-----\n{block(f, EN)}\n{f.body}")
    return head("ご相談 二") + parts("mixed", text(NOTE), attached(m, "message/rfc822"))


@form("own-side-with-files")
def _(f):
    """He has the inner mail's domain, or says so: what tells of nobody is told, and no sender as the attack's."""
    f.wanted, f.seen = set(), {f.sender}
    m = inner(f, to="tanaka@aoba-group.example")
    return head("ご相談") + parts("mixed", text("http://wiki.aoba-group.example/suzuki/howto\n" + NOTE), attached(m, "message/rfc822", None, "8bit"),
                               attached("%PDF-1.4 suzuki", "application/pdf; name=suzuki.pdf", "suzuki.pdf"))


@form("member-itself")
def _(f):
    m = inner(f)
    return head("ご相談", f"窓口 <helpdesk@{DOMAIN}>").replace("relay.aoba-group.example (relay [203.0.113.25])", "pc7 (pc7 [10.0.0.25])") + parts("mixed", text("http://intra.aoba-tel.example/suzuki/x?y=1"), attached(m, "application/octet-stream; name=a.eml", "a.eml"))


@form("abuse-report")
def _(f):
    return head("ご相談") + parts("report; report-type=feedback-report", text("abuse report of 鈴木"), "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\nSource: suzuki\n", attached(inner(f), "message/rfc822", None, "8bit"))


@form("two-at-once")
def _(f):
    other = Form(500, "")
    f.wanted.add(other.sender)
    f.also = other
    return head("ご相談") + parts("mixed", text(NOTE), attached(inner(f), "message/rfc822", "a.eml", "8bit"), attached(inner(other), "application/octet-stream; name=b.eml", "b.eml"))


@form("lure-and-decoy")
def _(f):
    """The attacker's own, with an honest mail inside."""
    f.seen.add("news@honest.example")
    honest = f"From: news@honest.example\nTo: list@honest.example\nSubject: {word('春の便り' )}\n\nこんにちは\nhttp://www.honest.example/spring\n"
    return inner(f).split("Content-Type")[0] + parts("mixed", text(f.body.replace("\n", "<br>"), "html"),
        attached(b"MZ\x90\0" + f.host.encode(), "application/octet-stream", 'invoice.exe"; creation-date="Fri, 07 Jul 2017 08:00:00 +0900'), attached(honest, "message/rfc822", None, "8bit"))


def honest(n, to=None):
    return (f"From: news@honest{n}.example\nTo: {to or f'list@honest{n}.example'}\nSubject: {word('春の便り')}\n"
            f"Date: Sat, 08 Jul 2017 09:58:00 +0900\n\nhttp://www.honest{n}.example/spring\n")


def lure(f, sender=None, subject="案内"):
    """The attack's own head."""
    return (f"Received: from out.{f.host} (out [198.51.100.7]) by mx.{DOMAIN}; Fri, 7 Jul 2017 09:00:00 +0900\n"
            f"From: {sender or f.sender}\nTo: tanaka@{DOMAIN}\nSubject: {word(subject or f.subject)}\n"
            f"Date: Fri, 07 Jul 2017 09:00:00 +0900\nMIME-Version: 1.0\n")


@form("lure-above-a-forward")
def _(f):
    """It only looks sent on: which of the two it is nobody can know."""
    f.wanted = set()
    f.body = f"{f.body[:12]}\n"
    f.subject = "案内"
    return lure(f, subject="Fwd: 案内") + text(
        f"{f.link}\n\n---------- Forwarded message ---------\nFrom: Partner <news@honest3.example>\nDate: Fri, Jul 7, 2017\n"
        f"Subject: 案内\nTo: <list@honest3.example>\n\n{f.body}\nhttp://www.honest3.example/spring\n")


@form("lure-above-a-forward-to-the-victim")
def _(f):
    f.wanted = set()
    f.body = f"{f.body[:12]}\n"
    f.subject = "案内"
    return lure(f, "boss@freemail3.example", "Fwd: 案内") + text(
        f"{f.link}\n\n-----Original Message-----\nFrom: Partner <news@honest4.example>\nSent: Friday\n"
        f"To: tanaka@{DOMAIN}\nSubject: 案内\n\n{f.body}")


@form("lure-in-the-members-name")
def _(f):
    """The member's domain stands in From, and it came from outside."""
    f.wanted, f.seen = set(), {"news@honest5.example"}
    f.subject, f.told, f.sure = "春の便り", False, False
    return lure(f, f"it-desk@{DOMAIN}") + parts(
        "mixed", text(f.body), attached(honest(5), "message/rfc822", None, "8bit"))


@form("colleague-by-way-of-the-cloud")
def _(f):
    """His own link hides nothing of what he sends on, and is not told as the attack's."""
    f.wanted, f.seen = set(), {f.sender}
    return lure(f, f"it-desk@{DOMAIN}", "ご相談") + parts(
        "mixed", text("起票済み https://honest10.example/tickets/4711"), attached(inner(f), "message/rfc822", None, "8bit"))


@form("colleague-of-another-house")
def _(f):
    f.wanted, f.seen = set(), {f.sender}
    return head("ご相談") + parts("mixed", text("起票済み https://honest11.example/tickets/4711"), attached(inner(f), "message/rfc822", None, "8bit"))


@form("program-in-a-mail-inside")
def _(f):
    """Nobody hides one by the mail in which it lies."""
    f.seen.add("news@honest12.example")
    return lure(f, subject=None) + parts("mixed", text(f.body), attached(
        honest(12).split("\n\n")[0] + "\n" + parts("mixed", attached(b"MZ\x90\0nested", "application/octet-stream; name=nested.exe", "nested.exe"), boundary="R"), "message/rfc822", None, "8bit"))


@form("link-beside-a-claimed-forward")
def _(f):
    """He writes himself, or the victim, among those that got the honest mail: what leads elsewhere is told."""
    f.wanted, f.seen = set(), {"news@honest8.example"}
    f.subject, f.told, f.sure = "春の便り", False, False
    return lure(f, "boss@freemail8.example") + parts("mixed", text(f.body), attached(honest(8, "boss@freemail8.example"), "message/rfc822", None, "8bit"))


@form("link-beside-a-forward-claimed-for-the-victim")
def _(f):
    f.wanted, f.seen = set(), {"news@honest9.example"}
    f.subject, f.told, f.sure = "春の便り", False, False
    return lure(f, "boss@freemail9.example") + parts("mixed", text(f.body), attached(honest(9, f"tanaka@{DOMAIN}"), "message/rfc822", None, "8bit"))


@form("program-beside-a-claimed-forward")
def _(f):
    """He writes himself among those that got the honest mail: a program is told all the same."""
    f.link = None
    return lure(f) + parts("mixed", text("見てください"), attached(b"MZ\x90\0" + f.host.encode(), "application/octet-stream; name=claimed.exe", "claimed.exe"),
                           attached(honest(6, f.sender), "message/rfc822", None, "8bit"))


@form("page-of-notes-beside-a-mail")
def _(f):
    """A file of a kind that no table knows."""
    f.seen.add("news@honest7.example")
    return lure(f, subject=None) + parts("mixed", text(f.body), attached(b"\xe4\x52\x5c\x7b\x8c\xd8" + bytes(60) + f.host.encode(), "application/octet-stream; name=invoice.one", "invoice.one"),
                           attached(honest(7), "message/rfc822", None, "8bit"))


# In words that no table has: whose it is nobody can say, and who sent it on is
# not told.
STRANGE = [("Lah:", 0), ("Pav:", 1), ("Vas:", 2), ("Aih:", 3)]


@form("strange-head")
def _(f):
    f.wanted, f.subject = set(), None
    return head("ご相談") + text(f"ご確認ください。\n{block(f, STRANGE, 'X', '28. rujna 2021 v 12:46')}\n{f.body}\n{SIGNATURE}")


@form("strange-head-quoted")
def _(f):
    f.wanted, f.subject = set(), None
    return head("XX: ご相談") + text("> Zap:\n>\n" + quoted(block(f, STRANGE, "X", "2021-10-28 v 12.46")) + "\n" + f.body)


@form("strange-line")
def _(f):
    f.wanted, f.subject = set(), None
    return head("ご相談") + text(f"Qo 28/10/2021 12:46, „X“\n<{f.sender}> mur:\n\n{f.body}")


@form("strange-rule")
def _(f):
    f.wanted, f.subject = set(), None
    return head("ご相談") + text(f"----- Zop mur ----- Lah: X <{f.sender}>Vas: tanaka@{DOMAIN}\n\n{f.body}")


@form("words-round-a-mail")
def _(f):
    """A lure of words alone: the honest mail in it is not told as the attack."""
    f.wanted, f.seen, f.link = set(), {"news@honest13.example"}, None
    f.subject, f.told, f.sure = "春の便り", False, False
    return lure(f, "boss@freemail10.example") + parts("mixed", text("至急、携帯にお電話ください。"), attached(honest(13), "message/rfc822", None, "8bit"))


@form("account-round-a-mail")
def _(f):
    """No cover says where to pay."""
    f.seen.add("news@honest14.example")
    f.link = None
    return lure(f, subject=None) + parts("mixed", text(f"{f.body[:40]}\n振込先は普通預金　１２３４５６７です。\n"), attached(honest(14), "message/rfc822", None, "8bit"))


@form("bounce")
def _(f):
    """What is returned is not the attack."""
    f.wanted = {f"mailer-daemon@{f.host}"}
    mine = f"From: tanaka@{DOMAIN}\nTo: somebody@{f.host}\nSubject: {word('ご相談 鈴木')}\n\nhttp://www.aoba-group.example/returned\n"
    return (inner(f).split("Content-Type")[0].replace(f.sender, f"mailer-daemon@{f.host}") +
            parts("report; report-type=delivery-status", text(f.body), "Content-Type: message/delivery-status\n\nAction: failed\nFinal-Recipient: rfc822;suzuki\n", attached(mine, "message/rfc822", None, "8bit")))


@form("answer-of-the-victim")
def _(f):
    """He to whom it went answers; whose it is, is not his."""
    f.wanted = set()
    f.subject = None
    b = block(f, EN).replace(f"tanaka@{DOMAIN}", "suzuki.ichiro@aoba-group.example")
    f.link = None
    return head("Re: ご照会") + text(f"{f.name}について、受け取りました。\n\n-----Original Message-----\n{b}\n{f.body}")


@form("fw-of-an-answer")
def _(f):
    """The attacker answers in a thread: his words count, not the victim's."""
    f.subject = "Re: " + f.subject
    return head("FW: ご相談") + text(f"-----Original Message-----\n{block(f, EN)}\n{f.body}\n-----Original Message-----\nFrom: tanaka@{DOMAIN}\nSent: Thursday\nTo: {f.sender}\nSubject: y\n\n先日の件です。\n")


def make(where):
    for f in FORMS:
        made = f.make(f)
        with open(f"{where}/{f.name}.eml", "wb") as out:
            out.write(made if isinstance(made, bytes) else made.encode())


def check(db, bundle):
    """Prints a line for each fault."""
    items = [open(p).read() for p in glob.glob(bundle + "/items/*.xml")]
    everything = "".join(items)
    base = sqlite3.connect(f"file:{db}?mode=ro", uri=True)
    mails = base.execute("SELECT sender, subject, sender_ip, message_id, norm, reply_to, mailer FROM mail").fetchall()
    facts = {}
    for submission, kind, role, value in base.execute("SELECT submission, type, role, value FROM indicator"):
        facts.setdefault(submission, set()).add((kind, role, value))
    for f in FORMS:
        f.make(f)
        norm = [m for m in mails if m[4] and f.body[:12] in m[4]]
        taken = [t for t in facts.values() if any(f"w.{f.host}/" in v for _, _, v in t)]
        taken = set().union(*taken)
        senders = {v for k, r, v in taken if r == "sender"}
        seen = {v for k, r, v in taken if r == "other" and k == "email-addr"}
        links = {v for k, r, v in taken if r == "link"}
        subjects = {v for k, r, v in taken if k == "subject"}
        if f.link is None:
            if any(m[0] == COLLEAGUE.split("<")[1][:-1] for m in mails):
                print(f"{f.name}: the sender is kept")
            if f.name == "account-round-a-mail" and not any(m[0] == f.sender for m in mails):
                print(f"{f.name}: the mail is lost")
            continue
        if f.host not in everything:
            print(f"{f.name}: no item")
        if senders != f.wanted:
            print(f"{f.name}: senders {senders} wanted {f.wanted}")
        if seen != f.seen:
            print(f"{f.name}: seen {seen} wanted {f.seen}")
        if f.link not in (links if f.sure else {v for k, r, v in taken if r == "other" and k == "url"}):
            print(f"{f.name}: links {links}")
        if f.subject is not None and f.subject not in subjects and f.name != "bounce":
            print(f"{f.name}: subjects {subjects} wanted {f.subject}")
        if f.subject is None and subjects:
            print(f"{f.name}: subjects {subjects} wanted none")
        if f.told and not norm:
            print(f"{f.name}: text {f.body[:12]} is in no mail's normal form")
        if hasattr(f, "also") and f.also.host not in everything:
            print(f"{f.name}: the second mail is lost")
    for name in ("invoice.exe", "lure.exe", "claimed.exe", "invoice.one"):
        if not base.execute("SELECT count(*) FROM file WHERE name = ?", (name,)).fetchone()[0]:
            print(f"{name}: the file is lost, or its name is not as it was")
    if any("honest" in v for t in facts.values() for k, r, v in t if k == "email-addr" and r == "sender"):
        print("an honest sender is told as the attack's")
    if any(f"honest{n}." in v for n in (5, 7, 10, 11, "") for t in facts.values() for k, r, v in t if k == "url" and r == "link"):
        print("an honest link is told as the attack's")
    if base.execute("SELECT max(j.joins) FROM file f JOIN join_key j ON j.key = 'file:' || f.sha256 WHERE f.name = 'nested.exe'").fetchone()[0] != 1:
        print("nested.exe: it joins nothing")
    if any(s == "news@honest3.example" or s == "news@honest4.example" for s, *_ in mails):
        print("an honest sender is named by what looks sent on")
    if base.execute("SELECT count(*) FROM file WHERE name LIKE '%.eml' AND role <> 'mail'").fetchone()[0]:
        print("a mail is told as a file")
    for word_ in NEVER:
        if word_ in everything:
            at = everything.index(word_)
            print(f"told: {word_}: ...{everything[max(0, at - 80):at + 40]}...")
    for m in mails:
        for what, value in (("sender", m[0]), ("sender-ip", m[2]), ("message-id", m[3]), ("text", m[4]), ("reply-to", m[5]), ("mailer", m[6])):
            if value and (value == "203.0.113.25" or value == "AobaMail 1" or any(n in value for n in NEVER)):
                if not (what == "message-id" and m[1] and m[1].startswith("Re: ご照会")):
                    print(f"kept: {what} {value} of {m[1]}")


if __name__ == "__main__":
    if sys.argv[1] == "make":
        DOMAIN = sys.argv[3]
        make(sys.argv[2])
    else:
        DOMAIN = sys.argv[4]
        check(sys.argv[2], sys.argv[3])

#!/usr/bin/env python3
"""make-mails.py DIR: the sample mails, harmless and always the same.

Japanese mail as it is really written: ISO-2022-JP, Windows' Shift_JIS,
EUC-JP, words split inside a character, RLO and double extensions.
"""
import base64
import io
import pathlib
import sys
import zipfile

OUT = pathlib.Path(sys.argv[1])
DATE = "Date: Wed, 02 Aug 2017 21:05:00 +0900"
# An MZ header and nothing that could run.
EXE = b"MZ" + b"\0" * 62 + b"This is a harmless sample of toiyaba.\r\n"
DOC = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504 + \
    "WordDocument".encode("utf-16-le") + "_VBA_PROJECT".encode("utf-16-le")


def word(text, charset):
    """RFC 2047 words, cut every 12 bytes: inside characters too."""
    raw = text.encode(charset)
    if charset == "iso2022_jp":
        cuts = [raw]
    else:
        cuts = [raw[i:i + 12] for i in range(0, len(raw), 12)]
    name = {"iso2022_jp": "ISO-2022-JP", "cp932": "Shift_JIS",
            "euc_jp": "EUC-JP", "utf_8": "UTF-8"}[charset]
    return "\r\n ".join("=?%s?B?%s?=" % (name, base64.b64encode(c).decode())
                        for c in cuts)


def rfc2231(name):
    raw = "".join("%%%02X" % b for b in name.encode("utf-8"))
    cut = [raw[i:i + 36] for i in range(0, len(raw), 36)]
    out = []
    for i, c in enumerate(cut):
        out.append("filename*%d*=%s%s" % (i, "UTF-8''" if i == 0 else "", c))
    return ";\r\n ".join(out)


def mail(path, frm, to, subject, charset, text, attachment=None, ip=None,
         html=None, extra=()):
    names = {"iso2022_jp": "ISO-2022-JP", "cp932": "Shift_JIS",
             "euc_jp": "EUC-JP", "utf_8": "UTF-8"}
    head = ["Received: from mx.%s ([%s]) by gw.example; %s" %
            (frm.split("@")[1], ip or "198.51.100.7", DATE[6:])]
    head += ["From: <%s>" % frm, "To: <%s>" % to,
             "Subject: %s" % word(subject, charset), DATE,
             "Message-ID: <%s@mailer.example>" % path.replace("/", "."),
             "MIME-Version: 1.0", *extra]
    body = base64.encodebytes(text.encode(charset)).decode()
    kind = "text/html" if html else "text/plain"
    part = "Content-Type: %s; charset=%s\r\nContent-Transfer-Encoding: " \
        "base64\r\n\r\n%s" % (kind, names[charset], body)
    if attachment is None:
        data = "\r\n".join(head) + "\r\n" + part
    else:
        name, content = attachment
        enc = base64.encodebytes(content).decode()
        data = "\r\n".join(head) + "\r\nContent-Type: multipart/mixed; " \
            "boundary=\"b\"\r\n\r\n--b\r\n" + part + "\r\n--b\r\n" \
            "Content-Type: application/octet-stream\r\n" \
            "Content-Disposition: attachment;\r\n %s\r\n" \
            "Content-Transfer-Encoding: base64\r\n\r\n%s\r\n--b--\r\n" % \
            (rfc2231(name), enc)
    file = OUT / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data.replace("\r\n", "\n").replace("\n", "\r\n")
                     .encode("ascii"))


def zipped(name, content):
    b = io.BytesIO()
    with zipfile.ZipFile(b, "w") as z:
        z.writestr(zipfile.ZipInfo(name, (2017, 8, 2, 0, 0, 0)), content)
    return b.getvalue()


def main():
    # X, Y and Z: one attack, three targets, the same attachment.
    order = ("発注書\u202excod.exe", EXE + b"X")
    mail("x.eml", "sales@order-desk.example", "kobai@gas-01.example",
         "【至急】発注内容のご確認", "iso2022_jp",
         "購買ご担当者様\n\n先日お願いした部材の発注書をお送りします。\n"
         "本日中にご確認をお願いいたします。\n", order, "203.0.113.200")
    mail("y.eml", "sales@order-desk.example", "shizai@gas-02.example",
         "発注書の再送", "cp932",
         "資材ご担当者様\n\n発注書を再送します。ご確認ください。①㈱髙\n", order,
         "203.0.113.201")
    mail("z.eml", "eigyo@order-desk.example", "info@chem-01.example",
         "発注の件", "euc_jp",
         "ご担当者様\n\n発注の件、添付のとおりです。\n", order,
         "203.0.113.202")
    # Sent to everybody: equal but for what the normal form leaves out.
    for i, to in enumerate(("rail-01", "rail-02", "power-01", "power-02")):
        mail("bulk-%d.eml" % (i + 1), "billing@parcel.example",
             "soumu@%s.example" % to, "お荷物のお届けについて", "utf_8",
             "お荷物番号 %d をお届けにあがりましたが不在でした。\n"
             "http://parcel.example/track を確認してください。\n" %
             (1000 + i))
    mail("phish.eml", "admin@cloud-login.example", "ito@power-03.example",
         "パスワードの有効期限", "utf_8",
         "<html><body><p>期限が切れます。</p><form action="
         "'http://cloud-login.example/signin'><input type=password></form>"
         "<div style='display:none'>zzz zzz zzz</div></body></html>",
         html=True)
    mail("zip.eml", "hr@career-site.example", "saiyo@chem-02.example",
         "応募書類", "utf_8", "履歴書をお送りします。\n",
         ("履歴書.zip", zipped("履歴書.pdf      .exe", EXE + b"zip")))
    mail("macro.eml", "office@survey-desk.example", "kikaku@oil-01.example",
         "アンケートのお願い", "iso2022_jp", "マクロを有効にしてご回答ください。\n",
         ("アンケート.doc", DOC))
    # An exchange: a question, then the attack.
    mail("recon.eml", "tanaka@univ-lab.example", "toiawase@oil-02.example",
         "製品について", "utf_8", "御社の製品について教えてください。\n")
    mail("attack.eml", "tanaka@univ-lab.example", "toiawase@oil-02.example",
         "Re: 製品について", "utf_8", "資料を添付します。\n",
         ("資料.pdf.exe", EXE + b"lab"),
         extra=("In-Reply-To: <recon.eml@mailer.example>",))
    mail("own.eml", "news@watering-hole.example", "hub@hub.example",
         "業界ニュース", "utf_8",
         "http://watering-hole.example/news をご覧ください。\n")


main()

"""Mails of made-up campaigns, with their truth.

Sets, each with its own traps:
  hard   long English and Japanese mails: paraphrase, slots, wrappers,
         charsets, footers; and unrelated mails of the same kits
  ja     short Japanese mails
  traps  padding, shared footer, brand swap, shared logo: each mail is a
         campaign of its own, nothing may be joined
  other  mails that resemble nothing

truth.tsv: FILE, CAMPAIGN, SET.
"""

import base64
import email.header
import os
import random
import sys
from email.message import EmailMessage

R = random.Random(20170803)
NAMES = ["山田太郎", "佐藤花子", "鈴木一郎", "高橋健", "田中美咲", "伊藤誠", "渡辺直樹", "中村彩"]
ORGS = ["東都電機株式会社", "株式会社西海ガス", "北陸機械工業㈱", "南風化学株式会社", "(株)みなと重工"]
ENGLISH = ["John Smith", "Anna Larsen", "Peter Novak", "Maria Silva", "Tom Baker", "Eve Young"]
ROWS = []


def number(n):
    return "".join(R.choice("0123456789") for _ in range(n))


def token(n=12):
    return "".join(R.choice("abcdefghijkmnpqrstuvwxyz23456789") for _ in range(n))


def wide(text):
    """Digits and Latin letters in their wide form, as some people type."""
    return "".join(chr(ord(c) + 0xFEE0) if "0" <= c <= "9" or "A" <= c <= "z" and c.isalpha() else c for c in text)


def person(lang):
    who = R.choice(NAMES if lang == "ja" else ENGLISH)
    box = token(6) if lang == "ja" else who.lower().replace(" ", ".")
    return who, f"{box}@{R.choice(['toto', 'saikai', 'hokuriku', 'minato'])}.example"


def fill(text, lang, who):
    slots = {
        "name": who, "org": R.choice(ORGS), "day": str(R.randint(1, 28)), "month": str(R.randint(1, 12)),
        "no": number(R.randint(5, 9)), "sum": f"{R.randint(1, 99)},{number(3)}", "token": token(),
        "url": f"http://{token(8)}.example/{token(R.randint(6, 20))}", "time": f"{R.randint(0, 23)}:{number(2)}",
    }
    for k, v in slots.items():
        text = text.replace("{" + k + "}", v)
    return text


def write(name, campaign, which, data):
    open(os.path.join(sys.argv[1], name), "wb").write(data)
    ROWS.append(f"{name}\t{campaign}\t{which}\n")


def mail(name, campaign, which, subject, text, lang, sender=None, charset="utf-8", html=None, files=(), wrapper=None):
    who, box = person(lang)
    text = fill(text, lang, who)
    subject = fill(subject, lang, who)
    m = EmailMessage()
    m["From"] = sender or f"info@{token(7)}.example"
    m["To"] = f"{who} <{box}>" if lang == "en" else f"{email.header.Header(who, 'utf-8').encode()} <{box}>"
    if wrapper:
        subject, text = wrapper(subject, text, m["From"])
    m["Subject"] = subject
    m["Date"] = f"Wed, {R.randint(1, 30):02d} Aug 2017 {R.randint(0, 23):02d}:{number(1)}1:05 +0900"
    m["Message-ID"] = f"<{token(20)}@{token(6)}.example>"
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        charset = "utf-8"
    m.set_content(text, charset=charset)
    if html:
        m.clear_content()
        m.set_content(fill(html.replace("{text}", "<p>" + text.replace("\n", "<br>") + "</p>"), lang, who), subtype="html")
    for fname, kind, data in files:
        m.add_attachment(data, maintype=kind.split("/")[0], subtype=kind.split("/")[1], filename=fname)
    write(name, campaign, which, m.as_bytes())


def forward_ja(subject, text, sender):
    return "FW: " + subject, (
        "お疲れ様です。\n不審なメールを受信しましたので転送します。\n\n-----Original Message-----\n"
        f"差出人: {sender}\n送信日時: 2017年8月{R.randint(1, 28)}日 9:12\n宛先: 総務部\n件名: {subject}\n\n" + text)


def forward_en(subject, text, sender):
    return "Fwd: " + subject, (
        "fyi, looks odd\n\n---------- Forwarded message ---------\n"
        f"From: {sender}\nDate: Tue, Aug {R.randint(1, 28)}, 2017 at 9:12 AM\nSubject: {subject}\nTo: us\n\n" + text)


def quoted(subject, text, sender):
    return "Fw: " + subject, "> " + text.replace("\n", "\n> ")


WRAP = {"ja": [forward_ja, quoted], "en": [forward_en, quoted]}

# Sentences of a lure, each with ways to say the same.
JA_LONG = [
    [["平素より大変お世話になっております。", "いつも大変お世話になっております。"],
     ["{month}月分の請求書を送付いたしますので、ご査収のほどよろしくお願い申し上げます。",
      "{month}月分の請求書をお送りいたしますので、ご確認のほどよろしくお願いいたします。"],
     ["お支払期日は{month}月{day}日となっております。", "お支払いの期日は{month}月{day}日でございます。"],
     ["ご不明な点がございましたら、担当の経理課までお問い合わせください。", "ご不明の点は経理課担当までご連絡ください。"],
     ["請求番号は{no}、ご請求金額は{sum}円です。"], ["添付ファイルのパスワードは別途お知らせいたします。"]],
    [["このたびは弊社製品に関するお問い合わせをいただき、誠にありがとうございます。"],
     ["ご依頼のありました仕様書と図面の改訂版を、下記のサーバーに掲載いたしました。",
      "ご依頼いただいた仕様書および図面の改訂版を、下記サーバーへ掲載しております。"],
     ["{url}"], ["掲載期限は{month}月{day}日{time}までですので、お早めにダウンロードをお願いいたします。",
                "掲載は{month}月{day}日{time}までですので、お早めのダウンロードをお願い申し上げます。"],
     ["展開に必要な受付番号は{no}です。"], ["今後とも変わらぬご愛顧のほど、よろしくお願い申し上げます。"]],
    [["人事部からのお知らせです。"], ["{month}月{day}日付の組織変更に伴い、社内電話帳と座席表を更新いたしました。",
                             "{month}月{day}日付で組織変更がありましたので、社内電話帳および座席表を更新しました。"],
     ["各部門の所属長は添付の一覧を確認し、誤りがあれば{day}日までに人事部へご連絡ください。",
      "各部門の所属長におかれましては添付の一覧をご確認のうえ、誤りがあれば{day}日までに人事部までご連絡ください。"],
     ["なお本メールは送信専用アドレスから配信しており、返信いただいてもお答えできません。"], ["整理番号 {no}"]],
    [["○○学会事務局でございます。"], ["本年度の年次大会における講演募集を開始いたしましたのでご案内申し上げます。",
                             "本年度の年次大会の講演募集を開始しましたので、ご案内いたします。"],
     ["応募される方は添付の講演申込書に必要事項をご記入のうえ、{month}月{day}日までに事務局へご返送ください。",
      "ご応募の方は添付の講演申込書に必要事項を記入し、{month}月{day}日までに事務局あてご返送ください。"],
     ["採否は査読のうえ追ってご連絡いたします。"], ["会員番号 {no}"], ["皆様のご応募をお待ちしております。"]],
    [["システム管理者からの重要なお知らせです。"], ["お使いのメールボックスの使用量が上限の{day}%を超えました。",
                                        "ご利用中のメールボックスの容量が上限の{day}%を超過しました。"],
     ["このまま放置いたしますと{month}月{day}日以降は新しいメールを受信できなくなります。"],
     ["下記の確認ページにアクセスし、利用者番号とパスワードを入力して容量の拡張手続きを行ってください。",
      "下記確認ページへアクセスのうえ、利用者番号とパスワードを入力し容量拡張の手続きを行ってください。"], ["{url}"]],
]
EN_LONG = [
    [["Our records show that your invoice {no} has not been settled yet.", "According to our records your invoice {no} has not yet been settled."],
     ["The amount due is ${sum} and was payable on {month}/{day}/2017.", "The amount due, ${sum}, was payable on {month}/{day}/2017."],
     ["Please find attached the statement of account together with the original delivery note."],
     ["If the payment has already been made, please send us the bank confirmation so that we can close the case.",
      "If you have already paid, please send us the bank confirmation so that we can close this case."],
     ["Our accounts department will be happy to answer any question you may have."], ["Reference {token}"]],
    [["We noticed a new sign-in to your mailbox from an unknown device on {month}/{day} at {time}.",
      "We have noticed a new sign-in to your mailbox from an unknown device on {month}/{day} at {time}."],
     ["If this was you, no further action is required and you may ignore this message."],
     ["If you do not recognise this activity, secure your account immediately by following the link below.",
      "If you don't recognise this activity, secure your account at once by following the link below."],
     ["{url}"], ["For your protection the link expires within {day} hours."], ["Case number {no}"]],
    [["A parcel addressed to you could not be delivered because nobody was present to sign for it."],
     ["The courier left your parcel number {no} at the depot, where it will be kept until {month}/{day}.",
      "Our courier left your parcel number {no} at the depot, where it is kept until {month}/{day}."],
     ["Print the attached label and show it at the counter of the depot to receive your parcel.",
      "Please print the attached label and show it at the counter of the depot to collect your parcel."],
     ["After this date the parcel is returned to its sender and a fee of ${sum} is charged."]],
    [["Following our conversation at the conference I am sending you the revised agenda for the working group."],
     ["The chair has asked every delegation to comment on sections two and four before {month}/{day}.",
      "The chair asked every delegation to comment on sections two and four by {month}/{day}."],
     ["The draft is in the attached document, which opens only after editing has been enabled.",
      "You will find the draft in the attached document, which opens only once editing is enabled."],
     ["Please treat it as confidential and do not pass it on outside your organisation."]],
    [["This is to inform you that the annual salary review of all employees has been completed."],
     ["Your individual letter with the adjusted amount of ${sum} is available in the personnel portal.",
      "Your personal letter showing the adjusted amount of ${sum} is now available in the personnel portal."],
     ["{url}"], ["Sign in with your network account before {month}/{day} to confirm the receipt of the letter.",
                "Please sign in with your network account by {month}/{day} to confirm receipt of the letter."]],
]
SUBJECTS_JA = ["【重要】請求書送付のご案内 No.{no}", "仕様書・図面改訂版の掲載について", "組織変更に伴う電話帳更新のお知らせ", "年次大会講演募集のご案内", "メールボックス容量超過のお知らせ"]
SUBJECTS_EN = ["Unpaid invoice {no}", "New sign-in to your mailbox", "Parcel {no} could not be delivered", "Revised agenda for the working group", "Your salary review letter"]
GREET = {"ja": ["{org}\n{name} 様\n\n", "{name}様\n\n", "{org} 御中\n\n", ""], "en": ["Dear {name},\n\n", "Hello {name},\n\n", ""]}
CLOSE = {"ja": ["", "\n\n--\n経理課 担当 {name}\nTEL 03-{no}", "\n\n以上、よろしくお願いいたします。"], "en": ["", "\n\nBest regards,\n{name}", "\n\nKind regards"]}


def long_set():
    k = 0
    for lang, lures, subjects in (("ja", JA_LONG, SUBJECTS_JA), ("en", EN_LONG, SUBJECTS_EN)):
        for c, lure in enumerate(lures):
            for i in range(12):
                text = R.choice(GREET[lang]) + "\n".join(R.choice(s) for s in lure) + R.choice(CLOSE[lang])
                wrapper = R.choice(WRAP[lang]) if i % 4 == 3 else None
                charset = R.choice(["utf-8", "iso-2022-jp", "cp932", "euc-jp"]) if lang == "ja" else R.choice(["utf-8", "us-ascii"])
                html = "<html><body>{text}</body></html>" if i % 5 == 2 and not wrapper else None
                k += 1
                mail(f"hard-{k:03d}.eml", f"{lang}-{c}", "hard", subjects[c], text, lang, charset=charset, html=html, wrapper=wrapper)


SHORT_JA = [
    ("資料送付の件", ["お世話になっております。\nご依頼の資料を添付にて送付{v}。\nご確認のほどよろしくお願い{v}。", "お世話になっております。\n先日ご依頼の資料を添付にてお送り{v}。\nご確認のほど、よろしくお願い{v}。"]),
    ("日程調整のお願い", ["次回打合せの日程について、{month}月{day}日{time}で調整をお願い{v}。\n候補日は添付の通りです。", "次回の打合せ日程ですが、{month}月{day}日{time}にて調整をお願い{v}。\n候補日は添付の通りです。"]),
    ("複合機からのスキャンデータ", ["複合機からスキャンデータを送信{v}。\n受付番号: {no}\n形式: PDF", "複合機よりスキャンデータを送信{v}。\n受付番号: {no}\n形式: PDF"]),
    ("注文書の件", ["注文書を送付{v}ので、請書のご返送をお願い{v}。\n注文番号 {no}", "注文書をお送り{v}ので、請書のご返送をお願い{v}。\n注文番号 {no}"]),
    ("写真のご送付", ["先日の懇親会の写真です。\n共有フォルダに置きましたのでご覧ください。\n{url}", "先日の懇親会での写真です。\n共有フォルダーに置きましたので、ご覧ください。\n{url}"]),
    ("お荷物のお届け", ["お荷物をお届けにあがりましたが不在の為持ち帰りました。\n下記よりご確認ください。\n{url}", "お荷物をお届けに上がりましたが、不在のため持ち帰りました。\n下記よりご確認ください。\n{url}"]),
    ("口座振替の結果", ["{month}月分の口座振替ができませんでした。\n{day}日までにお振込みください。\n金額 {sum}円", "{month}月分の口座振替が出来ませんでした。\n{day}日迄にお振込みください。\n金額 {sum}円"]),
    ("取材のお願い", ["貴社の新製品について取材をお願いしたくご連絡{v}。\n質問票を添付しております。", "貴社の新製品に関する取材をお願いしたく、ご連絡{v}。\n質問票を添付しております。"]),
    ("採用応募書類", ["貴社の求人を拝見し応募{v}。\n履歴書と職務経歴書を添付いたします。\n受付 {no}", "貴社の求人を拝見し、応募{v}。\n履歴書・職務経歴書を添付致します。\n受付 {no}"]),
    ("訃報のお知らせ", ["弊社役員が{month}月{day}日に逝去いたしました。\n葬儀の日程は添付の案内をご覧ください。", "弊社役員が{month}月{day}日逝去致しました。\n葬儀日程は添付の案内をご覧下さい。"]),
]


def short_set():
    k = 0
    for c, (subject, texts) in enumerate(SHORT_JA):
        for i in range(12):
            text = R.choice(["{name}様\n\n", "{org}\n{name} 様\n\n", "ご担当者様\n", ""]) + R.choice(texts).replace("{v}", R.choice(["いたします", "致します"]))
            if i % 3 == 1:
                text = wide(text) if "{url}" not in text and "{" not in text else text
            wrapper = quoted if i % 6 == 5 else forward_ja if i % 6 == 3 else None
            k += 1
            mail(f"ja-{k:03d}.eml", f"short-{c}", "ja", subject, text, "ja", charset=R.choice(["utf-8", "iso-2022-jp", "cp932", "euc-jp"]), wrapper=wrapper)


BRANDS = ["Aozora Bank", "Hinode Card", "Maple Store", "Quick Courier"]
BRANDS_JA = ["青空銀行", "日出カード", "楓百貨店", "速達便"]
GOODS = ["sitting cushion", "kitchen knives", "garden heater", "hearing aid", "running shoes", "solar lamp"]
PAD = " ".join("".join(R.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(R.randint(3, 9))) for _ in range(600))
LOGO = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
TOWNS = ["Kofu", "Lisbon", "Graz", "Tampere", "Leeds", "Otaru"]
WHO = ["the mayor", "a retired broker", "our correspondent", "the central bank", "a reader", "nobody"]
LURES = [
    ("Meet people near you", "She saw your profile and wants to talk to you tonight."),
    ("Your voucher is waiting", "Collect a shopping voucher worth ${sum} in a minute."),
    ("Fatty liver, the silent risk", "Doctors recommend this morning routine to everybody over forty."),
    ("Streaming account suspended", "We could not charge your card for the current period."),
    ("Car insurance compared", "Drivers in your region save a third of their premium."),
    ("Knives from Damascus steel", "Hand-forged and never blunt again."),
]


def traps():
    for i, (subject, lure) in enumerate(LURES):
        mail(f"trap-padding-{i}.eml", f"padding-{i}", "traps", subject, lure, "en",
             html="<html><body>{text}<div style='display:none'>" + PAD + "</div></body></html>")
        mail(f"trap-logo-{i}.eml", f"logo-{i}", "traps", "News: " + TOWNS[i], f"Property prices in {TOWNS[i]} have changed again, read what {WHO[i]} expects for next year.", "en",
             files=[("logo.png", "image/png", LOGO)])
        footer = ("\n\nThis message was sent to you because you subscribed to our newsletter.\nIf you no longer wish to receive these "
                  "messages, you may unsubscribe by clicking here or by writing to 1200 Mill Road, Springfield.\n"
                  "Please do not reply to this message, as replies to this address are not read by anybody.\n"
                  "All trademarks are the property of their respective owners and are used for identification only.")
        mail(f"trap-footer-{i}.eml", f"footer-{i}", "traps", GOODS[i].title(), f"Only today: {GOODS[i]} at half the price, sent from {TOWNS[i]} by {WHO[i]}." + footer, "en")
    for i, (brand, ja) in enumerate(zip(BRANDS, BRANDS_JA)):
        box = brand.split()[0].lower()
        text = (f"Dear customer,\n\nyour {brand} account has been limited because we could not verify your last transaction. "
                f"To continue using {brand}, please confirm your details within 24 hours. "
                f"If you do not confirm them, access will be suspended for your own protection.\n\nThe {brand} security team")
        mail(f"trap-brand-{i}.eml", f"brand-{i}", "traps", f"{brand}: account limited", text, "en", sender=f"{brand} <service@{box}.example>")
        text = (f"いつも{ja}をご利用いただき、誠にありがとうございます。\nお客様のアカウントに不審な取引が確認されたため、ご利用を一時的に制限しております。\n"
                f"{ja}を引き続きご利用いただくには、24時間以内に下記よりご本人様確認をお願いいたします。\n{{url}}\n{ja} お客様サポート")
        sender = f"{email.header.Header(ja, 'utf-8').encode()} <info@{box}.example>"
        mail(f"trap-brand-ja-{i}.eml", f"brand-ja-{i}", "traps", f"【{ja}】ご利用制限のお知らせ", text, "ja", sender=sender)


KANJI = "会議資料報告設備点検工場搬入計画予算見積契約品質検査出荷在庫研修安全保守更新監査規格試験装置配管電源温度圧力流量分析記録"
WORDS_JA = ["".join(R.sample(KANJI, 2)) for _ in range(600)]
WORDS_EN = ["".join(R.choice("etaoinshrdlucmfwypvbgkqjxz"[: R.randint(12, 26)]) for _ in range(R.randint(3, 9))) for _ in range(800)]


def others():
    for i in range(160):
        lang = "ja" if i % 2 else "en"
        words = WORDS_JA if lang == "ja" else WORDS_EN
        pick = lambda n: [R.choice(words) for _ in range(n)]
        if lang == "ja":
            text = "。\n".join("の".join(pick(3)) + "について" + R.choice(["連絡します", "確認してください", "相談があります", "報告します"]) for _ in range(R.randint(2, 8))) + "。"
            subject = "・".join(pick(2)) + "の件"
        else:
            text = "\n".join(" ".join(pick(R.randint(6, 14))).capitalize() + "." for _ in range(R.randint(2, 8)))
            subject = " ".join(pick(3)).capitalize()
        mail(f"other-{i:03d}.eml", f"other-{i}", "other", subject, text, lang)


os.makedirs(sys.argv[1], exist_ok=True)
long_set()
short_set()
traps()
others()
open(os.path.join(sys.argv[1], "truth.tsv"), "w").writelines(ROWS)

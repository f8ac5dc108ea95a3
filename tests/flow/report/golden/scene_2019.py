"""July to September 2019."""
from batches import bulk, own, targeted
from world import PUBLISH, World

SINCE = "2019-07-01"
SENDERS = ("power-01", "gas-01", "equipment-01")
HISTORY = """<history xmlns="urn:toiyaba:history:1">
<period id="2018Q4" submitted="1072" shared="59"/>
<period id="2019Q1" submitted="238" shared="48"/>
<period id="2019Q2" submitted="424" shared="54"/>
</history>
"""
PLANTS = ("2017", "2019", "プラント関連事業者を狙う攻撃メール")
# In the words of the seed's table 3, each one's first sentence.
OUTLINES = (
    "2019年1月と、2019年7月、国内企業の同一のメールアドレスに対し、当該企業と業務提携を結んでいる"
    "海外企業の担当者やCEOになりすますビジネスメール詐欺が試みられた。",
    "2019年6月、日本国内企業の海外関係会社（支払側）と、海外取引先企業（請求側）との取引において、"
    "攻撃者が請求側企業の担当者になりすますビジネスメール詐欺が試みられ、被害が生じた。",
    "2019年7月、日本国内企業において、当該企業のCEOになりすました攻撃者から、当該企業の複数の担当者へ、"
    "ビジネスメール詐欺の試みと思われるメールが着信した。",
    "2019年7月、日本国内企業（請求側）と、海外取引先企業（支払側）との取引において、攻撃者が請求側企業の"
    "担当者になりすますビジネスメール詐欺が試みられた。",
    "2019年8月、日本国内企業のCEOになりすました攻撃者から、当該企業の国内グループ企業のCEOに対し"
    "ビジネスメール詐欺が試みられた。")
# Day, type, victim, damage, partly estimated.
BEC = (("2019-07-16", 2, "self", "no", "no"),
       ("2019-07-19", 1, "group", "yes", "no"),
       ("2019-07-30", 2, "self", "no", "no"),
       ("2019-08-15", 1, "partner", "no", "yes"),
       ("2019-08-29", 2, "group", "no", "no"))
# Who tells it when: first, last, count.
SCANS = (("2019-07-19", "power-01", "2018-12-14", "2019-02-03", 74),
         ("2019-08-02", "gas-01", "2018-12-26", "2019-02-12", 7),
         ("2019-08-05", "equipment-01", "2018-12-10", "2019-02-13", 67))
TOPICS = (("フリーウェアのダウンロードを行ったところ、セキュリティ製品で検知された。", 1),
          ("組織内から外部の不審サイトに不正通信を行っていることを検知した。", 9))


def members(w):
    for sig, count, ja in (
            ("equipment", 9, "重要インフラ機器製造業者"),
            ("power", 31, "電力業界"), ("gas", 64, "ガス業界"),
            ("chemical", 23, "化学業界"), ("oil", 7, "石油業界"),
            ("resource", 4, "資源開発業界"), ("car", 10, "自動車業界"),
            ("credit", 50, "クレジット業界"), ("aviation", 9, "航空業界"),
            ("logistics", 14, "物流業界"), ("rail", 12, "鉄道業界"),
            ("twelfth", 10, "第十二業界"), ("thirteenth", 6, "第十三業界")):
        w.sig(sig, "2018-04-01", count, ja)
    w.join("power", "2019-07-08", 1)
    w.leave("gas", "2019-08-09", "withdrawal")
    w.scheme("medical", "2018-10-01", 4, 5500, "医療業界")
    w.agency("jpcert", "2012-04-01", "JPCERT/CC")
    w.agency("nisc", "2012-04-01", "NISC", "grave")
    w.scheme("water", "2019-01-01", 9, 0, "水道関連事業者等")


def bec(w):
    for i, (day, kind, victim, damage, partial) in enumerate(BEC):
        case = w.case("bec", "yes")
        case["outline"] = OUTLINES[i]
        w.give(day, "power-01", "incident", case,
               '<indicator type="email-addr" role="sender">ceo%d@attacker.example'
               '</indicator><bec type="%d" damage="%s" language="en"/>'
               % (i, kind, damage),
               share=PUBLISH, victim=victim, partial=partial)


def scans(w):
    case = w.case("scan", "yes")
    for day, who, first, last, count in SCANS:
        w.give(day, who, "traffic", case,
               '<observation direction="inbound" address="198.51.100.99" '
               'port="1433" protocol="tcp" first="%s" last="%s" count="%d"/>'
               % (first, last, count), share=PUBLISH)


def consultations(w, day):
    for topic, count in TOPICS:
        for _ in range(count):
            case = w.case("other", "no")
            case["topic"] = topic
            w.give(day, "gas-01", "consultation", case, share='<share consent="none"/>')


def phishing(w, day, count):
    for i in range(count):
        case = w.case("phishing", "yes")
        w.give(day, SENDERS[i % 3], "mail", case, "",
               [("mail", w.mail(case, "US", (), True))])


def make():
    w = World("2019")
    members(w)
    # Mails to plants, and the few that are none.
    targeted(w, "2019-08-15", SENDERS,
             [["office"]] * 60 + [["zip:executable"]] * 45, 30)
    for case in w.plan:
        case["campaign"] = PLANTS
    targeted(w, "2019-08-29", SENDERS, [["executable"]] * 8, 8)
    bec(w)
    scans(w)
    consultations(w, "2019-08-05")
    phishing(w, "2019-07-30", 15)
    bulk(w, "2019-08-15", SENDERS, 89)
    own(w, "2019-07-16", 16)
    w.ruled = ["2019-08-30"]
    return w

"""Fiscal 2012 and 2013, one hub."""
from batches import bulk, destinations, logs, own, targeted
from world import PUBLISH, World, spread

SINCE = "2012-04-01"
SENDERS = ("equipment-01", "power-01", "gas-01")
# Of table 1 (003), what no roster knows.
HISTORY = """<history xmlns="urn:toiyaba:history:1">
<event when="2010-12"><t xml:lang="ja">「サイバーセキュリティと経済 研究会」開催</t></event>
<event when="2011-10-25"><t xml:lang="ja">J-CSIP 発足</t></event>
</history>
"""


def members(w):
    w.sig("equipment", "2012-04-01", 9, "重要インフラ機器製造業者")
    w.sig("power", "2012-07-01", 11, "電力業界")
    w.sig("gas", "2012-08-01", 5, "ガス業界")
    w.sig("chemical", "2012-09-01", 6, "化学業界")
    w.sig("oil", "2012-10-01", 7, "石油業界")
    w.join("chemical", "2012-11-01", 1)
    w.join("gas", "2013-07-01", 6)
    w.join("chemical", "2014-02-01", 1)


def fiscal_2012(w, day):
    files = ([["office"]] * 66 + [["executable"]] * 35
             + [["executable-rlo"]] * 20 + [["pdf"]] * 7 + [["html"]] * 3
             + [["other"]] * 2
             + [["zip:executable-rlo,executable"]] * 4
             + [["office", "office"]] + [["empty"]] * 16)
    targeted(w, day, SENDERS,
             files + ["link"] * 20 + ["recon"] * 18 + ["lost"] * 4, 151,
             spread({"KR": 40, "JP": 32, "US": 24, "HK": 15, "CN": 12,
                     "TW": 6, None: 63}),
             destinations(w, {"US": 54, "HK": 24, "CN": 20, "KR": 19,
                              "JP": 13, "TW": 12, "SG": 10, "TH": 9, "DE": 8,
                              "GB": 7, "unknown": 9}))
    exchange(w, day)
    bulk(w, day, SENDERS, 30)
    logs(w, day, SENDERS, 15, 8)


def fiscal_2013(w, day):
    files = ([["office"]] * 29 + [["executable"]] * 93
             + [["executable-rlo"]] * 24 + [["pdf"]] * 3
             + [["zip:" + ",".join(["other"] * 4)]] * 9
             + [["zip:" + ",".join(["other"] * 5)]] * 3 + [["empty"]] * 9)
    targeted(w, day, SENDERS,
             files + ["link"] * 26 + ["recon"] * 30 + ["lost"] * 7, 135,
             spread({"KR": 30, "JP": 40, "US": 42, "CN": 33, None: 81}),
             destinations(w, {"US": 60, "JP": 22, "CN": 18, "unknown": 11}))
    bulk(w, day, SENDERS, 120)
    logs(w, day, SENDERS, 32, 8)
    own(w, day, 37)


# Case 4 of the exchanges: nine mails.  A time where the organisation wrote, and
# of the others the day that they say themselves.
EXCHANGE = (("recon", None, "01"), ("reply", "2012-08-02T10:00:00+09:00", None),
            ("attack", None, "02"), ("reply", "2012-08-03T10:00:00+09:00", None),
            ("attack", None, "06"), ("reply", "2012-08-06T10:00:00+09:00", None),
            ("recon", None, "07"), ("reply", "2012-08-08T10:00:00+09:00", None),
            ("attack", None, "20"))


def exchange(w, day):
    case = w.case("targeted", "yes")
    case["thread"] = [(kind, at, "step %d" % (i + 1))
                      for i, (kind, at, sent) in enumerate(EXCHANGE)]
    for kind, at, sent in EXCHANGE:
        if at is None:
            w.give(day, SENDERS[2], "mail", case, "", [("mail", w.mail(
                case, "KR", (["zip:executable"] if kind == "attack" else ()),
                date="%s Aug 2012 09:00:00 +0900" % sent))],
                share=PUBLISH)


def make():
    w = World("2012")
    members(w)
    fiscal_2012(w, "2012-12-03")
    fiscal_2013(w, "2013-12-02")
    w.ruled = ["2012-12-04", "2013-12-03"]
    return w

"""Fiscal 2016 by quarter, and the years before it by history.xml."""
from batches import logs, own, targeted, unread
from world import World

SINCE = "2016-04-01"
SENDERS = ("gas-01", "power-01", "equipment-01")
HISTORY = """<history xmlns="urn:toiyaba:history:1">
<period id="FY2012" submitted="246" targeted="201" shared="160"/>
<period id="FY2013" submitted="385" targeted="233" shared="180" own="37"/>
<period id="FY2014" submitted="626" targeted="505" shared="195"/>
<period id="FY2015" submitted="1092" targeted="97" shared="133"/>
<period id="2015Q2" targeted="28"/>
<period id="2015Q3" targeted="25"/>
<period id="2015Q4" targeted="19"/>
<period id="2016Q1" targeted="25"/>
</history>
"""
# Submitted; of these targeted mails, in so many cases; logs, of these shared;
# phishing; items of the hub's own.
QUARTERS = (("2016-06-20", 1818, 100, 25, 20, 5, 2, 3),
            ("2016-09-20", 218, 58, 24, 10, 6, 5, 2),
            ("2016-12-20", 396, 19, 12, 20, 8, 0, 2),
            ("2017-02-20", 73, 0, 0, 13, 4, 4, 5))


def make():
    w = World("2016")
    for sig, count, ja in (
            ("equipment", 9, "重要インフラ機器製造業者"),
            ("power", 12, "電力業界"), ("gas", 20, "ガス業界"),
            ("chemical", 20, "化学業界"), ("oil", 8, "石油業界"),
            ("resource", 10, "資源開発業界"), ("car", 8, "自動車業界")):
        w.sig(sig, "2015-04-01", count, ja)
    w.leave("oil", "2017-02-28", "reorganisation")
    w.sig("credit", "2017-04-26", 29, "クレジット業界")
    for day, all_, mails, cases, log, shared, phish, hubs in QUARTERS:
        if mails:
            targeted(w, day, SENDERS, [["office"]] * mails, cases)
        logs(w, day, SENDERS, log, shared)
        for i in range(phish):
            w.give(day, SENDERS[i % 3], "mail", w.case("phishing", "no"))
        unread(w, day, SENDERS, all_ - mails - log - phish)
        own(w, day, hubs)
        w.ruled.append(day[:8] + "21")
    return w

"""July to September 2017."""
from batches import bulk, logs, own, targeted
from world import World

SINCE = "2017-07-01"
SENDERS = ("gas-01", "power-01", "equipment-01")
HISTORY = """<history xmlns="urn:toiyaba:history:1">
<period id="2016Q2" submitted="1818" shared="33"/>
<period id="2016Q3" submitted="218" shared="32"/>
<period id="2016Q4" submitted="396" targeted="19" shared="22"/>
<period id="2017Q1" submitted="73" targeted="0" shared="9" own="5"/>
<period id="2017Q2" submitted="1213" targeted="6" shared="26"/>
</history>
"""


def members(w):
    for sig, count, ja in (
            ("equipment", 9, "重要インフラ機器製造業者"),
            ("power", 29, "電力業界"), ("gas", 30, "ガス業界"),
            ("chemical", 20, "化学業界"), ("oil", 7, "石油業界"),
            ("resource", 3, "資源開発業界"), ("car", 11, "自動車業界"),
            ("credit", 45, "クレジット業界")):
        w.sig(sig, "2017-04-01", count, ja)
    w.join("chemical", "2017-07-03", 2)
    w.sig("aviation", "2017-09-01", 9, "航空業界")
    w.sig("logistics", "2017-09-01", 12, "物流業界")
    w.sig("rail", "2017-09-01", 11, "鉄道業界")
    w.join("credit", "2017-09-15", 2)


def phishing(w, day):
    """Three by a link (two of them behind a picture), one by an HTML file."""
    for i, files in enumerate(((), (), (), ("html",))):
        case = w.case("phishing", "yes")
        w.give(day, SENDERS[i % 3], "mail", case, "",
               [("mail", w.mail(case, "US", files, not files))])


def make():
    w = World("2017")
    members(w)
    targeted(w, "2017-08-21", SENDERS, [["office"], ["zip:executable"], "recon"], 3)
    phishing(w, "2017-08-21")
    bulk(w, "2017-08-21", SENDERS, 44)
    logs(w, "2017-08-21", SENDERS, 6, 0)
    own(w, "2017-08-21", 10)
    w.ruled = ["2017-08-22"]
    return w

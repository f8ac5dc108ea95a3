#!/usr/bin/env python3
"""roster.py KEYS: the sample roster, with the fingerprints in KEYS/ID/fpr."""
import pathlib
import sys

KEYS = pathlib.Path(sys.argv[1])
SIGS = (("gas", "ガス業界", "Gas"), ("power", "電力業界", "Electric power"),
        ("chem", "化学業界", "Chemicals"), ("oil", "石油業界", "Oil"),
        ("rail", "鉄道業界", "Railways"))
MEMBERS = {
    "gas-01": ("架空瓦斯", "Kaku Gas", ("gas",)),
    "gas-02": ("青海ガス", "Oumi Gas", ("gas",)),
    "gas-03": ("北里瓦斯", "Kitazato Gas", ("gas",)),
    "power-01": ("東峰電力", "Toho Electric", ("power",)),
    "power-02": ("西海電力", "Saikai Electric", ("power",)),
    "power-03": ("南原電力", "Nanbara Electric", ("power",)),
    "chem-01": ("白川化学", "Shirakawa Chemical", ("chem",)),
    # one company, two industries
    "chem-02": ("黒部化成", "Kurobe Kasei", ("chem", "oil")),
    "oil-01": ("大潮石油", "Oshio Oil", ("oil",)),
    "oil-02": ("日向石油", "Hinata Oil", ("oil",)),
    "rail-01": ("中津鉄道", "Nakatsu Railway", ("rail",)),
    "rail-02": ("浜名電鉄", "Hamana Railway", ("rail",)),
}
# Bodies of a partner scheme are members, too.
BODIES = {
    "med-01": ("架空医療センター", "Kaku Medical Center", "medical"),
    "med-02": ("緑丘病院会", "Midorigaoka Hospitals", "medical"),
}


def key(who, since):
    return '<key fingerprint="%s" from="%s"/>' % (
        (KEYS / who / "fpr").read_text().strip(), since)


def main():
    out = ['<?xml version="1.0" encoding="UTF-8"?>',
           '<roster xmlns="urn:toiyaba:roster:1">']
    for sig, ja, en in SIGS:
        since = "2017-09-01" if sig == "rail" else "2012-07-01"
        out.append('<sig id="%s" from="%s"><name xml:lang="ja">%s</name>'
                   '<name xml:lang="en">%s</name></sig>' % (sig, since, ja, en))
    out.append('<scheme id="medical" from="2017-04-01" bodies="4" '
               'behind="5500"><name xml:lang="ja">医療業界</name>'
               '<name xml:lang="en">Medical</name>%s</scheme>' %
               key("medical", "2017-04-01"))
    out.append('<agency id="jpcert" from="2012-04-01"><name xml:lang="ja">'
               'JPCERTコーディネーションセンター</name>%s</agency>' %
               key("jpcert", "2012-04-01"))
    for i, (who, (ja, en, sigs)) in enumerate(MEMBERS.items()):
        out.append('<member id="%s"><name xml:lang="ja">%s株式会社</name>'
                   '<name xml:lang="en">%s Co., Ltd.</name><alias>%s</alias>'
                   '<domain>%s.example</domain>'
                   '<network>192.0.2.%d/28</network>%s' %
                   (who, ja, en, en.replace(" ", ""), who, 16 * i,
                    key(who, "2016-04-01")))
        for sig in sigs:
            since = "2017-09-01" if sig == "rail" else "2016-04-01"
            out.append('<in sig="%s" from="%s"/>' % (sig, since))
        out.append('</member>')
    for who, (ja, en, scheme) in BODIES.items():
        out.append('<member id="%s"><name xml:lang="ja">一般社団法人%s</name>'
                   '<name xml:lang="en">%s</name><domain>%s.example</domain>%s'
                   '<in scheme="%s" from="2017-04-01"/></member>' %
                   (who, ja, en, who, key(who, "2017-04-01"), scheme))
    for who, role in (("duty", "analyst"), ("second", "analyst"),
                      ("office", "hub")):
        out.append('<member id="%s" role="%s"><name xml:lang="ja">%s</name>'
                   '%s</member>' % (who, role, who, key(who, "2016-04-01")))
    out.append('</roster>')
    print("\n".join(out))


main()

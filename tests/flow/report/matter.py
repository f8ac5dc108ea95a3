"""matter.py submissions FILE | rulings DIR CASE SUBMISSION OTHER-CASE...: a quarter
that is hard to print: long tables, long digests, what attackers write, pictures
(into DIR)."""
import hashlib
import sys
from xml.sax.saxutils import escape

import draw

DIGEST = "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce" * 2
# Latin, what CP932 has twice, user-defined, half-width, joined and combined.
ODD = "Señor Žižka \u301c\uff5e\u2212\uff0d\xa5\u203e ①㈱髙﨑 \ue000 ｱｲｳﾞ e\u0301 \u200d\ufe0f\xad ーーーーーーーーーーーーーーーーーーーーーーーーーーーーーーーーーーーーーーーーーーーー"
URL = "http://update.malicious.example/a/long/path/that/goes/on/and/on/gate.php?id=0123456789abcdef0123456789abcdef"
EVIL = escape("청구서 확인 \U0001F600 %s invoice\u202Efdp.exe spy@evil.example www.evil.example %s %s" % (URL, ODD, DIGEST))
SHARE = '<share consent="given" scope="all" tlp="green" publish="yes"/>'


def submissions(file):
    yield '<submission id="1" kind="mail"><title>a</title>%s%s</submission>' % (file, SHARE)
    yield '<submission id="2" kind="consultation"><title>b</title><share consent="none"/></submission>'
    for n in range(60):
        yield ('<submission id="%d" kind="incident" victim="partner" partial="yes"><title>c</title>'
               '<bec type="%d" damage="yes" language="en"/>%s</submission>' % (n + 10, n % 5 + 1, SHARE))
    for n in range(3):
        yield ('<submission id="%d" kind="traffic"><title>d</title><observation direction="inbound" '
               'address="2001:db8:1111:2222:3333:4444:5555:%d" port="1433" protocol="tcp" first="2017-07-10" '
               'last="2017-07-11" count="67"/>%s</submission>' % (n + 100, n, SHARE))


def figure(where, n, kind, title, alt):
    data = draw.draw(kind)
    with open("%s/%d" % (where, n), "wb") as f:
        f.write(data)
    digest = hashlib.sha256(data).hexdigest()
    return ('<figure id="f%d" altered="yes"><title xml:lang="ja">%s</title><title xml:lang="en">%s</title>'
            '<file path="%d" sha256="%s"/><alt>%s</alt></figure>' % (n, title, title, n, digest, alt))


def rulings(where, case, mail, *others):
    # An analyst has seen them all; a topic is for consultations to bear.
    for other in others:
        yield '<ruling case="%s"><topic>%s</topic></ruling>' % (other, EVIL)
    yield '<ruling case="%s" class="targeted" grounds="craft"><title>e</title><thread>' % case
    yield '<step kind="recon" submission="%s">%s</step>' % (mail, EVIL)
    for n in range(50):
        yield '<step kind="%s" at="2017-0%d-%02dT10:00:00+09:00">%d 通目</step>' % (
            ("recon", "reply", "attack")[n % 3], 5 + n // 28, n % 28 + 1, n + 2)
    yield "</thread></ruling>"
    yield '<chapter period="2017Q3" after="figures">'
    for lang in "ja", "en":
        yield '<title xml:lang="%s">%s</title>' % (lang, EVIL)
    for lang in "ja", "en":
        yield '<p xml:lang="%s">%s<fn>%s</fn></p>' % (lang, EVIL, EVIL)
        yield '<list xml:lang="%s"><item>%s</item><item>%s</item></list>' % (lang, EVIL, DIGEST)
        yield '<example altered="yes" xml:lang="%s"><line>%s</line><line>%s</line></example>' % (lang, EVIL, DIGEST)
        yield '<note xml:lang="%s">%s<link href="https://reports.example/2017">公開資料</link></note>' % (lang, DIGEST)
    yield '<section><title>%s</title>' % EVIL
    yield figure(where, 1, "alpha", EVIL, EVIL) + figure(where, 2, "shapes", "流れ", EVIL) + figure(where, 3, "wide", "wide", "alt")
    yield '<table id="t"><title>%s</title><head>%s</head>' % (EVIL, "<cell>a</cell>" * 5)
    yield ('<row>%s</row>' % "".join("<cell>%s</cell>" % c for c in ("1", EVIL, DIGEST, '<ref to="f1"/>', '<q dataset="flow" key="2017Q3" measure="submitted"/>'))) * 9
    yield '</table>'
    yield '<p>%s</p></section></chapter>' % ("発注書を装うメールを複数の業界で確認した。" * 120)
    # In one language, and in none that is said.
    yield '<chapter period="2017Q3"><title xml:lang="ja">日本語のみ</title><p xml:lang="ja">訳のない章。</p></chapter>'
    yield '<chapter period="2017Q3"><title>x</title><p>言語を記さない段落。<fn>注。</fn></p></chapter>'


print("\n".join(globals()[sys.argv[1]](*sys.argv[2:])))

"""Forms in which people and programs write a member's name, a person's or an
address by accident, in each of the places where a text leaves; and ordinary
text in which nobody is named.  accidents.py roster|words|forms|maskable|deep|limits|ordinary, or
paragraphs FILE...: lines PLACE, FORM, HEX."""

import base64
import codecs
import hashlib
import re
import struct
import sys
import urllib.parse
import zlib

# Kanji, kana, Latin name, domain, network, who it is written to.
MEMBERS = {
    "hokuyo": ("北洋瓦斯", "ホクヨウガス", "Hokuyo Gas", "hokuyo-gas.example", "192.0.2"),
    "takashima": ("髙嶋精機", "タカシマセイキ", "Takashima Seiki", "takashima.example", "198.51.100"),
    "chigasaki": ("茅ヶ崎硝子", "チガサキガラス", "Chigasaki Glass", "chigasaki.example", "203.0.113"),
    "toho": ("東邦藏前", "トウホウクラマエ", "Toho Kuramae", "kuramae.example", "198.18.7"),
}
PEOPLE = (("田名部 洋一", "tanabe.yoichi@hokuyo-gas.example"), ("タナベ ヨウイチ", "yt77@hokuyo-gas.example"), ("大野 俊平", "ohno-shumpei@takashima.example"),
          ("Shin'ichi Kondoh", "kondoh@kuramae.example"), ("経理窓口一番", "info@chigasaki.example"), ("齋藤 惠", "m.saito@chigasaki.example"))

PLACES = {
    "title": "「{}」をかたる不審なメールについて",
    "subject": "【至急】{} 御中 お見積りの件",
    "file": "201708_{}_請求書.xlsm",
    "analysis": "差出人は{}の資材課を名のり、添付ファイルを開かせようとする。同じ文面が別の業界にも届いた。",
    "mutex": "Global\\{}_mtx01",
    "link": "http://w.evil.example/a/{}/login.php?id=7",
    "english": "The lure poses as {} and asks for a quotation.",
}


def wide(s):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in s)


def garbled(s, charset, errors="ignore"):
    return s.encode().decode(charset, errors)


def people_forms():
    """What a person writes who means them."""
    yield from ("Hokuyō Gas", "hokuyoh gas", "HOKUYOU GAS", "Hokuyo-Gas", "hokuyogasu", "Hokuyō Gasu", "ほくようがす", "ホクヨーガス", "ホクヨオガス", "ﾎｸﾖｳｶﾞｽ")
    yield from ("北洋ガス", "北洋がす", "北洋瓦斯㈱", "北洋ｶﾞｽ", "北洋 瓦斯", "Ｈｏｋｕｙｏ　Ｇａｓ", "Hokuyô Gas", "ホクヨウ・ガス", "hokuyo_gas", "HokuyoGas")
    yield from ("高島精機", "髙島精機", "高嶋精機", "高嶌精機", "たかしませいき", "TAKASHIMA SEIKI", "takasima seiki", "タカシマ精機".replace("精機", "セイキ"), "Takashima-Seiki", "高島精機（株）")
    yield from ("茅ケ崎硝子", "茅が崎硝子", "茅ヶ崎ガラス", "茅崎硝子", "茅ガ崎ガラス", "茅﨑硝子", "ちがさきがらす", "chigasaki garasu", "tigasaki glass", "Chigasaki-glass")
    yield from ("東邦蔵前", "東邦藏前", "Tōhō Kuramae", "Tohoh Kuramae", "Touhou Kuramae", "toho kuramae", "トーホークラマエ", "とうほうくらまえ", "TOHO-KURAMAE", "Toho-Kuramae")
    yield from ("田名部洋一", "田名部　洋一", "タナベ　ヨウイチ", "たなべよういち", "タナベヨーイチ", "Tanabe Yoichi", "Yoichi Tanabe", "TANABE Yōichi", "tanabe.yoichi", "tanabe_yoichi")
    yield from ("Tanabe, Yoichi", "tanabe youichi", "yoichi.tanabe", "大野俊平", "Ohno Shumpei", "Ono Shunpei", "Shunpei Ōno", "ohno-shumpei", "オオノ シュンペイ", "おおのしゅんぺい")
    yield from ("Shin'ichi Kondoh", "Kondo Shinichi", "KONDŌ Shin-ichi".replace("-", ""), "近藤".replace("近藤", "コンドウ シンイチ"), "斎藤恵", "齊藤 惠", "斉藤　恵", "M. Saito", "m.saito", "Saitō M.")
    yield from ("192.0.2.7", "::ffff:192.0.2.7", "::ffff:c000:207", "198.51.100.44:8080", "203[.]0[.]113[.]9", "192.000.002.107", "0xc0000207", "3221225991", "198-18-7-3.dsl", "2002:c000:207::1")
    for name in ("北洋瓦斯株式会社", "髙嶋精機", "茅ヶ崎硝子", "田名部 洋一", "ホクヨウガス"):
        yield garbled(name, "cp932")
        yield garbled(name, "cp932", "replace")
        yield "x" + garbled("の" + name + "は", "cp932")
        yield garbled(name, "latin-1")


def latin1_as_cp1252(s):
    return "".join(bytes([b]).decode("cp1252", "replace").replace("\ufffd", chr(b)) for b in s.encode())


def base58(data):
    letters, n, out = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", int.from_bytes(data, "big"), ""
    while n:
        n, r = divmod(n, 58)
        out = letters[r] + out
    return out


def groups(s, n, gap=" "):
    return gap.join(s[i:i + n] for i in range(0, len(s), n))


def deflated(data):
    z = zlib.compressobj(9, zlib.DEFLATED, -15)
    return z.compress(data) + z.flush()


def deep_forms():
    """What programs make of a name, and people who hide one."""
    for name, box in (("北洋瓦斯", "tanabe.yoichi@hokuyo-gas.example"), ("茅ヶ崎硝子", "m.saito@chigasaki.example")):
        u, host = name.encode(), box.split("@")[1]
        yield "base32", base64.b32encode(u).decode()
        yield "base32 in small letters", base64.b32encode(host.encode()).decode().lower().rstrip("=")
        yield "base58", base58(u)
        yield "base58 of the domain", base58(host.encode())
        yield "ascii85", base64.a85encode(u).decode()
        yield "ascii85 of the domain", base64.a85encode(host.encode(), adobe=True).decode()
        yield "base85", base64.b85encode(u).decode()
        yield "base85 of the domain", base64.b85encode(host.encode()).decode()
        yield "base64 in fours", groups(base64.b64encode(u).decode(), 4)
        yield "base64 of the domain in fours", groups(base64.b64encode(host.encode()).decode(), 4)
        yield "hex in pairs", u.hex(" ")
        yield "hex with colons", u.hex(":")
        yield "hex in fours", groups(u.hex(), 4)
        yield "hex as C has it", ", ".join(f"0x{b:02x}" for b in u)
        yield "hex with dashes", u.hex("-").upper()
        yield "decimal", " ".join(map(str, u))
        yield "decimal with commas", ",".join(map(str, host.encode()))
        yield "decimal code points", " ".join(str(ord(c)) for c in name)
        yield "octal", " ".join(f"{b:03o}" for b in u)
        yield "octal as C has it", "".join(f"\\{b:03o}" for b in u)
        yield "U+", " ".join(f"U+{ord(c):04X}" for c in name)
        yield "U+ without blanks", "".join(f"U+{ord(c):04X}" for c in name)
        yield "%u", "".join(f"%u{ord(c):04x}" for c in name)
        yield "\\u{}", "".join(f"\\u{{{ord(c):x}}}" for c in name)
        yield "\\x{}", "".join(f"\\x{{{ord(c):x}}}" for c in name)
        yield "\\U", "".join(f"\\U{ord(c):08x}" for c in name)
        yield "Hangul filler", "\u3164".join(host)
        yield "Western letters", latin1_as_cp1252(name)
        yield "CP932 as Western letters", name.encode("cp932").decode("latin-1")
        yield "uuencode", "begin 644 x\n" + "".join(codecs.encode(u, "uu").decode().splitlines(True)[1:])
        yield "deflate in base64", base64.b64encode(deflated(host.encode())).decode()
        yield "deflate of kanji in base64", base64.b64encode(deflated(u * 3)).decode()
        for h in ("md5", "sha1", "sha256", "sha512"):
            for what, s in (("name", name), ("whole name", name + "株式会社"), ("domain", host), ("www host", "www." + host), ("address", box), ("local part", box.split("@")[0])):
                for end in "", "\n":
                    d = hashlib.new(h, (s + end).encode()).hexdigest()
                    yield f"{h} of the {what}{', a line' if end else ''}", d
        yield "a digest that was cut", hashlib.sha256((host + "\n").encode()).hexdigest()[:20]
    for text in ("hokuyo-gas", "takashima.example"):
        yield "small capitals", text.translate(str.maketrans("abcdefghijklmnopqrstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘqʀꜱᴛᴜᴠᴡʏᴢ"))
        yield "letters in boxes", "".join(chr(0x1F170 + ord(c) - 97) if c.isalpha() else c for c in text)
        yield "letters in circles", "".join(chr(0x1F150 + ord(c) - 97) if c.isalpha() else c for c in text)
    for v4 in ("192.0.2.7", "203.0.113.9"):
        n = struct.unpack(">I", bytes(map(int, v4.split("."))))[0]
        a, b = n >> 16, n & 0xFFFF
        yield "NAT64", f"64:ff9b::{a:x}:{b:x}"
        yield "6to4", f"2002:{a:x}:{b:x}::1"
        yield "mapped, in full", f"0:0:0:0:0:ffff:{a:04x}:{b:04x}"
        yield "octal address", ".".join(f"0{int(p):o}" for p in v4.split("."))
        yield "hex address", ".".join(f"0x{int(p):02x}" for p in v4.split("."))
        yield "a number", str(n)
        yield "a hex number", hex(n)


def limits():
    """What the manual says cannot be found."""
    yield from ("Hokuyo", "田名部", "Tanabe", "北洋", "192.0.2.x", "\\\\HKY-DC01\\share", "HG社", "某都市ガス会社")


ORDINARY = """
情報共有のお知らせをお送りします。添付の一覧にある通信先への接続がないか、各組織のプロキシのログをご確認ください。
コトの次第は別紙のとおり。その後の調査で、端末三台から不審な通信が見つかった。
本件の攻撃者は、取引先の担当者をよそおい、見積書と称する圧縮ファイルを送りつけた。
件名は「ご請求書の送付について」、本文は自然な日本語で、署名には実在の会社の電話番号が使われていた。
東京、大阪、名古屋の三拠点で、八月二日の二十一時から二十三時に合わせて四十七通を受信した。
さくらインターネットのサーバーを踏み台にしたものと思われるが、確かなことは分かっていない。
ほくほく線の運休のお知らせを装うメールも、同じ日に届いている。
たかしという名の差出人は、過去の攻撃でも使われた。
The sample drops a DLL into %APPDATA% and registers a scheduled task named OneDrive Update.
Mutex Global\\{5F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0}, user agent Mozilla/5.0 (Windows NT 6.1; WOW64).
Please check your proxy logs from 2017-07-24 to 2017-08-04 for hosts beneath evil.example and report back by Friday.
HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run, value "Adobe Reader Speed Launcher".
The C2 answers on 8443/tcp; its certificate was issued on 1 August and names localhost.localdomain.
The mail was sent with "X-Mailer: Foxmail 7, 2, 8, 379[cn]" from 203.0.114.7 through 198.51.101.23.
SHA-256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855, MD5 d41d8cd98f00b204e9800998ecf8427e.
cmd.exe /c powershell -w hidden -enc SQBFAFgAIAAoAE4AZQB3AC0ATwBiAGoAZQBjAHQAIABOAGUAdAAuAFcAZQBiAEMAbABpAGUAbgB0ACkA
0x4d, 0x5a, 0x90, 0x00, 0x03, 0x00, 0x00, 0x00 and 77 90 144 0 3 0 0 0 begin the file; 115 032 132 000 as octal.
平成二十九年第二四半期の情報提供は千二百三十件、前の四半期は千九百五件であった。
Takashi and Yoichi are common given names in lures; so are Tanaka, Sato and Suzuki.
オオノという署名の入ったマクロは、ヨウイチという変数を使う。シュンペイは使わない。
トウホクの電力会社をかたる例、トウカイの鉄道会社をかたる例がある。
茅の輪くぐりの案内、崎陽軒の弁当の注文書、硝子細工の展示会の招待状を装うものがあった。
北の海と南の洋上で、瓦と斯界の話をする長い本文がついている。
高い島、精密な機械、前の蔵、東の邦という語は、それだけでは誰も指さない。
Order 4711, tracking 1Z999AA10123456784, phone +81-3-1234-5678, fax 03-1234-5679, zip 100-0001.
1501854000 1501857600 1501861200 are times in seconds; 3405804039 and 2886729729 are nobody's addresses here.
Kondo-san, Ohno-san: not their names, but ondo, kuranomae, tohokushinsha, hokugan, chigau, saikai.
Ono Yoko, John Lennon, Saito Station, Toho Cinemas, Kuramae Street, Seiki Shobo and Tanabe Station are places and people of every day.
https://www.meti.go.jp/ https://www.jpcert.or.jp/at/2017/at170031.html https://www.ipa.go.jp/security/J-CSIP/
aHR0cHM6Ly9ldmlsLmV4YW1wbGUvbG9naW4ucGhwP2lkPTEyMzQ1Njc4OTA= MFRGGZDFMZTWQ2LK 9Ajdvzr 87cURD]i,"Ebo80
""".strip().split("\n")


def put(place, form, text):
    print(f"{place}\t{form}\t{text.encode('utf-8', 'surrogateescape').hex()}")


what = sys.argv[1]
if what == "roster":
    print('<roster xmlns="urn:toiyaba:roster:1"><sig id="gas" from="2016-04-01"><name xml:lang="ja">x</name></sig>')
    for i, (who, (kanji, kana, latin, domain, net)) in enumerate(MEMBERS.items()):
        print(f'<member id="{who}-0{i}"><name xml:lang="ja">{kanji}株式会社</name><name xml:lang="en">{latin} Co., Ltd.</name><alias>{kana}</alias>'
              f'<domain>{domain}</domain><network>{net}.0/24</network><key fingerprint="{i:040d}" from="2016-04-01"/><in sig="gas" from="2016-04-01"/></member>')
    print("</roster>")
elif what == "words":
    for name, box in PEOPLE:
        print(name, box, sep="\n")
elif what == "forms":
    for form in people_forms():
        for place, text in PLACES.items():
            put(place, form, text.format(urllib.parse.quote(form) if place == "link" else form))
elif what == "maskable":
    for form in people_forms():
        # An address, or what must be decoded first, takes the whole value out.
        if re.search("[0-9ãåçéè]", form):
            continue
        for place in ("title", "subject", "file"):
            put(place, form, PLACES[place].format(form))
elif what == "deep":
    for form, text in deep_forms():
        put("analysis", form, f"The sample holds the text {text} and nothing else.")
elif what == "limits":
    for form in limits():
        put("analysis", form, PLACES["analysis"].format(form))
elif what == "ordinary":
    for line in ORDINARY:
        put("ordinary", line, line)
elif what == "paragraphs":
    for path in sys.argv[2:]:
        text = open(path, encoding="utf-8").read()
        for p in text.split("\n\n"):
            if len(p.strip()) > 40:
                put("paragraph", p.strip()[:40].replace("\n", " "), p)

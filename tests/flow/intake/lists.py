"""Lists of indicators as members hold them: lists.py DIR writes one of each."""
import io
import json
import os
import re
import sys
import warnings
import zipfile

warnings.simplefilter("ignore")

OUT = sys.argv[1]
UUID = "7f0c1a52-6d0e-4e57-9f0e-2f1f2a2f7d10"


def put(name, data):
    with open(os.path.join(OUT, name), "wb") as f:
        f.write(data if isinstance(data, bytes) else data.encode())


def workbook(rows, again=0, extra=None):
    """As Excel writes it: shared strings with readings, a second sheet; again:
    how often its last row stands there once more."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    strings, cells = [], []
    for r, row in enumerate(rows, 1):
        line = []
        for c, value in enumerate(row):
            ref = f"{chr(65 + c)}{r}"
            if value is None:
                continue
            if isinstance(value, int):
                line.append(f'<c r="{ref}"><v>{value}</v></c>')
            elif value.startswith("inline:"):
                line.append(f'<c r="{ref}" t="inlineStr"><is><t>{value[7:]}</t></is></c>')
            else:
                line.append(f'<c r="{ref}" t="s"><v>{len(strings)}</v></c>')
                strings.append(value)
        cells.append(f'<row r="{r}">{"".join(line)}</row>')
    cells += [re.sub(' r="[^"]*"', "", cells[-1])] * again
    si = "".join(f'<si><r><t xml:space="preserve">{s[:3]}</t></r><r><t>{s[3:]}</t></r>'
                 f'<rPh sb="0" eb="1"><t>ヨミ</t></rPh></si>' if len(s) > 6 else f"<si><t>{s}</t></si>"
                 for s in strings)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", "<Types/>")
        z.writestr("xl/workbook.xml", f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><workbook xmlns="{main}" xmlns:r="{rel}">'
                   '<sheets><sheet name="一覧" sheetId="1" r:id="rId7"/><sheet name="二枚目" sheetId="2" r:id="rId1"/></sheets></workbook>')
        z.writestr("xl/_rels/workbook.xml.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                   '<Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId7" Target="/xl/worksheets/sheet2.xml"/></Relationships>')
        z.writestr("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{main}"><sheetData><row r="1"><c t="inlineStr"><is><t>ip</t></is></c></row>'
                   '<row r="2"><c t="inlineStr"><is><t>192.0.2.222</t></is></c></row></sheetData></worksheet>')
        z.writestr("xl/worksheets/sheet2.xml", f'<worksheet xmlns="{main}"><sheetData>{"".join(cells)}</sheetData></worksheet>')
        z.writestr("xl/sharedStrings.xml", f'<sst xmlns="{main}">{si}</sst>')
        for name, data in (extra or {}).items():
            z.writestr(name, data)
    return out.getvalue()


def stix(*objects):
    return json.dumps({"type": "bundle", "id": f"bundle--{UUID}", "objects": list(objects)}, ensure_ascii=False)


def indicator(pattern, **more):
    return {"type": "indicator", "spec_version": "2.1", "id": f"indicator--{UUID}", "pattern_type": "stix",
            "pattern": pattern, **more}


def misp(*attributes, objects=()):
    return {"Event": {"info": "x", "Attribute": list(attributes), "Object": list(objects)}}


def attribute(kind, value, to_ids=True, **more):
    return {"category": "Network activity", **more, "type": kind, "value": value, "to_ids": to_ids}


# Each holds KIND.evil.example and an address, and what is not understood.
put("roles.csv", "type,value,role\r\n" + "".join(
    f"domain-name,{r}.roles.evil.example,{r}\r\n" for r in
    ("c2", "sender", "link", "download", "scanner", "other")))
put("plain.csv", "type,value,role\r\ndomain-name,plain.evil.example,c2\r\nipv4-addr,198.51.100.1,c2\r\n"
    "url,hxxp://plain.evil[.]example/a,download\r\nnothing,x,c2\r\nipv4-addr,198.51.100.256,\r\n")
put("bom.csv", b"\xef\xbb\xbf" + '"種別","値","備考"\n"ドメイン","bom[.]evil[.]example","a ""quoted""\nline"\n"IPアドレス","198.51.100.2",""\n'.encode())
put("cp932.csv", "インシデント一覧,,\r\nNo,IPアドレス,ドメイン名,ハッシュ値,件名\r\n1,１９８．５１．１００．３,cp932.evil.example,"
    "0123456789abcdef0123456789abcdef,【重要】表示のご案内\r\n2,198.51.100.0/25,,x,\r\n".encode("cp932"))
put("tabs.csv", "IP Address\tPort\tComment\n198.51.100.4\t8443\ttabs.evil.example\n")
put("own.csv", "item,edition,class,tlp,first_shared,type,role,value,name,size\r\nS-2017-AAAAAAAA,1,targeted,amber,2017-08-01,domain-name,c2,own.evil.example,,\r\n"
    "S-2017-AAAAAAAA,1,targeted,amber,2017-08-01,subject,other,'=1+1,,\r\n")
put("headless.csv", "domain-name,headless.evil.example,c2\nipv4-addr,198.51.100.44\n")
put("data.csv", "Indicator,Data,Note\r\nDescription,a list,\r\ndomain,data.evil.example,x\r\nip_port,198.51.100.45:8080,\r\n")
put("typedata.csv", "indicator_type,data\nfile_path,x\ndomain,typedata.evil.example\n")
put("dates.csv", "domain,data\ndates.evil.example,2017-08-01\n")
put("linked.csv", "URL,http://[censored]linked.example/\nHost,linked.evil.example\n")
put("book.xlsx", workbook([["情報共有一覧"], [None, "種別", "値", "役割"], [1, "ドメイン", "book.evil.example", "C2サーバ"],
                           [2, "IPアドレス", "inline:198.51.100.5", "通信先"], [3, "謎", "x"],
                           [4, "件名", "至急 ご確認のお願い"]]))
put("bundle.json", stix(
    {"type": "identity", "id": "identity--1", "name": "x"},
    indicator("[domain-name:value = 'stix.evil.example']", kill_chain_phases=[{"kill_chain_name": "k", "phase_name": "command-and-control"}]),
    indicator("[ipv4-addr:value = '198.51.100.6' OR ipv4-addr:value = '198.51.96.0/22']"),
    indicator("[file:hashes.'SHA-256' = '%064d' AND file:hashes.MD5 = '%032d']" % (7, 7)),
    indicator("[url:value IN ('http://stix.evil.example/a', 'http://stix.evil.example/it\\'s')] OR [mutex:name = 'a\\\\b']"),
    indicator("[file:name = 'a.exe' AND file:size = 12]"),
    indicator("[domain-name:value = 'c.example'] FOLLOWEDBY [domain-name:value = 'd.example']"),
    indicator("[domain-name:value LIKE '%.e.example']"),
    indicator("[domain-name:value = 'revoked.example']", revoked=True),
    {"type": "malware", "id": "malware--1", "name": "Emotet", "is_family": True},
    {"type": "vulnerability", "id": "v--1", "name": "x", "external_references": [{"source_name": "cve", "external_id": "CVE-2017-0199"}]},
    {"type": "attack-pattern", "id": "a--1", "name": "x", "external_references": [{"source_name": "mitre-attack", "external_id": "T1566.001"}]},
    {"type": "threat-actor", "id": "t--1", "name": "x"}))
put("seen.json", stix(
    {"type": "domain-name", "id": "domain-name--1", "value": "seen.evil.example"},
    {"type": "file", "id": "file--1", "name": "seen.exe", "hashes": {"MD5": "%032d" % 8, "SHA-256": "%064d" % 8, "SSDEEP": "x"}},
    {"type": "windows-registry-key", "id": "w--1", "key": "HKEY_LOCAL_MACHINE\\Software\\Seen"},
    {"type": "network-traffic", "id": "n--1", "dst_ref": "domain-name--1", "protocols": ["tcp"]},
    {"type": "process", "id": "p--1", "pid": 7}))
put("observed.json", stix(
    {"type": "observed-data", "id": "o--1", "object_refs": ["ipv4-addr--1"], "number_observed": 1},
    {"type": "ipv4-addr", "id": "ipv4-addr--1", "value": "203.0.113.79"}))
GALAXIES = [{"name": n} for n in ('misp-galaxy:malpedia="Seen Loader"', 'misp-galaxy:mitre-attack-pattern="Spearphishing Link - T1566.002"',
                                  'misp-galaxy:mitre-malware="Seenbot - S0367"', 'misp-galaxy:threat-actor="never.example"', "tlp:amber",
                                  'misp-galaxy:malpedia="Seen Loader"')]
put("galaxy.json", json.dumps({"Event": {**misp(attribute("domain", "galaxy.evil.example", Tag=[{"name": 'misp-galaxy:ransomware="Seen Locker"'}]),
                                                attribute("domain", "off.example", to_ids=False))["Event"], "Tag": GALAXIES}}))
put("misp.json", json.dumps({"response": [misp(
    attribute("domain", "misp.evil.example"), attribute("ip-dst|port", "198.51.100.8|443"),
    attribute("domain|ip", "pair.evil.example|198.51.100.9"), attribute("filename|sha1", "a.exe|" + "%040d" % 9),
    attribute("ip-src", "203.0.113.77", to_ids=False), attribute("vulnerability", "CVE-2017-11882", to_ids=False),
    attribute("domain", "gone.example", deleted=True), attribute("whois-registrant-name", "x"),
    objects=[{"name": "file", "Attribute": [attribute("sha256", "%064d" % 9)]}])]}))
put("unflagged.json", json.dumps(misp(attribute("domain", "unflagged.evil.example", to_ids=False),
                                      attribute("ip-dst", "203.0.113.78", to_ids=False, category="Targeting data"))))
put("utf16.csv", "type,value\r\ndomain-name,utf16.evil.example\r\n".encode("utf-16"))
put("quote.csv", 'type,value\ndomain-name,quote.evil.example\ndomain-name,"never.example\n')
put("words.csv", "dear colleagues,\nplease find the list of words\n")
put("deep.json", '{"type":"bundle","objects":' + "[" * 40 + "]" * 40 + "}")
put("cut.json", stix(indicator("[domain-name:value = 'cut.example']"))[:-3])
put("twice.json", '{"type":"bundle","type":"bundle","objects":[]}')
put("twice.xlsx", workbook([["ip"], ["192.0.2.1"]], extra={"xl/worksheets/sheet2.xml": "<worksheet/>"}))
put("echoes.xlsx", workbook([["domain"], ["echoes.evil.example"], [".a" * 400000]], again=200))
put("rows.xlsx", workbook([["domain"], ["rows.evil.example"]], again=20000))
put("many.csv", "ip\n" + "".join(f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}\n" for n in range(5003)))

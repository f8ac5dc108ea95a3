"""misp/ as MISP reads a feed.

check DIR...: bundles of one audience, in their order: schemas of the core
format and of PyMISP, types by category, manifest and hashes agree with the
events, stamps rise.
values DIR: told value by value as items/*.xml does; for detection is what the
lists have to block.
Prints what is wrong; nothing: all is well.
"""
import csv
import glob
import hashlib
import json
import os
import re
import sys
import uuid
import warnings
import xml.etree.ElementTree as tree

warnings.simplefilter("ignore")
HERE = os.path.dirname(os.path.abspath(__file__))
SCHEMAS = os.path.join(HERE, "../../schemas/misp")
I = "{urn:toiyaba:item:1}"
HOLES = re.compile(r"\{\}|〓〓")
TYPES = {line.split("\t")[0]: set(line.split("\t")[1].split()) for line in open(SCHEMAS + "/types.tsv")}
wrong = 0


def say(*what):
    global wrong
    wrong += 1
    print(*what)


def validators():
    import jsonschema
    for name in ("misp-core-format-2.5", "pymisp-lax"):
        with open(f"{SCHEMAS}/{name}.schema.json") as f:
            yield jsonschema.Draft4Validator(json.load(f))


def tags(o):
    return [t["name"] for t in o.get("Tag", [])]


def check_event(d, name, e, schemas):
    for s in schemas:
        for x in s.iter_errors({"Event": e}):
            say(name, "/".join(map(str, x.absolute_path)), x.message[:200])
    for key in ("uuid", "info", "date", "timestamp", "Orgc", "published", "Tag", "Attribute"):
        if key not in e:
            say(name, "has no", key)
    if name != f"{d}/misp/{e['uuid']}.json" or e["published"] is not True:
        say(name, "is", e["uuid"], e["published"])
    if [t for t in tags(e) if t.startswith("tlp:")] not in [["tlp:" + t] for t in ("clear", "green", "amber", "amber+strict", "red")]:
        say(name, "is marked", tags(e))
    seen = set()
    for a in e["Attribute"]:
        if a["type"] not in TYPES.get(a["category"], ()):
            say(name, a["type"], "stands in", a["category"])
        if a["uuid"] in seen or uuid.UUID(a["uuid"]).version != 5:
            say(name, a["uuid"], "is there twice")
        seen.add(a["uuid"])
        if a["deleted"] and a["to_ids"]:
            say(name, a["value"], "is deleted and looked for")
        if int(a["timestamp"]) > int(e["timestamp"]):
            say(name, a["value"], "is younger than its event")


def check(directories):
    schemas = list(validators())
    stamps, bytes_, deleted, told_as = {}, {}, set(), {}
    for d in directories:
        events = {}
        for name in glob.glob(d + "/misp/*-*.json"):
            with open(name, encoding="utf-8") as f:
                text = f.read()
            e = json.loads(text)["Event"]
            events[e["uuid"]] = e
            check_event(d, name, e, schemas)
            was = stamps.get(e["uuid"], -1)
            if int(e["timestamp"]) < was or (int(e["timestamp"]) == was and bytes_[e["uuid"]] != text):
                say(name, "is not newer")
            stamps[e["uuid"]], bytes_[e["uuid"]] = int(e["timestamp"]), text
            for a in e["Attribute"]:
                was = told_as.get(a["uuid"])
                if was is not None and was != a and int(a["timestamp"]) <= int(was["timestamp"]):
                    say(name, a["value"], "is another and not newer: MISP keeps the one before")
                told_as[a["uuid"]] = a
                if a["deleted"]:
                    deleted.add(a["uuid"])
                elif a["uuid"] in deleted:
                    say(name, a["value"], "was deleted and is back")
        with open(d + "/misp/manifest.json", encoding="utf-8") as f:
            manifest = json.load(f)
        if set(manifest) != set(events):
            say(d, "has other events than its manifest")
        for u, m in manifest.items():
            if any(m[k] != events[u][k] for k in ("info", "date", "timestamp", "Orgc", "Tag", "analysis", "threat_level_id")):
                say(d, u, "is another in the manifest")
        with open(d + "/misp/hashes.csv") as f:
            lines = sorted(set(f.read().split()))
        wanted = set()
        for u, e in events.items():
            for a in e["Attribute"]:
                if not a["deleted"] and not is_remark(a):
                    for part in a["value"].split("|") if "|" in a["type"] else [a["value"]]:
                        wanted.add(hashlib.md5(part.encode()).hexdigest() + "," + u)
        if lines != sorted(wanted):
            say(d, "hashes", len(lines), len(wanted))


def is_remark(a):
    """What is no value of the item."""
    note = a.get("comment", "")
    return a["type"] == "text" and note in ("hub item", "analysis", "countermeasure", "related item", "superseded by") \
        or note.startswith("step ")


def unseen(value):
    return re.sub(r"\[U\+([0-9A-F]{4})\]", lambda m: chr(int(m.group(1), 16)), value or "")


def told(item):
    """(type, value) -> roles."""
    out = {}
    for i in item.iter(I + "indicator"):
        out.setdefault((i.get("type"), unseen(i.text)), set()).add(i.get("role"))
    for f in item.iter(I + "file"):
        out.setdefault(("sha256", f.get("sha256")), set()).add("kind:" + f.get("kind"))
        if f.get("name"):
            out.setdefault(("file-name", unseen(f.get("name"))), set())
    for o in item.iter(I + "observation"):
        out.setdefault(("ipv6-addr" if ":" in o.get("address") else "ipv4-addr", o.get("address")), set()).add(o.get("direction"))
    return out


def types_of(kind, value, roles):
    source = not roles & {"c2", "download", "outbound"} and roles & {"inbound", "sender", "scanner"}
    if HOLES.search(value) or kind == "attack-pattern":
        return {"text"}
    if kind in ("ipv4-addr", "ipv6-addr", "cidr"):
        return {"ip-src" if source else "ip-dst"}
    if kind.endswith("-port"):
        return {"ip-src|port" if source else "ip-dst|port"}
    return {"domain-name": {"domain", "hostname"}, "email-addr": {"email-dst" if "c2" in roles else "email-src"}, "subject": {"email-subject"},
            "file-name": {"filename"}, "registry-key": {"regkey"}, "certificate-sha256": {"x509-fingerprint-sha256"},
            "malware": {"malware-type"}}.get(kind, {kind})


def blocked(d):
    """What a list of the bundle has to block."""
    with open(d + "/lists/all.csv", encoding="utf-8", newline="") as f:
        return {(r["type"], r["value"]) for r in csv.DictReader(f) if r["use"] == "block"}


def values(d):
    events, to_block = {}, blocked(d)
    for name in glob.glob(d + "/misp/*-*.json"):
        with open(name, encoding="utf-8") as f:
            e = json.load(f)["Event"]
        events[[a["value"] for a in e["Attribute"] if a.get("comment") == "hub item"][0]] = e
    for path in glob.glob(d + "/items/*.xml"):
        item = tree.parse(path).getroot()
        name = item.get("id")
        e = events.get(name)
        if e is None:
            say(name, "has no event")
            continue
        live = [a for a in e["Attribute"] if not a["deleted"] and not is_remark(a)]
        if item.find(I + "retracted") is not None or item.find(I + "superseded") is not None:
            if live:
                say(name, "is over and tells", live)
            continue
        if "tlp:" + item.get("tlp") not in tags(e) or f'hub:class="{item.get("class")}"' not in tags(e) or e["date"] != item.get("first-shared") \
                or e["info"] != item.find(I + "title").text:
            say(name, "is", tags(e), e["date"], e["info"])
        there = {}
        for a in live:
            there[a["value"], a["type"]] = a
        for (kind, value), roles in told(item).items():
            detected = (kind, value) in to_block
            if kind.endswith("-port"):
                host, port = value.rsplit(":", 1)
                value = host.strip("[]") + "|" + port
            a = [there.pop((value, t)) for t in types_of(kind, value, roles) if (value, t) in there]
            if len(a) != 1:
                say(name, kind, value, "is told", len(a), "times")
                continue
            if a[0]["to_ids"] != detected:
                say(name, kind, value, roles, "to_ids", a[0]["to_ids"])
            if {f'hub:role="{r}"' for r in roles if ":" not in r and "bound" not in r} != set(tags(a[0])):
                say(name, kind, value, tags(a[0]))
            if any(o.get("address") == value and f'{o.get("direction")} {o.get("protocol")}/{o.get("port", 0)} {o.get("first")}/{o.get("last")}'
                   not in a[0]["comment"] for o in item.iter(I + "observation")):
                say(name, value, "was seen", a[0]["comment"])
        for k in there:
            say(name, "tells too", k)
        remarks = sorted(a["value"] for a in e["Attribute"] if is_remark(a) and a["comment"] not in ("hub item", "related item"))
        wanted = sorted(x.text for t in ("analysis", "countermeasure", "thread/" + I + "step") for x in item.findall(I + t))
        if remarks != wanted:
            say(name, remarks, wanted)


if __name__ == "__main__":
    if sys.argv[1] == "check":
        check(sys.argv[2:])
    else:
        values(sys.argv[2])
    sys.exit(1 if wrong else 0)

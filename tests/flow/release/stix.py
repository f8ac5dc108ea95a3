"""stix.json as those read it who did not write it.

check DIR...: bundles of one audience, in their order: schemas of OASIS, ids,
references, markings, patterns by their grammar; and over the nights: what has
one id and one time has the same bytes, times rise, the revoked never returns.
values DIR: the newest bundle told value by value as items/*.xml does.
ask DIR EXPRESSION: o: objects by type, all: every object.
Prints what is wrong; nothing: all is well.
"""
import csv
import glob
import json
import os
import re
import sys
import uuid
import warnings
import xml.etree.ElementTree as tree

warnings.simplefilter("ignore")
HERE = os.path.dirname(os.path.abspath(__file__))
SCHEMAS = os.path.join(HERE, "../../schemas/stix2.1")
I = "{urn:toiyaba:item:1}"
TLP = ["clear", "green", "amber", "amber+strict", "red"]
MARKS = {
    "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487": "clear",
    "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb": "green",
    "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421": "amber",
    "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003": "amber+strict",
    "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1": "red",
}
SCO_SPACE = uuid.UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")
NAMED_BY = {
    "ipv4-addr": ["value"], "ipv6-addr": ["value"], "domain-name": ["value"], "url": ["value"],
    "email-addr": ["value"], "email-message": ["from_ref", "subject", "body"], "mutex": ["name"],
    "windows-registry-key": ["key", "values"], "file": ["hashes", "name"], "x509-certificate": ["hashes", "serial_number"],
    "network-traffic": ["src_ref", "dst_ref", "src_port", "dst_port", "protocols"],
}
wrong = 0


def say(*what):
    global wrong
    wrong += 1
    print(*what)


def load(directory):
    with open(os.path.join(directory, "stix.json"), encoding="utf-8") as f:
        text = f.read()
    return text, json.loads(text)


def validators():
    import jsonschema
    store = {}
    for p in glob.glob(SCHEMAS + "/**/*.json", recursive=True):
        with open(p) as f:
            s = json.load(f)
        for scheme in ("http", "https"):
            store[s["$id"].replace("http:", scheme + ":", 1)] = s
    by_type = {}
    for name, s in store.items():
        if name.startswith("http:"):
            by_type[name.rsplit("/", 1)[1][:-5]] = jsonschema.Draft202012Validator(
                s, resolver=jsonschema.RefResolver(s["$id"], s, store=store))
    return by_type


def refs(o, key=""):
    if isinstance(o, dict):
        for k, v in o.items():
            yield from refs(v, k)
    elif isinstance(o, list):
        for v in o:
            yield from refs(v, key)
    elif key.endswith("_ref") or key.endswith("_refs"):
        yield o


class Pattern:
    """The grammar of patterns (STIX 2.1, section 9), without qualifiers."""
    TOKEN = re.compile(r"""\s*(?:(?P<string>'(?:[^'\\]|\\[\\'])*')|(?P<number>\d+)(?![\w'])|(?P<word>[A-Za-z][A-Za-z0-9_-]*)|(?P<sign>[][().:=,]))""")

    def __init__(self, text):
        self.tokens, at = [], 0
        text = text.rstrip()
        while at < len(text):
            m = self.TOKEN.match(text, at)
            if m is None:
                raise ValueError("at " + text[at:])
            self.tokens.append((m.lastgroup, m.group(m.lastgroup)))
            at = m.end()
        self.found = []
        self.observations()
        if self.tokens:
            raise ValueError("behind it " + str(self.tokens))

    def take(self, kind, value=None):
        if not self.tokens or self.tokens[0][0] != kind or (value and self.tokens[0][1] != value):
            raise ValueError("wanted %s %s, seen %s" % (kind, value, self.tokens[:2]))
        return self.tokens.pop(0)[1]

    def is_next(self, value):
        return bool(self.tokens) and self.tokens[0][1] == value and self.tokens[0][0] != "string"

    def observations(self):
        self.take("sign", "[")
        self.comparison()
        while self.is_next("AND") or self.is_next("OR"):
            self.tokens.pop(0)
            self.comparison()
        self.take("sign", "]")

    @staticmethod
    def bare(string):
        return re.sub(r"\\(.)", r"\1", string[1:-1])

    def path(self):
        out = self.take("word")
        self.take("sign", ":")
        out += ":" + self.take("word")
        while self.is_next("."):
            self.tokens.pop(0)
            out += "." + (self.take("word") if self.tokens[0][0] == "word" else self.bare(self.take("string")))
        return out

    def comparison(self):
        path = self.path()
        how = self.tokens.pop(0)[1]
        if how not in ("=", "MATCHES", "ISSUBSET", "LIKE"):
            raise ValueError("no comparison: " + how)
        if self.tokens[0][0] == "number":
            value = int(self.take("number"))
        else:
            value = self.bare(self.take("string"))
        if how == "MATCHES":
            re.compile(value)
        self.found.append((path, how, value))


def check_words(o):
    """A hyphen in a step of a path stands between quotes."""
    for part in re.findall(r"(?<=[.])[A-Za-z]+-[A-Za-z0-9-]*", re.sub(r"'(?:[^'\\]|\\.)*'", "''", o["pattern"])):
        say(o["id"], "bare", part)


def check_object(o, schemas):
    kind = o["type"]
    if kind not in schemas:
        say("no schema for", kind)
        return
    for e in schemas[kind].iter_errors(o):
        say(o["id"], "/".join(map(str, e.absolute_path)), e.message[:200])
    if not o["id"].startswith(kind + "--"):
        say(o["id"], "is a", kind)
    if kind == "marking-definition":
        if MARKS.get(o["id"]) != list(o["extensions"].values())[0]["tlp_2_0"]:
            say(o["id"], "is not the committee's")
        return
    marks = o.get("object_marking_refs", [])
    if len(marks) != 1 or marks[0] not in MARKS:
        say(o["id"], "is marked", marks)
    if o.get("modified", "9") < o.get("created", "0"):
        say(o["id"], "changed before it was made")
    if any(k.startswith("x_") for k in o):
        say(o["id"], "has properties of its own")
    if kind == "indicator":
        try:
            Pattern(o["pattern"])
            check_words(o)
        except (ValueError, re.error) as e:
            say(o["id"], o["pattern"], e)
    if kind in NAMED_BY:
        name = {k: o[k] for k in NAMED_BY[kind] if k in o}
        if "hashes" in name:
            first = next(h for h in ("MD5", "SHA-1", "SHA-256", "SHA-512") if h in name["hashes"])
            name["hashes"] = {first: name["hashes"][first]}
        key = json.dumps(name, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        if o["id"] != f"{kind}--{uuid.uuid5(SCO_SPACE, key)}":
            say(o["id"], "is not named by", key)


def check(directories):
    try:
        schemas = validators()
    except ImportError:
        print("python3-jsonschema is missing")
        sys.exit(1)
    known, versions, newest, gone = set(), {}, {}, set()
    for d in directories:
        text, doc = load(d)
        objects = doc["objects"]
        for e in schemas["bundle"].iter_errors({k: v for k, v in doc.items() if k != "objects"}):
            say(doc["id"], e.message)
        ids = [o["id"] for o in objects]
        if ids != sorted(set(ids)):
            say(d, "is not in order, or has one twice")
        known.update(ids)
        if "\u202e" in text or re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", text):
            say(d, "holds what turns or hides text")
        for o in objects:
            check_object(o, schemas)
            for r in refs(o):
                if r not in known:
                    say(o["id"], "names", r, "which nobody was told")
            if "modified" not in o:
                continue
            was = versions.setdefault((o["id"], o["modified"]), o)
            if was != o:
                say(o["id"], "is two things of", o["modified"])
            if newest.get(o["id"], "0") > o["modified"]:
                say(o["id"], "grew younger")
            if o["id"] in gone and not o.get("revoked"):
                say(o["id"], "was revoked and is back")
            newest[o["id"]] = o["modified"]
            if o.get("revoked"):
                gone.add(o["id"])


HOLES = re.compile(r"\{\}|〓〓")


def expression(value):
    """What matches a value of which parts are not told."""
    out, at = "", 0
    for m in HOLES.finditer(value):
        out += re.sub(r"([\\^$.\[\]|()?*+{}])", r"\\\1", value[at:m.start()]) + ".+"
        at = m.end()
    return "^" + out + re.sub(r"([\\^$.\[\]|()?*+{}])", r"\\\1", value[at:]) + "$"


PATHS = {
    "ipv4-addr": "ipv4-addr:value", "ipv6-addr": "ipv6-addr:value", "domain-name": "domain-name:value", "url": "url:value",
    "email-addr": "email-addr:value", "subject": "email-message:subject", "sha256": "file:hashes.SHA-256",
    "file-name": "file:name", "user-agent": "network-traffic:extensions.http-request-ext.request_header.User-Agent",
    "mutex": "mutex:name", "registry-key": "windows-registry-key:key", "md5": "file:hashes.MD5", "sha1": "file:hashes.SHA-1",
    "certificate-sha256": "x509-certificate:hashes.SHA-256",
}


def wanted(kind, value):
    """How a value of an item is found again in STIX."""
    if kind in ("vulnerability", "malware", "attack-pattern"):
        return kind, value
    if kind == "cidr":
        return (("ipv6" if ":" in value else "ipv4") + "-addr:value", "ISSUBSET", value),
    if kind.endswith("-port"):
        host, port = value.rsplit(":", 1)
        return (("network-traffic:dst_ref.type", "=", kind[:-5]), ("network-traffic:dst_ref.value", "=", host.strip("[]")),
                ("network-traffic:dst_port", "=", int(port)))
    if HOLES.search(value):
        return (PATHS[kind], "MATCHES", expression(value)),
    return (PATHS[kind], "=", value),


def unseen(value):
    """items/*.xml shows what turns text: [U+202E]."""
    return re.sub(r"\[U\+([0-9A-F]{4})\]", lambda m: chr(int(m.group(1), 16)), value or "")


def told(item):
    for i in item.iter(I + "indicator"):
        yield i.get("type"), unseen(i.text), "hub:role=" + i.get("role")
    for f in item.iter(I + "file"):
        yield "sha256", f.get("sha256"), "hub:file=" + f.get("kind")
        if f.get("name"):
            yield "file-name", unseen(f.get("name")), "hub:file=" + f.get("kind")
    for o in item.iter(I + "observation"):
        yield "ipv6-addr" if ":" in o.get("address") else "ipv4-addr", o.get("address"), "hub:traffic=" + o.get("direction")


def said(o):
    if o["type"] == "indicator":
        return tuple(Pattern(o["pattern"]).found)
    return o["type"], o["external_references"][0]["external_id"] if o["type"] != "malware" else o["name"]


def uses(directory):
    """(type, value) -> what the lists do with it."""
    with open(directory + "/lists/all.csv", encoding="utf-8", newline="") as f:
        return {(r["type"], unseen(re.sub("^'(?=[=+@-])", "", r["value"]))): r["use"] for r in csv.DictReader(f) if r["use"] != "told"}


def values(directory):
    in_lists = uses(directory)
    objects = {o["id"]: o for o in load(directory)[1]["objects"]}
    reports = {o["external_references"][0]["external_id"]: o for o in objects.values() if o["type"] == "report"}
    for path in glob.glob(directory + "/items/*.xml"):
        item = tree.parse(path).getroot()
        name, report = item.get("id"), reports.get(item.get("id"))
        if report is None:
            say(name, "has no report")
            continue
        over = item.find(I + "retracted") is not None or item.find(I + "superseded") is not None
        if over:
            if bool(report.get("revoked")) != (item.find(I + "retracted") is not None):
                say(name, "is over in one and not in the other")
            continue
        there, used = {}, {}
        for r in report["object_refs"]:
            o = objects[r]
            if TLP.index(MARKS[o.get("object_marking_refs", [report["object_marking_refs"][0]])[0]]) < TLP.index(item.get("tlp")) \
                    and o["type"] != "identity":
                say(r, "is marked wider than", name)
            if o["type"] in ("indicator", "malware", "vulnerability", "attack-pattern"):
                labels = o.get("labels", [])
                used[said(o)] = [x[8:] for x in labels if x.startswith("hub:use=")]
                there.setdefault(said(o), set()).update(x for x in labels if not x.startswith("hub:use="))
        here = {}
        for kind, value, label in told(item):
            here.setdefault(wanted(kind, value), set()).add(label)
            use = [in_lists[kind, value]] if (kind, value) in in_lists else []
            if used.get(wanted(kind, value), use) != use:
                say(name, kind, value, "is said to be for", used[wanted(kind, value)], "and stands in lists for", use)
        for k in sorted(set(here) | set(there), key=str):
            if here.get(k) and there.get(k) and "sha256" not in str(k) and here[k] <= there[k] and there[k] <= here[k]:
                continue
            if here.get(k) and there.get(k) and any(x.startswith("hub:file") for x in here[k]):
                continue    # a file of several kinds says the first
            if here.get(k) != there.get(k):
                say(name, k, "item:", here.get(k), "stix:", there.get(k))
        if report["name"] != item.find(I + "title").text:
            say(name, "is called", report["name"])
        if "hub:class=" + item.get("class") not in report["labels"]:
            say(name, "is of class", report["labels"])
        for tag, kind, prop in (("analysis", "report", "description"), ("countermeasure", "course-of-action", "description")):
            text = item.find(I + tag)
            seen = [o.get(prop) for o in [report] + [objects[r] for r in report["object_refs"]] if o["type"] == kind and prop in o]
            if (text is None) != (not seen) or (text is not None and seen != [text.text]):
                say(name, tag, seen)
        least = item.find(I + "sightings")
        count = [objects[r]["count"] for r in report["object_refs"] if objects[r]["type"] == "sighting"]
        if count != ([int(least.get("at-least"))] if least is not None and least.get("at-least") else []):
            say(name, "was sighted", count)
        traffic = sorted((o.get("direction"), o.get("address"), int(o.get("port", 0)), o.get("protocol").replace("other", "ip")) for o in item.iter(I + "observation"))
        seen = sorted(("inbound" if "src_ref" in t else "outbound", objects[t.get("src_ref") or t.get("dst_ref")]["value"],
                       t.get("dst_port", 0), t["protocols"][0]) for t in (objects[r] for r in report["object_refs"]) if t["type"] == "network-traffic")
        if traffic != seen:
            say(name, "traffic", traffic, seen)
        steps = [s.text for s in item.iter(I + "step")]
        notes = [objects[n]["content"] for r in report["object_refs"] if objects[r]["type"] == "grouping" for n in objects[r]["object_refs"]]
        if steps != notes:
            say(name, "thread", steps, notes)


def ask(directory, expression_):
    everything = load(directory)[1]["objects"]
    o = {}
    for x in everything:
        o.setdefault(x["type"], []).append(x)
    print(eval(expression_, {"o": o, "all": everything, "said": said}))


if __name__ == "__main__":
    if sys.argv[1] == "check":
        check(sys.argv[2:])
    elif sys.argv[1] == "values":
        values(sys.argv[2])
    else:
        ask(*sys.argv[2:])
    sys.exit(1 if wrong else 0)

"""What the lists of a bundle hold, read as their consumers read them.

blocklists.py DIR        a line for each list: NAME VALUES, sorted
blocklists.py DIR NAME   the values of one list, a line each
blocklists.py DIR heads  what is wrong with heads; nothing
blocklists.py DIR rules  what is wrong with the rules for sensors; nothing
blocklists.py DIR gone BEFORE [some]
    what the lists beside the lists do not say of what stood in BEFORE and stands
    in DIR no more (some: may stay unsaid), and what they say too; nothing
"""
import csv, os, re, signal, sys

# A reader that has seen enough ends us quietly.
signal.signal(signal.SIGPIPE, signal.SIG_DFL)

def lines(path, comment="#"):
    with open(path, encoding="utf-8") as f:
        for line in f.read().split("\n"):
            if line and not line.startswith(comment):
                yield line

def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))

def zone(path):
    for line in lines(path, ";"):
        owner, *rest = line.split(" ")
        if owner in ("$TTL", "@"):
            continue
        assert rest == ["CNAME", "." if "block" in path else "rpz-passthru."], line
        yield owner

KEYWORDS = {"msg", "sid", "rev", "content", "nocase", "startswith", "endswith", "dotprefix",
            "dns.query", "tls.sni", "http.host", "http.uri.raw", "http.user_agent", "threshold"}
HEAD = re.compile(r"^alert (ip|tcp|dns|tls|http) any any (->|<>) (any|\[[0-9a-f.:/]+\]) (any|[0-9]{1,5}) \((.*)\)$")

def options(body):
    """Keywords and values; a ; ends one unless it is quoted and escaped."""
    out, at = [], 0
    while at < len(body):
        m = re.compile(r' ?([a-z_.]+)(?::("(?:[^"\\;:|]|\|(?:[0-9A-F]{2} ?)+\|)*"|[^";]+))?;').match(body, at)
        if not m or (m.group(1) not in KEYWORDS):
            raise ValueError("%s, at %s" % (body, body[at:at + 30]))
        out.append((m.group(1), m.group(2)))
        at = m.end()
    return out

def unhex(s):
    return re.sub(rb"\|([0-9A-F ]+)\|", lambda m: bytes.fromhex(m.group(1).decode()), s.encode()).decode()

def rules(path):
    seen = set()
    for line in lines(path):
        m = HEAD.match(line)
        if not m:
            raise ValueError("no rule: " + line)
        got = options(m.group(5))
        one = dict(got)
        sid = int(one["sid"])
        if sid in seen or not 9100000 <= sid <= 9199999 or int(one["rev"]) < 1 or "msg" not in one:
            raise ValueError("sid or rev: " + line)
        seen.add(sid)
        value = [unhex(v[1:-1]) for k, v in got if k == "content"]
        yield sid, int(one["rev"]), one["msg"][1:-1], value or [m.group(3) + " " + m.group(4)]

def entries(path):
    """What a list holds, as the list beside it names it."""
    if path.endswith(".zone"):
        return {line for line in lines(path, ";") if line.split(" ")[0] not in ("$TTL", "@")}
    if path.endswith(".hsb"):
        return {line.split(":")[2] for line in lines(path)}
    if path.endswith(".rules"):
        return {"1:%d" % sid for sid, *_ in rules(path)}
    return set(lines(path))

def gone(at, before, some):
    for name in sorted(os.listdir(at(""))):
        if "-removed." not in name:
            continue
        stem = name.split("-removed.")[0]
        own = [n for n in os.listdir(at("")) if n.rsplit(".", 1)[0] == stem and n != name and n != "squid.conf"]
        assert len(own) == 1, (name, own)
        went = entries(os.path.join(before, own[0])) - entries(at(own[0]))
        said = entries(at(name))
        if said - went or (not some and went - said):
            print(name, "unsaid:", sorted(went - said), "too much:", sorted(said - went))

def main(folder, what=None, *more):
    at = lambda name: os.path.join(folder, name)
    if what == "heads":
        for name in sorted(os.listdir(folder)):
            if name.endswith(".csv") or name == "README.txt":
                continue
            text = open(at(name), encoding="utf-8").read()
            count = "lines: " if "-removed." in name else "values: "
            for word in ("audience: ", "bundle: ", "TLP:", "created: ", "expires: ", count):
                if word not in "\n".join(text.split("\n")[:4]):
                    print(name, "does not say", word)
    elif what == "rules":
        try:
            list(rules(at("suricata.rules")))
        except (ValueError, KeyError) as e:
            print(e)
    elif what == "gone":
        gone(at, more[0], "some" in more)
    elif what == "sids":
        for sid, rev, msg, value in rules(at("suricata.rules")):
            print(sid, rev, msg, *value)
    elif what == "removed":
        for r in rows(at("removed.csv")):
            print(r["type"], r["value"], r["from"], r["why"])
    elif what == "all":
        for r in rows(at("all.csv")):
            print(r["type"], r["value"], r["use"])
    elif what.endswith(".zone"):
        print(*zone(at(what)), sep="\n")
    else:
        print(*lines(at(what)), sep="\n")

main(*sys.argv[1:])

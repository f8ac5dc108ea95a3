#!/usr/bin/env python3
"""rule.py PLAN RUN.json...: rulings, as planned, on the cases of these nights.
Stops where the hub's cases are not those of the plan."""
import json
import sys

cases = {s["id"]: s["case"] for run in sys.argv[2:]
         for p in json.load(open(run))["packages"] for s in p["submissions"]}


def thread(c):
    """Mails from outside are the case's submissions, in their order."""
    mails = iter(c["submissions"])
    return "<thread>" + "".join(
        '<step kind="%s" %s="%s">%s</step>' % (
            (kind, "at", at, text) if at else (kind, "submission", next(mails), text))
        for kind, at, text in c["thread"]) + "</thread>"


seen = set()
for c in json.load(open(sys.argv[1])):
    found = {cases[s] for s in c["submissions"] if s in cases}
    if not found:
        continue
    if len(found) > 1 or found & seen:
        sys.exit("%s: %s is not one case of its own" % (c["class"], found))
    seen |= found
    release = ' release="%s"' % c["release"] if c["release"] else ""
    topic = "".join("<%s>%s</%s>" % (k, c[k], k)
                    for k in ("topic", "outline") if k in c)
    if "campaign" in c:
        topic += '<campaign from="%s" until="%s">%s</campaign>' % tuple(c["campaign"])
    print('<ruling case="%s" class="%s"%s>%s%s</ruling>' % (
        found.pop(), c["class"], release, topic, thread(c) if "thread" in c else ""))

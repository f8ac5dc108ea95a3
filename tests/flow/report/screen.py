"""screen.py DIRECTORY HTML...: each page in Chromium, on a desk, on a phone and
in print (to DIRECTORY); what is wrong is told, a line each."""
import os
import sys

from browser import Browser

here = os.path.dirname(os.path.abspath(__file__))
script = open(os.path.join(here, "screen.js"), encoding="utf-8").read()


def happened(events):
    for e in events:
        p = e.get("params", {})
        if e.get("method") == "Log.entryAdded":
            yield "console: " + p["entry"]["text"]
        elif e.get("method") in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown"):
            yield "console: " + str(p)
        elif e.get("method") == "Network.requestWillBeSent" and p["request"]["url"] != p["documentURL"]:
            if not p["request"]["url"].startswith("data:image/png;base64,"):
                yield "asks for " + p["request"]["url"]


def unnamed(browser):
    """As a screen reader is told of it."""
    seen = set()
    for n in browser("Accessibility.getFullAXTree")["nodes"]:
        role, name = n.get("role", {}).get("value"), n.get("name", {}).get("value")
        seen.add(role)
        if role in ("image", "table", "link", "heading", "navigation") and not n.get("ignored") and not name:
            yield "a reader hears of a nameless " + role
    yield from ("a reader hears of no " + r for r in {"image", "table", "heading", "main"} - seen)


def look(browser, path):
    for width in 1200, 600, 390:
        browser.open(path, width)
        for what in browser.ask(script) + list(happened(browser.events)) + list(unnamed(browser)):
            yield "%d: %s" % (width, what)
    browser.print(os.path.join(sys.argv[1], os.path.basename(path) + ".pdf"))


browser = Browser()
wrong = ["%s at %s" % (os.path.basename(path), what) for path in sys.argv[2:] for what in look(browser, path)]
browser.close()
print("\n".join(sorted(set(wrong))))
sys.exit(bool(wrong))

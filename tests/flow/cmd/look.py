"""look.py DIRECTORY AXE PAGE...: each page in Chromium on a desk (1280 wide), on
a phone (390) and in print (to DIRECTORY); what is wrong is told, a line each.
AXE: axe.min.js, or - where there is none.  PICTURES: a folder for pictures."""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../report"))
from browser import Browser

ASK = """(async () => {
const found = (await axe.run(document, {resultTypes: ['violations']})).violations;
return found.filter(v => ['serious', 'critical'].includes(v.impact))
    .map(v => v.id + ': ' + v.nodes.slice(0, 2).map(n => n.target + ' ' + n.html.slice(0, 80)).join(' | '));
})()"""
WIDE = """[document.documentElement.scrollWidth > document.documentElement.clientWidth ? 'wider than the screen: ' +
    [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
        .slice(0, 3).map(e => e.tagName + ' ' + e.textContent.trim().slice(0, 30)).join(' | ') : '',
document.querySelectorAll('h1').length === 1 ? '' : 'not one h1',
document.documentElement.lang ? '' : 'no language'].filter(Boolean)"""


def judge(browser, axe):
    yield from browser.ask(WIDE)
    if axe:
        browser.ask(axe + "; 0")
        answer = browser("Runtime.evaluate", expression=ASK, returnByValue=True, awaitPromise=True)
        yield from answer["result"].get("value") or ["axe ended: %s" % answer] if answer["result"].get("value") != [] else []


def look(browser, axe, path):
    name = os.path.basename(path)
    for width in 1280, 390:
        browser.open(path, width)
        for what in judge(browser, axe):
            yield "%s at %d: %s" % (name, width, what)
        for e in browser.events:
            if e.get("method") == "Network.requestWillBeSent" and not e["params"]["request"]["url"].startswith(("file:", "data:", "blob:")):
                yield "%s asks for %s" % (name, e["params"]["request"]["url"])
        if os.environ.get("PICTURES"):
            browser.picture("%s/%s.%d.png" % (os.environ["PICTURES"], name, width))
    browser.print(os.path.join(sys.argv[1], name + ".pdf"))


axe = "" if sys.argv[2] == "-" else open(sys.argv[2], encoding="utf-8").read()
browser = Browser()
wrong = [w for path in sys.argv[3:] for w in look(browser, axe, path)]
browser.close()
print("\n".join(dict.fromkeys(wrong)))
sys.exit(bool(wrong))

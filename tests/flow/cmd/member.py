"""member.py PAGE DOWNLOADS PICTURES FILE...: plays a member in a real Chromium
without network: fills PAGE in, drops the files, looks at what it says, and
saves the ZIP.  Prints a line for each thing that is not as it should be."""
import json
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../report"))
from browser import Browser

page, downloads, pictures, *files = sys.argv[1:]
b = Browser()
b("DOM.enable")
b("Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=0, uploadThroughput=0)
session, b.session = b.session, None
b("Browser.setDownloadBehavior", behavior="allow", downloadPath=downloads, eventsEnabled=True)
b.session = session


def want(what, seen, wanted):
    if seen != wanted:
        print(f"{what}: seen {seen!r}, wanted {wanted!r}")


def fill(name, value):
    b.ask(f"(e => {{ e.value = {json.dumps(value)}; e.dispatchEvent(new Event('input', {{bubbles: true}})); }})(document.getElementById('{name}'))")


def pick(name, value):
    b.ask(f"document.querySelector('input[name={name}][value=\"{value}\"]').click()")


def chosen(selector, value):
    b.ask(f"(e => {{ e.value = {json.dumps(value)}; e.dispatchEvent(new Event('change', {{bubbles: true}})); e.dispatchEvent(new Event('input', {{bubbles: true}})); }})({selector})")


def said():
    return b.ask("document.getElementById('said').innerText")


def put_files(paths):
    node = b("Runtime.evaluate", expression="document.getElementById('choose')")["result"]["objectId"]
    b("DOM.setFileInputFiles", files=[os.path.abspath(p) for p in paths], objectId=node)
    wait(f"files.length === {len(paths)}")


def wait(condition):
    for _ in range(400):
        if b.ask(condition):
            return
        time.sleep(0.05)
    print("waited in vain for " + condition)


def over():
    """How many downloads are over: a file's name stands before its bytes do."""
    return sum(e.get("method") == "Browser.downloadProgress" and e["params"]["state"] == "completed" for e in b.events)


def make():
    names, before = os.listdir(downloads), over()
    b.ask("document.getElementById('make').click()")
    wait("!document.getElementById('done').hidden")
    for _ in range(400):
        b.ask("0")
        if over() > before:
            return next(f for f in os.listdir(downloads) if f.endswith(".zip") and f not in names)
        time.sleep(0.05)
    print("no ZIP was saved")


# Both tongues are whole, and no word of one stands in the other.
b.open(page, 1200)
want("texts without a pair", b.ask("Object.entries(TEXTS).filter(([k, v]) => v.length !== 2 || !v[0] || !v[1]).map(e => e[0])"), [])
want("texts nobody knows", b.ask("[...document.querySelectorAll('[data-say]')].map(e => e.dataset.say).filter(k => !TEXTS[k])"), [])
want("kana in the English", b.ask("Object.entries(TEXTS).filter(([k, v]) => k !== 'other' && /[\\u3040-\\u30ff\\u4e00-\\u9fff]/.test(v[1])).map(e => e[0])"), [])
want("opens in Japanese", b.ask("document.documentElement.lang"), "ja")
for width in 1200, 390:
    b.open(page, width)
    want(f"nothing wider than the page at {width}", b.ask("document.documentElement.scrollWidth <= innerWidth"), True)
    b.picture(os.path.join(pictures, f"member-{width}.png"))

# Who, and what is said while it is empty.
b.open(page, 1200)
want("the member's id", b.ask("document.getElementById('member').value"), "gas-01")
want("nothing to make yet", b.ask("document.getElementById('make').disabled"), True)
fill("subject", "請求書を装う <メール> & \"それだけ\"")
fill("description", "経理の1名が\n開いた。\u202e\x07")
fill("observed", "2017-08-02T21:05")
put_files(files)
fill("values", "hxxp://update.malicious[.]example/gate.php?a=1&b=2\n198.51.100.23\n198.51.100.24:8443\n2001:db8::17\n" + "a1" * 32 + "\nCVE-2017-0199\n198.51.100.0/24\nbad@evil.example\nevil.example\ninvoice.exe\nT1566.001")
want("types by their look", b.ask("values().map(v => v.type)"),
     ["url", "ipv4-addr", "ipv4-addr-port", "ipv6-addr", "sha256", "vulnerability", "cidr", "email-addr", "domain-name", "file-name", "attack-pattern"])
chosen("document.querySelectorAll('#value-list select')[1]", "c2")
want("roles by hand", b.ask("values()[0].role"), "c2")
want("own names in a mail, through its encodings", [n for n in ("own.eml", "Kakugas-01") if n not in said()], [])
b.ask("[...document.querySelectorAll('#said button')].forEach(e => e.click())")
want("added to what must never leave", "Kakugas-01" in b.ask("document.getElementById('sensitive').value"), True)
fill("sensitive", b.ask("document.getElementById('sensitive').value") + "\n第二経理グループ")

# Terms.
want("asked first, unless told otherwise", b.ask("picked('consent')"), "preview")
want("no publishing under AMBER", b.ask("document.querySelector('input[name=publish][value=yes]').disabled"), True)
pick("consent", "given")
pick("scope", "sig:gas")
pick("tlp", "green")
pick("publish", "yes")
pick("agency", "jpcert")
pick("tlp", "amber")
want("publishing falls with the TLP", b.ask("picked('publish')"), "no")
b.ask("document.getElementById('language').click()")
want("English, with all that was chosen", b.ask("[document.documentElement.lang, picked('consent'), picked('scope'), picked('tlp'), document.getElementById('subject').value.length > 5, files.length]"),
     ["en", "given", "sig:gas", "amber", True, len(files)])
want("kana on the English page", b.ask("/[\\u3040-\\u30ff]/.test([...document.querySelectorAll('[data-say], option, legend, small')].map(e => e.textContent).join(''))"), False)
b.ask("document.getElementById('language').click()")

b.ask("document.getElementById('add-traffic').click()")
want("a row that is not complete stops it", b.ask("document.getElementById('make').disabled"), True)
for name, value in ("address", "198.51.100.77"), ("port", "1433"), ("first", "2017-08-01"), ("last", "2017-08-02"), ("count", "67"):
    chosen(f"traffic[0].cells.{name}", value)
b.ask("document.getElementById('add-answer').click()")
chosen("answers[0].cells.what", "withdrawal")
chosen("answers[0].cells.id", "not an id")
want("a wrong number stops it", b.ask("document.getElementById('make').disabled"), True)
b.ask("answers[0].out.click()")
want("can be made", [b.ask("document.getElementById('make').disabled"), said()[:40] if b.ask("document.getElementById('make').disabled") else ""], [False, ""])
b.picture(os.path.join(pictures, "member-filled.png"))
first = make()
want("the fingerprint is named", b.ask("document.getElementById('next').innerText.includes(fingerprint())"), True)
os.rename(os.path.join(downloads, first), os.path.join(downloads, "report.zip.made"))

# Answers alone.
b.open(page, 1200)
for i, (what, number, more) in enumerate((("withdrawal", sys.argv[0] and os.environ["TAKE_BACK"], "loud"),)):
    b.ask("document.getElementById('add-answer').click()")
    chosen(f"answers[{i}].cells.what", what)
    chosen(f"answers[{i}].cells.id", number)
    chosen(f"answers[{i}].cells.more", more)
second = make()
os.rename(os.path.join(downloads, second), os.path.join(downloads, "answer.zip.made"))

for e in b.events:
    p = e.get("params", {})
    if e.get("method") == "Log.entryAdded" or e.get("method") in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown"):
        print("console: " + json.dumps(p)[:300])
    if e.get("method") == "Network.requestWillBeSent" and not p["request"]["url"].startswith(("file:", "blob:", "data:")):
        print("asks for " + p["request"]["url"])
b.close()

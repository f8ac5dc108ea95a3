"""paper.py PDF LANG: what a set report gets wrong, a line each: tags and their
order, alternatives, bookmarks, margins, anything that can be clicked."""
import html
import re
import subprocess
import sys

pdf, lang = sys.argv[1:]
raw = open(pdf, "rb").read()
wrong = []


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def say(ok, what):
    if not ok:
        wrong.append(what)


info = dict(line.split(":", 1) for line in run("pdfinfo", pdf).splitlines())
for key, want in ("Tagged", "yes"), ("JavaScript", "no"), ("Form", "none"), ("PDF version", "1.4"):
    say(info[key].strip() == want, "%s: %s" % (key, info[key]))
say(info["Title"].strip() and info["Author"].strip(), "no title or author")
say(b"/Lang (%s" % lang.encode() in raw, "no language")

for font in run("pdffonts", pdf).splitlines()[2:]:
    say(font.split()[-5:-2] == ["yes"] * 3, "not embedded as a subset with its Unicode: " + font)

# Objects stand in the open, as PDF/A-1 wants them: nothing hides.
say(b"/ObjStm" not in raw, "compressed objects")
for name in b"URI", b"Launch", b"JavaScript", b"JS", b"OpenAction", b"AA", b"GoToR", b"GoToE", b"SubmitForm", b"EmbeddedFile", b"AcroForm":
    say(not re.search(rb"/%s\b" % name, raw), "/" + name.decode())

struct = run("pdfinfo", "-struct", pdf).splitlines()
tags = [m.groups() for m in (re.match(r"( *)(\w+)(?: \((?:block|inline)\))?:?$", s) for s in struct) if m]
level = 0
for _, tag in tags:
    if re.fullmatch(r"H\d", tag):
        say(int(tag[1]) <= level + 1 and (tag != "H1" or level == 0), "%s after H%d" % (tag, level))
        level = int(tag[1])
names = [tag for _, tag in tags]
say(names.count("H1") == 1, "H1: %d" % names.count("H1"))
say("Note" in names and "L" in names and "LI" in names, "no notes or lists")
drawn = re.findall(rb"/S /Figure\b(?:(?!endobj).)*", raw, re.S)
say(len(drawn) > 3 and all(b"/Alt" in d for d in drawn), "figures without alternative")
# PDF 1.4 has no /Scope: a table's first row and each row's first cell are heads.
rows = re.findall(r"TR((?: (?!TR\b)\w+)*)", " ".join(names))
say(len(rows) > 100 and all(r.startswith(" TH") for r in rows), "a row without head")
tables = re.findall(r"Table TR((?: (?!TR\b)\w+)*)", " ".join(names))
say(len(tables) > 10 and not any(" TD" in t for t in tables), "a table without head")

marks = re.findall(r"<item page=\"\d+\">(.*?)</item>", run("pdftohtml", "-xml", "-i", "-stdout", pdf))
figures = "2 実施件数（2017年7月～9月）" if lang == "ja" else "2 Figures (July to September 2017)"
say(figures in map(html.unescape, marks), "no bookmark of the figures")
say(any(m.startswith("3 [U+CCAD]") for m in marks), "no numbered bookmark of the chapter")
say([m.split()[0] for m in map(html.unescape, marks)] == list(map(str, range(1, len(marks) + 1))), "bookmarks are not in one count")
say('"figures"' in run("pdfinfo", "-dests", pdf), "no named place")

# Each word within the margins, on every page.
boxes = run("pdftotext", "-bbox", pdf, "-")
pages = boxes.split("<page ")[1:]
say(len(pages) == int(info["Pages"]), "pages")
for n, page in enumerate(pages, 1):
    for x0, y0, x1, y1, word in re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', page):
        inside = 56 <= float(x0) and float(x1) <= 540 and 25 <= float(y0) and float(y1) <= 820
        say(inside, "page %d: %s beyond the margin" % (n, word[:30]))
    say(page.count("TLP:CLEAR") == 2, "page %d: no TLP label in head and foot" % n)
    say(len(re.findall("<word", page)) > 12, "page %d is nearly empty" % n)

# Written out, whole, and nothing that a viewer makes a link of.
text = re.sub(r"\s|\u200b", "", run("pdftotext", pdf, "-"))
for want in "[U+CCAD][U+AD6C][U+C11C]", "[U+1F600]", "invoice[U+202E]fdp.exe", "hxxp://update[.]malicious[.]example", "1,213", "…集計なし（0ではない）。" if lang == "ja" else "…notcollected(notzero).", "例（内容の一部を変えてある）" if lang == "ja" else "Example(partsofitarealtered)":
    say(want in text, "lacks " + want)
say(text.count("cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce" * 2) >= 6, "digests are cut")
say(not re.search(r"http://|ftp://|mailto:|\w@\w", text), "live addresses")
say(not re.search(r"[\u202a-\u202e\u2066-\u2069\ufffd]", text), "raw controls or lost letters")

print("\n".join(wrong))
sys.exit(bool(wrong))

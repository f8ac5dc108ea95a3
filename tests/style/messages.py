"""What the program says to people in C stands in formats/texts/message.xml, in
both languages, with the same conversions; what does not is told, a line each."""
import glob
import re
import sys
import xml.etree.ElementTree as tree

PRI = {"PRId64": "ld", "PRIu64": "lu"}
LITERAL = r'"(?:[^"\\]|\\.)*"'
ARG = r"((?:" + LITERAL + r"|\s|PRI[a-z0-9]+)+)"
FIRST = r"\(\s*[^,;]+,\s*"
CALLS = [r"\bf?printf\((?:\s*std(?:err|out),)?\s*", r"\blog_(?:warn|info|progress)\(\s*", r"\blog_fatal" + FIRST, r"\bnight_attention" + FIRST,
         r"\bnight_attention_at\(\s*[^,;]+,\s*[^,;]+,\s*", r"\battend\(\s*n,\s*r,\s*", r"\btongue_form\(\s*",
         r"\basked\(\s*a,\s*", r"\btell_line" + FIRST, r'\btell_phrase\(\s*[^,;]+,\s*"[^"]*",\s*']
CONVERSION = r"%(?:(\d+)\$)?([-0-9.*]*(?:ll|l|z)?[a-z])"
PLACE = r"\{([^}]*)\}"
# A name, a sign and a value are the same in any language; monitors read others.
NAME = re.compile(r"[A-Za-z][A-Za-z./_'-]*")
MACHINES = ("TOIYABA ", "toiyaba_", "# HELP ", "usage: toiyaba ", "<", "  <")


def text_of(literals):
    out = ""
    for m in re.finditer(LITERAL + r"|PRI[a-z0-9]+", literals):
        word = m.group(0)
        out += PRI.get(word) or re.sub(r"\\(.)", lambda e: {"n": "\n"}.get(e.group(1), e.group(1)), word[1:-1])
    return out


def is_sentence(text):
    bare = re.sub(CONVERSION + "|" + PLACE, " ", text)
    return len(NAME.findall(bare)) > 1 or bool(re.search(PLACE, text) and NAME.findall(bare))


def said_in(path):
    source = re.sub(r"/\*.*?\*/", "", open(path, encoding="utf-8").read(), flags=re.S)
    for call in CALLS:
        for m in re.finditer(call + ARG, source):
            yield text_of(m.group(1))
    for m in re.finditer(r"(?:" + LITERAL + r"\s*)+", source):
        if re.search(r"\{[a-z][a-z_-]*\}", text_of(m.group(0))):
            yield text_of(m.group(0))


def conversions(text):
    """By the number of the argument; None where numbered and others are mixed."""
    found = re.findall(CONVERSION, re.sub("%%", "", text))
    if len({bool(n) for n, _ in found}) > 1:
        return None
    return {int(n) if n else i + 1: c for i, (n, c) in enumerate(found)}


wrong = []
texts = {}
for t in tree.parse("formats/texts/message.xml").getroot():
    ja, en = (t[i].text.replace("\u00b6", "\n") for i in (0, 1))
    if en in texts:
        wrong.append("%s: twice" % t.get("id"))
    texts[en] = ja
    if not re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", ja):
        wrong.append("%s: not Japanese" % t.get("id"))
    if conversions(ja) != conversions(en) or conversions(en) is None:
        wrong.append("%s: other conversions" % t.get("id"))
    if not set(re.findall(PLACE, ja)) <= set(re.findall(PLACE, en)):
        wrong.append("%s: a value that the English has not" % t.get("id"))

everything = "".join(open(path, encoding="utf-8").read() for path in glob.glob("formats/**/*.c", recursive=True))
for path in sorted(glob.glob("batch/**/*.c", recursive=True)):
    source = open(path, encoding="utf-8").read()
    everything += "\n".join(text_of(m.group(0)) for m in re.finditer(r"(?:" + LITERAL + r"|\s|PRI[a-z0-9]+)+", source))
    for text in said_in(path):
        if text in texts or not is_sentence(text) or text.startswith(MACHINES):
            continue
        wrong.append("%s: in English only: %r" % (path, text))
# Why something is refused is told again by a text detail.* that has a name
# where C has a conversion.
REASONS = [r"\brefuse\(\s*[^,]+,\s*REASON_\w+,\s*", r"\bfault\(\s*r,\s*\w+,\s*(?:arena_printf\(\s*r->a,\s*)?",
           r"\bxml_fault_add\(\s*[^,]+,\s*[^,]+,\s*", r"\bcomplain\(\s*\w+,\s*[^,]+,\s*\w+,\s*"]


def follows(text, form):
    return re.fullmatch(".+".join(re.escape(part) for part in form.split("{}")), text)


details = {re.sub(PLACE, "{}", t[1].text) for t in tree.parse("formats/texts/detail.xml").getroot()}
for path in sorted(glob.glob("batch/**/*.c", recursive=True) + glob.glob("formats/**/*.c", recursive=True) + glob.glob("keys/*.c")):
    source = re.sub(r"/\*.*?\*/", "", open(path, encoding="utf-8").read(), flags=re.S)
    for call in REASONS:
        for m in re.finditer(call + ARG, source):
            text = text_of(m.group(1))
            # What a conversion puts behind may be a sentence of its own.
            form = re.sub(CONVERSION, "{}", text)
            either = [re.sub("({}){2,}", by, form) for by in ("", "{}")]
            if is_sentence(text) and not any(follows(e, d) or follows(d, e) for d in details for e in either):
                wrong.append("%s: in English only: %r" % (path, text))
for t in tree.parse("formats/texts/detail.xml").getroot():
    if not re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", t[0].text):
        wrong.append("%s: not Japanese" % t.get("id"))

for en in texts:
    if en not in everything:
        wrong.append("nobody says %r" % en)
print("\n".join(wrong))
print("%d messages in both languages" % len(texts), file=sys.stderr)

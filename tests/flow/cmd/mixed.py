"""mixed.py PAGE...: a line for each sentence of a page that is in another
language than the page says; what is marked as another one, codes and styles are
passed over, and so is what WORDS=... names: a member's own."""
import html.parser
import os
import re
import sys

JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
# Two words of a sentence side by side; a name with a sign in it is none.
ENGLISH = re.compile(r"(?<![\w./:@-])[A-Za-z][a-z]+ [a-z]{2,}(?![\w/@-])")
VOID = {"meta", "br", "link", "img", "hr", "input", "col", "wbr"}
# Commands, and what gpg says.
TYPED = re.compile(r"toiyaba [a-z]+[ A-Z0-9a-z-]*|Good signature")
given = [w for w in os.environ.get("WORDS", "").split("|") if w]


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.wrong = [], []

    def handle_starttag(self, tag, attrs):
        lang = dict(attrs).get("lang") or (self.open[-1][1] if self.open else "")
        for name in ("alt", "title", "aria-label", "placeholder", "data-head"):
            if dict(attrs).get(name):
                self.look(dict(attrs)[name], lang)
        if tag not in VOID:
            self.open.append((tag, lang))

    def handle_endtag(self, tag):
        while tag not in VOID and self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self.open and not {"style", "script", "code", "pre"} & {t for t, _ in self.open}:
            self.look(data, self.open[-1][1])

    def look(self, text, lang):
        text = TYPED.sub("", text)
        for w in given:
            text = text.replace(w, "")
        found = {"ja": ENGLISH, "en": JAPANESE}.get(lang, re.compile("$^")).search(text)
        if found:
            self.wrong.append((lang, text.strip()[:100]))


for path in sys.argv[1:]:
    page = Page()
    page.feed(open(path, encoding="utf-8").read())
    for lang, text in page.wrong:
        print("%s (%s): %s" % (os.path.basename(path), lang, text))

#!/usr/bin/env python3
"""kanji-table.py UNIHAN KANJI: the table of textfold.c, on standard output:
each old or variant form of a kanji with the form that names it.  UNIHAN is
Unihan_OtherMappings.txt.bz2 of Debian's unicode-data, KANJI our own list."""
import bz2
import re
import sys
import unicodedata

FIELDS = ("kJoyoKanji", "kJinmeiyoKanji")


def unihan(path):
    """U+4E9E kJinmeiyoKanji 2010:U+4E9C: the first is a form of the second."""
    with bz2.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            m = re.match(r"U\+(\w+)\t(\w+)\t.*U\+(\w+)", line)
            if m and m[2] in FIELDS:
                yield chr(int(m[1], 16)), chr(int(m[3], 16))


def own(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            first, *others = line.split("#")[0].split() or [""]
            for other in others:
                yield other, first


def chosen(pairs):
    """What NFKC leaves as it is, each form once."""
    forms = {}
    for form, name in pairs:
        if unicodedata.normalize("NFKC", form) != form:
            continue
        if forms.setdefault(form, name) != name or form == name:
            sys.exit(f"{form} is paired twice: {forms[form]}, {name}")
    return forms


forms = chosen([*unihan(sys.argv[1]), *own(sys.argv[2])])
if len(forms) < 300:
    sys.exit(f"{sys.argv[1]} holds too few forms")
for form in sorted(forms):
    name = form
    for _ in range(4):
        name = forms.get(name, name)
    if name in forms:
        sys.exit(f"{form} leads round in a circle")
    print(f"{{ {ord(form):#x}, {ord(name):#x} }}, /* {form} {name} */")

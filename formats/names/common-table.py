#!/usr/bin/env python3
"""common-table.py EDICT ENAMDICT: words and places of two kanji, out of the
dictionaries of Debian's packages edict and enamdict, as commonword.c takes
them: in order, six bytes of UTF-8 each."""
import re
import sys

TWO = re.compile("[\u3400-\u9fff]{2}")


def words(path, kind=None):
    """Heads of entries; of names only those that enamdict calls such a kind."""
    with open(path, encoding="euc_jp", errors="replace") as lines:
        for line in lines:
            if kind and not re.search(rf"/\([a-z,]*\b{kind}\b[a-z,]*\)", line):
                continue
            for word in line.split(" ")[0].split(";"):
                word = word.split("(")[0]
                if TWO.fullmatch(word):
                    yield word


# What is nothing but a company is what an alias is for.
places, companies = ({*words(sys.argv[2], kind)} for kind in "pc")
common = ({*words(sys.argv[1])} - companies) | places
if len(common) < 50000:
    sys.exit(f"{sys.argv[1]}, {sys.argv[2]}: too few words")
for word in sorted(common):
    print(f'"{word}"')

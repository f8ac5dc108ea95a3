"""legible.py IN.fo IN.pdf: each word of the form is found in the text that is
taken out of the PDF; those that are not, a line each.  A ligature, or a letter
that no font maps back, takes a word from whoever searches or listens."""
import re
import subprocess
import sys
import xml.etree.ElementTree as tree

SPOKEN = ("desc", "title", "declarations")  # on no page
text = subprocess.run(["pdftotext", "-raw", sys.argv[2], "-"], check=True, capture_output=True, text=True).stdout
# What breaks between lines or pages is put together, as a reader does.
text = re.sub(r"\s+", "", text)


def words(node):
    if node.tag.rpartition("}")[2] not in SPOKEN:
        yield node.text or ""
        for child in node:
            yield from words(child)
            yield child.tail or ""


# Marks that only say where a line may break.
said = re.sub("[\u200b\u00ad\u2060]", "", "\n".join(words(tree.parse(sys.argv[1]).getroot())))
seen = 0
for word in sorted(set(said.split())):
    seen += 1
    # A long one may stand on two pages, with a head between.
    for piece in re.findall(".{1,12}", word):
        if piece not in text:
            print(word[:60], "lacks", piece)
            break
if seen < 100:
    print("only", seen, "words")

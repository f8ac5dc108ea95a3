"""pagewords.py FILE...: the words of pages, one a line: Latin ones of four to
seven letters, which a name may be, and two kanji or katakana beside each
other.  Digests, dates and numbers are none."""
import re
import sys

words = set()
for path in sys.argv[1:]:
    text = open(path, encoding="utf-8", errors="replace").read()
    text = re.sub(r"[0-9a-fA-F]{32,}|[0-9a-f]{8}-[0-9a-f-]{27}", " ", text)
    words.update(w.lower() for w in re.findall(r"(?<![A-Za-z0-9])[A-Za-z]{4,7}(?![A-Za-z0-9])", text))
    for run in re.findall("[\u4e00-\u9fff]+", text):
        words.update(run[i:i + 2] for i in range(len(run) - 1))
    words.update(re.findall("[ァ-ヺー]{2,}", text))
print("\n".join(sorted(words)))

"""outline.py FILE: FOP leaves out the number of open bookmarks, which PDF/A
asks for; it is put in, and the table of offsets follows."""
import re
import sys

data = open(sys.argv[1], "rb").read()


def place(number):
    return re.search(rb"\n%s 0 obj\s*<<(.*?)>>\s*endobj" % number, data, re.S)


def reference(name, text):
    m = re.search(rb"/%s (\d+) 0 R" % name, text)
    return m and m.group(1)


def items(number):
    while number:
        body = place(number).group(1)
        yield number
        yield from items(reference(b"First", body))
        number = reference(b"Next", body)


root = reference(b"Outlines", data)
if root and b"/Count" not in place(root).group(1):
    put = b"/Count %d\n" % len(list(items(reference(b"First", place(root).group(1)))))
    here = place(root).end(1)

    def moved(digits):
        return int(digits) + len(put) * (int(digits) >= here)

    table = int(data[data.rindex(b"startxref"):].split()[1])
    body, table = data[:table], data[table:]
    table = re.sub(rb"(\d{10})( \d{5} n)", lambda m: b"%010d%s" % (moved(m[1]), m[2]), table)
    table = re.sub(rb"startxref\s+\d+", b"startxref\n%d" % (len(body) + len(put)), table)
    open(sys.argv[1], "wb").write(body[:here] + put + body[here:] + table)

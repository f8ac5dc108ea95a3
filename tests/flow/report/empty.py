"""empty.py PDF...: pages with much left empty, a line each with how much: the
tallest stripe without ink between head and foot, as a part of what lies
between; two thirds are let pass.  --all: every page."""
import re
import subprocess
import sys

HIGH = 297  # millimetres, and pixels
TOP, BOTTOM = 23, 297 - 23  # the body; heads and feet are beyond


def pages(pdf):
    """Each page's rows of grey pixels."""
    data = subprocess.run(["pdftoppm", "-gray", "-scale-to-x", "210", "-scale-to-y", str(HIGH), pdf],
                          check=True, capture_output=True).stdout
    while data:
        wide, high, most = map(int, re.match(rb"P5\s+(\d+)\s+(\d+)\s+(\d+)\s", data).groups())
        start = re.match(rb"P5\s+\d+\s+\d+\s+\d+\s", data).end()
        yield [data[start + y * wide : start + (y + 1) * wide] for y in range(high)]
        data = data[start + wide * high :]


def stripe(rows):
    longest = run = 0
    for row in rows[TOP:BOTTOM]:
        run = 0 if min(row) < 230 else run + 1
        longest = max(longest, run)
    return longest / (BOTTOM - TOP)


arguments = [a for a in sys.argv[1:] if a != "--all"]
most = -1 if "--all" in sys.argv else 2 / 3
empty = ["%s page %d: %d %% empty" % (pdf, n, 100 * share)
         for pdf in arguments for n, share in enumerate(map(stripe, pages(pdf)), 1) if share > most]
print("\n".join(empty))
sys.exit(bool(empty))

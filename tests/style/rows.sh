#!/bin/bash
# The list of attacks: every row has one outcome that exists and a test that
# exists; how many are still open is said.
cd "$(dirname "$0")/../.."
python3 - <<'P'
import os, re, sys
words = set(re.findall(r'<reason word="([^"]+)"', open("formats/base/reasons.xml").read()))
passed = failed = still = 0
seen = []
for line in open("tests/hostile/rows.tsv"):
    if line.startswith("#"):
        continue
    row, what, outcome, test = line.rstrip("\n").split("\t")
    seen.append(int(row))
    ok = outcome in words or outcome in ("accepted", "duplicate", "waiting", "flag", "design", "open") \
        or re.fullmatch(r"exit:(10|6[459]|7[034578])", outcome)
    ok = ok and (test == "-" and outcome in ("design", "open") or os.path.exists("tests/" + test))
    still += outcome == "open"
    passed, failed = passed + bool(ok), failed + (not ok)
    if not ok:
        print("FAILED:", line)
if seen != list(range(1, 133)):
    failed += 1
    print("FAILED: rows 1 to 132 once each")
print(f"rows: {still} of {len(seen)} still open")
print(f"rows: {passed} passed, {failed} failed")
sys.exit(failed > 0)
P

#!/bin/bash
# Every statement fits the schema, is used, and stands in a room that uses it;
# none that a night asks for reads a table that grows with the years from end
# to end.
cd "$(dirname "$0")/../.."
python3 - <<'P'
import glob, os, re, sqlite3, sys

# Reports, status pages and rebuilds may look at everything; these may too,
# because what they read is small or read once a night.
WHOLE = {"report.sql", "show.sql", "verdict.sql"}
ALLOWED = {
    "CASE_LAST", "ITEM_LAST",          # a range of one year's ids, once a night
    "PACKAGES_ALL", "BUNDLES_ALL", "ITEM_NAMES_ALL", "MEDIA_IDS",    # toiyaba check
    "DIRTY_SUBMISSIONS",                     # dirty, by another name
    "RUN_THREADS",                     # some rulings a day, read once a night
    "TRUEHITS_WAITING",                # an analyst writes a few in a year
    "TRUEHITS",                        # the same
    "CHAPTERS_WAITING",                # analysts write a few for each report
    "SHOW_CASES",                      # no night asks for it: show does
    "WORKLIST_MET",                    # nor for it: review does
    "WORKLIST_SHUT",                   # nor for it
    "WORKLIST_SHUT_OUT",               # nor for it
    "UNREAD_WAITING",                  # nor for it: review does
    "SIGHTINGS_WAITING",               # nor for it: review does
    "ASKED_WAITING",                   # nor for it: review does
    "MEDIA_ALL",                       # nor for it: export alone lists them
    "FIND_AUDIENCES",                  # one step for each audience
    "FIND_TEXTS",                      # nor for it: find does, in texts alone
}
SMALL = {"state", "dirty", "waiting", "upload", "again", "run", "pragma_table_info"}

used = {}    # name: rooms
for path in glob.glob("batch/*.c") + glob.glob("batch/*/*.c"):
    for name in re.findall(r"\bSQL_(\w+)", open(path).read()):
        used.setdefault(name, set()).add(os.path.dirname(path))

db = sqlite3.connect(":memory:")
db.executescript(open("batch/store/schema.sql").read())
passed = failed = 0
for path in sorted(glob.glob("batch/*/*.sql")):
    if path.endswith("schema.sql"):
        continue
    for name, text in re.findall(r"-- name: (\w+)\n(.*?)(?=\n-- name:|\Z)", open(path).read(), re.S):
        text = re.sub(r"(?m)^--.*$", "", text)
        n = max([int(x) for x in re.findall(r"\?(\d+)", text)] + [text.count("?") and 1 or 0])
        try:
            plan = db.execute("EXPLAIN QUERY PLAN " + text.strip().rstrip(";"), [None] * n).fetchall()
        except sqlite3.Error as e:
            print(f"FAILED: {path} {name}: {e}")
            failed += 1
            continue
        scans = [row[3] for row in plan if re.match(r"SCAN (\w+)", row[3])
                 and "INDEX" not in row[3] and "CONSTANT ROW" not in row[3]
                 and re.match(r"SCAN (\w+)", row[3]).group(1) not in SMALL]
        if scans and path.split("/")[-1] not in WHOLE and name not in ALLOWED:
            print(f"FAILED: {path} {name}: {scans}")
            failed += 1
        elif name not in used:
            print(f"FAILED: {path} {name} is used nowhere")
            failed += 1
        elif path.split("/")[-1] not in WHOLE and os.path.dirname(path) not in used[name]:
            print(f"FAILED: {path} {name} is used in {', '.join(sorted(used[name]))}")
            failed += 1
        else:
            passed += 1
# SQLite's own files for undoing and sorting would lie beside no hub.
if open("batch/store/db.c").read().count("keep_to_itself(") == 3:
    passed += 1
else:
    failed += 1
    print("FAILED: a database that may write temporary files")
print(f"sql: {passed} passed, {failed} failed")
sys.exit(failed > 0)
P

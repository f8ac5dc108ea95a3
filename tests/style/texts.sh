#!/bin/bash
# What the program says to people: every file of texts is valid, both languages
# of a text take the same values, each text is used and each that is asked for
# is there.
cd "$(dirname "$0")/../.."
passed=0 failed=0
clean() {	# clean NAME: standard input must be empty
	if seen=$(grep .); then
		echo "FAILED: $1"
		echo "$seen" | head
		failed=$((failed + 1))
	else
		passed=$((passed + 1))
	fi
}
clean "files of texts are valid" < <(jing formats/texts/texts.rng formats/texts/*.xml 2>&1 | grep -v "^\[warning\]")
clean "ids, values, uses" < <(python3 - <<'P'
import glob, re
import xml.etree.ElementTree as tree
T = "{urn:toiyaba:texts:1}"
C = "\n".join(open(f).read() for f in glob.glob("batch/**/*.c", recursive=True) + glob.glob("formats/**/*.[ch]", recursive=True))
X = "\n".join(open(f).read() for f in glob.glob("formats/**/*.xsl", recursive=True))
ids = {}
for f in sorted(glob.glob("formats/texts/*.xml")):
    for t in tree.parse(f).getroot():
        name = t.get("id")
        if name in ids:
            print(name, "stands twice")
        if not f.endswith("/%s.xml" % name.split(".")[0]):
            print(name, "stands in", f)
        ids[name] = [set(re.findall(r"\{([a-z-]+)[:}]", t.find(T + lang).text)) for lang in ("ja", "en")]
        if ids[name][0] != ids[name][1]:
            print(name, "takes", ids[name][0] ^ ids[name][1], "in one language only")
names = {"SAY_" + re.sub("[-.]", "_", i).upper(): i for i in ids}
for n, i in names.items():
    # help.*: asked for by the names of verbs and options; tests/flow/cmd/help.sh.
    # message.*, detail.*: by their English, tests/style/messages.py.
    if not i.startswith(("help.", "message.", "detail.")) and not re.search(n + r"\b", C) and "'%s'" % i not in X and not any(i.startswith(p) for p in re.findall(r"concat\('([a-z.-]+\.)'", X)):
        print(i, "is used nowhere")
for i in re.findall(r"say:of\('([a-z0-9.-]+)'", X):
    if i not in ids:
        print("a stylesheet asks for", i)
P
)
clean "what C says to people" < <(python3 tests/style/messages.py)
echo "texts: $passed passed, $failed failed"
[ "$failed" = 0 ]

#!/bin/bash
# What a ruling takes back is closed by its values: whoever gives one again, in
# whichever case, tells it to nobody, and what else told it does so no more, until
# a ruling signed later lets it out.  What is no ruling closes no value.
. "$(dirname "$0")/../lib.sh"

{
	audience sig gas
	audience sig rail
	member gas-01 gas
	member gas-02 gas
	member gas-03 gas
	member gas-04 gas
	member rail-01 rail
	other duty analyst
	other duty-2 analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"

give() {	# give NAME FROM SCOPE TYPE=VALUE... : an incident that states them
	begin "$2"
	eval "$1=$PKGID"
	name=$1 scope=$3
	shift 3
	{
		printf '<submission id="1" kind="incident"><title>t</title>'
		for v; do printf '<indicator type="%s" role="other">%s</indicator>' "${v%%=*}" "${v#*=}"; done
		printf '<share consent="given" scope="%s"/></submission>' "$scope"
	} | add
	drop "$name"
}
rule() { begin "${1:-duty}"; add; drop "ruling-$PKGID"; }
case_of() { sqlite3 "$HUB/hub.db" "SELECT casefile FROM submission WHERE id = '$1/1'"; }
item_of() {	# item_of AUDIENCE PACKAGE
	sqlite3 "$HUB/hub.db" "SELECT item FROM place WHERE audience = '$1' AND submission = '$2/1'"
}
told() {	# told AUDIENCE : values of its live items, as its bundles have them
	python3 - "$1" "$WORK" "$HUB" "$KEYS/$1-01" <<'P'
import glob, io, re, subprocess, sys, tarfile
audience, work, hub, home = sys.argv[1:]
live = {}
for path in sorted(glob.glob("%s/outbox/%s/bundles/*.gpg" % (hub, audience))):
    tar = subprocess.run("gpg --homedir '%s' --batch -q --trust-model always -d '%s' 2>/dev/null | zstd -dcq" % (home, path),
                         shell=True, stdout=subprocess.PIPE).stdout
    with tarfile.open(fileobj=io.BytesIO(tar)) as t:
        for m in t.getmembers():
            if m.name.startswith("items/"):
                text = t.extractfile(m).read().decode()
                live[m.name] = [] if "<retracted" in text else re.findall(r'<indicator [^>]*>([^<]*)<', text) + re.findall(
                    r'<observation [^>]*address="([^"]*)', text) + re.findall(r'<file [^>]*sha256="([^"]*)', text)
print(*sorted({v for values in live.values() for v in values}))
P
}
review() { "$TOIYABA" review "$HUB" | grep '^shut' | sed 's/; ruling.*//' || true; }

give bad gas-01 sig domain-name=bad.example domain-name=common.example
give other gas-02 all domain-name=common.example domain-name=other.example
give far rail-01 sig domain-name=bad.example domain-name=far.example
night 2017-08-04
is "told" "$(told gas) / $(told rail)" "bad.example common.example other.example / bad.example common.example far.example other.example"

rule <<<"<ruling item=\"$(item_of gas "$bad")\" retract=\"yes\"/>"
night 2017-08-05
is "closed for all, in other live items too" "$RC $(told gas) / $(told rail)" "0 other.example / far.example other.example"
is "the worklist tells what is kept back" "$(review | sort)" "$(printf '%s\n' \
    "shut bad.example (domain-name): kept back from rail in $(case_of "$far")" \
    "shut common.example (domain-name): kept back from gas in $(case_of "$other")" \
    "shut common.example (domain-name): kept back from rail in $(case_of "$other")" | sort)"

# Whoever gives it again, in another case.
give again gas-03 all domain-name=bad.example domain-name=again.example
give only gas-04 all domain-name=bad.example
night 2017-08-06
is "given again, told to nobody" "$(told gas) / $(told rail)" "again.example other.example / again.example far.example other.example"
is "one that gives nothing else makes no item" "$(item_of gas "$only")" ""
night 2017-08-07
is "and another night changes nothing" "$RC $(json "j['items'], j['bundles']")" "0 ([], [])"

# What opens: a ruling signed later, on a case that holds it.  Another must agree.
rule <<<"<ruling case=\"$(case_of "$only")\" class=\"other\"/>"
night 2017-08-08
is "another ruling opens nothing" "$(told gas)" "again.example other.example"
SIGNED_AT=2017-08-04T01:00:00+09:00
rule <<<"<ruling case=\"$(case_of "$again")\" release=\"yes\"/>"
night 2017-08-08
is "nor one signed before" "$(told gas)" "again.example other.example"
rule <<<"<ruling case=\"$(case_of "$again")\" release=\"yes\"/>"
waits=$PKGID
night 2017-08-09
is "what opens waits for a second analyst" "$(told gas) $(json "len(j['confirm'])")" "again.example other.example 1"
rule duty-2 <<<"<confirm ruling=\"$waits/1\" decision=\"approve\"/>"
night 2017-08-10
is "open, to all whom that ruling reaches; what was taken back stays so" "$(told gas) / $(told rail)" \
    "again.example bad.example other.example / again.example bad.example far.example other.example"
is "the rest is closed" "$(review | grep -c common.example)" 2
is "and what gave nothing else is told" "$(item_of gas "$only" | grep -c S-2017)" 1

# A withdrawal closes that submission only.
begin gas-03; add <<<"<withdrawal package=\"$again\"/>"; drop back
night 2017-08-11
is "withdrawn: its value stands where others gave it" "$(told gas)" "bad.example other.example"
give later gas-01 sig domain-name=again.example
night 2017-08-12
is "and may be told again" "$(told gas)" "again.example bad.example other.example"

ok check "$TOIYABA" check --full "$HUB"
before=$(state)
rm "$HUB"/hub.db*
ok rebuild "$TOIYABA" rebuild "$HUB"
ok "check after it" "$TOIYABA" check --full "$HUB"
is "with the same outcome" "$(state)" "$before"
result

#!/bin/bash
# The tools of the tests themselves: what the suite and the bench trust.
cd "$(dirname "$0")/../.."
. tests/flow/lib.sh

# A daemon's work is counted, and the daemon ended.
cat >"$WORK/daemon.py" <<'P'
import os, sys, time
if os.fork():
    sys.exit()
os.setsid()
if os.fork():
    sys.exit()
with open(sys.argv[1] + ".pid", "w") as f:
    f.write(str(os.getpid()))
while time.process_time() < 0.3:
    pass
with open(sys.argv[1] + ".done", "w"):
    pass
time.sleep(1000)
P
python3 tests/cpu.py -o "$WORK/price" sh -c \
    "python3 '$WORK/daemon.py' '$WORK/d'; until [ -e '$WORK/d.done' ]; do sleep 0.02; done"
ok "a daemon's work is counted" awk '$1 < 0.3 { exit 1 }' "$WORK/price"
ok "it is named" grep -q ' python3$' "$WORK/price"
ok "and ended" sh -c "! kill -0 $(cat "$WORK/d.pid")"
rc=0
python3 tests/cpu.py -o "$WORK/price" sh -c 'exit 3' || rc=$?
is "an exit code comes through" $rc 3
ok "nothing left, nothing named" awk 'NF != 3 { exit 1 }' "$WORK/price"

# Planted faults as they are drawn.
drawn() { python3 tests/planted/sample.py "$@"; }
is "as many as asked for" "$(drawn leak 3 | wc -l)" 3
is "the same by the same seed" "$(PLANTED_SEED=1 drawn leak 3)" "$(PLANTED_SEED=1 drawn leak 3)"
ok "nearly all come in many draws" test "$(for s in $(seq 12); do PLANTED_SEED=$s drawn told 2; done | sort -u | wc -l)" -gt 6
is "ALL is all" "$(ALL=1 drawn told 2 | wc -l)" "$(ls tests/planted/told/*.diff | wc -l)"
is "a name is that one" "$(PLANTED=no-ledger drawn told 2)" no-ledger
# What the soak takes is there; and what is killed at, drawn or swept whole
# elsewhere is taken by it.
bash tests/soak.sh -n >"$WORK/soak"
is "every sweep of the soak is there" "$(grep -o 'tests/[^ ]*' "$WORK/soak" | xargs ls 2>&1 >/dev/null)" ""
drawn='\$\(commit\)|CRASH:|RACE:|planted/sample|WORLDS:|ORDERS:'
for t in $(grep -lE "$drawn" tests/flow/*/*.sh); do
	ok "soak takes $t" grep -q "$t" "$WORK/soak"
done
is "no package is asked for twice" "$(awk '{ print $2 }' tests/packages | sort | uniq -d)" ""
result

#!/bin/bash
# Near-duplicates: made-up campaigns end in the cases that the truth wants,
# whatever the order of arrival, over however many nights.
cd "$(dirname "$0")/../../.."
. tests/flow/lib.sh

measure() {	# measure ORDER NIGHTS : what the bench prints
	ORDER=$1 NIGHTS=$2 bash tests/bench/same.sh >"$WORK/same.$1.$2"
}
line() { grep "^$1" "$WORK/same.0.1"; }
figure() { line "$1" | grep -o "$2 [0-9.]*" | head -1 | sed 's/.* //'; }
atleast() { python3 -c "import sys; sys.exit(not $1 >= $2)"; }

ok "one night" measure 0 1
cat "$WORK/same.0.1" >"$WORK/out"
ok "precision, hard set" atleast "$(figure hard precision)" 0.98
ok "recall, hard set" atleast "$(figure hard recall)" 0.80
ok "recall with those looked at" atleast "$(figure hard 'looked at')" 0.95
ok "precision, Japanese" atleast "$(figure ja precision)" 1
ok "recall, Japanese" atleast "$(figure ja recall)" 0.97
ok "traps join nothing" grep -q '^traps.*pairs 0;' "$WORK/same.0.1"
ok "the rest joins nothing" grep -q '^other.*pairs 0;' "$WORK/same.0.1"
ok "another order" measure 7 1
ok "four nights" measure 3 4
is "order makes no difference" "$(grep partition "$WORK/same.7.1")" \
    "$(grep partition "$WORK/same.0.1")"
is "nights make no difference" "$(grep partition "$WORK/same.3.4")" \
    "$(grep partition "$WORK/same.0.1")"
line '[a-z]*:'
result

#!/bin/bash
# Refused bytes that somebody else had sent before: whose folder they lie in is
# told as if they were the first, or the silence would say that they are not.
. "$(dirname "$0")/../lib.sh"

gas_hub
cp -a "$HUB" "$WORK/fresh"
put() { printf 'a file as it is, %s\n' "$2" >"$HUB/inbox/$1/${3:-x.txt}"; }
told() {	# the last letter, to the byte; -: none of tonight
	letter "$1" "$2" 2>/dev/null && sha256sum <"$WORK/letter.zip" || echo -
}

put gas-02 one
night 2017-08-03
put gas-02 two
night 2017-08-04
alone="$(told gas-02 20170803T013000) $(told gas-02 20170804T013000)"
is "they are told" "$(receipts gas-02)" "quarantined not-openpgp"

rm -rf "$HUB"
cp -a "$WORK/fresh" "$HUB"
put gas-01 one		# in the same night, and read first
put gas-02 one
put gas-01 two
night 2017-08-03
put gas-02 two		# in the next
night 2017-08-04
is "as they are where another had them" "$(told gas-02 20170803T013000) $(told gas-02 20170804T013000)" "$alone"

put gas-02 two
night 2017-08-05
is "and each time" "$(receipts gas-02)" "quarantined not-openpgp"
put gas-02 three x.txt
put gas-02 three y.txt
night 2017-08-06
is "once where one has them twice" "$(receipts gas-02)" "quarantined not-openpgp"
is "nothing is left lying" "$(find "$HUB/inbox" -type f | wc -l)" 0
result

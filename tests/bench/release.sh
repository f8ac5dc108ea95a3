#!/bin/bash
# bench: a night that releases BENCH_ITEMS items (1000) against a tenth of
# them, and one item to BENCH_READERS readers (300) against five.
cd "$(dirname "$0")/../.."
. tests/bench/lib.sh
ITEMS=${BENCH_ITEMS:-1000} READERS=${BENCH_READERS:-300}

bench_hub gas-01 gas-02
for n in $((ITEMS / 10)) "$ITEMS"; do
	packages --count $((n / 50)) --mails 50 --seed "$n" "$WORK/in-$n"
	packages --count $((n / 50)) --mails 50 --seed "$n" --consent none "$WORK/kept-$n"
done
fresh
a_night few-items "$HUB" "$WORK/in-$((ITEMS / 10))" 2017-08-04
a_night many-items "$HUB" "$WORK/in-$ITEMS" 2017-08-04
a_night many-kept "$HUB" "$WORK/kept-$ITEMS" 2017-08-04
echo "a night of $((ITEMS / 10)) items, of $ITEMS, and of as many that stay inside:"
turns few-items
is "all were released" "$(sqlite3 "$WORK/many-items/hub.db" 'SELECT count(*) FROM item')" "$ITEMS"
is "none was" "$(sqlite3 "$WORK/many-kept/hub.db" 'SELECT count(*) FROM item')" 0

# All readers' keys in one ring.
ring=$WORK/ring
mkdir "$ring"
for i in $(seq "$READERS"); do
	printf '%%no-protection\nKey-Type: eddsa\nKey-Curve: ed25519\nKey-Usage: sign\nSubkey-Type: ecdh\nSubkey-Curve: cv25519\nSubkey-Usage: encrypt\nName-Real: r%d\nExpire-Date: 0\n%%commit\n' "$i"
done | gpg --homedir "$ring" --batch --quiet --faked-system-time $KEY_AT --gen-key 2>/dev/null
gpg --homedir "$ring" --batch --export >"$WORK/readers" 2>/dev/null
no_agent "$ring"
packages --seed one "$WORK/one"
fresh
for n in 5 "$READERS"; do
	cp -a "$HUB" "$WORK/to-$n"
	gpg --homedir "$WORK/to-$n/gnupg" --batch --quiet --import "$WORK/readers" 2>/dev/null
	no_agent "$WORK/to-$n/gnupg"
	{
		grep -v '</roster>' "$HUB/roster.xml"
		gpg --homedir "$ring" --with-colons -k 2>/dev/null |
		    awk -F: -v n="$n" '/^pub/ { p = 1 } /^fpr/ && p && i < n { p = 0
			printf "<member id=\"r%d\"><name xml:lang=\"ja\">読者%d</name><key fingerprint=\"%s\" from=\"2016-04-01\"/><in sig=\"gas\" from=\"2016-04-01\"/></member>\n", ++i, i, $10 }'
		echo '</roster>'
	} >"$WORK/to-$n/roster.xml"
done
a_night five-readers "$WORK/to-5" "$WORK/one" 2017-08-04
a_night all-readers "$WORK/to-$READERS" "$WORK/one" 2017-08-04
echo "one item to 5 readers, and to $READERS:"
turns five-readers
is "a bundle came of it" "$(find "$WORK/all-readers/outbox/gas/bundles" -name '*.gpg' | wc -l)" 1
result

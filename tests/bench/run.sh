#!/bin/bash
# bench: a night of BENCH_N packages (100) against the bare cost of gpg's own
# decrypt-and-verify of the same packages, a process each, and against
# straightforward scripts of stock tools (plain.py, plain.sh).  Four members,
# one by RSA; in one package of five an attachment of 120 KB, else of 3 KB.
cd "$(dirname "$0")/../.."
. tests/bench/lib.sh
N=${BENCH_N:-100}

bench_hub gas-01 gas-02 gas-03 gas-04-rsa
packages --count "$N" --attached 3000 --members "gas-01 gas-02 gas-03 gas-04-rsa" "$WORK/packages"
mkdir "$WORK/none"
fresh
a_night night "$HUB" "$WORK/packages" 2017-08-04
a_night empty-night "$HUB" "$WORK/none" 2017-08-04
for s in gpg python3 shell; do
	before $s <<X
rm -rf "$WORK/$s"
mkdir "$WORK/$s"
cp -a "$HUB/gnupg" "$WORK/$s/gnupg"
X
done
side gpg <<X
for f in "$WORK"/packages/*/*.gpg; do
	gpg --homedir "$WORK/gpg/gnupg" --batch --quiet --trust-model always -o /dev/null --yes -d "\$f" 2>/dev/null
done
X
side python3 <<X
/usr/bin/python3 tests/bench/plain.py "$WORK/python3/gnupg" "$HUB/roster.xml" "$WORK/packages" "$WORK/python3"
X
side shell <<X
sh tests/bench/plain.sh "$WORK/shell/gnupg" "$WORK/packages" "$WORK/shell"
X
echo "a night of $N packages, for each:"
turns gpg "$N"
# All of them did it.
is "the night took all" "$(ls "$WORK"/night/archive/*.gpg | wc -l)" "$N"
is "and told of all" "$(sqlite3 "$WORK/night/hub.db" 'SELECT count(*) FROM item')" "$N"
for s in python3 shell; do
	is "$s, too" "$(sqlite3 "$WORK/$s/plain.db" "SELECT count(*) FROM fact WHERE kind = 'text'")" "$N"
	ok "and its bundle" test -s "$WORK/$s/bundle.gpg"
done
result

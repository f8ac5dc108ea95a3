#!/bin/bash
# bench: what the same night costs on a hub with a history of 20, 200, 2,000
# and 20,000 submissions, as ratios to the first.  A night: 20 packages of one
# mail each.  BENCH_HISTORY names other sizes.
. "$(dirname "$0")/../flow/lib.sh"
SIZES=${BENCH_HISTORY:-20 200 2000 20000}
PER=200		# mails of one package of the history

{
	audience sig gas
	member gas-01 gas
	member gas-02 gas
} >"$WORK/roster"
make_hub <"$WORK/roster"

mails() {	# mails MEMBER NAME FIRST COUNT
	begin "$1"
	python3 - "$PKG" "$3" "$4" <<'P'
import hashlib, random, sys
where, first, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
# Digits would all be one number in the normal form, and the mails one case.
words = ["".join(random.Random(i).choices("abcdefghijklmnop", k=7)) for i in range(5000)]
body = open(where + "/body", "a")
for i in range(first, first + count):
    r = random.Random(i)
    text = " ".join(r.choices(words, k=120))
    data = (f"From: <a{i}@evil{i % 997}.example>\r\nTo: <you@y.example>\r\n"
            f"Subject: {' '.join(r.choices(words, k=5))}\r\n"
            f"Message-ID: <{i}@mailer.example>\r\n"
            "Date: Wed, 02 Aug 2017 21:05:00 +0900\r\n\r\n"
            f"http://bad{i % 1009}.example/{i} {text}\r\n").encode()
    name = f"m{i}.eml"
    open(f"{where}/{name}", "wb").write(data)
    body.write(f'<submission id="{i - first + 1}" kind="mail"><title>mail {i}</title>'
               f'<file path="{name}" role="mail" sha256="{hashlib.sha256(data).hexdigest()}"/>'
               '<share consent="given"/></submission>\n')
P
	drop "$2"
}

total=0 nights=0 first=
when() { date -d "2017-08-01 + $nights days" +%Y-%m-%d; }
for size in $SIZES; do
	while [ $total -lt "$size" ]; do
		n=$((size - total < PER ? size - total : PER))
		mails gas-01 "h$total" $total $n
		total=$((total + n))
	done
	night "$(when)"
	nights=$((nights + 1))
	for i in $(seq 20); do
		mails gas-02 "n$size-$i" $((1000000 + size * 100 + i)) 1
	done
	t=$(date +%s.%N)
	night "$(when)"
	t=$(python3 -c "print(f'{$(date +%s.%N)-$t:.2f}')")
	nights=$((nights + 1))
	[ -n "$first" ] || first=$t
	taken=$(json "sum(p['state'] == 'accepted' for p in j['packages'])")
	echo "history of $size submissions: the night took $(python3 -c "print(f'{$t/$first:.2f}')") times the first ($taken of 20 packages accepted, $t s)"
done

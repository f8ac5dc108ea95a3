#!/bin/bash
# bench: a night of N packages against a plain script of stock tools that does
# the same steps, and against bare gpg on the same packages.  Ratios of one
# run, not times.
. "$(dirname "$0")/../flow/lib.sh"
N=${BENCH_N:-500}

{
	audience sig gas
	for m in gas-01 gas-02 gas-03 gas-04; do member $m gas; done
} >"$WORK/roster"
make_hub <"$WORK/roster"
echo "making $N packages"
i=0
while [ $i -lt "$N" ]; do
	i=$((i + 1))
	begin "gas-0$((i % 4 + 1))"
	if [ $((i % 5)) = 0 ]; then size=120000; else size=2000; fi
	text=$(head -c $size /dev/urandom | base64 -w 76)
	f=$(mail "a$i@evil.example" you@y.example "subject $i" "http://bad$i.example/ $text" | file m.eml mail)
	add <<X
<submission id="1" kind="mail"><title>mail $i</title>$f<share consent="given"/></submission>
X
	drop "p$i"
done 2>/dev/null
mkdir "$WORK/packages"
find "$HUB/inbox" -name '*.gpg' | while read -r f; do cp "$f" "$WORK/packages/$(basename "$(dirname "$f")")-$(basename "$f")"; done

now() { date +%s.%N; }
since() { python3 -c "print(f'{$(now)-$1:.2f}')"; }
ratio() { python3 -c "print(f'{$1/$2:.2f}')"; }

t=$(now)
for f in "$WORK"/packages/*; do
	gpg --homedir "$HUB/gnupg" --batch --quiet --trust-model always -d "$f" >/dev/null 2>&1
done
gpg1=$(since "$t")
t=$(now)
ls "$WORK"/packages/* | xargs -P 2 -n 1 sh -c 'gpg --homedir "'"$HUB"'/gnupg" --batch --quiet --trust-model always -d "$0" >/dev/null 2>&1'
gpg2=$(since "$t")

cat >"$WORK/script.sh" <<'X'
d=$(mktemp -d)
gpg --homedir "$1/gnupg" --batch --quiet --trust-model always -d "$2" 2>/dev/null | tar -xz -C "$d"
xmllint --noout --relaxng formats/package/package.rng "$d/manifest.xml" 2>/dev/null
python3 - "$d" "$3" <<'P'
import email, email.policy, glob, hashlib, re, sqlite3, sys
db = sqlite3.connect(sys.argv[2])
db.execute("create table if not exists fact (kind, value)")
for f in glob.glob(sys.argv[1] + "/*.eml"):
    m = email.message_from_binary_file(open(f, "rb"), policy=email.policy.default)
    rows = [("subject", m["subject"]), ("from", m["from"])]
    text = m.get_content()
    rows += [("url", u) for u in re.findall(r"https?://\S+", text)]
    rows.append(("text", hashlib.sha256(text.encode()).hexdigest()))
    db.executemany("insert into fact values (?, ?)", rows)
db.commit()
P
rm -rf "$d"
X
t=$(now)
for f in "$WORK"/packages/*; do bash "$WORK/script.sh" "$HUB" "$f" "$WORK/plain.db"; done
plain=$(since "$t")

busy() { awk '/^cpu / { print ($2 + $3 + $4 + $7 + $8) / '"$(getconf CLK_TCK)"' }' /proc/stat; }
cpu=$(busy)
t=$(now)
/usr/bin/env time -f '%M %U %S' -o "$WORK/time" "$TOIYABA" run "$HUB" --at 2017-08-04T01:30:00+09:00 >"$WORK/night" 2>/dev/null || true
night=$(since "$t")
cores=$(python3 -c "print(f'{($(busy)-$cpu)/$night:.2f}')")
cat "$WORK/night"
echo "seconds: night $night, plain script $plain, bare gpg $gpg1, two at a time $gpg2"
echo "packages a second:            $(ratio "$N" "$night")"
echo "night against plain script:   $(ratio "$plain" "$night") times as fast"
echo "night against bare gpg:       $(ratio "$night" "$gpg1") of its time (one at a time), $(ratio "$night" "$gpg2") (two)"
echo "cores busy during the night:  $cores of $(nproc)"
[ -s "$WORK/time" ] && awk '{ printf "largest process: %d MiB\n", $1 / 1024 }' "$WORK/time"

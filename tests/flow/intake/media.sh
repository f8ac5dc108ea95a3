#!/bin/bash
# Media and drop folders as the world makes them (hostile-input, A.1): what is
# no file, what changes, what floods, names of every kind, a full disk.
JOBS=2
. "$(dirname "$0")/../lib.sh"
export TMPDIR=$WORK

{
	audience sig gas
	for m in gas-01 gas-02 gas-03; do member $m gas; done
} >"$WORK/roster"
make_hub <"$WORK/roster"
M=$WORK/medium
mkdir -p "$M/deep/er" "$HUB/inbox/gas-01" "$HUB/inbox/gas-02" "$HUB/inbox/gas-03"
n=0
incident() {	# incident MEMBER FILE
	n=$((n + 1))
	begin "$1"
	add <<X
<submission id="1" kind="incident"><title>t</title><indicator type="ipv4-addr" role="c2">198.51.100.$n</indicator><share consent="given"/></submission>
X
	manifest
	archive
	seal "$1" "$2"
}
state_of() { json "[p['state'] for p in j['packages'] if p['path'].endswith('$1')]"; }
reason_of() { json "[p['reason'] for p in j['packages'] if p['path'].endswith('$1')]"; }
# Every file that was there is told of exactly once, and none is gone that was
# not taken or refused with its bytes kept.
conserved() {
	json "len(j['packages']) == len({p['path'] for p in j['packages']}) and all(p['state'] in ('accepted', 'duplicate', 'quarantined', 'waiting') for p in j['packages'])"
}

# 1-4: no plain files; second names; too large.
ln -s /etc/passwd "$HUB/inbox/gas-01/link"
ln -s ../gas-02 "$HUB/inbox/gas-01/dirlink"
ln -s nowhere "$HUB/inbox/gas-01/dangling"
mkfifo "$HUB/inbox/gas-01/fifo"
python3 -c 'import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])' "$HUB/inbox/gas-01/sock"
mknod "$HUB/inbox/gas-01/zero" c 1 5 2>/dev/null || true
incident gas-02 "$HUB/inbox/gas-02/mine.gpg"
ln "$HUB/inbox/gas-02/mine.gpg" "$HUB/inbox/gas-01/yours.gpg"
truncate -s 300M "$HUB/inbox/gas-01/big"
truncate -s 8T "$HUB/inbox/gas-01/sparse" 2>/dev/null || truncate -s 300G "$HUB/inbox/gas-01/sparse"
mkdir "$HUB/inbox/gas-01/directory"
ln -s "$WORK" "$HUB/inbox/gas-09"
# 22: litter of a medium is passed over; in the inbox a file is a file.
for f in Thumbs.db .DS_Store ._x autorun.inf; do echo "x $f" | tee "$HUB/inbox/gas-01/$f" >"$M/$f"; done
incident gas-03 "$HUB/inbox/gas-03/.hidden.gpg"
(cd "$HUB/inbox/gas-03" && sha256sum .hidden.gpg >hidden.gpg.sha256)
mkdir "$M/System Volume Information"; echo x >"$M/System Volume Information/y"
# 6: uploads under way.
for f in a.part b.filepart c.tmp d.crdownload .part; do echo x >"$HUB/inbox/gas-01/$f"; done
exec 9>"$HUB/inbox/gas-01/growing.gpg"; echo start >&9
incident gas-03 "$HUB/inbox/gas-03/good.gpg"
GIVEN=$(find "$HUB/inbox" -mindepth 2 | wc -l)
night 2017-08-04 --media "$M"
is "a person is needed" "$RC" 10
for f in link dirlink dangling fifo sock directory; do is "$f" "$(reason_of "/$f")" "['not-a-file']"; done
[ -e "$HUB/inbox/gas-01/zero" ] && is device "$(reason_of /zero)" "['not-a-file']"
is "hard link" "$(reason_of /yours.gpg)" "['linked-file']"
is "the other name too" "$(reason_of /mine.gpg)" "['linked-file']"
is "large" "$(reason_of /big)" "['too-large']"
is "sparse" "$(reason_of /sparse)" "['too-large']"
is "folder that is a link" "$(reason_of inbox/gas-09)" "['not-a-file']"
for f in a.part b.filepart c.tmp d.crdownload .part growing.gpg; do is "$f waits" "$(state_of "/$f")" "['waiting']"; done
is "litter is passed over" "$(json "[p['path'] for p in j['packages'] if p['path'].startswith('$M')]")" "[]"
for f in Thumbs.db .DS_Store ._x autorun.inf hidden.gpg.sha256; do is "$f" "$(reason_of "/$f")" "['not-openpgp']"; done
is "a hidden one" "$(state_of /.hidden.gpg)" "['accepted']"
is "the good one" "$(state_of /good.gpg)" "['accepted']"
is "nothing told twice" "$(conserved)" True
is "each of the inbox in one state" "$(json "len([p for p in j['packages'] if p['path'] != 'inbox/gas-09'])")" "$GIVEN"
ok "nothing is deleted" test -e "$HUB/inbox/gas-01/fifo" -a -e "$HUB/inbox/gas-01/big" -a -e "$HUB/inbox/gas-01/growing.gpg"
exec 9>&-
rm -rf "$HUB"/inbox/gas-01/* "$HUB"/inbox/gas-01/.part "$HUB/inbox/gas-09"
rm "$HUB/inbox/gas-02/mine.gpg"

# 17, 18: names are data.
python3 - "$HUB/inbox/gas-01" <<'P'
import os, sys
names = [b"-rf", b"a\nb", b"\x1b[31mred", "\u202egpj.exe".encode(), b"%n%s%n", b";rm -rf x",
         b"$(id)", "\u8abf\u67fb".encode("cp932"), b"\xff\xfe", b"x" * 255, b"CON", b"trailing. ",
         "\u30ab\u3099".encode(), b"quote\"<&>'", b"back\\slash"]
for n in names:
    open(os.path.join(sys.argv[1].encode(), n), "wb").write(b"junk of " + n)
P
night 2017-08-05
is "every odd name is told" "$(json "len(j['packages'])")" 15
is "each refused as what it is" "$(json "{p['reason'] for p in j['packages']}")" "{'not-openpgp'}"
ok "no control or direction mark reaches the terminal" python3 - "$WORK/err" <<'P'
import sys
text = open(sys.argv[1], encoding="utf-8").read()
bad = [c for c in text if (ord(c) < 32 and c != "\n") or c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069" or 0x7f <= ord(c) < 0xa0]
assert not bad, bad
P
ok "nor the run page" python3 - "$HUB"/runs/*/run.html <<'P'
import sys
for name in sys.argv[1:]:
    assert not [c for c in open(name, encoding="utf-8").read() if c == "\u202e" or c == "\x1b"]
P
is "the inbox is empty again" "$(ls "$HUB/inbox/gas-01")" ""
is "and all bytes are kept" "$(grep -lr junk "$HUB/quarantine" --include="*.gpg" | wc -l)" 15

# 5: a flood from one side waits, and costs nobody else anything.
sed -i 's/^max-files = .*/max-files = 50/' "$HUB/hub.conf"
python3 - "$HUB/inbox/gas-01" <<'P'
import sys
for i in range(300):
    open(f"{sys.argv[1]}/{i:04}", "w").write(f"junk {i}")
P
incident gas-02 "$HUB/inbox/gas-02/zz.gpg"
night 2017-08-06
is "the other member is served" "$(state_of /zz.gpg)" "['accepted']"
is "the flood by portions" "$(json "sorted({s: sum(p['state'] == s for p in j['packages']) for s in ('quarantined', 'waiting')}.items())")" "[('quarantined', 50), ('waiting', 250)]"
ok "and said" grep -q 'more than 50 files; 250 wait' "$WORK/err"
is "of each of them its sender hears, by name" "$(letter gas-01 && xmllint --xpath 'count(//*[local-name()="receipt"][@state="waiting" and @reason="busy"])' "$WORK/letter/receipts.xml") $(grep -q ">0299<" "$WORK/letter/receipts.xml" && echo named)" "250 named"
is "in the night's own words too" "$(json "{p['reason'] for p in j['packages'] if p['state'] == 'waiting'}")" "{'busy'}"
night 2017-08-07
is "and once" "$(letter gas-01 && xmllint --xpath 'count(//*[local-name()="receipt"][@state="waiting"])' "$WORK/letter/receipts.xml")" 0
is "the next night goes on" "$(json "sum(p['state'] == 'waiting' for p in j['packages'])")" 200
rm -f "$HUB"/inbox/gas-01/*

# 5a: a larger one is counted and not held: the first names are told.
python3 - "$HUB/inbox/gas-01" <<'P'
import os, sys
for i in range(3000):
    open(f"{sys.argv[1]}/{i:05}", "w").close()
for i in range(100):
    os.mkdir(f"{sys.argv[1]}/d{i:05}")
P
night 2017-08-07
is "as many as may come, and a thousand names" "$(json "sorted({s: sum(p['state'] == s for p in j['packages']) for s in ('quarantined', 'waiting')}.items())")" "[('quarantined', 50), ('waiting', 1000)]"
is "the others by number" "$(json "j['unnamed']")" 2050
is "the first ones" "$(json "[p['path'][-5:] for p in j['packages'] if p['state'] == 'waiting'][-1]")" 01049
ok "and all said" grep -q 'more than 50 files; 3050 wait' "$WORK/err"
ok "on the page, too" grep -q 'unnamed="2050"' "$HUB/runs/$(json "j['run']")/run.xml"
is "which has the first rows" "$(grep -o '<tr class="' "$HUB/runs/$(json "j['run']")/run.html" | wc -l) $(grep -o 'each table has its first rows only[^<]*\|最初の行だけ[^<]*' "$HUB/runs/$(json "j['run']")/run.html" | grep -o '[0-9]*$')" "1000 1000"
rm -rf "$HUB"/inbox/gas-01/*
sed -i 's/^max-files = .*/max-files = 20000/' "$HUB/hub.conf"

# 7: a medium whose file changes while it is read.
incident gas-01 "$WORK/p.gpg"
head -c 120000000 /dev/urandom >"$M/moving.gpg"
(while :; do touch "$M/moving.gpg" 2>/dev/null || exit; done) &
toucher=$!
cp "$WORK/p.gpg" "$M/still.gpg"
night 2017-08-08 --media "$M"
kill $toucher; wait $toucher 2>/dev/null || true
is "changed while read" "$(reason_of /moving.gpg)" "['changed-while-read']"
is "its neighbour is taken" "$(state_of /still.gpg)" "['accepted']"
rm "$M/moving.gpg"

# 11: the same medium again; the same package in depth and under another name.
cp "$M/still.gpg" "$M/deep/er/again.gpg"
night 2017-08-09 --media "$M"
is "the same again" "$(json "[p['state'] for p in j['packages']]")" "['duplicate', 'duplicate']"
is "is no reason to call anybody" "$RC" 0

# 9, 19: a medium that cannot be written, a file that cannot be read.
incident gas-01 "$M/ro.gpg"
chmod -R a-w "$M"
night 2017-08-10 --media "$M"
is "read-only medium" "$(state_of /ro.gpg)" "['accepted']"
chmod -R u+w "$M"
# 23: out of time, at once.
sed -i 's/^medium-minutes = .*/medium-minutes = 0/' "$HUB/hub.conf"
incident gas-01 "$M/slow.gpg"
incident gas-02 "$HUB/inbox/gas-02/fast.gpg"
night 2017-08-11 --media "$M"
is "a slow medium waits" "$(state_of /slow.gpg)" "['waiting']"
is "the inbox does not" "$(state_of /fast.gpg)" "['accepted']"
sed -i 's/^medium-minutes = .*/medium-minutes = 120/' "$HUB/hub.conf"
night 2017-08-12 --media "$M" --media "$WORK/not-there"
is "taken the next night" "$(state_of /slow.gpg)" "['accepted']"
is "a medium that is not there is input that failed" "$RC" 74

# 8, 12, 13: a yanked medium, full disks; where we may mount.
if [ "$(id -u)" = 0 ] && mkdir "$WORK/m" && mount -t tmpfs -o size=1m none "$WORK/m" 2>/dev/null; then
	umount "$WORK/m"
	cp -r "$HUB" "$WORK/hub.keep"
	incident gas-01 "$WORK/full.gpg"
	head -c 3000000 /dev/urandom >"$WORK/huge"
	base=$(du -sk --apparent-size "$WORK/hub.keep" | cut -f1)
	waits=0 one=0
	for more in 60 200 400 600 900 1400 1800 2200 2600; do
		size=$((base + more))k
		mount -t tmpfs -o size=$size none "$WORK/m"
		if ! cp -r "$WORK/hub.keep" "$WORK/m/hub" 2>/dev/null; then
			umount "$WORK/m"
			continue
		fi
		mkdir -p "$WORK/in"; cp "$WORK/full.gpg" "$WORK/in/"; cp "$WORK/huge" "$WORK/in/huge.gpg"
		rc=0
		"$TOIYABA" run "$WORK/m/hub" --media "$WORK/in" --at 2017-08-20T01:30:00+09:00 >/dev/null 2>"$WORK/err" || rc=$?
		# The large file is more than the place's part; where the rest
		# does not fit either, the disk is named.
		if [ "$rc" = 10 ]; then
			waits=$((waits + 1))
			out=$(sed -n 's/.*in: no room for \([12]\) of its files tonight.*/\1/p' "$WORK/err")
			ok "disk of $size: the large one waits" test -n "$out"
			# On what is almost full the small one does, too.
			is "the small one is in" "$(ls "$WORK/m/hub/archive" | grep -c "$(sha256sum <"$WORK/full.gpg" | cut -c1-64)")" $((2 - ${out:-0}))
			one=$((one + (${out:-0} == 1)))
		else
			ok "full disk of $size: told to run again ($rc)" test "$rc" = 74 -o "$rc" = 75
			ok "and which disk" grep -q "are left on the file system of $WORK/m/hub" "$WORK/err"
		fi
		mount -o remount,size=50m "$WORK/m"
		"$TOIYABA" run "$WORK/m/hub" --media "$WORK/in" --at 2017-08-20T01:30:00+09:00 --json >"$WORK/json" 2>/dev/null || true
		ok "with room again, all is well" "$TOIYABA" check --full "$WORK/m/hub"
		is "and the package is in" "$(ls "$WORK/m/hub/archive" | grep -c "$(sha256sum <"$WORK/full.gpg" | cut -c1-64)")" 1
		umount "$WORK/m"
	done
	ok "a large file waits on a small disk ($waits), a small one is in ($one)" test "$waits" -ge 2 -a "$one" -ge 1
	# A folder's part is a tenth: what is over it waits, and nobody else's.
	mount -t tmpfs -o size=60m none "$WORK/m"
	cp -r "$WORK/hub.keep" "$WORK/m/hub"
	for i in 1 2 3; do { echo noise; head -c 4000000 /dev/urandom; } >"$WORK/m/hub/inbox/gas-01/noise$i.gpg"; done
	cp "$WORK/full.gpg" "$WORK/m/hub/inbox/gas-01/z.gpg"
	HUB=$WORK/m/hub incident gas-02 "$WORK/m/hub/inbox/gas-02/honest.gpg"
	hub=$HUB HUB=$WORK/m/hub
	night 2017-08-20
	is "over a folder's part" "$(json "sorted((p['path'].split('/')[-1], p['state'], p['reason']) for p in j['packages'])")" \
	    "[('honest.gpg', 'accepted', None), ('noise1.gpg', 'quarantined', 'not-openpgp'), ('noise2.gpg', 'waiting', 'busy'), ('noise3.gpg', 'waiting', 'busy'), ('z.gpg', 'accepted', None)]"
	night 2017-08-21
	files() { json "sorted((p['path'].split('/')[-1], p['state'], p['reason']) for p in j['packages'])"; }
	# What was refused lies there, and is of the same part.
	is "refused files count on" "$(files)" "[('noise2.gpg', 'waiting', 'busy'), ('noise3.gpg', 'waiting', 'busy')]"
	is "told" "$RC" 10
	ok "by name" grep -q "gas-01: 1 files that would be refused wait in its folder" "$WORK/err"
	incident gas-01 "$HUB/inbox/gas-01/late.gpg"
	night 2017-08-22
	is "an honest one of the same sender is taken" "$(files)" \
	    "[('late.gpg', 'accepted', None), ('noise2.gpg', 'waiting', 'busy'), ('noise3.gpg', 'waiting', 'busy')]"
	mkdir "$HUB/quarantine/aside"
	find "$HUB/quarantine" -maxdepth 1 -size +3M -exec mv {} "$HUB/quarantine/aside/" ';'
	night 2017-08-23
	is "what a person moves aside leaves room" "$(files)" \
	    "[('noise2.gpg', 'quarantined', 'not-openpgp'), ('noise3.gpg', 'waiting', 'busy')]"
	ok "and is found there" "$TOIYABA" check "$HUB"
	HUB=$hub
	umount "$WORK/m"
	if truncate -s 8M "$WORK/img" && mkfs.ext4 -q "$WORK/img" && mount -o loop "$WORK/img" "$WORK/m" 2>/dev/null; then
		head -c 5000000 /dev/urandom >"$WORK/m/a.gpg"
		umount "$WORK/m"
		mount -o loop,ro,nosuid,nodev,noexec "$WORK/img" "$WORK/m"
		truncate -s 2M "$WORK/img"
		incident gas-02 "$HUB/inbox/gas-02/beside.gpg"
		night 2017-08-24 --media "$WORK/m"
		is "a yanked medium waits" "$(state_of /a.gpg)" "['waiting']"
		is "the rest of the night goes on" "$(state_of /beside.gpg)" "['accepted']"
		umount "$WORK/m"
	else
		skip "yanked medium (no loop mounts here)"
	fi
else
	skip "full disk, yanked medium (mounting is not allowed here)"
fi
ok "check" "$TOIYABA" check --full "$HUB"
result

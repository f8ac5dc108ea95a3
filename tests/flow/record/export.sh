#!/bin/bash
# toiyaba export: what is new for everybody onto a medium that tells nothing by
# its files: each reader has one, all of one length; stock tools open it; what
# was given stands in the books; nothing of others is touched; a kill anywhere
# loses nothing and gives nothing twice unsaid.
. "$(dirname "$0")/../lib.sh"
: "${BUILD:=build}"
SHIM=$(realpath "$BUILD")/crash-shim.so
"${MAKE:-make}" --no-print-directory BUILD="$BUILD" "$BUILD/crash-shim.so" >/dev/null

{
	audience sig gas
	audience sig power
	audience agency cert
	member gas-01 gas
	member gas-02 gas power
	member power-01 power
	other duty analyst
} >"$WORK/roster"
make_key gas-02 rsa3072 >/dev/null	# another length of packets
make_hub <"$WORK/roster"
M=$WORK/medium
mkdir "$M"
n=0
incident() {	# incident MEMBER TERMS
	n=$((n + 1))
	begin "$1"
	add <<X
<submission id="1" kind="incident"><title>t $n</title><indicator type="ipv4-addr" role="c2">198.51.100.$n</indicator><share $2</share></submission>
X
	drop "p$n"
}
export_to() {	# export_to DIR DAY [options] : slip in $WORK/slip, exit in RC
	RC=0
	"$TOIYABA" export "$HUB" "$1" --at "${2}T09:00:00+09:00" "${@:3}" >"$WORK/slip" 2>"$WORK/err" || RC=$?
}
sizes() { stat -c %s "$1"/*.gpg | sort -u | wc -l; }
inside() {	# inside DIR WHO [KEY] : unpacked to $WORK/in
	rm -rf "$WORK/in"
	gpg --homedir "$KEYS/${3:-$2}" --batch --quiet --trust-model always -d "$1/$2.gpg" >"$WORK/in.zip" 2>"$WORK/gpg.err" &&
	    unzip -q "$WORK/in.zip" -d "$WORK/in"
}
holds() {	# holds DIR WHO : what is for it, by name
	inside "$1" "$2" && (cd "$WORK/in" && find bundles receipts previews -type f 2>/dev/null | LC_ALL=C sort | tr '\n' ' ' || true)
}
slip_digest() { grep -A1 'Digest of all files' "$WORK/slip" | tail -1 | tr -d ' '; }
journal() { sed 's/^[0-9a-f]* [0-9]* //' "$HUB/journal" | grep "^$1 " || true; }

# A first medium.
incident gas-01 'consent="given"><agency id="cert"/>'
incident gas-02 'consent="preview" sig="power">'
night 2017-08-04
preview=$(ls "$HUB/outbox/gas-02/previews")
export_to "$M" 2017-08-04
is "a medium is made" "$RC $(ls "$M" | tr '\n' ' ')" "0 cert.gpg gas-01.gpg gas-02.gpg power-01.gpg "
is "one length" "$(sizes "$M")" 1
is "what is for a member" "$(holds "$M" gas-01)" "bundles/gas-000001.tar.zst.gpg receipts/20170804T013000.gpg "
ok "as the outbox has it" cmp "$WORK/in/bundles/gas-000001.tar.zst.gpg" "$HUB/outbox/gas/bundles/gas-000001.tar.zst.gpg"
ok "and the letter" cmp "$WORK/in/receipts/20170804T013000.gpg" "$HUB/outbox/gas-01/receipts/20170804T013000.gpg"
ok "the key of the hub, and what it is" test -s "$WORK/in/hub.asc" -a -s "$WORK/in/README.ja.txt" -a -s "$WORK/in/README.en.txt"
named() { gpg --homedir "$KEYS/gas-01" --batch -v --trust-model always -d "$1" 2>&1 >/dev/null | sed -n "s/.*original file name='\(.*\)'/\1/p"; }
is "Windows is told what each is once it is decrypted" "$(named "$M/gas-01.gpg") $(named "$WORK/in/receipts/20170804T013000.gpg")" \
    "gas-01.zip receipts-20170804T013000.zip"
is "each thing in it has an ending" "$(find "$WORK/in" -type f ! -name '*.*')" ""
ok "signed by the hub" grep -q 'Good signature' "$WORK/gpg.err"
ok "toiyaba opens its bundles" "$TOIYABA" open "$WORK"/in/bundles/* --homedir "$KEYS/gas-01" --hub "$HUBKEY" --state "$WORK/state" --at 2017-08-05T00:00:00Z
is "a preview goes with it" "$(holds "$M" gas-02)" "bundles/gas-000001.tar.zst.gpg previews/$preview receipts/20170804T013000.gpg "
is "an agency" "$(holds "$M" cert)" "bundles/cert-000001.tar.zst.gpg receipts/20170804T013000.gpg "
is "who gets nothing has a file" "$(holds "$M" power-01)" ""
ok "nobody opens another's" bash -c "! gpg --homedir '$KEYS/gas-02' --batch --quiet --trust-model always -d '$M/gas-01.gpg' >/dev/null 2>&1"
is "the slip's digest is that of stock tools" "$(slip_digest)" "$(cd "$M" && sha256sum *.gpg | LC_ALL=C sort -k 2 | sha256sum | cut -c1-64)"
is "whom it names" "$(grep -A9 Recipient "$WORK/slip" | awk '/^    / { print $1 }' | tr '\n' ' ')" "cert gas-01 gas-02 power-01 "
ok "it names the journal's head" grep -qF "$(sed -n 's/^\([0-9a-f]*\) \([0-9]*\) medium .*/\2 \1/p' "$HUB/journal")" "$WORK/slip"
ok "the hub keeps it, and as a page" cmp "$WORK/slip" "$HUB/media/M-000001/slip.txt"
ok "which is whole" xmllint --html --noout "$HUB/media/M-000001/slip.html"
ok "both languages" grep -q '搬送票 / Courier' "$HUB/media/M-000001/slip.html"
is "no word of what is inside" "$(grep -c 'gas-00000\|198.51' "$HUB"/media/M-000001/slip.*| cut -d: -f2 | tr '\n' ' ')" "0 0 "

# The same again: nothing is written over; the quiet one looks like the first.
before=$(sha256sum <"$HUB/journal")
export_to "$M" 2017-08-04
is "a full medium is not written over" "$RC $(sha256sum <"$HUB/journal")" "73 $before"
ok "and said" grep -q 'medium/cert.gpg is there already' "$WORK/err"
mkdir "$WORK/quiet"
export_to "$WORK/quiet" 2017-08-04
is "a quiet one" "$RC $(ls "$WORK/quiet" | wc -l) $(cat <(stat -c %s "$M"/*.gpg) <(stat -c %s "$WORK"/quiet/*.gpg) | sort -u | wc -l)" "0 4 1"
is "holds nothing" "$(for m in cert gas-01 gas-02 power-01; do holds "$WORK/quiet" $m; done)" ""

# Several nights at once; a body that comes to a SIG gets what is of its time.
incident gas-01 'consent="given">'
night 2017-08-06
incident gas-02 'consent="given" sig="power">'
incident gas-01 'consent="given" scope="all">'
night 2017-08-07
sed -i '/id="power-01"/s|<in sig="power" from="2016-04-01"/>|&<in sig="gas" from="2017-08-07"/>|' "$HUB/roster.xml"
incident gas-02 'consent="given">'
night 2017-08-08
mkdir "$WORK/third"
export_to "$WORK/third" 2017-08-08
is "all of them" "$(holds "$WORK/third" gas-01)" "bundles/gas-000002.tar.zst.gpg bundles/gas-000003.tar.zst.gpg bundles/gas-000004.tar.zst.gpg receipts/20170806T013000.gpg receipts/20170807T013000.gpg receipts/20170808T013000.gpg "
is "of two SIGs" "$(holds "$WORK/third" gas-02 | tr ' ' '\n' | grep -c 'gas-0000\|power-0000')" 5
is "who came later, with all that was in force" "$(holds "$WORK/third" power-01 | tr ' ' '\n' | grep bundles | tr '\n' ' ')" "bundles/gas-000003.tar.zst.gpg bundles/gas-000004.tar.zst.gpg bundles/gas-state-000004.tar.zst.gpg bundles/power-000001.tar.zst.gpg bundles/power-000002.tar.zst.gpg "
is "one length still" "$(sizes "$WORK/third")" 1

# All that one may have, after a loss: one file, and nothing is taken off what
# is new for it.
mkdir "$WORK/state-of"
export_to "$WORK/state-of" 2017-08-08 --state gas-02
is "the whole state of one" "$RC $(ls "$WORK/state-of") $(holds "$WORK/state-of" gas-02)" "0 gas-02.gpg bundles/gas-state-000004.tar.zst.gpg bundles/power-state-000002.tar.zst.gpg "
ok "begins a series" "$TOIYABA" open "$WORK"/in/bundles/* --homedir "$KEYS/gas-02" --hub "$HUBKEY" --state "$WORK/state-02" --into "$WORK/into-02" --at 2017-08-09T00:00:00Z
is "with what is in force" "$(cut -d, -f2 "$WORK/into-02/lists/in-force.csv" | sort -u | grep -c '198.51.100')" 5
is "nobody of that name" "$(export_to "$WORK/state-of" 2017-08-08 --state duty; echo $RC)" 64
is "not of two kinds" "$(export_to "$WORK/state-of" 2017-08-08 --state gas-01 --again M-000001; echo $RC)" 64

# Letters and previews have their room; what is more waits, oldest first.
for r in 20170810T010000 20170811T010000 20170812T010000; do
	head -c 600000 /dev/urandom >"$HUB/outbox/gas-01/receipts/$r.gpg"
done
head -c 1100000 /dev/urandom >"$HUB/outbox/gas-02/receipts/20170810T010000.gpg"
head -c 10 /dev/urandom >"$HUB/outbox/gas-01/receipts/.tmp-20170811T010000.gpg"
mkdir "$WORK/room" "$WORK/room2"
export_to "$WORK/room" 2017-08-12
is "as much as there is room" "$(holds "$WORK/room" gas-01)" "receipts/20170810T010000.gpg "
is "it tells nothing by its length" "$(sizes "$WORK/room") $(stat -c %s "$WORK/room/gas-01.gpg")" "1 $(stat -c %s "$M/gas-01.gpg")"
ok "what waits is said" grep -q 'gas-01: 2 files wait for the next medium' "$WORK/err"
is "what never fits needs a person" "$RC $(grep -c 'outbox/gas-02/receipts/20170810T010000.gpg is larger than the room' "$WORK/err")" "10 1"
rm "$HUB/outbox/gas-02/receipts/20170810T010000.gpg"
export_to "$WORK/room2" 2017-08-12
is "the next one takes it" "$RC $(holds "$WORK/room2" gas-01)" "0 receipts/20170811T010000.gpg "

# More bundles than a mebibyte: those of the same audiences are alike, others
# are not told by it.
night 2017-08-13
cp -a "$HUB" "$WORK/hub.keep"
incident power-01 'consent="given" sig="power">'
night 2017-08-14
head -c 2500000 /dev/urandom >"$HUB/outbox/power/bundles/power-000003.tar.zst.gpg"
mkdir "$WORK/large"
export_to "$WORK/large" 2017-08-14
is "the other audiences' files are as before" "$(stat -c %s "$WORK/large/gas-01.gpg" "$WORK/large/cert.gpg" | tr '\n' ' ')" "$(stat -c '%s' "$M/gas-01.gpg" "$M/cert.gpg" | tr '\n' ' ')"
ok "its readers' are larger, and alike" test "$(stat -c %s "$WORK/large/gas-02.gpg")" = "$(stat -c %s "$WORK/large/power-01.gpg")" -a "$(stat -c %s "$WORK/large/gas-02.gpg")" -gt 3000000
no_agent "$HUB/gnupg"
rm -rf "$HUB"; mv "$WORK/hub.keep" "$HUB"

# Whether it came back, by the books and by a person; a lost one once more.
state() { "$TOIYABA" export "$HUB" --json | python3 -c 'import json,sys; print([m["state"] for m in json.load(sys.stdin)["media"]][int(sys.argv[1]) - 1])' "$1"; }
is "out" "$(state 1)" out
for m in gas-01 gas-02 cert; do
	begin $m
	add <<<"<ack bundle=\"$([ $m = cert ] && echo cert-000001 || echo gas-000004)\" hits=\"no\"/>"
	drop a
done
night 2017-08-15
is "all acknowledged" "$(state 1)" acknowledged
is "in part" "$(state 3)" out
is "a state that nobody has acknowledged, and letters that nobody can" "$(state 4) $(state 5)" "out out"
status() { "$TOIYABA" status "$HUB" --at "$1T00:00:00+09:00" "${@:2}" || true; }
is "status counts them" "$(status 2017-08-20 --json | python3 -c 'import json,sys; j=json.load(sys.stdin); print(j["media"], j["overdue"])')" "5 0"
ok "one that is out for long is told by name" grep -q 'medium M-000003 of 2017-08-08, by .*: is out' <(status 2017-10-01)
mkdir "$WORK/again"
export_to "$WORK/again" 2017-08-16 --again M-000003
is "a lost one is made again" "$RC $(holds "$WORK/again" gas-01)" "0 bundles/gas-000002.tar.zst.gpg bundles/gas-000003.tar.zst.gpg bundles/gas-000004.tar.zst.gpg receipts/20170806T013000.gpg receipts/20170807T013000.gpg receipts/20170808T013000.gpg "
is "under a number of its own, which tells" "$(state 3) $(journal medium | grep -c ' again=M-000003 ') $(grep -A1 'lost medium' "$WORK/slip" | tail -1 | tr -d ' ')" "lost 1 M-000003"
"$TOIYABA" export "$HUB" --returned M-000007 --at 2017-08-17T00:00:00+09:00
is "back" "$(state 7)" back
code() { rc=0; "$TOIYABA" "$@" >"$WORK/cmd" 2>"$WORK/err" || rc=$?; echo "$rc"; }
is "no such medium" "$(code export "$HUB" --returned M-000099) $(code export "$HUB" "$WORK/again" --again M-000099)" "64 64"
is "not both" "$(code export "$HUB" "$M" --returned M-000001)" 64
is "no such directory" "$(code export "$HUB" "$WORK/nowhere" --at 2017-08-17T00:00:00+09:00)" 73
ok "show tells what was given" grep -q 'letter 20170810T010000' <("$TOIYABA" show "$HUB" M-000005)
incident gas-01 'consent="given">'
night 2017-08-18

# A hostile medium: links, folders and strangers in the way.
before=$(sha256sum <"$HUB/journal")
hostile() {	# hostile NAME PATTERN : $WORK/bad is refused, and stays as it was
	was=$(cd "$WORK/bad" && find . -printf '%y %p %l %s\n' | sort)
	export_to "$WORK/bad" 2017-08-18
	is "$1" "$RC $(grep -c "$2" "$WORK/err")" "73 1"
	is "$1: stays" "$(cd "$WORK/bad" && find . -printf '%y %p %l %s\n' | sort)" "$was"
	is "$1: nothing was given" "$(sha256sum <"$HUB/journal")" "$before"
	rm -rf "$WORK/bad"
}
echo precious >"$WORK/precious"
mkdir "$WORK/bad"; ln -s "$WORK/precious" "$WORK/bad/gas-01.gpg"
hostile "a link in the way" 'gas-01.gpg is there already'
mkdir -p "$WORK/bad/gas-02.gpg"
hostile "a folder in the way" 'gas-02.gpg is there already'
mkdir "$WORK/bad"; ln -s "$WORK" "$WORK/bad/toiyaba.part"
hostile "a link for our folder" 'toiyaba.part is in the way'
mkdir -p "$WORK/bad/toiyaba.part"; echo x >"$WORK/bad/toiyaba.part/report.doc"
hostile "a stranger in our folder" 'toiyaba.part/report.doc is in the way'
mkdir -p "$WORK/bad/toiyaba.part/x.gpg"
hostile "a folder in our folder" 'toiyaba.part/x.gpg is in the way'
is "what the link named" "$(cat "$WORK/precious")" precious

# A medium that is full: by what is left, and by what is said in the middle.
mkdir "$WORK/small"
full() {	# full NAME : nothing is there, nothing was given
	is "$1" "$RC $(find "$WORK/small" -mindepth 1 | wc -l) $(sha256sum <"$HUB/journal")" "74 0 $before"
}
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=4m none "$WORK/small" 2>/dev/null; then
	export_to "$WORK/small" 2017-08-18
	full "too small"
	ok "what is wanted and left is told" grep -q 'MiB are wanted for 4 files, and [0-4] MiB are left' "$WORK/err"
	umount "$WORK/small"
else
	skip "no tmpfs may be mounted here"
fi
shimmed() {	# shimmed NAME=VALUE... : an export to $WORK/k/medium, disturbed
	RC=0
	env LD_PRELOAD="$SHIM" CRASH_HUB="$WORK/k" "$@" "$TOIYABA" export "$WORK/k/hub" "$WORK/k/medium" \
	    --at 2017-08-18T09:00:00+09:00 >"$WORK/slip" 2>"$WORK/err" || RC=$?
}
fresh() {
	rm -rf "$WORK/k"
	mkdir -p "$WORK/k/medium"
	cp -a "$HUB" "$WORK/k/hub"
}
no_agent "$HUB/gnupg"
fresh
shimmed CRASH_LOG="$WORK/calls"
is "under the shim" "$RC $(ls "$WORK/k/medium" | wc -l)" "0 4"
python3 - "$WORK/calls" >"$WORK/list" <<'P'
import sys
log = open(sys.argv[1], "rb").read()
while log:
    head, log = log.split(b"\n", 1)
    print(head.decode())
    log = log[int(head.split()[-1]):]
P
calls=$(tail -1 "$WORK/list" | cut -d' ' -f1)
writes=$(grep '^[0-9]* write medium/toiyaba.part/' "$WORK/list" | cut -d' ' -f1)
ok "writes to the medium are seen" test "$(wc -w <<<"$writes")" -gt 8
given() { sed 's/^[0-9a-f]* [0-9]* //' "$WORK/k/hub/journal" | grep '^given ' | tail -4; }
given >"$WORK/given"
mid=$(sed -n 6p <<<"$writes")
nothing() {	# nothing NAME RC
	is "$1" "$RC $(find "$WORK/k/medium" -mindepth 1 | wc -l) $(sha256sum <"$WORK/k/hub/journal")" "$2 0 $before"
}
fresh; shimmed CRASH_AT="$mid" CRASH_DO=28
nothing "no room in the middle" 74
ok "and what is left is told" grep -q 'MiB are left, and nothing stays there' "$WORK/err"
fresh
env LD_PRELOAD="$SHIM" CRASH_HUB="$WORK/k" CRASH_AT="$mid" CRASH_DO=stop "$TOIYABA" export "$WORK/k/hub" \
    "$WORK/k/medium" --at 2017-08-18T09:00:00+09:00 >/dev/null 2>"$WORK/err" &
pid=$!
until [ ! -e "/proc/$pid/stat" ] || [ "$(cut -d' ' -f3 "/proc/$pid/stat")" = T ]; do sleep .05; done
for f in "$WORK"/k/medium/toiyaba.part/*; do printf x | dd of="$f" bs=1 seek=9 conv=notrunc 2>/dev/null; done
kill -CONT $pid
RC=0; wait $pid || RC=$?
nothing "what the medium has is compared with what it was given" 74
ok "which is said" grep -q 'cannot be written whole: Input/output error' "$WORK/err"

# Killed at a call: nothing half stands under a name; the next call goes on, and
# in the end each thing was given once.
bad='' kills=0 step=$((calls / 6)) at=$((1 + $(commit) % step))
[ -z "${ALL:-}" ] || at=1 step=1
whole() { cd "$WORK/k/medium" && for f in *.gpg; do [ "$(stat -c %s "$f")" = "$(stat -c %s "$M/gas-01.gpg")" ] || echo "$f"; done; }
while [ "$at" -le "$calls" ]; do
	fresh
	(shimmed CRASH_AT="$at" CRASH_DO=kill) 2>/dev/null
	kills=$((kills + 1))
	[ ! -e "$WORK/k/medium/gas-01.gpg" ] || [ -z "$(whole)" ] || bad="$bad $at:half"
	shimmed CRASH_AT=0
	# Killed behind the last word, all was done: the medium is there.
	[ "$RC" = 0 ] || { [ "$RC" = 73 ] && grep -q 'written medium=M-000008' "$WORK/k/hub/journal"; } || bad="$bad $at:$RC"
	[ "$(ls "$WORK/k/medium" | tr '\n' ' ')" = "cert.gpg gas-01.gpg gas-02.gpg power-01.gpg " ] || bad="$bad $at:files"
	given | cmp -s - "$WORK/given" || bad="$bad $at:given"
	[ "$(grep -c ' medium id=M-000008' "$WORK/k/hub/journal")" = 1 ] || bad="$bad $at:medium"
	[ -s "$WORK/k/hub/media/M-000008/slip.txt" ] || bad="$bad $at:slip"
	"$TOIYABA" check "$WORK/k/hub" >/dev/null 2>&1 || bad="$bad $at:check"
	at=$((at + step))
done
is "killed at $kills of $calls calls" "$bad" ""
# Behind the decision, and the medium was lost: it is made again, and that is said.
decided=$(grep '^[0-9]* rename medium/toiyaba.part/cert.gpg' "$WORK/list" | cut -d' ' -f1)
fresh
(shimmed CRASH_AT="$decided" CRASH_DO=kill) 2>/dev/null
rm -rf "$WORK/k/medium"/*
shimmed CRASH_AT=0
is "what was decided is made anew" "$RC $(ls "$WORK/k/medium" | wc -l) $(grep -c 'M-000008 was cut off and does not lie here whole' "$WORK/err")" "0 4 1"
is "its digest is the new one" "$(slip_digest)" "$(sqlite3 "$WORK/k/hub/hub.db" "select digest from medium where id='M-000008'")"
no_agent "$WORK/k/hub/gnupg"

# The lock; the books.
python3 - "$HUB/.lock" "$TOIYABA" "$HUB" "$WORK/small" >"$WORK/locked" <<'P'
import fcntl, os, struct, subprocess, sys
fd = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT, 0o600)
fcntl.fcntl(fd, 37, struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0))
print(subprocess.run([sys.argv[2], "export", *sys.argv[3:]], capture_output=True).returncode)
P
is "locked" "$(cat "$WORK/locked")" 75
rows() { sqlite3 "$HUB/hub.db" 'select * from medium; select * from medium_file; select * from medium_bundles; select * from medium_paper' | sha256sum; }
want=$(rows)
ok "check, in full" "$TOIYABA" check --full "$HUB"
rm "$HUB"/hub.db*
ok "rebuild" "$TOIYABA" rebuild "$HUB"
is "gives the same rows" "$(rows)" "$want"
sqlite3 "$HUB/hub.db" "delete from medium where id = 'M-000002'"
is "check sees one that is gone" "$(code check "$HUB") $(grep -c 'lacks media' "$WORK/err")" "78 1"
rm "$HUB"/hub.db*; "$TOIYABA" rebuild "$HUB" >/dev/null

# Without cover, who has nothing has no file; who has no key is told of.
sed -i 's/^cover = .*/cover = no/' "$HUB/hub.conf"
sed -i "/id=\"gas-02\"/s|<key fingerprint=\"\([0-9A-F]*\)\" from=\"2016-04-01\"|<key fingerprint=\"\1\" from=\"2016-04-01\" until=\"2017-08-01\"|" "$HUB/roster.xml"
mkdir "$WORK/bare"
export_to "$WORK/bare" 2017-08-18
is "without cover, a file for whom something is new" "$(ls "$WORK/bare" | tr '\n' ' ')" "cert.gpg gas-01.gpg power-01.gpg "
is "no key" "$RC $(grep -c 'gas-02 has no key that counts today' "$WORK/err")" "10 1"
mkdir "$WORK/none"
export_to "$WORK/none" 2017-08-18
is "nothing new" "$(ls "$WORK/none" | wc -l) $(grep -c 'no medium was made' "$WORK/err") $(cat "$WORK/slip")" "0 1 "
result

#!/bin/bash
# The member's side: what came by courier is verified before it is believed
# (hostile-input, A.7; the attacks of The Update Framework).
. "$(dirname "$0")/../lib.sh"

gas_hub
for i in 1 2 3 4; do
	begin gas-01
	add <<X
<submission id="1" kind="incident"><title>t</title><indicator type="ipv4-addr" role="c2">198.51.100.$i</indicator><share consent="given"/></submission>
X
	drop "p$i"
	night "2017-08-0$i"
done
B=$HUB/outbox/gas/bundles
b() { echo "$B/gas-00000$1.tar.zst.gpg"; }
STATE=$WORK/state
# open BUNDLE...: exit code in RC, messages in $WORK/err
opens() {
	RC=0
	"$TOIYABA" open "$@" --homedir "$KEYS/gas-02" --hub "$HUBKEY" --state "$STATE" \
	    --at 2017-08-10T00:00:00Z >"$WORK/cmd" 2>"$WORK/err" || RC=$?
}
says() { grep -q -- "$1" "$WORK/err" || { cat "$WORK/err"; false; }; }

opens "$(b 1)" --into "$WORK/into"
is "the first" "$RC" 0
ok "unpacked" test -f "$WORK/into/gas-000001/bundle.xml"
opens "$(b 1)"
is "the same again" "$RC" 10
ok "is told" says "opened before"
opens "$(b 3)"
is "one left out" "$RC" 10
ok "it is named" says "gas-000002: is missing"
opens "$(b 2)"
is "it is taken late, and completes the chain" "$RC $(head -1 "$WORK/cmd")" "0 All is well: 1 new bundle, signed by the hub; nothing is missing."
opens "$(b 4)"
is "the next one is fine" "$RC" 0
opens "$B"/*.gpg
is "the whole folder, each morning" "$RC $(cat "$WORK/cmd" "$WORK/err")" "0 All is well: 0 new bundles, signed by the hub; nothing is missing.
4 were opened before: nothing changes by them."
rm -rf "$STATE"
opens "$(b 4)" "$(b 2)" "$(b 1)" "$(b 3)"
is "in any order" "$RC $(cat "$WORK/err")" "0 "
"$TOIYABA" open "$B"/*.gpg --homedir "$KEYS/gas-02" --hub "$HUBKEY" --state "$STATE" --at 2018-08-10T00:00:00Z >/dev/null 2>"$WORK/err" || RC=$?
is "a year later" "$RC" 10
is "the newest is stale, and said once" "$(grep -c stale "$WORK/err")" 1

# Without a pin nothing is believed; said once, it is kept.
export XDG_STATE_HOME=$WORK/usual
unpinned() {	# unpinned [OPTIONS]: bundle 1; exit code in RC
	RC=0
	"$TOIYABA" open "$(b 1)" --homedir "$KEYS/gas-02" --at 2017-08-10T00:00:00Z "$@" >"$WORK/cmd" 2>"$WORK/err" || RC=$?
}
unpinned --into "$WORK/nothing"
is "no pin" "$RC" 65
ok "its signer is shown, to compare" says "$HUBKEY"
unpinned --into "$WORK/nothing" --state "$WORK/no-pin"
is "nor in a state of one's own" "$RC" 65
is "nothing is unpacked or remembered" "$(ls -d "$WORK/nothing" "$WORK/no-pin" "$WORK/usual" 2>/dev/null)" ""
unpinned --hub "$HUBKEY"
is "pinned" "$RC" 0
unpinned
is "is remembered without being told where" "$RC" 10
is "in the usual place" "$(head -c 40 "$WORK/usual/toiyaba/$HUBKEY/hub-key")" "$HUBKEY"
RC=0
HOME=$WORK/home XDG_STATE_HOME='' "$TOIYABA" open "$(b 1)" --hub "$HUBKEY" --homedir "$KEYS/gas-02" --at 2017-08-10T00:00:00Z >/dev/null 2>&1 || RC=$?
is "or in the home" "$RC $(ls "$WORK/home/.local/state/toiyaba/$HUBKEY")" "0 hub-key
state"

# Forgeries. plain: the archive of bundle 4; forge: seal what stands in
# $WORK/forged, by the hub's own key or another's.
STATE=$WORK/state2
for i in 1 2 3; do opens "$(b $i)"; done
cp -r "$STATE" "$WORK/state3"
gpg --homedir "$KEYS/gas-02" --batch --quiet --trust-model always -d "$(b 4)" 2>/dev/null >"$WORK/plain" || true # 2: hidden recipients
forge() {	# forge [HOMEDIR] [OPTIONS of open]
	home=$HUB/gnupg
	case ${1:-} in /*) home=$1; shift ;; esac
	rm -f "$WORK/forged.gpg"
	gpg --homedir "$home" --batch --yes --quiet --trust-model always \
	    -s -e -r "$(cat "$KEYS/gas-02/fpr")" -o "$WORK/forged.gpg" "$WORK/forged" 2>/dev/null
	rm -rf "$STATE"; cp -r "$WORK/state3" "$STATE"
	opens "$WORK/forged.gpg" "$@"
}
change() {	# change PYTHON: on dict `files` of bundle 4
	python3 - "$WORK/plain" "$WORK/forged" "$1" "$HUB/gnupg" <<'P'
import hashlib, io, re, subprocess, sys, tarfile
src, out, code, home = sys.argv[1:]
data = subprocess.run(["zstd", "-dc", src], capture_output=True, check=True).stdout
files = {m.name: tarfile.open(fileobj=io.BytesIO(data)).extractfile(m.name).read()
         for m in tarfile.open(fileobj=io.BytesIO(data))}
names = sorted(files)
before = dict(files)
exec(code)
# The hub would have signed what stands there.
if files != before:
    files["SHA256SUMS"] = "".join(
        "%s  %s\n" % (hashlib.sha256(files[n]).hexdigest(), n)
        for n in sorted(files) if not n.startswith("SHA256SUMS")).encode()
    files["SHA256SUMS.asc"] = subprocess.run(["gpg", "--homedir", home, "--batch", "--quiet", "--armor",
        "--detach-sign"], input=files["SHA256SUMS"], capture_output=True, check=True).stdout
o = io.BytesIO()
with tarfile.open(fileobj=o, mode="w") as t:
    for n in sorted(files):
        i = tarfile.TarInfo(n); i.size = len(files[n]); t.addfile(i, io.BytesIO(files[n]))
subprocess.run(["zstd", "-qf", "-o", out, "-"], input=o.getvalue(), check=True)
P
}
change 'pass'; forge
is "repacked by the hub: as good" "$RC" 0
gpg --homedir "$KEYS/gas-01" --batch --quiet --import "$KEYS/gas-02/pub.asc" 2>/dev/null
gpg --homedir "$KEYS/gas-02" --batch --quiet --import "$KEYS/gas-01/pub.asc" 2>/dev/null
forge "$KEYS/gas-01"
is "signed by a member" "$RC" 65
ok "is not the hub" says "which is not the hub"
change 'files[[n for n in names if n.startswith("items/")][0]] += b" "'; forge
is "an item changed" "$RC" 65
ok "is said" says "other bytes"
change 'del files[[n for n in names if n.endswith(".csv")][0]]'; forge
is "a file missing" "$RC" 65
change 'files["extra"] = b"x"'; forge
is "a file more" "$RC" 65
ok "says so" says "does not list"
change 'files["bundle.xml"] = re.sub(rb"sequence=\"4\"", b"sequence=\"9223372036854775807\"", files["bundle.xml"])'; forge
is "fast forward" "$RC" 65
# A restored hub goes on under numbers that it gave already.
change 'files["bundle.xml"] = re.sub(rb"sequence=\"4\"", b"sequence=\"3\"", files["bundle.xml"])'
rm -rf "$WORK/fork.into"
opens "$(b 3)" --into "$WORK/fork.into"
before=$(sha256sum "$WORK/fork.into"/*/bundle.xml)
forge --into "$WORK/fork.into"
is "another bundle under an opened number" "$RC" 65
ok "is a fork" says "a fork"
STATE=$WORK/state.new
opens "$WORK/forged.gpg" --into "$WORK/fork.into"
is "also for one who lost the state" "$RC" 65
is "and overwrites nothing" "$(sha256sum "$WORK/fork.into"/*/bundle.xml)" "$before"
STATE=$WORK/state2
change 'files["bundle.xml"] = re.sub(rb"(previous=\")(.)", lambda m: m[1] + (b"0" if m[2] == b"f" else b"f"), files["bundle.xml"])'; forge
is "does not follow" "$RC" 65
change 'files["bundle.xml"] = b"<!DOCTYPE x>" + files["bundle.xml"]'; forge
is "a document type" "$RC" 65
change 'del files["bundle.xml"]'; forge
is "no bundle.xml" "$RC" 65
cp "$(b 4)" "$WORK/bent.gpg"
python3 - "$WORK/bent.gpg" <<'P'
import sys
with open(sys.argv[1], "r+b") as f:
    f.seek(-40, 2); c = f.read(1); f.seek(-1, 1); f.write(bytes([c[0] ^ 1]))
P
opens "$WORK/bent.gpg"
is "a bit turned" "$RC" 65
head -c 300 "$(b 4)" >"$WORK/cut.gpg"
opens "$WORK/cut.gpg"
is "cut off" "$RC" 65
gpg --homedir "$HUB/gnupg" --batch --yes --quiet --trust-model always -e -r "$(cat "$KEYS/gas-02/fpr")" -o "$WORK/unsigned.gpg" "$WORK/plain" 2>/dev/null
opens "$WORK/unsigned.gpg"
is "unsigned" "$RC" 65
result

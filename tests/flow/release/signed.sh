#!/bin/bash
# What was unpacked stays verifiable: the hub's signature over SHA256SUMS, which
# names every other file, by each verifier that Debian has; and it stands
# outside what is digested and chained.
. "$(dirname "$0")/../lib.sh"

gas_hub
give() {	# give NAME DOMAIN
	begin gas-01
	add <<<"<submission id=\"1\" kind=\"incident\"><title>件</title><indicator type=\"domain-name\" role=\"c2\">$2</indicator><share consent=\"given\"/></submission>"
	drop "$1"
}
give first evil.example
night 2017-08-04
digest=$(json 'j["bundles"][0]["digest"]')
reader gas-02 gas 1
cd "$WORK/bundle"
gpg --dearmor <"$HUB/hub.asc" >"$WORK/hub.gpg" 2>/dev/null
ok "gpgv" gpgv --keyring "$WORK/hub.gpg" SHA256SUMS.asc SHA256SUMS
ok "gpg --verify" gpg --homedir "$KEYS/gas-02" --batch --verify SHA256SUMS.asc SHA256SUMS
gpg --homedir "$KEYS/gas-02" --batch --status-fd 1 --verify SHA256SUMS.asc SHA256SUMS >"$WORK/status" 2>/dev/null
ok "it is the hub's" grep -q "VALIDSIG .*$HUBKEY" "$WORK/status"
if command -v sqop >/dev/null; then
	ok "sqop" sqop verify SHA256SUMS.asc "$HUB/hub.asc" <SHA256SUMS
else
	skip "sqop is missing"
fi
if command -v rnp >/dev/null; then
	mkdir "$WORK/rnp"
	rnpkeys --homedir "$WORK/rnp" --import "$HUB/hub.asc" >/dev/null 2>&1
	ok "rnp" rnp --homedir "$WORK/rnp" --verify SHA256SUMS.asc --source SHA256SUMS
else
	skip "rnp is missing"
fi
ok "sha256sum" sha256sum --check --quiet --strict SHA256SUMS
is "it lists every other file" "$(cut -c67- SHA256SUMS | LC_ALL=C sort)" \
    "$(find . -type f ! -name 'SHA256SUMS*' -printf '%P\n' | LC_ALL=C sort)"
is "each has an ending, but for one that is called as sha256sum's users call it" "$(find . -type f ! -name '*.*')" ./SHA256SUMS
for f in bundle.xml README.txt notice.ja.html; do
	cp -r . "$WORK/other"
	echo >>"$WORK/other/$f"
	ok "another $f is seen" sh -c "cd $WORK/other && ! sha256sum --check --status SHA256SUMS"
	rm -rf "$WORK/other"
done
sed 's/^./0/' SHA256SUMS >"$WORK/sums"
ok "another list is seen" sh -c "! gpgv --keyring $WORK/hub.gpg SHA256SUMS.asc $WORK/sums"
cd - >/dev/null

# The archive as it was before signing follows the signature, byte by byte.
sent=$HUB/outbox/gas/bundles/gas-000001.tar.zst.gpg
plain() { gpg --homedir "$KEYS/gas-02" --batch --quiet --trust-model always -d "$1" 2>/dev/null || true; }	# 2: not all its keys fit
plain "$sent" >"$WORK/plain"
front() { python3 -c 'import sys; b = open(sys.argv[1], "rb").read(); print(12 + int.from_bytes(b[5:9], "little"))' "$1"; }
front=$(front "$WORK/plain")
tail -c +$((front + 1)) "$WORK/plain" >"$WORK/before"
is "the digest is of what stood there before" "$(sha256sum <"$WORK/before" | cut -c1-64)" "$digest"
ok "bsdtar, too, finds one archive" sh -c "! command -v bsdtar || bsdtar -tf $WORK/plain | grep -qx bundle.xml"
reopen() { "$TOIYABA" open "$1" --hub "$HUBKEY" --homedir "$KEYS/gas-02" --state "$WORK/state.$2" --at 2017-08-05T09:00:00+09:00; }
ok "open takes it" reopen "$sent" good

# Whoever has the hub's key for the message, but not what it signed: another
# front, or none.
by_hub() {	# by_hub ARCHIVE TO : as the hub seals
	gpg --homedir "$HUB/gnupg" --batch --yes --quiet --trust-model always --faked-system-time 20170804T000000! \
	    -u "$HUBKEY" -s -e -r "$(cat "$KEYS/gas-02/fpr")" -o "$2" "$1" 2>/dev/null
}
refuses() {	# refuses NAME ARCHIVE WORDS
	by_hub "$2" "$WORK/forged.gpg"
	rc=0
	LC_ALL=C reopen "$WORK/forged.gpg" forged >"$WORK/said" 2>&1 || rc=$?
	is "$1" "$rc $(grep -c "$3" "$WORK/said")" "65 1"
}
refuses "open wants the signature" "$WORK/before" 'no good signature of the hub.s over SHA256SUMS'
give second other.example
night 2017-08-05
plain "$HUB/outbox/gas/bundles/gas-000002.tar.zst.gpg" >"$WORK/plain.2"
{ head -c "$(front "$WORK/plain.2")" "$WORK/plain.2"; cat "$WORK/before"; } >"$WORK/mixed"
refuses "and that of this list" "$WORK/mixed" 'no good signature of the hub.s over SHA256SUMS'

# The page for who has no toiyaba.
for l in ja en; do
	page=$WORK/bundle/how-to-open.$l.html
	ok "$l: no script, nothing from elsewhere" sh -c "! grep -Eiq '<script|src=|href=|url\(' $page"
	is "$l: its commands" "$(grep -o 'gpgv --keyring\|Get-FileHash\|sha256sum --check' "$page" | wc -l)" 3
	if command -v chromium >/dev/null; then
		chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer --user-data-dir="$WORK/chromium" \
		    --print-to-pdf="$WORK/page.pdf" "$page" >/dev/null 2>&1
		is "$l: one printed page" "$(pdfinfo "$WORK/page.pdf" 2>/dev/null | sed -n 's/^Pages: *//p')" 1
	else
		skip "chromium is missing"
	fi
done
is "README.txt is short" "$(($(wc -l <"$WORK/bundle/README.txt") < 6))" 1

# Of a night that is made again.
no_agent "$HUB/gnupg"
rm "$HUB"/hub.db*
ok "rebuild comes to the same digests" "$TOIYABA" rebuild "$HUB"
result

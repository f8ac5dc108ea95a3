#!/bin/bash
# The commands of the members' guide, in both languages the same, run as they
# stand there by a member who has nothing but gpg and a ZIP of member.html's kind.
cd "$(dirname "$0")/../../.."
. tests/flow/lib.sh

commands() {	# commands LANGUAGE
	python3 - "samples/member/guide.$1.html" <<'P'
import html, re, sys
page = open(sys.argv[1], encoding="utf-8").read()
print("\n".join(html.unescape(c) for c in re.findall(r'<pre class="run">(.*?)</pre>', page, re.S)))
P
}
commands ja >"$WORK/ja"
is "the same commands in both" "$(commands en)" "$(cat "$WORK/ja")"
nth() { sed -n "$1p" "$WORK/ja"; }

# The member, with a home of its own.
export GNUPGHOME=$KEYS/guide
mkdir -p "$GNUPGHOME" "$WORK/desk"
printf 'batch\npinentry-mode loopback\npassphrase ""\ntrust-model always\nfaked-system-time 20170701T000000!\n' >"$GNUPGHOME/gpg.conf"
# The hub's key is made a month later.
printf 's2k-count 65536\n' >"$GNUPGHOME/gpg-agent.conf"
step() {	# step FIRST [LAST] : lines of the guide, at the member's desk
	sed -n "$1,${2:-$1}p" "$WORK/ja" | sed "s/--recipient HUB/--recipient ${HUBKEY:-}/" >"$WORK/step"
	(cd "$WORK/desk" && bash -eu "$WORK/step") 2>&1 | tee "$WORK/shown"
	return "${PIPESTATUS[0]}"
}
ok "1-1: a key" step 1 2
ok "1-2: its public half" step 3 4
MINE=$(gpg --with-colons -k gas-03 2>/dev/null | awk -F: '/^fpr/ { print $10; exit }')
{
	audience sig gas
	printf '<member id="gas-03"><name xml:lang="ja">架空ガス</name><key fingerprint="%s" from="2017-07-01"/><in sig="gas" from="2016-04-01"/></member>\n' "$MINE"
} >"$WORK/roster"
make_hub <"$WORK/roster"
"$TOIYABA" keys "$HUB" enrol gas-03 "$WORK/desk/gas-03.asc" --yes --at "$HUB_AT" >/dev/null
cp "$HUB/hub.asc" "$WORK/desk"
sed -i 's/^faked.*/faked-system-time 20170802T000000!/' "$GNUPGHOME/gpg.conf"
ok "1-3: the hub's key" step 5 6
ok "its fingerprint is shown" grep -q "$(echo "$HUBKEY" | tail -c 5)" "$WORK/shown"

SIGNED_AT=2017-08-02T09:00:00+09:00
begin gas-03
add <<X
<submission id="1" kind="mail"><title>t</title>$(mail a@evil.example f@x.example 請求書 "http://evil.example/" | file 1.eml mail)</submission>
X
manifest
archive zip
cp "$WORK/archive" "$WORK/desk/p.zip"
ok "2: sealed" step 7
cp "$WORK/desk/p.zip.gpg" "$HUB/inbox/gas-03/"
night 2017-08-03
is "taken" "$(json '[(p["state"], p["reason"]) for p in j["packages"]]')" "[('accepted', None)]"
cp "$HUB/outbox/gas-03/receipts/"*.gpg "$WORK/desk/receipt.gpg"
sed -i '/^faked/d' "$GNUPGHOME/gpg.conf"
ok "3: the letter" step 8 9
ok "by the hub" grep -q 'Good signature' "$WORK/shown"
ok "to be read" test -s "$WORK/desk/receipts.ja.html"
gpgconf --kill all
result

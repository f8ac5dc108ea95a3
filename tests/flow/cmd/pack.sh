#!/bin/bash
# pack at a member's: a folder of mails and a few answers becomes a package that
# the hub takes; what names the member is said, sizes tell little, and what
# cannot be sent is refused at home.
cd "$(dirname "$0")/../../.."
. tests/flow/lib.sh
gas_hub
KEY=$(cat "$KEYS/gas-01/fpr")
run() {		# run DIR|MANIFEST [OPTIONS] : to $WORK/p.gpg; code in RC
	RC=0
	"$TOIYABA" pack "$1" --key "$KEY" --hub "$HUBKEY" --homedir "$KEYS/gas-01" \
	    --at "$SIGNED_AT" -o "$WORK/p.gpg" "${@:2}" >"$WORK/cmd" 2>"$WORK/said" </dev/null || RC=$?
}
give() { cp "$WORK/p.gpg" "$HUB/inbox/gas-01/$1.gpg"; }

D=$WORK/請求書
mkdir -p "$D/sub dir"
mail a@evil.example pay@gas-01.example 請求書 "http://evil.example/x" >"$D/1.eml"
{ printf 'From: <b@evil.example>\r\nSubject: x\r\nContent-Transfer-Encoding: base64\r\n\r\n'; printf '架空gas-01株式会社 御中 http://evil.example/y' | base64; } >"$D/sub dir/２.eml"
printf 'type,value,role\nipv4-addr,198.51.100.7,c2\n' >"$D/c2.csv"
printf 'MZ %s' "$(uuid)" >"$D/a & b.exe"
: >"$D/desktop.ini"
mkdir "$D/__MACOSX"; echo x >"$D/__MACOSX/._1.eml"
printf '架空gas-01株式会社\r\ngas-01.example\r\n誰でもない\r\n' >"$WORK/names"

run "$D" --from gas-01 --consent given --tlp green --sensitive 経理 --names "$WORK/names"
is "a folder" "$RC" 0
is "what names the member, and where" "$(sed 's/^[^:]*: //' "$WORK/said" | head -2)" "1.eml names you: gas-01.example
sub dir/２.eml names you: 架空gas-01株式会社"
first=$(stat -c %s "$WORK/p.gpg")
cp "$WORK/p.gpg" "$WORK/one.gpg"
give one
printf 'x%.0s' $(seq 2000) | sha256sum >"$WORK/more.txt"
mkdir "$WORK/E"
mail c@evil.example d@x.example other "http://other.example/z $(sha256sum </etc/passwd) $(uuid) $(uuid)" >"$WORK/E/1.eml"
run "$WORK/E/" --from gas-01 --title 別の件 --consent preview
is "another" "$RC" 0
ok "of about the same size" test $(($(stat -c %s "$WORK/p.gpg") - first)) -lt 64 -a $((first - $(stat -c %s "$WORK/p.gpg"))) -lt 64
give two
"$TOIYABA" pack "$WORK/E" --from gas-01 --key "$KEY" --hub "$HUBKEY" --homedir "$KEYS/gas-01" --at "$SIGNED_AT" -o - --title c >"$WORK/p.gpg" 2>/dev/null
give three
run "$WORK/E" --from gas-01 --no-padding
ok "without padding" test "$(stat -c %s "$WORK/p.gpg")" -lt 4000
night 2017-08-04
is "all are taken" "$(json 'sorted((p["state"], p["reason"], len(p["submissions"])) for p in j["packages"])')" "[('accepted', None, 1), ('accepted', None, 1), ('accepted', None, 1)]"
is "titles, the folder's where none was given" "$(python3 - "$HUB/hub.db" <<'P'
import sqlite3, sys
print(sorted(t for t, in sqlite3.connect(sys.argv[1]).execute("select title from submission")))
P
)" "['c', '別の件', '請求書']"
reader gas-02 gas 1
ok "the list was read" grep -q '>198.51.100.7<' "$WORK"/bundle/items/*.xml
ok "nothing that was sensitive" bash -c '! grep -rq 経理 "$1"' - "$WORK/bundle/items"
ok "sealed for the hub alone" bash -c '! gpg --homedir "$1" --batch --quiet -d "$2" >/dev/null 2>&1' - "$KEYS/gas-02" "$WORK/p.gpg"
cp -r "$HUB/gnupg" "$KEYS/opened"
gpg --homedir "$KEYS/opened" --batch --quiet --trust-model always -d "$WORK/one.gpg" >"$WORK/opened" 2>"$WORK/gpg.err" || cat "$WORK/gpg.err"
ok "stock tar reads what is padded" bash -c 'tar --zstd -tf "$1" | grep -x manifest.xml' - "$WORK/opened"

# Refused at home.
run "$D"
is "no id" "$RC" 64
run "$D" --from gas-01 --kind letter
is "no such kind" "$RC" 65
ok "says which there are" grep -q 'mail.*traffic' "$WORK/said"
run "$D" --from gas-01 --publish --tlp amber
is "published, but TLP:AMBER" "$RC" 65
ln -s /etc/passwd "$D/link"
run "$D" --from gas-01
is "a link" "$RC" 65
ok "says which" grep -q 'link: not a regular file' "$WORK/said"
rm "$D/link"
mkdir "$WORK/empty"
run "$WORK/empty" --from gas-01
is "an empty folder" "$RC" 65
begin gas-01
add <<'X'
<submission id="1" kind="incident"><title>t</title><indicator type="ipv4-addr" role="c2">198.51.100.99</indicator></submission>
X
manifest
run "$PKG"
is "a folder that has its manifest" "$RC" 0
result

#!/bin/bash
# Whoever is named in what an attacker wrote, and however he is hidden in it,
# what leaves is the same: the same mails, naming somebody at one member or at
# another, make the same items.
. "$(dirname "$0")/../lib.sh"
here=$(dirname "$0")

{
	audience sig gas
	member gas-01 gas | sed 's|<name xml:lang="ja">[^<]*|<name xml:lang="ja">手取川運輸株式会社|; s|<domain>|<domain>tedorigawa.example</domain>&|'
	member gas-02 gas | sed 's|<name xml:lang="ja">[^<]*|<name xml:lang="ja">高輪表示ソフト製作所|; s|<domain>|<domain>takanawa-hyoji.example</domain>&|'
	member gas-03 gas | sed 's|<domain>|<domain>reporter.example</domain>&|'
} >"$WORK/roster"
make_hub <"$WORK/roster"
cp -a "$HUB" "$WORK/other"

items() {	# items HUB WHERE NAME LOCAL DOMAIN: what that hub tells of them
	HUB=$1
	mkdir "$2" "$2.mails"
	python3 "$here/hidings.py" "$2.mails" "$3" "$4" "$5"
	begin gas-03 00000000-0000-4000-8000-000000000001
	n=0
	for f in "$2.mails"/*.eml; do
		n=$((n + 1))
		x=$(file "$n.eml" mail <"$f")
		add <<<"<submission id=\"$n\" kind=\"mail\"><title>件 $n</title>$x<share consent=\"given\"/></submission>"
	done
	drop all
	night 2017-08-04
	is "$3: taken" "$(find "$HUB/quarantine" -name '*.gpg' | wc -l)" 0
	reader gas-02 gas 1
	# The host of the link or of the sender says which mail it was.
	for f in "$WORK"/bundle/items/*.xml; do
		sed 's/id="S-[0-9A-Z-]*"//; s/sha256="[^"]*"//; s/<related.*//' "$f" >"$2/$(grep -o 'evil[0-9]*[.]example' "$f" | head -1)"
	done
}
items "$HUB" "$WORK/one" 手取川運輸株式会社 sato.te tedorigawa.example
items "$WORK/other" "$WORK/two" 高輪表示ソフト製作所 kobayashi_m takanawa-hyoji.example
count=$(ls "$WORK/one.mails" | wc -l)
ok "they are told" [ "$(ls "$WORK/one" | wc -l)" -gt "$((count / 2))" ]
diff -r "$WORK/one" "$WORK/two" >"$WORK/differences" || true
is "no hiding of $count tells one member from another" "$(grep -c '^diff\|^Only' "$WORK/differences")" 0
grep '^diff\|^[<>]\|^Only' "$WORK/differences" | head -40
ok "nobody is named" sh -c "! grep -rhiE 'sato|kobayashi|tedorigawa|takanawa|手取川|高輪' '$WORK/one' '$WORK/two'"
result

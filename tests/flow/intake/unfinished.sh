#!/bin/bash
# An upload that broke off keeps the name that its client gave it: its sender is
# told once, when it has stood still since another night, and nobody else hears
# of it; what goes on is left in peace.
cd "$(dirname "$0")/../../.."
. tests/flow/lib.sh
gas_hub
box=$HUB/inbox/gas-01
echo half >"$box/one.gpg.filepart"
echo half >"$box/grows.part"
heard() {	# heard WHO : of what its newest letter tells, by name
	letter "$1" || return
	python3 - "$WORK/letter/receipts.xml" <<'P'
import sys, xml.etree.ElementTree as tree
N = "{urn:toiyaba:receipt:1}"
for r in tree.parse(sys.argv[1]).getroot().iter(N + "receipt"):
    print(r.get("state"), r.get("reason"), r.findtext(N + "detail"), r.get("package"))
P
}
night 2017-08-03
is "they wait" "$(json 'sorted((p["state"], p["reason"]) for p in j["packages"])')" "[('waiting', 'unfinished'), ('waiting', 'unfinished')]"
is "the first night nobody is told" "$RC $(ls "$HUB/outbox/gas-01/receipts" 2>/dev/null | wc -l)" "0 0"
echo more >>"$box/grows.part"
night 2017-08-04
is "what stood still is told" "$RC $(heard gas-01)" "0 waiting unfinished one.gpg.filepart None"
ok "by its schema" xmllint --noout --relaxng formats/out/receipts.rng "$WORK/letter/receipts.xml"
ok "in words" grep -q 'one.gpg.filepart' "$WORK/letter/receipts.ja.html"
is "to nobody else" "$(heard gas-02)" ""
rm "$HUB"/outbox/*/receipts/*
night 2017-08-05
is "once; and what grew and stopped" "$(heard gas-01)" "waiting unfinished grows.part None"
rm "$HUB"/outbox/*/receipts/*
night 2017-08-06
is "and no more" "$(ls "$HUB/outbox/gas-01/receipts" 2>/dev/null | wc -l)" 0
rm "$box"/*
night 2017-08-07
echo again >"$box/one.gpg.filepart"
night 2017-08-08
night 2017-08-09
is "one that begins anew is told anew" "$(heard gas-01)" "waiting unfinished one.gpg.filepart None"
# Half a message that is called otherwise each night: it waits once at a time.
begin gas-01
echo '<submission id="1" kind="incident"><title>t</title></submission>' | add
manifest
archive
seal gas-01 "$WORK/whole.gpg"
for n in 10 11 12; do
	rm -f "$box"/cut-*
	head -c 200 "$WORK/whole.gpg" >"$box/cut-$n.gpg"
	night 2017-08-$n
done
is "what is gone waits no more" "$(sqlite3 "$HUB/hub.db" 'SELECT path FROM waiting')" "inbox/gas-01/cut-12.gpg"
rm "$box"/*
night 2017-08-13
is "nor is it counted" "$("$TOIYABA" status "$HUB" --at 2017-08-13T09:00:00+09:00 --json | python3 -c 'import json,sys; print(json.load(sys.stdin).get("waiting"))') $(sqlite3 "$HUB/hub.db" 'SELECT count(*) FROM waiting')" "0 0"
is "the books know nothing of it" "$(grep -c filepart "$HUB/journal")" 0
ok "check" "$TOIYABA" check "$HUB" --full
result

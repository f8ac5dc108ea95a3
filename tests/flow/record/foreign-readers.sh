#!/bin/bash
# What comes out, read with tools that we did not write: sqop and RNP for the
# messages, jing for the schemas, GNU tar and sha256sum for the rest.
. "$(dirname "$0")/../lib.sh"

{
	audience sig gas
	member gas-01 gas
	member gas-02 gas
	other duty analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"
schema=$(cd "$(dirname "$0")/../../../formats" && pwd)
# Neither sqop nor RNP of Debian 12 tries its keys on hidden recipients.
sed -i 's/^hidden-recipients = yes/hidden-recipients = no/' "$HUB/hub.conf"

begin gas-01
f=$(mail evil@bad.example you@y.example "発注書の確認" "http://bad.example/order.php をご確認ください。" | file mail/1.eml mail)
add <<X
<submission id="1" kind="mail"><title>発注書を装うメール</title>$f<share consent="given"/></submission>
<submission id="2" kind="incident"><title>t</title><indicator type="ipv4-addr" role="c2">198.51.100.7</indicator><share consent="preview"/></submission>
X
drop one
night 2017-08-04

gpg --homedir "$KEYS/gas-02" --batch --export-secret-keys >"$WORK/secret" 2>/dev/null
gpg --homedir "$KEYS/gas-01" --batch --export-secret-keys >"$WORK/secret1" 2>/dev/null
bundle=$HUB/outbox/gas/bundles/gas-000001.tar.zst.gpg
letter=$(ls "$HUB"/outbox/gas-01/receipts/*.gpg)
preview=$(ls "$HUB"/outbox/gas-01/previews/*.gpg)

by_sqop() {	# by_sqop SECRET FILE OUT : decrypts, and the hub's signature holds
	rm -f "$3" "$3.sig"
	sqop decrypt --verify-with "$HUB/hub.asc" --verify-out "$3.sig" "$1" <"$2" >"$3"
	grep -qi "$HUBKEY" "$3.sig"
}
ok "sqop opens the bundle" by_sqop "$WORK/secret" "$bundle" "$WORK/b.tar.zst"
ok "sqop opens the letter" by_sqop "$WORK/secret1" "$letter" "$WORK/l.zip"
ok "sqop opens the preview" by_sqop "$WORK/secret1" "$preview" "$WORK/p.tar.zst"

mkdir "$WORK/rnp"
by_rnp() {
	rnpkeys --homedir "$WORK/rnp" --import "$WORK/secret" &&
	rnpkeys --homedir "$WORK/rnp" --import "$HUB/hub.asc" &&
	rnp --homedir "$WORK/rnp" --password '' --decrypt "$bundle" --output "$WORK/r.tar.zst" &&
	cmp "$WORK/r.tar.zst" "$WORK/b.tar.zst"
}
ok "RNP opens the bundle, with the same bytes" by_rnp

mkdir "$WORK/b" "$WORK/p" "$WORK/l"
ok "GNU tar unpacks it" tar --zstd -xf "$WORK/b.tar.zst" -C "$WORK/b"
ok "and the preview" tar --zstd -xf "$WORK/p.tar.zst" -C "$WORK/p"
ok "unzip opens the letter" unzip -q "$WORK/l.zip" -d "$WORK/l"
ok "the sums are right" sh -c "cd '$WORK/b' && sha256sum -c --quiet SHA256SUMS"
jinged() { jing "$schema"/*/"$1.rng" "${@:2}"; }
ok "jing: bundle.xml" jinged bundle "$WORK/b/bundle.xml"
ok "jing: items" jinged item "$WORK"/b/items/*.xml
ok "jing: preview.xml" jinged preview "$WORK/p/preview.xml"
ok "jing: receipts.xml" jinged receipts "$WORK/l/receipts.xml"
write_report "$HUB" 2017Q3 --at 2017-10-26T09:00:00+09:00 >/dev/null 2>&1
ok "jing: report.xml" jinged report "$HUB/reports/2017Q3/report.xml"
ok "jing: roster.xml" jinged roster "$HUB/roster.xml"
ok "FO is well-formed" xmllint --noout --nonet "$HUB"/reports/2017Q3/report.*.fo
ok "run.xml is well-formed" xmllint --noout --nonet "$HUB"/runs/*/run.xml
html() { python3 - "$@" <<'P'
import html.parser, sys
VOID = {"meta", "br", "link", "hr", "img", "input", "col", "wbr"}
class Check(html.parser.HTMLParser):
    def __init__(self): super().__init__(); self.open = []
    def handle_starttag(self, tag, attrs):
        assert tag not in ("script", "iframe"), tag
        assert ":" not in tag, tag  # no browser draws it
        for k, v in attrs: assert not k.startswith("on"), k
        for k, v in attrs: assert k not in ("src", "href") or v.startswith("#"), v
        if tag not in VOID: self.open.append(tag)
    def handle_startendtag(self, tag, attrs): pass
    def handle_endtag(self, tag): assert self.open.pop() == tag, tag
for name in sys.argv[1:]:
    c = Check(); c.feed(open(name, encoding="utf-8").read()); c.close()
    assert c.open == [], c.open
P
}
ok "HTML is balanced, without scripts or outside references" html "$WORK/b/notice.ja.html" \
    "$HUB"/reports/2017Q3/report.*.html "$HUB"/runs/*/run.html
csv() { python3 - "$@" <<'P'
import csv, sys
for name in sys.argv[1:]:
    rows = list(csv.reader(open(name, encoding="utf-8-sig", newline="")))
    assert rows and all(len(r) == len(rows[0]) for r in rows), name
P
}
ok "CSV tables are rectangular" csv "$WORK"/b/*.csv "$HUB"/reports/2017Q3/*.csv
ok "gpg verifies the run's signature" gpg --homedir "$KEYS/gas-02" --batch --verify "$(ls "$HUB"/runs/*/*.asc)" "$(ls "$HUB"/runs/*/*.asc | sed 's/\.asc$//')"
result

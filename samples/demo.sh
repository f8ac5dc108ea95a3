#!/bin/bash
# demo.sh BUILD: a quarter in the life of a hub, on sample data.
set -euo pipefail
umask 077
# What the hub says here is in the language of these lines; TOIYABA_LANG=ja says it
# in Japanese, and the pages are in Japanese as they come.
export TOIYABA_LANG="${TOIYABA_LANG:-en}"
here=$(cd "$(dirname "$0")" && pwd)
build=$(mkdir -p "$1" && cd "$1" && pwd)
demo=$build/demo
toiyaba=$build/toiyaba
rm -rf "$demo"
mkdir -p "$demo"
# Agents' sockets need short names.
keys=${KEYS:-$(mktemp -d /tmp/tyd.XXXXXX)}
done_with() {
	for k in "$keys"/*; do gpgconf --homedir "$k" --kill all 2>/dev/null || true; done
	rm -rf "$keys"
}
trap done_with EXIT
hub=$demo/hub
say() { printf '\n== %s\n' "$*"; }
die() { echo "demo: $*" >&2; exit 1; }

# All plays in 2017: members' keys are made before, the hub's when it begins.
made=2017-08-01T00:00:00+09:00
gpg_at() {	# gpg_at TIME ID OPTIONS...: stock gpg of that member, at that time
	at=$(date -u -d "$1" +%Y%m%dT%H%M%S!) who=$2
	shift 2
	gpg --homedir "$keys/$who" --batch --yes --quiet --trust-model always --faked-system-time "$at" "$@" 2>/dev/null
}
new_key() {	# new_key ID KIND
	mkdir -p "$keys/$1"
	echo 's2k-count 65536' >"$keys/$1/gpg-agent.conf"
	case $2 in
	ed25519) a='Key-Type: eddsa\nKey-Curve: ed25519\nKey-Usage: sign\nSubkey-Type: ecdh\nSubkey-Curve: cv25519\nSubkey-Usage: encrypt' ;;
	*) a="Key-Type: rsa\nKey-Length: $2\nKey-Usage: sign\nSubkey-Type: rsa\nSubkey-Length: $2\nSubkey-Usage: encrypt" ;;
	esac
	printf "%%no-protection\n$a\nName-Real: $1\nExpire-Date: 0\n%%commit\n" |
	    gpg_at 2016-03-01T00:00:00Z "$1" --gen-key
	gpg --homedir "$keys/$1" --with-colons -K 2>/dev/null |
	    awk -F: '/^fpr/ { print $10; exit }' >"$keys/$1/fpr"
	gpg --homedir "$keys/$1" --armor --export >"$keys/$1/pub.asc" 2>/dev/null
}

say "keys: a hub, two analysts, 12 members in 5 SIGs, a partner scheme with two of its bodies, an agency"
"$toiyaba" init "$hub" --at $made >"$demo/hubkey" 2>/dev/null
hubkey=$(cat "$demo/hubkey")
members="gas-01 gas-02 gas-03 power-01 power-02 power-03 chem-01 chem-02 oil-01 oil-02 rail-01 rail-02"
bodies="med-01 med-02"
for id in $members $bodies duty second office medical jpcert; do
	case $id in gas-02) k=3072 ;; power-01) k=4096 ;; *) k=ed25519 ;; esac
	new_key "$id" $k
done
python3 "$here/roster.py" "$keys" >"$hub/roster.xml"
for id in $members $bodies duty second office medical jpcert; do
	"$toiyaba" keys "$hub" enrol "$id" "$keys/$id/pub.asc" --yes --at $made >/dev/null
	gpg --homedir "$keys/$id" --quiet --batch --import "$hub/hub.asc" 2>/dev/null
done
cp "$here/history.xml" "$hub/"
python3 "$here/make-mails.py" "$demo/mails"

uuid() { cat /proc/sys/kernel/random/uuid; }
begin() { from=$1 pkg=$demo/out/$2; mkdir -p "$pkg"; id=$(uuid); : >"$pkg/body"; }
drawing() { cp "$here/order.$1.svg" "$pkg/"; printf '<file path="order.%s.svg" sha256="%s" xml:lang="%s"/>' "$1" "$(sha256sum "$pkg/order.$1.svg" | cut -c1-64)" "$1"; }
mail() { cp "$demo/mails/$1" "$pkg/"; printf '<file path="%s" role="mail" sha256="%s"/>' "$1" "$(sha256sum "$pkg/$1" | cut -c1-64)"; }
add() { cat >>"$pkg/body"; }
finish() {	# writes the manifest
	{ printf '<package xmlns="urn:toiyaba:package:1" id="%s" to="%s" from="%s" created="%s">\n' "$id" "$hubkey" "$from" "$1"
	  cat "$pkg/body"; echo '</package>'; } >"$pkg/manifest.xml"
	rm "$pkg/body"
}
send() {	# send CREATED: packed by toiyaba, into the folder
	finish "$1"
	case $from in duty | second | office) to=$hub/inbox ;; *) to=$hub/inbox/$from ;; esac
	mkdir -p "$to"
	"$toiyaba" pack "$pkg/manifest.xml" --key "$(cat "$keys/$from/fpr")" --hub "$hubkey" \
	    --homedir "$keys/$from" -o "$pkg.gpg" --at "$1"
	cp "$pkg.gpg" "$to/"
}
by_gpg() {	# by_gpg CREATED FORMAT OUT: packed by stock tools
	finish "$1"
	case $2 in
	zip) (cd "$pkg" && zip -qr ../a.zip .); mv "$demo/out/a.zip" "$demo/out/a" ;;
	*) tar -C "$pkg" -caf "$demo/out/a.$2" . && mv "$demo/out/a.$2" "$demo/out/a" ;;
	esac
	mkdir -p "$(dirname "$3")"
	gpg_at "$1" "$from" -s -e -r "$hubkey" -o "$3" "$demo/out/a"
}
night() {	# night DAY [options]
	day=$1
	shift
	rc=0
	"$toiyaba" run "$hub" --at "${day}T01:30:00+09:00" --json "$@" >"$demo/night.json" 2>"$demo/night.err" || rc=$?
	python3 - "$demo/night.json" "$day" <<'P'
import collections, json, sys
j = json.load(open(sys.argv[1]))
n = collections.Counter(p["state"] for p in j["packages"])
print("%s  %s" % (sys.argv[2], ", ".join("%d %s" % (v, k) for k, v in sorted(n.items())) or "nothing new"))
for i in j["items"]:
    print("            %s edition %d to %s" % (i["id"], i["edition"], ", ".join(i["audiences"])))
for p in j["packages"]:
    if p["reason"]:
        print("            refused: %s" % p["reason"])
P
	case $rc in 0 | 10) ;; *) cat "$demo/night.err" >&2; die "the night ended with $rc" ;; esac
}
ask() { python3 -c 'import json,sys; j=json.load(open(sys.argv[1])); print(eval(sys.argv[2]))' "$demo/night.json" "$1"; }
share='<share consent="given" scope="all" tlp="amber"/>'
publish='<share consent="given" scope="all" tlp="green" publish="yes"/>'

say "first night: mail X, bulk mail, one package by folder and by medium, five that are refused"
begin gas-01 x
add <<X
<submission id="1" kind="mail" observed="2017-08-02T21:05:00+09:00"><title>発注書を装う不審メール</title>$(mail x.eml)
<indicator type="url" role="c2">http://update.malicious.example/gate.php</indicator>
<indicator type="ipv4-addr" role="c2">198.51.100.23</indicator>
<share consent="given" scope="all" tlp="amber"><agency id="jpcert"/></share><sensitive>第二購買グループ</sensitive></submission>
X
send 2017-08-03T09:12:00+09:00
xid=$id
mkdir -p "$demo/medium" && cp "$pkg.gpg" "$demo/medium/copy.gpg"
begin power-01 bulk
add <<X
<submission id="1" kind="mail"><title>宅配を装うメール</title>$(mail bulk-3.eml)$share</submission>
<submission id="2" kind="consultation"><title>検知の相談</title><topic>フリーウェアの取得時に検知された。</topic><share consent="none"/></submission>
X
by_gpg 2017-08-03T10:00:00+09:00 tar.xz "$hub/inbox/power-01/b.gpg"
begin power-02 bulk2
add <<X
<submission id="1" kind="mail"><title>宅配を装うメール</title>$(mail bulk-4.eml)$share</submission>
X
by_gpg 2017-08-03T10:30:00+09:00 zip "$demo/medium/p2.gpg"
gpg_at 2017-08-03T11:00:00+09:00 gas-03 -e -r "$hubkey" -o "$demo/medium/unsigned.gpg" "$demo/out/a"
new_key stranger ed25519 && gpg --homedir "$keys/stranger" --quiet --batch --import "$hub/hub.asc" 2>/dev/null
gpg_at 2017-08-03T11:00:00+09:00 stranger -s -e -r "$hubkey" -o "$demo/medium/stranger.gpg" "$demo/out/a"
sealed() { gpg_at 2017-08-03T11:00:00+09:00 gas-03 -s -e -r "$hubkey" -o "$1" "$2"; }
sealed "$demo/whole.gpg" "$demo/out/a"
head -c $(($(stat -c %s "$demo/whole.gpg") / 2)) "$demo/whole.gpg" >"$demo/medium/cut.gpg"
tar -C "$demo/out/bulk2" -cf "$demo/out/outside.tar" --transform 's,^bulk-4,../&,' -P manifest.xml bulk-4.eml
sealed "$demo/medium/outside.gpg" "$demo/out/outside.tar"
begin gas-03 other
add <<X
<submission id="1" kind="mail"><title>別のメール</title>$(mail bulk-4.eml)$share</submission>
X
echo ' ' >>"$pkg/bulk-4.eml"
by_gpg 2017-08-03T11:30:00+09:00 tar.gz "$hub/inbox/gas-03/other.gpg"
night 2017-08-04 --media "$demo/medium"
refusals=$(python3 -c 'import json,sys; j=json.load(open(sys.argv[1])); print(j["run"], " ".join(p["reason"] for p in j["packages"] if p["state"] == "quarantined"))' "$demo/night.json")
first=${refusals%% *}
[ "$(tr ' ' '\n' <<<"${refusals#* }" | sort -u | wc -l)" -ge 5 ] || die "too few kinds of refusal: $refusals"
askcase=$(ask '[s["case"] for p in j["packages"] for s in p["submissions"] if p["from"]=="power-01"][1]')
xcase=$(ask '[s["case"] for p in j["packages"] for s in p["submissions"] if s["id"].startswith("'"$xid"'")][0]')
bulkcase=$(ask '[s["case"] for p in j["packages"] for s in p["submissions"] if p["from"]=="power-02"][0]')
item=$(ask '[i["id"] for i in j["items"] if i["case"]=="'"$xcase"'"][0]')

say "the operator's morning: the verdict, what was refused, what one of them means"
wait_for() { "$toiyaba" "$@" || [ $? = 10 ]; }	# 10: needs a person
wait_for status "$hub" --at 2017-08-04T09:00:00+09:00
"$toiyaba" quarantine "$hub" list
"$toiyaba" explain digest-mismatch
wait_for quarantine "$hub" close "$("$toiyaba" quarantine "$hub" list | awk '/unsigned/ { print $2 }')" \
    --reason 'told by telephone' --at 2017-08-04T09:10:00+09:00

say "the analyst's: what waits, and a case with what stands behind it"
wait_for review "$hub" --at 2017-08-04T09:00:00+09:00 </dev/null | head -20 || true
wait_for show "$hub" "$xcase" | head -30 || true

say "the analyst rules; others found mails Y and Z; one asks for a preview"
begin duty rule1
add <<X
<ruling case="$xcase" class="targeted" grounds="malware craft" grave="no" release="yes"><title>発注書を装い実行形式を送る攻撃</title>
<analysis>添付ファイルは文書を装った実行形式で、名前に文字の向きを変える制御文字が使われている。</analysis>
<countermeasure>接続先への通信の有無を記録で確認する。</countermeasure></ruling>
<ruling case="$bulkcase" class="bulk"/>
X
send 2017-08-04T10:30:00+09:00
begin gas-02 y
add <<X
<sighting item="$item" count="2" first="2017-08-01" last="2017-08-02" outcome="unopened"><with submission="1"/></sighting>
<submission id="1" kind="mail"><title>同種のメール</title>$(mail y.eml)<share consent="given" scope="sig" tlp="amber"/></submission>
X
send 2017-08-05T09:00:00+09:00
begin chem-01 z
add <<X
<sighting item="$item" count="1" first="2017-08-03" last="2017-08-03"><with submission="1"/></sighting>
<submission id="1" kind="mail"><title>同種のメール</title>$(mail z.eml)$share</submission>
X
send 2017-08-05T11:00:00+09:00
begin chem-02 preview
add <<X
<submission id="1" kind="mail"><title>応募を装うメール</title>$(mail zip.eml)</submission>
X
send 2017-08-05T12:00:00+09:00
begin office own
add <<X
<submission id="1" kind="mail"><title>水飲み場型の誘導</title>$(mail own.eml)<share consent="given" scope="all" tlp="green"/></submission>
X
send 2017-08-05T12:30:00+09:00
night 2017-08-06

say "the preview is opened by its provider and answered by its digest"
p=$(ls "$hub"/outbox/chem-02/previews/*.gpg)
mkdir -p "$demo/preview"
gpg --homedir "$keys/chem-02" --batch --quiet --trust-model always -d "$p" 2>/dev/null | tar --zstd -xC "$demo/preview"
digest=$(python3 -c 'import sys,xml.etree.ElementTree as e; print(e.parse(sys.argv[1]).getroot().get("digest"))' "$demo/preview/preview.xml")
begin chem-02 consent
echo "<consent preview=\"$digest\" decision=\"approve\"/>" | add
send 2017-08-07T09:00:00+09:00
for m in oil-02:recon oil-02:attack oil-01:macro power-03:phish; do
	begin "${m%:*}" "${m#*:}"
	case $m in oil-02:*) terms=$publish ;; *) terms=$share ;; esac
	add <<X
<submission id="1" kind="mail"><title>不審なメール</title>$(mail "${m#*:}.eml")$terms</submission>
X
	send 2017-08-07T10:00:00+09:00
	[ "$m" = oil-02:recon ] && rid=$id
	[ "$m" = oil-02:attack ] && aid=$id
	[ "$m" = power-03:phish ] && pid=$id
done
for m in gas-01:67:2018 oil-01:7:2018; do
	begin "${m%%:*}" "scan-${m%%:*}"
	n=${m#*:}
	add <<X
<submission id="1" kind="traffic"><title>1433番ポートへの探索</title>
<observation direction="inbound" address="198.51.100.99" port="1433" protocol="tcp" first="2017-07-10" last="2017-08-05" count="${n%%:*}"/>$publish</submission>
<submission id="2" kind="incident" victim="partner" partial="yes"><title>請求書の偽装</title><bec type="1" damage="no" language="en"/>$publish</submission>
X
	send 2017-08-07T11:00:00+09:00
done
night 2017-08-08
acase=$(ask '[s["case"] for p in j["packages"] for s in p["submissions"] if s["id"].startswith("'"$aid"'")][0]')
rcase=$(ask '[s["case"] for p in j["packages"] for s in p["submissions"] if s["id"].startswith("'"$rid"'")][0]')
scans=$(ask '" ".join(sorted({s["case"] for p in j["packages"] for s in p["submissions"] if len(p["submissions"]) > 1}))')

say "a thread, a chapter that a second analyst confirms, a withdrawal"
begin duty rule2
add <<X
<ruling case="$rcase"><merge into="$acase"/></ruling>
$(for c in $scans; do echo "<ruling case=\"$c\" class=\"undecided\"/>"; done)
<ruling case="$askcase"><topic>フリーウェア取得時の検知</topic></ruling>
<ruling case="$acase" class="targeted" grounds="craft"><title>問い合わせを装うやり取り型の攻撃</title><thread>
<step kind="recon" submission="$rid/1">製品に関する問い合わせが届いた</step>
<step kind="reply" at="2017-08-02T15:00:00+09:00">窓口から回答した</step>
<step kind="attack" submission="$aid/1">実行形式のファイルが届いた</step></thread></ruling>
<chapter period="2017Q3" after="figures"><title xml:lang="ja">発注書を装う攻撃</title><title xml:lang="en">Attacks posing as orders</title>
<p xml:lang="ja">本四半期は、発注書を装うメールを複数の業界で確認した（<ref to="flow"/>）。提供は<q dataset="flow" key="2017Q3" measure="submitted"/>件であった。</p>
<p xml:lang="en">This quarter, mails posing as orders were seen in several industries (<ref to="flow"/>).</p>
<figure id="flow"><title xml:lang="ja">発注書を装うメールの流れ</title><title xml:lang="en">The way of a mail that poses as an order</title>
$(drawing ja)$(drawing en)
<alt xml:lang="ja">攻撃者から参加組織の窓口へメールが届き、窓口から担当者へ転送される。</alt>
<alt xml:lang="en">A mail goes from the attacker to a contact point, and is sent on to a clerk.</alt></figure></chapter>
X
chapter=$id/1
send 2017-08-09T10:00:00+09:00
begin power-03 withdraw
echo "<withdrawal package=\"$pid\"><reason>訓練のメールだった。</reason></withdrawal>" | add
send 2017-08-09T11:00:00+09:00
night 2017-08-10
begin second confirm
echo "<confirm chapter=\"$chapter\" decision=\"approve\"/>" | add
send 2017-08-11T10:00:00+09:00
night 2017-09-30

say "the books agree, and hub.db can be made again"
"$toiyaba" check "$hub"
rm "$hub"/hub.db*
"$toiyaba" rebuild "$hub"

say "a member opens its bundles: with toiyaba, and with stock gpg and tar"
"$toiyaba" open "$hub"/outbox/gas/bundles/*.gpg --homedir "$keys/gas-03" --hub "$hubkey" --into "$demo/opened" --state "$demo/state" --at 2017-08-11T09:00:00+09:00
b=$(ls "$hub"/outbox/gas/bundles/*.gpg | head -1)
mkdir -p "$demo/stock"
# Recipients are hidden: gpg tries its key on each, and tells of the misses by
# exit code 2 although it decrypts.
{ gpg --homedir "$keys/gas-03" --batch --quiet --trust-model always -d "$b" 2>/dev/null || true; } | tar --zstd -xC "$demo/stock"
(cd "$demo/stock" && sha256sum -c --quiet SHA256SUMS) || die "SHA256SUMS"
echo "gpg -d | tar x: $(ls "$demo/stock/items" | wc -l) items, sums right"

say "stock consumers load the newest bundle"
newest=$(ls -d "$demo"/opened/gas-* | tail -1)
with() { command -v "$1" >/dev/null || { echo "$1 is not installed: $2 was not tried"; return 1; }; }
PATH=$PATH:/usr/sbin
if with named-checkzone "the RPZ zone"; then
	named-checkzone rpz.block "$newest/lists/block-rpz.zone" | tail -1
fi
if with squid "the proxy's lists"; then
	{ echo "http_port 3128"; sed "s,/etc/squid/toiyaba,$newest/lists," "$newest/lists/squid.conf"; } >"$demo/squid.conf"
	squid -k parse -f "$demo/squid.conf" >"$demo/squid.out" 2>&1 || die "squid: $(tail -1 "$demo/squid.out")"
	echo "squid -k parse: $(cat "$newest"/lists/squid-*.acl | grep -vc '^#') lines taken"
fi
python3 - "$newest" <<'P'
import glob, json, os, sys
stix = json.load(open(sys.argv[1] + "/stix.json"))["objects"]
events = json.load(open(sys.argv[1] + "/misp/manifest.json"))
there = [json.load(open("%s/misp/%s.json" % (sys.argv[1], u)))["Event"] for u in events]
assert {e["uuid"] for e in there} == set(events)
print("python3: STIX, %d objects, %d of them indicators; MISP feed, %d events, %d attributes" % (
    len(stix), sum(o["type"] == "indicator" for o in stix), len(there), sum(len(e.get("Attribute", [])) for e in there)))
P

say "the quarterly report"
"$toiyaba" report "$hub" 2017Q3 --at 2017-10-26T09:00:00+09:00 >/dev/null
report=$hub/reports/2017Q3
if command -v fop >/dev/null; then
	sh "$here/../batch/deploy/toiyaba-pdf" "$report"
else
	echo "Apache FOP is not installed: no PDF this time (apt-get install fop fonts-morisawa-bizud-gothic)"
fi

say "a member's letter tells what became of what it sent"
gpg --homedir "$keys/chem-02" --batch --quiet --trust-model always \
    -d "$(ls "$hub"/outbox/chem-02/receipts/*.gpg | tail -1)" 2>/dev/null >"$demo/letter.zip"
python3 -m zipfile -e "$demo/letter.zip" "$demo/letter"

cat <<X

bundles   $hub/outbox/*/bundles/
letters   $hub/outbox/*/receipts/, one opened in $demo/letter/receipts.ja.html
opened    $demo/opened/  (notice.ja.html in each; what is in force, and what is
          to be taken out of blocks again: lists/)
verdict   $hub/status.html
run page  $hub/runs/$first/run.html, of the night with the refusals
report    $report/report.ja.html$([ -f "$report/report.ja.pdf" ] && printf ', report.ja.pdf')
X

#!/bin/bash
# One letter for each member and night: a zip that Windows opens, receipts,
# news of what was sent before, what concerns the reader's own networks.  It
# rests on nothing that is not due to its reader; each change is told once.
. "$(dirname "$0")/../lib.sh"
schema=$(dirname "$0")/../../../formats

net() { sed "s|</domain>|</domain><network>$1</network>|"; }
{
	audience sig gas
	audience sig rail
	member gas-01 gas
	member gas-02 gas | net 203.0.113.0/24
	member gas-03 gas
	member rail-01 rail | net 192.0.2.0/25
	other duty analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"

give() {	# give WHO NAME SHARE [XML] : one submission; its id in $ID
	begin "$1"
	add <<X
<submission id="1" kind="incident"><title>$2</title><indicator type="domain-name" role="c2">$2.evil.example</indicator>${4:-}<share $3</submission>
X
	drop "$2"
	ID=$PKGID/1
}
say() {	# say WHO NAME XML
	begin "$1"
	add <<<"$3"
	drop "$2"
}
heard() {	# heard WHO [RUN] : a line for each news of a letter: STATE REASON ITEMS
	letter "$@" || { echo none; return; }
	python3 - "$WORK/letter/receipts.xml" "$WORK/ids" <<'P'
import sys, xml.etree.ElementTree as tree
R = "{urn:toiyaba:receipt:1}"
names = dict(l.split() for l in open(sys.argv[2]))
for w in tree.parse(sys.argv[1]).getroot().iter(R + "news"):
    print(names.get(w.get("submission"), "?"), w.get("state"), w.get("reason") or "-",
          len(w.findall(R + "item")), len(w.findall(R + "text")))
P
}
name() { echo "$ID $1" >>"$WORK/ids"; }	# what the last submission is called here
concerns() {	# concerns WHO [RUN] : values that a letter names
	letter "$@" && python3 - "$WORK/letter/receipts.xml" <<'P'
import sys, xml.etree.ElementTree as tree
R = "{urn:toiyaba:receipt:1}"
root = tree.parse(sys.argv[1]).getroot()
for c in root.iter(R + "concerns-you"):
    print(c.get("type"), c.get("audience"), "item" if c.get("item") else "-", c.text)
for m in root.iter(R + "more"):
    print("more", m.get("count"))
P
}
letters() { (cd "$HUB/outbox" && ls */receipts/"$1".gpg 2>/dev/null | cut -d/ -f1 | tr '\n' ' '); }

# A first night: what was shared, and of the rest why not.
GIVEN='consent="given"/>'
give gas-01 open "$GIVEN"; name open; OPEN=$PKGID
give gas-01 asked 'consent="preview"/>'; name asked
give gas-01 closed 'consent="none"/>'; name closed
say gas-01 broken '<submission id="1" kind="mail"><unknown/></submission>'
night 2017-08-04
is "what became of each" "$(heard gas-01 | sort)" "asked not-shared own-answer 0 2
closed not-shared own-terms 0 2
open shared - 1 2"
is "a receipt for each package" "$(receipts gas-01 | sort | uniq -c | tr -s ' \n' ' ')" " 3 accepted - 1 quarantined bad-manifest "
ok "the letter is of its schema" jing "$schema/out/receipts.rng" "$WORK/letter/receipts.xml"
is "no case stands in it" "$(cat "$WORK"/letter/* | grep -c 'C-20[0-9][0-9]-')" 0
is "each of the group has a letter, of others nobody" "$(letters 20170804T013000)" "gas-01 gas-02 gas-03 "
is "one that says nothing" "$(heard gas-02)$(receipts gas-02)" ""
ok "in words, too" grep -q 'お知らせすることはありません' "$WORK/letter/receipts.ja.html"

# A zip as Windows wants it, and pages that do nothing.
letter gas-01
cp "$WORK/letter.zip" "$WORK/first.zip"
ok "unzip" unzip -tq "$WORK/first.zip"
zips() {
	python3 - "$1" <<'P'
import sys, time, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
for i in z.infolist():
    assert i.filename.isascii() and "/" not in i.filename
    # Stored, sizes before the bytes, nothing extra, the time of the night.
    assert (i.compress_type, i.flag_bits, i.extra, i.date_time) == (0, 0, b"", (2017, 8, 4, 1, 30, 0)), i
print(*sorted(z.namelist()))
P
}
is "stored, ASCII, dated by the run" "$(zips "$WORK/first.zip")" "receipts.en.html receipts.ja.html receipts.xml"
ok "it is called so inside" sh -c "gpg --homedir '$KEYS/gas-01' --batch --list-packets '$HUB'/outbox/gas-01/receipts/*.gpg 2>/dev/null | grep -aq 'name=\"receipts-20170804T013000.zip\"'"
for l in ja en; do
	page=$WORK/letter/receipts.$l.html
	is "$l: no script, no address, nothing to fetch" "$(grep -ciE '<script|href=|src=|<form|onload|https?:' "$page")" 0
	ok "$l: is a page" xmllint --html --noout "$page"
	ok "$l: names the item" grep -q "$(item_id 1)" "$page"
done
ok "the Japanese page reads in Japanese" grep -q 'まだ共有していません\|共有されました' "$WORK/letter/receipts.ja.html"

# What changes is told, once; what joins is told as that.
preview=$(ls "$HUB"/outbox/gas-01/previews | cut -c1-64)
say gas-01 yes "<consent preview=\"$preview\" decision=\"approve\"/>"
begin gas-02
add <<X
<submission id="1" kind="traffic"><title>a</title><observation direction="inbound" address="198.51.100.7" port="443" protocol="tcp" first="2017-08-01" last="2017-08-02" count="3"/><share $GIVEN</submission>
X
drop seen
ID=$PKGID/1; name seen
night 2017-08-05
is "approved, and shared" "$(heard gas-01)" "asked shared - 1 2"
is "its own first news" "$(heard gas-02)" "seen shared - 1 2"
begin gas-03
add <<X
<submission id="1" kind="traffic"><title>b</title><observation direction="inbound" address="198.51.100.7" port="443" protocol="tcp" first="2017-08-02" last="2017-08-03" count="4"/><share $GIVEN</submission>
X
drop same
ID=$PKGID/1; name same
night 2017-08-06
is "it joined what its group had" "$(heard gas-03)" "same joined - 1 2"
is "nobody else's changed" "$(heard gas-02 20170806T013000) $(letters 20170806T013000)" "none gas-03 "
night 2017-08-07
is "a night of nothing has no letters" "$(letters 20170807T013000)" ""

# Taken back by itself, and by an analyst.
say gas-01 back "<withdrawal package=\"$OPEN\"/>"
say duty gone "<ruling item=\"$(grep -o ' item id=[^ ]*' "$HUB/journal" | sed 's/.*=//' | awk '!s[$0]++' | sed -n 2p)\" retract=\"yes\"/>"
night 2017-08-08
is "its own word" "$(heard gas-01 | grep open)" "open retracted - 1 2"
is "and a ruling" "$(for m in gas-01 gas-02 gas-03; do heard $m; done | grep -c ' retracted - 1 2')" 2
ok "check" "$TOIYABA" check --full "$HUB"

# What came once more is said once more, also where that is all of a night.
cp "$HUB"/archive/"$(sqlite3 "$HUB/hub.db" "select sha256 from package where id = '$OPEN'")".gpg "$HUB/inbox/gas-01/again.gpg"
night 2017-08-09
is "a duplicate" "$(receipts gas-01) $(letters 20170809T013000)" "duplicate - gas-01 "
night 2017-08-10
is "and no more of it" "$(letters 20170810T013000)" ""

# A file that nobody signed: whose folder it lay in hears what is wrong with it.
echo zzzz >"$HUB/inbox/gas-03/note.gpg"
echo yyyy >"$HUB/inbox/nobodys.gpg"
night 2017-08-10 --at 2017-08-10T02:30:00+09:00
is "a file in its folder" "$(receipts gas-03) $(heard gas-03)$(letters 20170810T023000)" "quarantined not-openpgp gas-03 "

# Rulings made on it, and no others.
sed -i 's/^release = .*/release = ruled/' "$HUB/hub.conf"
for x in held bulk wait; do give gas-01 $x "$GIVEN"; name $x; eval "$x=$ID"; done
night 2017-08-11
is "all wait" "$(heard gas-01 | sort | tr '\n' ';')" "bulk not-shared waits 0 2;held not-shared waits 0 2;wait not-shared waits 0 2;"
say duty r1 "<ruling submission=\"$held\" release=\"no\"/>"
say duty r2 "<ruling submission=\"$bulk\" class=\"bulk\"/>"
say duty r3 "<ruling submission=\"$wait\" class=\"targeted\" grounds=\"craft\"/>"
night 2017-08-12
is "each as it was ruled" "$(heard gas-01 | sort | tr '\n' ';')" "bulk not-shared bulk 0 2;held not-shared held 0 2;wait shared - 1 2;"
say gas-01 back2 "<withdrawal package=\"${held%/1}\"/>"
night 2017-08-13
is "what nobody had was taken back" "$(heard gas-01)" "held not-shared taken-back 0 2"
sed -i 's/^release = .*/release = automatic/' "$HUB/hub.conf"

# Addresses and domains of the reader, and of nobody else.
at() { printf '<indicator type="%s" role="other">%s</indicator>' "$1" "$2"; }
give gas-01 near "$GIVEN" "$(at ipv4-addr 203.0.113.9)$(at domain-name vpn.gas-02.example)$(at ipv4-addr 192.0.2.9)"
give gas-03 secret "$GIVEN" "$(at url http://www.gas-02.example/himitsu)<sensitive>himitsu</sensitive>"
give gas-03 other "$GIVEN" "$(at url http://www.gas-02.example/?from=Kakugas-03)"
give gas-02 mine "$GIVEN" "$(at ipv4-addr 203.0.113.77)"
night 2017-08-14
is "those whose item waits, too" "$(concerns gas-02 20170814T013000)" "ipv4-addr gas - 203.0.113.9
domain-name gas - vpn.gas-02.example"
is "nobody else hears of them" "$(concerns gas-01 20170814T013000)$(concerns gas-03 20170814T013000)$(letters 20170814T013000 | grep -c rail)" "0"
begin gas-01
f=$(file mail/a.eml mail <<<"From: <info@www.gas-02.example>
To: <somebody@elsewhere.example>
Subject: invoice
Date: Wed, 02 Aug 2017 21:05:00 +0900
Message-ID: <$(uuid)@mailer.example>

Please look at http://portal.gas-02.example/t/gas01-4711 or at
http://x7k2q9vw31zt.gas-02.example/ before Friday, dear colleagues.")
add <<<"<submission id=\"1\" kind=\"mail\"><title>m</title>$f<share $GIVEN</submission>"
drop mailed
night 2017-08-15
is "out of a mail the host alone, beside its item; of one made for somebody its domain" "$(concerns gas-02)" "domain-name gas item gas-02.example
domain-name gas item portal.gas-02.example"

# Who floods keeps nobody else's from being told.
give gas-01 flood "$GIVEN" "$(for i in $(seq 100 180); do at ipv4-addr 203.0.113.$i; done)"
give gas-03 lone "$GIVEN" "$(at ipv4-addr 203.0.113.200)"
night 2017-08-16
concerns gas-02 >"$WORK/told"
is "fifty, the lone one among them" "$(grep -c 203.0.113 "$WORK/told") $(grep -c '\.200$' "$WORK/told") $(grep more "$WORK/told")" "50 1 more 32"
night 2017-08-17
is "none for the rest alone" "$(letters 20170817T013000)" ""
give gas-01 next "$GIVEN"
night 2017-08-18
is "the others go with the next" "$(concerns gas-02 | wc -l) $(comm -12 <(concerns gas-02 | sort) <(sort "$WORK/told") | wc -l)" "32 0"

# Without cover only those who have something.
sed -i 's/^cover = .*/cover = no/' "$HUB/hub.conf"
give gas-01 uncovered 'consent="given" scope="all"/>'; name uncovered
night 2017-08-19
is "no cover" "$(letters 20170819T013000)" "gas-01 "
is "what others have of it is not told" "$(heard gas-01) $(grep -o 'audience="[a-z]*"' "$WORK/letter/receipts.xml")" \
    'uncovered shared - 1 2 audience="gas"'
sed -i 's/^cover = .*/cover = yes/' "$HUB/hub.conf"

# The books give the same letters.
ok "check, behind it all" "$TOIYABA" check --full "$HUB"
told() { sqlite3 "$HUB/hub.db" 'select * from news; select * from concern' | sha256sum; }
before=$(told)
rm "$HUB"/hub.db*
ok "rebuild" "$TOIYABA" rebuild "$HUB"
is "the same news" "$(told)" "$before"

# Presence: what is not due to a reader, in the world or not.  The same attack,
# words and names of its choice, rulings on it, a night of its own.
cp -a "$HUB" "$WORK/base"
world() {	# world WITH : letters of gas in its nights, to $WORK/world-WITH
	rm -rf "$HUB"; cp -a "$WORK/base" "$HUB"
	SIGNED_AT=2017-08-20T01:00:00+09:00
	mkdir "$WORK/world-$1"
	PACKAGES=("$WORK/p-a" "$WORK/p-b")
	hidden() { [ "$1" = yes ]; }
	by() {	# by WHEN : a package sealed once for both worlds
		[ -e "$WORK/sealed/$1" ] || {
			mkdir -p "$WORK/sealed/$1"
			"$1"
			find "$HUB/inbox" -name '*.gpg' | while read -r f; do
				mkdir -p "$WORK/sealed/$1/$(dirname "${f#"$HUB/inbox/"}")"
				mv "$f" "$WORK/sealed/$1/${f#"$HUB/inbox/"}"
			done
		}
		cp -a "$WORK/sealed/$1/." "$HUB/inbox/"
	}
	! hidden "$1" || by hidden_first
	by open_first
	night 2017-08-20
	! hidden "$1" || by hidden_second
	by open_second
	night 2017-08-21
	! hidden "$1" || by hidden_alone
	night 2017-08-22
	for m in gas-01 gas-02 gas-03; do
		for r in 20170820T013000 20170821T013000 20170822T013000; do
			letter $m $r || continue
			cp "$WORK/letter.zip" "$WORK/world-$1/$m.$r.zip"
		done
	done
}
ATTACK='<observation direction="inbound" address="198.51.100.99" port="443" protocol="tcp" first="2017-08-01" last="2017-08-02" count="3"/>'
NEAR=$(at ipv4-addr 203.0.113.210)
hidden_first() {
	begin rail-01
	add <<<"<submission id=\"1\" kind=\"traffic\"><title>h</title>$NEAR$(at ipv4-addr 203.0.113.211)$ATTACK<sensitive>203.0.113.210</sensitive><sensitive>world.evil.example</sensitive><share $GIVEN</submission>"
	drop h1
	HIDDEN=$PKGID/1
}
open_first() {
	begin gas-01
	add <<<"<submission id=\"1\" kind=\"traffic\"><title>o</title>$NEAR$ATTACK<share $GIVEN</submission>"
	drop o1
	give gas-03 world "$GIVEN" "$(at ipv4-addr 203.0.113.212)"
	OPEN=$ID
}
hidden_second() {
	say duty d1 "<ruling submission=\"$HIDDEN\" release=\"no\" class=\"targeted\" grounds=\"craft\"/>"
	begin rail-01
	add <<<"<submission id=\"1\" kind=\"traffic\"><title>h</title>$(at domain-name more.gas-02.example)$ATTACK<share $GIVEN</submission>"
	drop h2
}
open_second() {
	begin gas-02
	add <<<"<submission id=\"1\" kind=\"traffic\"><title>o</title>$ATTACK<share $GIVEN</submission>"
	drop o2
	say gas-03 o3 "<withdrawal package=\"${OPEN%/1}\"/>"
}
hidden_alone() { give rail-01 alone "$GIVEN"; }
world yes
is "there are letters to compare" "$(ls "$WORK/world-yes" | wc -l)" 6
is "a night of others' has none" "$(letters 20170822T013000)" "rail-01 "
world no
is "they are the same, to the byte" "$(diff -rq "$WORK/world-yes" "$WORK/world-no")" ""
result

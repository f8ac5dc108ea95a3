#!/bin/bash
# Whether two submissions are the same attack hangs on the two alone: nobody
# parts or hides others' mails by what he sends, equal text joins under any
# subject, footers and what programs put in join nothing, a digest that is only
# stated needs another key, and a split outlives all that comes later.
cd "$(dirname "$0")/../../.."
. tests/flow/lib.sh

{
	audience sig gas
	for m in gas-01 gas-02 gas-03; do member $m gas; done
	other duty analyst
} >"$WORK/roster"
make_hub <"$WORK/roster"

submit() {	# submit MEMBER SUBJECT TEXT : one mail; its id in LAST
	begin "$1"
	f=$(mail "${FROM_ADDRESS:-x$RANDOM$RANDOM@evil.example}" "staff@$1.example" "$2" "$3" | file m.eml mail)
	add <<X
<submission id="1" kind="mail"><title>m</title>$f<share consent="none"/></submission>
X
	drop "p$RANDOM$RANDOM"
	LAST=$PKGID/1
}
attached() {	# attached MEMBER FILE TEXT [DISPOSITION] : a mail with a file
	begin "$1"
	{
		printf 'From: <y%s@%s.example>\r\nTo: <staff@%s.example>\r\nSubject: file %s\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n' $RANDOM r$RANDOM$RANDOM "$1" "$3"
		printf -- '--b\r\nContent-Type: text/plain\r\n\r\n%s\r\n--b\r\nContent-Type: application/octet-stream; name=a.bin\r\nContent-Disposition: %s; filename=a.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n' "$3" "${4:-attachment}"
		base64 "$2" | sed 's/$/\r/'
		printf -- '--b--\r\n'
	} >"$WORK/attached"
	f=$(file m.eml mail <"$WORK/attached")
	add <<X
<submission id="1" kind="mail"><title>m</title>$f<share consent="none"/></submission>
X
	drop "p$RANDOM$RANDOM"
	LAST=$PKGID/1
}
stated() {	# stated MEMBER FILE [MORE] : its digest, and nothing of it
	begin "$1"
	add <<X
<submission id="1" kind="incident"><title>digest</title>
<indicator type="sha256" role="other">$(sha256sum "$2" | cut -c1-64)</indicator>${3:-}
<share consent="none"/></submission>
X
	drop "p$RANDOM$RANDOM"
	LAST=$PKGID/1
}
case_of() { "$TOIYABA" show "$HUB" "$1" | sed -n 's/^  case \(C-[0-9-]*\).*/\1/p'; }
one() { is "$1" "$(case_of "$2")" "$(case_of "$3")"; }
two() { ok "$1" test -n "$(case_of "$2")" -a "$(case_of "$2")" != "$(case_of "$3")"; }

# A sentence under five unlike subjects: who sends that takes it out of nobody
# else's comparison.
S='please open the enclosed statement of your account and confirm the balance that our auditors have found for you before friday'
i=0
for subject in 'harbour crane' 'winter tyres' 'jazz quintet' 'bee keeping' 'fog lamps' 'copper roof'; do
	i=$((i + 1))
	submit gas-03 "$subject" "$(echo "$subject $subject number $i and what belongs to it, nothing else at all." | rev)
$S."
done
night 2017-08-02
submit gas-01 'Your balance' "Good day from the bank.
$S."; A=$LAST
submit gas-02 'Your balance' "Good evening from a bank.
$S."; B=$LAST
night 2017-08-03
one "a sentence sent under unlike subjects parts nobody" "$A" "$B"

# Look-alikes of one member, each under a subject of its own, fill the places
# of nobody else.
python3 - "$PKG" >"$WORK/flood.txt" <<'P'
import random
r = random.Random(15)
words = ["".join(r.choice("abcdefghiklmnoprstuvw") for _ in range(r.randint(4, 9))) for _ in range(70)]
def text(k):
    out = list(words)
    for i in r.sample(range(len(out)), k):
        out[i] = "".join(r.choice("abcdefghiklmnoprstuvw") for _ in range(6))
    return " ".join(out)
subject = lambda: "".join(r.choice("abcdefghiklmnoprstuvw") for _ in range(24))
for _ in range(160):
    print(subject() + "\t" + text(2))
print("quarterly filing\t" + text(1))
print("quarterly filing\t" + text(1))
P
begin gas-03
i=0
while IFS=$'\t' read -r subject text && [ $i -lt 160 ]; do
	i=$((i + 1))
	f=$(mail "f$i@flood.example" d@gas-03.example "$subject" "$text" | file "f$i.eml" mail)
	add <<<"<submission id=\"$i\" kind=\"mail\"><title>m</title>$f<share consent=\"none\"/></submission>"
done <"$WORK/flood.txt"
drop flood
night 2017-08-04
line() { sed -n "$1p" "$WORK/flood.txt" | cut -f"$2"; }
submit gas-01 "$(line 161 1)" "$(line 161 2)"; A=$LAST
night 2017-08-05
submit gas-02 "$(line 162 1)" "$(line 162 2)"; B=$LAST
night 2017-08-06
one "look-alikes of one member hide nobody's mail" "$A" "$B"

# Equal text joins whatever stands over it; what programs write joins nothing.
T='本日、貴社の製品に不具合が見つかったとの連絡を受けました。至急、下記の調査票に記入して返送してください。'
submit gas-01 '不具合の調査票' "$T"; A=$LAST
submit gas-02 'Delivery date of the pumps' "$T"; B=$LAST
F='This message was sent to you because you subscribed to our newsletter.
If you no longer wish to receive these messages, you may unsubscribe by clicking here.
Sent from my iPhone'
submit gas-01 'A free tool set for you' "$F"; C=$LAST
submit gas-02 'Your chance is now' "$F"; D=$LAST
submit gas-01 '資料の件' 'お世話になっております。添付ファイルをご確認ください。よろしくお願いいたします。'; E=$LAST
submit gas-02 '会議室の鍵について' 'お世話になっております。添付ファイルをご確認ください。よろしくお願いいたします。'; G=$LAST
printf 'Version: 1\r\n' >"$WORK/pgpmime"
attached gas-01 "$WORK/pgpmime" 'the gardener has cut the hedges of the northern lot'; H=$LAST
attached gas-02 "$WORK/pgpmime" 'seven trombones were seen at the old railway bridge'; I=$LAST
night 2017-08-07
one "the same text under another subject" "$A" "$B"
two "a footer joins nothing" "$C" "$D"
two "nor does courtesy" "$E" "$G"
two "nor what PGP/MIME puts in" "$H" "$I"

# A digest that is only stated: by itself it joins nothing, with another key
# it does, whichever came first.
head -c 3000 /dev/urandom >"$WORK/malware"
attached gas-01 "$WORK/malware" 'minutes of the annual meeting http://drop.example/m'; A=$LAST
stated gas-02 "$WORK/malware"; B=$LAST
stated gas-03 "$WORK/malware"; C=$LAST
night 2017-08-08
stated gas-02 "$WORK/malware" '<indicator type="domain-name" role="c2">drop.example</indicator>'; D=$LAST
night 2017-08-09
two "a digest that is only stated joins nothing" "$A" "$B"
two "nor do two that state it" "$B" "$C"
related() { "$TOIYABA" show "$HUB" "$(case_of "$1")" | grep -q "^related to $(case_of "$2")"; }
ok "it relates them" related "$A" "$B"
one "with another key it does" "$A" "$D"
two "and takes nobody else along" "$D" "$B"
ok "the reason is told" sh -c "'$TOIYABA' show '$HUB' '$(case_of "$D")' | grep -q 'joined by stated'"
head -c 3000 /dev/urandom >"$WORK/other"
stated gas-03 "$WORK/other"; E=$LAST
stated gas-02 "$WORK/other" '<indicator type="domain-name" role="c2">late.example</indicator>'; A=$LAST
night 2017-08-10
attached gas-01 "$WORK/other" 'list of the delegates http://late.example/l'; B=$LAST
attached gas-03 "$WORK/other" 'a plan of the new canteen'; C=$LAST
night 2017-08-11
one "the file after the digest" "$A" "$B"
two "which joins nothing here either" "$E" "$B"
ok "and relates" related "$E" "$B"
one "a file that both have joins by itself" "$B" "$C"

# What an analyst parted stays so, whatever comes later that is like both.
head -c 3000 /dev/urandom >"$WORK/shared"
attached gas-02 "$WORK/shared" 'one more mail with a shared file'; A=$LAST
attached gas-03 "$WORK/shared" 'another letter that carries it too'; B=$LAST
night 2017-08-12
one "they share a file" "$A" "$B"
begin duty
add <<<"<ruling case=\"$(case_of "$A")\" class=\"phishing\"><reason>別の攻撃</reason><split submission=\"$B\"/></ruling>"
drop parted
night 2017-08-13
two "parted by a ruling" "$A" "$B"
attached gas-01 "$WORK/shared" 'a third that has the file'; C=$LAST
night 2017-08-14
two "and not put together by a later mail" "$A" "$B"
ok "which a person is told" sh -c "grep -q 'both have a history' '$WORK/json'"
ok "in one of them" test "$(case_of "$C")" = "$(case_of "$A")" -o "$(case_of "$C")" = "$(case_of "$B")"
cases() { for s in "$A" "$B" "$C" "$D"; do case_of "$s"; done; }
before=$(cases)
rm "$HUB/hub.db"
ok "rebuild" "$TOIYABA" rebuild "$HUB"
is "rebuilt, the same cases" "$(cases)" "$before"
ok "check" "$TOIYABA" check --full "$HUB"
result

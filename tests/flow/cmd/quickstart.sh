#!/bin/bash
# README's night, command by command, as a newcomer types it: none stops, and
# each does what its line says.
. "$(dirname "$0")/../lib.sh"
top=$(cd "$(dirname "$0")/../../.." && pwd)
mkdir -p "$WORK/bin" "$WORK/home" "$WORK/media/usb1" "$WORK/media/usb2" "$WORK/media/backup"
ln -s "$TOIYABA" "$WORK/bin/toiyaba"
PATH=$WORK/bin:$PATH
fpr=$(make_key gas-03)
export GNUPGHOME=$KEYS/gas-03
cp "$GNUPGHOME/pub.asc" "$WORK/home/gas-03.asc"
mkdir "$WORK/home/mail"
printf 'From: a@evil.example\nTo: b@kakugas.example\nSubject: invoice\nDate: %s\nMessage-ID: <1@evil.example>\n\nopen http://evil.example/x now\n' "$(date -R)" >"$WORK/home/mail/1.eml"
cd "$WORK/home"

# What a person puts in between: the roster and the manifest of the examples,
# with his own key, the hub's, and his mail's digest.
prepare() {
	case $1 in
	*editor*) sed "s/<key fingerprint=\"0*2\" from=\"[0-9-]*\"/<key fingerprint=\"$fpr\" from=\"2016-04-01\"/" "$top/samples/examples/roster.xml" >h/roster.xml ;;
	*"toiyaba pack"*) sed "s/ to=\"[0-9A-F]*\"/ to=\"$hub\"/; s/sha256=\"[0-9a-f]*\"/sha256=\"$(sha256sum mail/1.eml | cut -c1-64)\"/; s/created=\"[^\"]*\"/created=\"$(date -Iseconds)\"/; s/observed=\"[^\"]*\"/observed=\"$(date -Iseconds)\"/" "$top/samples/examples/manifest.xml" >manifest.xml ;;
	esac
}
typed=$(sed -n '/^## A night, command by command/,/^`toiyaba/s/^    //p' "$top/README.md" | sed 's/ *#.*//')
said='' n=0
while read -r line; do
	n=$((n + 1))
	prepare "$line"
	case $line in *editor*) continue ;; esac
	line=$(sed "s/\\bHUB\\b/h/g; s/\\bMINE\\b/$fpr/; s/\\bHUBKEY\\b/${hub:-}/; s/\\bDIR\\b/opened/; s,/media/,$WORK/media/,; s/C-2017/C-$(date +%Y)/" <<<"$line")
	rc=0
	out=$(bash -c "$line" <<<"${fpr: -8}" 2>"$WORK/err") || rc=$?
	case $line in
	*init*) hub=$out ;;
	esac
	case $line,$rc in *--sig*,64 | *,0 | *,10) ;; *) said+=" $line: $rc: $(tail -1 "$WORK/err")" ;; esac
done <<<"$typed"
is "no command stops ($n of them)" "$said" ""
is "as many as the page has" "$((n >= 15))" 1
is "the item came to the member" "$(ls opened/gas-000001/items | wc -l)" 1
ok "the courier has a file" test -s "$WORK/media/usb2/gas-03.gpg"
ok "there is a report" test -s h/reports/2017Q3/report.ja.html
result

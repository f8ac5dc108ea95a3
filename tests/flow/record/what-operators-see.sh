#!/bin/bash
# What somebody on the machine sees who may not read the database: logs, the
# run page, command lines, environments, limits.  No member's name, no word of
# a mail; no core.
. "$(dirname "$0")/../lib.sh"

gas_hub
sed -i '0,/<\/domain>/s##</domain><network>198.51.100.0/24</network>#' "$HUB/roster.xml"
hidden=$(printf '架空gas-01株式会社' | base64 | tr '/+' '_-')
SECRETS="$hidden|198\.51\.100|"'架空gas-01|Kaku gas-01|Kakugas-01|gas-01\.example|秘密の本文|ひみつの件名|himitsu'
for i in $(seq 24); do
	begin gas-01
	f=$(mail "spy$i@evil.example" himitsu@gas-01.example "ひみつの件名 $i" "秘密の本文 $(uuid) http://evil$i.example/himitsu" | file himitsu.eml mail)
	add <<X
<submission id="1" kind="mail"><title>架空gas-01株式会社に届いた ひみつの件名</title>$f<share consent="given"/></submission>
X
	drop "p$i"
done
# One that is refused, with words of its own.
begin gas-01
add <<<'<submission id="1" kind="mail"><himitsu/></submission>'
drop refused
for name in 架空gas-01株式会社の件.eml 'Kaku gas-01 Co., Ltd..eml' host.gas-01.example \
    "$hidden.eml" 198.51.100.7.log; do
	begin gas-01
	manifest
	echo x >"$PKG/$name"
	archive
	seal gas-01 "$HUB/inbox/gas-01/$(uuid).gpg"
done
begin gas-01
add </dev/null
manifest
archive
mkdir -p "$HUB/inbox/gas-02"
seal gas-02 "$HUB/inbox/gas-02/from-another.gpg"
"$TOIYABA" run "$HUB" --at 2017-08-04T01:30:00+09:00 >"$WORK/said" 2>&1 &
hub=$!
# From its first child on, it has settled itself; others of the name are not it.
until pgrep -P $hub >/dev/null || ! kill -0 $hub 2>/dev/null; do :; done
ours() {	# ours PID : the hub or one of its descendants
	up=$1
	while [ "${up:-0}" -gt 1 ]; do
		[ "$up" = $hub ] && return
		up=$(awk '/^PPid/ { print $2 }' "/proc/$up/status" 2>/dev/null)
	done
	return 1
}
: >"$WORK/seen"
: >"$WORK/limits"
while kill -0 $hub 2>/dev/null; do
	for p in $(pgrep -f "toiyaba --|gpg --") $hub; do
		ours "$p" || continue
		{ tr '\0' ' ' <"/proc/$p/cmdline"; echo; } >>"$WORK/seen" 2>/dev/null || true
		case $(tr '\0' ' ' <"/proc/$p/cmdline" 2>/dev/null) in
		*toiyaba*) tr '\0' '\n' <"/proc/$p/environ" >>"$WORK/seen" 2>/dev/null || true
			grep 'core file' "/proc/$p/limits" >>"$WORK/limits" 2>/dev/null || true ;;
		esac
	done
done
rc=0
wait $hub || rc=$?
is "the night ended as it should" $rc 10
none() { ! grep -aE "$SECRETS" "$@"; }
ok "some processes were seen ($(sort -u "$WORK/seen" | wc -l))" test "$(sort -u "$WORK/seen" | wc -l)" -gt 3
ok "nothing in arguments or environments" none "$WORK/seen"
ok "nothing on the terminal or in the log" none "$WORK/said"
ok "nothing on the run page" none "$HUB"/runs/*/*
ok "nothing in the journal" none "$HUB/journal"
ok "nothing beside what is refused" none "$HUB"/quarantine/*.xml
is "no core from any of them" "$(awk '{ print $5, $6 }' "$WORK/limits" | sort -u)" "0 0"
ok "database, archive and keys are the owner's alone" sh -c "[ -z \"\$(find '$HUB' -path '$HUB/inbox' -prune -o \\( -name hub.db -o -name journal -o -path '$HUB/archive/*' -o -path '$HUB/gnupg/*' \\) -perm /077 -print)\" ]"
is "a reason names a member by its id" "$(grep -c 'gas-0[12]' <(grep -h '<detail>' "$HUB"/quarantine/*.xml))" 1
is "three names are masked where they stood" "$(grep -c '〓〓' <(grep -h '<detail>' "$HUB"/quarantine/*.xml))" 3
is "two that cannot be masked are not kept" "$(grep -c 'it names a member, and is not kept' <(grep -h '<detail>' "$HUB"/quarantine/*.xml))" 2
# A page that would hold a name all the same: of a night that is told late.
rm -r "$HUB"/runs/20170804*
python3 - "$HUB/hub.db" "$hidden" <<'P'
import sqlite3, sys
d = sqlite3.connect(sys.argv[1])
d.execute("UPDATE package SET detail = ? WHERE reason = 'unlisted-file'", sys.argv[2:])
d.commit()
P
night 2017-08-05
is "the run page without what held it" "$RC $(grep -c "$hidden" "$HUB"/runs/20170804*/run.xml "$HUB"/runs/20170804*/run.html | cut -d: -f2 | tr '\n' ' ')" "10 0 0 "
ok "and a person is told" grep -q "would hold a member's name: it is written without" "$WORK/err"
is "its states and reasons are there" "$(grep -o 'state="quarantined" reason="unlisted-file"' "$HUB"/runs/20170804*/run.xml | wc -l)" 5
rm -rf "$HUB/quarantine"
"$TOIYABA" show "$HUB" C-2017-0001 >"$WORK/shown"
ok "who may read the database is told" grep -q 'from gas-01' "$WORK/shown"
result

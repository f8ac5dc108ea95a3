#!/bin/bash
# One verdict in every form: quiet is not late, a dead timer is, also where the
# runs end badly; who is waited for stands there by id, and nobody by name.
cd "$(dirname "$0")/../../.."
. tests/flow/lib.sh
gas_hub
at() { echo "2017-08-$1T${2:-09}:00:00+09:00"; }
ask() { RC=0; "$TOIYABA" status "$HUB" --at "$1" "${@:2}" >"$WORK/said" 2>"$WORK/err" || RC=$?; }
verdicts() {	# verdicts TIME : what each form says, and its exit code
	ask "$1"; printf '%s %s, ' "$(head -1 "$WORK/said" | sed 's/[:;].*//')" "$RC"
	ask "$1" --json; printf '%s %s, ' "$(python3 -c 'import json,sys; print(json.load(sys.stdin)["verdict"])' <"$WORK/said")" "$RC"
	ask "$1" --html; printf '%s %s, ' "$(sed -n 's/.*<h1 class="\([a-z]*\)".*/\1/p' "$WORK/said")" "$RC"
	ask "$1" --nagios; printf '%s %s' "$(cut -d' ' -f2 "$WORK/said")" "$RC"
}
OK="ok 0, ok 0, ok 0, OK 0"
ATTENTION="attention 10, attention 10, attention 10, WARNING 1"
LATE="late 10, late 10, late 10, CRITICAL 2"

is "no run yet" "$(verdicts "$(at 02)")" "$LATE"
night 2017-08-03
is "a night that took nothing" "$(verdicts "$(at 03)")" "$OK"
ok "it has left a heartbeat" grep -q '^at = 2017-08-03T01:30:00+09:00$' "$HUB/heartbeat"
ok "and a page" grep -q '<h1 class="ok">' "$HUB/status.html"
for d in 04 05 06; do night "2017-08-$d"; done
is "a quiet week is not late" "$(verdicts "$(at 06)")" "$OK"
is "thirty-six hours without one" "$(verdicts "$(at 07 15)")" "$LATE"
ask "$(at 08 15)"
ok "says how long" grep -q '^late: no run for 61 hours; last run 2017-08-06T01:30:00' "$WORK/said"
ask "$(at 06)" --prometheus
ok "for Prometheus, to the second" grep -qx "toiyaba_last_run_timestamp_seconds $(date -d 2017-08-06T01:30:00+09:00 +%s)" "$WORK/said"

is "each with what it is" "$(grep -c '^# HELP toiyaba_[a-z_]* [a-z]' "$WORK/said") $(grep -c '^# TYPE toiyaba_[a-z_]* gauge$' "$WORK/said")" "$(grep -c '^toiyaba_' "$WORK/said") $(grep -c '^toiyaba_' "$WORK/said")"

# A run that ends badly beats all the same, and says how.
mv "$HUB/secret" "$WORK/away"
night 2017-08-07
is "78" "$RC" 78
mv "$WORK/away" "$HUB/secret"
ok "its code" grep -qx 'exit = 78' "$HUB/heartbeat"
ask "$(at 07)"
ok "is told" grep -q 'it ended with 78' "$WORK/said"
before=$(sha256sum "$HUB/heartbeat")
night 2017-08-08 --dry-run
is "a dry run is none" "$(sha256sum "$HUB/heartbeat")" "$before"

# What waits for whom.
begin gas-01
add <<X
<submission id="1" kind="mail"><title>架空gas-01株式会社の件</title>$(mail a@evil.example f@gas-01.example 請求書 "http://evil.example/x" | file 1.eml mail)<share consent="preview"/></submission>
X
drop asked
printf 'x' >"$HUB/inbox/gas-02/stray.txt" 2>/dev/null || { mkdir -p "$HUB/inbox/gas-02"; printf 'x' >"$HUB/inbox/gas-02/stray.txt"; }
night 2017-08-09
stray=$(printf x | sha256sum | cut -c1-64)
is "one refused file" "$(verdicts "$(at 09)")" "$ATTENTION"
ask "$(at 09)" --json
is "who is waited for, and since when" "$(python3 -c 'import json,sys; print(sorted((w["what"], w["whom"], w["since"], w["count"]) for w in json.load(sys.stdin)["waits"]))' <"$WORK/said")" \
    "$(python3 - "$stray" "$(json "[p['reason'] for p in j['packages'] if p['sha256'] == '$stray'][0]")" <<'P'
import sys
print(sorted([("preview", "gas-01", "2017-08-09", 1), (sys.argv[2], sys.argv[1], "2017-08-09", 1)]))
P
)"
for f in "$HUB/status.html" "$WORK/said"; do
	ok "nobody's name: $(basename "$f")" bash -c '! grep -Eqi "架空|Kaku|gas-01\.example|請求書|evil" "$1"' - "$f"
done
ok "no script, nothing to load" bash -c '! grep -Eqi "<script|src=|href=" "$1"' - "$HUB/status.html"
is "only for the hub's own" "$(stat -c %a "$HUB/status.html" "$HUB/heartbeat" | sort -u)" 600
ask "$(at 09)" --html
is "the page says what --html says" "$(sed 's/2017-08-09T[0-9:+]*//' "$WORK/said" | sed 's/[0-9]* MiB.*//' | head -c 300)" "$(sed 's/2017-08-09T[0-9:+]*//' "$HUB/status.html" | sed 's/[0-9]* MiB.*//' | head -c 300)"
"$TOIYABA" quarantine "$HUB" close "$stray" --reason 電話で確認 --at "$(at 09)"
is "closed" "$(verdicts "$(at 09)")" "$OK"
sed -i 's/^language = .*/language = en/' "$HUB/hub.conf"
grep -q '^language = en' "$HUB/hub.conf" || sed -i 's/^\[hub\]/[hub]\nlanguage = en/' "$HUB/hub.conf"
ask "$(at 09)" --html
ok "in English" bash -c 'grep -q "All is well" "$1" && ! LC_ALL=C.UTF-8 grep -qP "[\x{3040}-\x{30ff}]" "$1"' - "$WORK/said"

# Backups and drills: who takes none is told so, and asked for none.
ask "$(at 09)"
ok "no backup yet" grep -qx 'no backup yet; no drill yet' "$WORK/said"
ask "$(at 09)" --json
backed() { python3 -c 'import json,sys; j=json.load(sys.stdin); print(j["last_backup"], j["last_drill"], j["unsaved"], j["untried"], j["astray"])' <"$WORK/said"; }
is "neither" "$(backed)" "None None 0 0 0"
mkdir "$WORK/m"
"$TOIYABA" backup "$HUB" "$WORK/m" --at "$(at 09)" >/dev/null 2>&1
ask "$(at 10)" --json
is "a backup" "$RC $(backed)" "0 2017-08-09T09:00:00+09:00 None 0 0 0"
set_days() { sed -i "s/^#* *backup-days *=.*/backup-days = $1/; s/^#* *drill-days *=.*/drill-days = $2/" "$HUB/hub.conf"; }
set_days 1 1
night 2017-08-11
ask "$(at 11)" --json
is "that is too old, and was never tried" "$RC $(backed)" "10 2017-08-09T09:00:00+09:00 None 1 1 0"
is "in every form" "$(verdicts "$(at 11)")" "$ATTENTION"
ok "the night's page says it" bash -c 'grep -q "2017-08-09T09:00:00" "$1" && grep -o "class=\"need\"" "$1" | wc -l | grep -qx 2' - "$HUB/status.html"
"$TOIYABA" restore "$WORK/m" "$HUB" --drill --at "$(at 11 07)" >/dev/null 2>"$WORK/err"
ask "$(at 11)"
ok "a drill is noted at the hub whose backup it tried" grep -qx 'last backup 2017-08-09T09:00:00+09:00; last drill that passed 2017-08-11T07:00:00+09:00' "$WORK/said"
ask "$(at 11)" --prometheus
is "in seconds" "$(grep -E '^toiyaba_.*(backup|drill|unsaved|untried)' "$WORK/said" | tr '\n' ' ')" \
    "toiyaba_last_backup_timestamp_seconds $(date -d "$(at 09)" +%s) toiyaba_last_drill_timestamp_seconds $(date -d "$(at 11 07)" +%s) toiyaba_unsaved 1 toiyaba_untried 0 "
set_days 0 0
is "0 asks for none" "$(verdicts "$(at 11)")" "$OK"
"$TOIYABA" backup "$HUB" "$WORK/m" --at "$(at 11)" >"$WORK/said" 2>&1
is "neither is in a backup" "$(grep -lE 'last-(backup|drill)' "$WORK"/m/toiyaba/lists/* | wc -l)" 0
mkdir "$WORK/other"
echo x >"$WORK/other/journal"
ok "nor is another hub told" sh -c "! '$TOIYABA' restore '$WORK/m' '$WORK/other' --drill >/dev/null 2>&1 && [ \"\$(ls '$WORK/other')\" = journal ]"

# A copy says that it is one, and changes nothing.
real=$HUB HUB=$WORK/copy
command cp -a "$real" "$HUB"
is "astray" "$(verdicts "$(at 11)")" "$ATTENTION"
ask "$(at 11)"
ok "it is said why" grep -q '^not at home here: it is a copy, .*restore --here$' "$WORK/said"
is "in Japanese" "$(TOIYABA_LANG=ja "$TOIYABA" status "$HUB" --at "$(at 11)" | grep -c 'このハブの場所ではない: 写しか、')" 1
rm "$HUB/place"
is "nor is it at home where nothing says where that is" "$(verdicts "$(at 11)") $(ls -d "$HUB/place" 2>/dev/null)" "$ATTENTION "
HUB=$real
rm -rf "$HUB/heartbeat"
is "without a heartbeat, by what the books know" "$(verdicts "$(at 09)")" "$OK"
result

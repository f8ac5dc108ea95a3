#!/bin/bash
# What was refused is listed, explained, tried again, and closed by a person:
# then it asks for nobody's attention, and the books say who and why.
cd "$(dirname "$0")/../../.."
. tests/flow/lib.sh
gas_hub
# As if the second member had not been enrolled yet.
cp -a "$HUB/gnupg" "$WORK/ring"
fpr=$(cat "$KEYS/gas-02/fpr")
cp "$HUB/roster.xml" "$WORK/roster.whole"
sed -i "s|<key fingerprint=\"$fpr\"[^/]*/>||" "$HUB/roster.xml"

q() { RC=0; "$TOIYABA" quarantine "$HUB" "$@" >"$WORK/q" 2>"$WORK/q.err" || RC=$?; }
status() { "$TOIYABA" status "$HUB" --json --at "$SIGNED_AT" | python3 -c 'import json,sys; j=json.load(sys.stdin); print(j["verdict"], j["quarantined"])'; }

begin gas-02
add <<'X'
<submission id="1" kind="incident"><title>t</title><indicator type="ipv4-addr" role="c2">198.51.100.1</indicator><share consent="given"/></submission>
X
drop early
mkdir -p "$HUB/inbox/gas-01"
printf 'not a package \033[31m\n' >"$HUB/inbox/gas-01/notes.txt"
early=$(sha256sum "$HUB/inbox/gas-02/early.gpg" | cut -c1-64)
junk=$(sha256sum "$HUB/inbox/gas-01/notes.txt" | cut -c1-64)
night 2017-08-03
is "both are refused" "$(json 'sorted(p["state"] for p in j["packages"])')" "['quarantined', 'quarantined']"
is "attention" "$(status)" "attention 2"

q list
is "a line each" "$(wc -l <"$WORK/q")" 2
ok "which, why, where" grep -q "2017-08-03  $early  unknown-signer .*inbox/gas-02/early.gpg" "$WORK/q"
q list --json
is "the same for programs" "$(python3 -c 'import json,sys; print(sorted((r["sha256"], r["reason"], r["path"], r["closed_by"]) for r in json.load(sys.stdin)["refused"]))' <"$WORK/q")" \
    "$(python3 - "$early" "$junk" "$(json "[p['reason'] for p in j['packages'] if p['sha256'] == '$junk'][0]")" <<'P'
import sys
e, j, r = sys.argv[1:]
print(sorted([(e, "unknown-signer", "inbox/gas-02/early.gpg", None), (j, r, "inbox/gas-01/notes.txt", None)]))
P
)"
q show "${early:0:12}"
ok "what to do" grep -qi 'key' "$WORK/q"
ok "in the language of who asks" grep -q '署名' <("$TOIYABA" quarantine "$HUB" show "$early" --lang ja)
for wrong in "show ffffffffffff" "show xyz" "show" "list $early" "close" "melt $early" "retry 0000"; do
	# shellcheck disable=SC2086
	q $wrong
	is "$wrong" "$RC" 64
done

# The roster is mended: once more, and it is taken.
cp "$WORK/roster.whole" "$HUB/roster.xml"
q retry "$early"
is "retry" "$RC" 0
night 2017-08-04
is "it is taken" "$(json '[(p["sha256"], p["state"]) for p in j["packages"]]')" "[('$early', 'accepted')]"
is "one is left" "$(status)" "attention 1"
q retry "$early"
is "what is accepted is not tried again" "$RC" 64

# The other is closed.
q close "$junk" --at "$SIGNED_AT"
is "not without a reason" "$RC" 64
q close "${junk:0:8}" --reason "メモが紛れた。電話で確認" --at "$SIGNED_AT"
is "closed" "$RC" 0
is "no attention any more" "$(status)" "ok 0"
q list
is "nothing is open" "$(cat "$WORK/q")" ""
q list --all
ok "who and why" grep -q "closed by $(id -un) on .*: メモが紛れた" "$WORK/q"
ok "nothing that a terminal obeys" bash -c '! grep -q "$(printf "\033")" "$1"' - "$WORK/q"
before=$(sqlite3 "$HUB/hub.db" "SELECT * FROM closed")
is "a second time changes nothing" "$(q close "$junk" --reason again --at "$SIGNED_AT"; echo "$RC $(sqlite3 "$HUB/hub.db" "SELECT * FROM closed")")" "0 $before"
"$TOIYABA" rebuild "$HUB" >/dev/null 2>&1
is "the books say it again" "$(sqlite3 "$HUB/hub.db" "SELECT * FROM closed")" "$before"
ok "they agree" "$TOIYABA" check "$HUB" --full
ok "the bytes are kept" test -e "$HUB/quarantine/$junk.gpg"

# The same bytes again: dealt with; with another verdict: not.
cp "$HUB/quarantine/$junk.gpg" "$HUB/inbox/gas-01/again.txt"
night 2017-08-05
is "the same verdict stays closed" "$(status)" "ok 0"
begin gas-01
add <<'X'
<submission id="1" kind="incident"><title>t</title><file path="missing.bin" role="sample" sha256="0000000000000000000000000000000000000000000000000000000000000000"/></submission>
X
drop wrong
night 2017-08-06
is "a new one is not" "$(status)" "attention 1"
result

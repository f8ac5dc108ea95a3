#!/bin/bash
# What crypt processes and the gpg below them hold: nothing of whoever called
# the night, no terminal, no database; no plaintext in a file.  One gpg opens
# all good packages that a crypt process gets.
JOBS=2
. "$(dirname "$0")/../lib.sh"
gas_hub
for i in $(seq 40); do
	begin gas-0$((1 + i % 2))
	add <<X
<submission id="1" kind="incident"><title>t $i</title><indicator type="ipv4-addr" role="c2">198.51.100.$i</indicator><share consent="given"/></submission>
X
	drop "p$i"
done
mkdir "$WORK/homes" "$WORK/seen"
rc=0
TMPDIR=$WORK/homes python3 "$(dirname "$0")/apart.py" "$HUB" "$WORK/homes" "$WORK/seen" \
    "$TOIYABA" run "$HUB" --at 2017-08-04T01:30:00+09:00 --jobs "$JOBS" \
    >"$WORK/said" 2>"$WORK/err" 7<"$HUB/hub.conf" 8>"$WORK/log" 9<"$HUB/roster.xml" || rc=$?
is "the night" "$rc" 0
is "all are taken" "$(ls "$HUB"/archive/*.gpg | wc -l)" 40
ok "crypt processes were seen" test -s "$WORK/seen/crypt"
ok "and the gpg below them" test -s "$WORK/seen/gpg"
# Pipes, the socket and memory files; of files what it was handed, the keyring
# and its own home, what programs read as they begin, and until then the
# caller's standard error.
is "what a crypt process holds" "$(grep -vE "^(socket|pipe|anon_inode):|^/memfd:|^/dev/null$|^$HUB/(spool|archive)/|^$HUB/gnupg/(pubring\.kbx|trustdb\.gpg)$|^$WORK/homes/N(/|$)|^/(usr|etc|lib|proc)(/|$)|^$WORK/err$" "$WORK/seen/crypt")" ""
is "what gpg holds" "$(grep -vE "^(socket|pipe):|^/dev/(null|urandom)$|^/(usr|etc|lib|proc)(/|$)|^$WORK/homes/N(/m|/m\.gpg|/pubring\.kbx|/trustdb\.gpg|/random_seed|/gpg\.conf)?$" "$WORK/seen/gpg")" ""
is "sessions of their own, without a terminal" "$(cat "$WORK/seen/session")" "(False, '0')"
ok "no more of them than crypt processes" test "$(wc -l <"$WORK/seen/pids")" -le "$JOBS"
is "what lies in their homes" "$(grep -vE '^(fifo m|fifo m\.gpg|file (gpg|gpg-agent)\.conf|file pubring\.kbx|file trustdb\.gpg|file in-use|file random_seed|file \.#lk.*|file .*\.lock|S\.gpg-agent.*|private-keys-v1\.d|openpgp-revocs\.d)$' "$WORK/seen/homes")" ""
ok "FIFOs, for one" grep -qx 'fifo m' "$WORK/seen/homes"
is "nothing is left of them" "$(ls "$WORK/homes")" ""
result

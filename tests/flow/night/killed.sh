#!/bin/bash
# A night that is killed, again and again, ends as one that was not.
. "$(dirname "$0")/../lib.sh"
export TMPDIR=$WORK

{
	audience sig gas
	audience sig rail
	member gas-01 gas
	member gas-02 gas
	member rail-01 rail
} >"$WORK/roster"
make_hub <"$WORK/roster"
for i in 1 2 3 4 5 6; do
	for m in gas-01 rail-01; do
		begin $m
		add <<X
<submission id="1" kind="incident"><title>t $i</title><indicator type="domain-name" role="c2">c2-$i-${m%%-*}x.evil.example</indicator><share consent="given" scope="all"/></submission>
X
		drop "p$i-$m"
	done
done
# One that is refused: its page and exit code must not be lost either.
begin gas-01
add <<<'<submission id="1" kind="mail"><unknown/></submission>'
drop refused
gpgconf --homedir "$HUB/gnupg" --kill all 2>/dev/null
cp -a "$HUB" "$WORK/fresh"
night 2017-08-04
is "undisturbed" "$RC" 10
# What a killed run took and had not cleared away is told once more.
told() { cat "$HUB"/runs/*/run.xml | grep -o 'sha256="[0-9a-f]*"[^>]*state="[a-z]*"' | sed 's/ from="[^"]*"//' | sort -u |
	awk '{ split($0, p, " state="); if (p[2] != "\"duplicate\"" || !(p[1] in seen)) print; seen[p[1]] = 1 }'; }
want_told=$(told)
digests() { json "sorted((b['audience'], b['sequence'], b['digest']) for b in j['bundles'])"; }
released() { grep -o ' release .*' "$HUB/journal" | cut -d' ' -f3- | sort; }
wanted=$(released)
states() { sqlite3 "$HUB/hub.db" 'select sha256, state from package; select item, audience, edition, content from edition' | sort | sha256sum; }
want_states=$(states)

for delay in ${KILL_AT:-0.1 0.2 0.4}; do
	rm -rf "$HUB"
	cp -a "$WORK/fresh" "$HUB"
	"$TOIYABA" run "$HUB" --at 2017-08-04T01:30:00+09:00 >/dev/null 2>&1 &
	pid=$!
	sleep "$delay"
	kill -9 $pid 2>/dev/null || true
	wait $pid 2>/dev/null || true
	PAGED=$(test -f "$HUB/runs/20170804T013000/run.html" && echo yes || echo no)
	night 2017-08-04
	is "killed after $delay s: every package on a page" "$(told)" "$want_told"
	# By this run, or by the killed one if it came as far as its page.
	[ "$RC" = 10 ] || is "killed after $delay s: and was told before" \
	    "$RC $(ls "$HUB"/runs | wc -l) $PAGED" "0 2 yes"
	night 2017-08-04
	is "killed after $delay s: bundles" "$(released)" "$wanted"
	is "killed after $delay s: states" "$(states)" "$want_states"
	is "killed after $delay s: nothing left" "$(find "$HUB/inbox" "$HUB/spool" -type f | wc -l)" 0
	is "killed after $delay s: no folder of it stays" "$(find "$WORK" -maxdepth 1 -name 'toiyaba.*')" ""
	is "killed after $delay s: delivered" "$(find "$HUB"/outbox -path "*/bundles/*.gpg" ! -path "*-0[0-9]/*" | wc -l)" 2
	ok "killed after $delay s: check" "$TOIYABA" check --full "$HUB"
done

# Killed with all below it, so that nobody tidies: the next run does.  But what
# somebody may still use stays, and what only looks like ours.
agents() { ls -d "$WORK"/toiyaba.*/S.gpg-agent 2>/dev/null; }
for try in $(seq 10); do	# until an agent was up
	rm -rf "$HUB"
	cp -a "$WORK/fresh" "$HUB"
	setsid "$TOIYABA" run "$HUB" --at 2017-08-04T01:30:00+09:00 >/dev/null 2>&1 &
	pid=$!
	until [ -n "$(agents)" ] || ! kill -0 $pid 2>/dev/null; do sleep 0.01; done
	# All at once, but for the agents: crypt processes, too, have sessions of
	# their own.
	sessions=$(echo $pid $(pgrep -P $pid) | tr ' ' ,)
	pkill -STOP -s "$sessions" || true
	pkill -9 -s "$sessions" || true
	wait $pid 2>/dev/null || true
	[ -z "$(agents)" ] || break
done
dead=$(find "$WORK" -maxdepth 1 -name 'toiyaba.*' | wc -l)
ok "all killed: folders stay ($dead), an agent over one" test "$dead" -gt 0 -a -n "$(agents)"
mkdir "$WORK/toiyaba.used00" "$WORK/toiyaba.mine00" "$WORK/toiyaba.longer0"
echo x | tee "$WORK/toiyaba.used00/in-use" "$WORK/toiyaba.used00/x" >"$WORK/toiyaba.mine00/x"
mkdir "$WORK/theirs"
echo x | tee "$WORK/theirs/in-use" >"$WORK/theirs/x"
ln -s theirs "$WORK/toiyaba.link00"
exec 8<>"$WORK/toiyaba.used00/in-use"
flock 8
kept() { (cd "$WORK" && find toiyaba.* theirs | sort | tr '\n' ' '); }
night 2017-08-04
is "the next run removes them, and nothing else" "$(kept)" \
    "theirs theirs/in-use theirs/x toiyaba.link00 toiyaba.longer0 toiyaba.mine00 toiyaba.mine00/x toiyaba.used00 toiyaba.used00/in-use toiyaba.used00/x "
over() { pgrep -fc "^gpg-agent --homedir $WORK/toiyaba"; }
for try in $(seq 100); do [ "$(over)" = 0 ] && break; sleep 0.1; done
is "and no agent is over them" "$(over)" 0
exec 8>&-
night 2017-08-05
is "nobody uses it any more" "$(ls -d "$WORK"/toiyaba.used00 2>/dev/null)" ""
if [ "$(id -u)" = 0 ]; then
	mkdir -m 777 "$WORK/toiyaba.other0"
	echo x | tee "$WORK/toiyaba.other0/in-use" >"$WORK/toiyaba.other0/x"
	chown -R 4002 "$WORK/toiyaba.other0"
	night 2017-08-06
	ok "another user's stays" test -e "$WORK/toiyaba.other0/x"
fi
result

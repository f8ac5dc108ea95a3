#!/bin/bash
# Who begins to read for an audience gets all that is in force, in its first
# night and once; the next bundle follows it without a gap; and it is made of
# what the audience was told, whoever gave it and whoever comes.
. "$(dirname "$0")/../lib.sh"

for m in gas-01 gas-02 gas-03 gas-04; do make_key $m >/dev/null; done
roster() {	# roster MEMBER... : with those in the SIG
	audience sig gas
	audience sig rail
	for m; do member "$m" gas; done
	for m in gas-03 gas-04; do
		case " $* " in *" $m "*) ;; *) member "$m" rail ;; esac
	done
}
set_roster() { { echo '<roster xmlns="urn:toiyaba:roster:1">'; roster "$@"; echo '</roster>'; } >"$HUB/roster.xml"; }
roster gas-01 gas-02 >"$WORK/roster"
make_hub <"$WORK/roster"
give() {	# give NAME VALUE...
	begin gas-01
	{
		printf '<submission id="1" kind="incident"><title>%s</title>' "$1"
		for v in "${@:2}"; do printf '<indicator type="domain-name" role="c2">%s</indicator>' "$v"; done
		echo '<share consent="given"/></submission>'
	} | add
	drop "$1"
	id[${1#n}]=$PKGID
}
declare -A id
give n1 one.evil.example; give n2 two.evil.example uno.evil.example
night 2017-08-04
is "from the first bundle on nobody needs more" "$(find "$HUB/outbox" -name '*state*' | wc -l)" 0
give n3 three.evil.example
night 2017-08-05
begin gas-01
add <<<"<withdrawal package=\"${id[1]}\"/>"
drop back
night 2017-08-06
is "three bundles" "$RC $(ls "$HUB/outbox/gas/bundles" | wc -l)" "0 3"

# One comes; nothing else happens that night.
set_roster gas-01 gas-02 gas-03
night 2017-08-07
is "a first night" "$RC $(cd "$HUB/outbox" && find . -name '*state*')" "0 ./gas-03/bundles/gas-state-000003.tar.zst.gpg"
ok "the journal says it" grep -q ' state audience=gas sequence=3 digest=[0-9a-f]* for=gas-03$' "$HUB/journal"
night 2017-08-08
is "and only one" "$RC $(grep -c ' state ' "$HUB/journal")" "0 1"
sent=$HUB/outbox/gas-03/bundles/gas-state-000003.tar.zst.gpg
opens() {	# opens WHO FILE... : as that member, with the state of $STATE
	who=$1
	shift
	rc=0
	LC_ALL=C "$TOIYABA" open "$@" --hub "$HUBKEY" --homedir "$KEYS/$who" --state "$STATE" \
	    --into "$STATE.into" --at 2017-08-10T09:00:00+09:00 >"$WORK/said" 2>&1 || rc=$?
	echo "$rc"
}
values() { tail -n +2 "$STATE.into/lists/$1.csv" | cut -d, -f2 | sort | tr '\n' ' '; }
STATE=$WORK/s3
is "its reader opens it, and nothing is missing" "$(opens gas-03 "$sent")" 0
is "all that is in force, and nothing else" "$(values in-force)" "three.evil.example two.evil.example uno.evil.example "
ok "what was taken back before is not told" sh -c "! grep -rq one.evil $STATE.into"
is "nobody else can" "$(STATE=$WORK/s2 opens gas-02 "$sent")" 65
gpg --homedir "$KEYS/gas-03" --batch --quiet --trust-model always -d "$sent" 2>/dev/null | tar --zstd -xC "$(mkdir "$WORK/st" && echo "$WORK/st")" || true
(cd "$WORK/st" && gpg --dearmor <"$HUB/hub.asc" >"$WORK/hub.gpg" 2>/dev/null &&
    gpgv --keyring "$WORK/hub.gpg" SHA256SUMS.asc SHA256SUMS 2>/dev/null && sha256sum --check --status SHA256SUMS) && verified=0 || verified=$?
is "it is signed as a bundle is" "$verified" 0
is "and says what it is" "$(grep -o ' state="yes"' "$WORK/st/bundle.xml")" ' state="yes"'

# The next bundle follows.
give n4 four.evil.example
night 2017-08-09
next=$HUB/outbox/gas/bundles/gas-000004.tar.zst.gpg
is "the next bundle follows without a gap" "$(opens gas-03 "$next")" 0
is "and adds to it" "$(values in-force)" "four.evil.example three.evil.example two.evil.example uno.evil.example "
is "the same once more" "$(opens gas-03 "$sent" "$next")" 0
STATE=$WORK/s3b
is "in the other order" "$(opens gas-03 "$next")-$(opens gas-03 "$sent")" "0-0"
is "the same whole" "$(sha256sum <"$WORK/s3b/state")" "$(sha256sum <"$WORK/s3/state")"

# After a loss: what a member has that the state does not hold is over.
STATE=$WORK/s1
opens gas-02 "$HUB/outbox/gas/bundles/gas-000001.tar.zst.gpg" >/dev/null
cp -r "$HUB" "$WORK/lost"
sed -i 's/<in sig="gas" from="2016-04-01"\/>/<in sig="gas" from="2017-08-10"\/>/' "$HUB/roster.xml"
set_roster gas-01 gas-03
night 2017-08-10
set_roster gas-01 gas-02 gas-03
night 2017-08-11
is "who comes back has a first night again" "$(cd "$HUB/outbox" && find . -name '*state-000004*')" \
    ./gas-02/bundles/gas-state-000004.tar.zst.gpg
is "nothing is missing then" "$(opens gas-02 "$HUB/outbox/gas-02/bundles/gas-state-000004.tar.zst.gpg")" 0
is "what it does not hold is taken out" "$(values take-out)" "one.evil.example "
is "all else stands" "$(values in-force)" "four.evil.example three.evil.example two.evil.example uno.evil.example "

# Of the books, and whoever else comes.
no_agent "$HUB/gnupg"
dump() { sqlite3 "$1/hub.db" .dump | grep -vE '^INSERT INTO (state|waiting) ' | LC_ALL=C sort | sha256sum; }
before=$(dump "$HUB")
ok "check" "$TOIYABA" check --full "$HUB"
rm "$HUB"/hub.db*
ok "rebuild" "$TOIYABA" rebuild "$HUB"
is "the same rows" "$(dump "$HUB")" "$before"
digest() { sed -n "s/.* state audience=gas sequence=$2 digest=\([0-9a-f]*\) .*/\1/p" "$1/journal" | tail -1; }
HUB1=$HUB HUB=$WORK/lost
set_roster gas-01 gas-02 gas-03 gas-04
night 2017-08-11
is "the same bytes for whoever comes that night" "$(digest "$HUB" 4)" "$(digest "$HUB1" 4)"
no_agent "$HUB/gnupg"
HUB=$HUB1

# A name that has come into the roster does not travel once more.
sed -i 's|<domain>gas-04.example</domain>|&<domain>two.evil.example</domain>|' "$HUB/roster.xml"
sed -i '/id="gas-04"/s/sig="rail"/sig="gas"/' "$HUB/roster.xml"
night 2017-08-12
is "a person is told" "$RC $(grep -c 'is left out of the state of gas' "$WORK/err")" "10 1"
STATE=$WORK/s4
is "the rest goes out" "$(opens gas-04 "$HUB"/outbox/gas-04/bundles/gas-state-*)-$(values in-force)" "0-four.evil.example three.evil.example "
no_agent "$HUB/gnupg"
rm "$HUB"/hub.db*
ok "rebuild again" "$TOIYABA" rebuild "$HUB"
result

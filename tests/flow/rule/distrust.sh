#!/bin/bash
# A key that was in wrong hands: what came under it is taken back or is for
# review, whoever had it, and it is said loudly, once.
. "$(dirname "$0")/../lib.sh"

roster() {	# roster : what DISTRUSTED says of each key
	audience sig gas
	audience agency jpcert | from jpcert
	for m in gas-01 gas-02; do member $m gas | from $m; done
	for a in duty duty-2; do other $a analyst | from $a; done
}
from() { sed "s|\(<key [^>]*\)/>|\1 ${DISTRUSTED[$1]:-}/>|"; }
declare -A DISTRUSTED
set_roster() { { echo '<roster xmlns="urn:toiyaba:roster:1">'; roster; echo '</roster>'; } >"$HUB/roster.xml"; }
roster >"$WORK/roster"
make_hub <"$WORK/roster"

n=0
give() {	# give MEMBER : an incident of its own
	n=$((n + 1))
	begin "$1"
	add <<X
<submission id="1" kind="incident"><title>incident $n</title><indicator type="domain-name" role="c2">c2-$n.evil.example</indicator><share consent="given"/></submission>
X
	drop "p$n"
}
case_of() { json "[s['case'] for p in j['packages'] for s in p['submissions'] if p['path'].endswith('/p$1.gpg')][0]"; }
item_of() { sqlite3 "$HUB/hub.db" "SELECT id FROM item WHERE casefile = '$1'"; }
says() {	# says WHO <content
	begin "$1"
	add
	drop "$1-$PKGID"
}
told() { grep -c 'is distrusted from' "$WORK/err"; }
last() { reader gas-02 gas "$(ls "$HUB"/outbox/gas/bundles | wc -l)"; }
caseof() { sqlite3 "$HUB/hub.db" "SELECT class, coalesce(title, '-'), coalesce(analysis, '-'), coalesce(release, '-') FROM casefile WHERE id = '$1'"; }

give gas-01; give gas-01
night 2017-08-04
one=$(case_of 1) two=$(case_of 2) item=$(item_of "$(case_of 1)")
says duty-2 <<<"<ruling case=\"$one\" class=\"targeted\" grounds=\"malware\"><title>a title of duty-2</title></ruling>"
night 2017-08-05
# The thief rules both cases, strikes nothing out, writes a chapter.
says duty <<X
<ruling case="$one" class="phishing"><analysis>forged words</analysis></ruling>
<ruling case="$two" release="no"><title>forged title</title></ruling>
<chapter period="2017Q3" after="figures"><title xml:lang="ja">偽</title><title xml:lang="en">Forged</title><p xml:lang="ja">偽。</p><p xml:lang="en">Forged.</p></chapter>
X
# And somebody had gas-02's key.
says gas-02 <<<"<sighting item=\"$item\" count=\"7\"/>"
night 2017-08-06
last
ok "the thief's words went out" grep -rq 'forged words' "$WORK/bundle/items"
is "one case under two analysts" "$(caseof "$one")" "phishing|a title of duty-2|forged words|-"
is "the other held" "$(caseof "$two")" "unclassified|forged title|-|0"

DISTRUSTED[duty]='distrusted="2017-08-06"'
set_roster
night 2017-08-07
is "an analyst's key: loud" "$RC $(told)" "10 1"
ok "how much came under it" grep -q 'duty: key .* is distrusted from 2017-08-06 on: taken back: 2 rulings, 1 chapters; to be ruled again: ' "$WORK/err"
is "the case says what the other analyst said" "$(caseof "$one")" "targeted|a title of duty-2|-|-"
is "the other what nobody said" "$(caseof "$two")" "unclassified|-|-|-"
last
ok "readers get it without the forged words" sh -c "grep -q 'a title of duty-2' '$WORK/bundle/items/$item.xml' && ! grep -rq forged '$WORK/bundle'"
ok "review has the case that nobody has classified" sh -c "'$TOIYABA' review '$HUB' | grep -q '$two'"
is "the chapter is gone" "$(sqlite3 "$HUB/hub.db" 'SELECT count(*) FROM chapter')" 0
before=$(state)
night 2017-08-08
is "said once" "$RC $(told)" "0 0"
is "done once" "$(state)" "$before"

DISTRUSTED[gas-02]='distrusted="2017-08-05"' DISTRUSTED[jpcert]='distrusted="2017-08-01"'
set_roster
night 2017-08-09
is "a key with sightings only, and one with nothing" "$RC $(told)" "10 2"
ok "the sightings" grep -q 'gas-02: key .*: taken back: 1 sightings$' "$WORK/err"
ok "nothing" grep -q 'jpcert: key .*: taken back: nothing$' "$WORK/err"
is "it counts no more" "$(sqlite3 "$HUB/hub.db" 'SELECT count(*) FROM sighting')" 0
night 2017-08-10
is "told once" "$RC $(told)" "0 0"

# What cannot be unsaid is named: a merge, a withdrawal, a retraction.
give gas-01; give gas-01; give gas-01
night 2017-08-11
three=$(case_of 3) four=$(case_of 4) five=$(item_of "$(case_of 5)") id3=$(json "[s['id'] for p in j['packages'] for s in p['submissions'] if p['path'].endswith('/p3.gpg')][0]")
says duty-2 <<X
<ruling case="$three"><merge into="$four"/></ruling>
<ruling item="$five" retract="yes"><reason>x</reason></ruling>
X
says gas-01 <<<"<withdrawal package=\"${id3%/*}\"/>"
night 2017-08-12
DISTRUSTED[duty-2]='distrusted="2017-08-12"' DISTRUSTED[gas-01]='distrusted="2017-08-12"'
set_roster
night 2017-08-13
ok "merger and retraction stand" grep -q 'duty-2: key .*look at what stands: 1 retractions, 1 mergers$' "$WORK/err"
ok "the withdrawal too" grep -q 'gas-01: key .*look at what stands: 1 withdrawals$' "$WORK/err"
ok "check" "$TOIYABA" check --full "$HUB"
state=$(state)
rm "$HUB"/hub.db*
ok "rebuild" "$TOIYABA" rebuild "$HUB"
is "the same state" "$(state)" "$state"

# A confirmation under a stolen key: the ruling is as if nobody had confirmed.
rm -rf "$HUB"
DISTRUSTED=()
roster >"$WORK/roster"
make_hub <"$WORK/roster"
sed -i 's/^four-eyes = opening/four-eyes = all/' "$HUB/hub.conf"
n=0; give gas-01
night 2017-08-04
one=$(case_of 1)
says duty <<<"<ruling case=\"$one\" class=\"targeted\" grounds=\"craft\"><analysis>seen by one</analysis></ruling>"
ruling=$PKGID/1
says duty-2 <<<"<confirm ruling=\"$ruling\" decision=\"approve\"/>"
night 2017-08-05
is "confirmed" "$(caseof "$one")" "targeted|-|seen by one|-"
DISTRUSTED[duty-2]='distrusted="2017-08-05"'
set_roster
night 2017-08-06
is "not any more" "$(caseof "$one")" "unclassified|-|-|-"
is "loud" "$RC $(told)" "10 1"
ok "check" "$TOIYABA" check --full "$HUB"
result

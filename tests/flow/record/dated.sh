#!/bin/bash
# Files in the outbox are dated by the run, all alike: the moment at which one
# was written would tell its reader how much there was to do for others.
. "$(dirname "$0")/../lib.sh"

gas_hub
dates() { find "$HUB/outbox" -name "*$1*" -type f ! -name member.html -printf '%T@\n' | sort -u; }

for who in gas-01 gas-02; do
	begin "$who"
	add <<-X
	<submission id="1" kind="mail"><title>t</title>
	$(mail boss@lure.example "a@$who.example" "Hello $who" "Text of $who." | file 1.eml mail)
	<share consent="$([ $who = gas-01 ] && echo given || echo preview)" scope="sig"/></submission>
	X
	drop one
done
night 2017-08-03
is "letters, previews, bundles and the key bear the night's time" "$(dates gpg; dates hub.asc)" \
    "$(date -d 2017-08-03T01:30:00+09:00 +%s.0000000000; date -d 2017-08-03T01:30:00+09:00 +%s.0000000000)"
is "a bundle, letters, a preview" "$(find "$HUB/outbox" -name '*.gpg' | wc -l)" 6

# What another night writes is dated by that one.
begin gas-01
add <<X
<submission id="1" kind="mail"><title>t</title>
$(mail boss@lure.example a@gas-01.example "Hello" "Another text." | file 1.eml mail)
<share consent="given" scope="sig"/></submission>
X
drop two
night 2017-08-04
is "and those of the next night that of the next" "$(dates 20170804T0130)" \
    "$(date -d 2017-08-04T01:30:00+09:00 +%s.0000000000)"
result

# Helpers of the end-to-end tests: a hub seen from outside, members that use
# stock gpg.  Sourced.  TOIYABA names the program; KEYS a directory that keeps
# keys between runs, for tests that run beside each other, too: each takes
# copies, and has agents of its own.

set -eu
umask 077
# Debian's own tools, whatever else stands before them.
PATH=/usr/sbin:/usr/bin:/sbin:/bin
: "${TOIYABA:=build/toiyaba}"
TOIYABA=$(realpath "$TOIYABA")
# Agents' sockets need short names.
WORK=$(mktemp -d "${TESTS_TMP:-/tmp}/tyb.XXXXXX")
: "${MADE_KEYS:=${KEYS:-$WORK/made-keys}}"
KEYS=$WORK/keys
export MADE_KEYS KEYS PYTHONDONTWRITEBYTECODE=1
# What is said to people is read here in English, whatever the hub's setting.
export TOIYABA_LANG=en
# What a member keeps by itself.
export XDG_STATE_HOME=$WORK/state-home
mkdir -p "$MADE_KEYS" "$KEYS"
HUB=$WORK/hub
# Crypt processes of a night: several where a test is about what goes on beside
# what, and in the nights that crash, killed and worlds run themselves.
: "${JOBS:=1}"
PASSED=0 FAILED=0 SKIPPED=0 ENDED=
# The time they play in: members' keys are long made, the hub comes next, and
# each package is signed when its manifest is.
KEY_AT=20100101T000000!
HUB_AT=2017-08-01T00:00:00+09:00
FIRST_SIGNED_AT=2017-08-01T01:12:00+09:00
SIGNED_AT=$FIRST_SIGNED_AT
signing_time() { date -u -d "${1:-$SIGNED_AT}" +%Y%m%dT%H%M%S!; }	# for gpg

export AT_HOME
AT_HOME=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../at-home.sh")
cp() {		# cp itself; and a hub that a test copies is at home there
	command cp "$@" || return
	case $1 in
	-a|-r) find "${!#}" -maxdepth 3 -name place -type f -printf '%h\0' | xargs -0r sh "$AT_HOME" ;;
	esac
}

no_agent() {	# no_agent HOME...: whoever keeps keys for them ends
	for h; do
		[ ! -S "$h/S.gpg-agent" ] || gpgconf --homedir "$h" --kill all 2>/dev/null
	done
}

finish() {
	# One that breaks down says where: much above is quiet.
	[ $? = 0 ] || [ -n "$ENDED" ] ||
	    echo "broken: $BASH_COMMAND (${FUNCNAME[*]:1}: ${BASH_LINENO[*]})" >&2
	# An agent whose home is gone may not see it: the kernel watches so many
	# folders for one user.
	find "$WORK" -name S.gpg-agent -type s -printf '%h\n' 2>/dev/null |
	    while read -r h; do no_agent "$h"; done
	# What was killed may still be writing there.
	[ -n "${KEEP:-}" ] || rm -rf "$WORK" 2>/dev/null || { sleep 1; rm -rf "$WORK"; }
}
trap finish EXIT
trap 'exit 1' INT TERM

write_report() {	# write_report HUB PERIOD...: also one that a person is to look at
	"$TOIYABA" report "$@" || [ $? = 10 ]
}

ok() {		# ok NAME COMMAND...
	name=$1
	shift
	if "$@" >"$WORK/out" 2>&1; then
		PASSED=$((PASSED + 1))
	else
		FAILED=$((FAILED + 1))
		echo "FAILED: $name"
		sed 's/^/    /' "$WORK/out" | head -20
	fi
}

is() {		# is NAME SEEN WANTED
	if [ "$2" = "$3" ]; then
		PASSED=$((PASSED + 1))
	else
		FAILED=$((FAILED + 1))
		echo "FAILED: $1"
		echo "    seen   $2"
		echo "    wanted $3"
	fi
}

skip() {	# skip WHY
	SKIPPED=$((SKIPPED + 1))
	echo "SKIPPED: $1"
}

result() {	# last line of a test file
	ENDED=yes more=
	[ "$SKIPPED" = 0 ] || more=", $SKIPPED skipped"
	echo "$(basename "$0" .sh): $PASSED passed, $FAILED failed$more"
	[ "$FAILED" = 0 ]
}

commit() {	# a number by which samples are drawn: another one at each commit
	echo $((0x$(git rev-parse --short=7 HEAD 2>/dev/null || echo 0)))
}

once() {	# once NAME COMMAND... DIR : DIR, as COMMAND NEW-DIR made it once
	made=$MADE_KEYS/$1 to=${!#}
	set -- "${@:2:$#-2}"
	[ ! -d "$to" ] || return 0
	(
		flock 9
		[ ! -d "$made" ] || exit 0
		rm -rf "$made.new"
		mkdir "$made.new"
		"$@" "$made.new" 9>&- || exit 1
		no_agent "$made.new"
		rm -f "$made.new"/S.*
		mv "$made.new" "$made"
	) 9>"$MADE_KEYS/lock" && cp -a "$made" "$to"
}

fill_home() {	# fill_home ID ALGO HOME : a member's keyring
	printf 's2k-count 65536\n' >"$3/gpg-agent.conf"
	case $2 in
	cv25519) a='Key-Type: eddsa\nKey-Curve: ed25519\nKey-Usage: sign\nSubkey-Type: ecdh\nSubkey-Curve: cv25519\nSubkey-Usage: encrypt' ;;
	rsa*) n=${2#rsa}; a="Key-Type: rsa\nKey-Length: $n\nKey-Usage: sign\nSubkey-Type: rsa\nSubkey-Length: $n\nSubkey-Usage: encrypt" ;;
	esac
	printf "%%no-protection\n$a\nName-Real: $1\nExpire-Date: 0\n%%commit\n" |
	    gpg --homedir "$3" --batch --quiet --faked-system-time $KEY_AT --gen-key 2>/dev/null
	gpg --homedir "$3" --with-colons -K 2>/dev/null |
	    awk -F: '/^fpr/ { print $10; exit }' >"$3/fpr"
	gpg --homedir "$3" --armor --export >"$3/pub.asc" 2>/dev/null
}

make_key() {	# make_key ID [ALGO]: a member's keyring; prints fingerprint
	algo=${2:-cv25519}
	once "$1.$algo.${KEY_AT%T*}" fill_home "$1" "$algo" "$KEYS/$1"
	cat "$KEYS/$1/fpr"
}

member() {	# member ID SIGS... : one roster element, key and all
	id=$1
	shift
	fpr=$(make_key "$id")
	printf '<member id="%s"><name xml:lang="ja">架空%s株式会社</name>' "$id" "$id"
	printf '<name xml:lang="en">Kaku %s Co., Ltd.</name><alias>Kaku%s</alias>' "$id" "$id"
	printf '<domain>%s.example</domain>' "$id"
	printf '<key fingerprint="%s" from="2016-04-01"/>' "$fpr"
	for s; do printf '<in sig="%s" from="2016-04-01"/>' "$s"; done
	printf '</member>\n'
}

other() {	# other ID ROLE
	printf '<member id="%s" role="%s"><name xml:lang="ja">%s</name>' "$1" "$2" "$1"
	printf '<key fingerprint="%s" from="2016-04-01"/></member>\n' "$(make_key "$1")"
}

audience() {	# audience sig|scheme|agency ID [ATTRS]
	printf '<%s id="%s" from="2012-04-01" %s><name xml:lang="ja">%s業界</name>' \
	    "$1" "$2" "${3:-}" "$2"
	[ "$1" = sig ] ||
	    printf '<key fingerprint="%s" from="2012-04-01"/>' "$(make_key "$2")"
	printf '</%s>\n' "$1"
}

make_hub() {	# roster elements on standard input
	SIGNED_AT=$FIRST_SIGNED_AT
	"$TOIYABA" init "$HUB" --at "$HUB_AT" >"$WORK/hubkey" 2>/dev/null
	# Worlds that are compared name their items alike.
	printf '%064d\n' 0 >"$HUB/secret"
	HUBKEY=$(cat "$WORK/hubkey")
	{
		echo '<roster xmlns="urn:toiyaba:roster:1">'
		cat
		echo '</roster>'
	} >"$HUB/roster.xml"
	for home in "$KEYS"/*; do	# for whoever has it in the roster
		[ -f "$home/fpr" ] || continue
		who=$(sed -n "s/.* id=\"\([^\"]*\)\".*$(cat "$home/fpr").*/\1/p" "$HUB/roster.xml" | head -1)
		"$TOIYABA" keys "$HUB" enrol "${who:-$(basename "$home")}" "$home/pub.asc" \
		    --yes --at "$HUB_AT" >/dev/null 2>&1 || true
		gpg --homedir "$home" --quiet --batch --import "$HUB/hub.asc" 2>/dev/null
	done
}

gas_hub() {	# a hub with one SIG of two members
	{
		audience sig gas
		member gas-01 gas
		member gas-02 gas
	} >"$WORK/roster"
	make_hub <"$WORK/roster"
}

uuid() { cat /proc/sys/kernel/random/uuid; }

begin() {	# begin ID [PACKAGE-ID]: an empty package directory $PKG
	PKG=$WORK/pkg
	rm -rf "$PKG"
	mkdir -p "$PKG"
	FROM=$1
	PKGID=${2:-$(uuid)}
	: >"$PKG/body"
}

add() { cat >>"$PKG/body"; }	# XML of the package's content

file() {	# file PATH ROLE <bytes : prints the <file> element
	mkdir -p "$PKG/$(dirname "$1")"
	cat >"$PKG/$1"
	printf '<file path="%s" role="%s" sha256="%s"/>' "$1" "$2" \
	    "$(sha256sum "$PKG/$1" | cut -c1-64)"
}

manifest() {
	{
		printf '<package xmlns="urn:toiyaba:package:1" id="%s" to="%s" from="%s" created="%s">\n' \
		    "$PKGID" "$HUBKEY" "$FROM" "$SIGNED_AT"
		cat "$PKG/body"
		echo '</package>'
	} >"$PKG/manifest.xml"
	rm "$PKG/body"
}

archive() {	# archive FORMAT : $WORK/archive out of $PKG
	rm -f "$WORK/archive" "$WORK/archive.zip"
	case ${1:-tar.gz} in
	tar) tar -C "$PKG" -cf "$WORK/archive" . ;;
	tar.gz) tar -C "$PKG" -czf "$WORK/archive" . ;;
	tar.xz) tar -C "$PKG" -cJf "$WORK/archive" . ;;
	tar.zst) tar -C "$PKG" --zstd -cf "$WORK/archive" . ;;
	zip) (cd "$PKG" && zip -qr "$WORK/archive.zip" . && mv "$WORK/archive.zip" "$WORK/archive") ;;
	esac
}

seal() {	# seal KEY FILE [gpg options] : signs, encrypts $WORK/archive
	key=$1 to=$2
	shift 2
	gpg --homedir "$KEYS/$key" --batch --yes --quiet --trust-model always \
	    --faked-system-time "$(signing_time)" "$@" -s -e -r "$HUBKEY" -o "$to" "$WORK/archive" 2>/dev/null || return
	# Of several words about one thing the one signed last holds.
	SIGNED_AT=$(TZ=Asia/Tokyo date -d "@$(($(date -d "$SIGNED_AT" +%s) + 1))" +%FT%T%:z)
}

drop() {	# drop NAME [FORMAT]: finish, pack and put into the inbox
	manifest
	archive "${2:-tar.gz}"
	case $FROM in
	duty*|hubself) d=$HUB/inbox ;;
	*) d=$HUB/inbox/$FROM ;;
	esac
	mkdir -p "$d"
	seal "$FROM" "$d/$1.gpg"
}

night() {	# night DAY [options]: JSON in $WORK/json, exit code in RC
	RC=0
	day=$1
	shift
	"$TOIYABA" run "$HUB" --at "${day}T01:30:00+09:00" --json --jobs "$JOBS" "$@" \
	    >"$WORK/json" 2>"$WORK/err" || RC=$?
	cat "$WORK/err" >>"$WORK/err.all"
	sign_after "${day}T01:31:00+09:00"
}

sign_after() {	# sign_after TIME : what is said from now on was said after that
	[ "$(date -d "$SIGNED_AT" +%s)" -ge "$(date -d "$1" +%s)" ] || SIGNED_AT=$1
}

# number(ID): which of all items that left it was, from 1 on.
json() {
	python3 -c 'import json,re,sys
j=json.load(open(sys.argv[1]))
names=list(dict.fromkeys(re.findall(" item id=([^ ]*) ", open(sys.argv[3]).read())))
number=lambda i: names.index(i) + 1
print(eval(sys.argv[2]))' "$WORK/json" "$1" "$HUB/journal"
}

reader() {	# reader ID AUDIENCE SEQUENCE : unpacks a bundle to $WORK/bundle
	rm -rf "$WORK/bundle"
	mkdir "$WORK/bundle"
	gpg --homedir "$KEYS/$1" --batch --quiet --trust-model always -d \
	    "$HUB/outbox/$2/bundles/$2-$(printf %06d "$3").tar.zst.gpg" \
	    2>"$WORK/gpg.err" | tar --zstd -xC "$WORK/bundle"
}

letter() {	# letter WHO [RUN [KEY]] : unpacks a letter, the newest, to $WORK/letter
	rm -rf "$WORK/letter" "$WORK/letter.zip"
	f=$HUB/outbox/$1/receipts/${2:-$(ls "$HUB/outbox/$1/receipts" 2>/dev/null | tail -1 | sed 's/\.gpg$//')}.gpg
	gpg --homedir "$KEYS/${3:-$1}" --batch --quiet --trust-model always -d "$f" \
	    >"$WORK/letter.zip" 2>"$WORK/gpg.err" || return
	unzip -q "$WORK/letter.zip" -d "$WORK/letter"
}

receipts() {	# receipts WHO : a line for each receipt of its newest letter: state reason
	letter "$1" && python3 - "$WORK/letter/receipts.xml" <<'P'
import sys, xml.etree.ElementTree as tree
for r in tree.parse(sys.argv[1]).getroot().iter("{urn:toiyaba:receipt:1}receipt"):
    print(r.get("state"), r.get("reason") or "-")
P
}

state() {	# a digest over everything that a night leaves
	(cd "$HUB" && find archive quarantine outbox journal -type f |
	    LC_ALL=C sort | xargs sha256sum | sha256sum | cut -c1-64)
}

mail() {	# mail FROM TO SUBJECT TEXT : a plain mail on standard output
	printf 'From: <%s>\r\nTo: <%s>\r\nSubject: %s\r\n' "$1" "$2" "$3"
	printf 'Date: Wed, 02 Aug 2017 21:05:00 +0900\r\n'
	printf 'Message-ID: <%s@mailer.example>\r\n' "$(uuid)"
	printf 'Content-Type: text/plain; charset=UTF-8\r\n\r\n%s\r\n' "$4"
}

item_id() {	# item_id N : the name of the N-th item that left, by the journal
	sed -n 's/^[0-9a-f]* [0-9]* item id=\([^ ]*\) .*/\1/p' "$HUB/journal" |
	    awk '!seen[$0]++' | sed -n "$1p"
}

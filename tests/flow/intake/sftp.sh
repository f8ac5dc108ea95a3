#!/bin/bash
# Members by SFTP as they come: a real sshd with the sshd.conf that is shipped,
# accounts made by toiyaba-drop, a hub that is another user; OpenSSH, lftp, curl
# and rclone put and fetch.  All in mounts of its own: the machine keeps its
# accounts.
cd "$(dirname "$0")/../../.."
. tests/flow/lib.sh
if [ "${APART:-}" = "" ]; then
	for part in /usr/sbin/sshd sftp lftp curl rclone setfacl; do
		command -v $part >/dev/null || { skip "$part is not installed"; result; exit; }
	done
	[ "$(id -u)" = 0 ] && unshare -m true 2>/dev/null || { skip "accounts want root, and mounts of its own"; result; exit; }
	export APART=1
	unshare -m --propagation private bash "$0"
	rc=$?
	ENDED=1
	exit $rc
fi

# Accounts, folders and mounts that nobody else sees.
chmod 711 "$WORK"
cp -a /etc "$WORK/etc"
mount --bind "$WORK/etc" /etc
mount -t tmpfs tmpfs /srv
mkdir -p /run/sshd
mount -t tmpfs tmpfs /run/sshd
chmod 755 /srv /run/sshd
getent passwd toiyaba >/dev/null || useradd -r -U -M -d / -s /usr/sbin/nologin toiyaba
install -d -o toiyaba -g toiyaba -m 711 "$WORK/var"
install -d -o toiyaba -g toiyaba -m 700 "$WORK/t"
install -d -m 755 "$WORK/bin"
install -m 755 "$TOIYABA" "$WORK/bin/real"
printf '#!/bin/sh\numask 077\nTMPDIR=%s exec setpriv --reuid=toiyaba --regid=toiyaba --clear-groups %s "$@"\n' "$WORK/t" "$WORK/bin/real" >"$WORK/bin/toiyaba"
chmod 755 "$WORK/bin/toiyaba"
TOIYABA=$WORK/bin/toiyaba HUB=$WORK/var/hub
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
ssh-keygen -q -t ed25519 -N '' -f "$WORK/host"
{
	printf 'Port %s\nListenAddress 127.0.0.1\nHostKey %s\nUsePAM no\nSubsystem sftp internal-sftp\nPidFile %s\n' "$port" "$WORK/host" "$WORK/sshd.pid"
	cat batch/deploy/sshd.conf
} >"$WORK/sshd_config"

{
	audience sig gas
	member gas-01 gas
	member gas-02 gas
} >"$WORK/roster"
chmod 711 "$KEYS" "$KEYS"/*
chmod 644 "$KEYS"/*/pub.asc
make_hub <"$WORK/roster"
for m in 1 2; do ssh-keygen -q -t ed25519 -N '' -f "$WORK/gas-0$m"; done
ok "an account" batch/deploy/toiyaba-drop add "$HUB" gas-01 m01 "$WORK/gas-01.pub"
ok "one that lists" batch/deploy/toiyaba-drop add --list "$HUB" gas-02 m02 "$WORK/gas-02.pub"
ok "again" batch/deploy/toiyaba-drop add "$HUB" gas-01 m01 "$WORK/gas-01.pub"
is "mounted once" "$(grep -c /srv/toiyaba-drop/m01/ /etc/fstab)" 2
ok "sshd takes the file" /usr/sbin/sshd -t -f "$WORK/sshd_config"
/usr/sbin/sshd -f "$WORK/sshd_config" -E "$WORK/sshd.log"
trap '[ ! -e "$WORK/sshd.pid" ] || kill "$(cat "$WORK/sshd.pid")"; umount -R /srv /etc 2>/dev/null; finish' EXIT

ssh_options="-q -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null"
by_sftp() {	# by_sftp ACCOUNT COMMAND...
	who=$1
	shift
	# shellcheck disable=SC2086
	printf '%s\n' "$@" | sftp -b - $ssh_options -i "$WORK/gas-${who#m}" -P "$port" "$who@127.0.0.1" >"$WORK/sftp.out" 2>&1
}
by_lftp() {	# by_lftp ACCOUNT COMMANDS
	HOME=$WORK lftp -c "set net:max-retries 1; set sftp:connect-program 'ssh -a -x $ssh_options -i $WORK/gas-${1#m}'; open sftp://$1:x@127.0.0.1:$port; $2"
}
by_curl() { curl -sS -k --key "$WORK/gas-${1#m}" --pubkey "$WORK/gas-${1#m}.pub" -u "$1:" "${@:2}"; }
by_rclone() {	# by_rclone ACCOUNT OPTIONS...
	rclone --config "$WORK/rclone.conf" --retries 1 --low-level-retries 1 --sftp-host 127.0.0.1 --sftp-port "$port" \
	    --sftp-user "$1" --sftp-key-file "$WORK/gas-${1#m}" --sftp-shell-type none "${@:2}"
}
not() { ! "$@"; }

# What each makes is its own alone, as gpg under a careful umask leaves it.
made() {	# made NAME
	begin gas-01
	add <<X
<submission id="1" kind="incident"><title>$1</title><indicator type="domain-name" role="c2">$1.evil.example</indicator><share consent="given"/></submission>
X
	manifest
	archive
	seal gas-01 "$WORK/$1.gpg"
	chmod 600 "$WORK/$1.gpg"
}
touch "$WORK/rclone.conf"
for name in sftp kept winscp lftp curl rclone listed; do made $name; done
ok "sftp, as it starts" by_sftp m01 'ls' "put $WORK/sftp.gpg in/sftp.gpg"
ok "with rights and time kept" by_sftp m01 'cd in' "put -p $WORK/kept.gpg kept.gpg"
ok "as WinSCP: another name, then its own" by_sftp m01 "put $WORK/winscp.gpg in/winscp.gpg.filepart" \
    'rename in/winscp.gpg.filepart in/winscp.gpg' 'chmod 0644 in/winscp.gpg'
ok "lftp" by_lftp m01 "put -O in $WORK/lftp.gpg"
ok "curl" by_curl m01 -T "$WORK/curl.gpg" "sftp://127.0.0.1:$port/in/curl.gpg"
ok "rclone" by_rclone m01 copyto "$WORK/rclone.gpg" :sftp:in/rclone.gpg
ok "one that lists first" by_sftp m02 'ls' 'cd in' 'ls' "put $WORK/listed.gpg x"

# By the rights of the folder, and by what sshd lets nobody ask for.
for refused in 'ls in' 'get in/curl.gpg x' 'rm in/curl.gpg' 'mkdir in/d' 'ln -s /etc/passwd in/l' 'ln in/curl.gpg in/h' \
    'chmod 777 in' "put $WORK/curl.gpg beside" "put $WORK/curl.gpg out/x" 'cd /etc'; do
	ok "refused: $refused" not by_sftp m01 "$refused"
done
echo theirs >"$HUB/outbox/gas-01/theirs"
is "another's account is another's" "$(by_sftp m02 'ls -1 out' && grep -c theirs "$WORK/sftp.out") $(by_sftp m01 'ls -1 out' && grep -c theirs "$WORK/sftp.out")" "0 1"
rm "$HUB/outbox/gas-01/theirs"
is "one that lists sees its own" "$(by_sftp m02 'cd in' 'ls -1' && grep -v '^sftp>' "$WORK/sftp.out" | tr '\n' ' ')" "x "
ok "lftp lists where it starts" by_lftp m01 'ls'

# What came with its sender's rights waits, and is told; the unit's first step
# opens it to the hub.
night 2017-08-03
is "what the hub may not read waits" "$(json 'sorted((p["path"].rsplit("/", 1)[1], p["state"]) for p in j["packages"] if p["state"] != "accepted")')" \
    "[('kept.gpg', 'waiting'), ('sftp.gpg', 'waiting'), ('x', 'waiting')]"
ok "and is told" grep -q 'kept.gpg: cannot be read: Permission denied' "$WORK/err.all"
ok "made readable" batch/deploy/toiyaba-drop readable "$HUB"
ok "an upload that breaks off" by_sftp m01 "put $WORK/listed.gpg in/half.gpg.filepart"
night 2017-08-04
is "taken the next night" "$(json 'sorted((p["path"].rsplit("/", 1)[1], p["state"]) for p in j["packages"])')" \
    "[('half.gpg.filepart', 'waiting'), ('kept.gpg', 'accepted'), ('sftp.gpg', 'accepted'), ('x', 'quarantined')]"
is "the folders are empty" "$(find "$HUB/inbox" -type f -printf '%f ')" "half.gpg.filepart "

# What is for a member, and what is for its audience.
for by in sftp curl lftp rclone; do mkdir "$WORK/from-$by"; done
letter=$(ls "$HUB/outbox/gas-01/receipts" | tail -1)
bundle=bundles/gas-000001.tar.zst.gpg
ok "sftp fetches" by_sftp m01 "get out/receipts/$letter $WORK/from-sftp/letter" "get out/$bundle $WORK/from-sftp/bundle" 'ls out/receipts'
ok "curl fetches" by_curl m01 "sftp://127.0.0.1:$port/out/$bundle" -o "$WORK/from-curl/bundle"
ok "lftp fetches" by_lftp m01 "get out/$bundle -o $WORK/from-lftp/bundle"
ok "rclone fetches all" by_rclone m01 copy :sftp:out "$WORK/from-rclone"
for by in sftp curl lftp; do ok "the same by $by" cmp "$WORK/from-$by/bundle" "$HUB/outbox/gas/$bundle"; done
ok "the whole of it" diff -r "$WORK/from-rclone" "$HUB/outbox/gas-01"
ok "it opens" gpg --homedir "$KEYS/gas-01" --batch --quiet -o "$WORK/opened" -d "$WORK/from-sftp/letter"
for refused in "put $WORK/curl.gpg out/receipts/$letter" "rm out/receipts/$letter" "rename out/receipts/$letter out/x" "chmod 777 out/receipts"; do
	ok "refused: ${refused%% *} in out" not by_sftp m01 "$refused"
done
is "nobody but the hub and the drop's group" "$(find "$HUB/outbox" -perm /007 | wc -l)" 0

# check --drop tries it, and sees what a file does not show.
batch/deploy/toiyaba-drop probe "$HUB" >"$WORK/settings"
sed -i "s/localhost/127.0.0.1/; \$a probe-port = $port" "$WORK/settings"
python3 - "$HUB/hub.conf" "$WORK/settings" <<'P'
import re, sys
conf, want = (open(f).read() for f in sys.argv[1:])
for key, value in re.findall(r"^(\S+) = (.*)$", want, re.M):
    conf = re.sub(rf"^#*\s*{key} =.*$", lambda _: f"{key} = {value}", conf, flags=re.M)
open(sys.argv[1], "w").write(conf)
P
checked() {
	RC=0
	"$TOIYABA" check "$HUB" --drop >"$WORK/said" 2>"$WORK/told" || RC=$?
}
checked
is "the drop is as it must be" "$RC $(grep -c 'takes, gives and forbids' "$WORK/said") $(cat "$WORK/told")" "0 1 "
is "and as it was" "$(find "$HUB/probe" -type f | sed 's|.*/||' | sort | tr '\n' ' ')" "key key.pub known_hosts "
stop_sshd() {
	kill "$(cat "$WORK/sshd.pid")"
	while [ -e "$WORK/sshd.pid" ]; do sleep 0.05; done
}
misled() {	# misled NAME SED-SCRIPT WORDS: another sshd.conf, and what is told of it
	stop_sshd
	sed "$2" "$WORK/sshd_config" >"$WORK/misled"
	/usr/sbin/sshd -f "$WORK/misled" -E "$WORK/sshd.log"
	checked
	is "$1" "$RC $(sed -n 's/.*drop: a member //p' "$WORK/told" | tr '\n' ',')" "78 $3"
}
misled "words that internal-sftp drops" 's|internal-sftp -d / -u 0417|internal-sftp -f AUTH -l INFO -d / -u 0417|' \
    "can make a folder,can make a symbolic link,can make a hard link,can remove what it put,"
misled "what clients need is refused, and what they do not is not" 's/,rename,posix-rename//; s/,setstat,fsetstat//; /DisableForwarding/d' \
    "cannot put a file under another name and rename it,cannot set the time of what it put,can reach other machines through the server,"
stop_sshd
checked
is "nobody listens" "$RC $(grep -c 'cannot be logged in to' "$WORK/told")" "69 1"
sed -i 's/^probe = .*/probe =/' "$HUB/hub.conf"
checked
is "no probe" "$RC $(grep -c 'toiyaba-drop probe' "$WORK/told")" "78 1"

ok "another's folders are not its" not batch/deploy/toiyaba-drop add "$HUB" gas-02 m01 "$WORK/gas-02.pub"
ok "nor its key" cmp "$WORK/gas-01.pub" /etc/ssh/toiyaba-drop/m01
# A hub that was put back lies in the same place, and is another.
mv "$HUB/inbox/gas-01" "$WORK/var/old"
install -d -o toiyaba -g toiyaba -m 700 "$HUB/inbox/gas-01"
ok "put back" batch/deploy/toiyaba-drop add "$HUB" gas-01 m01
ok "what is mounted is what is there" [ /srv/toiyaba-drop/m01/in -ef "$HUB/inbox/gas-01" ]
# What the hub's user put there is not followed as root.
echo secret >"$WORK/secret"
chmod 600 "$WORK/secret"
rm "$HUB/probe/key"
ln -s "$WORK/secret" "$HUB/probe/key"
batch/deploy/toiyaba-drop probe "$HUB" >/dev/null 2>&1 || true
is "a link is not followed" "$(stat -c '%U %a' "$WORK/secret")" "root 600"
ok "an account ends" batch/deploy/toiyaba-drop remove m02
is "and only it" "$(getent passwd m01 m02 | cut -d: -f1) $(grep -c /m02/ /etc/fstab)" "m01 0"
ok "its folder stays" test -d "$HUB/inbox/gas-02"
for bad in 'add' 'add / gas-01 x' "add $HUB gas-09 x" "add $HUB gas-01 root" "add $HUB gas-01 -x" "add $HUB gas-01 m.1" 'remove root' 'nonsense'; do
	# shellcheck disable=SC2086
	ok "refused: $bad" not batch/deploy/toiyaba-drop $bad
done
result

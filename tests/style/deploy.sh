#!/bin/bash
# What is shipped beside the program: the unit is as tight as it is said to
# be, lets the workers lock themselves down, and make install puts all in
# place.
cd "$(dirname "$0")/../.."
: "${BUILD:=build}"
export TOIYABA=$BUILD/toiyaba
. tests/flow/lib.sh
unit=batch/deploy/toiyaba@.service

# Threshold: ten times the score.
ok "exposure of at most 1.0" systemd-analyze security --offline=yes --threshold=10 "$unit"
verify() {
	systemd-analyze verify "$@" 2>&1 | grep -vE "man toiyaba|is not executable" >"$WORK/verify" || true
	cat "$WORK/verify"
	[ ! -s "$WORK/verify" ]
}
ok "unit verifies" verify "$PWD/$unit"
ok "timer verifies" verify "$PWD/batch/deploy/toiyaba@.timer"
# What the last SystemCallFilter= allows is what lockdown.c calls before it
# bars everything else.
for c in landlock_create_ruleset landlock_add_rule landlock_restrict_self seccomp prlimit64; do
	ok "unit allows $c" grep -q "^SystemCallFilter=[a-z].*\\b$c\\b" "$unit"
done
# systemd calls no unit failed that it starts again: the last try comes while
# the first still counts.
setting() { sed -n "s/^$1=//p" "$unit"; }
seconds() { systemd-analyze timespan "$(setting "$1")" | sed -n 's/^ *μs: //p'; }
ok "a night that goes on failing is told" [ $(($(setting StartLimitBurst) * $(seconds RestartSec) * 10)) -lt "$(seconds StartLimitIntervalSec)" ]
ok "make install" make -s BUILD="$BUILD" install DESTDIR="$WORK/root" PREFIX=/usr
for f in bin/toiyaba share/man/man1/toiyaba.1 share/man/man5/toiyaba-hub.5 \
    share/man/man5/toiyaba-package.5 lib/systemd/system/toiyaba@.service \
    lib/systemd/system/toiyaba@.timer lib/sysusers.d/toiyaba.conf \
    share/doc/toiyaba/sshd.conf sbin/toiyaba-drop bin/toiyaba-pdf; do
	ok "installed: $f" test -s "$WORK/root/usr/$f"
done
ok "sysusers" systemd-sysusers --dry-run --root="$WORK/root" "$WORK/root/usr/lib/sysusers.d/toiyaba.conf"
make -s BUILD="$BUILD" install DESTDIR="$WORK/local" >/dev/null
ok "the unit follows PREFIX" grep -q '^ExecStart=/usr/local/bin/toiyaba' "$WORK/local/usr/local/lib/systemd/system/toiyaba@.service"
ok "and its first step" grep -q '^ExecStartPre=.*/usr/local/sbin/toiyaba-drop readable' "$WORK/local/usr/local/lib/systemd/system/toiyaba@.service"
# What a hub's machine needs is named by the operator's page.
named() { sed -n '/^# apt-get install/,/[^e]$/p' "$1" | tr -s ' \\' '\n\n' | grep -xE '[a-z0-9.-]{3,}' | sort -u; }
packages() {
	objdump -p "$TOIYABA" | sed -n 's/^ *NEEDED *//p' | while read -r lib; do
		dpkg -S "*/$lib" 2>/dev/null | sed -n 's/:.*//p' | head -1
	done | grep -v '^libc6' | sort -u
}
ok "its libraries are found" test "$(packages | wc -l)" -gt 10
is "what it needs is on the operator's page" "$(packages | comm -23 - <(named batch/toiyaba-operator.7))" ""
result

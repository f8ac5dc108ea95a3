#!/bin/bash
# What the compiler was asked for, as it stands in the program.
# Usage: flags.sh PROGRAM [CC]
program=${1:-build/toiyaba} cc=${2:-${CC:-cc}}
passed=0 failed=0
has() {	# has NAME PATTERN: a line of what readelf says
	if grep -q "$2" <<<"$elf"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $1"; fi
}
elf=$(readelf -W -h -l -d --dyn-syms "$program")
has "position independent" 'Type: *DYN'
has "relocations read-only" GNU_RELRO
has "bound at start" BIND_NOW
has "stack protector" __stack_chk_fail
has "no stack to run" 'GNU_STACK.* RW '
# memcpy of a size known only at run time: level 3 checks what 2 does not.
has "fortified" '__.*_chk'
taken=$(make -pn CC="$cc" 2>/dev/null | sed -n 's/^TAKEN := //p')
for flag in -fstack-protector-strong -fstack-clash-protection; do
	if [[ " $taken " == *" $flag "* ]]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $cc takes no $flag"; fi
done
echo "flags: taken: $taken"
echo "flags: $passed passed, $failed failed"
[ $failed = 0 ]

#!/bin/bash
# Only the machine ends a night.  After intake nothing that follows from what
# came in may end the program, so the rooms of the stages cannot: no object of
# theirs asks for log_fatal() or exit().  A machine that fails ends it in those
# rooms that touch disk, processes and keys, by the kinds of machine.h and no
# other; the rest (cases, rule, release) touch none and end nothing.
#
# The program may end elsewhere: base, store and apart (the machine, the hub's
# own files), care and night (whether one may begin at all), cmd (what a person
# called), member (a member's computer has no night), replay.c (a journal that
# does not hold), and what a person asks for by day: backup, check, verdict, disclose,
# report, handout.
cd "$(dirname "$0")/../.."
passed=0 failed=0
asks() {	# asks ROOM NAME... : the objects of the room that want one of them
	room=$1
	shift
	for o in "${BUILD:-build}/obj/batch/$room"/*.o; do
		[ -f "batch/$room/$(basename "$o" .o).c" ] || continue
		nm -P "$o" | awk -v o="$o" -v names=" $* " \
		    '$2 == "U" && index(names, " " $1 " ") { print o ": " $1 }'
	done
}
clean() {	# clean NAME: standard input must be empty
	if seen=$(grep .); then
		echo "FAILED: $1"
		echo "$seen"
		failed=$((failed + 1))
	else
		passed=$((passed + 1))
	fi
}
ends="log_fatal exit _Exit quick_exit abort"
for room in intake cases rule gate release record media evidence; do
	[ -n "$(ls "${BUILD:-build}/obj/batch/$room"/*.o 2>/dev/null)" ] ||
	    echo "batch/$room is not built" | clean "batch/$room is built"
done
for room in intake gate record media; do
	clean "batch/$room ends for the machine only" < <(asks $room $ends)
done
for room in cases rule release evidence; do
	clean "batch/$room ends nothing" < <(asks $room $ends machine_ends)
done
clean "who else ends the program" < <(
    for o in $(find "${BUILD:-build}/obj/batch" -name '*.o'); do
	source=${o#"${BUILD:-build}/obj/"}
	[ -f "${source%.o}.c" ] || continue
	case $source in
	batch/base/*|batch/store/*|batch/apart/*|batch/care/*|batch/cmd/*|batch/night/*|batch/member/*) ;;
	batch/backup/*|batch/check/*|batch/verdict/*|batch/disclose/*|batch/handout/*|batch/report/*|batch/replay.o) ;;
	*) nm -P "$o" | awk -v o="$source" '$2 == "U" && $1 == "log_fatal" { print o }' ;;
	esac
    done)
echo "fatal: $passed passed, $failed failed"
[ "$failed" = 0 ]

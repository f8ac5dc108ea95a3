#!/bin/bash
# Japanese mails are read as their senders meant them: charsets named, not named
# and named wrongly, names of files in every way that programs write them, words
# that are cut anywhere.  CORPUS=DIR... names directories of mails that are
# compared whole with Python's email, and prints each kind of difference.
. "$(dirname "$0")/../lib.sh"
here=$(dirname "$0")
: "${BUILD:=build}"
"${MAKE:-make}" --no-print-directory BUILD="$BUILD" "$BUILD/hostile/mail-one" >/dev/null
one=$BUILD/hostile/mail-one

mkdir "$WORK/mails"
/usr/bin/python3 "$here/japanese.py" make "$WORK/mails"
"$one" "$WORK"/mails/*.eml >"$WORK/seen"
is "each of $(ls "$WORK"/mails/*.eml | wc -l) forms says what it was made to say" \
    "$(/usr/bin/python3 "$here/japanese.py" wanted "$WORK/mails" "$WORK/seen")" ""
is "none of them is said to hold what is no letter of a charset" \
    "$(grep -c '^mail	[4-7c-f]$' "$WORK/seen" || true)" 0

# Python's email knows fewer ways, and never one that we do not.
/usr/bin/python3 "$here/japanese.py" beside "$WORK/seen" >"$WORK/beside"
is "beside Python's email" "$(sed '$d' "$WORK/beside" | cut -d: -f1-2)" \
    "text: text-euc-jp-called-iso-8859-1.eml
text: text-euc-jp-called-shift_jis.eml"

# Whole directories: those of the tests, and those that are named.  In the
# former, r5 holds parts that programs make, and r9 forms that Python's email
# does not know; what is no address (r7) we do not tell.
for dir in tests/mails/found ${CORPUS:-}; do
	for f in "$dir"/*; do
		[ ! -f "$f" ] || "$one" "$f" || echo "$f" >>"$WORK/crashed"
	done >"$WORK/whole" 2>/dev/null
	/usr/bin/python3 "$here/japanese.py" beside "$WORK/whole" >"$WORK/beside"
	[ "$dir" = tests/mails/found ] || { echo "$dir:"; sed 's/^/    /' "$WORK/beside"; }
	[ "$dir" != tests/mails/found ] ||
	    is "mails that once showed a fault" "$(sed '$d' "$WORK/beside" | grep -vE 'r[579]-|ORIGIN')" ""
done
ok "nothing broke down" [ ! -e "$WORK/crashed" ]
result

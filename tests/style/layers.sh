#!/bin/bash
# Includes run one way, and each library is seen in one place.
cd "$(dirname "$0")/../.."
passed=0 failed=0
clean() {	# clean NAME: standard input must be empty
	if seen=$(grep .); then
		echo "FAILED: $1"
		echo "$seen" | head
		failed=$((failed + 1))
	else
		passed=$((passed + 1))
	fi
}
# The last line of a room's README says what it may include besides itself:
# rooms beside it, and "formats" or "keys" for all that is in those.
beyond() {	# beyond ROOM WORDS: includes of the room that they do not allow
	case $2 in *everything*) return ;; esac
	grep -snE '^#include "[a-z]+/' "$1"/*.[ch] /dev/null |
	awk -v room="$1" -v words="$2" '
	BEGIN {
		side = room
		sub("/[^/]*$", "", side)
		may[room] = 1
		for (n = split(words, w, " "); n > 0; n--)
			may[w[n] == "formats" || w[n] == "keys" ? w[n] : side "/" w[n]] = 1
	}
	{
		split($0, q, "\"")
		from = top = q[2]
		sub("/[^/]*$", "", from)
		sub("/.*", "", top)
		if (!(from in may) && !(top != "batch" && top in may))
			print
	}'
}
for room in keys batch $(find formats/* batch/* -maxdepth 0 -type d ! -name deploy | sort); do
	last=$(tail -1 "$room/README" 2>/dev/null)
	lines=$(wc -l 2>/dev/null <"$room/README")
	clean "$room/README: about five lines on what lives there" < <(
	    [ "${lines:-0}" -ge 3 ] && [ "$lines" -le 8 ] && [ "${last#May include: }" != "$last" ] || echo "$lines lines; the last: $last")
	clean "$room includes what its README says" < <(beyond "$room" "${last#May include: }")
done
# By a struct that is only named here, too: what composes has nothing to ask.
clean "what composes knows no hub, night, database or case" < <(
    grep -nE '\b(struct (night|hub|db|stmt|view|view_part|given|givens|group|due|ruling|outgoing|previewing)|casefile|SQL_[A-Z]|db_[a-z]+ ?\()\b' batch/compose/*.[ch])
clean "libarchive in formats/files/archive.c" < <(grep -ln '#include <archive' formats/*/*.c keys/*.c batch/*.c batch/*/*.c | grep -v formats/files/archive.c)
clean "sqlite3 in batch/store/db.c, and sums.c" < <(grep -ln '#include <sqlite3' formats/*/*.c keys/*.c batch/*.c batch/*/*.c | grep -vE 'batch/store/(db|sums).c')
clean "gpgme in keys" < <(grep -ln '#include <gpgme' formats/*/*.c batch/*.c batch/*/*.c)
clean "GMime in formats/mail" < <(grep -ln '#include <gmime' formats/*/*.c keys/*.c batch/*.c batch/*/*.c | grep -v ^formats/mail/)
clean "formats and keys neither print nor exit" < <(grep -nE '\b(printf|puts|exit|fprintf) ?\(' formats/*/*.c keys/*.c | grep -vE 'snprintf|buf_printf|arena_printf|vsnprintf|mem_printf|_exit')
clean "functions fit a screen" < <(awk 'FNR==1{s=0} /^\{/{s=FNR} /^\}/{if(s&&FNR-s>70)print FILENAME":"s": "FNR-s" lines";s=0}' formats/*/*.c keys/*.c batch/*.c batch/*/*.c)
clean "nothing left to do in the code" < <(git grep -nI 'TODO\|FIXME\|XXX' -- '*.c' '*.h' 2>/dev/null | grep -v XXXXXX)
clean "XML is well-formed" < <(for f in formats/*/*.xsl formats/*/*.rng formats/*/*.xml batch/*.xsl; do xmllint --noout "$f" 2>&1; done)
clean "every planted fault still applies" < <(for f in tests/planted/*/*.diff; do patch --dry-run -F0 -s -p1 <"$f" >/dev/null || echo "$f"; done 2>&1)
clean "and in one place" < <(python3 tests/planted/places.py)
echo "layers: $passed passed, $failed failed"
[ "$failed" = 0 ]

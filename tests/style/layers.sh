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
clean "formats includes formats only" < <(grep -nE '#include "(keys|batch)/' formats/*/*.[ch])
clean "keys includes formats and keys only" < <(grep -nE '#include "batch/' keys/*.[ch])
clean "libarchive in formats/files/archive.c" < <(grep -ln '#include <archive' formats/*/*.c keys/*.c batch/*.c batch/*/*.c | grep -v formats/files/archive.c)
clean "sqlite3 in batch/store/db.c" < <(grep -ln '#include <sqlite3' formats/*/*.c keys/*.c batch/*.c batch/*/*.c | grep -v batch/store/db.c)
clean "gpgme in keys" < <(grep -ln '#include <gpgme' formats/*/*.c batch/*.c batch/*/*.c)
clean "GMime in formats/mail/mail.c" < <(grep -ln '#include <gmime' formats/*/*.c keys/*.c batch/*.c batch/*/*.c | grep -v formats/mail/mail.c)
clean "formats and keys neither print nor exit" < <(grep -nE '\b(printf|puts|exit|fprintf) ?\(' formats/*/*.c keys/*.c | grep -vE 'snprintf|buf_printf|arena_printf|vsnprintf|mem_printf|_exit')
clean "functions fit a screen" < <(awk 'FNR==1{s=0} /^\{/{s=FNR} /^\}/{if(s&&FNR-s>70)print FILENAME":"s": "FNR-s" lines";s=0}' formats/*/*.c keys/*.c batch/*.c batch/*/*.c)
clean "nothing left to do in the code" < <(git grep -nI 'TODO\|FIXME\|XXX' -- '*.c' '*.h' 2>/dev/null | grep -v XXXXXX)
clean "XML is well-formed" < <(for f in formats/*/*.xsl formats/*/*.rng formats/*/*.xml batch/*.xsl; do xmllint --noout "$f" 2>&1; done)
clean "every planted fault still applies" < <(for f in tests/planted/crash/*.diff tests/planted/leak/*.diff tests/planted/told/*.diff; do patch --dry-run -s -p1 <"$f" >/dev/null || echo "$f"; done 2>&1)
echo "layers: $passed passed, $failed failed"
[ "$failed" = 0 ]

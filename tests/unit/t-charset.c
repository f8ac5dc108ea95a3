/*
 * What charset_decode() reads by a table is what the C library reads.
 */
#include <iconv.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "formats/base/buf.h"
#include "formats/names/charset.h"

/* One byte behind a letter, and before one with which the whole is no UTF-8. */
static void
compare(const char *name, iconv_t cd, unsigned byte)
{
	char in[3] = { 'a', (char)byte, '\xff' }, wanted[16] = "", *from = in;
	char *to = wanted;
	size_t left = 2, room = sizeof(wanted) - 1;
	struct buf seen = { 0 };
	bool bad = false, refused;

	iconv(cd, NULL, NULL, NULL, NULL);
	refused = iconv(cd, &from, &left, &to, &room) == (size_t)-1;
	charset_decode(&seen, name, in, 3, &bad);
	buf_str(&seen);
	if (refused)
		assert_memory_equal(seen.data + 1, "\xef\xbf\xbd", 3);
	else
		assert_memory_equal(seen.data, wanted, (size_t)(to - wanted));
	buf_free(&seen);
}

static void
as_the_library(void **state)
{
	static const char *const names[][2] = { { "iso-8859-2", "ISO-8859-2" },
		{ "iso-8859-5", "ISO-8859-5" }, { "iso-8859-7", "ISO-8859-7" },
		{ "iso-8859-8", "ISO-8859-8" },
		{ "iso-8859-15", "ISO-8859-15" }, { "windows-1250", "CP1250" },
		{ "windows-1251", "CP1251" }, { "windows-1253", "CP1253" },
		{ "windows-1256", "CP1256" }, { "koi8-r", "KOI8-R" },
		{ "koi8-u", "KOI8-U" }, { "tis-620", "TIS-620" } };
	unsigned byte;
	iconv_t cd;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		cd = iconv_open("UTF-8", names[i][1]);
		assert_true(cd != (iconv_t)-1);
		for (byte = 1; byte < 256; byte++)
			compare(names[i][0], cd, byte);
		iconv_close(cd);
	}
}

static void
says(const char *name, const char *in, const char *wanted)
{
	struct buf seen = { 0 };
	bool bad = false;

	charset_decode(&seen, name, in, strlen(in), &bad);
	assert_string_equal(buf_str(&seen), wanted);
	assert_false(bad);
	buf_free(&seen);
}

/* As Java and others write them. */
static void
labels(void **state)
{
	static const char *const cyrillic[] = { "windows-1251", "Cp1251",
		"CP-1251", "WINDOWS-1251" };
	static const char *const kanji[] = { "MS932", "Shift_JIS", "ShiftJIS",
		"x-sjis", "CP932", "windows-932" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cyrillic) / sizeof(cyrillic[0]); i++)
		says(cyrillic[i], "\xc0\xe2", "Ав");
	for (i = 0; i < sizeof(kanji) / sizeof(kanji[0]); i++)
		says(kanji[i], "\x93\xfa\x96\x7b", "日本");
	says("ISO8859_2", "\xb1", "ą");
	says("EUC_JP", "\xc6\xfc", "日");
}

/* Vietnamese letters wait for their marks: also the last one is a letter. */
static void
held_back(void **state)
{
	(void)state;
	says("windows-1258", "http://a.example/s", "http://a.example/s");
	says("windows-1258", "a\xec", "á");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_the_library),
		cmocka_unit_test(labels),
		cmocka_unit_test(held_back),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	charset_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}

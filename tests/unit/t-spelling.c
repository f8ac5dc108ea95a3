#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "batch/intake/addressee.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/config/roster.h"
#include "formats/mail/mailforward.h"
#include "formats/mail/mailnames.h"
#include "formats/mail/mailnorm.h"
#include "formats/names/spelling.h"
#include "formats/names/textfold.h"

static struct arena *a;

static int
begin(void **state)
{
	(void)state;
	a = arena_new();
	return 0;
}

static int
end(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

/* The text with the name as [], or NULL where it does not stand. */
static const char *
found(const char *text, const char *name, bool word)
{
	struct place at;
	const char *norm;

	norm = word ? text_nfkc(a, name) : text_fold(a, name, strlen(name));
	if (!spelling_find(
		spelling_new(a, text, word ? SPELLING_WORD : SPELLING_FOLD),
		norm, name, &at))
		return NULL;
	return arena_printf(a, "%.*s[]%s", (int)at.from, text, text + at.to);
}

static void
places(void **state)
{
	static const char *const rows[][3] = {
		{ "北斗電力様", "北斗電力", "[]様" },
		{ "Ｈｏｋｕｔｏ_案内", "Hokuto", "[]_案内" },
		{ "件 h-o-k-u-t-o.", "Hokuto", "件 []." },
		{ "ﾎｸﾄﾃﾞﾝﾘｮｸ 御中", "ホクトデンリョク", "[] 御中" },
		{ "ほくと", "ホクト", "[]" },
		{ "髙﨑の件", "高崎", "[]の件" },
		{ "to Ebisu K.K., today", "Ebisu K.K.", "to [], today" },
		{ "EbisuKK.zip", "Ebisu K.K.", "[].zip" },
		{ "センター様", "センター", "[]様" },
		{ "㍿青空", "株式会社青空", "[]" },
		{ "nobody", "Hokuto", NULL },
		{ "", "Hokuto", NULL },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *seen = found(rows[i][0], rows[i][1], false);

		if (rows[i][2] == NULL)
			assert_null(seen);
		else
			assert_string_equal(seen, rows[i][2]);
	}
}

static void
words(void **state)
{
	(void)state;
	assert_string_equal(found("NEOT様", "NEOT", true), "[]様");
	assert_string_equal(found("ＮＥＯＴ_2", "NEOT", true), "[]_2");
	assert_string_equal(
	    found("neoteric NEOT", "NEOT", true), "neoteric []");
	assert_null(found("neoteric", "NEOT", true));
	assert_null(found("2NEOT", "NEOT", true));
}

static void
sent_on(void **state)
{
	(void)state;
	assert_string_equal(mail_subject_meant("FW: Re: x"), "Re: x");
	assert_string_equal(mail_subject_meant("転送： Fwd: x"), "x");
	assert_string_equal(mail_subject_meant("Fwd x"), "Fwd x");
}

static void
named(void **state)
{
	const char *domains[] = { "toto.example" };
	struct roster_member m = { .domains = domains, .domain_count = 1 };
	struct roster r = { .members = &m, .member_count = 1 };
	const char **list;
	size_t n;

	(void)state;
	assert_true(roster_has_host(&r, "mx.TOTO.example"));
	assert_false(roster_has_host(&r, "xtoto.example"));
	assert_false(roster_has_host(&r, "example"));
	list = addressees(a, &r,
	    "宛先：\"山田 太郎\" <t.yamada@toto.example>, x@evil.example\n"
	    "see s@pc.toto.example. @toto.example a@, <b@toto.example>",
	    &n);
	assert_int_equal(n, 4);
	assert_string_equal(list[0], "t.yamada@toto.example");
	assert_string_equal(list[1], "山田 太郎");
	assert_string_equal(list[2], "s@pc.toto.example");
	assert_string_equal(list[3], "b@toto.example");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(places, begin, end),
		cmocka_unit_test_setup_teardown(words, begin, end),
		cmocka_unit_test_setup_teardown(sent_on, begin, end),
		cmocka_unit_test_setup_teardown(named, begin, end),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Why a submission is in its case: what is written is what is read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "batch/cases/joined.h"
#include "formats/base/mem.h"

static struct arena *a;

static void
like(void **state)
{
	struct joined j;

	(void)state;
	joined_parse(a, joined_like(a, "0a1b/2", 13), &j);
	assert_int_equal(j.rule, JOINED_LIKE);
	assert_string_equal(j.word, "like");
	assert_string_equal(j.with, "0a1b/2");
	assert_int_equal(j.with_n, 13);
}

static void
others(void **state)
{
	struct joined j;

	(void)state;
	joined_parse(a, JOINED_FIRST_WORD, &j);
	assert_int_equal(j.rule, JOINED_FIRST);
	assert_string_equal(j.word, "first");
	joined_parse(a, JOINED_SPLIT, &j);
	assert_int_equal(j.rule, JOINED_RULING);
	assert_string_equal(j.detail, "split");
	/* A key may hold anything behind its kind. */
	joined_parse(a, "file:a:b#3", &j);
	assert_int_equal(j.rule, JOINED_KEY);
	assert_string_equal(j.word, "file");
	assert_string_equal(j.key, "file:a:b#3");
	joined_parse(a, joined_stated(a, "01ab"), &j);
	assert_int_equal(j.rule, JOINED_KEY);
	assert_string_equal(j.word, "stated");
	assert_string_equal(j.key, "file:01ab");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(like),
		cmocka_unit_test(others),
	};
	int rc;

	a = arena_new();
	rc = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(a);
	return rc;
}

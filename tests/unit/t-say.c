/* Texts with their values, in both languages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "formats/base/mem.h"
#include "formats/base/say.h"

static struct arena *a;

static void
by_id(void **state)
{
	(void)state;
	assert_string_equal(say(SAY_CLASS_BULK, LANG_JA), "ばらまき型");
	assert_int_equal(say_parse("class.bulk"), SAY_CLASS_BULK);
	assert_int_equal(say_parse("class.none"), SAY_COUNT);
}

static const char *
fill(const char *text, const char *n)
{
	return say_fill(a, text, &(struct say_value){ "n", n }, 1);
}

static void
values(void **state)
{
	(void)state;
	assert_string_equal(fill("{n} of {m}", "3"), "3 of {m}");
	assert_string_equal(fill("{n:was|were}", "1"), "was");
	assert_string_equal(fill("{n:was|were}", "0"), "were");
	assert_string_equal(fill("{n:|s}.", "1"), ".");
	assert_string_equal(fill("a { b", "1"), "a { b");
	assert_string_equal(fill("{n}", "{n}"), "{n}");
	assert_string_equal(fill("", "1"), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_id),
		cmocka_unit_test(values),
	};
	int rc;

	a = arena_new();
	rc = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(a);
	return rc;
}

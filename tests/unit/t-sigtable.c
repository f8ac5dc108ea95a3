/* What the ledger keeps of annexes: written, read again, and compared. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "batch/disclose/sigtable.h"
#include "formats/base/mem.h"

static const char text[] = "2016-07-05 9 40 gas told 3 12 rail hidden 1 4 "
			   "power told 5 20";

static void
read_again(void **state)
{
	struct arena *a = arena_new();
	const struct sig_table *t = sigtable_parse(a, text);

	(void)state;
	assert_non_null(t);
	assert_string_equal(t->day, "2016-07-05");
	assert_int_equal(t->total.n[SIG_OTHER], 40);
	assert_int_equal(t->count, 3);
	assert_int_equal(sigtable_column(t, "power")->n[SIG_TARGETED], 5);
	assert_true(sigtable_column(t, "rail")->hidden);
	assert_null(sigtable_column(t, "oil"));
	assert_string_equal(sigtable_text(a, t), text);
	arena_free(a);
}

static void
damaged(void **state)
{
	static const char *const bad[] = { "", "2016-07-05", "2016-07-05 9",
		"yesterday 9 40", "2016-07-05 9 x", "2016-07-05 9 40 gas",
		"2016-07-05 9 40 gas told", "2016-07-05 9 40 gas told 3",
		"2016-07-05 9 40 gas told 3 12 ", "2016-07-05 9 40  3 12" };
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_null(sigtable_parse(a, bad[i]));
	arena_free(a);
}

static bool
agrees(const char *now)
{
	struct arena *a = arena_new();
	bool yes =
	    sigtable_agree(sigtable_parse(a, text), sigtable_parse(a, now), 3);

	arena_free(a);
	return yes;
}

static void
compared(void **state)
{
	(void)state;
	assert_true(agrees(text));
	/* gas by three, and what is not shown by three the other way */
	assert_true(agrees("2016-07-15 9 40 gas told 3 15 rail hidden 1 1 "
			   "power told 5 20"));
	/* gas by one */
	assert_false(agrees("2016-07-15 9 41 gas told 3 13 rail hidden 1 4 "
			    "power told 5 20"));
	/* what is not shown by one */
	assert_false(agrees("2016-07-15 9 41 gas told 3 12 rail hidden 1 5 "
			    "power told 5 20"));
	/* rail shown, and gas not */
	assert_false(agrees("2016-07-15 9 40 gas told 3 12 rail told 1 4 "
			    "power told 5 20"));
	assert_false(agrees("2016-07-15 9 40 gas hidden 3 12 rail hidden 1 4 "
			    "power told 5 20"));
	/* an industry that was none then */
	assert_false(agrees("2016-07-15 9 40 gas told 3 12 rail hidden 1 4 "
			    "power told 5 20 oil told 0 0"));
	assert_true(agrees("2016-07-15 9 40 gas told 3 12 rail hidden 1 4 "
			   "power told 5 20 oil hidden 0 0"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(read_again),
		cmocka_unit_test(damaged),
		cmocka_unit_test(compared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

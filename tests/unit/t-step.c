/* Steps and weeks, in which what organisations say together is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "batch/base/clock.h"
#include "formats/out/step.h"

static void
steps(void **state)
{
	(void)state;
	assert_int_equal(step_of(0), 0);
	assert_int_equal(step_of(2), 0);
	assert_int_equal(step_of(3), 3);
	assert_int_equal(step_of(9), 3);
	assert_int_equal(step_of(10), 10);
	assert_int_equal(step_of(29), 10);
	assert_int_equal(step_of(30), 30);
	assert_int_equal(step_of(99), 30);
	assert_int_equal(step_of(100), 100);
	assert_int_equal(step_of(5500), 3000);
}

static void
is_week(const char *day, const char *monday, const char *sunday)
{
	char out[11];

	clock_monday(day, out);
	assert_string_equal(out, monday);
	clock_sunday(day, out);
	assert_string_equal(out, sunday);
}

static void
weeks(void **state)
{
	(void)state;
	is_week("2017-07-31", "2017-07-31", "2017-08-06");
	is_week("2017-08-02", "2017-07-31", "2017-08-06");
	is_week("2017-08-06", "2017-07-31", "2017-08-06");
	is_week("2017-01-01", "2016-12-26", "2017-01-01");
	is_week("2016-02-29", "2016-02-29", "2016-03-06");
	is_week("1969-12-31", "1969-12-29", "1970-01-04");
}

/* Every day is in its week, and all of a week say the same. */
static void
sweep(void **state)
{
	char day[11], monday[11], sunday[11], out[11];
	int days;

	(void)state;
	for (days = -4000; days < 40000; days++) {
		clock_date(days, day);
		clock_monday(day, monday);
		clock_sunday(day, sunday);
		assert_true(strcmp(monday, day) <= 0);
		assert_true(strcmp(day, sunday) <= 0);
		assert_int_equal(clock_days(sunday) - clock_days(monday), 6);
		clock_monday(sunday, out);
		assert_string_equal(out, monday);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(steps),
		cmocka_unit_test(weeks),
		cmocka_unit_test(sweep),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

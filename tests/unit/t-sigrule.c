/* Annexes for industries against a reader who lays any of them together: every
 * table of three columns with small numbers is tried. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "batch/disclose/limits.h"
#include "batch/disclose/sigrule.h"
#include "formats/base/mem.h"

#define COLUMNS 3
#define CELLS	((COLUMNS + 1) * SIG_ROWS) /* the last are in no column */
#define TOP	4

static void
look(const struct sig_column *c, const struct sig_column *all, int64_t min)
{
	const int64_t *total = all->n;
	int64_t rest[SIG_ROWS];
	unsigned set, i;
	int r;

	for (set = 0; set < 1u << COLUMNS; set++) {
		for (r = 0; r < SIG_ROWS; r++)
			rest[r] = total[r];
		for (i = 0; i < COLUMNS; i++) {
			if (c[i].hidden || !(set >> i & 1))
				continue;
			for (r = 0; r < SIG_ROWS; r++) {
				assert_true(sigrule_tells(c[i].n[r], min));
				rest[r] -= c[i].n[r];
			}
		}
		/* The totals themselves are known in any case. */
		for (r = 0; r < SIG_ROWS; r++)
			assert_true(
			    rest[r] == total[r] || sigrule_tells(rest[r], min));
	}
}

static void
nothing_small_is_left(void **state)
{
	const int64_t min = 3;
	struct sig_column c[COLUMNS] = { 0 };
	const struct limits l = { .min = min };
	struct sig_column total = { .sig = NULL };
	struct arena *a = arena_new();
	long k, n = 1, rest, told = 0;
	int i, v;

	(void)state;
	for (i = 0; i < CELLS; i++)
		n *= TOP + 1;
	for (k = 0; k < n; k++) {
		total.n[0] = total.n[1] = 0;
		for (i = 0, rest = k; i < CELLS; i++, rest /= TOP + 1) {
			v = (int)(rest % (TOP + 1));
			total.n[i % SIG_ROWS] += v;
			if (i < COLUMNS * SIG_ROWS)
				c[i / SIG_ROWS].n[i % SIG_ROWS] = v;
		}
		for (i = 0; i < COLUMNS; i++)
			c[i].hidden = false;
		sigrule_hide(a, c, COLUMNS, &total, &l);
		look(c, &total, min);
		for (i = 0; i < COLUMNS; i++)
			told += !c[i].hidden && c[i].n[SIG_OTHER] > 0;
	}
	assert_true(told > 0);
	arena_free(a);
}

static void
at_the_threshold(void **state)
{
	(void)state;
	assert_true(sigrule_tells(0, 3));
	assert_false(sigrule_tells(1, 3));
	assert_false(sigrule_tells(2, 3));
	assert_true(sigrule_tells(3, 3));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(at_the_threshold),
		cmocka_unit_test(nothing_small_is_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

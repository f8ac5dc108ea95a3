/* Hidden cells against a reader who knows the rules: every column of a few
 * small cells is made, and those that look alike are laid side by side. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "batch/count/dataset.h"
#include "batch/disclose/limits.h"
#include "batch/disclose/suppress.h"
#include "formats/base/mem.h"

#define CELLS 5

struct seen {
	char look[CELLS * 3 + 8]; /* what is published */
	int value[CELLS];
	enum hidden mark[CELLS];
};

/* Values 0..top-1; of fewer where each costs much (QUICK). */
static int top = 10, tables = 2000;
static struct seen *all;
static size_t count;
static bool first_is_open; /* told elsewhere: shown however small */

/* Each of so many comes of another organisation. */
static void
give(struct arena *a, struct figure *g, int cell, int value)
{
	char name[32];
	int i;

	g->value = value;
	for (i = 0; i < value; i++) {
		snprintf(name, sizeof(name), "%d.%d", cell, i);
		givers_add(a, &g->givers, name, 1);
	}
}

static void
publish(const int *value, unsigned min, struct seen *s)
{
	const struct limits l = { min, 3, 10 };
	struct arena *a = arena_new();
	static const struct measure m[] = { { .id = "count" } };
	struct category keys[CELLS] = { 0 };
	struct figure g[CELLS] = { 0 };
	struct dataset d = { .keys = keys,
		.key_count = CELLS,
		.measures = m,
		.measure_count = 1,
		.figures = g };
	int i, sum = 0, at = 0;

	for (i = 0; i < CELLS; i++) {
		give(a, &g[i], i, value[i]);
		sum += value[i];
	}
	g[0].open = first_is_open;
	suppress(a, &d, &l);
	for (i = 0; i < CELLS; i++) {
		s->value[i] = value[i];
		s->mark[i] = g[i].hidden;
		if (g[i].hidden == SHOWN)
			at += sprintf(s->look + at, "%d ", value[i]);
		else
			at += sprintf(s->look + at,
			    g[i].hidden == SMALL_CELL ? "* " : "+ ");
	}
	sprintf(s->look + at, "=%d", sum);
	arena_free(a);
}

static int
by_look(const void *a, const void *b)
{
	const struct seen *x = a, *y = b;

	return strcmp(x->look, y->look);
}

static void
make_all(unsigned min)
{
	int value[CELLS], i, rest;
	size_t n = 1, k;

	for (i = 0; i < CELLS; i++)
		n *= (size_t)top;
	all = calloc(n, sizeof(*all));
	count = n;
	for (k = 0; k < n; k++) {
		for (i = 0, rest = (int)k; i < CELLS; i++, rest /= top)
			value[i] = rest % top;
		publish(value, min, &all[k]);
	}
	qsort(all, n, sizeof(*all), by_look);
}

/* Whether everything that could be hidden is, but for zeros; or what is hidden
 * may be more than the values tried here. */
static int
is_beyond(const struct seen *s)
{
	int i, sum = 0, left = 0;

	for (i = 0; i < CELLS; i++)
		if (s->mark[i] == SHOWN)
			left += first_is_open && i == 0 ? 0 : s->value[i];
		else
			sum += s->value[i];
	return left == 0 || sum >= top;
}

static void
ambiguous(unsigned min)
{
	size_t i, k, given = 0;
	int c, differs;

	make_all(min);
	for (i = 0; i < count; i = k) {
		for (k = i; k < count && by_look(&all[i], &all[k]) == 0; k++)
			continue;
		for (c = 0; c < CELLS && !is_beyond(&all[i]); c++) {
			differs = all[i].mark[c] != SMALL_CELL;
			for (size_t j = i; j < k; j++)
				differs |= all[j].value[c] != all[i].value[c];
			if (differs)
				continue;
			if (given++ < 10)
				print_message("%s: cell %d is %d\n",
				    all[i].look, c, all[i].value[c]);
		}
	}
	free(all);
	assert_int_equal(given, 0);
}

static void
small_cells_stay_unknown(void **state)
{
	(void)state;
	ambiguous(3);
}

static void
under_a_higher_threshold(void **state)
{
	(void)state;
	ambiguous(4);
}

static void
beside_an_open_cell(void **state)
{
	(void)state;
	first_is_open = true;
	ambiguous(3);
	first_is_open = false;
}

/* As many regions as there may be, some with thousands. */
static void
ends_soon(void **state)
{
	static const struct measure m[] = { { .id = "count" } };
	const struct limits l = { 3, 3, 10 };
	struct category keys[40] = { 0 };
	struct figure g[40];
	struct arena *a;
	struct dataset d = { .keys = keys,
		.key_count = 40,
		.measures = m,
		.measure_count = 1,
		.figures = g };
	unsigned seed = 1;
	int i, k;

	(void)state;
	for (k = 0; k < tables; k++) {
		memset(g, 0, sizeof(g));
		a = arena_new();
		for (i = 0; i < 40; i++) {
			seed = seed * 1103515245u + 12345u;
			g[i].value =
			    i < 2 + k % 4 ? seed >> 8 & 3 : seed >> 8 & 4095;
			givers_add(a, &g[i].givers, "a", g[i].value / 3);
			givers_add(a, &g[i].givers, "b", g[i].value / 3);
			givers_add(a, &g[i].givers, "c",
			    g[i].value - g[i].value / 3 * 2);
		}
		suppress(a, &d, &l);
		arena_free(a);
	}
}

static void
zero_and_large_stay(void **state)
{
	const int value[CELLS] = { 0, 3, 7, 5, 0 };
	struct seen s;

	(void)state;
	publish(value, 3, &s);
	assert_string_equal(s.look, "0 3 7 5 0 =15");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_cells_stay_unknown),
		cmocka_unit_test(under_a_higher_threshold),
		cmocka_unit_test(beside_an_open_cell),
		cmocka_unit_test(ends_soon),
		cmocka_unit_test(zero_and_large_stay),
	};

	if (getenv("QUICK") != NULL) {
		top = 7;
		tables = 200;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}

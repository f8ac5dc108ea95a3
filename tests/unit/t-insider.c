/* Hidden cells against a reader who knows his own part: every small table that
 * three organisations give is made, and those that look alike to the first of
 * them are laid side by side. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "batch/count/dataset.h"
#include "batch/disclose/insider.h"
#include "batch/disclose/limits.h"
#include "batch/disclose/suppress.h"
#include "formats/base/mem.h"
#include "formats/config/settings.h"

#define CELLS 3
#define TOP   5 /* others gave 0..TOP-1 of a cell */
#define OWN   3 /* the reader gave so many, or nothing */
#define ALL   (8 * TOP * TOP * TOP * TOP * TOP * TOP)

struct seen {
	char look[48]; /* what is published, and what he gave */
	int value[CELLS], own[CELLS], others[CELLS]; /* how many others gave */
	bool hidden[CELLS];
	int rest; /* that others gave of what is hidden */
};

static const struct limits limits = { .min = 3, .organisations = 3 };
static struct seen *all;

static void
look_at(struct seen *s, const struct dataset *d)
{
	int i, at = 0, sum = 0;
	const struct figure *g;

	for (i = 0; i < CELLS; i++) {
		g = &d->figures[i];
		s->value[i] = (int)g->value;
		s->hidden[i] = g->hidden != SHOWN;
		sum += s->value[i];
		if (s->hidden[i]) {
			s->rest += s->value[i] - s->own[i];
			at += sprintf(s->look + at, "%s/%d ",
			    g->hidden == SMALL_CELL ? "*" : "+", s->own[i]);
		} else
			at += sprintf(
			    s->look + at, "%d/%d ", s->value[i], s->own[i]);
	}
	sprintf(s->look + at, "=%d", sum);
}

/* false: it is withheld, which nobody can help. */
static bool
publish(int number, struct seen *s)
{
	static const struct measure m[] = { { .id = "count" } };
	static const char *const names[] = { "b", "c" };
	struct category keys[CELLS] = { 0 };
	struct figure g[CELLS] = { 0 };
	struct dataset d = { .keys = keys,
		.key_count = CELLS,
		.measures = m,
		.measure_count = 1,
		.figures = g };
	struct arena *a = arena_new();
	int i, k, n;
	bool enough;

	memset(s, 0, sizeof(*s));
	for (i = 0; i < CELLS; i++) {
		s->own[i] = number % 2 * OWN;
		givers_add(a, &g[i].givers, "a", s->own[i]);
		g[i].value = s->own[i];
		for (number /= 2, k = 0; k < 2; k++, number /= TOP) {
			n = number % TOP;
			s->others[i] += n > 0;
			givers_add(a, &g[i].givers, names[k], n);
			g[i].value += n;
		}
	}
	enough = suppress(a, &d, &limits);
	look_at(s, &d);
	arena_free(a);
	return enough;
}

static int
by_look(const void *a, const void *b)
{
	const struct seen *x = a, *y = b;

	return strcmp(x->look, y->look);
}

/* One of those that look alike, of which a cell has one value in all. */
static bool
gives_away(const struct seen *s, int cell)
{
	int rest = s->value[cell] - s->own[cell];

	/* With more than is tried here there may be other values. */
	return s->hidden[cell] && s->rest < TOP && rest > 0 &&
	       (s->value[cell] < limits.min || s->others[cell] < 2);
}

static size_t
look_alike(const struct seen *first, size_t n)
{
	size_t k, given = 0;
	bool differs;
	int c;

	for (c = 0; c < CELLS; c++) {
		differs = false;
		for (k = 1; k < n; k++)
			differs |= first[k].value[c] != first->value[c];
		for (k = 0; !differs && k < n; k++)
			given += gives_away(&first[k], c);
	}
	if (given > 0)
		print_message("%s tells\n", first->look);
	return given;
}

static void
own_parts_help_nobody(void **state)
{
	size_t count = 0, i, k, given = 0, hidden = 0;
	int n;

	(void)state;
	all = calloc(ALL, sizeof(*all));
	for (n = 0; n < ALL; n++)
		if (publish(n, &all[count]))
			count++;
	qsort(all, count, sizeof(*all), by_look);
	for (i = 0; i < count; i = k) {
		for (k = i; k < count && by_look(&all[i], &all[k]) == 0; k++)
			continue;
		given += look_alike(&all[i], k - i);
		hidden += all[i].rest > 0 && all[i].rest < TOP;
	}
	free(all);
	assert_int_equal(given, 0);
	assert_true(hidden > 0);
}

static bool
few(int64_t a, int64_t b, int64_t c, const struct limits *l)
{
	struct arena *arena = arena_new();
	struct givers g = { .count = 0 };
	bool is;

	givers_add(arena, &g, "a", a);
	givers_add(arena, &g, "b", b);
	givers_add(arena, &g, "c", c);
	is = limits_few(l, &g);
	arena_free(arena);
	return is;
}

static void
at_the_bounds(void **state)
{
	struct settings s = { .min_cell = 3, .p_percent = 10 };
	struct limits l = limits_of(&s, true);

	(void)state;
	assert_false(few(1, 1, 1, &l));
	assert_true(few(5, 5, 0, &l));
	assert_true(few(100, 50, 9, &l));
	assert_false(few(100, 50, 10, &l));
	l = limits_of(&s, false);
	assert_false(few(100, 50, 9, &l));
	assert_true(few(100, 50, 0, &l));
	s.min_cell = 1;
	l = limits_of(&s, false);
	assert_false(few(1, 0, 0, &l));
	assert_true(limits_hide(&l, 1, &(struct givers){ 0 }));
	assert_false(limits_hide(&l, 0, &(struct givers){ 0 }));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(at_the_bounds),
		cmocka_unit_test(own_parts_help_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

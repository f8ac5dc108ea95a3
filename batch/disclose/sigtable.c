#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "batch/disclose/change.h"
#include "batch/disclose/sigtable.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"

const char *
sigtable_text(struct arena *a, const struct sig_table *t)
{
	const struct sig_column *c;
	struct buf b = { 0 };
	const char *text;
	size_t i;
	int r;

	buf_puts(&b, t->day);
	for (r = 0; r < SIG_ROWS; r++)
		buf_printf(&b, " %" PRId64, t->total.n[r]);
	for (i = 0; i < t->count; i++) {
		c = &t->columns[i];
		buf_printf(&b, " %s %s", c->sig, c->hidden ? "hidden" : "told");
		for (r = 0; r < SIG_ROWS; r++)
			buf_printf(&b, " %" PRId64, c->n[r]);
	}
	text = arena_strndup(a, buf_str(&b), b.len);
	buf_free(&b);
	return text;
}

/* So many numbers; false where one of them is none. */
static bool
numbers(char **rest, int64_t n[SIG_ROWS])
{
	char *w, *end;
	int r;

	for (r = 0; r < SIG_ROWS; r++) {
		w = strsep(rest, " ");
		if (w == NULL)
			return false;
		n[r] = strtoll(w, &end, 10);
		if (end == w || *end != '\0')
			return false;
	}
	return true;
}

struct sig_table *
sigtable_parse(struct arena *a, const char *text)
{
	struct sig_table *t = arena_alloc(a, sizeof(*t));
	char *rest = arena_strdup(a, text), *mark;
	struct sig_column *c;

	t->day = strsep(&rest, " ");
	if (strlen(t->day) != 10 || !numbers(&rest, t->total.n))
		return NULL;
	while (rest != NULL) {
		c = arena_push(a, &t->columns, &t->count, sizeof(*c));
		c->sig = strsep(&rest, " ");
		mark = strsep(&rest, " ");
		if (mark == NULL || !numbers(&rest, c->n))
			return NULL;
		c->hidden = strcmp(mark, "told") != 0;
	}
	return t;
}

struct sig_column *
sigtable_column(const struct sig_table *t, const char *sig)
{
	size_t i;

	for (i = 0; i < t->count; i++)
		if (strcmp(t->columns[i].sig, sig) == 0)
			return &t->columns[i];
	return NULL;
}

/* Columns that one of them does not have count as hidden there. */
static bool
same_shown(const struct sig_table *told, const struct sig_table *now)
{
	const struct sig_column *c;
	size_t i, shown = 0;

	for (i = 0; i < told->count; i++)
		shown += !told->columns[i].hidden;
	for (i = 0; i < now->count; i++) {
		if (now->columns[i].hidden)
			continue;
		c = sigtable_column(told, now->columns[i].sig);
		if (c == NULL || c->hidden)
			return false;
		shown--;
	}
	return shown == 0;
}

bool
sigtable_agree(
    const struct sig_table *told, const struct sig_table *now, int64_t min)
{
	const struct sig_column *c;
	int64_t rest, change;
	size_t i;
	int r;

	if (!same_shown(told, now))
		return false;
	for (r = 0; r < SIG_ROWS; r++) {
		rest = now->total.n[r] - told->total.n[r];
		for (i = 0; i < now->count; i++) {
			c = &now->columns[i];
			if (c->hidden)
				continue;
			change = c->n[r] - sigtable_column(told, c->sig)->n[r];
			rest -= change;
			if (!sigrule_tells(llabs(change), min))
				return false;
		}
		if (!sigrule_tells(llabs(rest), min))
			return false;
	}
	return true;
}

static void
add(struct arena *a, struct change *c, const struct sig_column *x, int row,
    int sign)
{
	change_add(a, c, x->n[row], &x->givers[row], sign);
}

static bool
row_by_few(struct arena *a, const struct sig_table *then,
    const struct sig_table *now, int row, const struct limits *l)
{
	struct change rest = { .n = 0 }, one;
	const struct sig_column *x, *y;
	bool shown = false;
	size_t i;

	add(a, &rest, &now->total, row, 1);
	add(a, &rest, &then->total, row, -1);
	for (i = 0; i < now->count; i++) {
		x = &now->columns[i];
		y = sigtable_column(then, x->sig);
		if (x->hidden || y == NULL)
			continue;
		shown = true;
		one = (struct change){ .n = 0 };
		add(a, &one, x, row, 1);
		add(a, &one, y, row, -1);
		add(a, &rest, x, row, -1);
		add(a, &rest, y, row, 1);
		if (change_few(&one, l))
			return true;
	}
	return shown && change_few(&rest, l);
}

static bool
says_the_same(const struct sig_table *told, const struct sig_table *then)
{
	const struct sig_column *c;
	size_t i;

	for (i = 0; i < told->count; i++) {
		c = sigtable_column(then, told->columns[i].sig);
		if (!told->columns[i].hidden &&
		    (c == NULL ||
			memcmp(c->n, told->columns[i].n, sizeof(c->n)) != 0))
			return false;
	}
	return true;
}

bool
sigtable_changed_by_few(struct arena *a, const struct sig_table *told,
    const struct sig_table *then, const struct sig_table *now,
    const struct limits *l)
{
	int r;

	if (!says_the_same(told, then))
		return false;
	for (r = 0; r < SIG_ROWS; r++)
		if (row_by_few(a, then, now, r, l))
			return true;
	return false;
}

#include <stdlib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/report/timeline.h"
#include "formats/xml/xmlwrite.h"

/* Columns that fit a page beside each other. */
#define COLUMNS 8
/* More days than this without a mail are folded. */
#define FOLD_DAYS 7

/* Units of the picture. */
#define LEFT	  220
#define TOP	  70
#define COLUMN	  170
#define ROW	  56
#define FOLD_ROOM 50
#define FOOT	  10

struct column {
	const struct timeline_step *first;
	size_t count;
};

/* Rows from the top: by days, what has no day of its own below; what has none
 * at all last. */
static int
by_row(const struct timeline_step *x, const struct timeline_step *y)
{
	if ((x->days == 0) != (y->days == 0))
		return x->days == 0 ? 1 : -1;
	if (x->days != y->days)
		return x->days < y->days ? -1 : 1;
	return (*x->day == '\0') - (*y->day == '\0');
}

static int
by_start(const void *a, const void *b)
{
	const struct column *x = a, *y = b;
	int r;

	r = by_row(x->first, y->first);
	return r != 0 ? r : strcmp(x->first->column, y->first->column);
}

static int
by_day(const void *a, const void *b)
{
	return by_row(*(const struct timeline_step *const *)a,
	    *(const struct timeline_step *const *)b);
}

static struct column *
columns_of(struct arena *a, const struct timeline_step *steps, size_t count,
    size_t *columns)
{
	struct column *list = NULL, *c = NULL;
	size_t i;

	*columns = 0;
	for (i = 0; i < count; i++) {
		if (i == 0 ||
		    strcmp(steps[i].column, steps[i - 1].column) != 0) {
			c = arena_push(a, &list, columns, sizeof(*c));
			c->first = &steps[i];
		}
		c->count++;
	}
	if (*columns > 1)
		qsort(list, *columns, sizeof(*list), by_start);
	return list;
}

/* Mails of one column on one day: each needs a row. */
static size_t
most_on(const struct column *c, size_t count, const struct timeline_step *day)
{
	size_t most = 0, i, k, n;

	for (i = 0; i < count; i++) {
		for (n = k = 0; k < c[i].count; k++)
			n += by_row(&c[i].first[k], day) == 0;
		most = n > most ? n : most;
	}
	return most;
}

static void
put_boxes(struct xmlw *x, const struct column *c, size_t count,
    const struct timeline_step *day, unsigned y)
{
	size_t i, k, n;

	for (i = 0; i < count; i++)
		for (n = k = 0; k < c[i].count; k++) {
			if (by_row(&c[i].first[k], day) != 0)
				continue;
			xmlw_start(x, "box");
			xmlw_attrf(x, "x", "%zu", LEFT + COLUMN * i);
			xmlw_attrf(x, "y", "%zu", y + ROW * n++);
			xmlw_attr(x, "kind", c[i].first[k].kind);
			xmlw_attrf(x, "n", "%zu", k + 1);
			xmlw_end(x);
		}
}

/* A step of each day, in the order of days. */
static const struct timeline_step **
days_of(struct arena *a, const struct column *c, size_t count, size_t *days)
{
	const struct timeline_step **list = NULL;
	size_t i, k;

	*days = 0;
	for (i = 0; i < count; i++)
		for (k = 0; k < c[i].count; k++)
			*(const struct timeline_step **)arena_push(
			    a, &list, days, sizeof(*list)) = &c[i].first[k];
	if (*days > 1)
		qsort(list, *days, sizeof(*list), by_day);
	for (i = k = 0; i < *days; i++)
		if (k == 0 || by_row(list[k - 1], list[i]) != 0)
			list[k++] = list[i];
	*days = k;
	return list;
}

/* Days without a mail before the i-th; 0: they are not folded. */
static int
gap_before(const struct timeline_step *const *days, size_t i)
{
	int gap;

	if (i == 0 || days[i]->days == 0)
		return 0;
	gap = days[i]->days - days[i - 1]->days;
	return gap > FOLD_DAYS ? gap : 0;
}

/* Downward from the top; where they end. */
static unsigned
put_rows(struct xmlw *x, struct arena *a, const struct column *c, size_t count)
{
	const struct timeline_step **days;
	unsigned y = TOP;
	size_t n, i;
	int gap;

	days = days_of(a, c, count, &n);
	for (i = 0; i < n; i++) {
		gap = gap_before(days, i);
		if (gap > 0) {
			xmlw_start(x, "fold");
			xmlw_attrf(x, "y", "%u", y);
			xmlw_attrf(x, "days", "%d", gap);
			xmlw_end(x);
			y += FOLD_ROOM;
		}
		xmlw_start(x, "day");
		xmlw_attrf(x, "y", "%u", y);
		xmlw_text(x, days[i]->day);
		xmlw_end(x);
		put_boxes(x, c, count, days[i], y);
		y += ROW * (unsigned)most_on(c, count, days[i]);
	}
	return y;
}

static void
put_one(struct xmlw *x, struct arena *a, const struct column *c, size_t count)
{
	struct buf below = { 0 };
	struct xmlw rows;
	unsigned end;
	size_t i;

	xmlw_begin(&rows, &below);
	end = put_rows(&rows, a, c, count);
	xmlw_start(x, "timeline");
	xmlw_attrf(x, "width", "%zu", LEFT + COLUMN * count);
	xmlw_attrf(x, "height", "%u", end + FOOT);
	for (i = 0; i < count; i++) {
		xmlw_start(x, "column");
		xmlw_attrf(x, "x", "%zu", LEFT + COLUMN * i);
		xmlw_text(x, c[i].first->column);
		xmlw_end(x);
	}
	xmlw_raw(x, buf_str(&below));
	xmlw_end(x);
	xmlw_blank(x, "\n");
	buf_free(&below);
}

void
timeline_write(struct xmlw *x, struct arena *a,
    const struct timeline_step *steps, size_t count)
{
	struct column *c;
	size_t columns, i;

	c = columns_of(a, steps, count, &columns);
	for (i = 0; i < columns; i += COLUMNS)
		put_one(
		    x, a, c + i, columns - i < COLUMNS ? columns - i : COLUMNS);
}

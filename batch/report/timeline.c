#include <stdlib.h>
#include <string.h>

#include "batch/base/clock.h"
#include "batch/report/timeline.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"

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

struct column {
	const struct timeline_step *first;
	size_t count;
};

static int
by_start(const void *a, const void *b)
{
	const struct column *x = a, *y = b;
	int r;

	/* No day known: last. */
	if ((*x->first->day == '\0') != (*y->first->day == '\0'))
		return *x->first->day == '\0' ? 1 : -1;
	r = strcmp(x->first->day, y->first->day);
	return r != 0 ? r : strcmp(x->first->column, y->first->column);
}

static int
by_day(const void *a, const void *b)
{
	const char *x = *(const char *const *)a, *y = *(const char *const *)b;

	if ((*x == '\0') != (*y == '\0'))
		return *x == '\0' ? 1 : -1;
	return strcmp(x, y);
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
most_on(const struct column *c, size_t count, const char *day)
{
	size_t most = 0, i, k, n;

	for (i = 0; i < count; i++) {
		for (n = k = 0; k < c[i].count; k++)
			n += strcmp(c[i].first[k].day, day) == 0;
		most = n > most ? n : most;
	}
	return most;
}

static void
put_boxes(struct buf *b, const struct column *c, size_t count, const char *day,
    unsigned y)
{
	size_t i, k, n;

	for (i = 0; i < count; i++)
		for (n = k = 0; k < c[i].count; k++)
			if (strcmp(c[i].first[k].day, day) == 0)
				buf_printf(b,
				    "<box x=\"%zu\" y=\"%zu\" kind=\"%s\" "
				    "n=\"%zu\"/>",
				    LEFT + COLUMN * i, y + ROW * n++,
				    c[i].first[k].kind, k + 1);
}

static const char **
days_of(struct arena *a, const struct column *c, size_t count, size_t *days)
{
	const char **list = NULL;
	size_t i, k;

	*days = 0;
	for (i = 0; i < count; i++)
		for (k = 0; k < c[i].count; k++)
			*(const char **)arena_push(
			    a, &list, days, sizeof(*list)) = c[i].first[k].day;
	if (*days > 1)
		qsort(list, *days, sizeof(*list), by_day);
	for (i = k = 0; i < *days; i++)
		if (k == 0 || strcmp(list[k - 1], list[i]) != 0)
			list[k++] = list[i];
	*days = k;
	return list;
}

static void
put_one(struct buf *b, struct arena *a, const struct column *c, size_t count)
{
	const char **days;
	struct buf rows = { 0 };
	unsigned y = TOP;
	size_t n, i;
	int gap;

	days = days_of(a, c, count, &n);
	for (i = 0; i < n; i++) {
		gap = i == 0 || *days[i] == '\0'
			  ? 0
			  : clock_days(days[i]) - clock_days(days[i - 1]);
		if (gap > FOLD_DAYS) {
			buf_printf(
			    &rows, "<fold y=\"%u\" days=\"%d\"/>", y, gap);
			y += FOLD_ROOM;
		}
		buf_printf(&rows, "<day y=\"%u\">%s</day>", y, days[i]);
		put_boxes(&rows, c, count, days[i], y);
		y += ROW * (unsigned)most_on(c, count, days[i]);
	}
	buf_printf(b, "<timeline width=\"%zu\" height=\"%u\">",
	    LEFT + COLUMN * count, y + 10);
	for (i = 0; i < count; i++) {
		buf_printf(b, "<column x=\"%zu\">", LEFT + COLUMN * i);
		text_xml(b, c[i].first->column);
		buf_puts(b, "</column>");
	}
	buf_put(b, rows.data, rows.len);
	buf_puts(b, "</timeline>\n");
	buf_free(&rows);
}

void
timeline_write(struct buf *b, struct arena *a,
    const struct timeline_step *steps, size_t count)
{
	struct column *c;
	size_t columns, i;

	c = columns_of(a, steps, count, &columns);
	for (i = 0; i < columns; i += COLUMNS)
		put_one(
		    b, a, c + i, columns - i < COLUMNS ? columns - i : COLUMNS);
}

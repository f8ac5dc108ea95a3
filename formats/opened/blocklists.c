#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/opened/blocklists.h"
#include "formats/opened/inforce.h"

#define COLUMNS 6

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
put_row(struct buf *out, const char *const *cells)
{
	size_t i;

	for (i = 0; i < COLUMNS; i++) {
		buf_puts(out, i == 0 ? "" : ",");
		text_csv(out, cells[i]);
	}
	buf_puts(out, "\r\n");
}

/* On one line, and as it reads. */
static const char *
shown(struct arena *a, const char *value)
{
	return text_visible(a, text_clean(a, value, false));
}

static void
put_rows(struct arena *a, struct buf *out, const struct inforce_row *rows,
    size_t count, bool in)
{
	const struct inforce_row *r;
	size_t i;

	for (i = 0; i < count; i++) {
		r = &rows[i];
		const char *cells[COLUMNS] = { r->type, shown(a, r->value),
			r->item,
			in ? arena_printf(a, "%u", r->edition)
			   : inforce_why_word(r->why),
			r->audience,
			arena_printf(
			    a, "%s-%06" PRIu64, r->audience, r->sequence) };

		put_row(out, cells);
	}
}

void
blocklists_in_force(struct arena *a, struct buf *out, const struct inforce *f)
{
	buf_puts(out, "type,value,item,edition,audience,bundle\r\n");
	put_rows(a, out, f->in, f->in_count, true);
}

void
blocklists_take_out(struct arena *a, struct buf *out, const struct inforce *f)
{
	buf_puts(out, "type,value,item,why,audience,bundle\r\n");
	put_rows(a, out, f->out, f->out_count, false);
}

/* The values alone, sorted, each once. */
static const char **
values_of(struct arena *a, const struct inforce_row *rows, size_t count,
    size_t *found)
{
	const char **v = arena_alloc(a, (count + 1) * sizeof(*v));
	size_t i, k = 0;

	for (i = 0; i < count; i++)
		v[i] = shown(a, rows[i].value);
	if (count > 0)
		qsort(v, count, sizeof(*v), by_text);
	for (i = 0; i < count; i++)
		if (k == 0 || strcmp(v[k - 1], v[i]) != 0)
			v[k++] = v[i];
	*found = k;
	return v;
}

/* Without its type a value may be one that is in force as another. */
void
blocklists_take_out_plain(
    struct arena *a, struct buf *out, const struct inforce *f)
{
	const char **in, **gone;
	size_t in_count, count, i;

	in = values_of(a, f->in, f->in_count, &in_count);
	gone = values_of(a, f->out, f->out_count, &count);
	for (i = 0; i < count; i++)
		if (bsearch(&gone[i], in, in_count, sizeof(*in), by_text) ==
		    NULL)
			buf_printf(out, "%s\n", gone[i]);
}

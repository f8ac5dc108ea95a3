#include <stdio.h>

#include "batch/count/figures.h"
#include "batch/disclose/audit.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"

#define COLUMNS 5 /* dataset, key, measure, suppressed, why */

static void
put_row(struct buf *b, const char *const cells[COLUMNS])
{
	size_t i;

	for (i = 0; i < COLUMNS; i++) {
		if (i > 0)
			buf_puts(b, ",");
		text_csv(b, cells[i]);
	}
	buf_puts(b, "\r\n");
}

/* Of all of its cells. */
static void
put_whole(
    struct buf *b, const struct dataset *d, const char *word, const char *why)
{
	put_row(b, (const char *[]){ d->id, "all", "all", word, why });
}

/* What is not collected is not hidden. */
static void
put_cell(struct buf *b, const struct dataset *d, size_t key, size_t measure)
{
	const struct figure *g = dataset_at(d, key, measure);

	if (g->hidden == SMALL_CELL || g->hidden == COMPLEMENT)
		put_row(b, (const char *[]){ d->id, d->keys[key].key,
			       d->measures[measure].id, hidden_word(g->hidden),
			       g->why == NULL ? "" : g->why });
}

static void
put_set(struct buf *b, const struct figures *f, const struct dataset *d)
{
	size_t i, m;

	if (d->as_edition > 0)
		put_whole(b, d, "carried-over",
		    arena_printf(f->arena,
			"ledger: too little changed since edition %u",
			d->as_edition));
	if (d->of_quarters)
		put_whole(b, d, "sum-of-quarters",
		    "ledger: a quarter keeps what it told");
	for (i = 0; i < d->folded_count; i++)
		put_row(b, (const char *[]){ d->id, d->folded[i].key, "all",
			       "unlisted", d->figures[0].why });
	for (i = 0; i < d->key_count; i++)
		for (m = 0; m < d->measure_count; m++)
			put_cell(b, d, i, m);
}

void
audit_write(const struct figures *f)
{
	struct buf b = { 0 };
	size_t i;

	buf_puts(&b, "dataset,key,measure,suppressed,why\r\n");
	for (i = 0; i < f->sets.count; i++)
		put_set(&b, f, &f->sets.list[i]);
	publish_bytes(f->hub->dir,
	    arena_printf(f->arena, "audit/%s-%u.csv", f->name, f->edition),
	    b.data, b.len);
	buf_free(&b);
}

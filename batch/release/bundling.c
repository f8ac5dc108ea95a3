#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "batch/base/clock.h"
#include "batch/night/lines.h"
#include "batch/night/night.h"
#include "batch/release/bundlegate.h"
#include "batch/release/bundling.h"
#include "batch/release/outgoing.h"
#include "batch/release/secondread.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/files/filepile.h"
#include "formats/out/item.h"
#include "formats/tools/outputs.h"

void
bundling_head(
    struct night *n, const struct roster_audience *to, struct bundle *b)
{
	const struct settings *set = &n->hub->settings;
	struct stmt *s;

	b->audience = to->id;
	b->audience_ja = to->name.ja;
	b->audience_en = to->name.en == NULL ? to->name.ja : to->name.en;
	b->hub_ja = set->name;
	b->hub_en = set->name_en;
	b->timezone = set->timezone;
	b->sequence = 1;
	b->created = n->at;
	b->expires = n->at + set->expires_days * (int64_t)CLOCK_DAY;
	s = db_query(n->hub->db, SQL_BUNDLE_LAST, "t", to->id);
	if (db_row(s)) {
		b->sequence = (uint64_t)db_int(s, 0) + 1;
		digest_parse(db_text(s, 1), &b->previous);
		db_end(s);
	}
	lines_fill(n, to, b);
}

static int
by_id(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	return strcmp(x->id, y->id);
}

void
bundling_take_items(
    struct night *n, const struct roster_audience *to, struct bundling *b)
{
	const struct outgoing *o, *end = n->outgoing + n->outgoing_count;
	size_t count = 0, i;

	for (o = n->outgoing; o < end; o++)
		count += o->audience == to;
	b->items = arena_alloc(n->arena, (count + 1) * sizeof(*b->items));
	for (o = n->outgoing; o < end; o++)
		if (o->audience == to)
			b->items[b->item_count++] = *o->item;
	if (b->item_count > 0)
		qsort(b->items, b->item_count, sizeof(*b->items), by_id);
	for (i = 0; i < b->item_count; i++)
		if (b->items[i].tlp > b->head.tlp)
			b->head.tlp = b->items[i].tlp;
}

/* What making the files takes is gone before they are packed. */
static bool
make(struct night *n, struct bundling *b, struct filepile *files)
{
	struct arena *kept = night_aside(n);
	int rc =
	    outputs_write(n->arena, &b->head, b->items, b->item_count, files);

	night_back(n, kept);
	return rc == 0 &&
	       bundle_write(&b->head, files, &b->archive, &b->digest) == 0;
}

static struct objection
read_twice(struct night *n, const struct roster_audience *to,
    const struct bundling *b, struct filepile *files)
{
	struct arena *kept = night_aside(n);
	struct objection no = bundlegate(n, to, &b->head, files);

	if (no.what != NULL)
		no.what = arena_strdup(kept, no.what);
	night_back(n, kept);
	return no.what == NULL ? second_read(n, to, files) : no;
}

struct objection
bundling_finish(
    struct night *n, const struct roster_audience *to, struct bundling *b)
{
	struct objection no = { "it cannot be made", NULL };
	struct filepile *files = filepile_new();

	if (make(n, b, files))
		no = read_twice(n, to, b, files);
	filepile_free(files);
	return no;
}

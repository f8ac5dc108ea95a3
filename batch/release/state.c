#include <string.h>

#include "batch/compose/compose.h"
#include "batch/gate/gate.h"
#include "batch/gate/gatesearch.h"
#include "batch/night/night.h"
#include "batch/release/bundling.h"
#include "batch/release/lists.h"
#include "batch/release/outgoing.h"
#include "batch/release/secondread.h"
#include "batch/release/signs.h"
#include "batch/release/state.h"
#include "batch/release/tolditem.h"
#include "batch/store/hub.h"
#include "batch/store/request.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/files/archive.h"
#include "formats/out/item.h"

/* Roster or terms may be others than when it was told. */
static const char *
objection_to(struct night *n, const struct outgoing *o)
{
	struct archive_file file;
	struct buf b = { 0 };
	const char *what;

	compose_content(&b, o->item);
	what = gate_hit_but(n->gate, b.data, b.len, o->facts, o->fact_count);
	b.len = 0;
	item_write(&b, o->item);
	file = (struct archive_file){ "items/state.xml", b.data, b.len };
	if (what == NULL)
		what = second_read_one(n, o->audience, &file).what;
	buf_free(&b);
	return what;
}

/* The audience's items take the place of what leaves tonight. */
static void
gather_items(struct night *n, const struct roster_audience *to)
{
	size_t i, kept = 0;
	const char *what;

	n->outgoing = tolditem_all(n, to, &n->outgoing_count);
	for (i = 0; i < n->outgoing_count; i++) {
		what = objection_to(n, &n->outgoing[i]);
		if (what == NULL)
			n->outgoing[kept++] = n->outgoing[i];
		else
			night_attention(n,
			    "%s is left out of the state of %s: %s (%s)",
			    n->outgoing[i].id, to->id, what,
			    n->outgoing[i].casefile);
	}
	n->outgoing_count = kept;
}

/* What it was asked for in its bundles. */
static void
gather_requests(
    struct night *n, const struct roster_audience *to, struct bundle *b)
{
	struct request *list;
	size_t count, i;

	list = requests_to(n->hub->db, n->arena, to->id, n->day, &count);
	for (i = 0; i < count; i++)
		if (list[i].told)
			*(struct bundle_request *)arena_push(n->arena,
			    &b->requests, &b->request_count,
			    sizeof(*b->requests)) =
			    (struct bundle_request){ list[i].name, list[i].item,
				    list[i].until, list[i].text };
	if (b->request_count > 0)
		b->tlp = TLP_AMBER;
}

/* It stands for the newest bundle. */
static void
take_place(struct bundle *b)
{
	b->sequence--;
	b->state = true;
}

static bool
make(struct night *n, const struct roster_audience *to, struct bundling *b)
{
	struct objection no;

	gather_items(n, to);
	gather_requests(n, to, &b->head);
	bundling_take_items(n, to, b);
	lists_fill(n, to, &b->head);
	signs_fill(n, to, b->items, b->item_count, &b->head);
	no = bundling_finish(n, to, b);
	if (no.what != NULL)
		night_attention(n, "the state of %s is held: %s (%s)", to->id,
		    no.what, no.casefile == NULL ? "-" : no.casefile);
	return no.what == NULL;
}

bool
state_make(struct night *n, const struct roster_audience *to, struct state *out)
{
	struct outgoing *tonight = n->outgoing;
	size_t count = n->outgoing_count;
	struct bundling b = { .items = NULL };
	bool made;

	bundling_head(n, to, &b.head);
	take_place(&b.head);
	if (b.head.sequence == 0)
		return false;
	if (n->gate == NULL)
		n->gate = gate_new(n->arena, n->hub->roster);
	made = make(n, to, &b);
	n->outgoing = tonight;
	n->outgoing_count = count;
	if (!made)
		buf_free(&b.archive);
	*out = (struct state){ .audience = to->id,
		.sequence = b.head.sequence,
		.created = b.head.created,
		.archive = b.archive,
		.digest = b.digest,
		.item_count = b.item_count };
	return made;
}

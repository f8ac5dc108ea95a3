#include <string.h>

#include "batch/gate/gatefact.h"
#include "batch/night/night.h"
#include "batch/release/outgoing.h"
#include "batch/release/tolditem.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/views/group.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/out/item.h"

static void
note_facts(struct night *n, const struct outgoing *o)
{
	size_t i;

	for (i = 0; i < o->fact_count; i++)
		db_run(n->hub->db, SQL_TOLD_FACT_ADD, "tttt", o->audience->id,
		    o->id, o->facts[i].value, o->facts[i].member);
}

void
tolditem_note(struct night *n, const struct outgoing *o)
{
	const char *to = o->audience->id;
	struct db *d = n->hub->db;
	struct buf b = { 0 };

	if (o->edition > 1) {
		db_run(d, SQL_TOLD_FACT_DROP, "tt", to, o->id);
		db_run(d, SQL_TOLD_ITEM_DROP, "tt", to, o->id);
	}
	if (item_is_over(o->item))
		return;
	item_write(&b, o->item);
	db_run(d, SQL_TOLD_ITEM_ADD, "ttt", to, o->id, buf_str(&b));
	note_facts(n, o);
	buf_free(&b);
}

/* What the hub wrote itself it can read; else a person is told. */
static struct item *
read_again(struct night *n, const char *to, const char *id, const char *xml)
{
	char err[256];
	struct item *it;

	it = item_read(n->arena, xml, strlen(xml), err, sizeof(err));
	if (it == NULL)
		night_attention(n,
		    "%s, as %s was told it, cannot be read: %s; run toiyaba rebuild",
		    id, to, err);
	return it;
}

static void
take_facts(struct night *n, struct outgoing *o)
{
	struct gate_fact *facts = NULL, *f;
	struct stmt *s;

	s = db_query(n->hub->db, SQL_TOLD_FACTS, "tt", o->audience->id, o->id);
	while (db_row(s)) {
		f = arena_push(
		    n->arena, &facts, &o->fact_count, sizeof(*facts));
		f->value = db_textdup(s, 0, n->arena);
		f->member = db_textdup(s, 1, n->arena);
	}
	o->facts = facts;
}

static void
take_row(struct night *n, struct outgoing *o, struct stmt *s)
{
	o->id = db_textdup(s, 0, n->arena);
	o->casefile = db_textdup(s, 1, n->arena);
	o->item = read_again(n, o->audience->id, o->id, db_text(s, 2));
	if (o->item == NULL)
		return;
	o->edition = o->item->edition;
	o->first_shared = o->item->first_shared;
}

struct outgoing *
tolditem_all(struct night *n, const struct roster_audience *to, size_t *count)
{
	struct outgoing *list = NULL, *o;
	struct stmt *s;
	size_t i;

	*count = 0;
	s = db_query(n->hub->db, SQL_TOLD_ITEMS, "t", to->id);
	while (db_row(s)) {
		o = arena_push(n->arena, &list, count, sizeof(*list));
		*o = (struct outgoing){ .audience = to };
		take_row(n, o, s);
		if (o->item == NULL)
			(*count)--;
	}
	for (i = 0; i < *count; i++) {
		o = &list[i];
		o->submissions =
		    group_members(n, to->id, o->id, &o->submission_count);
		take_facts(n, o);
	}
	return list;
}

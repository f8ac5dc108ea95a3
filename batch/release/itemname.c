#include <string.h>

#include "batch/gate/gatesearch.h"
#include "batch/night/night.h"
#include "batch/release/itemname.h"
#include "batch/release/outgoing.h"
#include "batch/store/db.h"
#include "batch/store/dealt.h"
#include "batch/store/hub.h"
#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/out/item.h"

static void
put_facts(struct buf *b, const struct item *it)
{
	const struct item_observation *o;
	char hex[DIGEST_HEX];
	size_t i;

	for (i = 0; i < it->indicator_count; i++)
		buf_printf(b, "%s %s %s\n",
		    ind_type_word(it->indicators[i].type),
		    ind_role_word(it->indicators[i].role),
		    it->indicators[i].value);
	for (i = 0; i < it->observation_count; i++) {
		o = &it->observations[i];
		buf_printf(b, "%d %s %u %s\n", o->inbound, o->address, o->port,
		    o->protocol);
	}
	for (i = 0; i < it->file_count; i++) {
		digest_hex(&it->files[i].sha256, hex);
		buf_printf(b, "file %s %s\n", hex,
		    it->files[i].name == NULL ? "" : it->files[i].name);
	}
}

static bool
leaves_tonight(
    struct night *n, const char *id, const struct roster_audience *to)
{
	size_t i;

	for (i = 0; i < n->outgoing_count; i++)
		if (n->outgoing[i].audience == to &&
		    n->outgoing[i].id != NULL &&
		    strcmp(n->outgoing[i].id, id) == 0)
			return true;
	return false;
}

/* Another item has the name: one of this audience, or, where names are an
 * audience's own, any. */
static bool
is_taken(struct night *n, const char *id, const struct outgoing *o)
{
	struct db *d = n->hub->db;

	if (leaves_tonight(n, id, o->audience) ||
	    db_one(d, SQL_ITEM_TOLD_TO, 0, "tt", id, o->audience->id) != 0)
		return true;
	return !o->everybody && db_one(d, SQL_ITEM_KNOWN, 0, "t", id) != 0;
}

static const char *
made(struct night *n, const struct outgoing *o)
{
	struct buf facts = { 0 }, b = { 0 };
	const char *id;
	struct digest d;
	unsigned equal = 0;

	put_facts(&facts, o->item);
	do {
		b.len = 0;
		buf_printf(&b, "%s\n%u\n", o->everybody ? "" : o->audience->id,
		    equal++);
		buf_put(&b, facts.data, facts.len);
		digest_keyed(n->secret, sizeof(n->secret), b.data, b.len, &d);
		id = dealt_name(n->arena, 'S', n->day, &d);
	} while (is_taken(n, id, o) ||
		 gate_hit(n->gate, id, strlen(id), NULL) != NULL);
	buf_free(&facts);
	buf_free(&b);
	return id;
}

/* In a replay, the one that the journal has for it. */
static const char *
remembered(struct night *n, const struct outgoing *o)
{
	const char *id;

	id = night_named(n, o->audience->id, o->submissions[0]);
	return id == NULL ? ITEM_UNNAMED : id;
}

const char *
itemname(struct night *n, const struct outgoing *o)
{
	return n->replay ? remembered(n, o) : made(n, o);
}

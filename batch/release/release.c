#include <glib.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/gate/gate.h"
#include "batch/gate/gatefact.h"
#include "batch/gate/gatesearch.h"
#include "batch/night/night.h"
#include "batch/release/casewords.h"
#include "batch/release/outgoing.h"
#include "batch/release/release.h"
#include "batch/release/secondread.h"
#include "batch/release/told.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/files/archive.h"
#include "formats/out/bundle.h"
#include "formats/out/item.h"
#include "formats/out/outputs.h"

/* Whether everybody who reads for the audience has acknowledged a bundle
 * from this one on.  Schemes and agencies send no acknowledgements. */
static bool
all_acked(struct night *n, const struct roster_audience *to, int64_t sequence)
{
	const struct roster *r = n->hub->roster;
	size_t i;

	if (to->kind != AUDIENCE_SIG)
		return false;
	for (i = 0; i < r->member_count; i++)
		if (roster_in_sig(&r->members[i], to->id, n->day) &&
		    db_one(n->hub->db, SQL_ACK_LAST, 0, "tt", to->id,
			r->members[i].id) < sequence)
			return false;
	return true;
}

static void
list_retractions(
    struct night *n, const struct roster_audience *to, struct bundle *b)
{
	struct open {
		const char *item;
		int64_t sequence;
	} *list = NULL, *o;
	struct stmt *s;
	size_t count = 0, i;

	s = db_query(n->hub->db, SQL_RETRACTED_OPEN, "t", to->id);
	while (db_row(s)) {
		o = arena_push(n->arena, &list, &count, sizeof(*o));
		o->item = db_textdup(s, 0, n->arena);
		o->sequence = db_int(s, 1);
	}
	for (i = 0; i < count; i++)
		if (!all_acked(n, to, list[i].sequence))
			*(const char **)arena_push(n->arena, &b->retractions,
			    &b->retraction_count, sizeof(char *)) =
			    list[i].item;
}

static void
record_edition(struct night *n, const struct outgoing *o, uint64_t sequence)
{
	struct db *d = n->hub->db;
	size_t i;

	db_run(d, SQL_ITEM_ADD, "ttitit", o->id, o->casefile, (int64_t)o->own,
	    o->item->first_shared, n->at, n->run);
	if (!o->own)
		db_run(d, SQL_ITEM_NOT_OWN, "tt", o->id, n->run);
	db_run(d, SQL_EDITION_ADD, "ttitiit", o->id, o->audience->id,
	    (int64_t)o->edition, o->content,
	    (int64_t)(o->item->retracted_on != NULL), (int64_t)sequence,
	    n->run);
	for (i = 0; i < o->submission_count; i++)
		db_run(d, SQL_PROVENANCE_ADD, "ttti", o->id, o->audience->id,
		    o->submissions[i], n->at);
	told_note(n, o->audience->id, o->item);
	if (o->item->retracted_on != NULL)
		db_run(d, SQL_ITEM_ALL_RETRACTED, "tt", o->id,
		    o->item->retracted_on);
}

static void
start_bundle(
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
}

/* What each items/ID.xml for the audience tells of. */
static GHashTable *
by_file(struct night *n, const struct roster_audience *to)
{
	GHashTable *t = g_hash_table_new(g_str_hash, g_str_equal);
	size_t i;

	for (i = 0; i < n->outgoing_count; i++)
		if (n->outgoing[i].audience == to)
			g_hash_table_insert(t,
			    arena_printf(
				n->arena, "items/%s.xml", n->outgoing[i].id),
			    &n->outgoing[i]);
	return t;
}

static void
add_facts(struct night *n, struct gate_fact **facts, size_t *count,
    const struct outgoing *o)
{
	size_t i;

	for (i = 0; i < o->fact_count; i++)
		*(struct gate_fact *)arena_push(
		    n->arena, facts, count, sizeof(**facts)) = o->facts[i];
}

/* Each item with the words of its case; the lists with the addresses of all,
 * but for what the items themselves say. */
static struct gate_file *
with_words(struct night *n, const struct roster_audience *to,
    const struct archive_file *files, size_t count)
{
	struct gate_file *out, *items;
	struct gate_word *all = NULL;
	const struct outgoing *o;
	GHashTable *outgoing = by_file(n, to);
	struct gate_fact *facts = NULL;
	size_t all_count = 0, item_count = 0, fact_count = 0, before, i;

	out = arena_alloc(n->arena, (count + 1) * sizeof(*out));
	items = arena_alloc(n->arena, (count + 1) * sizeof(*items));
	for (i = 0; i < count; i++) {
		out[i].name = files[i].name;
		out[i].data = files[i].data;
		out[i].len = files[i].len;
		o = g_hash_table_lookup(outgoing, files[i].name);
		if (o == NULL)
			continue;
		before = all_count;
		casewords(n, o->casefile, &all, &all_count);
		out[i].words = arena_alloc(
		    n->arena, (all_count - before + 1) * sizeof(*all));
		out[i].word_count = all_count - before;
		if (out[i].word_count > 0)
			memcpy((void *)(uintptr_t)out[i].words, all + before,
			    out[i].word_count * sizeof(*all));
		out[i].facts = o->facts;
		out[i].fact_count = o->fact_count;
		add_facts(n, &facts, &fact_count, o);
		items[item_count++] = out[i];
	}
	g_hash_table_destroy(outgoing);
	all_count = gate_words_but(n->gate, all, all_count, items, item_count);
	for (i = 0; i < count; i++)
		if (strncmp(out[i].name, "items/", 6) != 0) {
			out[i].words = all;
			out[i].word_count = all_count;
			out[i].literal = true;
			out[i].facts = facts;
			out[i].fact_count = fact_count;
		}
	return out;
}

/* The finished files, read once more by the gate: the whole bundle falls. */
static void
search(struct night *n, const struct roster_audience *to,
    const struct bundle *b, const struct archive_file *files, size_t count)
{
	struct gate_fault fault;

	if (gate_search(n->gate, with_words(n, to, files, count), count,
		n->jobs, NULL, b->sequence, &fault) == -1)
		log_fatal(EX_SOFTWARE,
		    "bundle for %s: %s holds %s; nothing goes out", b->audience,
		    files[fault.file].name, fault.what);
}

static void
make_bundle(struct night *n, const struct roster_audience *to,
    struct item *items, size_t count, struct bundle *b)
{
	struct archive_file *files = NULL;
	struct buf archive = { 0 };
	struct digest digest;
	char hex[DIGEST_HEX], previous[DIGEST_HEX];
	size_t file_count = 0, i;

	for (i = 0; i < count; i++)
		if (items[i].tlp > b->tlp)
			b->tlp = items[i].tlp;
	list_retractions(n, to, b);
	if (outputs_write(n->arena, b, items, count, &files, &file_count) ==
		-1 ||
	    bundle_write(n->arena, b, &files, &file_count, &archive, &digest) ==
		-1)
		log_fatal(EX_SOFTWARE, "bundle for %s cannot be made", to->id);
	search(n, to, b, files, file_count);
	second_read(n, to, files, file_count);
	digest_hex(&digest, hex);
	digest_hex(&b->previous, previous);
	db_run(n->hub->db, SQL_BUNDLE_ADD, "titittb", to->id,
	    (int64_t)b->sequence, n->run, n->at, hex, previous, archive.data,
	    archive.len);
	buf_free(&archive);
}

static int
by_id(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	return strcmp(x->id, y->id);
}

static void
release_to(struct night *n, const struct roster_audience *to)
{
	struct item *items = NULL;
	struct bundle b = { 0 };
	size_t count = 0, i;

	start_bundle(n, to, &b);
	for (i = 0; i < n->outgoing_count; i++) {
		if (n->outgoing[i].audience != to)
			continue;
		*(struct item *)arena_push(n->arena, &items, &count,
		    sizeof(*items)) = *n->outgoing[i].item;
		record_edition(n, &n->outgoing[i], b.sequence);
	}
	if (count == 0)
		return;
	qsort(items, count, sizeof(*items), by_id);
	make_bundle(n, to, items, count, &b);
}

void
release(struct night *n)
{
	size_t i;

	for (i = 0; i < n->hub->roster->audience_count; i++)
		release_to(n, &n->hub->roster->audiences[i]);
}

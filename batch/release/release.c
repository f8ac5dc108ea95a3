#include <glib.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "batch/base/clock.h"
#include "batch/night/night.h"
#include "batch/release/bundlegate.h"
#include "batch/release/outgoing.h"
#include "batch/release/release.h"
#include "batch/release/secondread.h"
#include "batch/release/told.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/views/group.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/files/archive.h"
#include "formats/out/bundle.h"
#include "formats/out/item.h"
#include "formats/out/outputs.h"

/* Cases that one message names; the list of a person's work has them all. */
#define CASES_NAMED 5

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

static int
by_item(const void *a, const void *b)
{
	return strcmp(((const struct bundle_retraction *)a)->item,
	    ((const struct bundle_retraction *)b)->item);
}

static void
add_retraction(struct night *n, struct bundle *b, const char *item)
{
	struct bundle_retraction *r;

	r = arena_push(n->arena, &b->retractions, &b->retraction_count,
	    sizeof(*r));
	r->item = item;
}

/* The edition of an item that the bundle holds; or NULL. */
static const struct outgoing *
told_now(struct night *n, const struct roster_audience *to, const char *item)
{
	size_t i;

	for (i = 0; i < n->outgoing_count; i++)
		if (n->outgoing[i].audience == to &&
		    strcmp(n->outgoing[i].id, item) == 0)
			return &n->outgoing[i];
	return NULL;
}

/* What was taken back before and not everybody has acknowledged, and what is
 * taken back tonight. */
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
		if (told_now(n, to, list[i].item) == NULL &&
		    !all_acked(n, to, list[i].sequence))
			add_retraction(n, b, list[i].item);
	for (i = 0; i < n->outgoing_count; i++)
		if (n->outgoing[i].audience == to &&
		    n->outgoing[i].item->retracted_on != NULL &&
		    !all_acked(n, to, (int64_t)b->sequence))
			add_retraction(n, b, n->outgoing[i].id);
	if (b->retraction_count > 1)
		qsort(b->retractions, b->retraction_count,
		    sizeof(*b->retractions), by_item);
}

static void
record_edition(struct night *n, const struct outgoing *o, uint64_t sequence)
{
	bool retracted = o->item->retracted_on != NULL;
	struct db *d = n->hub->db;
	size_t i;

	db_run(d, SQL_ITEM_ADD, "ttitit", o->id, o->casefile, (int64_t)o->own,
	    o->item->first_shared, n->at, n->run);
	if (!o->own)
		db_run(d, SQL_ITEM_NOT_OWN, "tt", o->id, n->run);
	db_run(d, SQL_EDITION_ADD, "ttitiiti", o->id, o->audience->id,
	    (int64_t)o->edition, o->content, (int64_t)retracted,
	    (int64_t)sequence, n->run, (int64_t)o->item->sightings);
	for (i = 0; i < o->submission_count; i++)
		db_run(d, SQL_PROVENANCE_ADD, "ttti", o->id, o->audience->id,
		    o->submissions[i], n->at);
	told_note(n, o->audience->id, o->item);
	if (!retracted)
		group_place(n, o->audience->id, o->id, o->submissions,
		    o->submission_count);
	else
		group_clear(n, o->audience->id, o->id);
	if (retracted)
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

/* A bundle that is finished and not yet kept. */
struct finished {
	struct bundle head;
	struct item *items;
	size_t item_count;
	struct buf archive;
	struct digest digest;
};

static int
by_id(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	return strcmp(x->id, y->id);
}

static void
take_items(
    struct night *n, const struct roster_audience *to, struct finished *f)
{
	size_t i;

	for (i = 0; i < n->outgoing_count; i++)
		if (n->outgoing[i].audience == to)
			*(struct item *)arena_push(n->arena, &f->items,
			    &f->item_count, sizeof(*f->items)) =
			    *n->outgoing[i].item;
	if (f->item_count > 0)
		qsort(f->items, f->item_count, sizeof(*f->items), by_id);
	for (i = 0; i < f->item_count; i++)
		if (f->items[i].tlp > f->head.tlp)
			f->head.tlp = f->items[i].tlp;
}

/* Made and read twice; what speaks against it. */
static struct objection
finish(struct night *n, const struct roster_audience *to, struct finished *f)
{
	struct objection no = { "it cannot be made", NULL };
	struct archive_file *files = NULL;
	size_t count = 0;

	if (outputs_write(n->arena, &f->head, f->items, f->item_count, &files,
		&count) == -1 ||
	    bundle_write(n->arena, &f->head, &files, &count, &f->archive,
		&f->digest) == -1)
		return no;
	no = bundlegate(n, to, &f->head, files, count);
	if (no.what == NULL)
		no = second_read(n, to, files, count);
	return no;
}

static void
keep(
    struct night *n, const struct roster_audience *to, const struct finished *f)
{
	char hex[DIGEST_HEX], previous[DIGEST_HEX];
	size_t i;

	for (i = 0; i < n->outgoing_count; i++)
		if (n->outgoing[i].audience == to)
			record_edition(n, &n->outgoing[i], f->head.sequence);
	digest_hex(&f->digest, hex);
	digest_hex(&f->head.previous, previous);
	db_run(n->hub->db, SQL_BUNDLE_ADD, "titittb", to->id,
	    (int64_t)f->head.sequence, n->run, n->at, hex, previous,
	    f->archive.data, f->archive.len);
}

/* Which cases a person must look at. */
static const char *
cases_of(struct night *n, const struct roster_audience *to,
    const struct objection *no)
{
	const char *list = "";
	size_t i, named = 0, more = 0;

	if (no->casefile != NULL)
		return no->casefile;
	for (i = 0; i < n->outgoing_count; i++) {
		if (n->outgoing[i].audience != to)
			continue;
		if (named == CASES_NAMED) {
			more++;
			continue;
		}
		list = arena_printf(n->arena, "%s%s%s", list,
		    named++ == 0 ? "" : ", ", n->outgoing[i].casefile);
	}
	return more == 0
		   ? list
		   : arena_printf(n->arena, "%s and %zu more", list, more);
}

/* What stands behind an edition is looked at again. */
static void
wait(struct night *n, const struct outgoing *o, GHashTable *waiting)
{
	size_t i;

	for (i = 0; i < o->again_count; i++) {
		g_hash_table_add(waiting, (char *)(uintptr_t)o->again[i]);
		db_run(n->hub->db, SQL_DIRTY_ADD, "t", o->again[i]);
	}
}

/* Nothing of it was told: its cases wait, and the next night makes the same
 * editions and the same bundle again. */
static void
hold(struct night *n, const struct roster_audience *to,
    const struct objection *no, GHashTable *waiting)
{
	size_t i, kept = 0;

	night_attention(n,
	    "bundle for %s is held: %s (%s); it is tried again each night, all others go out",
	    to->id, no->what, cases_of(n, to, no));
	night_hold(n, to->id);
	for (i = 0; i < n->outgoing_count; i++) {
		if (n->outgoing[i].audience == to)
			wait(n, &n->outgoing[i], waiting);
		else
			n->outgoing[kept++] = n->outgoing[i];
	}
	n->outgoing_count = kept;
}

static void
release_to(
    struct night *n, const struct roster_audience *to, GHashTable *waiting)
{
	struct objection no = { "it was held that night", NULL };
	struct finished f = { .items = NULL };

	take_items(n, to, &f);
	if (f.item_count == 0)
		return;
	start_bundle(n, to, &f.head);
	list_retractions(n, to, &f.head);
	/* What stopped it then may stop it no more; it did not go out. */
	if (!n->replay || !night_holds(n, to->id))
		no = finish(n, to, &f);
	if (no.what == NULL)
		keep(n, to, &f);
	else
		hold(n, to, &no, waiting);
	buf_free(&f.archive);
}

void
release(struct night *n)
{
	GHashTable *waiting = g_hash_table_new(g_str_hash, g_str_equal);
	size_t i;

	for (i = 0; i < n->hub->roster->audience_count; i++)
		release_to(n, &n->hub->roster->audiences[i], waiting);
	for (i = 0; i < n->composed_count; i++)
		if (!g_hash_table_contains(waiting, n->composed[i]))
			db_run(n->hub->db, SQL_DIRTY_DROP, "t", n->composed[i]);
	g_hash_table_destroy(waiting);
}

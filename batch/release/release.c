#include <glib.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "batch/night/lines.h"
#include "batch/night/night.h"
#include "batch/release/asked.h"
#include "batch/release/bundling.h"
#include "batch/release/lists.h"
#include "batch/release/outgoing.h"
#include "batch/release/release.h"
#include "batch/release/retraction.h"
#include "batch/release/secondread.h"
#include "batch/release/signs.h"
#include "batch/release/told.h"
#include "batch/release/tolditem.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/views/group.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "formats/out/bundle.h"
#include "formats/out/item.h"
#include "formats/out/noticepart.h"

/* Cases that one message names; the list of a person's work has them all. */
#define CASES_NAMED 5

/* What has been told of before counts for the case that it was told of then:
 * the first of them. */
static const char *
origin_of(struct night *n, const struct outgoing *o)
{
	const char *origin = o->casefile;
	int64_t first = INT64_MAX;
	struct stmt *s;
	size_t i;

	for (i = 0; i < o->submission_count; i++) {
		s = db_query(
		    n->hub->db, SQL_ITEM_ORIGIN, "t", o->submissions[i]);
		while (db_row(s)) {
			if (db_int(s, 0) > first ||
			    (db_int(s, 0) == first &&
				strcmp(db_text(s, 1), origin) >= 0))
				continue;
			first = db_int(s, 0);
			origin = db_textdup(s, 1, n->arena);
		}
	}
	return origin;
}

/* The submissions behind an edition stand in it from now on; behind one that
 * is superseded, in its successor. */
static void
record_places(struct night *n, const struct outgoing *o)
{
	const char *by = o->item->superseded_by, *to = o->audience->id;
	size_t i;

	for (i = 0; by == NULL && i < o->submission_count; i++) {
		db_run(n->hub->db, SQL_PROVENANCE_ADD, "ttti", o->id, to,
		    o->submissions[i], n->at);
		db_run(n->hub->db, SQL_ITEM_COUNTS, "tt", o->submissions[i],
		    o->id);
	}
	if (o->item->retracted_on == NULL)
		group_place(n, to, by == NULL ? o->id : by, o->submissions,
		    o->submission_count);
	if (item_is_over(o->item))
		group_clear(n, to, o->id);
}

static void
record_edition(
    struct night *n, const struct outgoing *o, const struct bundling *f)
{
	bool retracted = o->item->retracted_on != NULL;
	struct db *d = n->hub->db;

	db_run(d, SQL_ITEM_ADD, "ttititt", o->id, o->casefile, (int64_t)o->own,
	    o->item->first_shared, n->at, n->run, origin_of(n, o));
	if (!o->own)
		db_run(d, SQL_ITEM_NOT_OWN, "tt", o->id, n->run);
	db_run(d, SQL_EDITION_ADD, "ttitiitiitttttt", o->id, o->audience->id,
	    (int64_t)o->edition, o->content, (int64_t)retracted,
	    (int64_t)f->head.sequence, n->run, (int64_t)o->item->sightings,
	    (int64_t)o->item->false_alarms, o->found_first, o->found_last,
	    o->item->superseded_by, tlp_word(o->item->tlp), o->item->seen_first,
	    o->item->seen_last);
	record_places(n, o);
	told_note(n, o->audience->id, o->item);
	tolditem_note(n, o);
	signs_note(n, o, f->head.held);
	if (retracted)
		db_run(d, SQL_ITEM_ALL_RETRACTED, "tt", o->id,
		    o->item->retracted_on);
}

static void
keep(
    struct night *n, const struct roster_audience *to, const struct bundling *f)
{
	char hex[DIGEST_HEX], previous[DIGEST_HEX];
	size_t i;

	for (i = 0; i < n->outgoing_count; i++)
		if (n->outgoing[i].audience == to)
			record_edition(n, &n->outgoing[i], f);
	asked_note(n, &f->head);
	lists_keep(n, to, &f->head);
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
release_to(struct night *n, const struct roster_audience *to,
    GHashTable *waiting, struct noticeparts *parts)
{
	struct objection no = { "it was held that night", NULL };
	struct bundling f = { .head = { .parts = parts } };
	bool asks = asked_list(n, to, &f.head);

	bundling_take_items(n, to, &f);
	if (f.item_count == 0 && !asks && !lines_unsaid(n, to))
		return;
	bundling_head(n, to, &f.head);
	retraction_list(n, to, &f.head);
	lists_fill(n, to, &f.head);
	signs_fill(n, to, f.items, f.item_count, &f.head);
	/* What stopped it then may stop it no more; it did not go out. */
	if (!n->replay || !night_holds(n, to->id))
		no = bundling_finish(n, to, &f);
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
	struct noticeparts *parts = noticeparts_new();
	struct arena *kept;
	size_t i;

	second_begin(n);
	for (i = 0; i < n->hub->roster->audience_count; i++) {
		kept = night_aside(n);
		release_to(n, &n->hub->roster->audiences[i], waiting, parts);
		night_back(n, kept);
	}
	second_end(n);
	noticeparts_free(parts);
	asked_tell_providers(n);
	for (i = 0; i < n->composed_count; i++)
		if (!g_hash_table_contains(waiting, n->composed[i]))
			db_run(n->hub->db, SQL_DIRTY_DROP, "t", n->composed[i]);
	g_hash_table_destroy(waiting);
}

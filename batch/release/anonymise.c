#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/base/log.h"
#include "batch/cases/correlate.h"
#include "batch/gate/gate.h"
#include "batch/gate/gatesearch.h"
#include "batch/night/night.h"
#include "batch/release/anonymise.h"
#include "batch/release/compose.h"
#include "batch/release/dossier.h"
#include "batch/release/outgoing.h"
#include "batch/release/ownwords.h"
#include "batch/release/previews.h"
#include "batch/release/told.h"
#include "batch/release/uncut.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/say.h"
#include "formats/config/roster.h"
#include "formats/files/archive.h"
#include "formats/out/bundle.h"
#include "formats/out/outputs.h"

static void
content_digest(struct outgoing *o)
{
	struct buf b = { 0 };
	struct digest d;

	compose_content(&b, o->item);
	digest_of(b.data, b.len, &d);
	digest_hex(&d, o->content);
	buf_free(&b);
}

static void
last_edition(struct night *n, struct outgoing *o, char content[DIGEST_HEX],
    bool *retracted)
{
	struct stmt *s;

	o->edition = 0;
	*content = '\0';
	*retracted = false;
	if (o->id == NULL)
		return;
	s = db_query(
	    n->hub->db, SQL_EDITION_LAST, "tt", o->id, o->audience->id);
	if (db_row(s)) {
		o->edition = (unsigned)db_int(s, 0);
		snprintf(content, DIGEST_HEX, "%s", db_text(s, 1));
		*retracted = db_int(s, 2) != 0;
		db_end(s);
	}
}

static struct outgoing *
send(struct night *n, const struct outgoing *o)
{
	struct outgoing *out;

	out = arena_push(
	    n->arena, &n->outgoing, &n->outgoing_count, sizeof(*out));
	*out = *o;
	out->edition++;
	return out;
}

/* Nothing of the item but that it is taken back. */
static void
retract_for(struct night *n, const struct dossier *d, const char *id,
    const char *first_shared, const struct roster_audience *to, const char *day)
{
	struct outgoing o = { .audience = to,
		.casefile = d->id,
		.id = id,
		.first_shared = first_shared };
	char before[DIGEST_HEX];
	bool retracted;

	last_edition(n, &o, before, &retracted);
	if (o.edition == 0 || retracted)
		return;
	o.item = arena_alloc(n->arena, sizeof(*o.item));
	o.item->title = say(SAY_TITLE_RETRACTED, LANG_JA);
	o.item->class = CLASS_UNCLASSIFIED;
	o.item->tlp = TLP_AMBER;
	o.item->retracted_on = day;
	content_digest(&o);
	send(n, &o);
}

/* Items that a ruling took back, told to everybody who had them. */
static void
announce_retracted(struct night *n, const struct dossier *d)
{
	struct r {
		const char *id, *first, *day;
	} *list = NULL, *r;
	struct stmt *s;
	size_t count = 0, i, k;

	s = db_query(n->hub->db, SQL_CASE_RETRACTED, "t", d->id);
	while (db_row(s)) {
		r = arena_push(n->arena, &list, &count, sizeof(*r));
		r->id = db_textdup(s, 0, n->arena);
		r->first = db_textdup(s, 1, n->arena);
		r->day = db_textdup(s, 2, n->arena);
	}
	for (i = 0; i < count; i++)
		for (k = 0; k < n->hub->roster->audience_count; k++)
			retract_for(n, d, list[i].id, list[i].first,
			    &n->hub->roster->audiences[k], list[i].day);
}

/* Which parts may go to the audience; false where none. */
static bool
choose(struct night *n, const struct dossier *d,
    const struct roster_audience *to, bool *chosen, struct outgoing *o)
{
	size_t i;
	bool any = false;

	o->own = true;
	for (i = 0; i < d->part_count; i++) {
		chosen[i] = dossier_reaches(n, d, &d->parts[i], to);
		if (!chosen[i])
			continue;
		any = true;
		o->own = o->own && d->parts[i].own;
		*(const char **)arena_push(n->arena, &o->submissions,
		    &o->submission_count, sizeof(char *)) = d->parts[i].id;
	}
	return any;
}

/* What is told as it is must pass in every list of a bundle, or that would be
 * held for all who read it. */
static const char *
stopped_in_lists(struct night *n, struct gate *g, const struct outgoing *o)
{
	struct archive_file *files = NULL;
	struct buf archive = { 0 };
	struct bundle b = { .audience = "none",
		.audience_ja = "",
		.audience_en = "",
		.hub_ja = "",
		.hub_en = "",
		.timezone = n->hub->settings.timezone,
		.created = n->at,
		.expires = n->at };
	struct item it = *o->item;
	struct digest digest;
	const char *hit = NULL;
	size_t count = 0, i;

	it.id = "S-0000-0000";
	it.first_shared = n->day;
	if (outputs_write(n->arena, &b, &it, 1, &files, &count) == -1 ||
	    bundle_write(n->arena, &b, &files, &count, &archive, &digest) == -1)
		hit = "more than can be written";
	for (i = 0; hit == NULL && i < count; i++)
		if (!bundle_is_own(files[i].name))
			hit = gate_hit_but(g, files[i].data, files[i].len,
			    o->facts, o->fact_count);
	buf_free(&archive);
	return hit;
}

static const char *
text_hit(struct gate *g, const char *text)
{
	return text == NULL ? NULL : gate_hit(g, text, strlen(text), NULL);
}

/* What an analyst wrote must hold no word of those it is told with. */
static const char *
stopped_by_texts(const struct outgoing *o, struct gate *words)
{
	const struct item *it = o->item;
	const char *hit;
	size_t i;

	hit = text_hit(words, it->analysis);
	if (hit == NULL)
		hit = text_hit(words, it->countermeasure);
	if (hit == NULL && o->ruled_title)
		hit = text_hit(words, it->title);
	for (i = 0; hit == NULL && i < it->step_count; i++)
		hit = text_hit(words, it->steps[i].text);
	return hit;
}

/* The words of the submissions behind it but those that another of them told
 * openly: each masks what its own submission gave. */
static void
take_words(struct night *n, struct outgoing *o, struct gate *all,
    struct gate_word *words, size_t count)
{
	struct buf b = { 0 };
	struct gate *one;
	size_t i, kept = 0;

	compose_content(&b, o->item);
	if (gate_hit_but(all, b.data, b.len, o->facts, o->fact_count) == NULL)
		kept = count;
	for (i = 0; kept != count && i < count; i++) {
		one = gate_with(n->gate, &words[i], 1);
		if (gate_hit_but(one, b.data, b.len, o->facts, o->fact_count) ==
		    NULL)
			words[kept++] = words[i];
		gate_free(one);
	}
	o->words = words;
	o->word_count = kept;
	buf_free(&b);
}

/* What stops the item at the gate, or NULL. */
static const char *
stopped(struct night *n, struct outgoing *o)
{
	struct gate_word *words = NULL;
	struct buf b = { 0 };
	struct gate *all;
	const char *hit;
	size_t count = 0, i;

	for (i = 0; i < o->submission_count; i++)
		ownwords(n, o->submissions[i], &words, &count);
	all = gate_with(n->gate, words, count);
	compose_content(&b, o->item);
	hit = gate_hit_but(n->gate, b.data, b.len, o->facts, o->fact_count);
	if (hit == NULL)
		hit = stopped_by_texts(o, all);
	if (hit == NULL)
		take_words(n, o, all, words, count);
	if (hit == NULL && o->fact_count > 0)
		hit = stopped_in_lists(n, n->gate, o);
	buf_free(&b);
	gate_free(all);
	return hit;
}

/* What goes out no more all the same goes from those to whom nothing of it may
 * go any more. */
static void
take_back(struct night *n, struct dossier *d)
{
	const struct roster_audience *to;
	struct outgoing o = { .item = NULL };
	bool *chosen;
	size_t i;

	chosen = arena_alloc(n->arena, (d->part_count + 1) * sizeof(*chosen));
	for (i = 0; d->item != NULL && i < n->hub->roster->audience_count;
	     i++) {
		to = &n->hub->roster->audiences[i];
		if (span_holds(&to->span, n->day) &&
		    !choose(n, d, to, chosen, &o))
			retract_for(n, d, d->item, d->first_shared, to, n->day);
	}
}

/* One audience of one case; false where the gate stops it. */
static bool
offer(struct night *n, struct dossier *d, const struct roster_audience *to)
{
	struct outgoing o = { .audience = to,
		.casefile = d->id,
		.id = d->item,
		.first_shared = d->first_shared };
	char before[DIGEST_HEX];
	const char *hit;
	bool *chosen, retracted;

	chosen = arena_alloc(n->arena, (d->part_count + 1) * sizeof(*chosen));
	if (!span_holds(&to->span, n->day))
		return true;
	if (!choose(n, d, to, chosen, &o)) {
		if (d->item != NULL)
			retract_for(n, d, d->item, d->first_shared, to, n->day);
		return true;
	}
	o.item = arena_alloc(n->arena, sizeof(*o.item));
	dossier_compose(n, d, chosen, to, o.item);
	if (item_is_empty(o.item)) {
		if (d->item != NULL)
			retract_for(n, d, d->item, d->first_shared, to, n->day);
		return true;
	}
	told_relate(n, to->id, o.id, o.item);
	o.facts = uncut_facts(n, d, chosen, &o.fact_count);
	o.ruled_title = d->title != NULL;
	hit = stopped(n, &o);
	if (hit != NULL) {
		night_attention(n,
		    "%s is stopped at the gate: the item holds %s; redact or reword it by a ruling",
		    d->id, hit);
		return false;
	}
	content_digest(&o);
	last_edition(n, &o, before, &retracted);
	if (strcmp(before, o.content) != 0)
		send(n, &o);
	return true;
}

/* Two cases may look alike to one audience and be for different ones. */
static void
note_all(struct night *n, size_t from)
{
	const char *all = "";
	size_t i;

	for (i = from; i < n->outgoing_count; i++)
		all = arena_printf(n->arena, "%s%s %s ", all,
		    n->outgoing[i].audience->id, n->outgoing[i].content);
	for (i = from; i < n->outgoing_count; i++)
		n->outgoing[i].all = all;
}

/* A case that the gate stopped stays on the list: each night says so. */
static void
consider(struct night *n, const char *casefile)
{
	struct dossier *d;
	size_t before = n->outgoing_count, i;
	bool passed = true;

	d = dossier_load(n, casefile);
	announce_retracted(n, d);
	if (dossier_releasable(n, d)) {
		previews_offer(n, d);
		previews_personal(n, d);
		uncut_decide(n, d);
		for (i = 0;
		     passed && !d->held && i < n->hub->roster->audience_count;
		     i++)
			passed = offer(n, d, &n->hub->roster->audiences[i]);
	}
	if (!dossier_releasable(n, d) || d->held)
		take_back(n, d);
	if (d->poison != NULL)
		night_attention(n,
		    "%s: an indicator that is %s is left out of the item: nobody may block it; reported in error, or to do harm?",
		    d->id, d->poison);
	if (!passed) {
		n->outgoing_count = before;
		return;
	}
	note_all(n, before);
	arena_push_str(n->arena, &n->composed, &n->composed_count, casefile);
}

/* By the least of what its audiences get, then by all of it, then by case. */
static int
by_content(const void *a, const void *b)
{
	const struct outgoing *x = *(struct outgoing *const *)a;
	const struct outgoing *y = *(struct outgoing *const *)b;
	int c;

	c = strcmp(x->content, y->content);
	if (c == 0)
		c = strcmp(x->all, y->all);
	return c != 0 ? c : strcmp(x->casefile, y->casefile);
}

/* New items get their numbers in the order of their content. */
static void
deal(struct night *n)
{
	struct outgoing **order, *o;
	const char *year, *id;
	size_t i, k, count = 0;
	int64_t last;

	order = arena_alloc(n->arena, (n->outgoing_count + 1) * sizeof(*order));
	for (i = 0; i < n->outgoing_count; i++)
		if (n->outgoing[i].id == NULL)
			order[count++] = &n->outgoing[i];
	qsort(order, count, sizeof(*order), by_content);
	year = arena_printf(n->arena, "S-%.4s-", n->day);
	last = db_one(n->hub->db, SQL_ITEM_LAST, 0, "t", year);
	for (i = 0; i < count; i++) {
		if (order[i]->id != NULL)
			continue;
		id =
		    arena_printf(n->arena, "%s%04lld", year, (long long)++last);
		for (k = i; k < count; k++)
			if (strcmp(order[k]->casefile, order[i]->casefile) == 0)
				order[k]->id = id;
	}
	for (i = 0; i < n->outgoing_count; i++) {
		o = &n->outgoing[i];
		o->item->id = o->id;
		o->item->edition = o->edition;
		o->item->first_shared =
		    o->first_shared != NULL ? o->first_shared : n->day;
	}
}

void
anonymise(struct night *n)
{
	const char **cases = NULL;
	struct stmt *s;
	size_t count = 0, i;

	gate_free(n->gate);
	n->gate = gate_new(n->arena, n->hub->roster);
	if (!n->replay && gate_unnamed(n->gate) > 0)
		log_warn(
		    "%zu members have no name that is long enough to be searched for: give them an alias in roster.xml",
		    gate_unnamed(n->gate));
	db_run(n->hub->db, SQL_DIRTY_DROP_MERGED, "");
	s = db_query(n->hub->db, SQL_DIRTY_CASES, "");
	while (db_row(s))
		*(const char **)arena_push(n->arena, &cases, &count,
		    sizeof(*cases)) = db_textdup(s, 0, n->arena);
	for (i = 0; i < count; i++)
		consider(n, cases[i]);
	deal(n);
}

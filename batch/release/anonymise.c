#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/base/log.h"
#include "batch/compose/compose.h"
#include "batch/gate/gate.h"
#include "batch/gate/gatefact.h"
#include "batch/gate/gatesearch.h"
#include "batch/night/night.h"
#include "batch/release/anonymise.h"
#include "batch/release/concern.h"
#include "batch/release/given.h"
#include "batch/release/itemname.h"
#include "batch/release/outgoing.h"
#include "batch/release/previews.h"
#include "batch/release/tellview.h"
#include "batch/release/told.h"
#include "batch/release/uncut.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/views/due.h"
#include "batch/views/group.h"
#include "batch/views/lives.h"
#include "batch/views/ownwords.h"
#include "batch/views/shut.h"
#include "batch/views/view.h"
#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/base/say.h"
#include "formats/config/roster.h"
#include "formats/files/archive.h"
#include "formats/files/filepile.h"
#include "formats/out/bundle.h"
#include "formats/out/itemcopy.h"
#include "formats/tools/outputs.h"

/* The night's work: what changed, and the views that hold it. */
struct work {
	struct night *n;
	struct previewing with;
	const char **changed; /* submissions */
	size_t changed_count;
	size_t dirty_count; /* the first of them */
	struct view **views;
	struct group **groups; /* of the views, one each */
	size_t view_count;
	struct concerns *concerns;
	/* What lasts while views are settled, each with memory of its own. */
	struct arena *arena;
	GHashTable *read;    /* what the gate said of bytes that several get */
	GHashTable *stopped; /* submissions of which something waits */
	GHashTable *said_left; /* what was said of which case */
};

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

static const struct gate_fact *
keep_facts(struct arena *a, const struct gate_fact *list, size_t count)
{
	struct gate_fact *out;
	size_t i;

	if (count == 0)
		return NULL;
	out = arena_alloc(a, count * sizeof(*out));
	for (i = 0; i < count; i++)
		out[i] = (struct gate_fact){ arena_strdup(a, list[i].member),
			arena_strdup(a, list[i].value) };
	return out;
}

/* It is kept until it was released; what it was made of is not. */
static void
send(struct night *n, const struct outgoing *o)
{
	bool same =
	    o->again == o->submissions && o->again_count == o->submission_count;
	struct arena *a = n->lasting;
	struct outgoing *out;

	out = arena_push(a, &n->outgoing, &n->outgoing_count, sizeof(*out));
	*out = *o;
	out->edition++;
	out->casefile = itemcopy_text(a, o->casefile);
	out->id = itemcopy_text(a, o->id);
	out->first_shared = itemcopy_text(a, o->first_shared);
	out->found_first = itemcopy_text(a, o->found_first);
	out->found_last = itemcopy_text(a, o->found_last);
	out->item = itemcopy(a, o->item);
	out->submissions =
	    itemcopy_texts(a, o->submissions, o->submission_count);
	out->again = same ? out->submissions
			  : itemcopy_texts(a, o->again, o->again_count);
	out->facts = keep_facts(a, o->facts, o->fact_count);
	out->redact = itemcopy_texts(a, o->redact, o->redact_count);
}

static const char *
case_of(struct night *n, const char *submission)
{
	const char *id = "";
	struct stmt *s;

	s = db_query(n->hub->db, SQL_SUBMISSION_CASE, "t", submission);
	if (db_row(s)) {
		id = db_textdup(s, 0, n->arena);
		db_end(s);
	}
	return id;
}

static const char *
item_case(struct night *n, const char *item)
{
	const char *id = "";
	struct stmt *s;

	s = db_query(n->hub->db, SQL_ITEM_CASE, "t", item);
	if (db_row(s)) {
		id = db_textdup(s, 0, n->arena);
		db_end(s);
	}
	return id;
}

/* An edition that tells no facts: why it does not is filled in. */
static struct outgoing
over(struct night *n, const struct roster_audience *to, const char *id,
    enum say title)
{
	struct outgoing o = { .audience = to,
		.casefile = item_case(n, id),
		.id = id,
		.first_shared = view_first_shared(n, to, id),
		.edition = lives_of(n, to->id, id).edition };

	o.item = arena_alloc(n->arena, sizeof(*o.item));
	o.item->title = say(title, LANG_JA);
	o.item->class = CLASS_UNCLASSIFIED;
	o.item->tlp = TLP_AMBER;
	return o;
}

/* Whether what happened moves the item from another state to that one. */
static bool
moves(const struct item_life *l, enum life_event what, enum life to)
{
	return l->is != to && life_next(l->is, what) == to;
}

/* Nothing of the item but that it is taken back. */
static void
retract(struct night *n, const struct roster_audience *to, const char *id,
    enum life_event why)
{
	struct item_life l = lives_of(n, to->id, id);
	struct outgoing o;

	if (!moves(&l, why, LIFE_RETRACTED))
		return;
	o = over(n, to, id, SAY_TITLE_RETRACTED);
	o.again = group_members(n, to->id, id, &o.again_count);
	o.item->retracted_on = n->day;
	content_digest(&o);
	send(n, &o);
}

/* Nothing of the item but which tells its facts now; whether that is news. */
static bool
supersede(struct night *n, const struct view *v, const struct group *g,
    const char *id)
{
	struct item_life l = lives_of(n, v->to->id, id);
	const char *in;
	struct outgoing o;

	if (life_next(l.is, LIFE_MERGED) != LIFE_SUPERSEDED)
		return false;
	in = l.is == LIFE_SUPERSEDED ? lives_in(n, v->to->id, id) : NULL;
	if (in != NULL && strcmp(in, v->item) == 0)
		return false;
	o = over(n, v->to, id, SAY_TITLE_SUPERSEDED);
	o.submissions = o.again = g->submissions;
	o.submission_count = o.again_count = g->count;
	o.item->superseded_on = n->day;
	o.item->superseded_by = v->item;
	content_digest(&o);
	send(n, &o);
	return true;
}

/* What is told as it is must pass in every list of a bundle, or that would be
 * held for all who read it. */
static const char *
stopped_in_lists(struct night *n, struct gate *g, const struct outgoing *o)
{
	struct filepile *pile = filepile_new();
	struct archive_file *files;
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

	it.id = ITEM_UNNAMED;
	it.first_shared = it.updated = n->day;
	if (outputs_write(n->arena, &b, &it, 1, pile) == -1 ||
	    bundle_write(&b, pile, &archive, &digest) == -1)
		hit = "more than can be written";
	files = filepile_all(pile, n->arena, &count);
	for (i = 0; hit == NULL && i < count; i++)
		if (!bundle_is_own(files[i].name))
			hit = gate_hit_but(g, files[i].data, files[i].len,
			    o->facts, o->fact_count);
	filepile_free(pile);
	buf_free(&archive);
	return hit;
}

/* What stops the item at the gate, or NULL: a name of the roster's.  Its words
 * are those of the submissions behind it but those that another of them, or an
 * analyst, told openly: each masks what its own submission gave. */
static const char *
read_content(struct night *n, struct outgoing *o, const struct buf *content)
{
	struct gate_word *words = NULL;
	const char *hit = NULL;
	size_t count = 0, i;

	for (i = 0; i < o->submission_count; i++)
		ownwords(n, o->submissions[i], &words, &count);
	if (o->fact_count == 0)
		hit = gate_hit_or_left(
		    n->gate, words, &count, content->data, content->len);
	else
		hit = gate_hit_but(n->gate, content->data, content->len,
		    o->facts, o->fact_count);
	if (hit == NULL && o->fact_count > 0)
		count = gate_words_left(n->gate, words, count, content->data,
		    content->len, o->facts, o->fact_count);
	o->words = words;
	o->word_count = hit == NULL ? count : 0;
	return hit;
}

static const char *
read_item(struct night *n, struct outgoing *o)
{
	struct buf b = { 0 };
	const char *hit;

	compose_content(&b, o->item);
	hit = read_content(n, o, &b);
	if (hit == NULL && o->fact_count > 0)
		hit = stopped_in_lists(n, n->gate, o);
	buf_free(&b);
	return hit;
}

/* What the gate said of an item. */
struct verdict {
	struct digest of; /* its bytes, and the submissions behind it */
	const char *hit;
	const struct gate_word *words; /* see read_content() */
	size_t word_count;
};

static const struct gate_word *
keep_words(struct arena *a, const struct gate_word *list, size_t count)
{
	struct gate_word *out;
	size_t i;

	if (count == 0)
		return NULL;
	out = arena_alloc(a, count * sizeof(*out));
	for (i = 0; i < count; i++)
		out[i] = (struct gate_word){ arena_strdup(a, list[i].member),
			arena_strdup(a, list[i].text), list[i].weak };
	return out;
}

static struct digest
question(const struct outgoing *o)
{
	struct buf b = { 0 };
	struct digest d;
	size_t i;

	buf_put_str(&b, o->content);
	for (i = 0; i < o->submission_count; i++)
		buf_put_str(&b, o->submissions[i]);
	digest_of(b.data, b.len, &d);
	buf_free(&b);
	return d;
}

/* The words are kept as long as the item may be. */
static const char *
read_and_keep(struct work *w, struct outgoing *o)
{
	const char *hit = read_item(w->n, o);

	o->words = keep_words(w->n->lasting, o->words, o->word_count);
	return hit;
}

/* The same bytes of the same submissions are read once, whoever gets them. */
static const char *
stopped(struct work *w, struct outgoing *o)
{
	struct digest of = question(o);
	struct verdict *v;

	if (o->fact_count > 0)
		return read_and_keep(w, o);
	v = g_hash_table_lookup(w->read, &of);
	if (v == NULL) {
		v = arena_alloc(w->arena, sizeof(*v));
		v->of = of;
		v->hit = read_and_keep(w, o);
		v->words = o->words;
		v->word_count = o->word_count;
		g_hash_table_insert(w->read, &v->of, v);
	}
	o->words = v->words;
	o->word_count = v->word_count;
	return v->hit;
}

/* What waits: each night says so again. */
static void
hold_back(struct work *w, const struct group *g)
{
	size_t i;

	for (i = 0; i < g->count; i++) {
		g_hash_table_add(
		    w->stopped, arena_strdup(w->arena, g->submissions[i]));
		db_run(w->n->hub->db, SQL_DIRTY_ADD, "t", g->submissions[i]);
	}
}

static void
take_parts(struct outgoing *o, const struct view *v, const struct group *g)
{
	size_t i;

	o->submissions = g->submissions;
	o->submission_count = g->count;
	o->own = o->everybody = true;
	for (i = 0; i < v->part_count; i++) {
		o->own = o->own && v->parts[i].own;
		o->everybody = o->everybody && v->parts[i].everybody;
	}
}

/* Whether it may go out now: released, and its one provider has seen what was
 * ruled. */
static bool
may_go(struct night *n, const struct view *v)
{
	return view_is_released(n, v) &&
	       !(view_is_asked(v) && !previews_cover(n, v));
}

/* Once of a case, whatever it is left out of. */
static bool
is_news(struct work *w, const char *what, const struct outgoing *o)
{
	return g_hash_table_add(
	    w->said_left, arena_printf(w->arena, "%s %s", what, o->casefile));
}

static void
say_left(
    struct work *w, const struct outgoing *o, const struct gather_left *left)
{
	if (left->poison != NULL && is_news(w, "poison", o))
		night_attention(w->n,
		    "%s: an indicator that is %s is left out of the item: nobody may block it; reported in error, or to do harm?",
		    o->casefile, left->poison);
	if (left->barred && is_news(w, "barred", o))
		night_attention(w->n,
		    "%s: what is stated beside others' facts names a member and is left out of the item; in error, or to stop it?",
		    o->casefile);
}

static bool
is_left(const struct left_out *left, const char *type, const char *value)
{
	const struct valueset_value *v = left->closed.list;

	for (; v < left->closed.list + left->closed.count; v++)
		if (strcmp(ind_type_word(v->type), type) == 0 &&
		    strcmp(v->value, value) == 0)
			return true;
	return false;
}

/* A row that stays is not touched: a night that finds the same changes
 * nothing. */
static void
forget_kept_back(struct night *n, const char *audience, const char *submission,
    const struct left_out *left)
{
	struct {
		const char *type, *value;
	} *old = NULL, *o;
	struct stmt *s;
	size_t count = 0, i;

	s = db_query(n->hub->db, SQL_KEPT_BACK, "tt", audience, submission);
	while (db_row(s)) {
		o = arena_push(n->arena, &old, &count, sizeof(*o));
		o->type = db_textdup(s, 0, n->arena);
		o->value = db_textdup(s, 1, n->arena);
	}
	for (i = 0; i < count; i++)
		if (left == NULL || !is_left(left, old[i].type, old[i].value))
			db_run(n->hub->db, SQL_KEPT_BACK_DROP, "tttt", audience,
			    submission, old[i].type, old[i].value);
}

/* What is closed keeps something back: for a person to see. */
static void
note_kept_back(struct night *n, const struct view *v, const struct group *g,
    const struct left_out *left)
{
	size_t i;

	for (i = 0; i < g->count; i++)
		forget_kept_back(
		    n, v->to->id, g->submissions[i], i == 0 ? left : NULL);
	for (i = 0; i < left->closed.count; i++)
		db_run(n->hub->db, SQL_KEPT_BACK_ADD, "tttt", v->to->id,
		    g->submissions[0], ind_type_word(left->closed.list[i].type),
		    left->closed.list[i].value);
}

static bool
is_told_as(const struct view *v, const char *item)
{
	size_t i;

	for (i = 0; i < v->told_as_count; i++)
		if (strcmp(v->told_as[i], item) == 0)
			return true;
	return false;
}

/* It is related to nothing that is one with it from tonight on, nor, on the
 * night of a split, to what told its facts until then. */
static void
unrelate(const struct view *v, struct item *it)
{
	size_t i, kept = 0;

	for (i = 0; i < it->related_count; i++)
		if (!is_told_as(v, it->related[i]))
			it->related[kept++] = it->related[i];
	it->related_count = kept;
}

enum offered {
	OFFER_STOPPED, /* at the gate */
	OFFER_EMPTY,   /* there is nothing to tell */
	OFFER_SENT,
	OFFER_SAME /* it was told so */
};

/* The item that a view makes, where it differs from what was told. */
static enum offered
offer(struct work *w, const struct view *v, const struct group *g)
{
	struct night *n = w->n;
	struct outgoing o = { .audience = v->to,
		.casefile = case_of(n, g->submissions[0]),
		.id = v->item,
		.first_shared = v->first_shared,
		.found_first = v->found_first,
		.found_last = v->found_last,
		.redact = v->redact,
		.redact_count = v->redact_count };
	struct item_life l = { .is = LIFE_NONE, .content = "" };
	struct left_out left;
	const char *hit;

	take_parts(&o, v, g);
	o.again = g->submissions;
	o.again_count = g->count;
	o.item = arena_alloc(n->arena, sizeof(*o.item));
	tellview(n, w->with.givens, v, FORM_AS_IT_IS, o.item, &left);
	say_left(w, &o, &left.stated);
	note_kept_back(n, v, g, &left);
	if (item_is_empty(o.item))
		return OFFER_EMPTY;
	told_relate(n, v->to->id, o.id, o.item);
	unrelate(v, o.item);
	o.facts = uncut_facts(&w->with, v, &o.fact_count);
	content_digest(&o);
	hit = stopped(w, &o);
	if (hit != NULL) {
		night_attention(n,
		    "%s is stopped at the gate: the item for %s holds %s; redact or reword it by a ruling",
		    o.casefile, v->to->id, hit);
		hold_back(w, g);
		return OFFER_STOPPED;
	}
	if (v->item != NULL)
		l = lives_of(n, v->to->id, v->item);
	if (strcmp(l.content, o.content) == 0)
		return OFFER_SAME;
	o.edition = l.edition;
	send(n, &o);
	return OFFER_SENT;
}

/* What a person made one is told under one name, and the others name it; so
 * does what had gone into another, where that part was split off since. */
static bool
supersede_all(struct work *w, const struct view *v, const struct group *g)
{
	GHashTable *done = g_hash_table_new(g_str_hash, g_str_equal);
	const char *claim;
	bool any = false;
	size_t i;

	g_hash_table_add(done, (char *)(uintptr_t)v->item);
	for (i = 0; i < g->merged_count; i++)
		if (g_hash_table_add(done, (char *)(uintptr_t)g->merged[i]))
			any |= supersede(w->n, v, g, g->merged[i]);
	for (i = 0; i < g->count; i++) {
		claim = group_claim(w->n, v->to->id, g->submissions[i]);
		if (claim != NULL &&
		    g_hash_table_add(done, (char *)(uintptr_t)claim) &&
		    lives_of(w->n, v->to->id, claim).is == LIFE_SUPERSEDED)
			any |= supersede(w->n, v, g, claim);
	}
	g_hash_table_destroy(done);
	return any;
}

/* All that an item stands for was taken back.  What is merged with that by a
 * person stays as it was told, and no more of it goes out. */
static bool
is_taken_back(struct work *w, const struct view *v, const char *item)
{
	size_t i;

	for (i = 0; i < v->part_count; i++)
		if (!v->parts[i].closed &&
		    group_holds(w->n, v->to->id, item, v->parts[i].id))
			return false;
	return true;
}

/* The group has nothing to tell: each item that it was told as ends. */
static void
retract_all(struct work *w, const struct view *v, const struct group *g)
{
	size_t i;

	if (v->item != NULL)
		retract(w->n, v->to, v->item, LIFE_EMPTY);
	for (i = 0; i < g->merged_count; i++)
		retract(w->n, v->to, g->merged[i], LIFE_EMPTY);
}

/* What of an item is due still: what stands in it, or, where a split took that
 * out, would were it told again. */
static struct group
left_of(struct work *w, const struct view *v, const char *item,
    const char **told, size_t count)
{
	struct group left = { .item = item };
	struct arena *a = w->n->arena;
	size_t i;

	for (i = 0; i < count; i++)
		if (due_is(w->with.due, told[i], v->to))
			arena_push_str(
			    a, &left.submissions, &left.count, told[i]);
	for (i = 0; count == 0 && i < v->part_count; i++)
		if (group_holds(w->n, v->to->id, item, v->parts[i].id))
			arena_push_str(
			    a, &left.submissions, &left.count, v->parts[i].id);
	return left;
}

/* What ceased to be due, or was closed, goes from what was told, whatever else
 * may not go out: a provider takes back what is held, too. */
static void
take_out(struct work *w, const struct view *v, const char *item)
{
	const char *to = v->to->id, **told;
	enum offered is = OFFER_EMPTY;
	struct night *n = w->n;
	struct group left;
	size_t count;

	told = group_members(n, to, item, &count);
	left = left_of(w, v, item, told, count);
	if (left.count >= count && !shut_is_in(givens_shut(w->with.givens), to,
				       item, left.submissions, left.count))
		return;
	if (left.count > 0)
		is = offer(w, view_load(n, v->to, &left), &left);
	if (is == OFFER_EMPTY || is == OFFER_STOPPED)
		retract(n, v->to, item, LIFE_EMPTY);
	else if (is == OFFER_SAME)
		group_place(n, to, item, left.submissions, left.count);
}

/* An item of which nothing more goes out: it ends where all that it stands for
 * was taken back, or loses what ceased to be due. */
static void
lessen(struct work *w, const struct view *v, const char *item)
{
	if (v->ruled.closed != 0 && is_taken_back(w, v, item))
		retract(w->n, v->to, item, LIFE_CLOSED);
	else
		take_out(w, v, item);
}

static void
lessen_all(struct work *w, const struct view *v, const struct group *g)
{
	size_t i;

	if (v->item != NULL)
		lessen(w, v, v->item);
	for (i = 0; i < g->merged_count; i++)
		lessen(w, v, g->merged[i]);
}

/* What is composed and told: with its mergers, and where it is placed. */
static void
tell_group(struct work *w, const struct view *v, const struct group *g)
{
	enum offered is = offer(w, v, g);
	bool news;

	if (is == OFFER_EMPTY)
		retract_all(w, v, g);
	if (is == OFFER_STOPPED)
		lessen_all(w, v, g);
	if (v->item == NULL || is == OFFER_STOPPED || is == OFFER_EMPTY)
		return;
	news = supersede_all(w, v, g);
	if (is == OFFER_SAME && !news)
		group_place(w->n, v->to->id, v->item, g->submissions, g->count);
}

/* The group without some of its parts. */
static struct group
rest_of(struct work *w, const struct view *v, const struct group *g,
    bool (*leaves)(struct work *w, const struct view *v, size_t part))
{
	struct group rest = *g;
	size_t i;

	rest.submissions = NULL;
	rest.count = 0;
	for (i = 0; i < v->part_count; i++)
		if (!leaves(w, v, i))
			arena_push_str(w->n->arena, &rest.submissions,
			    &rest.count, v->parts[i].id);
	return rest;
}

static void
tell_view(struct work *w, const struct view *v, const struct group *g)
{
	concerns_take(w->concerns, w->with.givens, v);
	tell_group(w, v, g);
}

static bool
is_closed_part(struct work *w, const struct view *v, size_t part)
{
	(void)w;
	return v->parts[part].closed;
}

/* What a ruling took back holds up nothing else: who sends what is like both
 * it and a living item stops neither that item nor what comes to it. */
static bool
goes_on_without_closed(
    struct work *w, const struct view *v, const struct group *g)
{
	struct group open = rest_of(w, v, g, is_closed_part);
	struct view *left;

	if (v->ruled.closed == 0 || open.count == 0 || v->item == NULL ||
	    g->merged_count > 0 || is_taken_back(w, v, v->item))
		return false;
	left = view_load(w->n, v->to, &open);
	if (!may_go(w->n, left))
		return false;
	tell_view(w, left, &open);
	return true;
}

static bool
is_held_part(struct work *w, const struct view *v, size_t part)
{
	return view_is_held(w->n, v->to, &v->parts[part].id, 1);
}

/* A word on one part lets go no other one that a ruling holds: who sends what
 * is like both brings them together, and opens nothing by that. */
static bool
begins_without_held(struct work *w, const struct view *v, const struct group *g)
{
	struct group open;
	struct view *left;

	if (v->item != NULL || v->part_count < 2)
		return false;
	open = rest_of(w, v, g, is_held_part);
	if (open.count == 0 || open.count == v->part_count)
		return false;
	left = view_load(w->n, v->to, &open);
	if (may_go(w->n, left))
		tell_view(w, left, &open);
	return true;
}

static void
settle(struct work *w, const struct view *v, const struct group *g)
{
	if (!may_go(w->n, v)) {
		if (!goes_on_without_closed(w, v, g))
			lessen_all(w, v, g);
	} else if (!begins_without_held(w, v, g)) {
		tell_view(w, v, g);
	}
}

/* Of what that takes, what is sent is kept, and what is known for others. */
static void
settle_aside(struct work *w, const struct view *v, const struct group *g)
{
	struct arena *kept = night_aside(w->n);

	settle(w, v, g);
	night_back(w->n, kept);
	givens_rest(w->with.givens);
}

static void
offer_previews(struct work *w)
{
	struct arena *kept;
	size_t i;

	for (i = 0; i < w->changed_count; i++) {
		kept = night_aside(w->n);
		previews_offer(&w->with, w->changed[i]);
		night_back(w->n, kept);
	}
}

static void
find_views(struct work *w, const struct roster_audience *to)
{
	struct groups found;
	size_t i, count;

	if (!span_holds(&to->span, w->n->day))
		return;
	group_find(w->n, w->with.due, to, w->changed, w->changed_count, &found);
	for (i = 0; i < found.bare_count; i++)
		retract(w->n, to, found.bare[i], LIFE_EMPTY);
	for (i = 0; i < found.count; i++) {
		count = w->view_count;
		*(struct view **)arena_push(
		    w->n->arena, &w->views, &w->view_count, sizeof(*w->views)) =
		    view_load(w->n, to, &found.list[i]);
		*(struct group **)arena_push(w->n->arena, &w->groups, &count,
		    sizeof(*w->groups)) = &found.list[i];
	}
}

/* What was wanted as it is is confirmed by all that would leave with it, so it
 * is looked at whole. */
static void
list_changed(struct work *w)
{
	struct night *n = w->n;
	struct stmt *s;

	s = db_query(n->hub->db, SQL_DIRTY_SUBMISSIONS, "");
	while (db_row(s))
		arena_push_str(n->arena, &w->changed, &w->changed_count,
		    db_textdup(s, 0, n->arena));
	w->dirty_count = w->changed_count;
	if (w->dirty_count == 0)
		return;
	s = db_query(n->hub->db, SQL_TRUEHITS, "");
	while (db_row(s))
		arena_push_str(n->arena, &w->changed, &w->changed_count,
		    db_textdup(s, 0, n->arena));
}

/* What nothing stands behind is stopped later. */
static const char *
first_behind(const struct outgoing *o)
{
	return o->submission_count == 0 ? "" : o->submissions[0];
}

/* By content, then by audience: equal ones of one audience are alike. */
static int
by_content(const void *a, const void *b)
{
	const struct outgoing *x = *(struct outgoing *const *)a;
	const struct outgoing *y = *(struct outgoing *const *)b;
	int c;

	c = strcmp(x->content, y->content);
	if (c == 0)
		c = strcmp(x->audience->id, y->audience->id);
	return c != 0 ? c : strcmp(first_behind(x), first_behind(y));
}

static void
name_new(struct night *n)
{
	struct outgoing **order, *o;
	size_t i, count = 0;

	order = arena_alloc(n->arena, (n->outgoing_count + 1) * sizeof(*order));
	for (i = 0; i < n->outgoing_count; i++)
		if (n->outgoing[i].id == NULL)
			order[count++] = &n->outgoing[i];
	qsort(order, count, sizeof(*order), by_content);
	for (i = 0; i < count; i++)
		order[i]->id = itemname(n, order[i]);
	for (i = 0; i < n->outgoing_count; i++) {
		o = &n->outgoing[i];
		o->item->id = o->id;
		o->item->edition = o->edition;
		o->item->first_shared =
		    o->first_shared != NULL ? o->first_shared : n->day;
		o->item->updated = n->day;
	}
}

static void
make_gate(struct night *n)
{
	gate_free(n->gate);
	n->gate = gate_new(n->arena, n->hub->roster);
	if (!n->replay && gate_unnamed(n->gate) > 0)
		log_warn(
		    "%zu members have no name that is long enough to be searched for: give them an alias in roster.xml",
		    gate_unnamed(n->gate));
}

static void
note_composed(struct work *w)
{
	size_t i;

	for (i = 0; i < w->dirty_count; i++)
		if (!g_hash_table_contains(w->stopped, w->changed[i]))
			arena_push_str(w->n->lasting, &w->n->composed,
			    &w->n->composed_count,
			    arena_strdup(w->n->lasting, w->changed[i]));
}

/* Of what it takes the editions are kept, and what is through. */
static void
compose_night(struct night *n)
{
	const struct roster *r = n->hub->roster;
	struct work w = { .n = n, .arena = n->arena };
	size_t i;

	list_changed(&w);
	w.read = g_hash_table_new(digest_bucket, digest_same);
	w.said_left = g_hash_table_new(g_str_hash, g_str_equal);
	w.stopped = g_hash_table_new(g_str_hash, g_str_equal);
	w.with = (struct previewing){ n, due_new(n), givens_new(n),
		g_hash_table_new(g_str_hash, g_str_equal), n->arena };
	offer_previews(&w);
	for (i = 0; i < r->audience_count; i++)
		find_views(&w, &r->audiences[i]);
	uncut_decide(&w.with, w.views, w.view_count);
	w.concerns = w.view_count == 0 ? NULL : concerns_new(n);
	for (i = 0; i < w.view_count; i++)
		settle_aside(&w, w.views[i], w.groups[i]);
	concerns_keep(w.concerns);
	note_composed(&w);
	g_hash_table_destroy(w.with.made);
	givens_free(w.with.givens);
	due_free(w.with.due);
	g_hash_table_destroy(w.stopped);
	g_hash_table_destroy(w.said_left);
	g_hash_table_destroy(w.read);
}

void
anonymise(struct night *n)
{
	struct arena *kept;

	make_gate(n);
	kept = night_aside(n);
	compose_night(n);
	night_back(n, kept);
	name_new(n);
}

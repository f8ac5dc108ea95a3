#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "batch/night/night.h"
#include "batch/release/news.h"
#include "batch/release/outgoing.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/views/due.h"
#include "batch/views/lives.h"
#include "batch/views/view.h"
#include "formats/base/mem.h"
#include "formats/base/words.h"
#include "formats/config/roster.h"
#include "formats/out/letter.h"
#include "formats/package/packagewords.h"

/* One submission on its way into a letter. */
struct telling {
	struct night *n;
	struct due *due;
	const char *id, *member;
	enum consent consent;
	bool withdrawn;
	enum fate last; /* told before; FATES: nothing */
	const char *last_items;
	const char *items; /* that are told now */
	bool old;	   /* all of those were told before tonight */
};

static bool
load_terms(struct telling *t)
{
	struct arena *a = t->n->arena;
	struct stmt *s;

	s = db_query(t->n->hub->db, SQL_NEWS_TERMS, "t", t->id);
	if (!db_row(s))
		return false;
	t->member = db_textdup(s, 0, a);
	if (!consent_parse(db_text(s, 1), &t->consent))
		t->consent = CONSENT_NONE;
	t->withdrawn = db_int(s, 2) != 0;
	db_end(s);
	t->last = FATES;
	t->last_items = t->items = "";
	s = db_query(t->n->hub->db, SQL_NEWS_LAST, "t", t->id);
	if (!db_row(s))
		return true;
	if (!fate_parse(db_text(s, 0), &t->last))
		t->last = FATES;
	t->last_items = db_textdup(s, 1, a);
	db_end(s);
	return true;
}

/* The audience, where its provider reads it; NULL: it learns nothing of it. */
static const struct roster_audience *
read_by(const struct telling *t, const char *audience)
{
	const struct roster *r = t->n->hub->roster;
	const struct roster_audience *to = roster_audience(r, audience);

	return to != NULL && roster_reads(r, to, t->member, t->n->day) ? to
								       : NULL;
}

/* Whether the audience had it before tonight. */
static bool
is_old(const struct telling *t, const char *audience, const char *item)
{
	const char *first = t->n->run;
	struct stmt *s;

	s = db_query(t->n->hub->db, SQL_NEWS_FIRST, "tt", item, audience);
	if (db_row(s)) {
		first = db_textdup(s, 0, t->n->arena);
		db_end(s);
	}
	return strcmp(first, t->n->run) != 0;
}

/* What tells it, by that name or its successor's, was taken back. */
static bool
is_over(const struct telling *t, const char *audience, const char *item)
{
	return lives_of(t->n, audience, item).is != LIFE_NONE &&
	       lives_in(t->n, audience, item) == NULL;
}

static bool
has_word(const char *list, const char *word)
{
	size_t len = strlen(word);
	const char *at;

	for (at = strstr(list, word); at != NULL; at = strstr(at + 1, word))
		if ((at == list || at[-1] == ' ') &&
		    (at[len] == '\0' || at[len] == ' '))
			return true;
	return false;
}

static void
add_item(struct telling *t, const char *audience, const char *item)
{
	const char *word = arena_printf(t->n->arena, "%s:%s", audience, item);

	if (!has_word(t->items, word))
		t->items = arena_printf(t->n->arena, "%s%s%s", t->items,
		    *t->items == '\0' ? "" : " ", word);
}

struct place {
	const char *audience, *item;
};

static struct place *
places(const struct telling *t, size_t *count)
{
	struct place *list = NULL, *p;
	struct stmt *s;

	*count = 0;
	s = db_query(t->n->hub->db, SQL_NEWS_PLACES, "t", t->id);
	while (db_row(s)) {
		p = arena_push(t->n->arena, &list, count, sizeof(*p));
		p->audience = db_textdup(s, 0, t->n->arena);
		p->item = db_textdup(s, 1, t->n->arena);
	}
	return list;
}

/* Items that its provider has, and in which it stands: what was made one with
 * another, by the name that is left. */
static bool
is_shared(struct telling *t)
{
	const struct roster_audience *to;
	struct place *list;
	const char *item;
	size_t count, i;

	t->old = true;
	list = places(t, &count);
	for (i = 0; i < count; i++) {
		to = read_by(t, list[i].audience);
		if (to == NULL || !due_is(t->due, t->id, to))
			continue;
		item = lives_in(t->n, to->id, list[i].item);
		if (item == NULL)
			continue;
		t->old = t->old && is_old(t, to->id, item);
		add_item(t, to->id, item);
	}
	return *t->items != '\0';
}

/* Of the items that it was told as, those that were taken back. */
static bool
is_retracted(struct telling *t)
{
	struct arena *a = t->n->arena;
	char *list = arena_strdup(a, t->last_items), *word, *rest = NULL, *item;

	if (t->last == FATE_RETRACTED) {
		t->items = t->last_items;
		return true;
	}
	for (word = strtok_r(list, " ", &rest); word != NULL;
	     word = strtok_r(NULL, " ", &rest)) {
		item = strchr(word, ':');
		if (item == NULL)
			continue;
		*item++ = '\0';
		if (is_over(t, word, item) && read_by(t, word) != NULL)
			add_item(t, word, item);
	}
	return *t->items != '\0';
}

/* How many of its provider's audiences may have it, on what condition. */
struct reach {
	unsigned read, may_be, is;
};

static struct reach
reach_of(const struct telling *t)
{
	const struct roster *r = t->n->hub->roster;
	const struct roster_audience *to;
	struct reach out = { 0, 0, 0 };
	size_t i;

	for (i = 0; i < r->audience_count; i++) {
		to = &r->audiences[i];
		if (!roster_reads(r, to, t->member, t->n->day))
			continue;
		out.read++;
		out.may_be += due_may_be(t->due, t->id, to);
		out.is += due_is(t->due, t->id, to);
	}
	return out;
}

/* Why it is not shared, of a closed list. */
static enum fate
reason_of(const struct telling *t)
{
	const struct standing *ruled;
	struct reach reach = reach_of(t);

	if (t->withdrawn)
		return FATE_TAKEN_BACK;
	if (view_is_harmless(t->n, t->id))
		return FATE_HARMLESS;
	if (reach.read == 0)
		return FATES;
	if (t->consent == CONSENT_NONE || reach.may_be == 0)
		return FATE_OWN_TERMS;
	ruled = view_ruled_on(t->n, t->id);
	if (ruled->closed != 0 || ruled->release == SAID_NO)
		return FATE_HELD;
	if (ruled->class != NULL && strcmp(ruled->class, "bulk") == 0 &&
	    ruled->release != SAID_YES)
		return FATE_BULK;
	if (reach.is == 0 && t->consent == CONSENT_PREVIEW &&
	    db_one(t->n->hub->db, SQL_NEWS_ASKED, 0, "t", t->id) != 0)
		return FATE_OWN_ANSWER;
	return FATE_WAITS;
}

static enum fate
fate_of(struct telling *t)
{
	if (is_shared(t))
		return t->old ? FATE_JOINED : FATE_SHARED;
	if (is_retracted(t))
		return FATE_RETRACTED;
	return reason_of(t);
}

static bool
stands_in_items(enum fate f)
{
	return f == FATE_JOINED || f == FATE_SHARED;
}

/* Of the same items it was told already, whichever came first. */
static bool
was_told(const struct telling *t, enum fate now)
{
	bool same = now == t->last ||
		    (stands_in_items(now) && stands_in_items(t->last));

	return now == FATES || (same && strcmp(t->items, t->last_items) == 0);
}

static void
tell(struct night *n, struct due *due, const char *submission)
{
	struct telling t = { .n = n, .due = due, .id = submission };
	enum fate now;

	if (!load_terms(&t))
		return;
	now = fate_of(&t);
	if (!was_told(&t, now))
		db_run(n->hub->db, SQL_NEWS_ADD, "tttt", t.id, n->run,
		    fate_word(now), t.items);
}

/* Submissions of which something may have changed, each once. */
struct changed {
	struct night *n;
	GHashTable *seen;
	const char **list;
	size_t count;
};

static void
add(struct changed *c, const char *submission)
{
	if (g_hash_table_add(c->seen, (char *)(uintptr_t)submission))
		arena_push_str(c->n->arena, &c->list, &c->count, submission);
}

static void
list_changed(struct changed *c)
{
	struct night *n = c->n;
	const struct outgoing *o;
	struct stmt *s;
	size_t i, k;

	for (i = 0; i < n->composed_count; i++)
		add(c, n->composed[i]);
	for (i = 0; i < n->outgoing_count; i++) {
		o = &n->outgoing[i];
		for (k = 0; k < o->submission_count; k++)
			add(c, o->submissions[k]);
		for (k = 0; k < o->again_count; k++)
			add(c, o->again[k]);
	}
	s = db_query(n->hub->db, SQL_NEWS_WAITS, "");
	while (db_row(s))
		add(c, db_textdup(s, 0, n->arena));
}

void
news(struct night *n)
{
	struct changed c = { .n = n,
		.seen = g_hash_table_new(g_str_hash, g_str_equal) };
	struct due *due = due_new(n);
	struct arena *kept;
	size_t i;

	list_changed(&c);
	for (i = 0; i < c.count; i++) {
		kept = night_aside(n);
		tell(n, due, c.list[i]);
		night_back(n, kept);
	}
	due_free(due);
	g_hash_table_destroy(c.seen);
}

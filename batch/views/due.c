#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "batch/night/night.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/views/due.h"
#include "formats/base/mem.h"
#include "formats/base/words.h"
#include "formats/config/roster.h"
#include "formats/config/sender.h"
#include "formats/package/packagewords.h"

struct due {
	struct night *n;
	struct arena *arena;
	GHashTable *known; /* submission to its readers */
};

enum reader { READER_NO, READER_MAY_BE, READER_IS };

/* A submission with what decides who may have it. */
struct terms {
	const char *id, *member, *day;
	bool withdrawn;
	enum consent consent;
	enum scope scope;
	enum sender_role sender;
	bool released;	 /* a member's; from outside, by a person or trust */
	const char *sig; /* SIG or scheme that it is for alone; or NULL */
	const char **agencies;
	size_t agency_count;
	/* of the provider's last answer, where it wanted a preview */
	const char *readers, *refused;
};

struct due *
due_new(struct night *n)
{
	struct due *d;

	d = mem_alloc(sizeof(*d));
	d->n = n;
	d->arena = arena_new();
	d->known = g_hash_table_new(g_str_hash, g_str_equal);
	return d;
}

void
due_free(struct due *d)
{
	if (d == NULL)
		return;
	g_hash_table_destroy(d->known);
	arena_free(d->arena);
	free(d);
}

static void
load_answer(struct night *n, struct terms *t)
{
	struct stmt *s;

	t->readers = t->refused = "";
	s = db_query(n->hub->db, SQL_DUE_ANSWER, "t", t->id);
	if (!db_row(s))
		return;
	if (db_int(s, 0) != 0) {
		t->readers = db_textdup(s, 1, n->arena);
		t->refused = db_textdup(s, 2, n->arena);
	}
	db_end(s);
}

/* A word that we do not know lets nothing out. */
static void
load_terms(struct night *n, const char *submission, struct terms *t)
{
	struct stmt *s;

	*t = (struct terms){ .id = submission, .withdrawn = true };
	s = db_query(n->hub->db, SQL_DUE_TERMS, "t", submission);
	if (!db_row(s))
		return;
	t->member = db_textdup(s, 0, n->arena);
	if (!consent_parse(db_text(s, 1), &t->consent))
		t->consent = CONSENT_NONE;
	if (!scope_parse(db_text(s, 2), &t->scope))
		t->scope = SCOPE_SIG;
	t->day = db_textdup(s, 3, n->arena);
	t->withdrawn = db_int(s, 4) != 0;
	t->sig = db_textdup(s, 5, n->arena);
	t->released =
	    sender_parse(db_text(s, 6), &t->sender) && db_int(s, 7) != 0;
	db_end(s);
	s = db_query(n->hub->db, SQL_DUE_AGENCIES, "t", submission);
	while (db_row(s))
		arena_push_str(n->arena, &t->agencies, &t->agency_count,
		    db_textdup(s, 0, n->arena));
	if (t->consent == CONSENT_PREVIEW)
		load_answer(n, t);
}

static bool
names_agency(const struct terms *t, const char *agency)
{
	size_t i;

	for (i = 0; i < t->agency_count; i++)
		if (strcmp(t->agencies[i], agency) == 0)
			return true;
	return false;
}

/* Whether nobody would read it there but its sender. */
static bool
comes_back(
    struct night *n, const struct terms *t, const struct roster_audience *to)
{
	return strcmp(t->member, to->id) == 0 &&
	       roster_members_in(n->hub->roster, to->id, t->day) == 0;
}

/* By scope sig: a member's SIGs and schemes, or the one that it chose; from
 * outside the one that is named, or the scheme itself. */
static bool
is_for_own(
    struct night *n, const struct terms *t, const struct roster_audience *to)
{
	const struct roster_member *m =
	    roster_member(n->hub->roster, t->member);

	if (t->sig != NULL && strcmp(t->sig, to->id) != 0)
		return false;
	if (m != NULL)
		return roster_in_sig(m, to->id, t->day);
	return sender_is_outside(t->sender) &&
	       (t->sig != NULL || strcmp(t->member, to->id) == 0);
}

/* What the terms allow, whatever is answered or ruled. */
static bool
allows(struct night *n, const struct terms *t, const struct roster_audience *to)
{
	if (t->withdrawn || t->consent == CONSENT_NONE ||
	    !span_holds(&to->span, n->day) || !span_holds(&to->span, t->day) ||
	    comes_back(n, t, to))
		return false;
	switch (to->kind) {
	case AUDIENCE_AGENCY:
		return names_agency(t, to->id);
	case AUDIENCE_SCHEME:
	case AUDIENCE_SIG:
		return t->scope == SCOPE_ALL || is_for_own(n, t, to);
	}
	return false;
}

static bool
consents(const struct terms *t, const char *audience)
{
	if (t->consent == CONSENT_GIVEN)
		return true;
	return words_have(t->readers, audience) &&
	       !words_have(t->refused, audience);
}

static bool
is_grave(struct night *n, const char *submission)
{
	return db_one(n->hub->db, SQL_DUE_GRAVE, 0, "t", submission) != 0;
}

static enum reader
reader_of(
    struct night *n, const struct terms *t, const struct roster_audience *to)
{
	if (!allows(n, t, to))
		return READER_NO;
	if (!t->released || !consents(t, to->id) ||
	    (to->grave && !is_grave(n, t->id)))
		return READER_MAY_BE;
	return READER_IS;
}

/* One of enum reader for each audience: as many bytes as there are. */
static unsigned char *
readers_of(struct due *d, const char *submission)
{
	const struct roster *r = d->n->hub->roster;
	struct arena *kept = night_aside(d->n);
	unsigned char *of;
	struct terms t;
	size_t i;

	load_terms(d->n, submission, &t);
	of = arena_alloc(d->arena, r->audience_count + 1);
	for (i = 0; i < r->audience_count; i++)
		of[i] = (unsigned char)reader_of(d->n, &t, &r->audiences[i]);
	night_back(d->n, kept);
	return of;
}

static enum reader
lookup(struct due *d, const char *submission, const struct roster_audience *to)
{
	unsigned char *of = g_hash_table_lookup(d->known, submission);

	if (of == NULL) {
		of = readers_of(d, submission);
		g_hash_table_insert(
		    d->known, arena_strdup(d->arena, submission), of);
	}
	return of[to - d->n->hub->roster->audiences];
}

bool
due_is(struct due *d, const char *submission, const struct roster_audience *to)
{
	return lookup(d, submission, to) == READER_IS;
}

bool
due_may_be(
    struct due *d, const char *submission, const struct roster_audience *to)
{
	return lookup(d, submission, to) != READER_NO;
}

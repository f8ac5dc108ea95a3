#include <glib.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "batch/base/clock.h"
#include "batch/evidence/thread.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"

/* Mails of one thread that are followed. */
#define THREAD_MAX 200

/*
 * A thread is found by walking: the mails of the case are its first steps, and
 * every step, those found on the way too, is asked what it names and what
 * names it.  Three things lead on: ids (References and In-Reply-To, both
 * ways); words, where one mail quotes another's text; and talk, where the same
 * two write to each other under one subject.  The last two only among mails
 * that one member handed in: two members who are written to by one sender are
 * two threads.  Each mail is taken once, by SUBMISSION#N, so the walk ends.
 *
 * Then comes what nobody handed in: an id that a step names and no step bears
 * is a gap, shown where it must have been, just before the mail that names it.
 */
struct walk {
	struct hub *h;
	struct thread_step *steps;
	size_t count;
	GHashTable *seen; /* "SUBMISSION#N" and message ids */
};

static bool
is_new(struct walk *t, const char *key)
{
	return g_hash_table_add(t->seen, (char *)(uintptr_t)key);
}

static const char *
nothing_for(const char *s)
{
	return s == NULL ? "" : s;
}

/* Takes the rows of EVIDENCE_WRITTEN or EVIDENCE_REFERRED. */
static void
take(struct walk *t, struct stmt *s)
{
	struct arena *a = t->h->arena;
	struct thread_step *p;
	const char *key;

	while (db_row(s)) {
		key =
		    arena_printf(a, "%s#%" PRId64, db_text(s, 0), db_int(s, 1));
		if (t->count >= THREAD_MAX || !is_new(t, key))
			continue;
		p = arena_push(a, &t->steps, &t->count, sizeof(*p));
		p->submission = db_textdup(s, 0, a);
		p->n = db_int(s, 1);
		p->date = db_int(s, 2);
		p->sender = db_textdup(s, 3, a);
		p->message_id = db_textdup(s, 4, a);
		p->subject = db_textdup(s, 5, a);
		p->day = db_textdup(s, 6, a);
		p->member = db_textdup(s, 7, a);
		p->casefile = db_textdup(s, 8, a);
		p->refs = db_textdup(s, 9, a);
		if (p->message_id != NULL)
			is_new(t, p->message_id);
	}
}

/* The ids that a mail names, its own first. */
static char **
ids_of(const struct thread_step *p)
{
	char *all, **ids;

	all = g_strdup_printf(
	    "%s %s", nothing_for(p->message_id), nothing_for(p->refs));
	ids = g_strsplit(g_strstrip(all), " ", -1);
	g_free(all);
	return ids;
}

/* What a mail quotes and what quotes it; then who talks with whom under that
 * subject: programs lose references, and people begin new mails. */
static void
follow_words(struct walk *t, size_t i)
{
	const char *submission = t->steps[i].submission;
	const char *member = t->steps[i].member;
	int64_t n = t->steps[i].n;
	struct db *d = t->h->db;

	take(t, db_query(d, SQL_EVIDENCE_QUOTED, "tt", submission, member));
	take(
	    t, db_query(d, SQL_EVIDENCE_QUOTING, "tti", submission, member, n));
	take(t, db_query(d, SQL_EVIDENCE_TALK, "tti", submission, member, n));
}

/* Follows references both ways, quotes and participants, until nothing new is
 * found. */
static void
follow(struct walk *t)
{
	char **ids;
	size_t i, k;

	for (i = 0; i < t->count; i++) {
		follow_words(t, i);
		ids = ids_of(&t->steps[i]);
		for (k = 0; ids[k] != NULL; k++)
			if (*ids[k] != '\0')
				take(
				    t, db_query(t->h->db, SQL_EVIDENCE_REFERRED,
					   "t", ids[k]));
		g_strfreev(ids);
	}
}

static void
because(struct walk *t, struct thread_step *p, enum say what, const char *file)
{
	enum lang l;

	for (l = 0; l < LANGS; l++)
		p->reason[l] = say_of(t->h->arena, what, l, "file", file, NULL);
}

/* What is referred to and was never submitted leaves a gap to be seen. */
static void
add_gaps(struct walk *t)
{
	size_t i, k, known = t->count;
	struct thread_step *p;
	char **ids;

	for (i = 0; i < known; i++) {
		ids = ids_of(&t->steps[i]);
		for (k = 0; ids[k] != NULL; k++) {
			if (*ids[k] == '\0' || t->count >= THREAD_MAX)
				continue;
			if (g_hash_table_contains(t->seen, ids[k]))
				continue;
			p = arena_push(
			    t->h->arena, &t->steps, &t->count, sizeof(*p));
			p->message_id = arena_strdup(t->h->arena, ids[k]);
			p->member = t->steps[i].member;
			/* Before the mail that names it. */
			p->date = t->steps[i].date - 1;
			p->day = t->steps[i].day;
			p->kind = STEP_MISSING;
			because(t, p, SAY_CARD_THREAD_REFERRED, NULL);
			is_new(t, p->message_id);
		}
		g_strfreev(ids);
	}
}

static bool
sent_by_member(struct walk *t, const struct thread_step *p)
{
	const struct roster_member *m;
	const char *at;
	size_t i, n, len;

	m = roster_member(t->h->roster, p->member);
	at = p->sender == NULL ? NULL : strrchr(p->sender, '@');
	if (m == NULL || at == NULL)
		return false;
	n = strlen(at + 1);
	for (i = 0; i < m->domain_count; i++) {
		len = strlen(m->domains[i]);
		if (n >= len && strcmp(at + 1 + n - len, m->domains[i]) == 0 &&
		    (n == len || at[n - len] == '.'))
			return true;
	}
	return false;
}

static const char *
harmful_file(struct walk *t, const struct thread_step *p)
{
	static const char *const kinds[] = { "executable", "executable-rlo",
		"shortcut", "script", "html", NULL };
	static const char *const flags[] = { "macro", "encrypted", "rlo",
		"double-ext", NULL };
	const char *found = NULL;
	struct stmt *s;
	size_t i;

	s = db_query(t->h->db, SQL_EVIDENCE_FILES, "ti", p->submission, p->n);
	while (db_row(s)) {
		for (i = 0; kinds[i] != NULL; i++)
			if (strcmp(db_text(s, 2), kinds[i]) == 0)
				found = kinds[i];
		for (i = 0; flags[i] != NULL; i++)
			if (strstr(db_text(s, 3), flags[i]) != NULL)
				found = flags[i];
	}
	return found;
}

static bool
has_link(struct walk *t, const struct thread_step *p)
{
	struct stmt *s;
	bool links;

	s = db_query(t->h->db, SQL_EVIDENCE_HOSTS, "t", p->submission);
	links = db_row(s);
	if (links)
		db_end(s);
	return links;
}

/* What the member writes is its answer; of what it was sent, the harmful is
 * the attack, and the rest made it possible. */
static void
classify(struct walk *t, struct thread_step *p)
{
	const char *file = harmful_file(t, p);

	p->kind = STEP_ATTACK;
	if (sent_by_member(t, p)) {
		p->kind = STEP_REPLY;
		because(t, p, SAY_CARD_THREAD_OWN, NULL);
	} else if (file != NULL)
		because(t, p, SAY_CARD_THREAD_FILE, file);
	else if (has_link(t, p))
		because(t, p, SAY_CARD_THREAD_LINK, NULL);
	else {
		p->kind = STEP_RECON;
		because(t, p, SAY_CARD_THREAD_NEITHER, NULL);
	}
}

static void
classify_all(struct walk *t)
{
	size_t i;

	for (i = 0; i < t->count; i++)
		if (t->steps[i].kind != STEP_MISSING)
			classify(t, &t->steps[i]);
}

static int
by_time(const void *a, const void *b)
{
	const struct thread_step *x = a, *y = b;
	int r;

	r = strcmp(nothing_for(x->member), nothing_for(y->member));
	if (r != 0)
		return r;
	if (x->date != y->date)
		return x->date < y->date ? -1 : 1;
	r = strcmp(nothing_for(x->submission), nothing_for(y->submission));
	return r != 0 ? r
		      : strcmp(nothing_for(x->message_id),
			    nothing_for(y->message_id));
}

/* Whether there is any talk: mails that name each other, or an answer. */
static bool
is_thread(const struct walk *t)
{
	const struct thread_step *p;
	size_t i;

	for (i = 0; i < t->count; i++) {
		p = &t->steps[i];
		if (p->kind == STEP_REPLY || p->kind == STEP_MISSING ||
		    *nothing_for(p->refs) != '\0')
			return true;
	}
	return false;
}

const char *
thread_word(enum step_kind k)
{
	return k == STEP_MISSING ? "missing" : step_word(k);
}

static void
set_days(struct walk *t)
{
	char day[11];
	size_t i;

	for (i = 0; i < t->count; i++) {
		if (t->steps[i].date <= 0)
			continue;
		clock_day(t->steps[i].date, day);
		t->steps[i].day = arena_strdup(t->h->arena, day);
	}
}

struct thread_step *
thread_proposed(struct hub *h, const char *id, size_t *count)
{
	struct walk t = { .h = h };

	t.seen = g_hash_table_new(g_str_hash, g_str_equal);
	take(&t, db_query(h->db, SQL_EVIDENCE_WRITTEN, "t", id));
	follow(&t);
	add_gaps(&t);
	classify_all(&t);
	if (t.count > 1)
		qsort(t.steps, t.count, sizeof(*t.steps), by_time);
	set_days(&t);
	g_hash_table_destroy(t.seen);
	*count = is_thread(&t) ? t.count : 0;
	return t.steps;
}

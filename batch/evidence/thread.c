#include <glib.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "batch/base/clock.h"
#include "batch/evidence/evidence.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"

/* Mails of one thread that are followed. */
#define THREAD_MAX 200

/* One mail of a thread; submission NULL: referred to, never submitted. */
struct step {
	const char *submission, *message_id, *refs, *sender, *subject;
	const char *subject_norm, *member, *casefile, *day, *kind, *reason;
	int64_t n, date;
};

struct thread {
	struct hub *h;
	struct step *steps;
	size_t count;
	GHashTable *seen; /* "SUBMISSION#N" and message ids */
};

static bool
is_new(struct thread *t, const char *key)
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
take(struct thread *t, struct stmt *s)
{
	struct arena *a = t->h->arena;
	struct step *p;
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
		p->subject_norm = db_textdup(s, 10, a);
		if (p->message_id != NULL)
			is_new(t, p->message_id);
	}
}

/* The ids that a mail names, its own first. */
static char **
ids_of(const struct step *p)
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
follow_words(struct thread *t, size_t i)
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
follow(struct thread *t)
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

/* What is referred to and was never submitted leaves a gap to be seen. */
static void
add_gaps(struct thread *t)
{
	size_t i, k, known = t->count;
	struct step *p;
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
			p->kind = "missing";
			p->reason = "referred to, not submitted";
			is_new(t, p->message_id);
		}
		g_strfreev(ids);
	}
}

static bool
sent_by_member(struct thread *t, const struct step *p)
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
harmful_file(struct thread *t, const struct step *p)
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

/* Proposed kinds; what follows an attack is no reconnaissance any more. */
static void
classify(struct thread *t)
{
	struct step *p;
	struct stmt *s;
	const char *file;
	size_t i;
	bool links;

	for (i = 0; i < t->count; i++) {
		p = &t->steps[i];
		if (p->kind != NULL)
			continue;
		file = harmful_file(t, p);
		s = db_query(t->h->db, SQL_EVIDENCE_HOSTS, "t", p->submission);
		links = db_row(s);
		if (links)
			db_end(s);
		if (sent_by_member(t, p)) {
			p->kind = "reply";
			p->reason = "sent from the provider's own domain";
		} else if (file != NULL) {
			p->kind = "attack";
			p->reason =
			    arena_printf(t->h->arena, "attachment: %s", file);
		} else if (links) {
			p->kind = "attack";
			p->reason = "link";
		} else {
			p->kind = "recon";
			p->reason = "neither harmful file nor link";
		}
	}
}

static int
by_time(const void *a, const void *b)
{
	const struct step *x = a, *y = b;
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
is_thread(const struct thread *t)
{
	size_t i;

	for (i = 0; i < t->count; i++)
		if (strcmp(t->steps[i].kind, "reply") == 0 ||
		    strcmp(t->steps[i].kind, "missing") == 0 ||
		    (t->steps[i].refs != NULL && *t->steps[i].refs != '\0'))
			return true;
	return false;
}

static json_t *
told(struct thread *t)
{
	json_t *list = json_array();
	char day[11];
	struct step *p;
	size_t i;

	for (i = 0; i < t->count; i++) {
		p = &t->steps[i];
		if (p->date > 0)
			clock_day(p->date, day);
		json_array_append_new(list,
		    json_pack("{s:i, s:s, s:s?, s:s?, s:s?, s:s?, s:s?, s:s}",
			"n", (int)i + 1, "kind", p->kind, "day",
			p->date > 0 ? day : p->day, "submission", p->submission,
			"case", p->casefile, "member", p->member, "subject",
			p->subject, "reason", p->reason));
	}
	return list;
}

json_t *
thread_proposed(struct hub *h, const char *id)
{
	struct thread t = { .h = h };
	json_t *list;

	t.seen = g_hash_table_new(g_str_hash, g_str_equal);
	take(&t, db_query(h->db, SQL_EVIDENCE_WRITTEN, "t", id));
	follow(&t);
	add_gaps(&t);
	classify(&t);
	if (t.count > 1)
		qsort(t.steps, t.count, sizeof(*t.steps), by_time);
	list = is_thread(&t) ? told(&t) : json_array();
	g_hash_table_destroy(t.seen);
	return list;
}

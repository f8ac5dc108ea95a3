#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "batch/media/book.h"
#include "batch/night/night.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/base/words.h"

static const char *const paper_words[] = {
	[PAPER_LETTER] = "letter",
	[PAPER_PREVIEW] = "preview",
	[PAPER_STATE] = "state",
};
/* Of a journal's line. */
static const char *const paper_keys[] = {
	[PAPER_LETTER] = "letters",
	[PAPER_PREVIEW] = "previews",
	[PAPER_STATE] = "states",
};

WORDS(paper, paper, paper_words, PAPERS)

bool
valid_medium(const char *s)
{
	size_t len = strlen(s);

	return len >= 8 && len <= 14 && strncmp(s, "M-", 2) == 0 &&
	       strspn(s + 2, "0123456789") == len - 2;
}

const char *
book_next(struct db *d, struct arena *a)
{
	return arena_printf(
	    a, "M-%06" PRId64, db_one(d, SQL_MEDIA_COUNT, 0, "") + 1);
}

const char *
book_open(struct db *d, struct arena *a)
{
	const char *id;
	struct stmt *s;

	s = db_query(d, SQL_MEDIUM_OPEN, "");
	if (!db_row(s))
		return NULL;
	id = db_textdup(s, 0, a);
	db_end(s);
	return id;
}

static void
read_row(struct stmt *s, struct arena *a, struct medium *m)
{
	m->id = db_textdup(s, 0, a);
	m->at = db_int(s, 1);
	m->by = db_textdup(s, 2, a);
	m->again = db_textdup(s, 3, a);
	m->digest = db_textdup(s, 4, a);
	m->written = !db_null(s, 5);
	m->back = db_int(s, 6);
	m->instead = db_textdup(s, 7, a);
}

/* Rows come in the order of readers. */
static struct given *
given_of(struct medium *m, size_t *at, const char *reader)
{
	while (*at < m->count && strcmp(m->given[*at].reader, reader) < 0)
		++*at;
	if (*at == m->count || strcmp(m->given[*at].reader, reader) != 0)
		return NULL;
	return &m->given[*at];
}

static void
read_bundles(struct db *d, struct arena *a, struct medium *m)
{
	struct given_bundles *b;
	struct given *g;
	struct stmt *s;
	size_t at = 0;

	s = db_query(d, SQL_MEDIUM_BUNDLES, "t", m->id);
	while (db_row(s)) {
		g = given_of(m, &at, db_text(s, 0));
		if (g == NULL)
			continue;
		b = arena_push(a, &g->bundles, &g->bundle_count, sizeof(*b));
		*b = (struct given_bundles){ db_textdup(s, 1, a), db_int(s, 2),
			db_int(s, 3) };
	}
}

static void
read_papers(struct db *d, struct arena *a, struct medium *m)
{
	struct given *g;
	struct stmt *s;
	enum paper p;
	size_t at = 0;

	s = db_query(d, SQL_MEDIUM_PAPERS, "t", m->id);
	while (db_row(s)) {
		g = given_of(m, &at, db_text(s, 0));
		if (g != NULL && paper_parse(db_text(s, 1), &p))
			arena_push_str(a, &g->papers[p], &g->paper_count[p],
			    db_textdup(s, 2, a));
	}
}

struct medium *
book_read(struct db *d, struct arena *a, const char *id)
{
	struct medium *m;
	struct stmt *s;

	s = db_query(d, SQL_MEDIUM, "t", id);
	if (!db_row(s))
		return NULL;
	m = arena_alloc(a, sizeof(*m));
	read_row(s, a, m);
	db_end(s);
	s = db_query(d, SQL_MEDIUM_FILES, "t", id);
	while (db_row(s))
		((struct given *)arena_push(
		     a, &m->given, &m->count, sizeof(*m->given)))
		    ->reader = db_textdup(s, 0, a);
	read_bundles(d, a, m);
	read_papers(d, a, m);
	return m;
}

static struct medium *
list(struct arena *a, struct stmt *s, size_t *count)
{
	struct medium *all = NULL;

	*count = 0;
	while (db_row(s))
		read_row(s, a, arena_push(a, &all, count, sizeof(*all)));
	return all;
}

struct medium *
book_out(struct db *d, struct arena *a, size_t *count)
{
	return list(a, db_query(d, SQL_MEDIA_OUT, ""), count);
}

struct medium *
book_all(struct db *d, struct arena *a, size_t *count)
{
	return list(a, db_query(d, SQL_MEDIA_ALL, ""), count);
}

bool
book_acked(struct db *d, const char *id)
{
	return db_one(d, SQL_MEDIUM_UNACKED, 0, "t", id) == 0;
}

int64_t
book_last(struct db *d, const char *reader, const char *audience)
{
	return db_one(d, SQL_GIVEN_LAST, 0, "tt", reader, audience);
}

bool
book_has(struct db *d, const char *reader, enum paper what, const char *name)
{
	return db_one(d, SQL_GIVEN_PAPER, 0, "ttt", reader, paper_words[what],
		   name) != 0;
}

static void
add_given(struct db *d, const char *medium, const struct given *g)
{
	const struct given_bundles *b;
	enum paper p;
	size_t i;

	db_run(d, SQL_MEDIUM_FILE_ADD, "tt", medium, g->reader);
	for (b = g->bundles; b < g->bundles + g->bundle_count; b++)
		db_run(d, SQL_MEDIUM_BUNDLES_ADD, "ttiit", g->reader,
		    b->audience, b->last, b->first, medium);
	for (p = 0; p < PAPERS; p++)
		for (i = 0; i < g->paper_count[p]; i++)
			db_run(d, SQL_MEDIUM_PAPER_ADD, "tttt", g->reader,
			    paper_words[p], g->papers[p][i], medium);
}

static void
add_medium(struct db *d, const struct medium *m)
{
	size_t i;

	db_run(d, SQL_MEDIUM_ADD, "tittt", m->id, m->at, m->by, m->again,
	    m->digest);
	for (i = 0; i < m->count; i++)
		add_given(d, m->id, &m->given[i]);
}

/* gas:1-3, a blank between each two; NULL: nothing. */
static const char *
bundles_text(struct arena *a, const struct given *g)
{
	const char *text = NULL;
	size_t i;

	for (i = 0; i < g->bundle_count; i++)
		text = arena_printf(a, "%s%s%s:%" PRId64 "-%" PRId64,
		    text == NULL ? "" : text, text == NULL ? "" : " ",
		    g->bundles[i].audience, g->bundles[i].first,
		    g->bundles[i].last);
	return text;
}

static const char *
papers_text(struct arena *a, const struct given *g, enum paper p)
{
	const char *text = NULL;
	size_t i;

	for (i = 0; i < g->paper_count[p]; i++)
		text = arena_printf(a, "%s%s%s", text == NULL ? "" : text,
		    text == NULL ? "" : " ", g->papers[p][i]);
	return text;
}

static void
journal_given(struct night *n, const char *medium, const struct given *g)
{
	struct arena *a = arena_new();

	journal_add(n->journal, "given", "medium", medium, "to", g->reader,
	    "bundles", bundles_text(a, g), "letters",
	    papers_text(a, g, PAPER_LETTER), "previews",
	    papers_text(a, g, PAPER_PREVIEW), "states",
	    papers_text(a, g, PAPER_STATE), NULL);
	arena_free(a);
}

static const char *
seconds(struct night *n, int64_t at)
{
	return arena_printf(n->arena, "%" PRId64, at);
}

void
book_keep(struct night *n, const struct medium *m)
{
	size_t i;

	for (i = 0; i < m->count; i++)
		journal_given(n, m->id, &m->given[i]);
	journal_add(n->journal, "medium", "id", m->id, "at", seconds(n, m->at),
	    "by", m->by, "again", m->again, "digest", m->digest, NULL);
	journal_sync(n->journal);
	db_begin(n->hub->db);
	add_medium(n->hub->db, m);
	night_mark(n);
	db_commit(n->hub->db);
}

void
book_written(struct night *n, const char *id, const char *digest)
{
	journal_add(
	    n->journal, "written", "medium", id, "digest", digest, NULL);
	journal_sync(n->journal);
	db_begin(n->hub->db);
	db_run(n->hub->db, SQL_MEDIUM_WRITTEN, "tt", id, digest);
	night_mark(n);
	db_commit(n->hub->db);
}

void
book_back(struct night *n, const char *id)
{
	journal_add(
	    n->journal, "back", "medium", id, "at", seconds(n, n->at), NULL);
	journal_sync(n->journal);
	db_begin(n->hub->db);
	db_run(n->hub->db, SQL_MEDIUM_BACK, "ti", id, n->at);
	night_mark(n);
	db_commit(n->hub->db);
}

static const char *
text_of(const struct journal_entry *e, const char *key)
{
	const char *v = journal_get(e, key);

	return v == NULL ? "" : v;
}

/* What bundles_text() wrote. */
static void
parse_bundles(struct arena *a, struct given *g, const char *text)
{
	char *copy = arena_strdup(a, text), *word, *rest = NULL, *colon, *dash;
	struct given_bundles *b;

	for (word = strtok_r(copy, " ", &rest); word != NULL;
	     word = strtok_r(NULL, " ", &rest)) {
		colon = strchr(word, ':');
		dash = colon == NULL ? NULL : strchr(colon, '-');
		if (dash == NULL)
			continue;
		*colon = '\0';
		b = arena_push(a, &g->bundles, &g->bundle_count, sizeof(*b));
		*b = (struct given_bundles){ word, strtoll(colon + 1, NULL, 10),
			strtoll(dash + 1, NULL, 10) };
	}
}

static void
parse_papers(struct arena *a, struct given *g, enum paper p, const char *text)
{
	char *copy = arena_strdup(a, text), *word, *rest = NULL;

	for (word = strtok_r(copy, " ", &rest); word != NULL;
	     word = strtok_r(NULL, " ", &rest))
		arena_push_str(a, &g->papers[p], &g->paper_count[p], word);
}

static void
parse_given(struct arena *a, struct given *g, const struct journal_entry *e)
{
	enum paper p;

	g->reader = text_of(e, "to");
	parse_bundles(a, g, text_of(e, "bundles"));
	for (p = 0; p < PAPERS; p++)
		parse_papers(a, g, p, text_of(e, paper_keys[p]));
}

void
book_take_medium(struct night *n, const struct journal_entry *e,
    const struct journal_entry *given, size_t count)
{
	struct medium m = { .id = text_of(e, "id"),
		.at = strtoll(text_of(e, "at"), NULL, 10),
		.by = text_of(e, "by"),
		.again = journal_get(e, "again"),
		.digest = text_of(e, "digest") };
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(text_of(&given[i], "medium"), m.id) == 0)
			parse_given(n->arena,
			    arena_push(
				n->arena, &m.given, &m.count, sizeof(*m.given)),
			    &given[i]);
	db_begin(n->hub->db);
	add_medium(n->hub->db, &m);
	night_mark(n);
	db_commit(n->hub->db);
}

void
book_take_written(struct night *n, const struct journal_entry *e)
{
	db_begin(n->hub->db);
	db_run(n->hub->db, SQL_MEDIUM_WRITTEN, "tt", text_of(e, "medium"),
	    text_of(e, "digest"));
	night_mark(n);
	db_commit(n->hub->db);
}

void
book_take_back(struct night *n, const struct journal_entry *e)
{
	db_begin(n->hub->db);
	db_run(n->hub->db, SQL_MEDIUM_BACK, "ti", text_of(e, "medium"),
	    (int64_t)strtoll(text_of(e, "at"), NULL, 10));
	night_mark(n);
	db_commit(n->hub->db);
}

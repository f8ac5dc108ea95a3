#include <stdlib.h>
#include <string.h>

#include "batch/store/db.h"
#include "batch/store/ruling.h"
#include "formats/base/mem.h"
#include "formats/package/package.h"

/* As they stand in ruling_part.what; a step stands there by its kind. */
static const char *const words[RULING_STEP] = { "redact", "split", "truehit",
	"answer", "technique" };

static enum ruling_what
what_of(const char *word)
{
	enum ruling_what w = RULING_REDACT;

	while (w < RULING_STEP && strcmp(words[w], word) != 0)
		w++;
	return w;
}

/* The parts of one ruling on their way into the database. */
struct adding {
	struct db *db;
	const struct ruling_source *from;
	int64_t part; /* last number given */
};

static void
add_part(struct adding *x, const char *word, const char *submission, int64_t at,
    const char *text)
{
	db_run(x->db, SQL_RULING_PART_ADD, "tiittit", x->from->package,
	    x->from->n, ++x->part, word, submission, at, text);
}

/* One without facts says that there are none any more. */
static void
add_truehit(struct adding *x, struct arena *a, const struct pkg_ruling *r)
{
	const char *type;
	size_t i;

	if (r->fact_count == 0)
		add_part(x, words[RULING_TRUEHIT], r->truehit, 0, NULL);
	for (i = 0; i < r->fact_count; i++) {
		type = ind_type_word(r->facts[i].type);
		add_part(x, words[RULING_TRUEHIT], r->truehit, 0,
		    arena_printf(a, "%s %s", type, r->facts[i].value));
	}
}

static void
add_parts(struct adding *x, struct arena *a, const struct pkg_ruling *r)
{
	const struct pkg_step *s;
	size_t i;

	for (i = 0; i < r->redact_count; i++)
		add_part(x, words[RULING_REDACT], NULL, 0, r->redact[i]);
	for (i = 0; i < r->split_count; i++)
		add_part(x, words[RULING_SPLIT], r->split[i], 0, NULL);
	for (i = 0; i < r->step_count; i++) {
		s = &r->steps[i];
		add_part(x, step_word(s->kind), s->submission, s->at, s->text);
	}
	if (r->answer != NULL)
		add_part(x, words[RULING_ANSWER], r->submission, 0, r->answer);
	for (i = 0; i < r->technique_count; i++)
		add_part(x, words[RULING_TECHNIQUE], NULL, 0, r->techniques[i]);
	if (r->truehit != NULL)
		add_truehit(x, a, r);
}

static const char *
readers_of(struct arena *a, const struct pkg_ruling *r)
{
	const char *list = r->for_all ? RULING_FOR_ALL : NULL;
	size_t i;

	for (i = 0; i < r->reader_count; i++)
		list = i == 0 ? r->readers[i]
			      : arena_printf(a, "%s %s", list, r->readers[i]);
	return list;
}

void
ruling_add(struct db *d, struct arena *a, const struct ruling_source *from,
    const struct pkg_ruling *r)
{
	struct adding x = { .db = d, .from = from };

	db_run(d, SQL_RULING_ADD, "titittttiiitttttttttiittt", from->package,
	    from->n, from->analyst, from->signed_at, r->case_id, r->item,
	    r->class < 0 ? NULL : class_word((enum class)r->class), r->grounds,
	    (int64_t)r->grave, (int64_t)r->release, (int64_t)r->retract,
	    r->title, r->analysis, r->countermeasure, r->reason, r->merge_into,
	    r->topic, r->submission, r->as_of, readers_of(a, r),
	    (int64_t)r->quiet, (int64_t)r->harmless, r->outline, r->campaign,
	    r->campaign_years);
	add_parts(&x, a, r);
}

static enum said
said(struct stmt *s, int column)
{
	if (db_null(s, column))
		return SAID_NOTHING;
	return db_int(s, column) != 0 ? SAID_YES : SAID_NO;
}

static struct ruling *
read_all(struct stmt *s, struct arena *a, size_t *count)
{
	struct ruling *list = NULL, *r;

	*count = 0;
	while (db_row(s)) {
		r = arena_push(a, &list, count, sizeof(*r));
		r->package = db_textdup(s, 0, a);
		r->n = db_int(s, 1);
		r->casefile = db_textdup(s, 2, a);
		r->item = db_textdup(s, 3, a);
		r->class = db_textdup(s, 4, a);
		r->grounds = db_textdup(s, 5, a);
		r->grave = said(s, 6);
		r->release = said(s, 7);
		r->retract = said(s, 8);
		r->title = db_textdup(s, 9, a);
		r->analysis = db_textdup(s, 10, a);
		r->countermeasure = db_textdup(s, 11, a);
		r->merge_into = db_textdup(s, 12, a);
		r->analyst = db_textdup(s, 13, a);
		r->signed_at = db_int(s, 14);
		r->bears = db_textdup(s, 15, a);
		r->waits = !db_null(s, 16);
		r->run = db_textdup(s, 17, a);
		r->outcome = db_textdup(s, 18, a);
		r->distrusted =
		    r->outcome != NULL && strcmp(r->outcome, "distrusted") == 0;
		r->id = db_textdup(s, 19, a);
		r->topic = db_textdup(s, 20, a);
		r->second = db_textdup(s, 21, a);
		r->submission = db_textdup(s, 22, a);
		r->as_of = db_textdup(s, 23, a);
		r->readers = db_textdup(s, 24, a);
		r->harmless = said(s, 25);
		r->outline = db_textdup(s, 26, a);
		r->campaign = db_textdup(s, 27, a);
		r->campaign_years = db_textdup(s, 28, a);
	}
	return list;
}

struct ruling *
rulings_new(struct db *d, struct arena *a, size_t *count)
{
	return read_all(db_query(d, SQL_RULINGS_NEW, ""), a, count);
}

struct ruling *
rulings_of_case(
    struct db *d, struct arena *a, const char *casefile, size_t *count)
{
	return read_all(
	    db_query(d, SQL_RULINGS_OF_CASE, "t", casefile), a, count);
}

struct ruling *
rulings_on(struct db *d, struct arena *a, const char *submission, size_t *count)
{
	return read_all(db_query(d, SQL_RULINGS_ON, "t", submission), a, count);
}

bool
ruling_load(struct db *d, struct arena *a, const char *package, int64_t n,
    struct ruling *out)
{
	struct ruling *r;
	size_t count;

	r = read_all(db_query(d, SQL_RULING_LOAD, "ti", package, n), a, &count);
	if (count > 0)
		*out = r[0];
	return count > 0;
}

bool
ruling_is_for(struct db *d, const struct ruling *r, const char *audience)
{
	return db_one(d, SQL_RULING_IS_FOR, 0, "tit", r->package, r->n,
		   audience) != 0;
}

const char **
ruling_submissions(
    struct db *d, struct arena *a, const struct ruling *r, size_t *count)
{
	const char **list = NULL;
	struct stmt *s;

	*count = 0;
	s = db_query(d, SQL_RULING_ON_LIST, "ti", r->package, r->n);
	while (db_row(s))
		arena_push_str(a, &list, count, db_textdup(s, 0, a));
	return list;
}

struct ruling *
rulings_under(struct db *d, struct arena *a, const char *key, const char *day,
    size_t *count)
{
	return read_all(
	    db_query(d, SQL_RULINGS_UNDER, "tt", key, day), a, count);
}

struct ruling_part *
ruling_parts(struct db *d, struct arena *a, const char *package, int64_t n,
    size_t *count)
{
	struct ruling_part *list = NULL, *p;
	struct stmt *s;

	*count = 0;
	s = db_query(d, SQL_RULING_PARTS, "ti", package, n);
	while (db_row(s)) {
		p = arena_push(a, &list, count, sizeof(*p));
		p->word = db_textdup(s, 1, a);
		p->what = what_of(p->word);
		p->submission = db_textdup(s, 2, a);
		p->at = db_int(s, 3);
		p->text = db_textdup(s, 4, a);
	}
	return list;
}

int64_t
ruling_number(struct arena *a, const char *ruling, const char **id)
{
	const char *slash = strchr(ruling, '/');

	*id = arena_strndup(a, ruling, (size_t)(slash - ruling));
	return strtoll(slash + 1, NULL, 10);
}

const char *
ruling_analyst(struct db *d, struct arena *a, const char *ruling)
{
	const char *id, *by = NULL;
	struct stmt *s;
	int64_t n;

	n = ruling_number(a, ruling, &id);
	s = db_query(d, SQL_RULING_ANALYST, "ti", id, n);
	if (db_row(s)) {
		by = db_textdup(s, 0, a);
		db_end(s);
	}
	return by;
}

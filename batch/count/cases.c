#include <inttypes.h>
#include <string.h>

#include "batch/count/cases.h"
#include "batch/count/figures.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"

#define LETTERS 26 /* names of organisations, before they are numbered */

void
count_consultations(struct figures *f)
{
	static const struct measure_text m[] = {
		{ "cases", SAY_DATASET_CASES },
	};
	struct dataset *d;
	struct stmt *s;
	struct label topic;
	unsigned n = 0;

	d = dataset_add(&f->sets, "consultations", "count",
	    SAY_DATASET_CONSULTATIONS, m, 1);
	s = db_query(f->hub->db, SQL_REPORT_CONSULTATIONS, "tti",
	    f->period.first, f->period.last, f->at);
	while (db_row(s)) {
		topic = db_null(s, 0)
			    ? label_say(SAY_DATASET_CONSULTATIONS_OTHER)
			    : label_same(
				  text_unlink(f->arena, db_text(s, 0), false));
		dataset_key(
		    f->arena, d, arena_printf(f->arena, "%u", ++n), NULL, topic)
		    ->value = db_int(s, 1);
	}
}

/* An address and port that several organisations had traffic with. */
struct remote {
	const char *address;
	int64_t port;
	bool inbound;
};

static struct dataset *
add_remote(struct figures *f, unsigned number, const struct remote *r)
{
	static const struct measure_text m[] = {
		{ "first", SAY_DATASET_OBSERVATIONS_FIRST },
		{ "last", SAY_DATASET_OBSERVATIONS_LAST },
		{ "count", SAY_DATASET_OBSERVATIONS_COUNT },
	};
	const char *id = "observations";
	struct dataset *d;
	enum say title;
	enum lang l;

	if (number > 1)
		id = arena_printf(f->arena, "observations-%u", number);
	/* A machine that called out is the opposite of one that was called. */
	title = r->inbound ? SAY_DATASET_OBSERVATIONS
			   : SAY_DATASET_OBSERVATIONS_OUT;
	d = dataset_add(&f->sets, id, "times", title, m, 3);
	for (l = 0; l < LANGS; l++)
		d->title.in[l] = say_of(f->arena, title, l, "address",
		    text_defang(f->arena, r->address), "port",
		    arena_printf(f->arena, "%" PRId64, r->port), NULL);
	return d;
}

bool
is_observations(const struct dataset *d)
{
	return strncmp(d->id, "observations", strlen("observations")) == 0;
}

static struct label
organisation(const struct figures *f, const char *letter)
{
	struct label name;
	enum lang l;

	for (l = 0; l < LANGS; l++)
		name.in[l] = say_of(f->arena, SAY_DATASET_OBSERVATIONS_BY, l,
		    "letter", letter, NULL);
	return name;
}

static void
count_remote(struct figures *f, unsigned number, const struct remote *r)
{
	struct dataset *d = add_remote(f, number, r);
	const char *letter;
	struct figure *g;
	struct stmt *s;
	unsigned k;

	s = db_query(f->hub->db, SQL_REPORT_OBSERVATIONS, "ttitii",
	    f->period.first, f->period.last, f->at, r->address, r->port,
	    (int64_t)r->inbound);
	for (k = 0; db_row(s); k++) {
		letter = k < LETTERS
			     ? arena_printf(f->arena, "%c", 'A' + (int)k)
			     : arena_printf(f->arena, "A%u", k);
		g = dataset_key(
		    f->arena, d, letter, NULL, organisation(f, letter));
		g[0].text = db_textdup(s, 0, f->arena);
		g[1].text = db_textdup(s, 1, f->arena);
		g[2].value = db_int(s, 2);
	}
}

void
count_observations(struct figures *f)
{
	struct remote *list = NULL, *r;
	struct stmt *s;
	size_t n = 0, i;

	s = db_query(f->hub->db, SQL_REPORT_REMOTES, "tti", f->period.first,
	    f->period.last, f->at);
	while (db_row(s)) {
		r = arena_push(f->arena, &list, &n, sizeof(*r));
		r->address = db_textdup(s, 0, f->arena);
		r->port = db_int(s, 1);
		r->inbound = db_int(s, 2) != 0;
	}
	for (i = 0; i < n; i++)
		count_remote(f, (unsigned)i + 1, &list[i]);
}

#include <inttypes.h>
#include <string.h>

#include "batch/cases/casefile.h"
#include "batch/night/night.h"
#include "batch/rule/caserule.h"
#include "batch/rule/distrust.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/ruling.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"

/* What a statement wants besides the key and the day. */
enum third { NOTHING, TIME, RUN };

/* What can come under a key and is taken back as if it had not; first the
 * cases are marked that it was in. */
static const struct taking {
	const char *what; /* NULL: counted already */
	enum sql_id mark, take;
	enum third third;
} takings[] = {
	{ "submissions", SQL_DISTRUST_DIRTY, SQL_DISTRUST_SUBMISSIONS, TIME },
	{ "consents", SQL_DISTRUST_CONSENTS_DIRTY, SQL_DISTRUST_CONSENTS,
	    NOTHING },
	{ NULL, SQL_COUNT, SQL_DISTRUST_DECISIONS, NOTHING },
	{ "sightings", SQL_DISTRUST_SIGHTINGS_DIRTY, SQL_DISTRUST_SIGHTINGS,
	    NOTHING },
	{ "acknowledgements", SQL_COUNT, SQL_DISTRUST_ACKS, NOTHING },
	{ "chapters", SQL_COUNT, SQL_DISTRUST_CHAPTERS, NOTHING },
	{ "requests", SQL_COUNT, SQL_DISTRUST_REQUESTS, NOTHING },
	{ "ends of requests", SQL_COUNT, SQL_DISTRUST_REQUEST_ENDS, NOTHING },
	{ "confirmations of true hits", SQL_DISTRUST_TRUEHIT_DIRTY,
	    SQL_DISTRUST_TRUEHIT, NOTHING },
	{ "true hits", SQL_COUNT, SQL_DISTRUST_TRUEHIT_RULING, NOTHING },
	{ "waiting rulings", SQL_COUNT, SQL_DISTRUST_RULINGS_NEW, RUN },
	{ "new consents", SQL_COUNT, SQL_DISTRUST_CONSENTS_NEW, RUN },
	{ "new confirmations", SQL_COUNT, SQL_DISTRUST_CONFIRMS_NEW, RUN },
	{ "new withdrawals", SQL_COUNT, SQL_DISTRUST_WITHDRAWALS_NEW, RUN },
};

/* One key, and what is said of it. */
struct distrusted {
	struct night *n;
	const char *holder;
	const struct roster_key *key;
	struct buf taken, cases, stands;
};

static void
add_count(struct buf *b, int64_t count, const char *what)
{
	if (count > 0 && what != NULL)
		buf_printf(b, "%s%" PRId64 " %s", b->len == 0 ? "" : ", ",
		    count, what);
}

static void
take(struct distrusted *x, const struct taking *t)
{
	struct db *d = x->n->hub->db;
	const char *key = x->key->fingerprint, *day = x->key->distrusted;
	int count = 0;

	if (t->mark != SQL_COUNT)
		db_run(d, t->mark, "tt", key, day);
	switch (t->third) {
	case NOTHING:
		count = db_run(d, t->take, "tt", key, day);
		break;
	case TIME:
		count = db_run(d, t->take, "tti", key, day, x->n->at);
		break;
	case RUN:
		count = db_run(d, t->take, "ttt", key, day, x->n->run);
		break;
	}
	add_count(&x->taken, count, t->what);
}

static bool
has_part(struct night *n, const struct ruling *r, enum ruling_what what)
{
	struct ruling_part *parts;
	size_t count, i;

	parts = ruling_parts(n->hub->db, n->arena, r->package, r->n, &count);
	for (i = 0; i < count; i++)
		if (parts[i].what == what)
			return true;
	return false;
}

/* What readers have been told, and where submissions were put, is no word that
 * can be unsaid. */
static void
count_rest(struct distrusted *x, const struct ruling *list, size_t count)
{
	int64_t retracted = 0, merged = 0, split = 0;
	size_t i;

	for (i = 0; i < count; i++) {
		retracted += list[i].retract == SAID_YES;
		merged += list[i].merge_into != NULL;
		split += has_part(x->n, &list[i], RULING_SPLIT);
	}
	add_count(&x->stands, retracted, "retractions");
	add_count(&x->stands, merged, "mergers");
	add_count(&x->stands, split, "splits");
	add_count(&x->stands,
	    db_one(x->n->hub->db, SQL_DISTRUST_WITHDRAWALS, 0, "tt",
		x->key->fingerprint, x->key->distrusted),
	    "withdrawals");
}

static bool
is_among(const char *const *list, size_t count, const char *word)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(list[i], word) == 0)
			return true;
	return false;
}

/* Cases that it ruled say again what others have ruled. */
static void
unrule(struct distrusted *x)
{
	struct night *n = x->n;
	struct ruling *list;
	const char **cases = NULL, *id;
	size_t count, i, n_cases = 0;

	list = rulings_under(n->hub->db, n->arena, x->key->fingerprint,
	    x->key->distrusted, &count);
	for (i = 0; i < count; i++) {
		db_run(n->hub->db, SQL_DISTRUST_RULING, "tittt",
		    list[i].package, list[i].n, n->run, x->key->fingerprint,
		    x->key->distrusted);
		if (list[i].bears == NULL)
			continue;
		id = casefile_resolve(n->hub->db, n->arena, list[i].bears);
		if (!is_among(cases, n_cases, id))
			arena_push_str(n->arena, &cases, &n_cases, id);
	}
	db_run(n->hub->db, SQL_DISTRUST_CONFIRMS, "tt", x->key->fingerprint,
	    x->key->distrusted);
	for (i = 0; i < n_cases; i++) {
		caserule(n, cases[i], NULL);
		buf_printf(&x->cases, "%s%s", i == 0 ? "" : " ", cases[i]);
	}
	add_count(&x->taken, (int64_t)count, "rulings");
	count_rest(x, list, count);
}

static void
tell(struct distrusted *x)
{
	bool ruled = x->cases.len > 0, rest = x->stands.len > 0;

	night_attention(x->n,
	    "%s: key %s is distrusted from %s on: taken back: %s%s%s%s%s",
	    x->holder, x->key->fingerprint, x->key->distrusted,
	    x->taken.len == 0 ? "nothing" : buf_str(&x->taken),
	    ruled ? "; to be ruled again: " : "",
	    ruled ? buf_str(&x->cases) : "",
	    rest ? "; look at what stands: " : "",
	    rest ? buf_str(&x->stands) : "");
}

/* Once for each key and day, also where nothing came: who wrote the day there
 * waits for an answer. */
static bool
is_told(struct night *n, const struct roster_key *k)
{
	const char *name;

	name = arena_printf(
	    n->arena, "distrust %s %s", k->fingerprint, k->distrusted);
	if (night_recall(n, name) != NULL)
		return true;
	db_run(n->hub->db, SQL_STATE_SET, "tt", name, n->run);
	return false;
}

static void
distrust_key(struct night *n, const char *holder, const struct roster_key *k)
{
	struct distrusted x = { .n = n, .holder = holder, .key = k };
	size_t i;

	if (k->distrusted[0] == '\0')
		return;
	unrule(&x);
	for (i = 0; i < sizeof(takings) / sizeof(takings[0]); i++)
		take(&x, &takings[i]);
	if (!is_told(n, k) || x.taken.len > 0)
		tell(&x);
	buf_free(&x.taken);
	buf_free(&x.cases);
	buf_free(&x.stands);
}

void
distrust(struct night *n)
{
	const struct roster *r = n->hub->roster;
	size_t i, k;

	for (i = 0; i < r->member_count; i++)
		for (k = 0; k < r->members[i].key_count; k++)
			distrust_key(
			    n, r->members[i].id, &r->members[i].keys[k]);
	for (i = 0; i < r->audience_count; i++)
		for (k = 0; k < r->audiences[i].key_count; k++)
			distrust_key(
			    n, r->audiences[i].id, &r->audiences[i].keys[k]);
}

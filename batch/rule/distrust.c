#include <inttypes.h>

#include "batch/night/night.h"
#include "batch/rule/distrust.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/config/roster.h"

/* Rulings and sightings cannot be taken back by a machine. */
static void
say_rest(struct night *n, const struct roster_member *m,
    const struct roster_key *k, int changed)
{
	struct stmt *s;
	int64_t rulings = 0, sightings = 0;

	s = db_query(
	    n->hub->db, SQL_DISTRUST_REST, "tt", k->fingerprint, k->distrusted);
	if (db_row(s)) {
		rulings = db_int(s, 0);
		sightings = db_int(s, 1);
		db_end(s);
	}
	night_attention(n,
	    "%s: key %s is distrusted from %s on: %d submissions, consents, waiting rulings and confirmations taken back; %" PRId64
	    " rulings and %" PRId64 " sightings came under it, look at them",
	    m->id, k->fingerprint, k->distrusted, changed, rulings, sightings);
}

static void
distrust_key(
    struct night *n, const struct roster_member *m, const struct roster_key *k)
{
	struct db *d = n->hub->db;
	int changed;

	db_run(d, SQL_DISTRUST_DIRTY, "tt", k->fingerprint, k->distrusted);
	db_run(d, SQL_DISTRUST_CONSENTS_DIRTY, "tt", k->fingerprint,
	    k->distrusted);
	changed = db_run(d, SQL_DISTRUST_SUBMISSIONS, "tti", k->fingerprint,
	    k->distrusted, n->at);
	changed += db_run(
	    d, SQL_DISTRUST_CONSENTS, "tt", k->fingerprint, k->distrusted);
	changed += db_run(d, SQL_DISTRUST_WAITING, "ttt", k->fingerprint,
	    k->distrusted, n->run);
	db_run(
	    d, SQL_DISTRUST_TRUEHIT_DIRTY, "tt", k->fingerprint, k->distrusted);
	changed += db_run(
	    d, SQL_DISTRUST_TRUEHIT, "tt", k->fingerprint, k->distrusted);
	changed += db_run(d, SQL_DISTRUST_TRUEHIT_RULING, "tt", k->fingerprint,
	    k->distrusted);
	if (changed > 0)
		say_rest(n, m, k, changed);
}

void
distrust(struct night *n)
{
	const struct roster *r = n->hub->roster;
	size_t i, k;

	for (i = 0; i < r->member_count; i++)
		for (k = 0; k < r->members[i].key_count; k++)
			if (r->members[i].keys[k].distrusted[0] != '\0')
				distrust_key(
				    n, &r->members[i], &r->members[i].keys[k]);
}

#include <math.h>

#include "batch/cases/correlate.h"
#include "batch/evidence/rarity.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

/* A hub with few cases has not seen how common a host is: what two of ten
 * share counts as if it were shared by two of so many. */
#define CASES_SEEN 1024

static double
weight(struct hub *h, const char *key, int64_t all)
{
	int64_t with;

	with = db_one(h->db, SQL_EVIDENCE_KEY_CASES, 0, "ti", key,
	    (int64_t)CORRELATE_COMMON + 1);
	if (with == 0 || with > CORRELATE_COMMON)
		return 0;
	return log2(
	    (double)(all < CASES_SEEN ? CASES_SEEN : all) / (double)with);
}

double
rarity_rounded(double bits)
{
	return floor(bits * 10 + 0.5) / 10;
}

struct rarity
rarity_of(struct hub *h, const char *key)
{
	struct rarity r = { .key = key };

	r.of = db_one(h->db, SQL_SHOW_CASES, 0, "");
	r.cases = db_one(h->db, SQL_SHOW_KEY_CASES, 0, "t", key);
	r.submissions =
	    db_one(h->db, SQL_EVIDENCE_KEY_SUBMISSIONS, 0, "t", key);
	r.bits = rarity_rounded(weight(h, key, r.of));
	return r;
}

struct rarity *
rarity_of_case(struct hub *h, const char *id, size_t *count)
{
	struct rarity *list = NULL;
	struct stmt *s;
	size_t i;

	*count = 0;
	s = db_query(h->db, SQL_EVIDENCE_KEYS, "t", id);
	while (db_row(s))
		((struct rarity *)arena_push(
		     h->arena, &list, count, sizeof(*list)))
		    ->key = db_textdup(s, 0, h->arena);
	for (i = 0; i < *count; i++)
		list[i] = rarity_of(h, list[i].key);
	return list;
}

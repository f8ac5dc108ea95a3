#include <string.h>

#include "batch/evidence/campaign.h"
#include "batch/evidence/rarity.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

/* Bits from which on a relation is strong: one key in four cases, or several
 * weaker ones of different kinds. */
#define STRONG_BITS 8.0
/* A campaign is not followed further than this. */
#define CAMPAIGN_MAX 200

static bool
same_kind(const char *a, const char *b)
{
	size_t n = strcspn(a, ":");

	return n == strcspn(b, ":") && strncmp(a, b, n) == 0;
}

/* Of each kind of key the rarest counts, where its kind comes first. */
static double
share_of(const struct relation *r, size_t i)
{
	double best = 0;
	size_t k;

	for (k = 0; k < r->key_count; k++) {
		if (!same_kind(r->keys[i].key, r->keys[k].key))
			continue;
		if (k < i)
			return 0;
		best = r->keys[k].bits > best ? r->keys[k].bits : best;
	}
	return best;
}

static void
weigh(struct hub *h, struct relation *r)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < r->key_count; i++)
		r->keys[i] = rarity_of(h, r->keys[i].key);
	for (i = 0; i < r->key_count; i++)
		sum += share_of(r, i);
	r->bits = rarity_rounded(sum);
	r->strong = sum >= STRONG_BITS;
}

struct relation *
campaign_related(struct hub *h, const char *id, size_t *count)
{
	struct relation *list = NULL, *r = NULL;
	struct rarity *key;
	struct stmt *s;
	size_t i;

	*count = 0;
	s = db_query(h->db, SQL_SHOW_CASE_RELATED, "t", id);
	while (db_row(s)) {
		if (r == NULL || strcmp(r->casefile, db_text(s, 0)) != 0) {
			r = arena_push(h->arena, &list, count, sizeof(*r));
			r->casefile = db_textdup(s, 0, h->arena);
		}
		key =
		    arena_push(h->arena, &r->keys, &r->key_count, sizeof(*key));
		key->key = db_textdup(s, 1, h->arena);
	}
	for (i = 0; i < *count; i++)
		weigh(h, &list[i]);
	return list;
}

static bool
holds(const char **list, size_t count, const char *id)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(list[i], id) == 0)
			return true;
	return false;
}

const char **
campaign_members(struct hub *h, const char *id, size_t *count)
{
	const char **list = NULL;
	struct relation *related;
	size_t n, i, k;

	*count = 0;
	arena_push_str(h->arena, &list, count, id);
	for (i = 0; i < *count; i++) {
		related = campaign_related(h, list[i], &n);
		for (k = 0; k < n && *count < CAMPAIGN_MAX; k++)
			if (related[k].strong &&
			    !holds(list, *count, related[k].casefile))
				arena_push_str(h->arena, &list, count,
				    related[k].casefile);
	}
	return list;
}

struct campaign_name *
campaign_names(
    struct hub *h, const char *const *cases, size_t cases_count, size_t *count)
{
	struct campaign_name *list = NULL, *c;
	struct stmt *s;
	size_t i;

	*count = 0;
	for (i = 0; i < cases_count; i++) {
		s = db_query(h->db, SQL_EVIDENCE_CAMPAIGN, "t", cases[i]);
		while (db_row(s)) {
			c = arena_push(h->arena, &list, count, sizeof(*c));
			c->casefile = cases[i];
			c->name = db_textdup(s, 0, h->arena);
			c->years = db_textdup(s, 1, h->arena);
		}
	}
	return list;
}

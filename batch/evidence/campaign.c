#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "batch/cases/correlate.h"
#include "batch/evidence/evidence.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

/* A hub with few cases has not seen how common a host is: what two of ten
 * share counts as if it were shared by two of so many. */
#define CASES_SEEN 1024
/* Bits from which on a relation is strong: one key in four cases, or several
 * weaker ones of different kinds. */
#define STRONG_BITS 8.0
/* A campaign is not followed further than this. */
#define CAMPAIGN_MAX 200

static int64_t
cases_with(struct hub *h, const char *key)
{
	return db_one(h->db, SQL_EVIDENCE_KEY_CASES, 0, "ti", key,
	    (int64_t)CORRELATE_COMMON + 1);
}

static double
weight(struct hub *h, const char *key, int64_t all)
{
	int64_t with;

	with = cases_with(h, key);
	if (with == 0 || with > CORRELATE_COMMON)
		return 0;
	return log2(
	    (double)(all < CASES_SEEN ? CASES_SEEN : all) / (double)with);
}

static double
rounded(double bits)
{
	return floor(bits * 10 + 0.5) / 10;
}

json_t *
campaign_rarity(struct hub *h, const char *key)
{
	int64_t all, with;

	all = db_one(h->db, SQL_SHOW_CASES, 0, "");
	with = db_one(h->db, SQL_SHOW_KEY_CASES, 0, "t", key);
	return json_pack("{s:s, s:I, s:I, s:I, s:f}", "key", key, "submissions",
	    (json_int_t)db_one(
		h->db, SQL_EVIDENCE_KEY_SUBMISSIONS, 0, "t", key),
	    "cases", (json_int_t)with, "of", (json_int_t)all, "bits",
	    rounded(weight(h, key, all)));
}

json_t *
campaign_keys(struct hub *h, const char *id)
{
	json_t *list = json_array();
	const char **keys = NULL;
	struct stmt *s;
	size_t count = 0, i;

	s = db_query(h->db, SQL_EVIDENCE_KEYS, "t", id);
	while (db_row(s))
		*(const char **)arena_push(h->arena, &keys, &count,
		    sizeof(*keys)) = db_textdup(s, 0, h->arena);
	for (i = 0; i < count; i++)
		json_array_append_new(list, campaign_rarity(h, keys[i]));
	return list;
}

static size_t
family_length(const char *key)
{
	return strcspn(key, ":");
}

/* Bits of a relation: of each kind of key the rarest counts. */
static void
add_up(json_t *relation)
{
	const json_t *keys = json_object_get(relation, "keys"), *k, *other;
	const char *a, *b;
	size_t i, j;
	double sum = 0, bits, best;
	bool first;

	json_array_foreach(keys, i, k)
	{
		a = json_string_value(json_object_get(k, "key"));
		best = 0;
		first = true;
		json_array_foreach(keys, j, other)
		{
			b = json_string_value(json_object_get(other, "key"));
			if (family_length(a) != family_length(b) ||
			    strncmp(a, b, family_length(a)) != 0)
				continue;
			first &= j >= i;
			bits =
			    json_number_value(json_object_get(other, "bits"));
			best = bits > best ? bits : best;
		}
		sum += first ? best : 0;
	}
	json_object_set_new(relation, "bits", json_real(rounded(sum)));
	json_object_set_new(
	    relation, "strong", json_boolean(sum >= STRONG_BITS));
}

json_t *
campaign_related(struct hub *h, const char *id)
{
	json_t *list = json_array(), *last = NULL, *r;
	struct row {
		const char *with, *key;
	} *rows = NULL, *row;
	struct stmt *s;
	size_t count = 0, i;

	s = db_query(h->db, SQL_SHOW_CASE_RELATED, "t", id);
	while (db_row(s)) {
		row = arena_push(h->arena, &rows, &count, sizeof(*row));
		row->with = db_textdup(s, 0, h->arena);
		row->key = db_textdup(s, 1, h->arena);
	}
	for (i = 0; i < count; i++) {
		if (i == 0 || strcmp(rows[i].with, rows[i - 1].with) != 0) {
			last = json_pack(
			    "{s:s, s:[]}", "case", rows[i].with, "keys");
			json_array_append_new(list, last);
		}
		json_array_append_new(json_object_get(last, "keys"),
		    campaign_rarity(h, rows[i].key));
	}
	json_array_foreach(list, i, r) add_up(r);
	return list;
}

static bool
holds(const json_t *list, const char *id)
{
	const json_t *e;
	size_t i;

	json_array_foreach(
	    list, i, e) if (strcmp(json_string_value(e), id) == 0) return true;
	return false;
}

json_t *
campaign_members(struct hub *h, const char *id)
{
	json_t *found = json_pack("[s]", id), *related, *r;
	const char *with;
	size_t i, j;

	for (i = 0; i < json_array_size(found); i++) {
		related = campaign_related(
		    h, json_string_value(json_array_get(found, i)));
		json_array_foreach(related, j, r)
		{
			with = json_string_value(json_object_get(r, "case"));
			if (json_is_true(json_object_get(r, "strong")) &&
			    !holds(found, with) &&
			    json_array_size(found) < CAMPAIGN_MAX)
				json_array_append_new(found, json_string(with));
		}
		json_decref(related);
	}
	return found;
}

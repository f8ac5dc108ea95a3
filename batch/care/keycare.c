#include <string.h>

#include "batch/base/clock.h"
#include "batch/care/keycare.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"
#include "keys/ring.h"

struct looking {
	struct arena *a;
	const struct keycare_question *q;
	struct key_care *list;
	size_t count;
};

static const struct ring_key *
find(const struct keycare_question *q, const char *fingerprint)
{
	size_t i;

	for (i = 0; i < q->key_count; i++)
		if (strcmp(q->keys[i].fingerprint, fingerprint) == 0)
			return &q->keys[i];
	return NULL;
}

static bool
troubled(const struct keycare_question *q, const struct ring_key *k,
    enum key_trouble *out)
{
	*out = k == NULL	      ? KEY_ABSENT
	       : k->revoked	      ? KEY_REVOKED
	       : k->expires <= q->now ? KEY_EXPIRED
				      : KEY_EXPIRING;
	if (k == NULL)
		return q->all;
	return k->revoked || (k->expires != 0 && k->expires < q->soon);
}

static void
look(struct looking *l, const char *holder, const char *fingerprint)
{
	const struct ring_key *k = find(l->q, fingerprint);
	enum key_trouble trouble;
	struct key_care *c;

	if (!troubled(l->q, k, &trouble))
		return;
	c = arena_push(l->a, &l->list, &l->count, sizeof(*c));
	c->holder = holder;
	c->fingerprint = fingerprint;
	c->trouble = trouble;
	c->expires = k == NULL || k->revoked ? 0 : k->expires;
}

static void
look_all(struct looking *l, const char *holder, const struct roster_key *keys,
    size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (roster_key_counts(&keys[i], l->q->today))
			look(l, holder, keys[i].fingerprint);
}

struct key_care *
keycare(struct arena *a, const struct keycare_question *q, size_t *count)
{
	struct looking l = { .a = a, .q = q };
	const struct roster *r = q->roster;
	size_t i;

	if (q->hub_key != NULL)
		look(&l, "hub", q->hub_key);
	for (i = 0; i < r->member_count; i++)
		look_all(&l, r->members[i].id, r->members[i].keys,
		    r->members[i].key_count);
	for (i = 0; i < r->audience_count; i++)
		look_all(&l, r->audiences[i].id, r->audiences[i].keys,
		    r->audiences[i].key_count);
	*count = l.count;
	return l.list;
}

const char *
keycare_form(const char *like, const struct key_care *k)
{
	static const char *const forms[] = {
		"%s: key %s is not in the keyring: enrol it%s",
		"%s: key %s is revoked: enrol a new one, and end it in roster.xml%s",
		"%s: key %s expired%s", "%s: key %s expires%s"
	};

	(void)like;
	return forms[k->trouble];
}

const char *
keycare_day(struct arena *a, const struct key_care *k)
{
	char day[11];

	if (k->expires == 0)
		return "";
	clock_day(k->expires, day);
	return arena_printf(a, " %s", day);
}

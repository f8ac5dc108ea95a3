#include <stdbool.h>
#include <string.h>

#include "batch/intake/identity.h"
#include "batch/night/arrival.h"
#include "batch/night/night.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/package/package.h"

/* In the form of a UUID, as analysts write it. */
static const char *
other_id(struct arena *a, const char *member, const char *id, unsigned turn)
{
	const char *all = arena_printf(a, "%s %s %u", id, member, turn);
	char hex[DIGEST_HEX];
	struct digest d;

	digest_of(all, strlen(all), &d);
	digest_hex(&d, hex);
	return arena_printf(a, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8,
	    hex + 12, hex + 16, hex + 20);
}

static bool
is_taken(struct night *n, const char *id)
{
	return db_one(n->hub->db, SQL_PACKAGE_ID_TAKEN, 0, "t", id) != 0;
}

void
identity_take(struct night *n, struct arrival *a)
{
	const char *id = a->package->id;
	unsigned turn = 0;

	while (is_taken(n, id))
		id = other_id(a->arena, a->member, a->package->id, ++turn);
	if (turn > 0)
		a->called = arena_strdup(n->arena, a->package->id);
	a->package->id = id;
}

void
identity_reset(struct arrival *a)
{
	if (a->called == NULL)
		return;
	a->package->id = a->called;
	a->called = NULL;
}

void
identity_recall(struct arrival *a)
{
	if (a->package == NULL || a->package_id == NULL ||
	    strcmp(a->package_id, a->package->id) == 0)
		return;
	a->called = a->package->id;
	a->package->id = a->package_id;
}

const char *
identity_of(
    struct night *n, struct arena *a, const char *member, const char *called)
{
	const char *id = NULL;
	struct stmt *s;

	s = db_query(n->hub->db, SQL_PACKAGE_CALLED, "tt", called, member);
	if (db_row(s)) {
		id = db_textdup(s, 0, a);
		db_end(s);
	}
	return id;
}

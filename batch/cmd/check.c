#include <stdbool.h>
#include <string.h>
#include <sysexits.h>

#include "batch/base/log.h"
#include "batch/base/tell.h"
#include "batch/check/agree.h"
#include "batch/check/dropcheck.h"
#include "batch/check/keytry.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "batch/disclose/ledger.h"
#include "batch/night/night.h"
#include "batch/replay.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"

/* By digests and chains. */
static size_t
check_chains(const char *path, bool *rows)
{
	struct hub *h;
	size_t faults;

	h = hub_open(path, HUB_SETTINGS | HUB_ROSTER | HUB_LOCK | HUB_DB);
	faults = agree(h, rows);
	ledger_close(ledger_open(h, NULL));
	hub_close(h);
	return faults;
}

/* The database against one that is made again in memory. */
static size_t
compare(struct db *real, struct db *made)
{
	static const char *const skip[] = { "waiting", "upload", "again",
		"state", NULL };
	struct buf a = { 0 }, b = { 0 };
	bool same;

	db_digest(real, skip, &a);
	db_digest(made, skip, &b);
	same = a.len == b.len && memcmp(a.data, b.data, a.len) == 0;
	if (!same)
		log_warn(
		    "hub.db: differs from what archive and journal give; run toiyaba rebuild");
	buf_free(&a);
	buf_free(&b);
	return same ? 0 : 1;
}

/* Everything is decrypted and read again. */
static size_t
check_all(const char *path)
{
	struct night *n = night_open(path, HUB_DB, 2);
	struct db *real = n->hub->db;
	size_t faults;

	n->hub->db = db_open_scratch(hub_path(n->hub, "hub.db.new"));
	n->dry_run = true;
	faults = replay(n);
	faults += compare(real, n->hub->db);
	db_close(real);
	night_close(n);
	return faults;
}

/* What a night asks of the key, whatever else is wrong. */
static const char *
check_key(const char *path, struct arena *a)
{
	struct hub *h = hub_open(path, HUB_SETTINGS | HUB_LOCK);
	const char *why = keytry(h);

	if (why != NULL) {
		log_warn("the hub's key: %s", why);
		why = arena_strdup(a, why);
	}
	hub_close(h);
	return why;
}

/* Nothing of archive and journal is asked: it is about rights. */
static size_t
check_drop(const char *path, size_t *tried)
{
	struct hub *h = hub_open(path, HUB_SETTINGS);
	size_t faults = dropcheck(h, tried);

	hub_close(h);
	if (faults > 0)
		log_warn("drop: %zu of %zu things are not as they must be",
		    faults, *tried);
	return faults;
}

struct checked {
	size_t faults, drop_faults, drop_tried;
	const char *key; /* what is wrong with it; NULL: nothing */
	bool full, drop;
};

/* What is well; what is not was said, a message each. */
static void
tell_checked(struct tell *t, const struct checked *c)
{
	tell_map(t, "check");
	tell_bool(t, "full", c->full);
	tell_bool(t, "agree", c->faults == 0);
	tell_number(t, "faults", (int64_t)c->faults);
	if (c->faults == 0)
		tell_line(
		    t, "archive, journal, database and bundle chains agree\n");
	tell_string(t, "key", c->key);
	if (c->key == NULL)
		tell_line(t, "the hub's key opens and signs\n");
	if (c->drop) {
		tell_map(t, "drop");
		tell_number(t, "tried", (int64_t)c->drop_tried);
		tell_number(t, "faults", (int64_t)c->drop_faults);
		if (c->drop_faults == 0)
			tell_line(t,
			    "the drop takes, gives and forbids what it must: {tried} tried\n");
		tell_end(t);
	}
	tell_end(t);
	tell_print(t);
}

int
cmd_check(int argc, char **argv)
{
	bool json = false, rows;
	struct checked c = { 0 };
	const struct option_spec specs[] = {
		{ "--full", NULL, .flag = &c.full },
		{ "--drop", NULL, .flag = &c.drop },
		{ "--json", NULL, .flag = &json },
	};
	struct option_list rest = { 0 };
	struct arena *a = arena_new();

	options_read(argc, argv, "check HUB [--full] [--drop] [--json]", specs,
	    3, &rest, 1, 1);
	c.faults = check_chains(rest.v[0], &rows);
	if (c.faults == 0 && (c.full || !rows))
		c.faults = check_all(rest.v[0]);
	if (c.faults > 0)
		log_warn("%zu faults found", c.faults);
	c.key = check_key(rest.v[0], a);
	if (c.drop)
		c.drop_faults = check_drop(rest.v[0], &c.drop_tried);
	tell_checked(tell_command(json), &c);
	arena_free(a);
	return log_worse(c.key != NULL ? EX_UNAVAILABLE : 0,
	    c.faults + c.drop_faults > 0 ? EX_CONFIG : 0);
}

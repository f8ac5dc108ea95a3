#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "batch/base/log.h"
#include "batch/base/tongue.h"
#include "batch/check/agree.h"
#include "batch/check/dropcheck.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "batch/disclose/ledger.h"
#include "batch/night/night.h"
#include "batch/replay.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/buf.h"

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

/* Nothing of archive and journal is asked: it is about rights. */
static size_t
check_drop(const char *path)
{
	struct hub *h = hub_open(path, HUB_SETTINGS);
	size_t tried, faults = dropcheck(h, &tried);

	hub_close(h);
	if (faults > 0)
		log_warn("drop: %zu of %zu things are not as they must be",
		    faults, tried);
	else
		printf(
		    tongue_form(
			"the drop takes, gives and forbids what it must: %zu tried\n"),
		    tried);
	return faults;
}

int
cmd_check(int argc, char **argv)
{
	bool full = false, drop = false, rows;
	const struct option_spec specs[] = {
		{ "--full", NULL, .flag = &full },
		{ "--drop", NULL, .flag = &drop },
	};
	struct option_list rest = { 0 };
	size_t faults;

	options_read(
	    argc, argv, "check HUB [--full] [--drop]", specs, 2, &rest, 1, 1);
	faults = check_chains(rest.v[0], &rows);
	if (faults == 0 && (full || !rows))
		faults = check_all(rest.v[0]);
	if (faults > 0)
		log_warn("%zu faults found", faults);
	else
		fputs(
		    tongue_form(
			"archive, journal, database and bundle chains agree\n"),
		    stdout);
	if (drop)
		faults += check_drop(rest.v[0]);
	return faults > 0 ? EX_CONFIG : 0;
}

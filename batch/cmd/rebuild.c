#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/base/log.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "batch/disclose/ledger.h"
#include "batch/night/night.h"
#include "batch/replay.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"
#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"

static void
remove_db(struct hub *h, const char *name)
{
	static const char *const tails[] = { "", "-wal", "-shm" };
	size_t i;

	for (i = 0; i < 3; i++)
		unlink(hub_path(h, "%s%s", name, tails[i]));
}

int
cmd_rebuild(int argc, char **argv)
{
	struct option_list rest = { 0 };
	struct night *n;
	size_t differences;

	options_read(argc, argv, "rebuild HUB", NULL, 0, &rest, 1, 1);
	n = night_open(rest.v[0], 0, 2);
	remove_db(n->hub, "hub.db.new");
	n->hub->db = db_open(hub_path(n->hub, "hub.db.new"), true, false);
	differences = replay(n);
	db_close(n->hub->db);
	n->hub->db = NULL;
	/* A stale WAL beside a new file would be read into it. */
	remove_db(n->hub, "hub.db");
	publish_rename(n->hub->dir, "hub.db.new", "hub.db");
	night_close(n);
	if (differences > 0) {
		log_warn("%zu bundles come out otherwise than the journal says",
		    differences);
		return EXIT_ATTENTION;
	}
	printf("hub.db made again; every bundle as the journal says\n");
	return 0;
}

/* Findings of check, counted. */
struct findings {
	struct night *n;
	size_t count;
};

static void
found(struct findings *f, const char *what, const char *where)
{
	f->count++;
	log_warn("%s: %s", where, what);
}

static void
check_bytes(struct findings *f)
{
	struct night *n = f->n;
	struct stmt *s;
	const char *path;
	char hex[DIGEST_HEX];

	s = db_query(n->hub->db, SQL_PACKAGES_ALL, "");
	while (db_row(s)) {
		path = strcmp(db_text(s, 1), "quarantined") == 0
			   ? hub_quarantine_path(n->arena, db_text(s, 0))
			   : hub_archive_path(n->arena, db_text(s, 0));
		if (!hub_digest(n->hub, path, hex))
			found(f, "is missing", path);
		else if (strcmp(hex, db_text(s, 0)) != 0)
			found(f, "has other bytes than its name says", path);
	}
}

static void
check_chain(struct findings *f)
{
	struct stmt *s;
	char audience[64] = "", digest[DIGEST_HEX] = "";
	int64_t sequence = 0;
	bool same;

	s = db_query(f->n->hub->db, SQL_BUNDLES_ALL, "");
	while (db_row(s)) {
		same = strcmp(audience, db_text(s, 0)) == 0;
		if (db_int(s, 1) != (same ? sequence + 1 : 1) ||
		    (same && strcmp(digest, db_text(s, 3)) != 0))
			found(
			    f, "the chain of bundles is broken", db_text(s, 0));
		snprintf(audience, sizeof(audience), "%s", db_text(s, 0));
		snprintf(digest, sizeof(digest), "%s", db_text(s, 2));
		sequence = db_int(s, 1);
	}
}

/* The database against one that is made again in memory. */
static void
check_database(struct findings *f, struct db *real)
{
	static const char *const skip[] = { "waiting", "again", "state", NULL };
	struct buf a = { 0 }, b = { 0 };

	db_digest(real, skip, &a);
	db_digest(f->n->hub->db, skip, &b);
	if (a.len != b.len || memcmp(a.data, b.data, a.len) != 0)
		found(f,
		    "differs from what archive and journal give; run toiyaba rebuild",
		    "hub.db");
	buf_free(&a);
	buf_free(&b);
}

int
cmd_check(int argc, char **argv)
{
	struct option_list rest = { 0 };
	struct findings f = { 0 };
	struct db *real;

	options_read(argc, argv, "check HUB", NULL, 0, &rest, 1, 1);
	f.n = night_open(rest.v[0], HUB_DB, 2);
	check_bytes(&f);
	check_chain(&f);
	ledger_close(ledger_open(f.n->hub, NULL));
	if (f.count == 0) {
		real = f.n->hub->db;
		f.n->hub->db = db_open(":memory:", true, false);
		f.n->dry_run = true;
		f.count += replay(f.n);
		check_database(&f, real);
		db_close(real);
	}
	night_close(f.n);
	if (f.count > 0) {
		log_warn("%zu faults found", f.count);
		return EX_CONFIG;
	}
	printf("archive, journal, database and bundle chains agree\n");
	return 0;
}

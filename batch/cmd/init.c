#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/journal.h"
#include "batch/store/place.h"
#include "batch/store/publish.h"
#include "batch/store/secret.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/config/settings.h"
#include "keys/home.h"
#include "keys/ring.h"

static const char roster_template[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<!-- Who takes part, since when, under which key. Nothing is deleted here:\n"
    "     it gets an end date (until, the last day in).\n"
    "  <sig id=\"gas\" from=\"2012-07-01\">\n"
    "    <name xml:lang=\"ja\">ガス業界</name>\n"
    "  </sig>\n"
    "  <member id=\"gas-03\" role=\"member\">\n"
    "    <name xml:lang=\"ja\">架空瓦斯株式会社</name>\n"
    "    <alias>KakuGas</alias><domain>kakugas.example</domain>\n"
    "    <network>203.0.113.0/24</network>\n"
    "    <key fingerprint=\"40 hex digits\" from=\"2016-04-01\"/>\n"
    "    <in sig=\"gas\" from=\"2012-07-01\"/>\n"
    "  </member>\n"
    "     role: member, hub, analyst. Also: scheme, agency; <in scheme=\"...\">\n"
    "     for a body of a scheme. -->\n"
    "<roster xmlns=\"urn:toiyaba:roster:1\">\n"
    "</roster>\n";

static int
make_directory(const char *path)
{
	int dir;

	if (mkdir(path, 0700) == -1 && errno != EEXIST)
		log_fatal(errno == EACCES ? EX_NOPERM : EX_CANTCREAT, "%s: %s",
		    path, strerror(errno));
	dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir == -1)
		log_fatal(EX_CANTCREAT, "%s: %s", path, strerror(errno));
	if (faccessat(dir, "journal", F_OK, 0) == 0)
		log_fatal(EX_CANTCREAT, "%s: a hub is here already", path);
	return dir;
}

/* The key as one that was imported, where it is the only one. */
static int
take_anew(struct ring *r, const struct home *home, const struct buf *public,
    char *err, size_t errlen)
{
	struct arena *a = arena_new();
	size_t count;
	int rc = 0;

	ring_all(r, a, &count);
	arena_free(a);
	if (count == 1) {
		home_drop_keys(home->path);
		rc = ring_import(r, public->data, public->len, err, errlen);
	}
	return rc;
}

/* In a short-lived home over HUB/gnupg, of which it is put in place. */
static void
make_key(const char *path, const struct settings *set, char key[41],
    struct buf *public)
{
	char err[RING_ERR], *keyring;
	struct home home;
	struct ring *r = NULL;
	bool ok;

	keyring = mem_printf("%s/gnupg", path);
	ok = home_configure(keyring, 0, err, sizeof(err)) == 0 &&
	     home_make(&home, err, sizeof(err)) == 0;
	if (!ok)
		log_fatal(EX_CANTCREAT, "%s", err);
	ok = home_configure(home.path, clock_now(), err, sizeof(err)) == 0 &&
	     home_fill(home.path, keyring, err, sizeof(err)) == 0 &&
	     (r = ring_open(home.path, err, sizeof(err))) != NULL &&
	     ring_make_key(r, set->name_en, key, err, sizeof(err)) == 0 &&
	     ring_export(r, key, public, err, sizeof(err)) == 0 &&
	     take_anew(r, &home, public, err, sizeof(err)) == 0 &&
	     home_keep(home.path, keyring, err, sizeof(err)) == 0;
	ring_close(r);
	home_empty(home.path);
	home_remove(&home);
	if (!ok)
		log_fatal(EX_UNAVAILABLE, "the hub's key: %s", err);
	free(keyring);
}

static void
write_files(int dir)
{
	static const char *const dirs[] = { "gnupg", "gnupg/private-keys-v1.d",
		"gnupg/openpgp-revocs.d", "inbox", "outbox", "quarantine",
		"archive", "reports", "runs", "spool" };
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < sizeof(dirs) / sizeof(dirs[0]); i++)
		publish_mkdir(dir, dirs[i]);
	settings_template(&b);
	if (faccessat(dir, "hub.conf", F_OK, 0) == -1)
		publish_bytes(dir, "hub.conf", b.data, b.len);
	if (faccessat(dir, "roster.xml", F_OK, 0) == -1)
		publish_bytes(dir, "roster.xml", roster_template,
		    sizeof(roster_template) - 1);
	buf_free(&b);
}

/* Last of all: a hub is one when its journal stands. */
static void
write_journal(const char *path, int dir, const char *key)
{
	struct hub h = { .path = path, .dir = dir, .lock = -1 };
	struct journal *j;
	char at[24];

	h.arena = arena_new();
	publish_bytes(dir, "journal", "", 0);
	place_settle(dir, path);
	j = journal_open(&h, NULL, true);
	snprintf(at, sizeof(at), "%lld", (long long)clock_now());
	journal_add(j, "hub", "version", JOURNAL_VERSION, "key", key, "at", at,
	    PLACE_NAME, "kept", NULL);
	journal_sync(j);
	journal_close(j);
	arena_free(h.arena);
}

int
cmd_init(int argc, char **argv)
{
	struct option_list rest = { 0 };
	struct settings set;
	struct buf public = { 0 };
	char key[41], *db;
	int dir;
	const struct option_spec specs[] = {
		{ "--at", "TIME", .at = true },
	};

	options_read(argc, argv, "init HUB [--at TIME]", specs, 1, &rest, 1, 1);
	dir = make_directory(rest.v[0]);
	write_files(dir);
	secret_make(dir);
	settings_defaults(&set);
	make_key(rest.v[0], &set, key, &public);
	publish_bytes(dir, "hub.asc", public.data, public.len);
	buf_free(&public);
	db = mem_printf("%s/hub.db", rest.v[0]);
	db_close(db_open(db, true, false));
	free(db);
	write_journal(rest.v[0], dir, key);
	close(dir);
	printf("%s\n", key);
	log_info(
	    "made %s; next: write roster.xml, enrol keys with toiyaba keys %s enrol",
	    rest.v[0], rest.v[0]);
	return 0;
}

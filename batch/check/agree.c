#include <dirent.h>
#include <fcntl.h>
#include <glib.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch/base/log.h"
#include "batch/check/agree.h"
#include "batch/check/headsign.h"
#include "batch/night/arrival.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/journal.h"
#include "batch/store/publish.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"

/* What the journal carries, as far as the database says that it follows. */
struct books {
	struct hub *hub;
	struct arena *arena; /* of the entry at hand */
	struct journal_mark known;
	GHashTable *packages;  /* digest -> state */
	GHashTable *bundles;   /* "AUDIENCE SEQUENCE" -> digest */
	GHashTable *items;     /* names */
	GHashTable *media;     /* names */
	GHashTable *decided;   /* of the night at hand: bundles, */
	GHashTable *named;     /* and items; void without its end */
	GHashTable *snapshots; /* that were looked at */
	GHashTable *heads;     /* "SEQ" -> head that a night signed */
	uint64_t newest;       /* of those, */
	const char *signer;    /* and the run that signed it */
	size_t faults;
};

static void
found(struct books *b, const char *what, const char *where)
{
	b->faults++;
	log_warn("%s: %s", where, what);
}

static GHashTable *
table(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

static void
put(GHashTable *t, const char *key, const char *value)
{
	g_hash_table_replace(t, g_strdup(key), g_strdup(value));
}

static bool
says(GHashTable *t, const char *key, const char *value)
{
	const char *v = g_hash_table_lookup(t, key);

	return v != NULL && strcmp(v, value) == 0;
}

static const char *
text_of(const struct journal_entry *e, const char *key)
{
	const char *v = journal_get(e, key);

	return v == NULL ? "" : v;
}

static void
bytes_are(struct books *b, const char *path, const char *sha256)
{
	char hex[DIGEST_HEX];

	if (!hub_digest(b->hub, path, hex))
		found(b, "is missing", path);
	else if (strcmp(hex, sha256) != 0)
		found(b, "has other bytes than its name says", path);
}

/* Roster and settings of a night. */
static void
look_at_snapshot(struct books *b, const char *sha256,
    const char *(*path_of)(struct arena *a, const char *sha256))
{
	if (g_hash_table_contains(b->snapshots, sha256))
		return;
	put(b->snapshots, sha256, "");
	bytes_are(b, path_of(b->arena, sha256), sha256);
}

static void
forget_decided(struct books *b)
{
	g_hash_table_remove_all(b->decided);
	g_hash_table_remove_all(b->named);
}

static void
move_all(GHashTable *from, GHashTable *to)
{
	GHashTableIter i;
	gpointer key, value;

	g_hash_table_iter_init(&i, from);
	while (g_hash_table_iter_next(&i, &key, &value)) {
		g_hash_table_iter_steal(&i);
		g_hash_table_replace(to, key, value);
	}
}

static void
take_night(struct books *b, const struct journal_entry *e)
{
	forget_decided(b);
	look_at_snapshot(b, text_of(e, "roster"), hub_roster_path);
	look_at_snapshot(b, text_of(e, "settings"), hub_settings_path);
}

static void
take_end(struct books *b, const struct journal_entry *e)
{
	(void)e;
	move_all(b->decided, b->bundles);
	move_all(b->named, b->items);
}

static void
take_release(struct books *b, const struct journal_entry *e)
{
	put(b->decided,
	    arena_printf(b->arena, "%s %s", text_of(e, "audience"),
		text_of(e, "sequence")),
	    text_of(e, "digest"));
}

static void
take_item(struct books *b, const struct journal_entry *e)
{
	put(b->named, text_of(e, "id"), "");
}

static void
take_medium(struct books *b, const struct journal_entry *e)
{
	put(b->media, text_of(e, "id"), "");
}

static const struct {
	const char *kind;
	void (*take)(struct books *b, const struct journal_entry *e);
} kinds[] = {
	{ "night", take_night },
	{ "end", take_end },
	{ "release", take_release },
	{ "item", take_item },
	{ "medium", take_medium },
};

static void
take(struct books *b, const struct journal_entry *e)
{
	enum package_state s;
	size_t i;

	for (s = PACKAGE_ACCEPTED; s <= PACKAGE_QUARANTINED; s++)
		if (strcmp(e->kind, package_state_word(s)) == 0)
			put(b->packages, text_of(e, "sha256"), e->kind);
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(e->kind, kinds[i].kind) == 0)
			kinds[i].take(b, e);
}

/* A night signed what the head was behind so many entries: no later hand can
 * write that part anew. */
static void
read_head(struct books *b, const char *run)
{
	char key[32], head[DIGEST_HEX];
	const char *text;
	uint64_t entries;

	text = hub_read(
	    b->hub, hub_run_path(b->arena, run, "journal-head.txt"), NULL);
	if (text == NULL ||
	    sscanf(text,
		"toiyaba journal run %*s entries %" SCNu64 " head %64s",
		&entries, head) != 2)
		return;
	snprintf(key, sizeof(key), "%" PRIu64, entries);
	put(b->heads, key, head);
	if (b->signer != NULL && entries <= b->newest)
		return;
	b->newest = entries;
	b->signer = arena_strdup(b->hub->arena, run);
}

static void
read_heads(struct books *b)
{
	struct dirent *e;
	DIR *d;
	int fd;

	fd = publish_openat(b->hub->dir, "runs", O_RDONLY | O_DIRECTORY);
	d = fd == -1 ? NULL : fdopendir(fd);
	while (d != NULL && (e = readdir(d)) != NULL)
		if (e->d_name[0] != '.')
			read_head(b, e->d_name);
	if (d != NULL)
		closedir(d);
}

/* One head stands for all that was entered before it: of several the newest
 * one is asked who signed it, and the others stand in the chain. */
static void
look_at_signature(struct books *b)
{
	const char *what =
	    b->signer == NULL ? NULL : headsign(b->hub, b->signer);

	if (what != NULL)
		found(b, what,
		    hub_run_path(b->arena, b->signer, "journal-head.txt"));
}

static void
compare_head(struct books *b, const struct journal_mark *here)
{
	char key[32];

	snprintf(key, sizeof(key), "%" PRIu64, here->seq);
	if (g_hash_table_contains(b->heads, key) &&
	    !says(b->heads, key, here->head))
		found(b, "is not what a night signed",
		    arena_printf(b->arena, "journal: entry %s", key));
	g_hash_table_remove(b->heads, key);
	if (here->seq == b->known.seq && strcmp(here->head, b->known.head) != 0)
		found(b, "is not the one that hub.db was made from",
		    arena_printf(b->arena, "journal: entry %s", key));
}

/* A chain that does not hold ends the program. */
static void
read_journal(struct books *b)
{
	struct journal_mark here;
	struct journal_entry e;
	struct journal *j;

	j = journal_open(b->hub, NULL, false);
	while (journal_next(j, b->arena, &e)) {
		journal_here(j, &here);
		compare_head(b, &here);
		if (here.seq <= b->known.seq)
			take(b, &e);
		arena_reset(b->arena);
	}
	journal_here(j, &here);
	if (here.seq < b->known.seq)
		found(b, "is shorter than hub.db says", "journal");
	if (g_hash_table_size(b->heads) > 0)
		found(b, "is shorter than a night signed", "journal");
	journal_close(j);
}

static void
read_known(struct books *b)
{
	struct journal_mark *m = &b->known;
	struct stmt *s;

	memset(m->head, '0', DIGEST_HEX - 1);
	m->seq = (uint64_t)db_one(b->hub->db, SQL_STATE_GET, 0, "t", "seq");
	s = db_query(b->hub->db, SQL_STATE_GET, "t", "head");
	if (!db_row(s))
		return;
	snprintf(m->head, sizeof(m->head), "%s", db_text(s, 0));
	db_end(s);
}

/* What was refused may have been moved aside by a person. */
static const char *
place_of(struct books *b, const char *sha256, const char *state)
{
	const char *path;

	if (strcmp(state, "quarantined") != 0)
		return hub_archive_path(b->arena, sha256);
	path = hub_quarantine_path(b->arena, sha256);
	if (faccessat(b->hub->dir, path, F_OK, AT_SYMLINK_NOFOLLOW) == -1)
		path = hub_aside_path(b->arena, sha256);
	return path;
}

static void
compare_packages(struct books *b)
{
	struct stmt *s;
	const char *sha256, *state;
	size_t count = 0;

	s = db_query(b->hub->db, SQL_PACKAGES_ALL, "");
	while (db_row(s)) {
		sha256 = db_text(s, 0);
		state = db_text(s, 1);
		bytes_are(b, place_of(b, sha256, state), sha256);
		if (!says(b->packages, sha256, state))
			found(b, "hub.db says of it what the journal does not",
			    sha256);
		count++;
		arena_reset(b->arena);
	}
	if (count < g_hash_table_size(b->packages))
		found(b, "lacks packages that the journal carries", "hub.db");
}

static void
compare_bundles(struct books *b)
{
	char audience[64] = "", digest[DIGEST_HEX] = "", key[128];
	int64_t sequence = 0;
	size_t count = 0;
	struct stmt *s;
	bool same;

	s = db_query(b->hub->db, SQL_BUNDLES_ALL, "");
	while (db_row(s)) {
		same = strcmp(audience, db_text(s, 0)) == 0;
		if (db_int(s, 1) != (same ? sequence + 1 : 1) ||
		    (same && strcmp(digest, db_text(s, 3)) != 0))
			found(
			    b, "the chain of bundles is broken", db_text(s, 0));
		snprintf(audience, sizeof(audience), "%s", db_text(s, 0));
		snprintf(digest, sizeof(digest), "%s", db_text(s, 2));
		sequence = db_int(s, 1);
		snprintf(key, sizeof(key), "%s %" PRId64, audience, sequence);
		if (!says(b->bundles, key, digest))
			found(b, "hub.db has a bundle that the journal has not",
			    key);
		count++;
	}
	if (count < g_hash_table_size(b->bundles))
		found(b, "lacks bundles that the journal carries", "hub.db");
}

static void
compare_items(struct books *b)
{
	struct stmt *s;

	s = db_query(b->hub->db, SQL_ITEM_NAMES_ALL, "");
	while (db_row(s))
		if (!g_hash_table_contains(b->items, db_text(s, 0)))
			found(b, "hub.db has an item that the journal has not",
			    db_text(s, 0));
}

static void
compare_media(struct books *b)
{
	size_t count = 0;
	struct stmt *s;

	s = db_query(b->hub->db, SQL_MEDIA_IDS, "");
	for (; db_row(s); count++)
		if (!g_hash_table_contains(b->media, db_text(s, 0)))
			found(b, "hub.db has a medium that the journal has not",
			    db_text(s, 0));
	if (count < g_hash_table_size(b->media))
		found(b, "lacks media that the journal carries", "hub.db");
}

static void
differs(void *arg, const char *name)
{
	struct books *b = arg;

	found(b,
	    arena_printf(b->arena,
		"table %s has other rows than were written; run toiyaba rebuild",
		name),
	    "hub.db");
}

size_t
agree(struct hub *h, bool *rows)
{
	struct books b = { .hub = h, .arena = arena_new() };
	GHashTable **const all[] = { &b.packages, &b.bundles, &b.items,
		&b.media, &b.decided, &b.named, &b.snapshots, &b.heads };
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		*all[i] = table();
	read_known(&b);
	read_heads(&b);
	look_at_signature(&b);
	read_journal(&b);
	compare_packages(&b);
	compare_bundles(&b);
	compare_items(&b);
	compare_media(&b);
	*rows = db_sums_hold(h->db, differs, &b);
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		g_hash_table_destroy(*all[i]);
	arena_free(b.arena);
	return b.faults;
}

#include <dirent.h>
#include <fcntl.h>
#include <glib.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/backup/anew.h"
#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/store/hub.h"
#include "batch/store/journal.h"
#include "batch/store/place.h"
#include "batch/store/publish.h"
#include "formats/base/mem.h"

#define FAR 31 /* days */

/* What the books know. */
struct known {
	struct hub *hub;
	struct anew *out;
	GHashTable *heads;   /* "SEQ HEAD" that a night signed -> its run */
	GHashTable *decided; /* audience -> number, of the night at hand */
	GHashTable *bundles; /* audience -> number of the last one */
	const char *run;
	int64_t at, newest;
};

static const char *
text_of(const struct journal_entry *e, const char *key)
{
	const char *v = journal_get(e, key);

	return v == NULL ? "" : v;
}

/* Each name beneath a folder of the hub. */
static void
each(struct hub *h, const char *folder,
    void (*take)(void *arg, const char *name), void *arg)
{
	struct dirent *e;
	DIR *d;
	int fd;

	fd = publish_openat(h->dir, folder, O_RDONLY | O_DIRECTORY);
	d = fd == -1 ? NULL : fdopendir(fd);
	while (d != NULL && (e = readdir(d)) != NULL)
		if (e->d_name[0] != '.')
			take(arg, e->d_name);
	if (d != NULL)
		closedir(d);
	else if (fd != -1)
		close(fd);
}

static void
read_head(void *arg, const char *run)
{
	struct known *k = arg;
	char head[DIGEST_HEX];
	uint64_t entries;
	const char *text;

	text = hub_read(
	    k->hub, hub_run_path(k->hub->arena, run, "journal-head.txt"), NULL);
	if (text != NULL &&
	    sscanf(text,
		"toiyaba journal run %*s entries %" SCNu64 " head %64s",
		&entries, head) == 2)
		g_hash_table_replace(k->heads,
		    g_strdup_printf("%" PRIu64 " %s", entries, head),
		    g_strdup(run));
}

static void
take_end(struct known *k)
{
	GHashTableIter i;
	gpointer key, value;

	g_hash_table_iter_init(&i, k->decided);
	while (g_hash_table_iter_next(&i, &key, &value)) {
		g_hash_table_iter_steal(&i);
		g_hash_table_replace(k->bundles, key, value);
	}
	k->out->last_run = k->run;
	k->out->last_at = k->at;
}

static void
take(struct known *k, const struct journal_entry *e)
{
	if (strcmp(e->kind, "night") == 0) {
		g_hash_table_remove_all(k->decided);
		k->run = arena_strdup(k->hub->arena, text_of(e, "run"));
		k->at = strtoll(text_of(e, "at"), NULL, 10);
	} else if (strcmp(e->kind, "release") == 0)
		g_hash_table_replace(k->decided,
		    g_strdup(text_of(e, "audience")),
		    g_strdup(text_of(e, "sequence")));
	else if (strcmp(e->kind, "end") == 0)
		take_end(k);
	else if (strcmp(e->kind, "line") == 0)
		k->newest = strtoll(text_of(e, "begun"), NULL, 10);
}

/* To the journal's end, where it stays open. */
static struct journal *
read_journal(struct known *k, bool write)
{
	struct arena *a = arena_new();
	struct journal_mark here;
	struct journal_entry e;
	struct journal *j;
	char *head;

	each(k->hub, "runs", read_head, k);
	j = journal_open(k->hub, NULL, write);
	while (journal_next(j, a, &e)) {
		take(k, &e);
		journal_here(j, &here);
		head = arena_printf(a, "%" PRIu64 " %s", here.seq, here.head);
		g_hash_table_remove(k->heads, head);
		arena_reset(a);
	}
	arena_free(a);
	k->out->begun = clock_now() > k->newest ? clock_now() : k->newest + 1;
	return j;
}

static const char *
folder_of(struct known *k)
{
	return arena_printf(k->hub->arena, "void/%" PRId64, k->out->begun);
}

/* Nights that signed another journal than this one. */
static void
lay_nights_aside(struct known *k)
{
	struct arena *a = k->hub->arena;
	GHashTableIter i;
	gpointer run;

	g_hash_table_iter_init(&i, k->heads);
	while (g_hash_table_iter_next(&i, NULL, &run)) {
		publish_rename(k->hub->dir,
		    arena_printf(a, "runs/%s", (char *)run),
		    arena_printf(a, "%s/runs/%s", folder_of(k), (char *)run));
		arena_push_str(a, &k->out->nights, &k->out->night_count,
		    arena_strdup(a, run));
	}
}

/* "gas-000006.tar.zst.gpg", and "gas-state-000006.tar.zst.gpg": of an audience,
 * whose id may end like a number itself. */
static bool
is_known(const struct known *k, const char *name)
{
	char audience[64];
	const char *dot = strchr(name, '.'), *dash, *last;
	size_t len;

	for (dash = dot; dash != NULL && dash > name && *dash != '-'; dash--)
		;
	if (dash == NULL || dash == name)
		return true;
	len = (size_t)(dash - name);
	if (len > 6 && memcmp(dash - 6, "-state", 6) == 0)
		len -= 6;
	if (len >= sizeof(audience))
		return true;
	memcpy(audience, name, len);
	audience[len] = '\0';
	last = g_hash_table_lookup(k->bundles, audience);
	return strtoull(dash + 1, NULL, 10) <=
	       (last == NULL ? 0 : strtoull(last, NULL, 10));
}

struct whose {
	struct known *known;
	const char *who;
};

static void
lay_bundle_aside(void *arg, const char *name)
{
	struct whose *w = arg;
	struct known *k = w->known;
	struct arena *a = k->hub->arena;

	if (strstr(name, ".tar.zst.gpg") == NULL || is_known(k, name))
		return;
	publish_rename(k->hub->dir,
	    arena_printf(a, "outbox/%s/bundles/%s", w->who, name),
	    arena_printf(a, "%s/outbox/%s/%s", folder_of(k), w->who, name));
	if (strncmp(name, w->who, strlen(w->who)) == 0)
		arena_push_str(a, &k->out->bundles, &k->out->bundle_count,
		    arena_strdup(a, name));
}

static void
lay_bundles_aside(void *arg, const char *who)
{
	struct whose w = { .known = arg, .who = who };

	each(w.known->hub, hub_bundles_path(w.known->hub->arena, who),
	    lay_bundle_aside, &w);
}

static void
begin(struct known *k, struct hub *h, struct anew *out)
{
	*out = (struct anew){ 0 };
	*k = (struct known){ .hub = h, .out = out };
	k->heads =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	k->decided =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	k->bundles =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

static void
refuse_past(int64_t known)
{
	char at[CLOCK_TEXT];

	if (clock_is_plausible() && clock_now() >= known)
		return;
	clock_text(known, at);
	log_fatal(EX_CONFIG,
	    "the clock is behind what was done last, %s: set it, or give --at",
	    at);
}

void
anew_check_clock(int64_t known)
{
	refuse_past(known);
	if (known != 0 && clock_now() - known > FAR * (int64_t)CLOCK_DAY)
		log_warn(
		    "%lld days have passed since what was done last: is the clock right?",
		    (long long)((clock_now() - known) / CLOCK_DAY));
}

static void
say_line(struct known *k, const char *by)
{
	struct journal *j = read_journal(k, true);

	refuse_past(k->out->last_at);
	journal_add(j, "line", "begun",
	    arena_printf(k->hub->arena, "%" PRId64, k->out->begun), "by", by,
	    NULL);
	journal_sync(j);
	journal_close(j);
}

static void
end(struct known *k)
{
	g_hash_table_destroy(k->heads);
	g_hash_table_destroy(k->decided);
	g_hash_table_destroy(k->bundles);
}

void
anew_look(struct hub *h, struct anew *out)
{
	struct known k;

	begin(&k, h, out);
	journal_close(read_journal(&k, false));
	end(&k);
}

void
anew_journal(struct hub *h, const char *by, struct anew *out)
{
	struct known k;

	begin(&k, h, out);
	say_line(&k, by);
	end(&k);
}

void
anew_begin(struct hub *h, const char *by, struct anew *out)
{
	struct known k;

	begin(&k, h, out);
	say_line(&k, by);
	lay_nights_aside(&k);
	each(h, "outbox", lay_bundles_aside, &k);
	place_settle(h->dir, h->path);
	end(&k);
}

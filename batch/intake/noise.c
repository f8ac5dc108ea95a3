#include <fcntl.h>
#include <glib.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "batch/intake/noise.h"
#include "batch/intake/room.h"
#include "batch/night/arrival.h"
#include "batch/night/night.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

struct sender {
	const char *folder;
	uint64_t kept; /* bytes in quarantine */
	unsigned waiting;
};

struct noise {
	struct night *n;
	uint64_t part;
	GHashTable *of;
	struct sender **list; /* in the order in which they came */
	size_t count;
};

struct noise *
noise_new(struct night *n)
{
	struct noise *q = mem_alloc(sizeof(*q));

	q->n = n;
	q->part = room_part(n);
	q->of = g_hash_table_new(g_str_hash, g_str_equal);
	return q;
}

static uint64_t
size_of(struct night *n, const char *path)
{
	struct stat st;

	return fstatat(n->hub->dir, path, &st, AT_SYMLINK_NOFOLLOW) == 0
		   ? (uint64_t)st.st_size
		   : 0;
}

/* A person may have moved some of it away. */
static uint64_t
kept_of(struct night *n, const char *folder)
{
	struct arena *kept = night_aside(n);
	uint64_t sum = 0;
	struct stmt *s;

	s = db_query(n->hub->db, SQL_NOISE_KEPT, "tt",
	    arena_printf(n->arena, "inbox/%s/", folder),
	    arena_printf(n->arena, "inbox/%s0", folder));
	while (db_row(s))
		sum += size_of(n, hub_quarantine_path(n->arena, db_text(s, 0)));
	night_back(n, kept);
	return sum;
}

static struct sender *
sender_of(struct noise *q, const char *folder)
{
	struct sender *s = g_hash_table_lookup(q->of, folder);

	if (s != NULL)
		return s;
	s = arena_alloc(q->n->lasting, sizeof(*s));
	s->folder = folder;
	s->kept = kept_of(q->n, folder);
	g_hash_table_insert(q->of, (char *)(uintptr_t)folder, s);
	*(struct sender **)arena_push(
	    q->n->lasting, &q->list, &q->count, sizeof(*q->list)) = s;
	return s;
}

static bool
lies_there(struct night *n, const char *sha256)
{
	struct arena *kept = night_aside(n);
	bool there = size_of(n, hub_quarantine_path(n->arena, sha256)) > 0;

	night_back(n, kept);
	return there;
}

bool
noise_fits(struct noise *q, const struct arrival *a)
{
	struct sender *s;

	if (a->folder == NULL || !a->spooled || lies_there(q->n, a->sha256))
		return true;
	s = sender_of(q, a->folder);
	/* One that is larger than the part would never come. */
	if (s->kept > 0 && s->kept + a->size > q->part) {
		s->waiting++;
		return false;
	}
	s->kept += a->size;
	return true;
}

void
noise_free(struct noise *q)
{
	const struct sender *s;
	size_t i;

	if (q == NULL)
		return;
	for (i = 0; i < q->count; i++) {
		s = q->list[i];
		if (s->waiting > 0)
			night_attention_at(q->n, s->folder,
			    "%u files that would be refused wait in its folder: of what was refused of it %" PRIu64
			    " KiB lie in quarantine, and its part is %" PRIu64
			    " KiB; ask its sender, or move what is settled to quarantine/aside",
			    s->waiting, s->kept / 1024, q->part / 1024);
	}
	g_hash_table_destroy(q->of);
	free(q);
}

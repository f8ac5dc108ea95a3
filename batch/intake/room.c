#include <glib.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/statvfs.h>

#include "batch/intake/room.h"
#include "batch/night/night.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

#define MIB UINT64_C(1048576)
/* Of one folder or medium, in a night; on a small file system a tenth. */
#define QUOTA (2048 * MIB)
/* For the database, the journal and what goes out; or a twentieth. */
#define RESERVE (1024 * MIB)

struct user {
	const char *place;
	uint64_t taken;
	unsigned waiting;
	bool full; /* the disk was, not its own part */
};

struct room {
	struct night *n;
	GHashTable *users;
	struct user **list; /* in the order in which they came */
	size_t count;
	uint64_t quota, reserve;
};

static uint64_t
least(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

/* Bytes that this program may still write; of a file system that does not say,
 * enough. */
static uint64_t
left(const struct room *r)
{
	struct statvfs v;

	if (fstatvfs(r->n->hub->dir, &v) == -1)
		return UINT64_MAX;
	return (uint64_t)v.f_bavail * v.f_frsize;
}

static uint64_t
whole(const struct night *n)
{
	struct statvfs v;

	if (fstatvfs(n->hub->dir, &v) == -1 || v.f_blocks == 0)
		return UINT64_MAX;
	return (uint64_t)v.f_blocks * v.f_frsize;
}

uint64_t
room_part(const struct night *n)
{
	return least(QUOTA, whole(n) / 10);
}

struct room *
room_new(struct night *n)
{
	struct room *r;

	r = mem_alloc(sizeof(*r));
	r->n = n;
	r->users = g_hash_table_new(g_str_hash, g_str_equal);
	r->quota = room_part(n);
	r->reserve = least(RESERVE, whole(n) / 20);
	return r;
}

static struct user *
user(struct room *r, const char *place)
{
	struct user *u;

	u = g_hash_table_lookup(r->users, place);
	if (u != NULL)
		return u;
	u = arena_alloc(r->n->arena, sizeof(*u));
	u->place = place;
	g_hash_table_insert(r->users, (char *)(uintptr_t)place, u);
	*(struct user **)arena_push(
	    r->n->arena, &r->list, &r->count, sizeof(*r->list)) = u;
	return u;
}

bool
room_for(struct room *r, const char *place, uint64_t size)
{
	struct user *u = user(r, place);
	bool full = left(r) < r->reserve + size;

	/* One that is larger than the part would never come. */
	if (!full && (u->taken == 0 || u->taken + size <= r->quota)) {
		u->taken += size;
		return true;
	}
	u->waiting++;
	u->full = u->full || full;
	return false;
}

static const char *
why(struct room *r, const struct user *u)
{
	if (u->full)
		return arena_printf(r->n->arena,
		    "%" PRIu64
		    " KiB are left on the file system of %s, and so much is kept free",
		    left(r) / 1024, r->n->hub->path);
	return arena_printf(r->n->arena,
	    "they are more than %" PRIu64 " KiB, the part of one place",
	    r->quota / 1024);
}

void
room_free(struct room *r)
{
	const struct user *u;
	size_t i;

	if (r == NULL)
		return;
	for (i = 0; i < r->count; i++) {
		u = r->list[i];
		if (u->waiting > 0)
			night_attention_at(r->n, u->place,
			    "no room for %u of its files tonight (%s); a medium must stay, or come again",
			    u->waiting, why(r, u));
	}
	g_hash_table_destroy(r->users);
	free(r);
}

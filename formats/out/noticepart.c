#include <glib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/bytepile.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/out/noticepart.h"

/* Parts of an ordinary night. */
#define RAW (1U << 20)

/* Where a part lies. */
struct kept {
	struct digest made_of;
	uint64_t at;
	uint32_t before, behind; /* bytes */
};

struct noticeparts {
	GHashTable *parts; /* by struct digest */
	struct arena *arena;
	struct bytepile *bytes;
};

struct noticeparts *
noticeparts_new(void)
{
	struct arena *a = arena_new();
	struct noticeparts *p = arena_alloc(a, sizeof(*p));

	p->arena = a;
	p->parts = g_hash_table_new(digest_bucket, digest_same);
	p->bytes = bytepile_new(RAW);
	return p;
}

void
noticeparts_free(struct noticeparts *p)
{
	if (p == NULL)
		return;
	g_hash_table_destroy(p->parts);
	bytepile_free(p->bytes);
	arena_free(p->arena);
}

bool
noticeparts_have(const struct noticeparts *p, const struct digest *made_of)
{
	return g_hash_table_contains(p->parts, made_of);
}

void
noticeparts_put(struct noticeparts *p, const struct digest *made_of,
    const char *name, struct buf *out)
{
	const struct kept *k = g_hash_table_lookup(p->parts, made_of);

	bytepile_get(p->bytes, k->at, k->before, out);
	buf_puts(out, name);
	bytepile_get(p->bytes, k->at + k->before, k->behind, out);
}

void
noticeparts_keep(struct noticeparts *p, const struct digest *made_of,
    const struct noticepart *part)
{
	struct kept *k = arena_alloc(p->arena, sizeof(*k));

	k->made_of = *made_of;
	k->at = bytepile_len(p->bytes);
	k->before = (uint32_t)part->before_len;
	k->behind = (uint32_t)part->behind_len;
	bytepile_put(p->bytes, part->before, part->before_len);
	bytepile_put(p->bytes, part->behind, part->behind_len);
	g_hash_table_insert(p->parts, &k->made_of, k);
}

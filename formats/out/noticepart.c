#include <glib.h>
#include <string.h>

#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/out/noticepart.h"

struct noticeparts {
	GHashTable *parts; /* by struct digest */
	struct arena *arena;
};

struct noticeparts *
noticeparts_new(void)
{
	struct arena *a = arena_new();
	struct noticeparts *p = arena_alloc(a, sizeof(*p));

	p->arena = a;
	p->parts = g_hash_table_new(digest_bucket, digest_same);
	return p;
}

void
noticeparts_free(struct noticeparts *p)
{
	if (p == NULL)
		return;
	g_hash_table_destroy(p->parts);
	arena_free(p->arena);
}

const struct noticepart *
noticeparts_find(const struct noticeparts *p, const struct digest *made_of)
{
	return g_hash_table_lookup(p->parts, made_of);
}

void
noticeparts_keep(struct noticeparts *p, const struct digest *made_of,
    const struct noticepart *part)
{
	struct digest *key = arena_alloc(p->arena, sizeof(*key));
	struct noticepart *copy = arena_alloc(p->arena, sizeof(*copy));

	*key = *made_of;
	*copy = *part;
	copy->before = arena_strndup(p->arena, part->before, part->before_len);
	copy->behind = arena_strndup(p->arena, part->behind, part->behind_len);
	g_hash_table_insert(p->parts, key, copy);
}

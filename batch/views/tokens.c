#include <glib.h>
#include <stdlib.h>

#include "batch/night/night.h"
#include "batch/store/hub.h"
#include "batch/views/tokens.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"

struct tokens {
	struct night *n;
	GHashTable *dealt; /* organisation to number */
};

struct tokens *
tokens_new(struct night *n)
{
	struct tokens *t = mem_alloc(sizeof(*t));

	t->n = n;
	t->dealt = g_hash_table_new(g_str_hash, g_str_equal);
	return t;
}

void
tokens_free(struct tokens *t)
{
	g_hash_table_destroy(t->dealt);
	free(t);
}

/* Whom a member counts for: those of one group are one, and so are all from
 * outside, of whom nobody knows who told whom. */
static const char *
organisation(struct night *n, const char *member)
{
	const struct roster_member *m = roster_member(n->hub->roster, member);

	if (m == NULL && roster_audience(n->hub->roster, member) != NULL)
		return "outside";
	return m != NULL && m->group != NULL
		   ? arena_printf(n->arena, "group %s", m->group)
		   : member;
}

unsigned
tokens_deal(struct tokens *t, const char *member)
{
	const char *who = organisation(t->n, member);
	gpointer at = g_hash_table_lookup(t->dealt, who);

	if (at == NULL) {
		at = GUINT_TO_POINTER(g_hash_table_size(t->dealt) + 1);
		g_hash_table_insert(
		    t->dealt, arena_strdup(t->n->arena, who), at);
	}
	return GPOINTER_TO_UINT(at);
}

unsigned
tokens_count(const struct tokens *t)
{
	return g_hash_table_size(t->dealt);
}

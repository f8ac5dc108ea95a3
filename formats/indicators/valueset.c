#include <glib.h>
#include <string.h>

#include "formats/base/mem.h"
#include "formats/indicators/valueset.h"

static guint
hash(gconstpointer p)
{
	const struct valueset_value *v = p;

	return g_str_hash(v->value) * IND_TYPES + (guint)v->type;
}

static gboolean
is_equal(gconstpointer a, gconstpointer b)
{
	const struct valueset_value *x = a, *y = b;

	return x->type == y->type && strcmp(x->value, y->value) == 0;
}

bool
valueset_has(const struct valueset *s, enum ind_type type, const char *value)
{
	struct valueset_value v = { type, value };

	return s != NULL && s->known != NULL && value != NULL &&
	       g_hash_table_contains(s->known, &v);
}

bool
valueset_add(
    struct arena *a, struct valueset *s, enum ind_type type, const char *value)
{
	struct valueset_value *v;

	if (valueset_has(s, type, value))
		return false;
	if (s->known == NULL)
		s->known = g_hash_table_new(hash, is_equal);
	/* The list moves as it grows. */
	v = arena_alloc(a, sizeof(*v));
	*v = (struct valueset_value){ type, value };
	g_hash_table_add(s->known, v);
	*(struct valueset_value *)arena_push(
	    a, &s->list, &s->count, sizeof(*v)) = *v;
	return true;
}

void
valueset_end(struct valueset *s)
{
	if (s->known != NULL)
		g_hash_table_destroy(s->known);
	s->known = NULL;
}

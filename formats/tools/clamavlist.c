#include <inttypes.h>
#include <string.h>

#include "formats/base/mem.h"
#include "formats/base/valid.h"
#include "formats/out/bundle.h"
#include "formats/tools/clamavlist.h"
#include "formats/tools/listfile.h"

/* Engines from this level on take a digest without its size. */
#define ANY_SIZE "73"

/* So many digits tell the signatures of one item apart. */
#define DIGITS 16

/* A signature is called after the first item that tells the file. */
static const char *
name_of(struct arena *a, const struct held_value *v)
{
	return arena_printf(a, "Toiyaba.%s.%.*s.%.*s",
	    v->use == HELD_BLOCK ? "Block" : "Search",
	    (int)strcspn(v->items, " "), v->items, DIGITS, v->value);
}

static bool
put_signature(struct listfile *l, const struct held_value *v)
{
	if (!valid_digest(v->value))
		return false;
	if (v->size > 0)
		buf_printf(&l->body, "%s:%" PRIu64 ":%s\n", v->value, v->size,
		    name_of(l->a, v));
	else
		buf_printf(&l->body, "%s:*:%s:" ANY_SIZE "\n", v->value,
		    name_of(l->a, v));
	return true;
}

static bool
put_name(struct listfile *l, const struct held_value *v)
{
	if (valid_digest(v->value))
		buf_printf(&l->body, "%s\n", name_of(l->a, v));
	return true;
}

static void
put_signatures(struct listfile *l, const struct held *h)
{
	listfile_each(l, h, put_signature);
}

static void
put_names(struct listfile *l, const struct held *h)
{
	listfile_each(l, h, put_name);
}

#define KIND(id, list, of, put)                             \
	static const struct listkind id = { .name = (list), \
		.comment = "#",                             \
		.use = (of),                                \
		.types = LISTFILE_OF(IND_SHA256),           \
		.lines = (put) }
KIND(block, "block-clamav", HELD_BLOCK, put_signatures);
KIND(search, "search-clamav", HELD_SEARCH, put_signatures);
KIND(block_names, "block-clamav", HELD_BLOCK, put_names);
KIND(search_names, "search-clamav", HELD_SEARCH, put_names);
LISTFILE(clamavlist_block, block)
LISTFILE(clamavlist_search, search)
LISTFILE_REMOVED(clamavlist_block_removed, block_names)
LISTFILE_REMOVED(clamavlist_search_removed, search_names)

#include <stdlib.h>
#include <string.h>

#include "formats/base/mem.h"
#include "formats/out/bundle.h"
#include "formats/tools/listfile.h"
#include "formats/tools/plainlist.h"

/* As a line says it, no list of addresses knows ports; NULL: it cannot be said.
 */
static const char *
line_of(struct arena *a, const struct held_value *v)
{
	const char *s = v->value;

	if (v->type == IND_IPV4_PORT || v->type == IND_IPV6_PORT)
		s = observable_place(a, v->type, s);
	return s != NULL && listfile_is_plain(s) ? s : NULL;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static size_t
sort_once(const char **v, size_t count)
{
	size_t i, kept = 0;

	if (count > 1)
		qsort(v, count, sizeof(*v), by_text);
	for (i = 0; i < count; i++)
		if (kept == 0 || strcmp(v[kept - 1], v[i]) != 0)
			v[kept++] = v[i];
	return kept;
}

static bool
put_line(struct listfile *l, const struct held_value *v)
{
	const char *s = line_of(l->a, v);

	if (s != NULL)
		arena_push_str(l->a, &l->lines, &l->line_count, s);
	return s != NULL;
}

const char **
plainlist_lines(struct listfile *l, const struct held *h, size_t *count)
{
	l->lines = NULL;
	l->line_count = 0;
	listfile_each(l, h, put_line);
	*count = sort_once(l->lines, l->line_count);
	return l->lines;
}

static void
put_lines(struct listfile *l, const struct held *h)
{
	const char **lines;
	size_t count, i;

	lines = plainlist_lines(l, h, &count);
	for (i = 0; i < count; i++)
		buf_printf(&l->body, "%s\n", lines[i]);
}

#define PLAINLIST(id, list, of, all)                        \
	static const struct listkind id = { .name = (list), \
		.comment = "#",                             \
		.use = (of),                                \
		.types = (all),                             \
		.lines = put_lines };                       \
	LISTFILE(plainlist_##id, id)                        \
	LISTFILE_REMOVED(plainlist_##id##_removed, id)
PLAINLIST(block_domains, "block-domains", HELD_BLOCK, LISTFILE_OF(IND_DOMAIN))
PLAINLIST(block_ips, "block-ips", HELD_BLOCK, LISTFILE_PLACES)
PLAINLIST(block_urls, "block-urls", HELD_BLOCK, LISTFILE_OF(IND_URL))
PLAINLIST(block_sha256, "block-sha256", HELD_BLOCK, LISTFILE_OF(IND_SHA256))
PLAINLIST(
    search_domains, "search-domains", HELD_SEARCH, LISTFILE_OF(IND_DOMAIN))
PLAINLIST(search_ips, "search-ips", HELD_SEARCH, LISTFILE_PLACES)
PLAINLIST(search_urls, "search-urls", HELD_SEARCH, LISTFILE_OF(IND_URL))
PLAINLIST(search_sha256, "search-sha256", HELD_SEARCH, LISTFILE_OF(IND_SHA256))
PLAINLIST(search_mail, "search-mail", HELD_SEARCH, LISTFILE_OF(IND_EMAIL))

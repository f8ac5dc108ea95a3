#include <arpa/inet.h>
#include <string.h>

#include "formats/base/mem.h"
#include "formats/base/network.h"
#include "formats/base/valid.h"
#include "formats/out/bundle.h"
#include "formats/tools/listfile.h"
#include "formats/tools/plainlist.h"
#include "formats/tools/rpzlist.h"

/* Of the 255 bytes of a name these are left for the zone's own. */
#define ZONE_ROOM 64
#define WORDS6	  8

/* As it stands in the zone file: letters, digits, - and _ in labels, with room
 * for "*." and the zone. */
static bool
is_owner(const char *name)
{
	return strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_.") ==
		   strlen(name) &&
	       valid_domain(name) && strlen(name) + 2 + 2 <= 255 - ZONE_ROOM;
}

/* The longest run of zeros, of several the first: as BIND writes it. */
static void
find_zeros(const unsigned *words, int *from, int *len)
{
	int i, k;

	*from = *len = 0;
	for (i = 0; i < WORDS6; i = k + 1) {
		for (k = i; k < WORDS6 && words[k] == 0; k++)
			continue;
		if (k - i > *len && k - i > 1) {
			*from = i;
			*len = k - i;
		}
	}
}

static void
put_words(struct buf *out, const struct network *n)
{
	unsigned words[WORDS6];
	int i, from, len;

	for (i = 0; i < WORDS6; i++)
		words[i] =
		    (unsigned)n->addr[14 - 2 * i] << 8 | n->addr[15 - 2 * i];
	find_zeros(words, &from, &len);
	for (i = 0; i < WORDS6; i++)
		if (len == 0 || i < from || i >= from + len)
			buf_printf(out, ".%x", words[i]);
		else if (i == from)
			buf_puts(out, ".zz");
}

/* 24.0.2.0.192.rpz-ip; bits that a prefix does not hold are zero. */
static bool
put_place(struct buf *out, const char *place)
{
	struct network n;
	int i;

	if (!network_parse(place, &n))
		return false;
	buf_printf(out, "%u", n.bits);
	if (n.family == AF_INET)
		for (i = 3; i >= 0; i--)
			buf_printf(out, ".%u", n.addr[i]);
	else
		put_words(out, &n);
	buf_puts(out, ".rpz-ip");
	return true;
}

static const char *
action_of(const struct listfile *l)
{
	return l->kind->use == HELD_BLOCK ? "." : "rpz-passthru.";
}

static bool
put_domain(struct listfile *l, const struct held_value *v)
{
	const char *action = action_of(l);

	if (v->type != IND_DOMAIN)
		return true;
	if (!is_owner(v->value))
		return false;
	buf_printf(&l->body, "%s CNAME %s\n*.%s CNAME %s\n", v->value, action,
	    v->value, action);
	return true;
}

/* Domains as they come, then places, each once. */
static void
put_records(struct listfile *l, const struct held *h)
{
	struct listkind of_places = *l->kind;
	struct listfile places = { .a = l->a, .kind = &of_places };
	const char **lines;
	size_t count, i;

	of_places.types = LISTFILE_PLACES;
	lines = plainlist_lines(&places, h, &count);
	listfile_each(l, h, put_domain);
	for (i = 0; i < count; i++)
		if (put_place(&l->body, lines[i]))
			buf_printf(&l->body, " CNAME %s\n", action_of(l));
}

static void
put_zone(struct listfile *l)
{
	buf_printf(&l->body,
	    "$TTL 300\n"
	    "@ SOA localhost. root.localhost. %lu 3600 600 2592000 300\n"
	    "@ NS localhost.\n",
	    (unsigned long)(l->b->sequence & 0xffffffffUL));
}

#define ZONE(id, list, of)                                          \
	static const struct listkind id = { .name = (list),         \
		.comment = ";",                                     \
		.use = (of),                                        \
		.types = LISTFILE_OF(IND_DOMAIN) | LISTFILE_PLACES, \
		.lines = put_records,                               \
		.opening = put_zone };                              \
	LISTFILE(rpzlist_##id, id)                                  \
	LISTFILE_REMOVED(rpzlist_##id##_removed, id)
ZONE(block, "block-rpz", HELD_BLOCK)
ZONE(search, "search-rpz", HELD_SEARCH)

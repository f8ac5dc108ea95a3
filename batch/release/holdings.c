#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "batch/release/holdings.h"
#include "formats/base/mem.h"
#include "formats/base/network.h"
#include "formats/config/roster.h"

#define LONGEST 129 /* lengths of prefixes, 0 to 128 */

struct holdings {
	struct arena *arena;
	GHashTable *held;      /* domain, or network as key_of() has it */
	bool used[LONGEST];    /* some network has a prefix so long */
	struct ranged *ranged; /* all networks, by their first address */
	size_t ranged_count;
};

/* A network and whose it is. */
struct ranged {
	struct network network;
	const struct roster_member *member;
};

/* A list: a place may be several members'. */
struct holder {
	const struct roster_member *member;
	struct holder *next;
};

/* The first bits of an address. */
static char *
key_of(struct arena *a, const struct network *n, unsigned bits)
{
	char hex[33];
	unsigned i, byte;

	for (i = 0; i < 16; i++) {
		byte = n->addr[i];
		if (i * 8 >= bits)
			byte = 0;
		else if (bits - i * 8 < 8)
			byte &= 0xff00U >> (bits - i * 8) & 0xff;
		hex[2 * i] = "0123456789abcdef"[byte >> 4];
		hex[2 * i + 1] = "0123456789abcdef"[byte & 15];
	}
	hex[32] = '\0';
	return arena_printf(a, "%d %u %s", n->family, bits, hex);
}

static void
add(struct holdings *h, char *key, const struct roster_member *m)
{
	struct holder *x = arena_alloc(h->arena, sizeof(*x));

	x->member = m;
	x->next = g_hash_table_lookup(h->held, key);
	g_hash_table_insert(h->held, key, x);
}

static void
add_domain(
    struct holdings *h, const char *domain, const struct roster_member *m)
{
	char *lower = g_ascii_strdown(domain, -1);

	add(h, arena_strdup(h->arena, lower), m);
	g_free(lower);
}

static void
add_member(struct holdings *h, const struct roster_member *m)
{
	struct network n;
	size_t i;

	for (i = 0; i < m->domain_count; i++)
		add_domain(h, m->domains[i], m);
	for (i = 0; i < m->network_count; i++)
		if (network_parse(m->networks[i], &n)) {
			h->used[n.bits] = true;
			add(h, key_of(h->arena, &n, n.bits), m);
			*(struct ranged *)arena_push(h->arena, &h->ranged,
			    &h->ranged_count, sizeof(*h->ranged)) =
			    (struct ranged){ n, m };
		}
}

static int
by_address(const void *a, const void *b)
{
	const struct network *x = &((const struct ranged *)a)->network;
	const struct network *y = &((const struct ranged *)b)->network;

	if (x->family != y->family)
		return x->family < y->family ? -1 : 1;
	return memcmp(x->addr, y->addr, sizeof(x->addr));
}

struct holdings *
holdings_new(struct arena *a, const struct roster *r)
{
	struct holdings *h = mem_alloc(sizeof(*h));
	size_t i;

	h->arena = a;
	h->held = g_hash_table_new(g_str_hash, g_str_equal);
	for (i = 0; i < r->member_count; i++)
		if (r->members[i].role == RROLE_MEMBER)
			add_member(h, &r->members[i]);
	if (h->ranged_count > 1)
		qsort(
		    h->ranged, h->ranged_count, sizeof(*h->ranged), by_address);
	return h;
}

void
holdings_free(struct holdings *h)
{
	if (h == NULL)
		return;
	g_hash_table_destroy(h->held);
	free(h);
}

static void
take_one(struct holdings *h, const struct roster_member *m,
    const struct roster_member ***list, size_t *count)
{
	size_t i;

	for (i = 0; i < *count && (*list)[i] != m; i++)
		continue;
	if (i == *count)
		*(const struct roster_member **)arena_push(
		    h->arena, list, count, sizeof(**list)) = m;
}

static void
take(struct holdings *h, const char *key, const struct roster_member ***list,
    size_t *count)
{
	const struct holder *x;

	for (x = g_hash_table_lookup(h->held, key); x != NULL; x = x->next)
		take_one(h, x->member, list, count);
}

static bool
starts_within(const struct network *outer, const struct network *inner)
{
	struct network first = *inner;

	first.bits = first.family == AF_INET ? 32 : 128;
	return network_holds(outer, &first);
}

/* Those whose networks lie within a network: they follow its first address. */
static void
take_within(struct holdings *h, const struct network *n,
    const struct roster_member ***list, size_t *count)
{
	struct ranged sought = { .network = *n };
	size_t low = 0, high = h->ranged_count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (by_address(&h->ranged[middle], &sought) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < h->ranged_count &&
	       h->ranged[low].network.family == n->family &&
	       starts_within(n, &h->ranged[low].network);
	     low++)
		if (network_holds(n, &h->ranged[low].network))
			take_one(h, h->ranged[low].member, list, count);
}

const struct roster_member **
holdings_of(struct holdings *h, const char *place, size_t *count)
{
	const struct roster_member **list = NULL;
	struct network n;
	unsigned bits;

	*count = 0;
	if (network_parse(place, &n)) {
		for (bits = 0; bits <= n.bits; bits++)
			if (h->used[bits])
				take(h, key_of(h->arena, &n, bits), &list,
				    count);
		take_within(h, &n, &list, count);
		return list;
	}
	while (place != NULL && *place != '\0') {
		take(h, place, &list, count);
		place = strchr(place, '.');
		place = place == NULL ? NULL : place + 1;
	}
	return list;
}

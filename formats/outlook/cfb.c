#include <stdlib.h>
#include <string.h>

#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/outlook/cfb.h"
#include "formats/outlook/le.h"

#define HEADER	     512U
#define HEADER_DIFAT 109U /* places of the table in the header */
#define ENTRY	     128U
#define MINI	     64U
#define NOTHING	     0xffffffffU

enum { ENTRY_STORAGE = 1, ENTRY_STREAM = 2, ENTRY_ROOT = 5 };

struct table {
	uint32_t *next; /* what follows each sector */
	size_t count;
};

struct cfb {
	struct arena *a;
	const unsigned char *p;
	size_t len, sector; /* bytes of a sector */
	struct table fat, mini;
	const unsigned char *ministream;
	size_t ministream_len;
	uint64_t cutoff; /* streams below it lie in the mini stream */
	uint64_t left;	 /* bytes of streams that may still be read */
	const unsigned char *entries;
	size_t entry_count;
	bool *seen; /* entries that are nodes */
	struct cfb_node *nodes;
	size_t node_count;
	bool broken;
};

static const unsigned char magic[] = { 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a,
	0xe1 };

bool
cfb_begins(const void *p, size_t len)
{
	return len >= sizeof(magic) && memcmp(p, magic, sizeof(magic)) == 0;
}

/* The bytes of a sector that are there; the last one may be cut. */
static const unsigned char *
sector_at(const struct cfb *c, uint32_t n, size_t *len)
{
	size_t at = ((size_t)n + 1) * c->sector;

	if (n >= c->fat.count || at >= c->len) {
		*len = 0;
		return NULL;
	}
	*len = c->len - at < c->sector ? c->len - at : c->sector;
	return c->p + at;
}

/* Takes one sector of the table of sectors; false: it is full. */
static bool
take_fat(struct cfb *c, uint32_t n, size_t *filled)
{
	const unsigned char *s;
	size_t len, i;

	s = sector_at(c, n, &len);
	for (i = 0; i < c->sector / 4 && *filled < c->fat.count; i++)
		c->fat.next[(*filled)++] =
		    4 * i + 4 <= len ? le32(s + 4 * i) : NOTHING;
	return *filled < c->fat.count;
}

/* The sectors that hold the table stand in the header, and in a chain of more
 * of them; each sector of the chain fills some of it, so the chain ends. */
static void
load_fat(struct cfb *c)
{
	const unsigned char *s;
	size_t filled = 0, i, len, steps;
	uint32_t n;

	c->fat.count = (c->len - 1) / c->sector;
	c->fat.next = arena_alloc(c->a, (c->fat.count + 1) * sizeof(uint32_t));
	for (i = 0; i < c->fat.count; i++)
		c->fat.next[i] = NOTHING;
	for (i = 0; i < HEADER_DIFAT; i++)
		if (le32(c->p + 76 + 4 * i) != NOTHING &&
		    !take_fat(c, le32(c->p + 76 + 4 * i), &filled))
			return;
	n = le32(c->p + 68);
	for (steps = 0; steps < c->fat.count; steps++) {
		s = sector_at(c, n, &len);
		if (s == NULL || len < c->sector)
			return;
		for (i = 0; i + 1 < c->sector / 4; i++)
			if (!take_fat(c, le32(s + 4 * i), &filled))
				return;
		n = le32(s + c->sector - 4);
	}
}

/* Up to len bytes of a chain of sectors; the rest stays zero.  How many there
 * are. */
static size_t
read_chain(const struct cfb *c, uint32_t n, unsigned char *out, size_t len)
{
	const unsigned char *s;
	size_t done = 0, got;

	while (done < len) {
		s = sector_at(c, n, &got);
		if (s == NULL)
			break;
		if (got > len - done)
			got = len - done;
		memcpy(out + done, s, got);
		done += got;
		n = c->fat.next[n];
	}
	return done;
}

/* How many sectors a chain has; no more than there are. */
static size_t
chain_length(const struct cfb *c, uint32_t n)
{
	size_t count = 0;

	for (; n < c->fat.count && count < c->fat.count; count++)
		n = c->fat.next[n];
	return count;
}

static unsigned char *
whole_chain(struct cfb *c, uint32_t n, size_t most, size_t *len)
{
	unsigned char *out;

	*len = chain_length(c, n) * c->sector;
	if (*len > most)
		*len = most;
	out = arena_alloc(c->a, *len + 1);
	*len = read_chain(c, n, out, *len);
	return out;
}

static void
load_mini(struct cfb *c)
{
	const unsigned char *root = c->entries, *table;
	size_t len, i;

	table = whole_chain(c, le32(c->p + 60), c->len, &len);
	c->mini.count = len / 4;
	c->mini.next = arena_alloc(c->a, (c->mini.count + 1) * 4);
	for (i = 0; i < c->mini.count; i++)
		c->mini.next[i] = le32(table + 4 * i);
	c->ministream =
	    whole_chain(c, le32(root + 116), c->len, &c->ministream_len);
}

static size_t
read_mini(const struct cfb *c, uint32_t n, unsigned char *out, size_t len)
{
	size_t done = 0, got;

	while (done < len && n < c->mini.count &&
	       ((size_t)n + 1) * MINI <= c->ministream_len) {
		got = len - done < MINI ? len - done : MINI;
		memcpy(out + done, c->ministream + (size_t)n * MINI, got);
		done += got;
		n = c->mini.next[n];
	}
	return done;
}

static const char *
entry_name(struct arena *a, const unsigned char *e)
{
	size_t len = le16(e + 64) / 2, i;
	char *name;
	uint32_t u;

	if (len > 32)
		len = 32;
	name = arena_alloc(a, len + 1);
	for (i = 0; i < len; i++) {
		u = le16(e + 2 * i);
		if (u == 0)
			break;
		name[i] = u < 0x80 ? (char)u : '?';
	}
	return name;
}

static void
add_node(struct cfb *c, uint32_t entry)
{
	const unsigned char *e = c->entries + (size_t)entry * ENTRY;
	struct cfb_node *n;

	n = arena_push(c->a, &c->nodes, &c->node_count, sizeof(*n));
	n->name = entry_name(c->a, e);
	n->storage = e[66] == ENTRY_STORAGE || e[66] == ENTRY_ROOT;
	n->entry = entry;
	n->start = le32(e + 116);
	/* Files with small sectors have rubbish in the upper half. */
	n->size = c->sector == HEADER ? le32(e + 120) : le64(e + 120);
}

static int
by_name(const void *x, const void *y)
{
	const struct cfb_node *a = x, *b = y;
	int order = strcmp(a->name, b->name);

	if (order != 0)
		return order;
	return a->entry < b->entry ? -1 : a->entry > b->entry;
}

/* The children of a storage are a tree of their own; whoever was seen is not
 * seen again, so every entry is looked at once. */
static void
add_children(struct cfb *c, size_t parent, uint32_t *stack)
{
	const unsigned char *e = c->entries;
	size_t depth = 0;
	uint32_t n;

	c->nodes[parent].first = c->node_count;
	stack[depth++] = le32(e + (size_t)c->nodes[parent].entry * ENTRY + 76);
	while (depth > 0) {
		n = stack[--depth];
		if (n >= c->entry_count || c->seen[n])
			continue;
		c->seen[n] = true;
		stack[depth++] = le32(e + (size_t)n * ENTRY + 68);
		stack[depth++] = le32(e + (size_t)n * ENTRY + 72);
		if (e[(size_t)n * ENTRY + 66] == ENTRY_STORAGE ||
		    e[(size_t)n * ENTRY + 66] == ENTRY_STREAM)
			add_node(c, n);
	}
	c->nodes[parent].count = c->node_count - c->nodes[parent].first;
	if (c->nodes[parent].count > 1)
		qsort(c->nodes + c->nodes[parent].first, c->nodes[parent].count,
		    sizeof(*c->nodes), by_name);
}

static bool
load_directory(struct cfb *c)
{
	size_t len, i;
	uint32_t *stack;

	c->entries = whole_chain(
	    c, le32(c->p + 48), (size_t)LIMIT_CFB_ENTRIES * ENTRY, &len);
	c->entry_count = len / ENTRY;
	if (c->entry_count == 0 || c->entries[66] != ENTRY_ROOT)
		return false;
	c->seen = arena_alloc(c->a, c->entry_count);
	stack = arena_alloc(c->a, (c->entry_count + 2) * 2 * sizeof(*stack));
	c->seen[0] = true;
	add_node(c, 0);
	for (i = 0; i < c->node_count; i++)
		if (c->nodes[i].storage)
			add_children(c, i, stack);
	return true;
}

struct cfb *
cfb_open(struct arena *a, const void *p, size_t len)
{
	struct cfb *c;
	unsigned shift;

	if (!cfb_begins(p, len) || len < HEADER)
		return NULL;
	c = arena_alloc(a, sizeof(*c));
	*c = (struct cfb){ .a = a, .p = p, .len = len, .left = len };
	shift = le16(c->p + 30);
	if (shift != 9 && shift != 12)
		return NULL;
	c->sector = (size_t)1 << shift;
	c->cutoff = le32(c->p + 56);
	load_fat(c);
	if (!load_directory(c))
		return NULL;
	load_mini(c);
	return c;
}

const struct cfb_node *
cfb_root(const struct cfb *c)
{
	return c->nodes;
}

const struct cfb_node *
cfb_child(const struct cfb *c, const struct cfb_node *parent, size_t i)
{
	return c->nodes + parent->first + i;
}

const struct cfb_node *
cfb_find(const struct cfb *c, const struct cfb_node *parent, const char *name)
{
	size_t low = parent->first, high = low + parent->count, middle;
	int order;

	while (low < high) {
		middle = low + (high - low) / 2;
		order = strcmp(name, c->nodes[middle].name);
		if (order == 0)
			return c->nodes + middle;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

const unsigned char *
cfb_read(struct cfb *c, const struct cfb_node *n, size_t *len)
{
	uint64_t wanted = n->size;
	unsigned char *out;

	if (wanted > c->left) {
		wanted = c->left;
		c->broken = true;
	}
	c->left -= wanted;
	out = arena_alloc(c->a, (size_t)wanted + 1);
	*len = n->size < c->cutoff
		   ? read_mini(c, n->start, out, (size_t)wanted)
		   : read_chain(c, n->start, out, (size_t)wanted);
	if (*len < wanted)
		c->broken = true;
	return out;
}

bool
cfb_broken(const struct cfb *c)
{
	return c->broken;
}

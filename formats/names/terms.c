#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/mem.h"
#include "formats/names/terms.h"

/* A state: the words that begin as the path to it.  Children hang in a list:
 * there are many states and most have one child. */
struct state {
	uint32_t child, sibling; /* 0: none */
	uint32_t word;		 /* first in the list, 0: none */
	unsigned char byte;
};

struct word {
	size_t id;
	uint32_t next;
};

/* A state as the search sees it, when all words are in: the children stand one
 * behind the other, and 0 is the beginning. */
struct node {
	uint32_t child, children;
	uint32_t fail, also; /* longest suffix; nearest with words */
	uint32_t word;
	uint32_t depth; /* bytes that lead to it */
};

struct terms {
	struct arena *arena;
	struct state *states;
	size_t count;
	struct word *words;
	size_t word_count;
	struct node *nodes;   /* as many as states */
	unsigned char *bytes; /* that lead to each */
	uint32_t root[256];   /* the first step, where nearly all time goes */
	/* The second step, where many may follow the first, as the root has the
	 * first. */
	uint32_t **rows;
	/* The bytes that words begin with, as many as the shortest has (HEAD at
	 * the most), by their hash: most of a text is passed over by them. */
	uint64_t *heads;
	uint32_t head_mask; /* of those bytes */
	unsigned head_len, head_shift;
	bool ready;
};

/* Bytes of a word's beginning that are looked at together. */
#define HEAD 4
/* Bits for each word: one place in so many is looked at in vain. */
#define HEAD_BITS  32
#define HEADS_MOST 20 /* of the bits' number, its logarithm */

struct terms *
terms_new(struct arena *a)
{
	struct terms *t;

	t = arena_alloc(a, sizeof(*t));
	t->arena = a;
	arena_push(a, &t->states, &t->count, sizeof(*t->states));
	arena_push(a, &t->words, &t->word_count, sizeof(*t->words));
	return t;
}

static uint32_t
step(const struct terms *t, uint32_t s, unsigned char byte)
{
	uint32_t c;

	for (c = t->states[s].child; c != 0; c = t->states[c].sibling)
		if (t->states[c].byte == byte)
			return c;
	return 0;
}

void
terms_add(struct terms *t, const char *word, size_t id)
{
	const unsigned char *p = (const unsigned char *)word;
	struct state *new;
	struct word *w;
	uint32_t s = 0, next;

	if (*word == '\0')
		return;
	for (; *p != '\0'; p++) {
		next = step(t, s, *p);
		if (next == 0) {
			next = (uint32_t)t->count;
			new = arena_push(
			    t->arena, &t->states, &t->count, sizeof(*new));
			new->byte = *p;
			new->sibling = t->states[s].child;
			t->states[s].child = next;
		}
		s = next;
	}
	w = arena_push(t->arena, &t->words, &t->word_count, sizeof(*w));
	w->id = id;
	w->next = t->states[s].word;
	t->states[s].word = (uint32_t)t->word_count - 1;
	t->ready = false;
}

size_t
terms_step(const struct terms *t, size_t state, unsigned char byte)
{
	return step(t, (uint32_t)state, byte);
}

bool
terms_ends(const struct terms *t, size_t state)
{
	return t->states[state].word != 0;
}

static uint32_t
child_of(const struct terms *t, const struct node *n, unsigned char byte)
{
	uint32_t i;

	for (i = n->child; i < n->child + n->children; i++)
		if (t->bytes[i] == byte)
			return i;
	return 0;
}

static uint32_t
follow(const struct terms *t, uint32_t s, unsigned char byte)
{
	uint32_t next;

	while (s != 0) {
		if (s <= t->nodes[0].children && t->rows[s] != NULL)
			return t->rows[s][byte];
		next = child_of(t, &t->nodes[s], byte);
		if (next != 0)
			return next;
		s = t->nodes[s].fail;
	}
	return t->root[byte];
}

#define ROW_MIN 4 /* fewer children are as soon looked through */

static void
add_row(struct terms *t, uint32_t first)
{
	const struct node *n = &t->nodes[first];
	uint32_t *row, i;

	t->rows[first] = NULL;
	if (n->children < ROW_MIN)
		return;
	row = arena_alloc(t->arena, sizeof(t->root));
	memcpy(row, t->root, sizeof(t->root));
	for (i = n->child; i < n->child + n->children; i++)
		row[t->bytes[i]] = i;
	t->rows[first] = row;
}

/* Gives the children of a state their places, and each its longest suffix;
 * order: of each place the state. */
static void
spread(struct terms *t, uint32_t s, uint32_t *order, uint32_t *used)
{
	const struct state *state = &t->states[order[s]];
	struct node *n = &t->nodes[s], *child;
	uint32_t c;

	n->child = *used;
	n->word = state->word;
	for (c = state->child; c != 0; c = t->states[c].sibling) {
		order[*used] = c;
		t->bytes[*used] = t->states[c].byte;
		child = &t->nodes[(*used)++];
		child->depth = n->depth + 1;
		child->word = t->states[c].word;
		child->fail =
		    s == 0 ? 0 : follow(t, n->fail, t->states[c].byte);
		child->also = t->nodes[child->fail].word != 0
				  ? child->fail
				  : t->nodes[child->fail].also;
	}
	n->children = *used - n->child;
}

static uint32_t
head_of(const struct terms *t, const unsigned char *p)
{
	uint32_t bytes;

	memcpy(&bytes, p, sizeof(bytes));
	return (bytes & t->head_mask) * 0x9e3779b1 >> t->head_shift;
}

/* The heads of all words below a state, to which the first bytes of head lead.
 */
static void
add_heads(struct terms *t, uint32_t s, unsigned char head[HEAD])
{
	const struct node *n = &t->nodes[s];
	uint32_t i, h;

	if (n->depth == t->head_len) {
		h = head_of(t, head);
		t->heads[h / 64] |= UINT64_C(1) << h % 64;
		return;
	}
	for (i = n->child; i < n->child + n->children; i++) {
		head[n->depth] = t->bytes[i];
		add_heads(t, i, head);
	}
}

static void
prepare_heads(struct terms *t)
{
	unsigned char head[HEAD] = { 0 };
	unsigned bits = 8;
	uint32_t s;

	t->head_len = HEAD;
	for (s = 1; s < t->count; s++)
		if (t->nodes[s].word != 0 && t->nodes[s].depth < t->head_len)
			t->head_len = t->nodes[s].depth;
	memset(&t->head_mask, 0, sizeof(t->head_mask));
	memset(&t->head_mask, 0xff, t->head_len);
	while (bits < HEADS_MOST && t->word_count * HEAD_BITS >> bits > 0)
		bits++;
	t->head_shift = 32 - bits;
	t->heads = arena_alloc(t->arena, (size_t)1 << bits >> 3);
	add_heads(t, 0, head);
}

/* Lays the states out, breadth first. */
void
terms_ready(struct terms *t)
{
	uint32_t *order, s, used = 1;

	if (t->ready)
		return;
	memset(t->root, 0, sizeof(t->root));
	t->nodes = arena_alloc(t->arena, t->count * sizeof(*t->nodes));
	t->bytes = arena_alloc(t->arena, t->count);
	order = mem_alloc(t->count * sizeof(*order));
	spread(t, 0, order, &used);
	t->rows = arena_alloc(
	    t->arena, (t->nodes[0].children + 1) * sizeof(*t->rows));
	for (s = 1; s < used; s++)
		t->root[t->bytes[s]] = s;
	for (s = 1; s < used; s++)
		spread(t, s, order, &used);
	for (s = 1; s <= t->nodes[0].children; s++)
		add_row(t, s);
	prepare_heads(t);
	free(order);
	t->ready = true;
}

/* Whether the search is over. */
static bool
report(const struct terms *t, uint32_t s, size_t end,
    enum terms_next (*found)(void *arg, size_t id, size_t end), void *arg)
{
	enum terms_next next;
	uint32_t w;

	for (; s != 0; s = t->nodes[s].also)
		for (w = t->nodes[s].word; w != 0; w = t->words[w].next) {
			next = found(arg, t->words[w].id, end);
			if (next != TERMS_SHORTER)
				return next == TERMS_DONE;
		}
	return false;
}

/* The first place from i on where a word may begin; where fewer bytes are left
 * than are looked at together, that is anywhere. */
static size_t
next_head(const struct terms *t, const unsigned char *p, size_t len, size_t i)
{
	const uint64_t *heads = t->heads;
	uint32_t h;

	for (; i + HEAD <= len; i++) {
		h = head_of(t, p + i);
		if (heads[h / 64] >> h % 64 & 1)
			break;
	}
	return i;
}

/*
 * From where no word has begun, what begins none is passed over; and again, as
 * soon as what has begun is shorter than a head, and began later: each byte is
 * read a few times at the most.
 */
bool
terms_walk(struct terms *t, const char *text, size_t len,
    enum terms_next (*found)(void *arg, size_t id, size_t end), void *arg)
{
	const unsigned char *p = (const unsigned char *)text;
	size_t i = 0, begun = 0, at, next;
	uint32_t s = 0;

	terms_ready(t);
	while (i < len) {
		if (s == 0)
			begun = i = next_head(t, p, len, i);
		s = follow(t, s, p[i++]);
		at = i - t->nodes[s].depth;
		next = at;
		if (at > begun && t->nodes[s].depth < t->head_len)
			next = next_head(t, p, len, at);
		if (next != at) {
			s = 0;
			i = next;
			continue;
		}
		begun = at;
		if (report(t, s, i, found, arg))
			return true;
	}
	return false;
}

struct search {
	bool (*found)(void *arg, size_t id, size_t end);
	void *arg;
};

static enum terms_next
ask(void *arg, size_t id, size_t end)
{
	const struct search *s = arg;

	return s->found(s->arg, id, end) ? TERMS_DONE : TERMS_SHORTER;
}

bool
terms_search(struct terms *t, const char *text, size_t len,
    bool (*found)(void *arg, size_t id, size_t end), void *arg)
{
	struct search s = { found, arg };

	return terms_walk(t, text, len, ask, &s);
}

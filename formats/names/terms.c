#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/mem.h"
#include "formats/names/terms.h"

/* A state: the words that begin as the path to it.  Children hang in a list:
 * there are many states and most have one child. */
struct state {
	uint32_t child, sibling; /* 0: none */
	uint32_t fail, also;	 /* longest suffix; nearest with words */
	uint32_t word;		 /* first in the list, 0: none */
	unsigned char byte;
};

struct word {
	size_t id;
	uint32_t next;
};

struct terms {
	struct arena *arena;
	struct state *states;
	size_t count;
	struct word *words;
	size_t word_count;
	uint32_t root[256]; /* the first step, where nearly all time goes */
	bool ready;
};

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
follow(const struct terms *t, uint32_t s, unsigned char byte)
{
	uint32_t next;

	while (s != 0) {
		next = step(t, s, byte);
		if (next != 0)
			return next;
		s = t->states[s].fail;
	}
	return t->root[byte];
}

/* Failure links, breadth first. */
static void
prepare(struct terms *t)
{
	uint32_t *queue, s, c;
	size_t head = 0, tail = 0;
	struct state *child;

	memset(t->root, 0, sizeof(t->root));
	queue = mem_alloc(t->count * sizeof(*queue));
	for (c = t->states[0].child; c != 0; c = t->states[c].sibling) {
		t->root[t->states[c].byte] = c;
		t->states[c].fail = t->states[c].also = 0;
		queue[tail++] = c;
	}
	while (head < tail) {
		s = queue[head++];
		for (c = t->states[s].child; c != 0; c = t->states[c].sibling) {
			child = &t->states[c];
			child->fail = follow(t, t->states[s].fail, child->byte);
			child->also = t->states[child->fail].word != 0
					  ? child->fail
					  : t->states[child->fail].also;
			queue[tail++] = c;
		}
	}
	free(queue);
	t->ready = true;
}

/* Whether the search is over. */
static bool
report(const struct terms *t, uint32_t s, size_t end,
    enum terms_next (*found)(void *arg, size_t id, size_t end), void *arg)
{
	enum terms_next next;
	uint32_t w;

	for (; s != 0; s = t->states[s].also)
		for (w = t->states[s].word; w != 0; w = t->words[w].next) {
			next = found(arg, t->words[w].id, end);
			if (next != TERMS_SHORTER)
				return next == TERMS_DONE;
		}
	return false;
}

bool
terms_walk(struct terms *t, const char *text, size_t len,
    enum terms_next (*found)(void *arg, size_t id, size_t end), void *arg)
{
	uint32_t s = 0;
	size_t i;

	if (!t->ready)
		prepare(t);
	for (i = 0; i < len; i++) {
		s = follow(t, s, (unsigned char)text[i]);
		if (s != 0 && report(t, s, i + 1, found, arg))
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

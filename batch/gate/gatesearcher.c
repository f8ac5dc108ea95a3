#include <errno.h>
#include <glib.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/apart/lockdown.h"
#include "batch/apart/server-main.h"
#include "batch/gate/gate-read.h"
#include "batch/gate/gate.h"
#include "batch/gate/gatefact.h"
#include "batch/gate/gatesearcher.h"
#include "batch/gate/gateserver.h"
#include "batch/gate/gateterm.h"
#include "batch/gate/gatewire.h"
#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/base/writeall.h"

static bool whole;	    /* iconv has all charsets */
static struct gate *served; /* the gate of this process and those it forks */

/* Words that one gate searches for, for several files: each gate learns anew
 * what all files say. */
#define GROUP_WORDS 256

/* Files read by one gate. */
struct group {
	struct arena *arena;
	struct gate *gate;
	struct gate_word *words; /* of all of them, each once */
	size_t word_count;
	GHashTable *places; /* of each, in words, and one more */
	bool *counts;
	size_t left; /* files */
};

/* One search. */
struct search {
	struct arena *arena;
	const char *except;
	struct gatecanary canary;
	struct gate_terms own;
	struct gatewire_proof *proofs;
	size_t count;
	struct group group;
};

static enum gate_kind
look_pieces(struct gate *g, const void *p, size_t len, const char *const *marks,
    const char *except)
{
	struct gate_found hit = { GATE_NOTHING, 0 };

	switch (gate_read_pieces(g, p, len, marks, except, true, &hit)) {
	case LEAK_NONE:
		return GATE_NOTHING;
	case LEAK_FOUND:
		return hit.kind;
	default:
		return GATE_TOO_MUCH;
	}
}

static enum gate_kind
look(struct gate *g, const void *p, size_t len, const char *except)
{
	return look_pieces(g, p, len, NULL, except);
}

/* Which canary stands in a copy; 0: none was found. */
static uint32_t
find_canary(struct gate *g, const void *p, size_t len, const char *except)
{
	struct gate_found hit = { GATE_NOTHING, 0 };

	return gate_read(g, p, len, except, true, &hit) == LEAK_FOUND
		   ? hit.canary
		   : 0;
}

/* A value that may stand in the file must name nobody but its provider. */
static enum gate_kind
judge_facts(struct gate *g, const struct gate_file *f)
{
	enum gate_kind k = GATE_NOTHING;
	size_t i;

	for (i = 0; k == GATE_NOTHING && i < f->fact_count; i++)
		k = look(g, f->facts[i].value, strlen(f->facts[i].value),
		    f->facts[i].member);
	return k;
}

static enum gate_kind
judge_with(struct gate *g, const struct search *s,
    const struct gatewire_file *w, struct gatewire_proof *proof)
{
	const struct gate_file *f = &w->file;
	enum gate_kind k = GATE_NOTHING;

	if (f->literal && gate_says(g, f))
		return GATE_WORD;
	k = judge_facts(g, f);
	if (k == GATE_NOTHING)
		k = look_pieces(
		    g, w->unread, w->unread_len, f->marks, s->except);
	if (k == GATE_NOTHING)
		k = look(g, f->name, strlen(f->name), s->except);
	if (k == GATE_NOTHING) {
		proof->fixed =
		    find_canary(g, w->fixed, w->fixed_len, s->except);
		proof->fresh =
		    find_canary(g, w->fresh, w->fresh_len, s->except);
	}
	return k;
}

static char *
word_key(struct arena *a, const struct gate_word *w)
{
	return arena_printf(a, "%d%s\n%s", w->weak, w->member, w->text);
}

static void
add_word(struct group *g, const struct gate_word *w)
{
	char *key = word_key(g->arena, w);

	if (g_hash_table_contains(g->places, key))
		return;
	*(struct gate_word *)arena_push(
	    g->arena, &g->words, &g->word_count, sizeof(*g->words)) = *w;
	g_hash_table_insert(g->places, key, GSIZE_TO_POINTER(g->word_count));
}

static size_t
words_of(const struct gate_file *f)
{
	return f->literal ? 0 : f->word_count;
}

/* The words of the next files, as many as one gate takes; of one file in any
 * case. */
static void
gather(struct search *s, struct cursor next, size_t from)
{
	struct group *g = &s->group;
	struct gatewire_file w;
	size_t i, k;

	for (i = from; i < s->count && g->word_count < GROUP_WORDS; i++) {
		memset(&w, 0, sizeof(w));
		gatewire_get_file(&next, g->arena, &w);
		if (next.failed)
			_exit(EX_DATAERR);
		for (k = 0; k < words_of(&w.file); k++)
			add_word(g, &w.file.words[k]);
	}
	g->left = i - from;
}

static void
end_group(struct group *g)
{
	if (g->arena == NULL)
		return;
	gate_free(g->gate);
	g_hash_table_destroy(g->places);
	arena_free(g->arena);
	*g = (struct group){ 0 };
}

static void
begin_group(struct search *s, const struct cursor *c, size_t from)
{
	struct group *g = &s->group;

	end_group(g);
	g->arena = arena_new();
	g->places = g_hash_table_new(g_str_hash, g_str_equal);
	gather(s, *c, from);
	g->counts = arena_alloc(g->arena, g->word_count + 1);
	g->gate = gate_with_canary(
	    served, g->words, g->word_count, &s->own, &s->canary);
	gate_words_that_count(g->gate, g->counts);
}

/* The words of the file count, or no more. */
static void
count_words(
    struct group *g, struct arena *a, const struct gate_file *f, bool count)
{
	size_t i, place;

	for (i = 0; i < words_of(f); i++) {
		place = GPOINTER_TO_SIZE(
		    g_hash_table_lookup(g->places, word_key(a, &f->words[i])));
		if (place == 0)
			_exit(EX_SOFTWARE);
		g->counts[place - 1] = count;
	}
}

static enum gate_kind
judge(struct search *s, struct arena *a, const struct gatewire_file *w,
    struct gatewire_proof *proof)
{
	struct group *g = &s->group;
	enum gate_kind k;

	count_words(g, a, &w->file, true);
	k = judge_with(g->gate, s, w, proof);
	count_words(g, a, &w->file, false);
	g->left--;
	return k;
}

static void
read_head(struct search *s, struct cursor *c)
{
	s->count = gatewire_get_head(c, s->arena, &s->except, &s->canary);
	s->own.arena = s->arena;
	gateterm_get(c, &s->own);
	s->proofs = arena_alloc(s->arena, (s->count + 1) * sizeof(*s->proofs));
}

static struct gatewire_finding
search_files(struct search *s, struct cursor *c)
{
	struct gatewire_finding f = { 0, GATE_NOTHING };
	struct gatewire_file w;
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < s->count && f.kind == GATE_NOTHING; i++) {
		arena_reset(a);
		if (s->group.left == 0)
			begin_group(s, c, i);
		memset(&w, 0, sizeof(w));
		gatewire_get_file(c, a, &w);
		if (c->failed)
			_exit(EX_DATAERR);
		f = (struct gatewire_finding){ i,
			judge(s, a, &w, &s->proofs[i]) };
	}
	arena_free(a);
	end_group(&s->group);
	return f;
}

static void
answer(const struct search *s, const struct gatewire_finding *f)
{
	struct buf b = { 0 };

	gatewire_put_answer(&b, f, s->proofs, s->count);
	_exit(writeall(1, b.data, b.len) ? 0 : EX_IOERR);
}

/* All of a descriptor that the hub filled; ends the process where it has
 * nothing. */
static void
map(struct cursor *c)
{
	off_t size = lseek(0, 0, SEEK_END);
	void *p;

	if (size <= 0)
		_exit(EX_NOINPUT);
	p = mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, 0, 0);
	if (p == MAP_FAILED)
		_exit(EX_OSERR);
	cursor_init(c, p, (size_t)size);
}

/* Large readers work on an enemy's bytes: this process can do nothing but
 * search. */
static void
search(const unsigned char *message, size_t len)
{
	struct search s = { .arena = arena_new() };
	struct gatewire_finding f;
	struct cursor c;

	(void)message;
	(void)len;
	lockdown(LOCKDOWN_WORKER, NULL);
	map(&c);
	read_head(&s, &c);
	f = search_files(&s, &c);
	answer(&s, &f);
}

void
gatesearcher_setup(void)
{
	digest_setup();
	whole = leak_setup();
	gateterm_setup();
}

/* The terms are the hub's own; no searcher has begun. */
void
gatesearcher_serve(const unsigned char *message, size_t len)
{
	static const struct server_task tasks[] = { { GATESERVER_SEARCH, NULL,
	    search } };
	struct cursor c;

	(void)message;
	(void)len;
	map(&c);
	served = whole ? gate_get(&c, arena_new()) : NULL;
	if (served == NULL)
		_exit(EX_DATAERR);
	munmap((void *)(uintptr_t)c.data, c.len);
	/* What stands there now is for the searchers. */
	if (dup2(1, 0) == -1)
		_exit(EX_OSERR);
	server_serve(tasks, sizeof(tasks) / sizeof(tasks[0]));
}

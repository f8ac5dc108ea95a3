#include <errno.h>
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

static bool whole;	    /* iconv has all charsets */
static struct gate *served; /* the gate of this process and those it forks */

/* One search. */
struct search {
	struct arena *arena;
	const char *except;
	struct gatecanary canary;
	struct gate_terms own;
	struct gatewire_proof *proofs;
	size_t count;
};

static enum gate_kind
look(struct gate *g, const void *p, size_t len, const char *except)
{
	struct gate_found hit = { GATE_NOTHING, 0 };

	switch (gate_read(g, p, len, except, true, &hit)) {
	case LEAK_NONE:
		return GATE_NOTHING;
	case LEAK_FOUND:
		return hit.kind;
	default:
		return GATE_TOO_MUCH;
	}
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
		k = look(g, f->data, f->len, s->except);
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

static enum gate_kind
judge(const struct search *s, const struct gatewire_file *w,
    struct gatewire_proof *proof)
{
	struct gate *g =
	    gate_with_canary(served, &w->file, &s->own, &s->canary);
	enum gate_kind k = judge_with(g, s, w, proof);

	gate_free(g);
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
		memset(&w, 0, sizeof(w));
		gatewire_get_file(c, a, &w);
		if (c->failed)
			_exit(EX_DATAERR);
		f = (struct gatewire_finding){ i, judge(s, &w, &s->proofs[i]) };
	}
	arena_free(a);
	return f;
}

static void
answer(const struct search *s, const struct gatewire_finding *f)
{
	struct buf b = { 0 };
	size_t at = 0;
	ssize_t n;

	gatewire_put_answer(&b, f, s->proofs, s->count);
	while (at < b.len) {
		n = write(1, b.data + at, b.len - at);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			_exit(EX_IOERR);
		at += (size_t)n;
	}
	_exit(0);
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

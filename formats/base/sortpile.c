#include <stdlib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/bytepile.h"
#include "formats/base/mem.h"
#include "formats/base/sortpile.h"

/* Bytes that are sorted at once. */
#define RUN (2U << 20)

/* A row as it lies in a run, before its key and its data. */
struct head {
	uint32_t key, rank, len;
};

/* Of the rows that wait to be sorted: where it lies among them. */
struct place {
	size_t at;
	struct head head;
};

/* Sorted rows on their way out. */
struct run {
	struct bytepile *rows;
	uint64_t at; /* of the row behind that at hand */
	struct buf row;
	struct sortpile_row here;
};

struct sortpile {
	struct buf waiting;
	struct place *places;
	size_t place_count;
	struct run *runs;
	size_t run_count;
	struct run **next; /* those that have a row, by it */
	size_t next_count;
	bool begun;
};

struct sortpile *
sortpile_new(void)
{
	return mem_alloc(sizeof(struct sortpile));
}

void
sortpile_free(struct sortpile *p)
{
	size_t i;

	if (p == NULL)
		return;
	for (i = 0; i < p->run_count; i++) {
		bytepile_free(p->runs[i].rows);
		buf_free(&p->runs[i].row);
	}
	buf_free(&p->waiting);
	free(p->places);
	free(p->runs);
	free(p->next);
	free(p);
}

static int
compare(const char *x, uint32_t x_rank, const char *y, uint32_t y_rank)
{
	int c = strcmp(x, y);

	return c != 0 ? c : (x_rank > y_rank) - (x_rank < y_rank);
}

static int
by_key(const void *a, const void *b, void *rows)
{
	const struct place *x = a, *y = b;
	const char *text = rows;
	int c = compare(text + x->at, x->head.rank, text + y->at, y->head.rank);

	return c != 0 ? c : (x->at > y->at) - (x->at < y->at);
}

/* Those that wait become a run. */
static void
end_run(struct sortpile *p)
{
	struct run *r = mem_push(&p->runs, &p->run_count, sizeof(*r));
	struct place *x;

	r->rows = bytepile_new(p->run_count == 1 ? 2 * RUN : 0);
	if (p->place_count > 1)
		qsort_r(p->places, p->place_count, sizeof(*p->places), by_key,
		    p->waiting.data);
	for (x = p->places; x < p->places + p->place_count; x++) {
		bytepile_put(r->rows, &x->head, sizeof(x->head));
		bytepile_put(r->rows, p->waiting.data + x->at,
		    x->head.key + 1 + x->head.len);
	}
	p->waiting.len = p->place_count = 0;
	free(p->places);
	p->places = NULL;
}

void
sortpile_put(struct sortpile *p, const char *key, uint32_t rank,
    const void *data, size_t len)
{
	struct place *x = mem_push(&p->places, &p->place_count, sizeof(*x));

	*x = (struct place){ p->waiting.len,
		{ (uint32_t)strlen(key), rank, (uint32_t)len } };
	buf_put(&p->waiting, key, x->head.key + 1);
	buf_put(&p->waiting, data, len);
	if (p->waiting.len >= RUN)
		end_run(p);
}

/* Its next row; false: that was the last. */
static bool
step(struct run *r)
{
	struct head h;

	if (r->at == bytepile_len(r->rows))
		return false;
	r->row.len = 0;
	bytepile_get(r->rows, r->at, sizeof(h), &r->row);
	memcpy(&h, r->row.data, sizeof(h));
	r->row.len = 0;
	bytepile_get(r->rows, r->at + sizeof(h), h.key + 1 + h.len, &r->row);
	r->at += sizeof(h) + h.key + 1 + h.len;
	r->here = (struct sortpile_row){ (const char *)r->row.data, h.rank,
		r->row.data + h.key + 1, h.len };
	return true;
}

static bool
is_before(const struct run *x, const struct run *y)
{
	int c = compare(x->here.key, x->here.rank, y->here.key, y->here.rank);

	return c != 0 ? c < 0 : x < y;
}

/* Among those that have a row, behind those that come before it. */
static void
enter(struct sortpile *p, struct run *r)
{
	size_t lo = 0, hi = p->next_count, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (is_before(p->next[mid], r))
			lo = mid + 1;
		else
			hi = mid;
	}
	memmove(p->next + lo + 1, p->next + lo,
	    (p->next_count++ - lo) * sizeof(struct run *));
	p->next[lo] = r;
}

static void
begin(struct sortpile *p)
{
	size_t i;

	end_run(p);
	buf_free(&p->waiting);
	p->next = mem_grow(NULL, p->run_count, sizeof(struct run *));
	for (i = 0; i < p->run_count; i++)
		if (step(&p->runs[i]))
			enter(p, &p->runs[i]);
	p->begun = true;
}

/* The row that was given last goes from its run. */
static void
leave(struct sortpile *p)
{
	struct run *r = p->next[0];

	p->next_count--;
	memmove(p->next, p->next + 1, p->next_count * sizeof(struct run *));
	if (step(r))
		enter(p, r);
}

bool
sortpile_next(struct sortpile *p, struct sortpile_row *out)
{
	if (!p->begun)
		begin(p);
	else if (p->next_count > 0)
		leave(p);
	if (p->next_count == 0)
		return false;
	*out = p->next[0]->here;
	return true;
}

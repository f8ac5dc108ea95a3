#include <stdlib.h>
#include <string.h>

#include "formats/base/mem.h"
#include "formats/opened/inforce.h"
#include "formats/opened/opened.h"

const char *
inforce_why_word(enum inforce_why w)
{
	static const char *const words[WHYS] = { "retracted", "edition",
		"superseded", "state" };

	return words[w];
}

static const struct opened_word *
last_word(const struct opened_item *it)
{
	return it->word_count == 0 ? NULL : &it->words[it->word_count - 1];
}

/* The last edition that came of it; NULL: none did. */
static const struct opened_word *
last_edition(const struct opened_item *it)
{
	size_t i;

	for (i = it->word_count; i > 0; i--)
		if (it->words[i - 1].is != LIFE_RETRACTED &&
		    it->words[i - 1].edition != 0)
			return &it->words[i - 1];
	return NULL;
}

/* Along the successors, to one that is not known.  A circle, which no hub
 * writes, ends where every item has been met. */
static bool
successor_is_missing(
    const struct opened_series *s, const struct opened_item *it)
{
	const struct opened_word *w;
	size_t steps;

	for (steps = 0; steps <= s->item_count; steps++) {
		w = last_word(it);
		if (w == NULL || w->is != LIFE_SUPERSEDED)
			return w == NULL;
		it = opened_find(s, w->by);
		if (it == NULL)
			return true;
	}
	return false;
}

/* The state that came without an item that stood until then; 0: none. */
static uint64_t
left_out_of(const struct opened_series *s, const struct opened_item *it)
{
	const struct opened_word *w = last_word(it);
	uint64_t state = chain_state(&s->chain);

	return w != NULL && w->is != LIFE_RETRACTED && w->sequence < state
		   ? state
		   : 0;
}

bool
inforce_item(const struct opened_series *s, const struct opened_item *it)
{
	const struct opened_word *w = last_word(it);

	if (w == NULL || w->is == LIFE_RETRACTED || left_out_of(s, it) != 0)
		return false;
	return life_is_live(w->is) || successor_is_missing(s, it);
}

/* The first word of the item in which it does not tell the value any more. */
static const struct opened_word *
gone_by(const struct opened_item *it, const struct opened_value *v)
{
	const struct opened_word *w;
	size_t i;

	for (i = 0; i < it->word_count; i++) {
		w = &it->words[i];
		if (v->told == 0 && w->is == LIFE_RETRACTED)
			return w;
		if (v->told != 0 && w->sequence >= v->told &&
		    (w->sequence > v->told || !life_is_live(w->is)))
			return w;
	}
	return last_word(it);
}

static enum inforce_why
why_of(const struct opened_word *w)
{
	if (w->is == LIFE_RETRACTED)
		return WHY_RETRACTED;
	if (w->is == LIFE_SUPERSEDED)
		return WHY_SUPERSEDED;
	return WHY_EDITION;
}

/* A value that is in force no more. */
static bool
is_out(const struct opened_series *s, const struct opened_item *it,
    const struct opened_value *v, struct inforce_row *r)
{
	const struct opened_word *gone = gone_by(it, v);

	if (gone == NULL)
		return false;
	r->sequence = gone->sequence;
	r->why = why_of(gone);
	/* Nothing but a state has ended it. */
	if (gone->sequence <= v->told && life_is_live(gone->is) &&
	    left_out_of(s, it) != 0) {
		r->sequence = left_out_of(s, it);
		r->why = WHY_STATE;
	}
	return true;
}

static void
put_item(struct arena *a, struct inforce *f, const struct opened_series *s,
    const struct opened_item *it)
{
	const struct opened_word *edition = last_edition(it);
	bool stands = inforce_item(s, it);
	const struct opened_value *v;
	struct inforce_row *r, out;
	size_t i;

	for (i = 0; i < it->value_count; i++) {
		v = &it->values[i];
		if (stands && edition != NULL && v->told == edition->sequence) {
			r = arena_push(a, &f->in, &f->in_count, sizeof(*r));
			r->sequence = edition->sequence;
			r->edition = edition->edition;
		} else {
			out = (struct inforce_row){ 0 };
			if (!is_out(s, it, v, &out))
				continue;
			r = arena_push(a, &f->out, &f->out_count, sizeof(*r));
			*r = out;
		}
		r->type = v->type;
		r->value = v->value;
		r->audience = s->audience;
		r->item = it->id;
	}
}

static int
by_value(const void *a, const void *b)
{
	const struct inforce_row *x = a, *y = b;
	int c = strcmp(x->type, y->type);

	return c != 0 ? c : strcmp(x->value, y->value);
}

static int
by_row(const void *a, const void *b)
{
	const struct inforce_row *x = a, *y = b;
	int c = by_value(a, b);

	if (c == 0)
		c = strcmp(x->audience, y->audience);
	return c != 0 ? c : strcmp(x->item, y->item);
}

/* The rows of a list whose value the other one does not have, or has. */
static size_t
pick(const struct inforce_row *rows, size_t count,
    const struct inforce_row *other, size_t other_count, struct inforce_row *to)
{
	size_t i, k = 0, picked = 0;
	int c = -1;

	for (i = 0; i < count; i++) {
		while (
		    k < other_count && (c = by_value(&other[k], &rows[i])) < 0)
			k++;
		if (k == other_count || c != 0)
			to[picked++] = rows[i];
	}
	return picked;
}

struct inforce_row *
inforce_new(struct arena *a, const struct inforce_row *rows, size_t count,
    const struct inforce_row *before, size_t before_count, size_t *found)
{
	struct inforce_row *to = arena_alloc(a, (count + 1) * sizeof(*to));

	*found = pick(rows, count, before, before_count, to);
	return to;
}

void
inforce_of(struct arena *a, const struct opened *o, struct inforce *f)
{
	const struct opened_series *s;
	size_t i, k;

	memset(f, 0, sizeof(*f));
	for (i = 0; i < o->series_count; i++) {
		s = &o->series[i];
		for (k = 0; k < s->item_count; k++)
			put_item(a, f, s, &s->items[k]);
	}
	if (f->in_count > 0)
		qsort(f->in, f->in_count, sizeof(*f->in), by_row);
	if (f->out_count > 0)
		qsort(f->out, f->out_count, sizeof(*f->out), by_row);
	f->out = inforce_new(
	    a, f->out, f->out_count, f->in, f->in_count, &f->out_count);
}

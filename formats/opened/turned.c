#include <stdbool.h>

#include "formats/opened/opened.h"
#include "formats/opened/turned.h"

/* The words of bundles that went become one, with what stood under the number
 * that it gets. */
struct folding {
	const struct opened_series *series;
	uint64_t to;   /* that number */
	uint64_t told; /* of the last of these words that was an edition; 0 */
	bool tells;    /* the one that they become tells its values */
};

static bool
went(const struct folding *f, uint64_t sequence)
{
	return chain_find(&f->series->chain, sequence) == NULL;
}

static bool
folds(const struct folding *f, uint64_t sequence)
{
	return sequence == f->to || went(f, sequence);
}

/* Words stand by number, and lines are cut off at the end. */
static void
fold_words(struct folding *f, struct opened_item *it)
{
	size_t i, kept = 0;
	struct opened_word w = { 0 };
	unsigned edition = 0;

	f->told = 0;
	for (i = 0; i < it->word_count; i++) {
		if (!folds(f, it->words[i].sequence)) {
			it->words[kept++] = it->words[i];
			continue;
		}
		w = it->words[i];
		if (w.edition == 0)
			continue;
		edition = w.edition;
		f->told = w.sequence;
	}
	f->tells = w.is != LIFE_RETRACTED && f->told != 0;
	w.edition = f->tells ? edition : 0;
	w.sequence = f->to;
	it->words[kept++] = w;
	it->word_count = kept;
}

/* What that edition left out had been told once, and is no more. */
static void
fold_values(const struct folding *f, struct opened_item *it)
{
	struct opened_value *v;
	size_t i;

	for (i = 0; i < it->value_count; i++) {
		v = &it->values[i];
		if (v->told != 0 && folds(f, v->told))
			v->told = f->tells && v->told == f->told ? f->to : 0;
	}
}

static bool
has_gone(const struct folding *f, const struct opened_item *it)
{
	return it->word_count > 0 &&
	       went(f, it->words[it->word_count - 1].sequence);
}

static uint64_t
begin_of(const struct chain_line *l)
{
	return l->after > 0 ? l->after : 1;
}

/* Under what is left last; with nothing left, under what the line begins
 * behind, for its first bundle may come late. */
static uint64_t
fold_to(const struct chain *c, const struct chain_line *newest)
{
	return c->count > 0 ? chain_newest(c)->sequence : begin_of(newest);
}

bool
opened_folded(const struct chain *c, uint64_t sequence)
{
	size_t i;

	for (i = 0; i < c->line_count; i++)
		if (begin_of(&c->lines[i]) == sequence)
			return true;
	return false;
}

size_t
opened_turn(
    struct opened_series *s, const struct chain_line *lines, size_t count)
{
	struct folding f = { .series = s };
	size_t gone, i;

	gone = chain_turn(&s->chain, lines, count);
	f.to = fold_to(&s->chain, &lines[count - 1]);
	for (i = 0; gone > 0 && i < s->item_count; i++) {
		if (!has_gone(&f, &s->items[i]))
			continue;
		fold_words(&f, &s->items[i]);
		fold_values(&f, &s->items[i]);
	}
	return gone;
}

#include <string.h>

#include "batch/count/dataset.h"
#include "formats/base/mem.h"

static const char *const hidden_words[] = {
	[SHOWN] = "",
	[SMALL_CELL] = "small-cell",
	[COMPLEMENT] = "complement",
	[UNKNOWN] = "unknown",
	[NOT_COLLECTED] = "not-collected",
};

const char *
hidden_word(enum hidden h)
{
	return hidden_words[h];
}

enum hidden
hidden_parse(const char *word)
{
	enum hidden h;

	for (h = SMALL_CELL; h < NOT_COLLECTED; h++)
		if (strcmp(hidden_words[h], word) == 0)
			break;
	return h;
}

struct dataset *
dataset_add(struct datasets *all, const char *id, const char *unit,
    enum say title, const struct measure_text *measures, size_t count)
{
	struct measure *m;
	struct dataset *d;
	size_t i;

	m = arena_alloc(all->arena, count * sizeof(*m));
	for (i = 0; i < count; i++)
		m[i] = (struct measure){ measures[i].id,
			label_say(measures[i].name) };
	d = arena_push(all->arena, &all->list, &all->count, sizeof(*d));
	d->id = id;
	d->unit = unit;
	d->title = label_say(title);
	d->n = -1;
	d->measures = m;
	d->measure_count = count;
	return d;
}

struct dataset *
dataset_like(struct arena *a, const struct dataset *d)
{
	struct dataset *new = arena_alloc(a, sizeof(*new));

	new->id = d->id;
	new->unit = d->unit;
	new->title = d->title;
	new->n = -1;
	new->measures = d->measures;
	new->measure_count = d->measure_count;
	return new;
}

struct figure *
dataset_key(struct arena *a, struct dataset *d, const char *key,
    const char *group, struct label name)
{
	struct figure *first = NULL;
	struct category *c;
	size_t i, n;

	c = arena_push(a, &d->keys, &d->key_count, sizeof(*c));
	c->key = key;
	c->group = group;
	c->name = name;
	n = (d->key_count - 1) * d->measure_count;
	for (i = 0; i < d->measure_count; i++)
		first = arena_push(a, &d->figures, &n, sizeof(*d->figures));
	return first == NULL ? NULL : first - (d->measure_count - 1);
}

struct figure *
dataset_place(struct arena *a, struct dataset *d, const struct category *c)
{
	struct figure *g = dataset_figure(d, c->key, NULL);

	return g != NULL ? g : dataset_key(a, d, c->key, c->group, c->name);
}

struct dataset *
dataset_find(const struct datasets *all, const char *id)
{
	size_t i;

	for (i = 0; i < all->count; i++)
		if (strcmp(all->list[i].id, id) == 0)
			return &all->list[i];
	return NULL;
}

struct figure *
dataset_at(const struct dataset *d, size_t key, size_t measure)
{
	return &d->figures[key * d->measure_count + measure];
}

struct figure *
dataset_figure(const struct dataset *d, const char *key, const char *measure)
{
	size_t i, m;

	for (i = 0; d != NULL && i < d->key_count; i++)
		for (m = 0; m < d->measure_count; m++)
			if (strcmp(d->keys[i].key, key) == 0 &&
			    (measure == NULL ||
				strcmp(d->measures[m].id, measure) == 0))
				return dataset_at(d, i, m);
	return NULL;
}

int64_t
dataset_value(const struct dataset *d, const char *key, const char *measure)
{
	const struct figure *g = dataset_figure(d, key, measure);

	return g == NULL ? 0 : g->value;
}

int64_t
dataset_total(const struct dataset *d)
{
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < d->key_count; i++)
		sum += d->figures[i].value;
	return sum;
}

#include <string.h>

#include "batch/count/figures.h"
#include "formats/base/mem.h"

struct dataset *
figures_set(struct figures *f, const char *id, const char *unit, const char *ja,
    const char *en, const struct measure *measures, size_t count)
{
	struct dataset *d;

	d = arena_push(f->arena, &f->sets, &f->set_count, sizeof(*d));
	d->id = id;
	d->unit = unit;
	d->ja = ja;
	d->en = en;
	d->n = -1;
	d->measures = measures;
	d->measure_count = count;
	return d;
}

struct figure *
figures_key(struct figures *f, struct dataset *d, const char *key,
    const char *group, const char *ja, const char *en)
{
	struct figure *first = NULL;
	struct category *c;
	size_t i, n;

	c = arena_push(f->arena, &d->keys, &d->key_count, sizeof(*c));
	c->key = key;
	c->group = group;
	c->ja = ja;
	c->en = en;
	n = (d->key_count - 1) * d->measure_count;
	for (i = 0; i < d->measure_count; i++)
		first =
		    arena_push(f->arena, &d->figures, &n, sizeof(*d->figures));
	return first == NULL ? NULL : first - (d->measure_count - 1);
}

const struct dataset *
figures_find(const struct figures *f, const char *id)
{
	size_t i;

	for (i = 0; i < f->set_count; i++)
		if (strcmp(f->sets[i].id, id) == 0)
			return &f->sets[i];
	return NULL;
}

const struct figure *
figures_at(const struct dataset *d, size_t key, size_t measure)
{
	return &d->figures[key * d->measure_count + measure];
}

void
figures_count(struct figures *f)
{
	figures_begin(f);
	if (f->sig != NULL) {
		figures_sig(f);
		return;
	}
	figures_members(f);
	figures_books(f);
	figures_classes(f);
	figures_trend(f);
	figures_timeliness(f);
	figures_cases(f);
	figures_annex(f);
	figures_disclose(f);
}

#include "batch/disclose/change.h"
#include "batch/count/dataset.h"
#include "batch/disclose/limits.h"
#include "batch/disclose/revise.h"

void
change_add(struct arena *a, struct change *c, int64_t n, const struct givers *g,
    int sign)
{
	size_t i;

	c->n += sign * n;
	for (i = 0; i < g->count; i++)
		givers_add(
		    a, &c->more, g->list[i].organisation, sign * g->list[i].n);
}

/* NULL: it is nothing. */
static void
add(struct arena *a, struct change *c, const struct figure *now,
    const struct figure *then)
{
	if (now != NULL)
		change_add(a, c, now->value, &now->givers, 1);
	if (then != NULL)
		change_add(a, c, then->value, &then->givers, -1);
}

bool
change_few(struct change *c, const struct limits *l)
{
	size_t i;

	for (i = 0; i < c->more.count; i++)
		if (c->more.list[i].n < 0)
			c->more.list[i].n = -c->more.list[i].n;
	return c->n != 0 && limits_few(l, &c->more);
}

/* A cell that both show. */
static bool
cell_is_of_few(struct arena *a, const struct figure *now,
    const struct figure *then, const struct limits *l)
{
	struct change c = { .n = 0 };

	if (now != NULL && now->open)
		return false;
	add(a, &c, now, then);
	return change_few(&c, l);
}

/* Cells that were not listed were nothing. */
static bool
unlisted_is_of_few(struct arena *a, const struct dataset *told,
    const struct dataset *now, const struct limits *l)
{
	size_t i;

	for (i = 0; i < now->key_count; i++)
		if (dataset_figure(told, now->keys[i].key, NULL) == NULL &&
		    cell_is_of_few(a, &now->figures[i], NULL, l))
			return true;
	return false;
}

static bool
says_the_same(const struct dataset *told, const struct dataset *then)
{
	size_t i;

	for (i = 0; then != NULL && i < told->key_count; i++)
		if (told->figures[i].hidden == SHOWN &&
		    told->figures[i].value !=
			dataset_value(then, told->keys[i].key, NULL))
			return false;
	return then != NULL;
}

bool
change_in_set(struct arena *a, const struct dataset *told,
    const struct dataset *then, const struct dataset *now,
    const struct limits *l)
{
	struct change hidden = { .n = 0 };
	const struct figure *x, *y;
	size_t i;

	if (!revise_was_told(told, now) || !says_the_same(told, then))
		return false;
	for (i = 0; i < told->key_count; i++) {
		x = dataset_figure(now, told->keys[i].key, NULL);
		y = dataset_figure(then, told->keys[i].key, NULL);
		if (told->figures[i].hidden != SHOWN)
			add(a, &hidden, x, y);
		else if (cell_is_of_few(a, x, y, l))
			return true;
	}
	return change_few(&hidden, l) || unlisted_is_of_few(a, told, now, l);
}

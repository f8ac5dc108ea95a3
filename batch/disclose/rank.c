#include <string.h>

#include "batch/count/dataset.h"
#include "batch/disclose/rank.h"

static int
compare(const struct dataset *d, size_t a, size_t b)
{
	const struct figure *x = &d->figures[a], *y = &d->figures[b];
	const char *ka = d->keys[a].key, *kb = d->keys[b].key;
	bool ua = strcmp(ka, "unknown") == 0, ub = strcmp(kb, "unknown") == 0;

	if (ua != ub)
		return ua ? 1 : -1;
	if ((x->hidden == SHOWN) != (y->hidden == SHOWN))
		return x->hidden == SHOWN ? -1 : 1;
	if (x->hidden == SHOWN && x->value != y->value)
		return x->value > y->value ? -1 : 1;
	return strcmp(ka, kb);
}

static void
swap(struct dataset *d, size_t a, size_t b)
{
	struct category c = d->keys[a];
	struct figure g = d->figures[a];

	d->keys[a] = d->keys[b];
	d->figures[a] = d->figures[b];
	d->keys[b] = c;
	d->figures[b] = g;
}

void
rank(struct dataset *d)
{
	size_t i, k;

	for (i = 1; d->ranked && i < d->key_count; i++)
		for (k = i; k > 0 && compare(d, k - 1, k) > 0; k--)
			swap(d, k - 1, k);
}

#include <string.h>

#include "batch/store/word.h"

int
word_order(const struct word *a, const struct word *b)
{
	int c;

	if (a->signed_at != b->signed_at)
		return a->signed_at < b->signed_at ? -1 : 1;
	c = strcmp(b->package, a->package);
	if (c != 0)
		return c;
	return a->n < b->n ? -1 : a->n > b->n;
}

#include <stdint.h>
#include <string.h>

#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/tools/rulenumber.h"

/* For each number the next one that may be free, itself while it is; at the
 * end one more, from which it goes on at the beginning. */
struct rulenumbers {
	unsigned count;
	unsigned *next;
};

struct rulenumbers *
rulenumbers_new(struct arena *a, unsigned count)
{
	struct rulenumbers *r = arena_alloc(a, sizeof(*r));
	unsigned i;

	r->count = count;
	r->next = arena_alloc(a, (count + 1) * sizeof(*r->next));
	for (i = 0; i <= count; i++)
		r->next[i] = i;
	return r;
}

/* Halves the way for whoever comes next. */
static unsigned
free_from(struct rulenumbers *r, unsigned at)
{
	while (r->next[at] != at) {
		r->next[at] = r->next[r->next[at]];
		at = r->next[at];
	}
	return at;
}

void
rulenumbers_use(struct rulenumbers *r, unsigned number)
{
	if (number > 0 && number <= r->count)
		r->next[number - 1] = number;
}

unsigned
rulenumbers_take(struct rulenumbers *r, const char *key)
{
	struct digest d;
	uint32_t first;
	unsigned at;

	digest_of(key, strlen(key), &d);
	memcpy(&first, &d, sizeof(first));
	at = free_from(r, first % r->count);
	if (at == r->count)
		at = free_from(r, 0);
	if (at == r->count)
		return 0;
	rulenumbers_use(r, at + 1);
	return at + 1;
}

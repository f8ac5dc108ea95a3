#include <string.h>

#include "formats/base/mem.h"
#include "formats/out/chain.h"

/* More missing at once is no gap but another series. */
#define MISSING_MAX 1000

/* How many links come before this number. */
static size_t
place_of(const struct chain *c, uint64_t sequence)
{
	size_t low = 0, high = c->count, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (c->links[mid].sequence < sequence)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

enum chain_verdict
chain_judge(const struct chain *c, const struct chain_link *next)
{
	const struct chain_link *before, *at;
	size_t i = place_of(c, next->sequence);

	if (next->sequence > CHAIN_SEQUENCE_MAX)
		return CHAIN_FAR;
	before = i > 0 ? &c->links[i - 1] : NULL;
	at = i < c->count ? &c->links[i] : NULL;
	if (at != NULL && at->sequence == next->sequence)
		return digest_equal(&at->digest, &next->digest) ? CHAIN_KNOWN
								: CHAIN_FORK;
	if (at == NULL && before != NULL &&
	    next->sequence - before->sequence > MISSING_MAX)
		return CHAIN_FAR;
	if (before != NULL && before->sequence + 1 == next->sequence &&
	    !digest_equal(&before->digest, &next->previous))
		return CHAIN_NOT_BEHIND;
	if (at != NULL && next->sequence + 1 == at->sequence &&
	    !digest_equal(&at->previous, &next->digest))
		return CHAIN_NOT_IN_FRONT;
	return CHAIN_FITS;
}

void
chain_add(struct chain *c, const struct chain_link *next)
{
	size_t i = place_of(c, next->sequence);

	arena_push(c->a, &c->links, &c->count, sizeof(*c->links));
	memmove(&c->links[i + 1], &c->links[i],
	    (c->count - 1 - i) * sizeof(*c->links));
	c->links[i] = *next;
}

const struct chain_link *
chain_find(const struct chain *c, uint64_t sequence)
{
	size_t i = place_of(c, sequence);

	return i < c->count && c->links[i].sequence == sequence ? &c->links[i]
								: NULL;
}

const struct chain_link *
chain_newest(const struct chain *c)
{
	return c->count == 0 ? NULL : &c->links[c->count - 1];
}

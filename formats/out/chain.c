#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/out/chain.h"

/* More missing at once is no gap but another series. */
#define MISSING_MAX 1000

int
chain_read(struct chain *c, const char *text)
{
	char digest[DIGEST_HEX], previous[DIGEST_HEX];
	struct chain_link l;
	int words, used;

	while (*text != '\0') {
		memset(&l, 0, sizeof(l));
		used = (int)strcspn(text, "\n");
		words =
		    sscanf(text, "%" SCNu64 "%*[ ]%64[0-9a-f]%*[ ]%64[0-9a-f]",
			&l.sequence, digest, previous);
		l.linked = words == 3;
		if (words < 2 || !digest_parse(digest, &l.digest) ||
		    (l.linked && !digest_parse(previous, &l.previous)))
			return -1;
		chain_add(c, &l);
		text += used + (text[used] == '\n');
	}
	return 0;
}

void
chain_write(const struct chain *c, struct buf *out)
{
	char digest[DIGEST_HEX], previous[DIGEST_HEX];
	const struct chain_link *l;
	size_t i;

	for (i = 0; i < c->count; i++) {
		l = &c->links[i];
		digest_hex(&l->digest, digest);
		digest_hex(&l->previous, previous);
		buf_printf(out, "%" PRIu64 " %s%s%s\n", l->sequence, digest,
		    l->linked ? " " : "", l->linked ? previous : "");
	}
}

/* How many links come before this number. */
static size_t
place_of(const struct chain *c, uint64_t sequence)
{
	size_t i = 0;

	while (i < c->count && c->links[i].sequence < sequence)
		i++;
	return i;
}

enum chain_verdict
chain_judge(const struct chain *c, const struct chain_link *next)
{
	const struct chain_link *before, *at;
	size_t i = place_of(c, next->sequence);

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
	if (at != NULL && at->linked && next->sequence + 1 == at->sequence &&
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

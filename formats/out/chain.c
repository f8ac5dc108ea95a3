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

bool
chain_has_bundle(const struct chain_link *l)
{
	static const struct digest none;

	return !l->state || !digest_equal(&l->previous, &none);
}

/* Whether its bundle is the one that the link behind it names. */
static bool
stands_before(const struct chain_link *l, const struct chain_link *next)
{
	return l->sequence + 1 != next->sequence || !chain_has_bundle(next) ||
	       digest_equal(&l->digest, &next->previous);
}

/* The first bundle says no more than a state in its place. */
static bool
is_known(const struct chain_link *at, const struct chain_link *next)
{
	if (next->state)
		return at->state;
	return chain_has_bundle(at) || at->sequence == 1;
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
	if (at != NULL && at->sequence == next->sequence) {
		if (!digest_equal(&at->digest, &next->digest))
			return CHAIN_FORK;
		if (is_known(at, next))
			return CHAIN_KNOWN;
		at = i + 1 < c->count ? &c->links[i + 1] : NULL;
	}
	if (at == NULL && before != NULL && !next->state &&
	    next->sequence - before->sequence > MISSING_MAX)
		return CHAIN_FAR;
	if (before != NULL && !stands_before(before, next))
		return CHAIN_NOT_BEHIND;
	if (at != NULL && !stands_before(next, at))
		return CHAIN_NOT_IN_FRONT;
	return CHAIN_FITS;
}

static int64_t
newest_of(const struct chain_line *lines, size_t count)
{
	return count == 0 ? 0 : lines[count - 1].begun;
}

/* When the line began to which this number belongs; 0: the first. */
static int64_t
line_of(const struct chain_line *lines, size_t count, uint64_t sequence)
{
	while (count > 0 && lines[count - 1].after >= sequence)
		count--;
	return newest_of(lines, count);
}

/* What came in a line stands while that is named, and none that began later
 * begins before it. */
static bool
has_place(const struct chain_line *lines, size_t count, int64_t line,
    uint64_t sequence)
{
	bool named = line == 0;
	size_t i;

	for (i = 0; i < count; i++) {
		named = named || lines[i].begun == line;
		if (lines[i].begun > line && sequence > lines[i].after)
			return false;
	}
	return named;
}

/* A link of the chain, under other lines. */
static bool
keeps_place(const struct chain *c, const struct chain_line *lines, size_t count,
    const struct chain_link *l)
{
	return has_place(lines, count,
	    line_of(c->lines, c->line_count, l->sequence), l->sequence);
}

static bool
same_lines(const struct chain *c, const struct chain_line *lines, size_t count)
{
	size_t i;

	for (i = 0; i < count && i < c->line_count; i++)
		if (lines[i].begun != c->lines[i].begun ||
		    lines[i].after != c->lines[i].after ||
		    !digest_equal(&lines[i].digest, &c->lines[i].digest))
			return false;
	return count == c->line_count;
}

/* Each line begins behind the bundle that was opened under that number. */
static bool
begins_here(const struct chain *c, const struct chain_line *lines, size_t count)
{
	const struct chain_link *l;
	size_t i;

	for (i = 0; i < count; i++) {
		l = chain_find(c, lines[i].after);
		if (l != NULL && keeps_place(c, lines, count, l) &&
		    !digest_equal(&l->digest, &lines[i].digest))
			return false;
	}
	return true;
}

bool
chain_turns(const struct chain *c, const struct chain_line *lines, size_t count)
{
	return newest_of(lines, count) > newest_of(c->lines, c->line_count);
}

size_t
chain_turn(struct chain *c, const struct chain_line *lines, size_t count)
{
	size_t i, kept = 0, before = c->count;

	for (i = 0; i < c->count; i++)
		if (keeps_place(c, lines, count, &c->links[i]))
			c->links[kept++] = c->links[i];
	c->count = kept;
	c->lines = NULL;
	c->line_count = 0;
	for (i = 0; i < count; i++)
		*(struct chain_line *)arena_push(c->a, &c->lines,
		    &c->line_count, sizeof(*c->lines)) = lines[i];
	return before - kept;
}

/* As if it had turned already. */
static enum chain_verdict
judge_turned(const struct chain *c, const struct chain_line *lines,
    size_t count, const struct chain_link *next)
{
	struct chain trial = {
		.a = arena_new(), .lines = c->lines, .line_count = c->line_count
	};
	enum chain_verdict v = CHAIN_FORK;
	size_t i;

	for (i = 0; i < c->count; i++)
		*(struct chain_link *)arena_push(trial.a, &trial.links,
		    &trial.count, sizeof(*trial.links)) = c->links[i];
	chain_turn(&trial, lines, count);
	if (begins_here(c, lines, count))
		v = chain_judge(&trial, next);
	arena_free(trial.a);
	return v;
}

enum chain_verdict
chain_judge_line(const struct chain *c, const struct chain_line *lines,
    size_t count, const struct chain_link *next)
{
	if (chain_turns(c, lines, count))
		return judge_turned(c, lines, count, next);
	if (newest_of(lines, count) == newest_of(c->lines, c->line_count) &&
	    !same_lines(c, lines, count))
		return CHAIN_FORK;
	if (!has_place(c->lines, c->line_count,
		line_of(lines, count, next->sequence), next->sequence))
		return CHAIN_VOID;
	return chain_judge(c, next);
}

void
chain_add(struct chain *c, const struct chain_link *next)
{
	size_t i = place_of(c, next->sequence);
	struct chain_link *at;

	if (i < c->count && c->links[i].sequence == next->sequence) {
		at = &c->links[i];
		if (!next->state)
			at->previous = next->previous;
		at->state |= next->state;
		if (next->expires > at->expires)
			at->expires = next->expires;
		return;
	}
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

uint64_t
chain_state(const struct chain *c)
{
	size_t i;

	for (i = c->count; i > 0; i--)
		if (c->links[i - 1].state)
			return c->links[i - 1].sequence;
	return 0;
}

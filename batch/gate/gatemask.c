#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "batch/gate/gate-read.h"
#include "batch/gate/gatemask.h"
#include "batch/gate/gateterm.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/names/spelling.h"

static const char mask[] = "〓〓";

/* How often what is left is looked at again.  People write one name round
 * another hardly once. */
#define ROUNDS 4

#define NONE SIZE_MAX

static bool
alnum(char c)
{
	return isalnum((unsigned char)c) && (unsigned char)c < 0x80;
}

/* The @ of an address, as people and machines write it. */
static const char *const ats[] = { "@", "＠", "﹫", "%40", "%2540", "=40",
	"[at]", "(at)", "{at}", "<at>", "[@]", "(@)", "{@}", "&#64;", "&#x40;",
	"&commat;", "\\u0040", "\\x40", NULL };

/* Where one of them begins that ends at this place; to: none. */
static size_t
before_at(const char *text, size_t to)
{
	size_t i, n;

	for (i = 0; ats[i] != NULL; i++) {
		n = strlen(ats[i]);
		if (n <= to && strncasecmp(text + to - n, ats[i], n) == 0)
			return to - n;
	}
	return to;
}

static bool
in_local_part(char c)
{
	return alnum(c) || (c != '\0' && strchr("._%+-'", c) != NULL);
}

/* Of a text, for each place in it.  Each is found out of the one before it, so
 * that a text of many addresses costs no more than one of few. */
struct reach {
	size_t *at;	/* begins the @ of the address that the host which goes
			   on here belongs to; NONE: of none */
	size_t *local;	/* begins the local part that ends here */
	size_t *quote;	/* the quote mark next before it; NONE: none */
	size_t *letter; /* ends what is written before it, but for blanks */
};

static bool
in_host(char c)
{
	return alnum(c) || c == '.' || c == '-';
}

static size_t
local_before(const struct reach *r, const char *text, size_t i)
{
	if (in_local_part(text[i - 1]))
		return r->local[i - 1];
	/* What of it is masked already goes too. */
	return i >= 3 && memcmp(text + i - 3, mask, 3) == 0 ? r->local[i - 3]
							    : i;
}

static struct reach *
reach_of(struct arena *a, const char *text)
{
	struct reach *r = arena_alloc(a, sizeof(*r));
	size_t len = strlen(text), size = (len + 1) * sizeof(size_t), i, end;

	r->at = arena_alloc(a, size);
	r->local = arena_alloc(a, size);
	r->quote = arena_alloc(a, size);
	r->letter = arena_alloc(a, size);
	r->at[0] = r->quote[0] = NONE;
	for (i = 1; i <= len; i++) {
		r->letter[i] = text[i - 1] == ' ' ? r->letter[i - 1] : i;
		r->local[i] = local_before(r, text, i);
		r->quote[i] = text[i - 1] == '"' ? i - 1 : r->quote[i - 1];
		end = before_at(text, r->letter[i]);
		r->at[i] = end < r->letter[i]	  ? end
			   : in_host(text[i - 1]) ? r->at[i - 1]
						  : NONE;
	}
	return r;
}

/* Where the local part begins that ends at this place. */
static size_t
local_part(const struct reach *r, const char *text, size_t to)
{
	size_t end = r->letter[to];

	if (end > 0 && (in_local_part(text[end - 1]) || text[end - 1] == '"'))
		to = end;
	if (to > 0 && text[to - 1] == '"' && r->quote[to - 1] != NONE)
		return r->quote[to - 1];
	return r->local[to];
}

/*
 * Who it is at a member's domain is nobody's business either: what stands
 * before the @ goes with it, and what of the host's name stands between; or
 * behind it, as relays write addresses that they pass on.  Machines write = for
 * the @ of an address inside another.
 */
static void
take_local_part(const struct reach *r, const char *text, struct place *at)
{
	size_t end = r->at[at->from];

	if (end == NONE && at->from > 0 && text[at->from - 1] == '=')
		end = at->from - 1;
	if (end != NONE)
		at->from = local_part(r, text, end);
	if (text[at->to] == '=' && in_local_part(text[at->to + 1]))
		for (at->to++; in_local_part(text[at->to]); at->to++)
			continue;
}

/* A term that was found. */
struct struck {
	const char *raw;
	size_t len;		/* of the form */
	struct place found, at; /* as it stands, and all that goes with it */
};

/* What is to be masked. */
struct striking {
	struct arena *arena;
	const char *text;
	struct reach *reach;
	struct place digits; /* that were met last */
	struct struck *list;
	size_t count;
};

/* Of a digest a part is searched for: the rest goes with it. */
static void
take_digits(struct striking *s, struct place *at)
{
	struct place *d = &s->digits;

	if (at->from < d->from || at->to > d->to) {
		*d = *at;
		while (d->from > 0 &&
		       isxdigit((unsigned char)s->text[d->from - 1]))
			d->from--;
		while (isxdigit((unsigned char)s->text[d->to]))
			d->to++;
	}
	*at = *d;
}

static void
strike(void *arg, const struct gate_term *t, const struct place *found)
{
	struct striking *s = arg;
	struct struck *k;

	if (s->reach == NULL)
		s->reach = reach_of(s->arena, s->text);
	k = arena_push(s->arena, &s->list, &s->count, sizeof(*k));
	*k = (struct struck){ t->raw, strlen(t->form), *found, *found };
	if (t->kind == GATE_DIGEST)
		take_digits(s, &k->at);
	else
		take_local_part(s->reach, s->text, &k->at);
}

/* A name may begin another: the longer one goes first. */
static int
by_length(const void *a, const void *b)
{
	const struct struck *x = a, *y = b;

	if (x->len != y->len)
		return x->len > y->len ? -1 : 1;
	return x->found.from < y->found.from ? -1
					     : x->found.from > y->found.from;
}

static int
by_place(const void *a, const void *b)
{
	const struct struck *x = a, *y = b;

	if (x->at.from != y->at.from)
		return x->at.from < y->at.from ? -1 : 1;
	return x->at.to < y->at.to ? -1 : x->at.to > y->at.to;
}

/* Leaves out what reaches into a longer one: once that is masked, it stands
 * there no more. */
static void
keep_longest(struct striking *s)
{
	bool *gone = arena_alloc(s->arena, strlen(s->text) + 1);
	size_t *end =
	    arena_alloc(s->arena, (strlen(s->text) + 1) * sizeof(*end));
	size_t i, k, kept = 0;

	qsort(s->list, s->count, sizeof(*s->list), by_length);
	for (i = 0; i < s->count; i++) {
		const struct struck *t = &s->list[i];

		if (gone[t->found.from] || gone[t->found.to - 1])
			continue;
		/* What is gone already is stepped over, so that each byte goes
		 * once. */
		for (k = t->at.from; k < t->at.to;) {
			if (gone[k] && end[k] > k) {
				k = end[k];
				continue;
			}
			gone[k] = true;
			end[k] = t->at.to;
			k++;
		}
		s->list[kept++] = *t;
	}
	s->count = kept;
}

/* What lies over each other is one. */
static void
put_masked(struct buf *b, struct striking *s)
{
	size_t i, from = 0, to;

	keep_longest(s);
	qsort(s->list, s->count, sizeof(*s->list), by_place);
	for (i = 0; i < s->count; from = to) {
		to = s->list[i].at.to;
		buf_put(b, s->text + from, s->list[i].at.from - from);
		buf_puts(b, mask);
		for (i++; i < s->count && s->list[i].at.from < to; i++)
			if (s->list[i].at.to > to)
				to = s->list[i].at.to;
	}
	buf_puts(b, s->text + from);
}

/* NULL: nothing is to be masked. */
static const char *
masked_once(struct gate *g, struct arena *a, const char *text)
{
	struct striking s = { .text = text };
	struct buf b = { 0 };
	const char *out = NULL;

	if (!gate_stands(g, text))
		return NULL;
	s.arena = arena_new();
	gate_places(g, s.arena, text, strike, &s);
	if (s.count > 0) {
		put_masked(&b, &s);
		out = arena_strdup(a, buf_str(&b));
		buf_free(&b);
	}
	arena_free(s.arena);
	return out;
}

const char *
gate_mask(struct gate *g, struct arena *a, const char *text)
{
	const char *next;
	unsigned round;

	if (text == NULL)
		return NULL;
	for (round = 0; round < ROUNDS; round++) {
		next = masked_once(g, a, text);
		if (next == NULL)
			return text;
		text = next;
	}
	return gate_stands(g, text) ? arena_strdup(a, mask) : text;
}

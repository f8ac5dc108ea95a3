#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/base/tongue.h"
#include "batch/member/parcel.h"
#include "batch/member/telling.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/base/utc.h"
#include "formats/opened/inforce.h"
#include "formats/opened/opened.h"
#include "formats/out/bundle.h"
#include "formats/out/item.h"

#define SHOWN	   400	 /* bytes of a title or value */
#define SHOWN_LINE 10000 /* bytes of a line of what is asked */

enum lang
news_lang(void)
{
	return tongue();
}

void
news_touch(struct news *n, const char *audience, bool first)
{
	struct news_series *s;
	size_t i;

	for (i = 0; i < n->series_count; i++)
		if (strcmp(n->series[i].audience, audience) == 0)
			return;
	s = arena_push(n->a, &n->series, &n->series_count, sizeof(*s));
	s->audience = arena_strdup(n->a, audience);
	s->first = first;
}

void
news_turn(struct news *n, const char *audience, const struct chain_line *line,
    uint64_t last)
{
	struct news_line *l;

	l = arena_push(n->a, &n->lines, &n->line_count, sizeof(*l));
	l->audience = arena_strdup(n->a, audience);
	l->begun = line->begun;
	l->after = line->after;
	l->last = last;
}

void
news_add(struct news *n, const struct parcel *p, bool late)
{
	struct news_bundle *b;
	struct news_item *to;
	const struct item *it;
	size_t i;

	b = arena_push(n->a, &n->bundles, &n->bundle_count, sizeof(*b));
	b->audience = arena_strdup(n->a, p->bundle->audience);
	b->sequence = p->bundle->sequence;
	b->expires = p->bundle->expires;
	b->late = late;
	b->state = p->bundle->state;
	for (i = 0; i < p->item_count; i++) {
		it = p->items[i];
		if (it->retracted_on != NULL)
			continue;
		to = arena_push(n->a, &b->items, &b->item_count, sizeof(*to));
		to->id = arena_strdup(n->a, it->id);
		to->title =
		    text_escape(n->a, text_unlink(n->a, it->title, false),
			strlen(text_unlink(n->a, it->title, false)), SHOWN);
		to->edition = it->edition;
		to->values = it->indicator_count + it->file_count;
	}
}

static const char *
number(struct news *n, size_t value)
{
	return arena_printf(n->a, "%zu", value);
}

static const char *
name_of(struct news *n, const char *audience, uint64_t sequence)
{
	return arena_printf(n->a, "%s-%06" PRIu64, audience, sequence);
}

/* "2017-09-07" */
static const char *
day_of(struct news *n, int64_t t)
{
	char text[UTC_TEXT];

	utc_text(t, text);
	return arena_printf(n->a, "%.10s", text);
}

/* The word that this bundle said last of an item; NULL: a newer bundle, or
 * the one before it already, has said it. */
static const struct opened_word *
news_of(const struct opened_item *it, uint64_t sequence)
{
	const struct opened_word *last;

	last = it->word_count == 0 ? NULL : &it->words[it->word_count - 1];
	if (last == NULL || last->sequence != sequence ||
	    (it->word_count > 1 && !life_is_live(last->is) &&
		last[-1].is == last->is))
		return NULL;
	return last;
}

/* Of a state, which holds all, how much it is. */
static void
tell_state(struct news *n, const struct news_bundle *b)
{
	printf("  %s\n", say_of(n->a, SAY_OPEN_STATE, n->lang, "bundle",
			     name_of(n, b->audience, b->sequence), "items",
			     number(n, b->item_count), "expires",
			     day_of(n, b->expires), NULL));
}

static void
tell_items(
    struct news *n, const struct news_bundle *b, const struct opened_series *s)
{
	const struct news_item *it;
	enum say what;
	size_t i;

	for (i = 0; i < b->item_count; i++) {
		it = &b->items[i];
		what = news_of(opened_find(s, it->id), b->sequence) == NULL
			   ? SAY_OPEN_ITEM_OLD
			   : SAY_OPEN_ITEM;
		printf("    %s\n",
		    say_of(n->a, what, n->lang, "item", it->id, "edition",
			number(n, it->edition), "values", number(n, it->values),
			"title", it->title, NULL));
	}
}

static void
tell_fates(
    struct news *n, const struct news_bundle *b, const struct opened_series *s)
{
	const struct opened_item *it;
	const struct opened_word *w;
	enum say what;
	size_t i;

	for (i = 0; i < s->item_count; i++) {
		it = &s->items[i];
		w = news_of(it, b->sequence);
		if (w == NULL || life_is_live(w->is))
			continue;
		what = w->is == LIFE_RETRACTED ? SAY_OPEN_ITEM_RETRACTED
		       : inforce_item(s, it)   ? SAY_OPEN_ITEM_SUCCESSOR_MISSING
					       : SAY_OPEN_ITEM_SUPERSEDED;
		printf("    %s\n", say_of(n->a, what, n->lang, "item", it->id,
				       "by", w->by == NULL ? "" : w->by, NULL));
	}
}

static int
by_name(const void *a, const void *b)
{
	const struct news_bundle *x = a, *y = b;
	int c = strcmp(x->audience, y->audience);

	return c != 0
		   ? c
		   : (x->sequence > y->sequence) - (x->sequence < y->sequence);
}

static void
tell_new(struct news *n)
{
	const struct opened_series *s;
	const struct news_bundle *b;
	size_t i;

	if (n->bundle_count == 0)
		return;
	qsort(n->bundles, n->bundle_count, sizeof(*n->bundles), by_name);
	printf("\n%s\n", say(SAY_OPEN_NEW, n->lang));
	for (i = 0; i < n->bundle_count; i++) {
		b = &n->bundles[i];
		s = opened_series_find(n->opened, b->audience);
		if (b->state) {
			tell_state(n, b);
			continue;
		}
		printf("  %s\n",
		    say_of(n->a,
			b->late ? SAY_OPEN_BUNDLE_LATE : SAY_OPEN_BUNDLE,
			n->lang, "bundle", name_of(n, b->audience, b->sequence),
			"expires", day_of(n, b->expires), NULL));
		tell_items(n, b, s);
		tell_fates(n, b, s);
	}
}

/* A value as it may stand on a terminal. */
static const char *
safe(struct news *n, const char *value)
{
	const char *s = text_defang(n->a, value);

	return text_escape(n->a, s, strlen(s), SHOWN);
}

static void
tell_gone(struct news *n, const struct inforce_row *r)
{
	static const enum say words[WHYS] = {
		[WHY_RETRACTED] = SAY_OPEN_GONE_RETRACTED,
		[WHY_EDITION] = SAY_OPEN_GONE_EDITION,
		[WHY_SUPERSEDED] = SAY_OPEN_GONE_SUPERSEDED,
		[WHY_STATE] = SAY_OPEN_GONE_STATE,
	};

	printf("      %s\n",
	    say_of(n->a, words[r->why], n->lang, "item", r->item, "bundle",
		name_of(n, r->audience, r->sequence), NULL));
}

static bool
same_value(const struct inforce_row *x, const struct inforce_row *y)
{
	return strcmp(x->type, y->type) == 0 && strcmp(x->value, y->value) == 0;
}

/* Rows of one value count once. */
static size_t
values_in(const struct inforce_row *r, size_t count)
{
	size_t i, values = 0;

	for (i = 0; i < count; i++)
		values += i == 0 || !same_value(&r[i - 1], &r[i]);
	return values;
}

/* What went with this call, or all that ever went. */
static void
tell_take_out(struct news *n)
{
	const struct inforce *was = n->before, *now = n->now;
	size_t count = now->out_count, values, i;
	const struct inforce_row *r = now->out;

	if (!n->all)
		r = inforce_new(n->a, now->out, now->out_count, was->out,
		    was->out_count, &count);
	values = values_in(r, count);
	if (values == 0) {
		printf("\n%s\n", say(SAY_OPEN_NOTHING_TO_TAKE_OUT, n->lang));
		return;
	}
	printf("\n%s\n", say_of(n->a, SAY_OPEN_TAKE_OUT, n->lang, "count",
			     number(n, values), NULL));
	for (i = 0; i < count; i++) {
		if (i == 0 || !same_value(&r[i - 1], &r[i]))
			printf("  %-12s %s\n", r[i].type, safe(n, r[i].value));
		tell_gone(n, &r[i]);
	}
}

static void
tell_sums(struct news *n)
{
	printf("\n%s\n",
	    say_of(n->a, SAY_OPEN_IN_FORCE, n->lang, "in",
		number(n, values_in(n->now->in, n->now->in_count)), "out",
		number(n, values_in(n->now->out, n->now->out_count)), NULL));
	if (n->into != NULL)
		puts(say_of(n->a, SAY_OPEN_LISTS, n->lang, "dir",
		    text_escape(n->a, n->into, strlen(n->into), SHOWN), NULL));
}

static void
tell_words(struct news *n, const char *text)
{
	char *copy = text_unlink(n->a, text, false), *line, *rest = NULL;

	for (line = strtok_r(copy, "\r\n", &rest); line != NULL;
	     line = strtok_r(NULL, "\r\n", &rest))
		printf("      %s\n",
		    text_escape(n->a, line, strlen(line), SHOWN_LINE));
}

static void
tell_request(struct news *n, const struct opened_series *s,
    const struct opened_request *q)
{
	printf("  %s\n",
	    say_of(n->a,
		q->item == NULL ? SAY_OPEN_REQUEST : SAY_OPEN_REQUEST_ABOUT,
		n->lang, "request", q->name, "audience", s->audience, "until",
		q->until, "item", q->item == NULL ? "" : q->item, NULL));
	tell_words(n, q->text);
}

/* What the newest bundles ask for, each call again, until the last day. */
static void
tell_requests(struct news *n)
{
	const struct opened_series *s;
	const char *today = day_of(n, clock_now());
	bool any = false;
	size_t i, k;

	for (i = 0; i < n->opened->series_count; i++) {
		s = &n->opened->series[i];
		for (k = 0; k < s->request_count; k++) {
			if (strcmp(s->requests[k].until, today) < 0)
				continue;
			if (!any)
				printf(
				    "\n%s\n", say(SAY_OPEN_REQUESTS, n->lang));
			any = true;
			tell_request(n, s, &s->requests[k]);
		}
	}
	if (any)
		printf("  %s\n", say(SAY_OPEN_REQUESTS_ADVICE, n->lang));
}

/* The digest tells it from another bundle of its number, where the hub is put
 * back from a backup one day. */
static void
tell_ack(struct news *n, const char *audience)
{
	const struct chain_link *l =
	    chain_newest(&opened_series_find(n->opened, audience)->chain);
	char hex[DIGEST_HEX];

	digest_hex(&l->digest, hex);
	printf("  <ack bundle=\"%s\" hits=\"no\" digest=\"%s\"/>\n",
	    name_of(n, audience, l->sequence), hex);
}

/* One for each audience that something came for: the newest stands for all. */
static void
tell_acks(struct news *n)
{
	const struct news_bundle *b = n->bundles;
	size_t i;

	if (n->bundle_count == 0)
		return;
	printf("\n%s\n", say(SAY_OPEN_ACK, n->lang));
	for (i = 0; i < n->bundle_count; i++)
		if (i + 1 == n->bundle_count ||
		    strcmp(b[i].audience, b[i + 1].audience) != 0)
			tell_ack(n, b[i].audience);
}

/* How many bundles of a series are missing, from its state on; each gap is
 * told, or not yet. */
static size_t
gaps(struct news *n, const struct opened_series *s, bool tell)
{
	const struct chain_link *l = s->chain.links;
	uint64_t state = chain_state(&s->chain), from, to;
	size_t i, missing = 0;

	for (i = 1; i < s->chain.count; i++) {
		from = l[i - 1].sequence + 1;
		to = l[i].sequence - 1;
		if (from > to || to < state)
			continue;
		missing += (size_t)(to - from + 1);
		if (tell)
			log_warn(
			    "%s", say_of(n->a,
				      from == to ? SAY_OPEN_MISSING
						 : SAY_OPEN_MISSING_MANY,
				      n->lang, "bundle",
				      name_of(n, s->audience, from), "last",
				      name_of(n, s->audience, to), NULL));
	}
	return missing;
}

static bool
is_stale(struct news *n, const struct opened_series *s, bool tell)
{
	const struct chain_link *l = chain_newest(&s->chain);

	if (l == NULL || l->expires >= clock_now())
		return false;
	if (tell)
		log_warn("%s", say_of(n->a, SAY_OPEN_STALE, n->lang, "bundle",
				   name_of(n, s->audience, l->sequence),
				   "expires", day_of(n, l->expires), NULL));
	return true;
}

/* Where a member comes late to a series, what came before is not missing. */
static void
tell_begin(
    struct news *n, const struct news_series *t, const struct opened_series *s)
{
	if (t->first && s->chain.count > 0 && s->chain.links[0].sequence > 1 &&
	    chain_state(&s->chain) == 0)
		puts(say_of(n->a, SAY_OPEN_BEGINS, n->lang, "audience",
		    s->audience, "bundle",
		    name_of(n, s->audience, s->chain.links[0].sequence), NULL));
}

struct troubles {
	size_t missing, stale;
};

static struct troubles
troubles(struct news *n, bool tell)
{
	struct troubles t = { 0 };
	const struct opened_series *s;
	size_t i;

	for (i = 0; i < n->series_count; i++) {
		s = opened_series_find(n->opened, n->series[i].audience);
		if (s == NULL)
			continue;
		t.missing += gaps(n, s, tell);
		t.stale += is_stale(n, s, tell);
	}
	return t;
}

static bool
tell_verdict(struct news *n)
{
	struct troubles t = troubles(n, false);
	bool look = n->refused + t.missing + t.stale + n->line_count > 0;

	puts(say_of(n->a, look ? SAY_OPEN_LOOK : SAY_OPEN_GOOD, n->lang, "new",
	    number(n, n->bundle_count), "refused", number(n, n->refused),
	    "missing", number(n, t.missing), "stale", number(n, t.stale),
	    NULL));
	if (n->known > 0)
		puts(say_of(n->a, SAY_OPEN_KNOWN, n->lang, "known",
		    number(n, n->known), NULL));
	return look;
}

static void
tell_line(struct news *n, const struct news_line *l)
{
	puts(say_of(n->a, SAY_OPEN_LINE, n->lang, "audience", l->audience,
	    "day", day_of(n, l->begun), "next",
	    name_of(n, l->audience, l->after + 1), NULL));
	if (l->last != 0)
		puts(say_of(n->a, SAY_OPEN_LINE_VOID, n->lang, "first",
		    name_of(n, l->audience, l->after + 1), "last",
		    name_of(n, l->audience, l->last), NULL));
	puts(say(SAY_OPEN_LINE_ADVICE, n->lang));
}

bool
news_tell(struct news *n)
{
	bool look = tell_verdict(n);
	size_t i;

	for (i = 0; i < n->line_count; i++)
		tell_line(n, &n->lines[i]);
	for (i = 0; i < n->series_count; i++)
		if (opened_series_find(n->opened, n->series[i].audience) !=
		    NULL)
			tell_begin(n, &n->series[i],
			    opened_series_find(
				n->opened, n->series[i].audience));
	if (n->bundle_count > 0 || n->all) {
		tell_new(n);
		tell_take_out(n);
		tell_sums(n);
		tell_requests(n);
		tell_acks(n);
	}
	fflush(stdout);
	troubles(n, true);
	return look;
}

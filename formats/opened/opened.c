#include <stdbool.h>
#include <string.h>

#include "formats/base/mem.h"
#include "formats/opened/opened.h"
#include "formats/out/bundle.h"
#include "formats/out/item.h"

/* Where in a sorted array of `count` elements the key stands, or would. */
static size_t
place(const void *array, size_t count, size_t size, const void *key,
    int (*compare)(const void *key, const void *element), bool *there)
{
	size_t low = 0, high = array == NULL ? 0 : count, mid;
	int c;

	*there = false;
	while (low < high) {
		mid = low + (high - low) / 2;
		c = compare(key, (const char *)array + mid * size);
		if (c == 0) {
			*there = true;
			return mid;
		}
		if (c > 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* Room for one more at place i; zeroed. */
static void *
make_room(struct arena *a, void *array, size_t *count, size_t size, size_t i)
{
	char *last = arena_push(a, array, count, size);
	size_t behind = (*count - 1 - i) * size;

	memmove(last - behind + size, last - behind, behind);
	return memset(last - behind, 0, size);
}

static int
by_audience(const void *key, const void *element)
{
	return strcmp(key, ((const struct opened_series *)element)->audience);
}

static int
by_id(const void *key, const void *element)
{
	return strcmp(key, ((const struct opened_item *)element)->id);
}

static int
by_name(const void *key, const void *element)
{
	return strcmp(key, ((const struct opened_request *)element)->name);
}

static int
by_sequence(const void *key, const void *element)
{
	const struct opened_word *x = key, *y = element;

	return x->sequence < y->sequence ? -1 : x->sequence > y->sequence;
}

static int
by_value(const void *key, const void *element)
{
	const struct opened_value *x = key, *y = element;
	int c = strcmp(x->type, y->type);

	return c != 0 ? c : strcmp(x->value, y->value);
}

const struct opened_series *
opened_series_find(const struct opened *o, const char *audience)
{
	bool there;
	size_t i;

	i = place(o->series, o->series_count, sizeof(*o->series), audience,
	    by_audience, &there);
	return there ? &o->series[i] : NULL;
}

struct opened_series *
opened_series(struct opened *o, const char *audience)
{
	struct opened_series *s;
	bool there;
	size_t i;

	i = place(o->series, o->series_count, sizeof(*s), audience, by_audience,
	    &there);
	if (there)
		return &o->series[i];
	s = make_room(o->a, &o->series, &o->series_count, sizeof(*s), i);
	s->audience = arena_strdup(o->a, audience);
	s->chain.a = o->a;
	return s;
}

struct opened_item *
opened_item(struct opened *o, struct opened_series *s, const char *id)
{
	struct opened_item *it;
	bool there;
	size_t i;

	i = place(s->items, s->item_count, sizeof(*it), id, by_id, &there);
	if (there)
		return &s->items[i];
	it = make_room(o->a, &s->items, &s->item_count, sizeof(*it), i);
	it->id = arena_strdup(o->a, id);
	return it;
}

const struct opened_item *
opened_find(const struct opened_series *s, const char *id)
{
	bool there;
	size_t i;

	i = place(
	    s->items, s->item_count, sizeof(*s->items), id, by_id, &there);
	return there ? &s->items[i] : NULL;
}

/* What the bundle has said of the item so far; NULL: nothing, and where it
 * would stand. */
static struct opened_word *
word_of(const struct opened_item *it, uint64_t sequence, size_t *where)
{
	struct opened_word key = { .sequence = sequence };
	bool there;

	*where = place(
	    it->words, it->word_count, sizeof(key), &key, by_sequence, &there);
	return there ? &it->words[*where] : NULL;
}

void
opened_say(
    struct opened *o, struct opened_item *it, const struct opened_word *w)
{
	struct opened_word *at;
	size_t i;

	at = word_of(it, w->sequence, &i);
	if (at == NULL)
		at = make_room(
		    o->a, &it->words, &it->word_count, sizeof(*at), i);
	*at = *w;
	at->by = w->by == NULL ? NULL : arena_strdup(o->a, w->by);
}

void
opened_tell(
    struct opened *o, struct opened_item *it, const struct opened_value *v)
{
	struct opened_value *at;
	bool there;
	size_t i;

	i = place(
	    it->values, it->value_count, sizeof(*at), v, by_value, &there);
	if (there) {
		at = &it->values[i];
		if (v->told > at->told)
			at->told = v->told;
		return;
	}
	at = make_room(o->a, &it->values, &it->value_count, sizeof(*at), i);
	at->type = arena_strdup(o->a, v->type);
	at->value = arena_strdup(o->a, v->value);
	at->told = v->told;
}

void
opened_ask(
    struct opened *o, struct opened_series *s, const struct opened_request *q)
{
	struct opened_request *at;
	bool there;
	size_t i;

	i = place(s->requests, s->request_count, sizeof(*at), q->name, by_name,
	    &there);
	at = there ? &s->requests[i]
		   : make_room(
			 o->a, &s->requests, &s->request_count, sizeof(*at), i);
	at->name = arena_strdup(o->a, q->name);
	at->item = q->item == NULL ? NULL : arena_strdup(o->a, q->item);
	at->until = arena_strdup(o->a, q->until);
	at->text = arena_strdup(o->a, q->text);
}

/* A bundle names all that is asked then: the newest one's word stands, before
 * that of a state in its place. */
static void
take_requests(struct opened *o, struct opened_series *s, const struct bundle *b)
{
	const struct chain_link *newest = chain_newest(&s->chain);
	struct opened_request q;
	size_t i;

	if (newest->sequence != b->sequence ||
	    (b->state && chain_has_bundle(newest)))
		return;
	s->request_count = 0;
	for (i = 0; i < b->request_count; i++) {
		q = (struct opened_request){ b->requests[i].name,
			b->requests[i].item, b->requests[i].until,
			b->requests[i].text };
		opened_ask(o, s, &q);
	}
}

/* An edition; one that says itself that it is taken back tells nothing. */
static void
take_item(struct opened *o, struct opened_series *s, uint64_t sequence,
    const struct item *it)
{
	bool retracted = it->retracted_on != NULL;
	struct opened_item *to = opened_item(o, s, it->id);
	struct opened_word w = { .sequence = sequence,
		.is = life_of(it->edition, retracted, false),
		.edition = it->edition };
	struct opened_value v = { .told = retracted ? 0 : sequence };
	char hex[DIGEST_HEX];
	size_t i;

	opened_say(o, to, &w);
	for (i = 0; i < it->indicator_count; i++) {
		v.type = ind_type_word(it->indicators[i].type);
		v.value = it->indicators[i].value;
		opened_tell(o, to, &v);
	}
	for (i = 0; i < it->file_count; i++) {
		digest_hex(&it->files[i].sha256, hex);
		v.type = ind_type_word(IND_SHA256);
		v.value = hex;
		opened_tell(o, to, &v);
	}
}

/* A successor takes over from an item that its own file may come with, but not
 * from one that is taken back. */
static void
take_superseded(struct opened *o, struct opened_series *s, uint64_t sequence,
    const struct bundle_superseded *u)
{
	struct opened_item *it = opened_item(o, s, u->item);
	size_t i;
	const struct opened_word *before = word_of(it, sequence, &i);
	struct opened_word w = { .sequence = sequence,
		.is = LIFE_SUPERSEDED,
		.edition = before == NULL ? 0 : before->edition,
		.by = u->by };

	if (before == NULL || before->is != LIFE_RETRACTED)
		opened_say(o, it, &w);
}

/* Where an edition comes with the same bundle, that is what holds of the item:
 * then the values alone are taken back. */
static void
take_retraction(struct opened *o, struct opened_series *s, uint64_t sequence,
    const struct bundle_retraction *r)
{
	struct opened_item *it = opened_item(o, s, r->item);
	struct opened_word w = { .sequence = sequence, .is = LIFE_RETRACTED };
	struct opened_value v = { .told = 0 };
	size_t i;

	if (word_of(it, sequence, &i) == NULL)
		opened_say(o, it, &w);
	for (i = 0; i < r->value_count; i++) {
		v.type = ind_type_word(r->values[i].type);
		v.value = r->values[i].value;
		opened_tell(o, it, &v);
	}
}

void
opened_take(struct opened *o, const struct bundle *b,
    const struct chain_link *link, const struct item *const *items,
    size_t count)
{
	struct opened_series *s = opened_series(o, b->audience);
	size_t i;

	chain_add(&s->chain, link);
	for (i = 0; i < count; i++)
		take_item(o, s, b->sequence, items[i]);
	for (i = 0; i < b->retraction_count; i++)
		take_retraction(o, s, b->sequence, &b->retractions[i]);
	for (i = 0; i < b->superseded_count; i++)
		take_superseded(o, s, b->sequence, &b->superseded[i]);
	take_requests(o, s, b);
}

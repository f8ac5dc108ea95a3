#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/leak/bytekind.h"
#include "formats/leak/decoding.h"
#include "formats/leak/escapes.h"
#include "formats/leak/leakmemory.h"

/* How often a whole text may be undone inside another that was. */
#define LEAK_WHOLE 2
/* How deep it may stand what is remembered: what is deeper is noise. */
#define KNOWN_DEPTH 1
/* Places for texts that were seen, before there are more. */
#define SEEN_FIRST 32

/* A text that was read, by its hash (0: none), and at what depth. */
struct decoding_seen {
	uint64_t hash;
	unsigned depth, whole;
};

/* Hashes of texts that were seen begin with it, so that nobody can make two
 * texts with one hash. */
static uint64_t seed;

bool
decoding_setup(void)
{
	return getrandom(&seed, sizeof(seed), 0) == sizeof(seed);
}

void
decoding_end(struct decoding *d)
{
	free(d->met.list);
	if (d->raw.state != NULL)
		inflateEnd(&d->raw);
}

bool
decoding_spend(struct decoding *d, size_t len)
{
	if (d->left < len) {
		d->outcome = LEAK_TOO_MUCH;
		return false;
	}
	d->left -= len;
	return true;
}

void
decoding_look(struct decoding *d, const char *text, size_t len)
{
	if (d->look(d->arg, text, len))
		d->outcome = LEAK_FOUND;
}

static void
grow_seen(struct decoding_met *m)
{
	struct decoding_seen *old = m->list;
	size_t i, k, cap = m->cap;

	m->cap = cap == 0 ? SEEN_FIRST : 2 * cap;
	m->list = mem_alloc(m->cap * sizeof(*m->list));
	for (i = 0; i < cap; i++) {
		if (old[i].hash == 0)
			continue;
		for (k = old[i].hash % m->cap; m->list[k].hash != 0;)
			k = (k + 1) % m->cap;
		m->list[k] = old[i];
	}
	free(old);
}

/* Never 0. */
static uint64_t
hash_of(unsigned how, const char *text, size_t len)
{
	uint64_t h = seed + how + (len << 32), w;
	size_t i;

	for (i = 0; i + sizeof(w) <= len; i += sizeof(w)) {
		memcpy(&w, text + i, sizeof(w));
		h = (h ^ w) * 0x9e3779b97f4a7c15;
		h ^= h >> 32;
	}
	for (; i < len; i++)
		h = (h ^ (unsigned char)text[i]) * 0x100000001b3;
	return h + (h == 0);
}

bool
decoding_is_new(
    struct decoding *d, enum decoding_how how, const char *text, size_t len)
{
	uint64_t h = hash_of(how, text, len);
	struct decoding_met *m = &d->met;
	struct decoding_seen *s;
	size_t k;

	if (2 * m->count >= m->cap)
		grow_seen(m);
	for (k = h % m->cap; m->list[k].hash != 0; k = (k + 1) % m->cap)
		if (m->list[k].hash == h)
			break;
	s = &m->list[k];
	if (s->hash == h && s->depth <= d->depth && s->whole <= d->whole)
		return false;
	m->count += s->hash == 0;
	*s = (struct decoding_seen){ h, d->depth, d->whole };
	return true;
}

static void
read_alone(struct decoding *d, const char *text, size_t len,
    void (*read)(struct decoding *d, const char *text, size_t len))
{
	struct decoding_met around = d->met;

	d->met = (struct decoding_met){ 0 };
	read(d, text, len);
	free(d->met.list);
	d->met = around;
}

/* Where it is read, and what may be done there. */
static unsigned
situation(const struct decoding *d)
{
	return DECODING_ALONE + 2 * (d->depth * (LEAK_WHOLE + 1) + d->whole) +
	       d->open_inside;
}

void
decoding_alone(struct decoding *d, const char *text, size_t len,
    void (*read)(struct decoding *d, const char *text, size_t len))
{
	size_t left = d->left, marks, work;
	bool met = d->met_inside;
	uint64_t hash;

	if (d->memory == NULL || d->depth > KNOWN_DEPTH) {
		read_alone(d, text, len, read);
		return;
	}
	hash = hash_of(situation(d), text, len);
	if (leakmemory_knows(d->memory, hash, &work)) {
		decoding_spend(d, work);
		return;
	}
	marks = leakmemory_marks(d->memory);
	d->met_inside = false;
	read_alone(d, text, len, read);
	if (d->outcome == LEAK_NONE && !d->met_inside &&
	    leakmemory_marks(d->memory) == marks)
		leakmemory_note(d->memory, hash, left - d->left);
	d->met_inside |= met;
}

void
decoding_inner(struct decoding *d, const void *p, size_t len)
{
	if (d->outcome != LEAK_NONE || d->depth == LEAK_DEPTH || len == 0)
		return;
	d->depth++;
	d->read(d, p, len);
	d->depth--;
}

void
decoding_inner_buf(struct decoding *d, struct buf *b)
{
	decoding_inner(d, b->data, b->len);
	buf_free(b);
}

static bool
is_text(const struct buf *b)
{
	size_t at = 0, n;
	uint32_t cp;

	while (at < b->len) {
		if (bytekind_is((char)b->data[at], BYTE_UNLIKELY))
			return false;
		if (b->data[at] < 0x80) {
			at++;
			continue;
		}
		n = text_next((char *)b->data + at, b->len - at, &cp);
		if (n == 0 || !escape_is_likely(cp))
			return false;
		at += n;
	}
	return at > 0;
}

void
decoding_inner_likely(struct decoding *d, struct buf *b)
{
	if (is_text(b))
		decoding_inner(d, b->data, b->len);
	b->len = 0;
}

void
decoding_inner_whole(struct decoding *d, struct buf *b)
{
	if (d->whole == LEAK_WHOLE)
		return;
	d->whole++;
	decoding_inner(d, b->data, b->len);
	d->whole--;
}

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "batch/cases/likeness.h"
#include "formats/base/mem.h"

/*
 * A text is the set of the short sequences of characters that stand in it, each
 * as a hash.  How alike two texts are is how many sequences both have, of all
 * that either has (Jaccard); once over the whole texts and once over their
 * beginnings, because a kit's tail is the sender's dress.
 *
 * To find what is alike without comparing: hash all sequences of a text anew,
 * and keep the least value.  Two texts have the same least value as often as
 * their Jaccard says.  ROWS such minima make a key, and a text has one for each
 * of LIKENESS_BANDS bands: texts of Jaccard j share at least one of 42 keys
 * with 1 - (1 - j^3)^42, nearly always when alike and seldom when not.
 */

/* Minima in a band: 3 finds 98 of 100 at a Jaccard of 0.45. */
#define ROWS 3
/* Characters of a subject that are compared. */
#define SUBJECT_MAX 512
/* Means in thousandths from which on texts are the same, and are to be looked
 * at: of brief texts and of lengthy ones. */
#define BRIEF	     120
#define LENGTHY	     500
#define SAME_BRIEF   470
#define SAME_LENGTHY 700
#define LOOK_BRIEF   420
#define LOOK_LENGTHY 450

/* SplitMix64 (Steele, Lea, Flood 2014): a bijection that mixes well. */
static uint64_t
mix(uint64_t x)
{
	x += 0x9e3779b97f4a7c15;
	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
	x = (x ^ x >> 27) * 0x94d049bb133111eb;
	return x ^ x >> 31;
}

/* Code points of UTF-8; malformed bytes count as themselves. */
static size_t
points(const char *s, uint32_t *out, size_t max)
{
	size_t n = 0;
	unsigned char c;

	while (*s != '\0' && n < max) {
		c = (unsigned char)*s++;
		out[n] = c;
		while (c >= 0xc0 && ((unsigned char)*s & 0xc0) == 0x80)
			out[n] = out[n] << 6 | ((unsigned char)*s++ & 0x3f);
		n++;
	}
	return n;
}

/* Sorts by one byte after the other: what a sender chooses makes no order
 * dearer than another.  Eight rounds end where they began. */
static void
sort_values(uint64_t *v, uint64_t *other, size_t n)
{
	size_t at[256], i, sum, more;
	uint64_t *from = v, *to = other, *was;
	unsigned shift;

	for (shift = 0; shift < 64; shift += 8) {
		memset(at, 0, sizeof(at));
		for (i = 0; i < n; i++)
			at[from[i] >> shift & 0xff]++;
		for (i = sum = 0; i < 256; i++, sum += more) {
			more = at[i];
			at[i] = sum;
		}
		for (i = 0; i < n; i++)
			to[at[from[i] >> shift & 0xff]++] = from[i];
		was = from;
		from = to;
		to = was;
	}
}

/* Of k characters from cp on. */
static uint64_t
hash_sequence(const uint32_t *cp, size_t k)
{
	uint64_t h = k;
	size_t i;

	for (i = 0; i < k; i++)
		h = mix(h ^ cp[i]);
	return h;
}

static void
make_shingles(
    struct arena *a, struct shingles *s, const uint32_t *cp, size_t n, size_t k)
{
	size_t i, out = 0;
	uint64_t *other;

	if (n == 0)
		return;
	if (n < k)
		k = n;
	s->v = arena_alloc(a, (n - k + 1) * sizeof(*s->v));
	other = mem_grow(NULL, n - k + 1, sizeof(*other));
	for (i = 0; i + k <= n; i++)
		s->v[i] = hash_sequence(cp + i, k);
	n = n - k + 1;
	sort_values(s->v, other, n);
	free(other);
	for (i = 0; i < n; i++)
		if (i == 0 || s->v[i] != s->v[i - 1])
			s->v[out++] = s->v[i];
	s->count = out;
}

static unsigned
jaccard(const struct shingles *x, const struct shingles *y)
{
	size_t i = 0, j = 0, both = 0;

	if (x->count == 0 || y->count == 0)
		return x->count == y->count ? 1000 : 0;
	while (i < x->count && j < y->count) {
		if (x->v[i] == y->v[j]) {
			both++;
			i++;
			j++;
		} else if (x->v[i] < y->v[j])
			i++;
		else
			j++;
	}
	return (unsigned)(1000 * both / (x->count + y->count - both));
}

/* Blanks and punctuation are the first that change. */
static bool
says_something(uint32_t c)
{
	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
		       (c >= 'A' && c <= 'Z');
	return !(c >= 0x2000 && c <= 0x206f) && !(c >= 0x2500 && c <= 0x257f) &&
	       !(c >= 0x3000 && c <= 0x3003) && !(c >= 0x3008 && c <= 0x301f) &&
	       c != 0x30fb;
}

struct likeness *
likeness_new(struct arena *a, const char *norm)
{
	struct likeness *l;
	size_t len = strlen(norm), n, i;

	if (len > SHINGLE_MAX)
		len = SHINGLE_MAX;
	l = arena_alloc(a, sizeof(*l));
	l->arena = a;
	l->norm = norm;
	l->cp = arena_alloc(a, (len + 1) * sizeof(*l->cp));
	n = points(norm, l->cp, len);
	for (i = 0; i < n; i++)
		if (says_something(l->cp[i]))
			l->cp[l->length++] = l->cp[i];
	return l;
}

/* Sequences of how many characters; also where their keys begin to differ. */
static const size_t sizes[] = { [OF_THREE] = 3, [OF_FIVE] = 5 };

static void
prepare(struct likeness *l, enum sequences which)
{
	if (l->whole[which].v == NULL)
		make_shingles(
		    l->arena, &l->whole[which], l->cp, l->length, sizes[which]);
}

static void
prepare_lead(struct likeness *l, enum sequences which)
{
	prepare(l, which);
	if (l->lead[which].v != NULL)
		return;
	if (l->length <= SHINGLE_LEAD)
		l->lead[which] = l->whole[which];
	else
		make_shingles(l->arena, &l->lead[which], l->cp, SHINGLE_LEAD,
		    sizes[which]);
}

/*
 * Few sequences make coarse steps, and in a short text each slot costs more
 * of them: short texts are the same at a lower score.  Linear between.
 */
static unsigned
threshold(size_t length, unsigned brief, unsigned lengthy)
{
	if (length <= BRIEF)
		return brief;
	if (length >= LENGTHY)
		return lengthy;
	return brief + (unsigned)((lengthy - brief) * (length - BRIEF) /
				  (LENGTHY - BRIEF));
}

void
likeness_compare(
    struct likeness *x, struct likeness *y, struct likeness_score *out)
{
	size_t shorter;
	enum sequences which;

	shorter = x->length < y->length ? x->length : y->length;
	which = shorter < SHINGLE_SHORT ? OF_THREE : OF_FIVE;
	prepare_lead(x, which);
	prepare_lead(y, which);
	out->whole = jaccard(&x->whole[which], &y->whole[which]);
	out->lead = jaccard(&x->lead[which], &y->lead[which]);
	out->mean = (out->whole + out->lead) / 2;
	out->same = threshold(shorter, SAME_BRIEF, SAME_LENGTHY);
	out->look = threshold(shorter, LOOK_BRIEF, LOOK_LENGTHY);
}

static uint64_t
lesser(uint64_t least, uint64_t v, uint64_t salt)
{
	uint64_t h = (v ^ salt) * 0x9e3779b97f4a7c15;

	h ^= h >> 29;
	return h < least ? h : least;
}

/* The least value of each row; the rows side by side, so that none waits for
 * another. */
static void
band_minima(
    const struct shingles *s, const uint64_t salts[ROWS], uint64_t least[ROWS])
{
	uint64_t a = UINT64_MAX, b = UINT64_MAX, c = UINT64_MAX;
	size_t i;

	for (i = 0; i < s->count; i++) {
		a = lesser(a, s->v[i], salts[0]);
		b = lesser(b, s->v[i], salts[1]);
		c = lesser(c, s->v[i], salts[2]);
	}
	least[0] = a;
	least[1] = b;
	least[2] = c;
}

static void
band_keys(const struct shingles *s, uint64_t salt, int64_t *keys)
{
	uint64_t least[ROWS], salts[ROWS], key;
	unsigned band, row;

	for (band = 0; band < LIKENESS_BANDS; band++) {
		key = mix(salt + band);
		for (row = 0; row < ROWS; row++)
			salts[row] = salt = mix(salt);
		band_minima(s, salts, least);
		for (row = 0; row < ROWS; row++)
			key = mix(key ^ least[row]);
		keys[band] = (int64_t)key;
	}
}

/* Whether so many different sequences stand in it; all of them are made only
 * for a short text. */
static bool
says_enough(const struct likeness *x)
{
	const size_t k = sizes[OF_THREE];
	uint64_t met[SHINGLE_MIN];
	size_t count = 0, i, j;

	for (i = 0; i + k <= x->length && count < SHINGLE_MIN; i++) {
		met[count] = hash_sequence(x->cp + i, k);
		for (j = 0; met[j] != met[count]; j++)
			continue;
		count += j == count;
	}
	return count == SHINGLE_MIN;
}

size_t
likeness_keys(struct likeness *x, int64_t keys[LIKENESS_KEYS])
{
	size_t n = 0;

	if (!says_enough(x))
		return 0;
	if (x->length < 2 * (size_t)SHINGLE_SHORT) {
		prepare(x, OF_THREE);
		band_keys(&x->whole[OF_THREE], sizes[OF_THREE], keys + n);
		n += LIKENESS_BANDS;
	}
	if (x->length >= SHINGLE_SHORT / 2) {
		prepare(x, OF_FIVE);
		band_keys(&x->whole[OF_FIVE], sizes[OF_FIVE], keys + n);
		n += LIKENESS_BANDS;
	}
	return n;
}

unsigned
likeness_subjects(const char *a, const char *b)
{
	struct shingles pa = { 0 }, pb = { 0 };
	struct arena *arena;
	uint32_t cp[SUBJECT_MAX];
	unsigned score;
	size_t n;

	if (a == NULL || b == NULL || *a == '\0' || *b == '\0')
		return (a == NULL || *a == '\0') == (b == NULL || *b == '\0')
			   ? 1000
			   : 0;
	arena = arena_new();
	n = points(a, cp, SUBJECT_MAX);
	make_shingles(arena, &pa, cp, n, 2);
	n = points(b, cp, SUBJECT_MAX);
	make_shingles(arena, &pb, cp, n, 2);
	score = jaccard(&pa, &pb);
	arena_free(arena);
	return score;
}

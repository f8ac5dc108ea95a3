#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "batch/cases/differ.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"

enum script { SPACE, LATIN, KANJI, KATAKANA, HIRAGANA, OTHER, ALONE };

struct word {
	const char *p;
	size_t len;
};

struct words {
	struct word *v;
	size_t count;
};

static enum script
script_of(uint32_t c)
{
	if (c == ' ' || c == '\n')
		return SPACE;
	if (c >= 'a' && c <= 'z')
		return LATIN;
	if (c < 0x80)
		return ALONE;
	if (c < 0x250)
		return LATIN;
	if (c >= 0x3041 && c <= 0x309f)
		return HIRAGANA;
	if (c >= 0x30a0 && c <= 0x30ff)
		return KATAKANA;
	if (c >= 0x3400 && c <= 0x9fff)
		return KANJI;
	if (c >= 0x2000 && c <= 0x303f)
		return ALONE;
	return OTHER;
}

static void
cut(struct arena *a, const char *s, struct words *out)
{
	enum script last = SPACE, now;
	struct word *w = NULL;
	uint32_t cp;
	size_t n;

	for (; *s != '\0'; s += n) {
		/* The NUL at the end stops it within the four. */
		n = text_next(s, 4, &cp);
		now = n == 0 ? ALONE : script_of(cp);
		n = n == 0 ? 1 : n;
		if (now == SPACE) {
			last = SPACE;
			continue;
		}
		if (now != last || now == ALONE) {
			if (out->count == DIFFER_WORDS + 1)
				return;
			w = arena_push(a, &out->v, &out->count, sizeof(*w));
			w->p = s;
		}
		w->len += n;
		last = now;
	}
}

static bool
equal(const struct word *x, const struct word *y)
{
	return x->len == y->len && memcmp(x->p, y->p, x->len) == 0;
}

/*
 * Myers, An O(ND) Difference Algorithm (1986): furthest reaching paths, each
 * round kept for the way back.
 */
struct search {
	const struct words *x, *y;
	int **rounds; /* reach by diagonal before each round */
	int edits;    /* of the path found; -1: too many */
};

static int
snake(const struct search *s, int i, int k)
{
	int j = i - k;

	while (i < (int)s->x->count && j < (int)s->y->count &&
	       equal(&s->x->v[i], &s->y->v[j])) {
		i++;
		j++;
	}
	return i;
}

/* The diagonal from which a path of d edits comes to diagonal k. */
static int
origin(const int *reach, int d, int k)
{
	return k == -d || (k != d && reach[k - 1] < reach[k + 1]) ? k + 1
								  : k - 1;
}

static int
start(const int *reach, int d, int k)
{
	int from = origin(reach, d, k);

	return from > k ? reach[from] : reach[from] + 1;
}

static void
find_path(struct arena *a, struct search *s)
{
	int now[2 * DIFFER_EDITS + 3] = { 0 };
	int *reach = now + DIFFER_EDITS + 1, d, k;
	size_t width;

	s->rounds = arena_alloc(a, (DIFFER_EDITS + 1) * sizeof(*s->rounds));
	s->edits = -1;
	for (d = 0; d <= DIFFER_EDITS; d++) {
		width = 2 * (size_t)d + 3;
		s->rounds[d] = arena_alloc(a, width * sizeof(int));
		memcpy(
		    s->rounds[d], reach - d - 1, width * sizeof(*s->rounds[d]));
		s->rounds[d] += d + 1;
		for (k = -d; k <= d; k += 2) {
			reach[k] = snake(s, start(reach, d, k), k);
			if (reach[k] < (int)s->x->count ||
			    reach[k] - k < (int)s->y->count)
				continue;
			s->edits = d;
			return;
		}
	}
}

/* For each word of x its partner in y, -1: none. */
static int *
partners(struct arena *a, const struct search *s)
{
	int *out, i, j, d, from_i, from_j, k;

	out = arena_alloc(a, (s->x->count + 1) * sizeof(*out));
	for (i = 0; i < (int)s->x->count; i++)
		out[i] = -1;
	i = (int)s->x->count;
	j = (int)s->y->count;
	for (d = s->edits; d >= 0; d--) {
		k = d == 0 ? 0 : origin(s->rounds[d], d, i - j);
		from_i = d == 0 ? 0 : s->rounds[d][k];
		from_j = d == 0 ? 0 : from_i - k;
		for (; i > from_i && j > from_j; i--, j--)
			out[i - 1] = j - 1;
		i = from_i;
		j = from_j;
	}
	return out;
}

/* Words from to before, as they stand in the text. */
static const char *
words_text(struct arena *a, const struct words *w, int from, int to)
{
	const struct word *last;

	if (from >= to)
		return "";
	last = &w->v[to - 1];
	return arena_strndup(
	    a, w->v[from].p, (size_t)(last->p + last->len - w->v[from].p));
}

static void
add_run(struct arena *a, struct differ *out, bool common, const char *x,
    const char *y)
{
	struct differ_run *r;

	if (*x == '\0' && *y == '\0')
		return;
	r = arena_push(a, &out->runs, &out->count, sizeof(*r));
	r->common = common;
	r->a = x;
	r->b = y;
}

static void
add_runs(struct arena *a, const struct search *s, const int *partner,
    struct differ *out)
{
	int i = 0, j = 0, n, m, nx = (int)s->x->count, ny = (int)s->y->count;

	while (i < nx || j < ny) {
		for (n = i; n < nx && partner[n] == -1; n++)
			continue;
		m = n < nx ? partner[n] : ny;
		add_run(a, out, false, words_text(a, s->x, i, n),
		    words_text(a, s->y, j, m));
		i = n;
		j = m;
		for (n = i; n < nx && partner[n] == j + n - i; n++)
			continue;
		add_run(a, out, true, words_text(a, s->x, i, n),
		    words_text(a, s->y, j, j + n - i));
		j += n - i;
		i = n;
	}
}

void
differ_align(struct arena *a, const char *x, const char *y, struct differ *out)
{
	struct words wx = { 0 }, wy = { 0 };
	struct search s = { .x = &wx, .y = &wy };

	memset(out, 0, sizeof(*out));
	cut(a, x, &wx);
	cut(a, y, &wy);
	out->cut = wx.count > DIFFER_WORDS || wy.count > DIFFER_WORDS;
	if (!out->cut)
		find_path(a, &s);
	if (out->cut || s.edits == -1) {
		out->cut = true;
		add_run(a, out, false, x, y);
		return;
	}
	add_runs(a, &s, partners(a, &s), out);
}

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "batch/cases/differ.h"
#include "batch/cases/sameness.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"

/* A text of so few letters needs a subject that is nearly the same. */
#define BRIEF	       60
#define BRIEF_SUBJECTS 500
/* Under unlike subjects, texts less alike than this share a kit at most. */
#define LOOK_UNLIKE 550

const char *
band_word(enum band b)
{
	static const char *const words[] = { "different", "look", "same" };

	return words[b];
}

/* A word that can be a name: no slot, no particle, no single letter. */
static bool
can_name(const char *s, size_t len)
{
	uint32_t cp;
	size_t n;

	n = text_next(s, len, &cp);
	if (n == 0 || (cp >= 0x3041 && cp <= 0x309f))
		return false;
	if (cp < 0x80)
		return cp >= 'a' && cp <= 'z' && len >= 3;
	return len >= 2 * n;
}

/* The first word of the run that mine bears in its marks and the other, in its
 * marks and, where asked for, in its text, does not. */
static const char *
named(struct arena *a, const char *run, const struct lure *mine,
    const struct lure *other, bool text)
{
	size_t n;
	const char *word;

	for (; *run != '\0'; run += n + (run[n] != '\0')) {
		n = strcspn(run, " \n");
		if (!can_name(run, n))
			continue;
		word = arena_strndup(a, run, n);
		if (strstr(mine->marks, word) != NULL &&
		    strstr(other->marks, word) == NULL &&
		    !(text && strstr(other->norm, word) != NULL))
			return word;
	}
	return NULL;
}

/* One name is enough where the text is short: the other's may stand in a
 * picture, or be bent in its subject. */
static bool
is_brand(struct sameness *out, bool is_short)
{
	if (out->brand_a != NULL && out->brand_b != NULL)
		return true;
	return is_short && (out->brand_a != NULL || out->brand_b != NULL);
}

/*
 * One kit, two brands: where the texts part, each puts a name that its own
 * subject, sender or links bear and the other's do not.
 */
static bool
find_brands(struct arena *a, const struct lure *x, const struct lure *y,
    struct sameness *out)
{
	bool is_short =
	    x->text->length < SHINGLE_SHORT || y->text->length < SHINGLE_SHORT;
	const struct differ_run *r;
	struct differ d;
	size_t i;

	differ_align(a, x->norm, y->norm, &d);
	for (i = 0; i < d.count; i++) {
		r = &d.runs[i];
		if (r->common || *r->a == '\0' || *r->b == '\0')
			continue;
		out->brand_a = named(a, r->a, x, y, is_short);
		out->brand_b = named(a, r->b, y, x, is_short);
		if (is_brand(out, is_short))
			return true;
	}
	out->brand_a = out->brand_b = NULL;
	return false;
}

/* Decides; out->why names the rule that had the last word. */
static enum band
decide(struct arena *a, const struct lure *x, const struct lure *y,
    struct sameness *out)
{
	const struct likeness_score *s = &out->score;
	bool brief = x->text->length < BRIEF || y->text->length < BRIEF;

	out->why = "score";
	if (s->mean < s->look)
		return BAND_DIFFERENT;
	if (s->mean < s->same)
		return out->subjects < LIKENESS_SUBJECTS_ALIKE &&
			       s->mean < LOOK_UNLIKE
			   ? BAND_DIFFERENT
			   : BAND_LOOK;
	if (out->subjects <
	    (brief ? BRIEF_SUBJECTS : LIKENESS_SUBJECTS_ALIKE)) {
		out->why = "unlike-subjects";
		return BAND_LOOK;
	}
	if (find_brands(a, x, y, out)) {
		out->why = "other-brand";
		return BAND_LOOK;
	}
	return BAND_SAME;
}

void
sameness_judge(
    struct arena *a, struct lure *x, struct lure *y, struct sameness *out)
{
	struct lure *swap = x;
	const char *brand;
	bool turned;

	/* The same in either order. */
	turned = strcmp(x->norm, y->norm) > 0;
	if (turned) {
		x = y;
		y = swap;
	}
	memset(out, 0, sizeof(*out));
	likeness_compare(x->text, y->text, &out->score);
	out->subjects = likeness_subjects(x->subject, y->subject);
	out->band = decide(a, x, y, out);
	if (turned) {
		brand = out->brand_a;
		out->brand_a = out->brand_b;
		out->brand_b = brand;
	}
}

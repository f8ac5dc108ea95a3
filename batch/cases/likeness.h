/*
 * Likeness of texts and subjects in normal form (formats/mail/mailnorm.h):
 * whole numbers only, symmetric, and dependent on nothing but the two, so that
 * a decision can be made again from what is stored.
 */
#ifndef BATCH_LIKENESS_H
#define BATCH_LIKENESS_H

#include <stddef.h>
#include <stdint.h>

struct arena;

/* Jaccard of character pairs, in thousandths; both in normal form, NULL: none.
 */
unsigned likeness_subjects(const char *a, const char *b);
/* From here on subjects go with one and the same text (measured on 7,909 real
 * mails: kits pad unlike lures with the same text). */
#define LIKENESS_SUBJECTS_ALIKE 150

/* Texts this long are cut in sequences of three characters, longer ones of
 * five; between SHORT/2 and 2*SHORT candidates are looked for by both. */
#define SHINGLE_SHORT 200
/* The lure stands in front; what follows is often the sender's dress. */
#define SHINGLE_LEAD 500
/* A text of fewer different sequences says too little to be like another. */
#define SHINGLE_MIN 24
/* Characters of a text that are looked at. */
#define SHINGLE_MAX 20000

enum sequences { OF_THREE, OF_FIVE, SEQUENCES };

/* Distinct hashed character sequences of a text, sorted. */
struct shingles {
	uint64_t *v;
	size_t count;
};

/* A text made ready for comparison, in the arena.  Sequences of three and of
 * five are made when first asked for. */
struct likeness {
	struct arena *arena;
	const char *norm; /* not copied */
	uint32_t *cp;
	size_t length; /* characters, SHINGLE_MAX at most */
	struct shingles whole[SEQUENCES], lead[SEQUENCES];
};

struct likeness *likeness_new(struct arena *a, const char *norm);

/* What two texts have in common, in thousandths. */
struct likeness_score {
	unsigned whole; /* Jaccard of all sequences */
	unsigned lead;	/* of those of the first SHINGLE_LEAD */
	unsigned mean;
	unsigned same; /* mean from which on they are the same */
	unsigned look; /* ... are to be looked at */
};

void likeness_compare(
    struct likeness *x, struct likeness *y, struct likeness_score *out);

/*
 * Keys under which texts that are alike are likely to be found: bands of
 * minima of hashed sequences (Broder 1997, MinHash; Leskovec et al., Mining of
 * Massive Datasets, 3.4).  At most LIKENESS_KEYS; returns how many, 0
 * for a text below SHINGLE_MIN.
 */
#define LIKENESS_BANDS 42
#define LIKENESS_KEYS  (2 * LIKENESS_BANDS)
size_t likeness_keys(struct likeness *x, int64_t keys[LIKENESS_KEYS]);

#endif

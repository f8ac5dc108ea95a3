/*
 * Many words searched for at once (Aho, Corasick 1975): time grows with the
 * text, not with the number of words.  Bytes only; what a word is, and what
 * form text and words are in, is the caller's.
 */
#ifndef FORMATS_TERMS_H
#define FORMATS_TERMS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct terms;

struct terms *terms_new(struct arena *a);
/* id comes back from the search.  An empty word is passed over. */
void terms_add(struct terms *t, const char *word, size_t id);
/* What the first search does for all: for who forks before he searches. */
void terms_ready(struct terms *t);
/* The state, one of the beginnings of words, that a byte leads to from another
 * (0: nothing was read yet); 0: no word goes on so. */
size_t terms_step(const struct terms *t, size_t state, unsigned char byte);
/* Whether a word ends there. */
bool terms_ends(const struct terms *t, size_t state);
/*
 * Calls found() for every place where a word ends, in the order of the text,
 * and of words that end at one place for the longest first: end is the offset
 * behind it.  Stops and returns true when found() does.  Where many words end
 * at one place and each is refused, each place costs as much.
 */
bool terms_search(struct terms *t, const char *text, size_t len,
    bool (*found)(void *arg, size_t id, size_t end), void *arg);

/* What to do after a word: the next shorter one that ends at the place, what
 * ends at the next place, nothing more. */
enum terms_next { TERMS_SHORTER, TERMS_ON, TERMS_DONE };
/* The same, where found() says so; true: it said TERMS_DONE. */
bool terms_walk(struct terms *t, const char *text, size_t len,
    enum terms_next (*found)(void *arg, size_t id, size_t end), void *arg);

#endif

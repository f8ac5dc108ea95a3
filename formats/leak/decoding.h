/*
 * One search of all readings of some bytes: what is looked for, how deep it is,
 * what was read already, what it may still cost.  The readers beside this file
 * hand back what they decode, and never call each other.
 */
#ifndef FORMATS_DECODING_H
#define FORMATS_DECODING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <zlib.h>

#include "formats/leak/leak.h"

struct buf;
struct decoding_seen;
struct leakmemory;

struct decoding_met {
	struct decoding_seen *list;
	size_t count, cap;
};

struct decoding {
	/* True: found. */
	bool (*look)(void *arg, const char *text, size_t len);
	void *arg;
	/* All readings of bytes: who decodes hands them to it. */
	void (*read)(struct decoding *d, const void *p, size_t len);
	bool open_inside, met_inside;
	unsigned whole; /* texts undone as a whole around this one */
	/* Undoing two escapes in either order gives the same text: it is read
	 * once. */
	struct decoding_met met;
	struct leakmemory *memory; /* of readings with one look(); or NULL */
	size_t left;		   /* bytes that may still be looked at */
	enum leak outcome;
	unsigned depth;
	z_stream raw; /* made when first needed */
};

/* Once per process; false: there is no randomness. */
bool decoding_setup(void);
/* Frees what the search holds. */
void decoding_end(struct decoding *d);

/* Takes len of what may be looked at; false, and LEAK_TOO_MUCH: there is no
 * more. */
bool decoding_spend(struct decoding *d, size_t len);
/* Shows one reading. */
void decoding_look(struct decoding *d, const char *text, size_t len);
/* Whether the text is met for the first time, or with more levels left than
 * before; how: as a text, a run or a word. */
enum decoding_how {
	DECODING_TEXT = 0,
	DECODING_RUN = 100,
	DECODING_WORD = 200,
	DECODING_ALONE = 300
};
bool decoding_is_new(
    struct decoding *d, enum decoding_how how, const char *text, size_t len);

/* Lets it be read as if it stood alone: what it says and costs is then its own.
 * One that holds nothing, for anybody, and no archive is read once, where there
 * is a memory. */
void decoding_alone(struct decoding *d, const char *text, size_t len,
    void (*read)(struct decoding *d, const char *text, size_t len));

/* Reads what was decoded, one level deeper, unless the search is over or that
 * is too deep. */
void decoding_inner(struct decoding *d, const void *p, size_t len);
/* The same; frees the bytes. */
void decoding_inner_buf(struct decoding *d, struct buf *b);
/* The same where it is a text that somebody may have written, and no noise:
 * what letters decode to by chance is hardly ever that.  Empties the buffer. */
void decoding_inner_likely(struct decoding *d, struct buf *b);
/* A whole text with one kind of escape undone: escapes within escapes are
 * followed word by word, whole texts twice only. */
void decoding_inner_whole(struct decoding *d, struct buf *b);

#endif

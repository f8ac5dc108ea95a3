/*
 * A letter: what one who may send hears of a night, in receipts.xml
 * (urn:toiyaba:receipt:1) and a page in Japanese and English, in one zip that
 * Windows opens.  The same letter gives the same bytes.
 */
#ifndef FORMATS_LETTER_H
#define FORMATS_LETTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/out/receipt.h"

struct arena;
struct buf;

/* What became of a submission, as its provider may know it. */
enum fate {
	FATE_JOINED,	/* an item that was told before */
	FATE_SHARED,	/* as an item */
	FATE_OWN_TERMS, /* not shared: from here on, and why */
	FATE_OWN_ANSWER,
	FATE_WAITS, /* for an analyst */
	FATE_HELD,  /* by a ruling made on it */
	FATE_BULK,  /* the same */
	FATE_OVER_BUDGET,
	FATE_TAKEN_BACK,
	FATE_RETRACTED, /* what it was shared as */
	FATE_HARMLESS,	/* so an analyst says */
	FATES		/* nothing to tell */
};

/* One word each: own-terms. */
const char *fate_word(enum fate f);
bool fate_parse(const char *word, enum fate *out);

struct letter_item {
	const char *id, *audience;
};

struct letter_news {
	const char *submission, *title;
	enum fate fate;
	struct letter_item *items; /* that the reader has */
	size_t item_count;
};

/* A value in a network or domain of the reader. */
struct letter_concern {
	const char *type, *value, *audience;
	const char *item; /* or NULL */
};

/* What the hub asks for, or answers. */
struct letter_word {
	const char *id;
	const char *until, *submission, *item; /* or NULL */
	const char *text;
};

struct letter {
	const char *run;
	int64_t at;
	int64_t line; /* the hub was put back from a backup then; 0: no */
	size_t first; /* rows of each list are told, for a page; 0: all */
	const struct receipt *receipts;
	size_t receipt_count;
	const struct letter_news *news;
	size_t news_count;
	const struct letter_concern *concerns;
	size_t concern_count;
	uint64_t concerns_left; /* for the next letters */
	const struct letter_word *requests;
	size_t request_count;
	const struct letter_word *answers;
	size_t answer_count;
};

/* receipts.xml. */
void letter_write(struct buf *b, const struct letter *l);
/* The zip; 0, or -1 where a page cannot be made of it. */
int letter_pack(struct arena *a, struct buf *out, const struct letter *l);

#endif

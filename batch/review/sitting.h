/*
 * An analyst before the pile: the cards, what was decided so far, and who
 * signs it.  What is typed goes from here to the answers (answers.h).
 */
#ifndef BATCH_SITTING_H
#define BATCH_SITTING_H

#include <stdbool.h>
#include <stddef.h>

#include "batch/review/signer.h"
#include "formats/base/say.h"

struct buf;
struct card;
struct docket;
struct hub;
struct pile_card;
struct whomdesk;

struct sitting {
	struct hub *h;
	enum lang lang;
	struct whomdesk *desk;
	struct pile_card *pile;
	size_t count, at;
	const struct card *card; /* that lies open */
	struct docket *docket;
	struct signer signer;
	bool failed;	     /* the last signing, and nothing is handed in */
	const char *cannot;  /* why nothing can be decided; NULL: it can */
	const char *readers; /* audiences that the card's ruling is for */
	const char *shown;   /* last, in rows (showing.h) */
};

/* Who reviews, by what the command line names. */
void sitting_open(struct sitting *s, struct hub *h, enum lang lang,
    const char *homedir, const char *analyst);
void sitting_close(struct sitting *s);

/* A text of the program's own, on a line. */
void sitting_say(enum say what, enum lang l);
/* The same with values as name, text, ..., NULL. */
void sitting_say_of(struct sitting *s, enum say what, ...)
    __attribute__((sentinel));
/* XML of what was decided, line by line and safe for a terminal. */
void sitting_show(struct sitting *s, struct buf *xml);
/* All that will be signed is shown, then asked, then sealed; false: back to the
 * cards. */
bool sitting_end(struct sitting *s, bool sign_unasked);

#endif

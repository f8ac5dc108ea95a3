/*
 * A card: what an analyst is shown of one thing that waits, and how it is
 * told, as lines of a terminal or as JSON.  All that came from outside stands
 * behind a mark, defanged (tellprose.h).
 */
#ifndef BATCH_CARD_H
#define BATCH_CARD_H

#include <stddef.h>

#include "formats/base/say.h"

struct case_evidence;
struct hub;
struct pile_card;
struct tell;
struct whom;
struct whomdesk;

struct card {
	const struct pile_card *pile;
	size_t n, of; /* its place in the pile */
	const struct case_evidence *evidence;
	const struct whom *whom;
	size_t whom_count;
};

/* In the hub's arena. */
struct card *card_of(struct hub *h, struct whomdesk *d,
    const struct pile_card *pile, size_t n, size_t of);
/* Of each text and list at most so many lines; 0: all. */
void card_tell(struct tell *t, struct hub *h, const struct card *c,
    enum lang lang, size_t most);

#endif

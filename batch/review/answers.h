/*
 * What an analyst can answer to a card: a letter each, with what it takes
 * behind it or asked for.
 */
#ifndef BATCH_ANSWERS_H
#define BATCH_ANSWERS_H

struct sitting;

enum turn {
	TURN_STAY, /* the same card */
	TURN_NEXT,
	TURN_BACK, /* to the card that s->at names now */
	TURN_END
};

/* The letters that answer the card, for its question. */
const char *answers_letters(const struct sitting *s);
/* line: as it was typed. */
enum turn answers_take(struct sitting *s, char *line);

#endif

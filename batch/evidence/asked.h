/*
 * What analysts asked for, and what came back, for the analysts: the requests
 * about a case, and those that somebody may still want to look at.  Who is the
 * provider of one submission is not said: the name of the request stands for
 * it.
 */
#ifndef BATCH_EVIDENCE_ASKED_H
#define BATCH_EVIDENCE_ASKED_H

#include <stdbool.h>
#include <stddef.h>

struct hub;
struct tell;

/* A submission, or a sighting of an item. */
struct asked_answer {
	const char *submission, *item; /* one of them; the other is NULL */
	const char *casefile;	       /* of it; NULL: none yet */
	const char *day;
	const char *member, *result; /* of a sighting; or NULL */
	bool gone;		     /* taken back */
};

struct asked {
	const char *name, *analyst;
	const char *audience, *item; /* or NULL */
	const char *submission;	     /* whose provider is asked; or NULL */
	const char *casefile;	     /* that it is about; or NULL */
	const char *until, *text, *state;
	bool second; /* that state: it waits for a second analyst */
	struct asked_answer *answers;
	size_t answer_count;
};

/* In the hub's arena, by name; what is over is so by the last night. */
struct asked *asked_of_case(struct hub *h, const char *casefile, size_t *count);
/* Those that are open or wait, and those with an answer that came since the
 * last ruling on their case. */
struct asked *asked_waiting(struct hub *h, size_t *count);
void tell_asked(struct tell *t, const struct asked *list, size_t count);

#endif

/*
 * Pairs of cases that are nearly the same and wait for an analyst to look.
 */
#ifndef BATCH_WORKLIST_H
#define BATCH_WORKLIST_H

#include <stddef.h>
#include <stdint.h>

struct hub;

struct look {
	const char *casefile, *with;
	int64_t score; /* thousandths */
	const char *why;
	const char *run; /* that found it */
};

/* A submission that was like two items of an audience: one may be the other. */
struct met {
	const char *audience, *submission, *item, *other, *casefile;
};

/* What an audience was told of a case without the class that others have. */
struct lacking {
	const char *audience, *item, *casefile, *class;
	char ruled[11]; /* day of the ruling that gives it */
};

/* A value that a ruling closed, kept back from what an audience is told. */
struct shut_value {
	const char *audience, *casefile, *type, *value;
	const char *ruling; /* PACKAGE-ID/N */
};

/* A value that an audience was told, and that stands in none of its lists. */
struct kept_out {
	const char *audience, *type, *value, *items, *why;
};

struct kept_out *worklist_kept_out(struct hub *h, size_t *count);
struct shut_value *worklist_shut(struct hub *h, size_t *count);
/* A submission that a person is to decide about. */
struct sent_in {
	const char *submission, *casefile, *member, *day, *title;
};
/* Those from outside the members that nobody let go or held, and those whose
 * sender waits for an answer; the oldest first. */
struct sent_in *worklist_outside(struct hub *h, size_t *count);
struct sent_in *worklist_asks(struct hub *h, size_t *count);
/* What came to a case after a ruling took it back, held it or called it
 * harmless, and goes nowhere with it: reported anew, or drawn in by who sent
 * what is like both. */
struct sent_in *worklist_shut_out(struct hub *h, size_t *count);

struct met *worklist_met(struct hub *h, size_t *count);
struct lacking *worklist_lacking(struct hub *h, size_t *count);
/* All that wait, the likest first; in the hub's arena. */
struct look *worklist(struct hub *h, size_t *count);
/* What one run found. */
struct look *worklist_of_run(struct hub *h, const char *run, size_t *count);

#endif

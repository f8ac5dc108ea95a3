/*
 * A night: what its stages hand on to each other, and its few verbs.  It knows
 * no stage; the list of stages is batch/run.c.
 */
#ifndef BATCH_NIGHT_H
#define BATCH_NIGHT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "batch/store/journal.h"
#include "batch/store/secret.h"
#include "formats/base/say.h"

struct arena;
struct arrival;
struct crypt;
struct gate;
struct hub;
struct outgoing;

/* What a person must look at. */
struct attention {
	const char *path; /* of the file it is about; or NULL */
	const char *text;
	const char *said; /* the same in the hub's language, for its page */
	const char *told; /* and in the language of this call */
};

struct night {
	struct hub *hub;
	struct crypt *crypt;
	struct journal *journal;
	struct arena *arena;	  /* of the step at hand: see night_aside() */
	struct arena *lasting;	  /* what is kept as long as the night */
	struct arena *spare;	  /* for the next step; or NULL */
	const char *const *media; /* directories to collect from */
	size_t media_count;
	bool dry_run;
	int64_t began; /* monotonic ms */
	unsigned jobs;
	int64_t at;
	char day[11];
	char run[32];
	bool begun;		  /* "night" stands in the journal */
	bool replay;		  /* the journal is being followed */
	struct journal_mark mark; /* then: what the database holds */
	struct arrival *arrivals; /* night_arrival() adds one */
	size_t arrival_count;
	size_t unnamed; /* files that wait and are no arrivals, for memory's
			   sake */
	struct arrival *late; /* taken by a killed run of this name */
	size_t late_count;
	struct gate *gate;
	struct gate *discreet; /* discreet.h; NULL until needed */
	struct outgoing *outgoing;
	size_t outgoing_count;
	unsigned char secret[SECRET_LEN]; /* with which items are named */
	/* In a replay: names of new items, by night_named(). */
	void *named;
	void *read_twice; /* secondread.h; or NULL */
	const char *
	    *composed; /* submissions that anonymise() is through with */
	size_t composed_count;
	const char **held; /* audiences whose bundles stay here */
	size_t held_count;
	bool changed;	      /* the stages changed something */
	size_t keys_expiring; /* or expired, revoked */
	struct attention *attention;
	size_t attention_count;
	int exit; /* worst so far */
};

/* A night on a hub that is locked for it, at the time that it is now; needs:
 * HUB_WRITE, or 0 where the caller brings a database of its own. */
struct night *night_open(const char *path, unsigned needs, unsigned jobs);
void night_close(struct night *n);

/* One more; those before may move. */
struct arrival *night_arrival(struct night *n);
void night_forget_arrivals(struct night *n);

/*
 * What a step needs for itself alone: from here on n->arena is a new one, until
 * night_back() frees it and puts back the one that this gave.  A night of a
 * hundred thousand packages keeps nothing of what it is through with.  What
 * the verbs below keep is kept all the same.
 */
struct arena *night_aside(struct night *n);
void night_back(struct night *n, struct arena *kept);

/* Gives the run a name that no run had before, readable as its time. */
void night_name(struct night *n);
/* Writes "night" to the journal before its first entry. */
void night_begin(struct night *n);
/* Notes in the database which night the last entries belong to: a replay that
 * starts behind its "night" must know it too.  Digests of roster and hub.conf.
 */
void night_remember(struct night *n, const char *run, const char *at,
    const char *roster, const char *settings);
/* What the database notes under a key, in the night's arena; or NULL. */
const char *night_recall(struct night *n, const char *key);
/* Notes in the open transaction how far the database follows the journal. */
void night_mark(struct night *n);

/* Stands for the audience where a request is named, by its PACKAGE-ID/N: no
 * audience has such an id. */
#define NIGHT_REQUESTS "R"
/* What an item was called that was new to an audience, by the first of the
 * submissions behind it; a replay knows it from the journal.  NULL: nothing. */
void night_name_item(
    struct night *n, const char *audience, const char *first, const char *id);
const char *night_named(
    const struct night *n, const char *audience, const char *first);
void night_forget_names(struct night *n);

/* The audience gets no bundle tonight; a replay knows it from the journal. */
void night_hold(struct night *n, const char *audience);
bool night_holds(const struct night *n, const char *audience);

/* What a person must look at: said on stderr, in run.xml and by exit 10. */
/* The hub's own. */
enum lang night_lang(const struct night *n);
/* The same thing in all the languages that it may be told in. */
struct attention night_words(struct night *n, const char *path, const char *fmt,
    va_list ap) __attribute__((format(printf, 3, 0)));
void night_attend(struct night *n, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));
void night_attention(struct night *n, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* The same of a file whose name is its sender's. */
void night_attention_at(struct night *n, const char *path, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

#endif

/*
 * A hub that was put back from a backup, or moved, begins a new line of bundles
 * (night/lines.h) and is at home where it lies (store/place.h).  Whatever
 * lies there that its books do not know was sent in the line before: it is laid
 * aside, under HUB/void.
 */
#ifndef BATCH_ANEW_H
#define BATCH_ANEW_H

#include <stddef.h>
#include <stdint.h>

struct hub;

struct anew {
	int64_t begun;
	const char *last_run; /* that the books know; NULL: none */
	int64_t last_at;      /* when that was */
	const char **nights;  /* runs that they do not know */
	size_t night_count;
	const char **bundles; /* and bundles, by their files' names */
	size_t bundle_count;
};

/* Ends the program (EX_CONFIG) where the clock is behind what is known to have
 * been: members who know a later line would refuse all of one that begins now.
 * Says where it is far ahead: until then nothing would count that names a
 * bundle of the line. */
void anew_check_clock(int64_t known);
/* Fills in when a line would begin, and the last night; nothing is written. */
void anew_look(struct hub *h, struct anew *out);
/* In a hub that is locked; by: who answers for it.  The journal says it first;
 * killed on the way, it is done again.  The clock must have been checked. */
void anew_begin(struct hub *h, const char *by, struct anew *out);
/* Says it in the journal alone, where the clock is not behind its last night.
 */
void anew_journal(struct hub *h, const char *by, struct anew *out);

#endif

/*
 * The person at the keyboard, who answers for what is done by hand.
 */
#ifndef BATCH_PERSON_H
#define BATCH_PERSON_H

struct arena;

#define PERSON_REASON 1000 /* bytes; a sentence or two */

/* The Unix user, by name or, where it has none, by number; in the arena. */
const char *person_name(struct arena *a);
/* A reason as the journal keeps it, in the arena; ends with EX_USAGE and the
 * sentence `wanted` where there is none, or more than PERSON_REASON bytes. */
const char *person_reason(
    struct arena *a, const char *reason, const char *wanted);

#endif

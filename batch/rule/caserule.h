/*
 * What a case is by all that was ruled on it.  It is worked out from every
 * ruling and confirmation anew, in the order in which they were signed, so that
 * it does not matter in which order they arrive.
 */
#ifndef BATCH_CASERULE_H
#define BATCH_CASERULE_H

struct night;
struct ruling;

/*
 * Works out the case; gives effect to what that changes.  fresh: the ruling
 * that came to bear on it just now, or NULL.  What is void by it, and what came
 * too late to change a thing, is told to a person.
 */
void caserule(
    struct night *n, const char *casefile, const struct ruling *fresh);

#endif

/*
 * What rulings say of a case, as the case tells it: class, texts, grave,
 * release, thread.  The last that says a thing holds.
 */
#ifndef BATCH_RULED_H
#define BATCH_RULED_H

struct night;
struct ruling;

/* The case says what the ruling says; what that leaves open stays. */
void ruled_say(struct night *n, const struct ruling *r, const char *casefile);
/* The case says what its rulings that are in effect say, and no more. */
void ruled_again(struct night *n, const char *casefile);

#endif

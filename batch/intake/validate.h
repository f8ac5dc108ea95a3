/*
 * The stage validate.  Only meaning is judged here: who may say this, to whom
 * it was said, and whether what it refers to exists; form was judged by the
 * worker.
 */
#ifndef BATCH_VALIDATE_H
#define BATCH_VALIDATE_H

struct arrival;
struct night;

/* Takes a package whose form is right; gives its state: accepted, duplicate; or
 * -1, with the reason why it is refused. */
int validate(struct night *n, struct arrival *a);

#endif

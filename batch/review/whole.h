/*
 * A name that is the attack: an analyst says which masked values of a
 * submission are to be told as they are (rule/truehit.h), by their numbers.
 */
#ifndef BATCH_WHOLE_H
#define BATCH_WHOLE_H

#include <stdbool.h>

struct case_submission;
struct sitting;

/* Shows the masked values of a submission of the open card and asks which;
 * whether some were named. */
bool whole_ask(struct sitting *s, const struct case_submission *x);

#endif

/*
 * Values that are closed: what was told in the items that a ruling took back,
 * as it was told and as their submissions gave it, to whichever audience.  None
 * is told to anybody, whoever gives it and in whichever case, until a ruling
 * signed later releases a submission that gives it, to those for whom that is.
 * What is no word of an analyst's closes no value.
 */
#ifndef BATCH_SHUT_H
#define BATCH_SHUT_H

#include <stdbool.h>
#include <stddef.h>

#include "formats/indicators/observable.h"

struct night;
struct ruling;
struct shut;

/* A ruling that takes back closes values; the items that tell them are composed
 * again. */
void shut_close(struct night *n, const struct ruling *r);
/* One that releases has, or has no more, effect on what it is about: what gives
 * the values that it opens is composed again. */
void shut_stir(struct night *n, const struct ruling *r);

/* For one night's compositions; NULL is fine to free. */
struct shut *shut_new(struct night *n);
void shut_free(struct shut *s);
/* Whether a value may not be told to the audience in a view of these
 * submissions. */
bool shut_is(struct shut *s, const char *audience, enum ind_type type,
    const char *value, const char *const *submissions, size_t count);
/* Whether the item, of these submissions, tells such a value as it was told. */
bool shut_is_in(struct shut *s, const char *audience, const char *item,
    const char *const *submissions, size_t count);
/* Whether one of the submissions that a ruling is about gives what is closed to
 * one of its audiences. */
bool shut_is_opened_by(struct night *n, const struct ruling *r);

#endif

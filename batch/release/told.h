/*
 * What an audience was told of its items, value by value.  What is said of two
 * items of an audience rests on this and on nothing that it was not told: so
 * nobody learns by a value of his own what stands hidden in another's mail.
 */
#ifndef BATCH_TOLD_H
#define BATCH_TOLD_H

#include <stdbool.h>

#include "formats/indicators/observable.h"

struct item;
struct night;

/* More items than these tell a value: it relates none of them. */
#define TOLD_COMMON 20

/* The type of a file's digest; all others are an indicator's. */
#define TOLD_FILE "file"

/* The values that an edition tells. */
typedef void told_fn(void *to, const char *type, const char *value);
void told_each(const struct item *it, told_fn *fn, void *to);
/* Notes them in the place of those before, which lists may hold still. */
void told_note(struct night *n, const char *audience, const struct item *it);
/* Whether the last edition of the item told that value so. */
bool told_is(struct night *n, const char *audience, const char *item,
    enum ind_type type, const char *value);
/* Whether any item of the audience tells the value. */
bool told_to(struct night *n, const char *audience, enum ind_type type,
    const char *value);
/* Names in it->related the live items of the audience that tell one of its
 * values: an indicator but for a text, an address of traffic, or a file. */
void told_relate(
    struct night *n, const char *audience, const char *self, struct item *it);

#endif

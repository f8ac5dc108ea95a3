/*
 * Values made for one victim: a number in a link, a token in a host name, a
 * ticket in a subject tell the attacker who showed them.  What only one
 * organisation saw goes out with a slot in their place.
 */
#ifndef FORMATS_UNIQUE_H
#define FORMATS_UNIQUE_H

#include "formats/indicators/observable.h"

struct arena;

/*
 * The value with {} for each token in it; the value itself where it has none,
 * or is of a type that is not looked at.  A token is a run of letters, digits,
 * - and _ with a part of at least six digits that are no date, at least eight
 * letters and digits (three of these) that alternate, twelve hex digits, eight
 * letters that change case within what would be words, or 32 letters.  Of a
 * host, only what stands before the registered domain.
 */
const char *unique_slots(
    struct arena *a, enum ind_type type, const char *value);

#endif

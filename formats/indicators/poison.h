/*
 * Indicators that nobody may block: a list that holds a public resolver, a
 * private network or everybody's update server harms those who trust it, and
 * an attacker who poses as a member would like that.
 */
#ifndef FORMATS_POISON_H
#define FORMATS_POISON_H

#include <stdbool.h>

#include "formats/indicators/observable.h"

struct arena;

/* Whether every word of a hub.conf list (domains, networks in CIDR notation,
 * separated by blanks) can be understood. */
bool poison_list_valid(const char *list);
/* Why a canonical value must never be blocked ("a public resolver", ...);
 * NULL: it may be.  Blocking a domain blocks all beneath it: so a listed
 * domain, one that a listed one lies beneath, and a public suffix are poison,
 * and what lies beneath a listed one is not.  A URL is poison where it names
 * such a host and no more, or a host inside somebody's network (inside.h).  A
 * network is where it meets a listed one, or is wider than anybody's. */
const char *poison_what(
    struct arena *a, const char *list, enum ind_type type, const char *value);

#endif

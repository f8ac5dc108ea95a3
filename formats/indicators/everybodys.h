/*
 * Domains beneath which one operator alone names hosts, and whose hosts
 * everybody's work, updates or certificates need.  A host there is nobody's to
 * block, also where a page on it is an attacker's.
 */
#ifndef FORMATS_EVERYBODYS_H
#define FORMATS_EVERYBODYS_H

#include <stdbool.h>

/* Whether the host is the domain or lies beneath it. */
bool everybodys_beneath(const char *host, const char *domain);
/* Whether the host, in lower case, is one of those, or lies beneath one. */
bool everybodys_host(const char *host);

#endif

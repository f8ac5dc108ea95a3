/*
 * What lies inside somebody's own walls: hosts and addresses that nobody else
 * reaches.  They block nothing elsewhere, and tell whose they are.
 */
#ifndef FORMATS_INSIDE_H
#define FORMATS_INSIDE_H

#include <stdbool.h>

/*
 * A name of one label, a name under no public suffix (.local, .internal,
 * .corp, .lan; but for .example and .onion), or an address that is private,
 * link-local, shared (RFC 6598) or a host's own, of either family; without
 * brackets, canonical.
 */
bool inside_host(const char *host);

#endif

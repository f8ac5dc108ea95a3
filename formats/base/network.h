/*
 * Address ranges in CIDR notation, of either family.
 */
#ifndef FORMATS_NETWORK_H
#define FORMATS_NETWORK_H

#include <stdbool.h>

struct network {
	int family; /* AF_INET, AF_INET6 */
	unsigned char addr[16];
	unsigned bits;
};

/* "192.0.2.0/24", or an address for itself alone; false: neither. */
bool network_parse(const char *s, struct network *out);
/* Whether all of inner lies in outer. */
bool network_holds(const struct network *outer, const struct network *inner);

#endif

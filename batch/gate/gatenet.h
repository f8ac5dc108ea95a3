/*
 * Addresses in a text that lie in a member's network, as people and machines
 * write them: IPv4 and IPv6, with a port, between other letters, with dashes
 * in a host's name, turned round below in-addr.arpa, as one number, in octal
 * and hex, inside an address of IPv6; and networks, as 198.51.0.0/16, that hold
 * a member's.
 */
#ifndef BATCH_GATENET_H
#define BATCH_GATENET_H

#include <stdbool.h>
#include <stddef.h>

#include "formats/base/network.h"

struct arena;
struct buf;
struct cursor;

struct gatenet_range {
	const char *member;
	struct network network;
};

/* Whether one of them stands in the text; those of `except` do not count. */
bool gatenet_hit(const struct gatenet_range *ranges, size_t count,
    const char *text, const char *except);

/* For another process. */
void gatenet_put(
    struct buf *b, const struct gatenet_range *ranges, size_t count);
struct gatenet_range *gatenet_get(
    struct cursor *c, struct arena *a, size_t *count);

#endif

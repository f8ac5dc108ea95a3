/*
 * Plain lists: one value a line, for firewalls, gateways and scripts; and what
 * left each of them.
 */
#ifndef FORMATS_PLAINLIST_H
#define FORMATS_PLAINLIST_H

#include <stddef.h>

struct arena;
struct buf;
struct bundle;
struct held;
struct item;
struct listfile;

/* The values that the list's kind has, each as a line says it, sorted and once:
 * of an address with a port the address.  Counts them. */
const char **plainlist_lines(
    struct listfile *l, const struct held *h, size_t *count);

#define PLAINLIST(name)                                                  \
	int plainlist_##name(struct arena *a, struct buf *out,           \
	    const struct bundle *b, const struct item *items, size_t n); \
	int plainlist_##name##_removed(struct arena *a, struct buf *out, \
	    const struct bundle *b, const struct item *items, size_t n)
PLAINLIST(block_domains);
PLAINLIST(block_ips);
PLAINLIST(block_urls);
PLAINLIST(block_sha256);
PLAINLIST(search_domains);
PLAINLIST(search_ips);
PLAINLIST(search_urls);
PLAINLIST(search_sha256);
PLAINLIST(search_mail);
#undef PLAINLIST

#endif

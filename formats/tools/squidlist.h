/*
 * Lists for Squid, which many proxies read: hosts (dstdomain), addresses (dst)
 * and pages (url_regex), and the lines that include them; and what came out of
 * each.
 */
#ifndef FORMATS_SQUIDLIST_H
#define FORMATS_SQUIDLIST_H

#include <stddef.h>

struct arena;
struct buf;
struct bundle;
struct item;

#define SQUID(id)                                            \
	int squidlist_##id(struct arena *a, struct buf *out, \
	    const struct bundle *b, const struct item *items, size_t count)
SQUID(conf);
SQUID(domains);
SQUID(ips);
SQUID(urls);
SQUID(domains_removed);
SQUID(ips_removed);
SQUID(urls_removed);
#undef SQUID

#endif

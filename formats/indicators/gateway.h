/*
 * Links as a mail gateway rewrote them for its customer: they name the product
 * and often who it was.  Meant is what they lead to.
 */
#ifndef FORMATS_GATEWAY_H
#define FORMATS_GATEWAY_H

struct arena;

/* Where a canonical URL truly leads, canonical: the URL itself where nobody
 * rewrote it; NULL where a gateway did and only its maker can read it. */
const char *gateway_target(struct arena *a, const char *url);

#endif

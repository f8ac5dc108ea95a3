/*
 * reason.xml (urn:toiyaba:refusal:1, refusal.rng): why a package was refused,
 * kept beside its bytes in quarantine/.
 */
#ifndef FORMATS_REFUSAL_H
#define FORMATS_REFUSAL_H

#include "formats/base/reason.h"

struct buf;
struct xmlw;

struct refused {
	const char *sha256; /* of the bytes that came in */
	const char *member; /* whose they are; or NULL */
	const char *at;	    /* RFC 3339, in the hub's zone */
	const char *run;
	const struct refusal *why;
};

void refusal_write(struct buf *b, const struct refused *r);
/* What was seen and what is wanted, as the books have it, then each fault in
 * each language, on lines of their own; nothing where detail is NULL. */
void refusal_put_detail(struct xmlw *x, const char *detail);

#endif

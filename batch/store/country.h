/*
 * Country of an address, from Debian's offline database (package
 * libloc-database); "unknown" where it is absent or does not say.
 */
#ifndef BATCH_REGION_H
#define BATCH_REGION_H

/* ISO 3166 two-letter code or "unknown". */
const char *region_of(const char *address);
/* Date of the database, or "" where there is none. */
const char *region_source(void);

#endif

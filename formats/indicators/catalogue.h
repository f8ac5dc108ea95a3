/*
 * Values that come out of somebody's catalogue: digests, vulnerabilities,
 * techniques, names of malware.  Each has one spelling, and no more room than
 * the catalogue itself uses: a longer number would be a mark.
 */
#ifndef FORMATS_CATALOGUE_H
#define FORMATS_CATALOGUE_H

struct arena;

enum catalogue_digest { /* hex digits */
	CATALOGUE_MD5 = 32,
	CATALOGUE_SHA1 = 40
};

/* Each in its one spelling, or NULL. */
char *catalogue_digest(
    struct arena *a, const char *s, enum catalogue_digest digits);
/* CVE-2017-0199 */
char *catalogue_vulnerability(struct arena *a, const char *s);
/* T1566, T1566.001, of ATT&CK */
char *catalogue_technique(struct arena *a, const char *s);
/* One line, at most 100 bytes, one blank between words. */
char *catalogue_name(struct arena *a, const char *s);

#endif

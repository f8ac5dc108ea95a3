/*
 * Predicates on values, used by whoever reads and again by the hub on what a
 * worker says.  No side effect, no message.
 */
#ifndef FORMATS_VALID_H
#define FORMATS_VALID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool valid_id(const char *s);	       /* roster id: [a-z0-9][a-z0-9-]{0,62} */
bool valid_uuid(const char *s);	       /* RFC 9562, 36 characters */
bool valid_fingerprint(const char *s); /* 40 hex digits */
bool valid_digest(const char *s);      /* 64 hex digits */
bool valid_date(const char *s);	       /* 2017-02-28, a real day */
bool valid_case(const char *s);	       /* C-2017-0031 */
bool valid_request(const char *s);     /* R-2017-7K3QM2XB */
bool valid_chapter(const char *s);     /* chapter/UUID/N */
bool valid_item(const char *s);	       /* S-2017-7K3QM2XB */
bool valid_run(const char *s);	       /* 20171127T020000, and -2 */
bool valid_submission(const char *s);  /* UUID/N */
bool valid_period(const char *s);      /* 2017Q3, FY2016 */
bool valid_bundle(const char *s);      /* gas-000017 */
bool valid_technique(const char *s);   /* executable-rlo, T1566.001 */
/* Relative, '/'-separated, no empty, "." or ".." element, no backslash,
 * colon or control, valid UTF-8, at most LIMIT_PATH bytes. */
bool valid_path(const char *s);
bool valid_ipv4(const char *s);
bool valid_ipv6(const char *s);
bool valid_domain(const char *s); /* A-labels or U-labels, no dot at end */
/* 2017-08-03T09:12:00+09:00 or ...Z; seconds since 1970 in *out. */
bool valid_time(const char *s, int64_t *out);

#endif

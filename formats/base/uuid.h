/*
 * Names as UUIDs (RFC 9562, version 5): the same name in the same space gives
 * the same one, and it tells nothing that the name does not.
 */
#ifndef FORMATS_UUID_H
#define FORMATS_UUID_H

#include <stddef.h>

#define UUID_LEN  16
#define UUID_TEXT 37 /* 8-4-4-4-12 digits and the NUL */

struct uuid {
	unsigned char b[UUID_LEN];
};

/* digest_setup() comes before. */
void uuid_named(const struct uuid *space, const void *name, size_t len,
    char out[UUID_TEXT]);

#endif

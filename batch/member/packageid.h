/*
 * The id of a new package.
 */
#ifndef BATCH_PACKAGEID_H
#define BATCH_PACKAGEID_H

#include "formats/base/uuid.h"

/* A random UUID (RFC 9562, version 4); ends with EX_OSERR where the machine
 * gives no random bytes. */
const char *packageid_new(char out[UUID_TEXT]);

#endif

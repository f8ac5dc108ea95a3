/*
 * HUB/secret: with what items are named.  Made once, kept beside the keyring
 * and in backups; whoever has it can tell which names belong to which facts.
 */
#ifndef BATCH_SECRET_H
#define BATCH_SECRET_H

#include <stdbool.h>

struct hub;

#define SECRET_LEN 32

/* Makes one in the hub's directory where there is none. */
void secret_make(int dir);
/* False where it is missing or not as it was made. */
bool secret_read(struct hub *h, unsigned char out[SECRET_LEN]);

#endif

/*
 * A package's archive, signed with a key of the user's own and encrypted to the
 * hub: in his keyring's own home, or, where another time is to be signed, in a
 * short-lived one over it.
 */
#ifndef BATCH_SEALING_H
#define BATCH_SEALING_H

#include <stddef.h>

struct buf;

struct sealing {
	const char *homedir; /* NULL: the user's own */
	const char *key;     /* that signs; fingerprints */
	const char *hub;
};

/* Into a descriptor; 0, or a code of sysexits and err. */
int sealing_put(const struct sealing *s, const struct buf *archive, int to,
    char *err, size_t errlen);

#endif

/*
 * Who sits there: the analyst of the roster whose secret key is in the user's
 * own GnuPG home, which also must know the hub's.
 */
#ifndef BATCH_SIGNER_H
#define BATCH_SIGNER_H

#include <stdbool.h>

#include "formats/base/say.h"

struct hub;

struct signer {
	const char *homedir; /* NULL: the user's own */
	const char *analyst; /* id in the roster */
	char key[41], hub[41];
};

/* analyst: who of several it is to be; NULL: the one that there is.  False, and
 * what to do in the language, in the hub's arena. */
bool signer_find(struct hub *h, const char *homedir, const char *analyst,
    enum lang lang, struct signer *out, const char **why);

#endif

/*
 * What gpg says of one message on its status descriptor (its doc/DETAILS),
 * read by a positive list: each step of a good message once and in gpg's
 * order, beside them words that change nothing, and not a byte else.  It says
 * whether a message is good, never what is wrong with one.  User ids, file
 * names and notations, which a sender writes, are in no word that is taken.
 * Pure: bytes in, facts out, no memory but its own.
 */
#ifndef KEYS_STATUS_H
#define KEYS_STATUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define STATUS_LINE  8192	 /* a user id of gpg's 2048 bytes, escaped */
#define STATUS_BYTES (256 << 10) /* of one message: 16 keys, one signature */

/* What is known of a good message. */
struct told {
	char opener[41]; /* PRIMARY key of the one that opened it */
	char cipher[24]; /* as gpgme calls it: "AES256.CFB" */
	char signer[41]; /* the key, or subkey, that signed */
	int hash;	 /* OpenPGP's number, and gpgme's */
	int64_t signed_at;
};

struct status {
	const char *name; /* of the file that is asked for */
	struct told told;
	unsigned step; /* how many are behind */
	bool odd;      /* anything that a good message has not */
	size_t bytes;
	size_t len;
	char line[STATUS_LINE];
};

void status_begin(struct status *s, const char *name);
void status_feed(struct status *s, const char *p, size_t len);
/* gpg has begun with the file. */
bool status_begun(const struct status *s);
/* All was said, and it is good. */
bool status_good(const struct status *s);

#endif

/*
 * What hub and crypt process say to each other: one datagram a message, with
 * the descriptors beside it.
 */
#ifndef BATCH_CRYPT_WIRE_H
#define BATCH_CRYPT_WIRE_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct cursor;
struct evidence;

enum crypt_op {
	CRYPT_HELLO = 1,
	CRYPT_DECRYPT,
	CRYPT_SEAL,
	CRYPT_SIGN,
	CRYPT_EXPIRING,
	CRYPT_ANSWER,
	CRYPT_FAILED
};

#define CRYPT_READERS 10000 /* fingerprints of one sealing, 20 bytes each */
#define CRYPT_MESSAGE (201 * 1024) /* fits them; a socket takes 208 KiB */
#define CRYPT_KEYS    1000	   /* told of at once as expiring */
#define CRYPT_REPLY   (64 * 1024)  /* fits them */
#define CRYPT_SOCKET  3		   /* the child's end */

/* A passphrase, NULL: there is none, in a datagram of its own, from where it
 * is kept; the first byte says whether. */
bool crypt_send_safe(int sock, const char *safe);
/* Length, 0 where the other side is gone; fds not sent are -1. */
size_t crypt_receive(int sock, void *p, size_t size, int fds[2]);
void evidence_write(struct buf *b, const struct evidence *e);
void evidence_read(struct cursor *c, struct evidence *e);

#endif

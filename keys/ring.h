/*
 * A keyring: gpgme on one home directory (home.h).  Opens messages (what gpg
 * says of them goes into struct evidence, judged elsewhere), signs and
 * encrypts, makes the hub's key.  Never prints, never asks.
 */
#ifndef KEYS_RING_H
#define KEYS_RING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "keys/nightgpg.h"

struct arena;
struct buf;
struct evidence;
struct ring;

#define RING_ERR 256

/* homedir NULL: the user's own keyring.  NULL and a message in err where gpg
 * is missing. */
struct ring *ring_open(const char *homedir, char *err, size_t errlen);
void ring_close(struct ring *r); /* NULL is fine */
/* The user's own home directory; the caller's to free. */
char *ring_default_home(void);
/* Lets the agent ask a person for a passphrase or PIN. */
void ring_ask(struct ring *r);
/* The passphrase of the secret keys, instead of asking; copied (safe.h). */
void ring_passphrase(struct ring *r, const char *passphrase);
/* That one, the ring's to wipe; NULL: none. */
const char *ring_its_passphrase(const struct ring *r);

/*
 * Decrypts and verifies in_fd into out_fd, at most cap bytes; fills *e, the
 * outer packets included.  The plaintext counts only if the verdict does.
 */
void ring_open_message(
    struct ring *r, int in_fd, int out_fd, uint64_t cap, struct evidence *e);
/*
 * The same by a gpg that goes on from message to message, for a message that is
 * good in every respect: then *e is what ring_open_message() would fill.  Of
 * any other *e is worth nothing, and out_fd too.  seconds: of gpg's CPU.
 */
enum nightgpg_word ring_open_good(struct ring *r, struct nightgpg *g, int in_fd,
    int out_fd, uint64_t cap, unsigned seconds, struct evidence *e);
/* Signs by signer and encrypts to the fingerprints; name: what the file is
 * called inside, or NULL.  0, or -1 and err. */
int ring_seal(struct ring *r, const char *signer, int in_fd, int out_fd,
    const char *const *fingerprints, size_t count, bool hidden,
    const char *name, char *err, size_t errlen);
/* A detached signature over bytes; fills what *e says of the first signature,
 * and how many there are. */
void ring_verify(struct ring *r, const void *signature, size_t signature_len,
    const void *p, size_t len, struct evidence *e);
/* Detached armoured signature. */
int ring_sign(struct ring *r, const char *signer, int in_fd, int out_fd,
    char *err, size_t errlen);
/* Whether sig_fd is one signature over in_fd, by the key with that primary
 * fingerprint, which may have expired since; -1 and what is wrong. */
int ring_signed_by(struct ring *r, const char *signer, int sig_fd, int in_fd,
    char *err, size_t errlen);

/* Whether the secret key with that primary fingerprint, and no other, can
 * sign now; -1 and what is wrong with it. */
int ring_may_sign(
    struct ring *r, const char *fingerprint, char *err, size_t errlen);
/* Ed25519 to certify and sign, Curve25519 to encrypt; no expiry. */
int ring_make_key(struct ring *r, const char *uid, char fingerprint[41],
    char *err, size_t errlen);
/* Whether the secret part of the primary key itself is here, and not only
 * its subkeys. */
bool ring_has_primary(struct ring *r, const char *fingerprint);
/* One more Curve25519 encryption key under the primary key, which senders
 * then use; the old ones stay. */
int ring_add_encryption(
    struct ring *r, const char *fingerprint, char *err, size_t errlen);
/* The public key: armoured, to be given away; or whole, binary, with subkeys
 * that have expired. */
int ring_export(struct ring *r, const char *fingerprint, struct buf *out,
    char *err, size_t errlen);
int ring_export_whole(struct ring *r, const char *fingerprint, struct buf *out,
    char *err, size_t errlen);

struct ring_subkey {
	char fingerprint[41];
	char algorithm[32]; /* rsa3072, ed25519 */
	int64_t created;
	int64_t expires; /* 0: never */
	bool revoked, expired, can_sign, can_encrypt, strong;
};

struct ring_key {
	char fingerprint[41];
	char uid[256]; /* as it is: untrusted text */
	int64_t created;
	int64_t expires; /* from then on nothing can be sealed
			    to it; 0: never */
	bool revoked, expired, can_encrypt;
	struct ring_subkey *subkeys; /* the first is the primary key itself */
	size_t subkey_count;
};

/* Every public key of the ring, in one call of gpg; in the arena. */
struct ring_key *ring_all(struct ring *r, struct arena *a, size_t *count);
/* Imports one public key, whatever it is: judge it before (enrol.h).  -1
 * where the bytes were not one public key; what they were is then in the
 * ring. */
int ring_import(
    struct ring *r, const void *p, size_t len, char *err, size_t errlen);
/* Merges what is new of a key that is in the ring already (subkeys,
 * revocations); refuses data that holds another key, or more than one. */
int ring_refresh(struct ring *r, const char *fingerprint, const void *p,
    size_t len, char *err, size_t errlen);
int ring_delete(
    struct ring *r, const char *fingerprint, char *err, size_t errlen);

#endif

/*
 * The crypt processes, seen from the hub: gpgme and gpg-agent live there, one
 * small process and one agent each; no
 * database there.  The hub hands over descriptors and gets back a sealed
 * memfd and what gpg said (struct evidence), which it judges itself.
 */
#ifndef BATCH_CRYPT_H
#define BATCH_CRYPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "keys/accept.h"

struct arena;
struct crypt;
struct ring_key;

struct crypt_answer {
	uint64_t tag;
	int plain_fd; /* sealed memfd, caller closes; or -1 */
	struct evidence evidence;
};

/*
 * Starts the first of at most jobs processes on the keyring in the directory
 * homedir (its private keys are used in place; agent sockets lie in a
 * short-lived directory).  key: the hub's primary fingerprint; it signs with
 * that one and no other, and is tried first.  at: the time for gpg, which
 * stands still. passphrase: taken over (safe.h), wiped at the end; or NULL.
 * Ends the program with EX_UNAVAILABLE (69) where agent or key are missing.
 */
struct crypt *crypt_start(const char *homedir, const char *key, int64_t at,
    unsigned jobs, char *passphrase, uint64_t max_plain);
/* Ends processes and agents. NULL is fine. */
void crypt_stop(struct crypt *c);
/* The hub's primary fingerprint, upper case. */
const char *crypt_hub_key(const struct crypt *c);

/* Whether a process is free to take work; where all have been busy for long,
 * another one of the jobs is begun. */
bool crypt_idle(struct crypt *c);
/* Sends one ciphertext (descriptor stays the caller's) to a free process. */
void crypt_decrypt(struct crypt *c, uint64_t tag, int cipher_fd);
/* Waits for the next answer, in the order in which they come; false where
 * none is under way.  A process that died answers with evidence that accepts
 * nothing, and is started again. */
bool crypt_answer(struct crypt *c, struct crypt_answer *out);

/*
 * Begins to sign with the hub's key and encrypt to the fingerprints, in_fd to
 * out_fd (both stay the caller's, and open until crypt_sealed()); a process
 * must be free.  hidden: recipients' key ids are zeroed; name: what the file
 * is called inside, or NULL.
 */
void crypt_seal(struct crypt *c, uint64_t tag, int in_fd, int out_fd,
    const char *const *fingerprints, size_t count, bool hidden,
    const char *name);
/* What became of a request that is no package; but for the first a message in
 * err says more. */
enum crypt_end {
	CRYPT_DONE,
	CRYPT_REFUSED, /* a key is absent, expired or revoked */
	CRYPT_HUNG     /* it did not end in crypt_patience, and was ended */
};
/* Begins to sign in_fd, detached and armoured, as crypt_seal() begins. */
void crypt_begin_sign(struct crypt *c, uint64_t tag, int in_fd, int out_fd);
/* Waits for the next sealing or signing to end, in the order in which they do;
 * false where none is under way. */
bool crypt_sealed(struct crypt *c, uint64_t *tag, enum crypt_end *how,
    char *err, size_t errlen);
/* The same at once, where nothing else is under way. */
int crypt_sign(
    struct crypt *c, int in_fd, int out_fd, char *err, size_t errlen);

/*
 * Keys of the ring that are revoked, or expire before the given time; only
 * fingerprint, expires and revoked are set.  In the arena; NULL and a message
 * in err where they cannot be listed.  Synchronous.
 */
struct ring_key *crypt_expiring(struct crypt *c, int64_t before,
    struct arena *a, size_t *count, char *err, size_t errlen);

/* Seconds for one request: a process that takes longer is ended, with what it
 * started, and another takes its place.  Tests have less of it. */
extern unsigned crypt_patience;
/* What is started as the crypt process; tests put a stub in its place. */
extern const char *crypt_program;

/* `toiyaba --crypt HOMEDIR HOME KEY AT`: the child's main. */
void crypt_main(int argc, char **argv) __attribute__((noreturn));

#endif

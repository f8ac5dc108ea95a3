/*
 * Keys of a keyring that were looked up: nothing changes a keyring while it is
 * open, and each look of gpgme starts gpg twice.  After a few keys one by one,
 * all public ones are listed at once.
 */
#ifndef KEYS_KNOWN_H
#define KEYS_KNOWN_H

#include <gpgme.h>
#include <stdbool.h>

struct known;

/* ctx stays the caller's, who leaves nothing in it that he wants to keep. */
struct known *known_new(gpgme_ctx_t ctx);
void known_free(struct known *k); /* NULL is fine */
/* The key with that fingerprint, of it or of a subkey, whose secret part is
 * there where secret is set; NULL: none.  It stays ours. */
gpgme_key_t known_find(struct known *k, const char *fingerprint, bool secret);
/* So many will be asked for. */
void known_expect(struct known *k, size_t count);
/* The keyring was changed. */
void known_forget(struct known *k);
/* Whether the subkey is called that: by its whole fingerprint, or, of a bad
 * signature, its last sixteen digits. */
bool known_is_called(gpgme_subkey_t s, const char *name);

#endif

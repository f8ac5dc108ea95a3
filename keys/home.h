/*
 * A short-lived home for gpg over a keyring that lies elsewhere: settings of
 * our own, the time that gpg shall believe, a copy of the public keys.  The
 * private keys are used where they lie.  What gpg does to the copy reaches
 * the keyring by home_keep() only, whole or not at all; the agent's socket
 * has a short name and lies over nobody's keyring.  While the process lives
 * that made it, a home bears a locked mark; whoever makes one first removes
 * those of this user that a dead process left.  Never prints, never exits.
 */
#ifndef KEYS_HOME_H
#define KEYS_HOME_H

#include <stddef.h>
#include <stdint.h>

#define HOME_PATH 128

struct home {
	char path[HOME_PATH];
	int mark; /* held open; or -1 */
};

/* Makes a directory beneath TMPDIR or RUNTIME_DIRECTORY, with nothing in it
 * but the mark; -1 and a message in err. */
int home_make(struct home *h, char *err, size_t errlen);
/* gpg.conf and gpg-agent.conf; gpg stands still at `at` (seconds), 0: it asks
 * the system. */
int home_configure(const char *home, int64_t at, char *err, size_t errlen);
/* The keyring of the directory; NULL: none, the home stays empty. */
int home_fill(const char *home, const char *keyring, char *err, size_t errlen);
/* Its public keys go, which are to be imported again.  gpg keeps with a key
 * that it imports what it found of the key's own signatures; those of a key
 * that it made it verifies at each use. */
void home_drop_keys(const char *home);
/* Puts the public keys into the place of the keyring's. */
int home_keep(const char *home, const char *keyring, char *err, size_t errlen);
/* Removes what is in it, and the agent over it; the directory stays. */
void home_empty(const char *home);
/* The directory too; without the agent, whose process may be gone. */
void home_remove(struct home *h);

#endif

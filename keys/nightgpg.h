/*
 * One stock gpg that opens many messages (--decrypt-files, names on its
 * standard input): a start of gpg costs more than a message.  Ciphertext and
 * plaintext go through FIFOs in its home and touch no disk.  It is believed
 * only of a message that is good in every respect (status.h); whatever else it
 * says, does or takes, it is ended, and whoever called asks gpgme, so that no
 * refusal comes of it.  It is started when it is needed, and anew after so many
 * messages.  Never prints, never exits.
 */
#ifndef KEYS_NIGHTGPG_H
#define KEYS_NIGHTGPG_H

#include <stdint.h>

struct nightgpg;
struct told;

enum nightgpg_word {
	NIGHTGPG_GOOD,	/* and this is known of it */
	NIGHTGPG_DOUBT, /* ask gpgme */
	NIGHTGPG_SLOW	/* it took all the time that it was given */
};

/* home, with its keyring and settings (home.h), and passphrase (NULL: none)
 * stay the caller's. */
struct nightgpg *nightgpg_new(const char *home, const char *passphrase);
void nightgpg_free(struct nightgpg *g); /* NULL is fine */

/*
 * Opens the message of in_fd into out_fd, at most cap bytes, in so many seconds
 * of gpg's CPU.  Of a good one *told and *size are filled; of any other out_fd
 * may hold something that is worth nothing.
 */
enum nightgpg_word nightgpg_open(struct nightgpg *g, int in_fd, int out_fd,
    uint64_t cap, unsigned seconds, struct told *told, uint64_t *size);

/* Tests put a stub in its place. */
extern const char *nightgpg_program;
/* Neither a byte nor a tick of its CPU in so many seconds: it hangs. */
extern unsigned nightgpg_stall;

#endif

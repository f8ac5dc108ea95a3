/*
 * The outer packets of an OpenPGP message (RFC 4880, sections 4 and 6), read
 * by our own walk before gpg sees them: what gpg passes over in silence
 * (trailing bytes, a second message, a passphrase beside the key) is told
 * here.  Nothing is decrypted.
 */
#ifndef KEYS_PACKETS_H
#define KEYS_PACKETS_H

struct evidence;

/* Fills the outer part of *e from the file's bytes, read with pread. */
void packets_look(int fd, struct evidence *e);

#endif

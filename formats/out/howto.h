/*
 * The printed page of a bundle for who has no toiyaba: how to check the hub's
 * key, open a bundle with gpg or Gpg4win, check what was unpacked, and what
 * goes where.  The same bytes in every bundle: it names no hub, no key, no
 * audience, for what it said of these would prove nothing.
 */
#ifndef FORMATS_HOWTO_H
#define FORMATS_HOWTO_H

#include <stdbool.h>
#include <stddef.h>

struct filepile;

/* Adds one page for each language.  0, or -1 for machine trouble. */
int howto_add(struct filepile *files);
/* Whether the file of a bundle is one of them. */
bool howto_is(const char *path);

#endif

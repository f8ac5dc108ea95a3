/*
 * The parts of a mail: its texts, its files, and the mails inside it.
 */
#ifndef FORMATS_MAILBODY_H
#define FORMATS_MAILBODY_H

#include <gmime/gmime.h>

struct taking;

/* The tree of parts below o; depth: how deep it lies itself. */
void mailbody_take(struct taking *t, GMimeObject *o, unsigned depth);

#endif

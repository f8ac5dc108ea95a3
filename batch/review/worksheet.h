/*
 * The pile as a page to be printed and written on: each card as it stands, and
 * boxes for what is decided.  Without scripts; it names members, and is written
 * to nobody but who asked for it.
 */
#ifndef BATCH_WORKSHEET_H
#define BATCH_WORKSHEET_H

#include "formats/base/say.h"

struct buf;
struct hub;

/* Appends the page of what waits for that analyst; NULL: for any. */
void worksheet(
    struct hub *h, const char *analyst, enum lang lang, struct buf *out);

#endif

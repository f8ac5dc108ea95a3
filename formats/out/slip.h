/*
 * The slip of paper that goes with an outgoing medium: whom its files are for,
 * and one digest over all of them, which stock tools give again.  As text and
 * as a page to print, each in Japanese and English; nothing in it tells what
 * is in a file.
 */
#ifndef FORMATS_SLIP_H
#define FORMATS_SLIP_H

#include <stddef.h>
#include <stdint.h>

#include "formats/base/say.h"

struct arena;
struct buf;

struct slip_reader {
	const char *id, *name; /* name: in Japanese */
};

struct slip {
	const char *medium, *again; /* again: NULL where it is the first */
	const char *hub[LANGS];
	const char *day;
	const struct slip_reader *readers;
	size_t count;
	const char *digest; /* over the lines of sha256sum, sorted by name */
	const char *head;   /* of the journal */
	uint64_t entries;
};

void slip_text(struct arena *a, struct buf *out, const struct slip *s);
void slip_page(struct arena *a, struct buf *out, const struct slip *s);

#endif

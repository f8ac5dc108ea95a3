/*
 * What a member has opened, as it lies on disk: lines of text that a person
 * can read.
 *
 *	toiyaba-opened 1
 *	series AUDIENCE
 *	line BEGUN AFTER SHA256
 *	bundle SEQUENCE SHA256 PREVIOUS EXPIRES
 *	request NAME UNTIL ITEM|- TEXT
 *	item ITEM
 *	word SEQUENCE FATE EDITION [SUCCESSOR]
 *	value SEQUENCE TYPE VALUE
 *	sum SHA256
 *
 * There is one form: what is read is what would be written, byte for byte, and
 * everything else is damaged.
 */
#ifndef FORMATS_OPENEDTEXT_H
#define FORMATS_OPENEDTEXT_H

#include <stddef.h>

struct buf;
struct opened;

enum opened_read {
	OPENED_READ_OK,
	OPENED_READ_VERSION, /* another version of this program's */
	OPENED_READ_DAMAGED
};

void opened_write(const struct opened *o, struct buf *out);
/* Into an empty one; what is wrong, with its line, in err. */
enum opened_read opened_read(
    struct opened *o, const char *text, size_t len, char *err, size_t errlen);
/* The lines between the first and the last; 0, or -1 and err. */
int opened_read_lines(
    struct opened *o, const char *text, size_t len, char *err, size_t errlen);

#endif

/*
 * A file that was put into the text of an Outlook mail as an object: what
 * programs call a package (MS-OLEDS, \1Ole10Native).
 */
#ifndef FORMATS_OLEPACKAGE_H
#define FORMATS_OLEPACKAGE_H

#include <stdbool.h>
#include <stddef.h>

#define OLEPACKAGE_STREAM "\1Ole10Native"

struct olepackage {
	const unsigned char *name, *data; /* in the stream */
	size_t name_len, len;
};

/* false: it is none. */
bool olepackage_open(struct olepackage *out, const void *p, size_t len);

#endif

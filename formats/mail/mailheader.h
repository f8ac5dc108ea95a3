/*
 * Header fields as they are really written: RFC 2047 words split inside a
 * character, raw 8-bit bytes, RFC 2231 parameters, and RFC 2047 words in
 * parameters where they are forbidden and common.
 */
#ifndef FORMATS_MAILHEADER_H
#define FORMATS_MAILHEADER_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* Decoded, unfolded, ends trimmed; UTF-8. */
char *mailheader_decode(struct arena *a, const char *raw, bool *bad);
/* A parameter ("filename", "charset", "boundary") of a raw field value;
 * NULL where it is not given. */
char *mailheader_param(
    struct arena *a, const char *raw, const char *name, bool *bad);

struct mailbox {
	const char *name; /* decoded display name, or NULL */
	const char *addr; /* addr-spec, or NULL */
};
/* The mailboxes of an address field, in order: "Name <addr>", "addr (Name)",
 * "Name addr".  What is said to be an address holds one @, and may be none. */
struct mailbox *mailheader_boxes(
    struct arena *a, const char *raw, size_t *count, bool *bad);

#endif

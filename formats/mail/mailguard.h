/*
 * What would hurt the MIME library is seen in the raw mail, before it is fed:
 * GMime copies headers many times over, takes groups inside groups of an
 * address field by recursion, makes an object of each part and field, and
 * compares each line that may part two parts with all boundaries that are open.
 */
#ifndef FORMATS_MAILGUARD_H
#define FORMATS_MAILGUARD_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* The mail's header block is larger than LIMIT_HEADERS, or has more than
 * LIMIT_HEADER_LINES. */
bool mailguard_too_large(const char *p, size_t len);
/* Of all mails in one file, lines that may part two parts, and fields. */
struct mailguard {
	size_t marks, fields;
};
/* How much of a mail may be fed, that all of them stay within LIMIT_MARKS and
 * LIMIT_FIELDS; len where nothing is left. */
size_t mailguard_cut(struct mailguard *g, const char *p, size_t len);
/* p itself, or a copy of the same length in which fields with more than
 * LIMIT_GROUPS colons have lost them, and those with more than LIMIT_WORDS
 * encoded words the beginnings of those that do not end.  Lines of a text that
 * is no head are left as they are, whatever they begin with. */
const char *mailguard_defuse(struct arena *a, const char *p, size_t len);

#endif

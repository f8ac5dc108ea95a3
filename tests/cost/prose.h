/*
 * Texts as members' mails have them, as long as is wanted; no line twice.
 */
#ifndef TESTS_COST_PROSE_H
#define TESTS_COST_PROSE_H

#include <stddef.h>

struct buf;

enum prose { PROSE_ENGLISH, PROSE_JAPANESE };

/* About so many bytes, whole lines. */
void prose_put(struct buf *b, enum prose p, size_t len);
/* A mail with the text in it, and an attachment as long. */
void prose_mail(struct buf *b, enum prose p, size_t len);

#endif

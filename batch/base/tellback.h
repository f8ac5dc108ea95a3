/*
 * A page that was told as XML (tellxml.c), told once more in another voice.
 */
#ifndef BATCH_TELLBACK_H
#define BATCH_TELLBACK_H

#include <stddef.h>

struct tell;

/* 0, or -1 and err where it is no XML. */
int tellback(
    struct tell *t, const void *xml, size_t len, char *err, size_t errlen);

#endif

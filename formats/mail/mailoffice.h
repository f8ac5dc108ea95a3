/*
 * Where an Office document (OOXML) leads: links, and templates and pictures
 * that it fetches.
 */
#ifndef FORMATS_MAILOFFICE_H
#define FORMATS_MAILOFFICE_H

#include <stddef.h>

struct arena;
struct mail;

/* Adds them to the mail's; of a document that cannot be read, what can. */
void mailoffice_links(
    struct arena *a, struct mail *m, const void *p, size_t len);

#endif

/*
 * A text in the user's own editor ($VISUAL, $EDITOR, vi), in a folder of
 * memory: it never comes to lie on a disk.
 */
#ifndef BATCH_EDITOR_H
#define BATCH_EDITOR_H

#include <stddef.h>

struct arena;

/* What it was made into, in the arena; NULL and err where there is no such
 * folder or the editor failed. */
const char *editor_edit(
    struct arena *a, const char *text, char *err, size_t errlen);

#endif

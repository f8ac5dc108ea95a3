/*
 * What a chapter's picture is, by what stands in it, and the element that a
 * report shows it by: <image type="png" width="" height="">, with the letters
 * of base64 or an svg element in it.
 */
#ifndef FORMATS_PICTURE_H
#define FORMATS_PICTURE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;

/* Appends the element, in the language lang where that is not NULL; NULL, or
 * what is wrong. */
const char *picture_put(struct arena *a, struct buf *out, const void *p,
    size_t len, const char *lang);
/* Whether the bytes are a PNG as it was written here. */
bool picture_is_clean(const void *p, size_t len);

/* Appends FO with each picture of pixels as paper takes it; told, where that is
 * not NULL, of each what it is now, in letters. */
void picture_for_paper(struct buf *out, const char *fo,
    void (*told)(void *arg, const char *letters, size_t len), void *arg);

#endif

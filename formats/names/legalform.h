/*
 * Legal forms of organisations: 架空瓦斯株式会社 is called 架空瓦斯, Kaku Gas
 * Co., Ltd. is called Kaku Gas.
 */
#ifndef FORMATS_LEGALFORM_H
#define FORMATS_LEGALFORM_H

#include <stddef.h>

struct arena;

/* The name without the first legal form in it, behind it or before it, in the
 * arena; NULL: there is none. */
const char *legalform_without(struct arena *a, const char *name);

/* Bytes of the form that stands at the beginning, or at the end, of a text in
 * the normal form of mails (mailnorm.h); 0: none. */
size_t legalform_at_start(const char *norm);
size_t legalform_at_end(const char *norm, size_t len);

#endif

/*
 * Legal forms of organisations: 架空瓦斯株式会社 is called 架空瓦斯, Kaku Gas
 * Co., Ltd. is called Kaku Gas.
 */
#ifndef FORMATS_LEGALFORM_H
#define FORMATS_LEGALFORM_H

struct arena;

/* The name without the first legal form in it, behind it or before it, in the
 * arena; NULL: there is none. */
const char *legalform_without(struct arena *a, const char *name);

#endif

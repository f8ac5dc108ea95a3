/*
 * What MISP has for a value: type, category, whether it is for detection, and
 * the value as that type wants it.
 */
#ifndef FORMATS_MISPSIGN_H
#define FORMATS_MISPSIGN_H

#include <stdbool.h>

struct arena;
struct held;
struct mark;

struct misp_sign {
	const char *type, *category;
	const char *value;
	bool to_ids; /* a list of the same bundle has it to block */
};

struct misp_sign mispsign_of(
    struct arena *a, const struct held *h, const struct mark *m);

#endif

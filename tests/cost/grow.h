/*
 * Dimensions that a member chooses: how many words, files, links, ...  Each
 * makes an input of that many and lets the program work on it.
 */
#ifndef TESTS_COST_GROW_H
#define TESTS_COST_GROW_H

#include <stddef.h>

struct arena;
struct buf;

struct dimension {
	const char *name;
	size_t size; /* the first of three, each the double */
	void (*grow)(struct arena *a, size_t n, const struct dimension *d);
	const char *head, *piece, *tail; /* of a text with n pieces */
};

/* Ends with one without a name. */
extern const struct dimension package_dimensions[];
extern const struct dimension mail_dimensions[];
extern const struct dimension gate_dimensions[];
extern const struct dimension list_dimensions[];

void package_dimensions_setup(void);
void gate_dimensions_setup(void);

/* The text n times, each # in it its number. */
void grow_put(struct buf *b, size_t n, const char *text);

#endif

/*
 * The names in a folder, in order.  Of files no more are held than are asked
 * for, the first by name; the others are counted, so that memory is spent on
 * what is taken and not on what lies there.
 */
#ifndef BATCH_NAMES_H
#define BATCH_NAMES_H

#include <stdbool.h>
#include <stddef.h>

struct names {
	char **list;
	size_t count;
	size_t more; /* files beyond */
};

/* What is looked for. */
struct names_terms {
	size_t most;			  /* names of files */
	bool enter;			  /* folders are entered: held, all */
	bool (*passed)(const char *name); /* over, and not counted; or NULL */
};

/* -1: it cannot be listed (errno); free after, also then. */
int names_read(int dir, const struct names_terms *t, struct names *out);
void names_free(struct names *n);

#endif

/*
 * The columns of a table of indicators, by its head line: names in Japanese and
 * English, as CERTs and programs write them.  A table has a value in each row
 * with its type beside it, or a column for each type.
 */
#ifndef FORMATS_COLUMNS_H
#define FORMATS_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct columns;
struct listing;

struct columns *columns_new(struct arena *a);
/* One row, from the first on.  What stands before the head line is passed
 * over.  What it takes to read it hangs from the scratch arena. */
void columns_row(struct columns *c, struct arena *scratch,
    const char *const *cells, size_t count, size_t row, struct listing *l);
/* Whether a head line was found. */
bool columns_found(const struct columns *c);

#endif

/*
 * The first sheet of an Excel workbook (XLSX, ISO 29500), as a table.
 */
#ifndef FORMATS_XLSXLIST_H
#define FORMATS_XLSXLIST_H

#include <stddef.h>

struct arena;
struct listing;

void xlsxlist_read(
    struct arena *a, const void *p, size_t len, struct listing *l);

#endif

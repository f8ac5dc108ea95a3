/*
 * A moment as it is written in what leaves: in UTC, the same everywhere.
 */
#ifndef FORMATS_UTC_H
#define FORMATS_UTC_H

#include <stdint.h>

#define UTC_TEXT 24

/* 2017-08-03T00:12:00Z */
void utc_text(int64_t t, char out[UTC_TEXT]);

#endif

/*
 * The only place that asks what time it is; --at stands in for it.
 */
#ifndef BATCH_CLOCK_H
#define BATCH_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#define CLOCK_TEXT 32
#define CLOCK_DAY  86400 /* seconds */

void clock_set(int64_t at); /* --at */
bool clock_is_set(void);
int64_t clock_now(void); /* seconds since 1970 */
/* Milliseconds since some moment, whatever --at says: how long something took.
 */
int64_t clock_monotonic(void);
/* False where the machine's clock shows a time at which this program was not
 * written yet. */
bool clock_is_plausible(void);
/* The hub's zone; false where the system does not know the name. */
bool clock_zone(const char *name);
void clock_day(int64_t t, char out[11]);	  /* 2017-08-03 */
void clock_text(int64_t t, char out[CLOCK_TEXT]); /* RFC 3339, with offset */
/* Days since the epoch day of a date "YYYY-MM-DD"; and back. */
int clock_days(const char *date);
void clock_date(int days, char out[11]);
/* The first and the last day of a date's week, from Monday on. */
void clock_monday(const char *date, char out[11]);
void clock_sunday(const char *date, char out[11]);
/* The date so many days after, or (negative) before, a date. */
void clock_date_plus(const char *date, int days, char out[11]);

#endif

/*
 * What a report is about: a quarter by the calendar, or a fiscal year from
 * April to March.
 */
#ifndef BATCH_PERIOD_H
#define BATCH_PERIOD_H

#include <stdbool.h>

#define YEAR_QUARTERS 4

struct period {
	char id[8]; /* 2017Q3, FY2016 */
	char first[11], last[11];
	bool year; /* fiscal: April to March */
};

/* false where the word is no period. */
bool period_parse(const char *word, struct period *p);
/* The fiscal year that begins in a year; the one that a quarter lies in. */
void period_fiscal(int year, struct period *out);
void period_year_of(const struct period *quarter, struct period *out);
/* The quarter n before (or, negative, after) a quarter. */
void period_step(const struct period *from, int back, struct period *out);
/* The last quarter of a fiscal year; a quarter itself. */
void period_last_quarter(const struct period *from, struct period *out);

#endif

/*
 * The headline: what was submitted and shared, by quarter and fiscal year, and
 * what was withdrawn.
 */
#ifndef BATCH_BOOKS_H
#define BATCH_BOOKS_H

struct figures;

void count_books(struct figures *f);

#endif

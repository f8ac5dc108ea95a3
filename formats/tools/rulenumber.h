/*
 * Numbers for rules: each is dealt once, in a place that the bytes of its key
 * choose, so that what came before or after it changes no other's.
 */
#ifndef FORMATS_RULENUMBER_H
#define FORMATS_RULENUMBER_H

struct arena;
struct rulenumbers;

/* 1 to count; in the arena. */
struct rulenumbers *rulenumbers_new(struct arena *a, unsigned count);
void rulenumbers_use(struct rulenumbers *r, unsigned number);
/* 0: all are dealt. */
unsigned rulenumbers_take(struct rulenumbers *r, const char *key);

#endif

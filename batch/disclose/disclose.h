/*
 * What a report may tell of its breakdowns, beside everything that was told
 * before: RULE states it.
 */
#ifndef BATCH_DISCLOSE_H
#define BATCH_DISCLOSE_H

struct figures;

/* Hides what must not be told of f->sets, and puts their rows in order. */
void disclose(struct figures *f);

#endif

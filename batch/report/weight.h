/*
 * Open figures that one organisation makes: they are told all the same, and a
 * person is told that they are.
 */
#ifndef BATCH_WEIGHT_H
#define BATCH_WEIGHT_H

#include <stdbool.h>

struct figures;

/* Warns of each open figure of the period of which one organisation gave more
 * than half; whether there is one. */
bool weight_warn(struct figures *f);

#endif

/*
 * Open figures that one member makes: they are told all the same, and a person
 * is told that they are.
 */
#ifndef BATCH_WEIGHT_H
#define BATCH_WEIGHT_H

struct figures;

/* Warns of each headline figure of the period of which one member gave more
 * than half. */
void weight_warn(const struct figures *f);

#endif

/*
 * A backup is put back into a folder of its own, for a try, and goes again
 * however the program ends; what a killed drill left goes with the next one.
 * Its place is nowhere: whatever is tried on it, it can send nothing.
 */
#ifndef BATCH_DRILL_H
#define BATCH_DRILL_H

struct arena;
struct given_back;
struct list;
struct shelf;

/* The folder, beneath `in`. */
const char *drill_put(struct arena *a, struct shelf *s, const struct list *l,
    const char *in, struct given_back *given);

#endif

/*
 * What is refused is kept, and counts against the part that its folder has of
 * the hub's file system (room.h): who sends noise each night fills his part,
 * and no disk.  Beyond it what would be refused waits in the folder, and what
 * is accepted of the same sender is taken all the same.
 */
#ifndef BATCH_NOISE_H
#define BATCH_NOISE_H

#include <stdbool.h>

struct arrival;
struct night;
struct noise;

struct noise *noise_new(struct night *n); /* free after */
/* Whether a refused arrival may lie in quarantine; it counts from then on.  One
 * that is nobody's folder's may. */
bool noise_fits(struct noise *q, const struct arrival *a);
/* Tells a person whose noise waits, and frees.  NULL is fine. */
void noise_free(struct noise *q);

#endif

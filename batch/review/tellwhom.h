/*
 * What of a case goes to whom, told on its card; what is not due stands apart.
 */
#ifndef BATCH_TELLWHOM_H
#define BATCH_TELLWHOM_H

#include <stddef.h>

#include "formats/base/say.h"

struct tell;
struct whom;

/* Of what an item would tell at most so many values; 0: all. */
void tellwhom(struct tell *t, const struct whom *list, size_t count,
    enum lang lang, size_t most);

#endif

/*
 * What each dataset of a report counts, in the words of the report.  Every
 * dataset has its definition here; numbered ones (observations-2) share theirs.
 */
#ifndef BATCH_DEFINITIONS_H
#define BATCH_DEFINITIONS_H

#include <stddef.h>

#include "formats/base/say.h"

struct definition {
	const char *dataset;
	enum say text;
};

/* NULL where there is none, or behind the last. */
const struct definition *definition_of(const char *dataset);
const struct definition *definition_at(size_t i);

#endif

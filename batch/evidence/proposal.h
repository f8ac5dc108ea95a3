/*
 * The class that a case may be, with reasons: a hint, never a ruling.
 */
#ifndef BATCH_PROPOSAL_H
#define BATCH_PROPOSAL_H

#include <stddef.h>

#include "formats/base/say.h"
#include "formats/package/package.h"

struct hub;

struct proposal {
	enum class class;
	const char **reasons[LANGS];
	size_t reason_count;
};

/* Memory in the hub's arena. */
struct proposal proposal_of(struct hub *h, const char *id);

#endif

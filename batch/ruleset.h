/*
 * The rules that made a report's figures, as one digest: program, definitions,
 * settings that decide figures, figures published before, and what analysts
 * had ruled by the time of the report.  Two reports with the same digest
 * counted by the same rules.  No provider, package or case goes into it.
 */
#ifndef BATCH_RULESET_H
#define BATCH_RULESET_H

#include "formats/digest.h"

struct figures;

void	ruleset_digest(const struct figures *f, char out[DIGEST_HEX]);

#endif

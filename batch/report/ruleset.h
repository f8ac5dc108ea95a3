/*
 * The rules that made a report's figures, as one digest: program, definitions,
 * settings that decide figures, and figures published before.  Two reports with
 * the same digest counted by the same rules.  Nothing that came in or was ruled
 * goes into it: few rulings could be guessed, and the digest would confirm it.
 */
#ifndef BATCH_RULESET_H
#define BATCH_RULESET_H

#include "formats/base/digest.h"

struct figures;

void ruleset_digest(const struct figures *f, char out[DIGEST_HEX]);

#endif

/*
 * What JSON may cost, known before a library reads it: depth, and how many
 * values and names there are.
 */
#ifndef FORMATS_JSONGUARD_H
#define FORMATS_JSONGUARD_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a text keeps within LIMIT_JSON_DEPTH and LIMIT_JSON_TOKENS. */
bool jsonguard_allows(const char *p, size_t len);

#endif

/*
 * A bundle of STIX 2.1 (or 2.0): indicators of simple patterns, and the names
 * of malware, vulnerabilities and techniques beside them.
 */
#ifndef FORMATS_STIXLIST_H
#define FORMATS_STIXLIST_H

#include <jansson.h>
#include <stdbool.h>

struct listing;

bool stixlist_is(const json_t *root);
void stixlist_read(const json_t *root, struct listing *l);

#endif

/*
 * Events of MISP in JSON, as its export and its API write them.
 */
#ifndef FORMATS_MISPLIST_H
#define FORMATS_MISPLIST_H

#include <jansson.h>
#include <stdbool.h>

struct listing;

bool misplist_is(const json_t *root);
void misplist_read(const json_t *root, struct listing *l);

#endif

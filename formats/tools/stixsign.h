/*
 * What STIX 2.1 has for a value: a pattern that finds it, and an observable
 * object (SCO) that says it was there, named by the standard from the value
 * alone.
 */
#ifndef FORMATS_STIXSIGN_H
#define FORMATS_STIXSIGN_H

#include <stdbool.h>
#include <stdint.h>

#include "formats/base/uuid.h"
#include "formats/indicators/observable.h"

struct arena;
struct buf;
struct item_file;
struct item_observation;

#define STIX_ID 80 /* "x509-certificate--" and a UUID, and room */

/*
 * "[domain-name:value = 'a.example']", to the end of b; nothing for what names
 * an attack (a vulnerability, malware, a technique).  Where a part of the value
 * is not told the pattern matches anything there.
 */
void stixsign_pattern(struct buf *b, enum ind_type t, const char *value);

/* An observable: its id, and its properties after the id, as JSON. */
struct stix_sco {
	const char *type; /* NULL: there is none */
	char id[STIX_ID];
	const char *properties; /* ", \"value\": \"a.example\"" */
};
struct stix_sco stixsign_sco(
    struct arena *a, enum ind_type t, const char *value);
struct stix_sco stixsign_file(struct arena *a, const struct item_file *f);
/* The traffic, to or from the address with that id. */
struct stix_sco stixsign_traffic(
    struct arena *a, const struct item_observation *o, const char *address);

#endif

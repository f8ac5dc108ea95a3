/*
 * What people call a region, by its ISO 3166 two-letter code: names as ICU had
 * them when the program was built, and our own words (region-names.txt).
 */
#ifndef FORMATS_REGIONNAME_H
#define FORMATS_REGIONNAME_H

struct regionname {
	const char *code, *ja, *en;
};

/* NULL: no region has that code. */
const struct regionname *regionname_of(const char *code);

#endif

#include <stdlib.h>
#include <string.h>

#include "formats/names/regionname.h"

static const struct regionname regions[] = {
#include "region-table.h" /* generated */
};

static int
of_code(const void *code, const void *r)
{
	return strcmp(code, ((const struct regionname *)r)->code);
}

const struct regionname *
regionname_of(const char *code)
{
	return bsearch(code, regions, sizeof(regions) / sizeof(regions[0]),
	    sizeof(regions[0]), of_code);
}

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "formats/files/litter.h"

bool
litter_is(const char *path)
{
	static const char *const names[] = { ".DS_Store", ".localized",
		"desktop.ini", "Thumbs.db", "ehthumbs.db" };
	const char *slash = strrchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;
	size_t i;

	if (strncmp(path, "__MACOSX/", 9) == 0 ||
	    strstr(path, "/__MACOSX/") != NULL || strncmp(name, "._", 2) == 0)
		return true;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcasecmp(name, names[i]) == 0)
			return true;
	return false;
}

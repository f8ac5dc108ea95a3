#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "formats/files/litter.h"

/* Folders of the system's own. */
static bool
in_litter(const char *path)
{
	static const char *const folders[] = { "__MACOSX", ".Spotlight-V100",
		".Trashes", ".fseventsd", ".TemporaryItems", ".AppleDouble",
		"System Volume Information", "$RECYCLE.BIN" };
	const char *slash;
	size_t i, len;

	for (; (slash = strchr(path, '/')) != NULL; path = slash + 1) {
		len = (size_t)(slash - path);
		for (i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
			if (strlen(folders[i]) == len &&
			    strncasecmp(folders[i], path, len) == 0)
				return true;
	}
	return false;
}

bool
litter_is(const char *path)
{
	static const char *const names[] = { ".DS_Store", ".localized",
		"desktop.ini", "Thumbs.db", "ehthumbs.db", "Icon\r" };
	const char *slash = strrchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;
	size_t i;

	if (in_litter(path) || strncmp(name, "._", 2) == 0)
		return true;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcasecmp(name, names[i]) == 0)
			return true;
	return false;
}

#include <string.h>

#include "formats/base/mem.h"
#include "formats/files/litter.h"
#include "formats/package/wrapping.h"

static const char manifest[] = "manifest.xml";

bool
wrapping_is_manifest(const char *path)
{
	const char *slash = strchr(path, '/');

	return strcmp(slash == NULL ? path : slash + 1, manifest) == 0 &&
	       !litter_is(path);
}

bool
wrapping_note(struct arena *a, struct wrapping *w, const char *path)
{
	const char *slash = strchr(path, '/');

	if (slash == NULL) {
		w->rooted = true;
		w->folder = NULL;
		return true;
	}
	if (w->rooted)
		return false;
	w->several = w->several || w->folder != NULL;
	w->folder = arena_strndup(a, path, (size_t)(slash - path) + 1);
	return true;
}

const char *
wrapping_inside(const struct wrapping *w, const char *path)
{
	size_t len;

	if (w->folder == NULL)
		return path;
	len = strlen(w->folder);
	return strncmp(path, w->folder, len) == 0 ? path + len : NULL;
}

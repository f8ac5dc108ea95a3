#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "batch/cases/joined.h"
#include "formats/base/mem.h"

#define LIKE   "like"
#define STATED "stated"

const char *
joined_like(struct arena *a, const char *submission, int64_t n)
{
	return arena_printf(a, LIKE ":%s#%" PRId64, submission, n);
}

const char *
joined_stated(struct arena *a, const char *digest)
{
	return arena_printf(a, STATED ":%s", digest);
}

void
joined_parse(struct arena *a, const char *text, struct joined *out)
{
	const char *colon = strchr(text, ':'), *hash = strrchr(text, '#');
	size_t len = strcspn(text, ":");

	*out = (struct joined){ .word = arena_strndup(a, text, len) };
	if (colon == NULL)
		return;
	if (strcmp(out->word, LIKE) == 0 && hash != NULL) {
		out->rule = JOINED_LIKE;
		out->with =
		    arena_strndup(a, colon + 1, (size_t)(hash - colon) - 1);
		out->with_n = strtoll(hash + 1, NULL, 10);
	} else if (strncmp(out->word, "ruling", 6) == 0) {
		out->rule = JOINED_RULING;
		out->detail =
		    arena_strdup(a, colon + 1 + strspn(colon + 1, " "));
	} else if (strcmp(out->word, STATED) == 0) {
		out->rule = JOINED_KEY;
		out->key = arena_printf(a, "file:%s", colon + 1);
	} else {
		out->rule = JOINED_KEY;
		out->key = arena_strdup(a, text);
	}
}

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "batch/base/clock.h"
#include "batch/store/backed.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"

/* What cannot be read says nothing. */
static int64_t
read_one(struct hub *h, const char *path, int64_t *since)
{
	size_t len;
	char *text = hub_read(h, path, &len);
	int64_t at = 0;

	*since = 0;
	if (text == NULL ||
	    sscanf(text,
		"list = %*s\nat = %*s\nseconds = %" SCNd64 "\nsince = %" SCNd64,
		&at, since) != 2)
		return 0;
	return at;
}

static void
write_one(struct hub *h, const char *path, int64_t at, int64_t since,
    const char *list)
{
	char text[256], day[CLOCK_TEXT];
	int len;

	clock_text(at, day);
	len = snprintf(text, sizeof(text),
	    "list = %.100s\nat = %s\nseconds = %" PRId64 "\nsince = %" PRId64
	    "\n",
	    list, day, at, since);
	publish_bytes(h->dir, path, text, (size_t)len);
}

void
backed_read(struct hub *h, struct backed *out)
{
	int64_t unused;

	out->backup = read_one(h, BACKED_BACKUP, &out->since);
	out->drill = read_one(h, BACKED_DRILL, &unused);
}

static void
note(struct hub *h, const char *path, int64_t at, const char *list)
{
	int64_t since;

	if (read_one(h, path, &since) == 0)
		since = at;
	write_one(h, path, at, since, list);
}

void
backed_note(struct hub *h, int64_t at, const char *list)
{
	note(h, BACKED_BACKUP, at, list);
}

void
backed_note_drill(struct hub *h, int64_t at, const char *list)
{
	note(h, BACKED_DRILL, at, list);
}

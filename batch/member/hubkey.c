#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "batch/base/log.h"
#include "batch/member/hubkey.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "keys/ring.h"

#define HUB_KEY_MAX (1 << 20)

/* Nothing where there is no such file. */
static void
read_some(const char *path, struct buf *out)
{
	char block[65536];
	size_t n;
	FILE *f;

	f = fopen(path, "re");
	if (f == NULL)
		return;
	while (out->len < HUB_KEY_MAX &&
	       (n = fread(block, 1, sizeof(block), f)) > 0)
		buf_put(out, block, n);
	fclose(f);
}

static bool
refresh(struct ring *r, const char *hub, const char *path)
{
	struct buf b = { 0 };
	char err[RING_ERR];
	bool good;

	read_some(path, &b);
	good = b.len == 0 ||
	       ring_refresh(r, hub, b.data, b.len, err, sizeof(err)) == 0;
	buf_free(&b);
	if (!good)
		log_warn("%s is not taken: %s", path, err);
	return good;
}

bool
hubkey_refresh(
    struct arena *a, struct ring *r, const char *hub, const char *bundle)
{
	const char *slash = strrchr(bundle, '/');
	const char *dir =
	    slash == NULL ? "."
			  : arena_strndup(a, bundle, (size_t)(slash - bundle));
	bool beside, above;

	beside = refresh(r, hub, arena_printf(a, "%s/hub.asc", dir));
	above = refresh(r, hub, arena_printf(a, "%s/../hub.asc", dir));
	return beside && above;
}

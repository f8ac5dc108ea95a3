#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch/intake/spool.h"
#include "batch/night/night.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"

#define SPOOL	  "spool"
#define SPOOL_DRY ".dry-run"

const char *
spool_dir(const struct night *n)
{
	return n->dry_run ? SPOOL_DRY : SPOOL;
}

const char *
spool_path(struct night *n, const char *sha256)
{
	return hub_below(n->arena, spool_dir(n), sha256);
}

bool
spool_is_whole(struct night *n, const char *sha256)
{
	char hex[DIGEST_HEX];

	return hub_digest(n->hub, spool_path(n, sha256), hex) &&
	       strcmp(hex, sha256) == 0;
}

static void
sweep(struct night *n, const char *dir, bool all)
{
	struct dirent **list = NULL;
	const char *name;
	int i, count;

	count = scandirat(n->hub->dir, dir, &list, NULL, NULL);
	for (i = 0; i < count; i++) {
		name = list[i]->d_name;
		/* "." and ".." stay, ".tmp" is a copy cut off. */
		if (name[0] == '.' ? name[1] == 't' : all)
			unlinkat(
			    n->hub->dir, hub_below(n->arena, dir, name), 0);
		free(list[i]);
	}
	free(list);
}

void
spool_sweep(struct night *n)
{
	sweep(n, SPOOL_DRY, true);
	sweep(n, SPOOL, false);
	unlinkat(n->hub->dir, SPOOL_DRY, AT_REMOVEDIR);
}

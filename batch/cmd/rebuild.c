#include <stdio.h>
#include <unistd.h>

#include "batch/base/log.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "batch/night/night.h"
#include "batch/replay.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"

static void
remove_db(struct hub *h, const char *name)
{
	static const char *const tails[] = { "", "-wal", "-shm" };
	size_t i;

	for (i = 0; i < 3; i++)
		unlink(hub_path(h, "%s%s", name, tails[i]));
}

int
cmd_rebuild(int argc, char **argv)
{
	struct option_list rest = { 0 };
	struct night *n;
	size_t differences;

	options_read(argc, argv, "rebuild HUB", NULL, 0, &rest, 1, 1);
	n = night_open(rest.v[0], 0, 2);
	remove_db(n->hub, "hub.db.new");
	n->hub->db = db_open(hub_path(n->hub, "hub.db.new"), true, false);
	differences = replay(n);
	db_close(n->hub->db);
	n->hub->db = NULL;
	/* A stale WAL beside a new file would be read into it. */
	remove_db(n->hub, "hub.db");
	publish_rename(n->hub->dir, "hub.db.new", "hub.db");
	night_close(n);
	if (differences > 0) {
		log_warn("%zu bundles come out otherwise than the journal says",
		    differences);
		return EXIT_ATTENTION;
	}
	printf("hub.db made again; every bundle as the journal says\n");
	return 0;
}

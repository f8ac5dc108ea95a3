#include <unistd.h>

#include "batch/check/agree.h"
#include "batch/cmd/remake.h"
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

size_t
remake_db(const char *hub)
{
	struct night *n = night_open(hub, 0, 2);
	size_t differences;

	remove_db(n->hub, "hub.db.new");
	n->hub->db = db_open(hub_path(n->hub, "hub.db.new"), true, false);
	differences = replay(n);
	db_close(n->hub->db);
	n->hub->db = NULL;
	/* A stale WAL beside a new file would be read into it. */
	remove_db(n->hub, "hub.db");
	publish_rename(n->hub->dir, "hub.db.new", "hub.db");
	night_close(n);
	return differences;
}

size_t
remake_tried(const char *hub)
{
	struct night *n = night_open(hub, 0, 2);
	size_t faults;
	bool rows;

	n->hub->db = db_open_scratch(hub_path(n->hub, "hub.db.new"));
	n->dry_run = true;
	faults = replay(n);
	faults += agree(n->hub, &rows);
	night_close(n);
	return faults;
}

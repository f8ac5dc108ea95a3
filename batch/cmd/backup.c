#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>

#include "batch/backup/shelf.h"
#include "batch/backup/take.h"
#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/base/stop.h"
#include "batch/base/tongue.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "batch/store/backed.h"
#include "batch/store/hub.h"

static bool
is_within(const char *hub, const char *path)
{
	char *a = realpath(hub, NULL), *b = realpath(path, NULL);
	size_t len = a == NULL ? 0 : strlen(a);
	bool within;

	within = a != NULL && b != NULL && strncmp(a, b, len) == 0 &&
		 (b[len] == '/' || b[len] == '\0');
	free(a);
	free(b);
	return within;
}

/* A copy within the hub, or on its disk, is none. */
static void
check_place(const char *hub, const char *dir)
{
	struct stat x, y;

	if (is_within(hub, dir))
		log_fatal(EX_USAGE, "%s lies in the hub itself", dir);
	if (stat(hub, &x) == 0 && stat(dir, &y) == 0 && x.st_dev == y.st_dev)
		log_warn(
		    "%s is on the file system of the hub: one disk that fails takes both",
		    dir);
}

/* Who finds the medium has the hub's key; and the passphrase, or not. */
static void
tell_passphrase(const struct hub *h)
{
	const char *file = h->settings.passphrase_file;

	if (*file == '\0')
		return;
	if (is_within(h->path, file))
		log_warn(
		    "%s: the passphrase of the hub's key lies in the hub, and so beside the key in its backups: keep it elsewhere",
		    file);
	else
		printf(tongue_form(
			   "not in it: the passphrase of the hub's key (%s)\n"),
		    file);
}

static void
tell(const struct taken *t)
{
	printf(
	    tongue_form("%s: %zu files, %" PRIu64
			" KiB; %zu of them new or changed, %" PRIu64 " KiB\n"),
	    t->name, t->files, t->bytes / 1024, t->added,
	    t->added_bytes / 1024);
	printf(
	    tongue_form("digest of the list, for the logbook on paper: %s\n"),
	    t->sha256);
}

int
cmd_backup(int argc, char **argv)
{
	bool full = false;
	const struct option_spec specs[] = {
		{ "--full", NULL, .flag = &full },
		{ "--at", "TIME", .at = true },
	};
	struct option_list rest = { 0 };
	struct shelf *s;
	struct taken t;
	struct hub *h;

	options_read(argc, argv, "backup HUB DIR [--full] [--at TIME]", specs,
	    2, &rest, 2, 2);
	stop_install();
	h = hub_open(rest.v[0], HUB_SETTINGS | HUB_ROSTER | HUB_LOCK);
	check_place(rest.v[0], rest.v[1]);
	s = shelf_open(h->arena, rest.v[1], true);
	take_hub(h, s, full, &t);
	shelf_close(s);
	backed_note(h, clock_now(), t.name);
	tell(&t);
	tell_passphrase(h);
	hub_close(h);
	return t.faults > 0 ? EXIT_ATTENTION : 0;
}

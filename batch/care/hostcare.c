#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/base/log.h"
#include "batch/care/hostcare.h"
#include "batch/night/night.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/place.h"
#include "batch/store/publish.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"

/* Two hubs of one name would send different bundles under one number. */
static void
check_place(struct night *n)
{
	const char *why;

	if (!n->dry_run) {
		place_check(n->hub);
		return;
	}
	why = place_stranger(n->hub);
	if (why != NULL)
		log_warn("this hub is not at home here: %s", why);
}

/* A bundle of a later number than the last that this state knows; those in
 * between may have been cleared away.  NULL: none. */
static const char *
later_bundle(struct night *n, const char *audience, int64_t last)
{
	const char *path, *found = NULL;
	struct dirent *e;
	int64_t sequence;
	size_t len = strlen(audience);
	DIR *d;
	int fd;

	path = hub_bundles_path(n->arena, audience);
	fd = publish_openat(n->hub->dir, path, O_RDONLY | O_DIRECTORY);
	d = fd == -1 ? NULL : fdopendir(fd);
	while (d != NULL && found == NULL && (e = readdir(d)) != NULL) {
		if (strncmp(e->d_name, audience, len) != 0 ||
		    sscanf(e->d_name + len, "-%" SCNd64 ".tar", &sequence) != 1)
			continue;
		if (sequence > last)
			found = hub_bundle_path(n->arena, audience, sequence);
	}
	if (d != NULL)
		closedir(d);
	else if (fd != -1)
		close(fd);
	return found;
}

/* Its number would be given again, to other bytes. */
static void
check_generation(struct night *n)
{
	const struct roster *r = n->hub->roster;
	struct stmt *s;
	const char *path;
	int64_t last;
	size_t i;

	for (i = 0; i < r->audience_count; i++) {
		last = 0;
		s = db_query(
		    n->hub->db, SQL_BUNDLE_LAST, "t", r->audiences[i].id);
		if (db_row(s)) {
			last = db_int(s, 0);
			db_end(s);
		}
		path = later_bundle(n, r->audiences[i].id, last);
		if (path != NULL)
			log_fatal(EX_CONFIG,
			    "%s was sent and archive and journal do not know it: an older state was put back? Put the newest in its place; where that is lost, toiyaba restore --here %s",
			    path, n->hub->path);
	}
}

void
hostcare(struct night *n)
{
	check_place(n);
	check_generation(n);
}

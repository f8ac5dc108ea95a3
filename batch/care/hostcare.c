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
#include "batch/store/publish.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"

/* The machine's id must not be told as it is: machine-id(5). */
static bool
this_host(char out[DIGEST_HEX])
{
	static const char salt[] = "toiyaba hub ";
	char id[64] = "";
	struct digest_run *r;
	struct digest d;
	ssize_t n;
	int fd;

	fd = open("/etc/machine-id", O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd == -1)
		return false;
	n = read(fd, id, sizeof(id));
	close(fd);
	if (n < 32)
		return false;
	r = digest_begin();
	digest_add(r, salt, sizeof(salt) - 1);
	digest_add(r, id, 32);
	digest_end(r, &d);
	digest_hex(&d, out);
	return true;
}

/* Two hubs of one name would send different bundles under one number. */
static void
check_host(struct night *n)
{
	char host[DIGEST_HEX];
	struct db *d = n->hub->db;
	const char *before;

	if (!this_host(host))
		return;
	before = night_recall(n, "host");
	if (before == NULL) {
		db_begin(d);
		db_run(d, SQL_STATE_SET, "tt", "host", host);
		db_commit(d);
		return;
	}
	if (strcmp(before, host) == 0)
		return;
	if (!n->dry_run)
		log_fatal(EX_CONFIG,
		    "this hub ran on another machine before: make sure that it never runs there again, then take it over with toiyaba rebuild %s",
		    n->hub->path);
	log_warn("this hub ran on another machine before");
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
			    "%s was sent and archive and journal do not know it: an older state was put back?  Put the newest in its place, then toiyaba rebuild %s",
			    path, n->hub->path);
	}
}

void
hostcare(struct night *n)
{
	check_host(n);
	check_generation(n);
}

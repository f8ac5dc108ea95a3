#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/base/log.h"
#include "batch/store/hub.h"
#include "batch/store/journal.h"
#include "batch/store/place.h"
#include "batch/store/publish.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"

#define UNKNOWN "-"

struct place {
	char machine[DIGEST_HEX]; /* not its id itself: machine-id(5) */
	char inode[24];
	char born[40]; /* seconds and nanoseconds */
};

static void
read_machine(char out[DIGEST_HEX])
{
	static const char salt[] = "toiyaba hub ";
	char id[64] = "";
	struct digest_run *r;
	struct digest d;
	ssize_t n = 0;
	int fd;

	snprintf(out, DIGEST_HEX, UNKNOWN);
	fd = open("/etc/machine-id", O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd != -1) {
		n = read(fd, id, sizeof(id));
		close(fd);
	}
	if (n < 32)
		return;
	r = digest_begin();
	digest_add(r, salt, sizeof(salt) - 1);
	digest_add(r, id, 32);
	digest_end(r, &d);
	digest_hex(&d, out);
}

static void
read_here(int dir, const char *path, struct place *p)
{
	struct statx st;

	read_machine(p->machine);
	if (statx(dir, "journal", AT_SYMLINK_NOFOLLOW, STATX_INO | STATX_BTIME,
		&st) == -1)
		log_fatal(EX_IOERR, "%s/journal: %s", path, strerror(errno));
	snprintf(p->inode, sizeof(p->inode), "%" PRIu64, (uint64_t)st.stx_ino);
	if (st.stx_mask & STATX_BTIME)
		snprintf(p->born, sizeof(p->born), "%" PRId64 ".%09u",
		    (int64_t)st.stx_btime.tv_sec, st.stx_btime.tv_nsec);
	else
		snprintf(p->born, sizeof(p->born), UNKNOWN);
}

static void
warn_unknown(const struct place *p, const char *path)
{
	if (strcmp(p->machine, UNKNOWN) == 0)
		log_warn(
		    "this machine has no /etc/machine-id: a copy of %s on another one is known by the journal's file alone",
		    path);
	if (strcmp(p->born, UNKNOWN) == 0)
		log_warn(
		    "this file system does not tell when a file was born: a copy of %s is known by its inode alone",
		    path);
}

void
place_nowhere(int dir)
{
	static const char text[] =
	    "machine = " UNKNOWN "\ninode = 0\nborn = " UNKNOWN "\n";

	publish_bytes(dir, PLACE_NAME, text, sizeof(text) - 1);
}

void
place_settle(int dir, const char *path)
{
	struct place p;
	char text[256];
	int len;

	read_here(dir, path, &p);
	warn_unknown(&p, path);
	len = snprintf(text, sizeof(text),
	    "machine = %s\ninode = %s\nborn = %s\n", p.machine, p.inode,
	    p.born);
	publish_bytes(dir, PLACE_NAME, text, (size_t)len);
}

/* Whether a hub of this journal has had a place: since it was made, or since it
 * was put back or moved. */
static bool
has_had(struct hub *h)
{
	struct journal *j = journal_open(h, NULL, false);
	struct arena *a = arena_new();
	struct journal_entry e = { 0 };
	bool had = false;

	while (!had && journal_next(j, a, &e)) {
		had = journal_get(&e, PLACE_NAME) != NULL ||
		      strcmp(e.kind, "line") == 0;
		arena_reset(a);
	}
	arena_free(a);
	journal_close(j);
	return had;
}

static bool
differs(const char *then, const char *now)
{
	return strcmp(then, now) != 0 && strcmp(then, UNKNOWN) != 0 &&
	       strcmp(now, UNKNOWN) != 0;
}

const char *
place_stranger(struct hub *h)
{
	struct place then, now;
	size_t len;
	char *text = hub_read(h, PLACE_NAME, &len);

	if (text == NULL)
		return has_had(h)
			   ? "it was copied or put back without its place"
			   : NULL;
	if (sscanf(text, "machine = %64s inode = %23s born = %39s",
		then.machine, then.inode, then.born) != 3)
		return "HUB/place is damaged";
	read_here(h->dir, h->path, &now);
	if (differs(then.machine, now.machine))
		return "it ran on another machine before";
	if (differs(then.inode, now.inode) || differs(then.born, now.born))
		return "it is a copy, or was put back: its journal is another file than before";
	return NULL;
}

void
place_check(struct hub *h)
{
	const char *why = place_stranger(h);
	size_t len;

	if (why == NULL && hub_read(h, PLACE_NAME, &len) == NULL)
		place_settle(h->dir, h->path);
	if (why != NULL)
		log_fatal(EX_CONFIG,
		    "this hub is not at home here: %s. Nothing was done. Make sure that no other copy of it ever runs again; then begin a new line here: toiyaba restore --here %s",
		    why, h->path);
}

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/backup/list.h"
#include "batch/backup/shelf.h"
#include "batch/backup/take.h"
#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/base/stop.h"
#include "batch/base/tongue.h"
#include "batch/store/hub.h"
#include "batch/store/journal.h"
#include "batch/store/publish.h"
#include "formats/base/mem.h"
#include "formats/base/valid.h"

struct taking {
	struct hub *hub;
	struct shelf *shelf;
	struct list before; /* the last backup */
	struct list list;
	bool full;
	struct taken *out;
};

static void walk(struct taking *t, const char *folder);

static void
add(struct taking *t, const struct listed *f)
{
	*(struct listed *)arena_push(t->list.a, &t->list.files, &t->list.count,
	    sizeof(*t->list.files)) = *f;
	if (!f->folder) {
		t->out->files++;
		t->out->bytes += f->size;
	}
}

static void
fault(struct taking *t, const char *path, const char *what)
{
	t->out->faults++;
	log_warn("%s/%s: %s", t->hub->path, path, tongue_form(what));
}

/* Archive and quarantine call what they hold by its digest. */
static bool
is_as_named(const struct listed *f)
{
	const char *base = strrchr(f->path, '/');
	char hex[DIGEST_HEX];

	if (base == NULL || strlen(base + 1) != DIGEST_HEX - 1 + 4 ||
	    strcmp(base + DIGEST_HEX, ".gpg") != 0 ||
	    (strncmp(f->path, "archive/", 8) != 0 &&
		strncmp(f->path, "quarantine/", 11) != 0))
		return true;
	memcpy(hex, base + 1, DIGEST_HEX - 1);
	hex[DIGEST_HEX - 1] = '\0';
	return !valid_digest(hex) || strcmp(hex, f->sha256) == 0;
}

static bool
is_still(const struct stat *a, int fd)
{
	struct stat b;

	return fstat(fd, &b) == 0 && a->st_size == b.st_size &&
	       a->st_mtim.tv_sec == b.st_mtim.tv_sec &&
	       a->st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

static void
read_file(struct taking *t, struct listed *f)
{
	struct stat st;
	int fd;

	fd = publish_openat(t->hub->dir, f->path, O_RDONLY | O_NONBLOCK);
	if (fd == -1 || fstat(fd, &st) == -1)
		log_fatal(errno == EACCES ? EX_NOPERM : EX_IOERR, "%s/%s: %s",
		    t->hub->path, f->path, strerror(errno));
	list_stamp(t->list.a, &st, f);
	shelf_put(t->shelf, fd, f->path, f, t->full);
	if (!is_still(&st, fd) || f->size != (uint64_t)st.st_size)
		log_fatal(EX_TEMPFAIL,
		    "%s/%s is being changed: no backup was made; try again",
		    t->hub->path, f->path);
	close(fd);
	if (!is_as_named(f))
		fault(t, f->path, "has other bytes than its name says");
}

/* Whether the last backup read the very same file. */
static bool
is_known(struct taking *t, struct listed *f)
{
	const struct listed *b = list_find(&t->before, f->path);

	if (b == NULL || b->folder || b->size != f->size ||
	    strcmp(b->time, f->time) != 0 || strcmp(b->stamp, f->stamp) != 0)
		return false;
	memcpy(f->sha256, b->sha256, sizeof(f->sha256));
	return shelf_has(t->shelf, f, false);
}

static void
take_file(struct taking *t, const char *path, const struct stat *st)
{
	struct listed f = { .path = path };

	stop_here();
	list_stamp(t->list.a, st, &f);
	if (t->full || !is_known(t, &f))
		read_file(t, &f);
	add(t, &f);
}

static void
take_folder(struct taking *t, const char *path, const struct stat *st)
{
	struct listed f = {
		.path = path, .folder = true, .mode = st->st_mode & 0777
	};

	add(t, &f);
	/* What lies in a member's folder was not taken yet. */
	if (strncmp(path, "inbox/", 6) != 0)
		walk(t, path);
}

static void
take(struct taking *t, const char *path)
{
	struct stat st;

	if (!list_wants(path))
		return;
	if (fstatat(t->hub->dir, path, &st, AT_SYMLINK_NOFOLLOW) == -1)
		log_fatal(
		    EX_IOERR, "%s/%s: %s", t->hub->path, path, strerror(errno));
	if (S_ISDIR(st.st_mode))
		take_folder(t, path, &st);
	else if (strncmp(path, "inbox/", 6) == 0 || S_ISSOCK(st.st_mode))
		return;
	else if (S_ISREG(st.st_mode))
		take_file(t, path, &st);
	else
		fault(t, path, "is no plain file, and not in the backup");
}

static void
walk(struct taking *t, const char *folder)
{
	struct dirent *e;
	DIR *d;
	int fd;

	fd = publish_openat(t->hub->dir, folder, O_RDONLY | O_DIRECTORY);
	d = fd == -1 ? NULL : fdopendir(fd);
	if (d == NULL)
		log_fatal(errno == EACCES ? EX_NOPERM : EX_IOERR, "%s/%s: %s",
		    t->hub->path, folder, strerror(errno));
	while ((e = readdir(d)) != NULL)
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			take(t, strcmp(folder, ".") == 0
				    ? arena_strdup(t->list.a, e->d_name)
				    : hub_below(t->list.a, folder, e->d_name));
	closedir(d);
}

static int
by_path(const void *a, const void *b)
{
	return strcmp(
	    ((const struct listed *)a)->path, ((const struct listed *)b)->path);
}

static void
read_journal(struct taking *t)
{
	struct arena *a = arena_new();
	struct journal_mark here;
	struct journal_entry e;
	struct journal *j;

	journal_hub_key(t->hub, t->list.hub);
	j = journal_open(t->hub, NULL, false);
	while (journal_next(j, a, &e))
		arena_reset(a);
	journal_here(j, &here);
	t->list.entries = here.seq;
	memcpy(t->list.head, here.head, sizeof(here.head));
	journal_close(j);
	arena_free(a);
}

/* A medium is one hub's; and the newest backup is found by its time. */
static void
read_before(struct taking *t)
{
	if (!shelf_before(t->shelf, &t->before, &t->out->faults))
		return;
	if (t->before.at > t->list.at)
		log_fatal(EX_CONFIG,
		    "the last backup there is of a later time than now: is the clock right?");
	if (strcmp(t->before.hub, t->list.hub) != 0)
		log_fatal(EX_CANTCREAT,
		    "the backups there are of another hub, %s; this one is %s",
		    t->before.hub, t->list.hub);
}

void
take_hub(struct hub *h, struct shelf *s, bool full, struct taken *out)
{
	struct taking t = { .hub = h, .shelf = s, .full = full, .out = out };

	*out = (struct taken){ 0 };
	t.list.a = t.before.a = h->arena;
	t.list.at = clock_now();
	read_journal(&t);
	read_before(&t);
	walk(&t, ".");
	if (t.list.count > 0)
		qsort(
		    t.list.files, t.list.count, sizeof(*t.list.files), by_path);
	shelf_settle(s);
	out->added_bytes = shelf_added(s, &out->added);
	out->name = shelf_list(s, &t.list, out->sha256);
}

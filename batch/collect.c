#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/collect.h"
#include "batch/hub.h"
#include "batch/log.h"
#include "batch/night.h"
#include "batch/publish.h"
#include "formats/limits.h"
#include "formats/mem.h"
#include "formats/text.h"
#include "formats/valid.h"

#define COLLECT_DEPTH 8

/* What a walk over one place carries along. */
struct walk {
	struct night *n;
	const char *base;   /* place as people know it */
	const char *folder; /* member's folder; or NULL */
	bool inbox;
	unsigned seen; /* entries, against LIMIT_SCAN */
};

const char *
collect_spool(const struct night *n)
{
	return n->dry_run ? ".dry-run" : "spool";
}

const char *
collect_spooled(struct night *n, const char *sha256)
{
	return arena_printf(n->arena, "%s/%s", collect_spool(n), sha256);
}

static bool
ends_with(const char *s, const char *end)
{
	size_t a = strlen(s), b = strlen(end);

	return a >= b && strcasecmp(s + a - b, end) == 0;
}

/* Names that file systems and file managers leave lying about. */
static bool
is_litter(const char *name)
{
	static const char *const names[] = { "Thumbs.db", "desktop.ini",
		"autorun.inf", "System Volume Information", "$RECYCLE.BIN",
		"lost+found", "RECYCLER" };
	size_t i;

	if (name[0] == '.' || ends_with(name, ".sha256"))
		return true;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcasecmp(name, names[i]) == 0)
			return true;
	return false;
}

/* Names that SFTP clients give to an upload under way. */
static bool
is_upload(const char *name)
{
	return ends_with(name, ".part") || ends_with(name, ".filepart") ||
	       ends_with(name, ".tmp") || ends_with(name, ".crdownload");
}

static struct arrival *
arrive(struct walk *w, const char *path)
{
	struct night *n = w->n;
	struct arrival *a;

	a = arena_push(n->arena, &n->arrivals, &n->arrival_count, sizeof(*a));
	a->path = text_escape(n->arena, path, strlen(path), 4096);
	a->folder = w->folder;
	a->may_wait = w->inbox;
	return a;
}

static void
refuse_by_name(
    struct walk *w, const char *path, enum reason r, const char *seen)
{
	struct arrival *a;

	a = arrive(w, path);
	a->phase = ARRIVAL_JUDGED;
	a->state = PACKAGE_QUARANTINED;
	refuse(&a->why, r, "%s; left where it is", seen);
	night_attention(
	    w->n, "%s: %s: %s", a->path, reason_word(r), a->why.detail);
}

static void
wait_for(struct walk *w, const char *path, const char *what)
{
	struct arrival *a;

	a = arrive(w, path);
	a->phase = ARRIVAL_JUDGED;
	a->state = PACKAGE_WAITING;
	log_info("%s: waiting: %s", a->path, what);
}

static bool
same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino &&
	       a->st_size == b->st_size &&
	       a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
	       a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* Copies fd to out while hashing; 0, or -1 where the medium fails. */
static int
copy_out(int fd, int out, char sha256[DIGEST_HEX])
{
	struct digest_run *r;
	struct digest d;
	char chunk[65536];
	ssize_t got;

	r = digest_begin();
	while ((got = read(fd, chunk, sizeof(chunk))) > 0) {
		digest_add(r, chunk, (size_t)got);
		if (write(out, chunk, (size_t)got) != got)
			log_fatal(errno == ENOSPC ? EX_TEMPFAIL : EX_IOERR,
			    "spool: %s; nothing was taken, run again",
			    strerror(errno));
	}
	digest_end(r, &d);
	digest_hex(&d, sha256);
	return got == -1 ? -1 : 0;
}

static void
spool_copy(struct walk *w, int fd, const char *path, const char *unlink_path)
{
	struct night *n = w->n;
	struct arrival *a;
	struct stat before, after;
	const char *tmp;
	char sha256[DIGEST_HEX];
	int out, rc;

	tmp = arena_printf(n->arena, "%s/.tmp", collect_spool(n));
	out = publish_openat(n->hub->dir, tmp, O_WRONLY | O_CREAT | O_TRUNC);
	if (out == -1)
		log_fatal(EX_CANTCREAT, "%s: %s", tmp, strerror(errno));
	fstat(fd, &before);
	rc = copy_out(fd, out, sha256);
	close(out);
	if (rc == -1) {
		wait_for(w, path, "the medium cannot be read");
		night_attention(n, "%s: the medium cannot be read", path);
		return;
	}
	fstat(fd, &after);
	if (!same_file(&before, &after)) {
		if (w->inbox)
			wait_for(w, path, "it changed while it was read");
		else
			refuse_by_name(w, path, REASON_CHANGED_WHILE_READ,
			    "changed between two looks");
		return;
	}
	if (renameat(n->hub->dir, tmp, n->hub->dir,
		collect_spooled(n, sha256)) == -1)
		log_fatal(EX_IOERR, "spool: %s", strerror(errno));
	a = arrive(w, path);
	memcpy(a->sha256, sha256, sizeof(a->sha256));
	a->spooled = true;
	a->unlink = unlink_path;
}

/* EAGAIN: somebody has it open for writing.  Anything else tells nothing. */
static bool
being_written(int fd)
{
	if (fcntl(fd, F_SETLEASE, F_RDLCK) == -1)
		return errno == EAGAIN;
	fcntl(fd, F_SETLEASE, F_UNLCK);
	return false;
}

static void
look_at(struct walk *w, int dir, const char *name, const char *path)
{
	struct stat st;
	const char *gone;
	int fd;

	fd = publish_openat(dir, name, O_RDONLY | O_NONBLOCK | O_NOCTTY);
	if (fd == -1) {
		refuse_by_name(w, path, REASON_NOT_A_FILE, strerror(errno));
		return;
	}
	if (fstat(fd, &st) == -1 || !S_ISREG(st.st_mode))
		refuse_by_name(w, path, REASON_NOT_A_FILE, "not a plain file");
	else if (st.st_nlink > 1)
		refuse_by_name(
		    w, path, REASON_LINKED_FILE, "has a second name");
	else if ((uint64_t)st.st_size > w->n->hub->settings.max_package)
		refuse_by_name(
		    w, path, REASON_TOO_LARGE, "larger than max-package");
	else if (w->inbox && (is_upload(name) || being_written(fd)))
		wait_for(w, path, "still being uploaded");
	else {
		gone = w->inbox ? arena_strdup(w->n->arena, path) : NULL;
		spool_copy(w, fd, path, gone);
	}
	close(fd);
}

static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void walk_dir(struct walk *w, int fd, const char *path, int depth);

static void
walk_entry(
    struct walk *w, int fd, const char *name, const char *path, int depth)
{
	struct stat st;
	const char *folder = w->folder;
	int sub;

	if (is_litter(name))
		return;
	if (fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) == -1)
		return;
	if (!S_ISDIR(st.st_mode)) {
		look_at(w, fd, name, path);
		return;
	}
	if (depth == 0) {
		refuse_by_name(w, path, REASON_NOT_A_FILE,
		    "a directory where files are expected");
		return;
	}
	sub = publish_openat(fd, name, O_RDONLY | O_DIRECTORY);
	if (sub == -1) {
		night_attention(
		    w->n, "%s: cannot be opened: %s", path, strerror(errno));
		return;
	}
	if (w->inbox)
		w->folder = arena_strdup(w->n->arena, name);
	walk_dir(w, sub, path, depth - 1);
	w->folder = folder;
}

/* Takes fd over. */
static void
walk_dir(struct walk *w, int fd, const char *path, int depth)
{
	struct dirent **list = NULL;
	const char *name;
	int i, count;

	count = scandirat(fd, ".", &list, NULL, by_name);
	if (count == -1)
		night_attention(
		    w->n, "%s: cannot be listed: %s", path, strerror(errno));
	for (i = 0; i < count; i++) {
		name = list[i]->d_name;
		if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0 &&
		    w->seen++ < LIMIT_SCAN)
			walk_entry(w, fd, name,
			    arena_printf(w->n->arena, "%s/%s", path, name),
			    depth);
		free(list[i]);
	}
	free(list);
	close(fd);
	if (w->seen == LIMIT_SCAN + 1U)
		night_attention(w->n,
		    "%s: more than %d entries; the rest "
		    "waits for the next night",
		    path, LIMIT_SCAN);
}

static void
collect_inbox(struct night *n)
{
	struct walk w = { .n = n, .base = "inbox", .inbox = true };
	int fd;

	fd = publish_openat(n->hub->dir, "inbox", O_RDONLY | O_DIRECTORY);
	if (fd == -1)
		log_fatal(
		    EX_NOPERM, "%s/inbox: %s", n->hub->path, strerror(errno));
	walk_dir(&w, fd, "inbox", 1);
}

static void
collect_medium(struct night *n, const char *dir)
{
	struct walk w = { .n = n, .base = dir };
	int fd;

	fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd == -1) {
		night_attention(
		    n, "%s: medium cannot be opened: %s", dir, strerror(errno));
		n->exit = log_worse(n->exit, EX_IOERR);
		return;
	}
	walk_dir(&w, fd, dir, COLLECT_DEPTH);
}

/* Order of work, the same whatever the order of finding; the inbox's copy
 * before a medium's, because its original can be filed away. */
static int
by_digest(const void *a, const void *b)
{
	const struct arrival *x = a, *y = b;
	int c;

	c = strcmp(x->sha256, y->sha256);
	if (c == 0)
		c = (int)y->may_wait - (int)x->may_wait;
	return c != 0 ? c : strcmp(x->path, y->path);
}

static bool
known(const struct night *n, const char *sha256)
{
	size_t i;

	for (i = 0; i < n->arrival_count; i++)
		if (strcmp(n->arrivals[i].sha256, sha256) == 0)
			return true;
	return false;
}

static bool
spool_is_whole(struct night *n, const char *name)
{
	struct digest_run *r;
	struct digest d;
	char chunk[65536], hex[DIGEST_HEX];
	ssize_t got;
	int fd;

	fd = publish_openat(n->hub->dir, collect_spooled(n, name), O_RDONLY);
	if (fd == -1)
		return false;
	r = digest_begin();
	while ((got = read(fd, chunk, sizeof(chunk))) > 0)
		digest_add(r, chunk, (size_t)got);
	close(fd);
	digest_end(r, &d);
	digest_hex(&d, hex);
	return got == 0 && strcmp(hex, name) == 0;
}

/* Copies of a night that was killed, whose original may be out of reach. */
static void
collect_survivors(struct night *n)
{
	struct walk w = { .n = n, .base = "spool" };
	struct dirent **list = NULL;
	struct arrival *a;
	int i, count;

	count = scandirat(n->hub->dir, collect_spool(n), &list, NULL, by_name);
	for (i = 0; i < count; i++) {
		if (valid_digest(list[i]->d_name) &&
		    !known(n, list[i]->d_name)) {
			if (spool_is_whole(n, list[i]->d_name)) {
				a = arrive(
				    &w, collect_spooled(n, list[i]->d_name));
				memcpy(a->sha256, list[i]->d_name,
				    sizeof(a->sha256));
				a->spooled = true;
			} else
				unlinkat(n->hub->dir,
				    collect_spooled(n, list[i]->d_name), 0);
		}
		free(list[i]);
	}
	free(list);
}

void
collect_sweep(struct night *n)
{
	static const char *const dirs[] = { ".dry-run", "spool" };
	struct dirent **list = NULL;
	const char *name;
	int i, d, count;

	for (d = 0; d < 2; d++) {
		count = scandirat(n->hub->dir, dirs[d], &list, NULL, NULL);
		for (i = 0; i < count; i++) {
			name = list[i]->d_name;
			if (name[0] == '.' ? name[1] == 't' : d == 0)
				unlinkat(n->hub->dir,
				    arena_printf(
					n->arena, "%s/%s", dirs[d], name),
				    0);
			free(list[i]);
		}
		free(list);
		list = NULL;
	}
	unlinkat(n->hub->dir, ".dry-run", AT_REMOVEDIR);
}

void
collect(struct night *n)
{
	size_t i;
	int fd;

	publish_mkdir(n->hub->dir, collect_spool(n));
	collect_inbox(n);
	for (i = 0; i < n->media.count; i++)
		collect_medium(n, n->media.v[i]);
	if (!n->dry_run)
		collect_survivors(n);
	if (n->arrival_count > 1)
		qsort(n->arrivals, n->arrival_count, sizeof(*n->arrivals),
		    by_digest);
	/* One sync for the whole spool instead of one a file. */
	fd = publish_openat(
	    n->hub->dir, collect_spool(n), O_RDONLY | O_DIRECTORY);
	if (fd == -1 || syncfs(fd) == -1)
		log_fatal(EX_IOERR, "spool: cannot be made durable: %s",
		    strerror(errno));
	close(fd);
}

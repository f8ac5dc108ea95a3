#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/base/log.h"
#include "batch/member/folder.h"
#include "batch/member/memory.h"
#include "batch/store/publish.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/valid.h"
#include "formats/opened/opened.h"
#include "formats/opened/openedtext.h"

#define STATE	"state"
#define HUB_KEY "hub-key"
/* Some 500,000 values: more than a lifetime of bundles. */
#define STATE_MAX (64U << 20)

/* False where there is no such file. */
static bool
read_file(const struct memory *m, const char *name, struct buf *out)
{
	char block[65536];
	struct stat st;
	ssize_t n = 0;
	int fd;

	fd = publish_openat(m->dir, name, O_RDONLY | O_NONBLOCK);
	if (fd == -1 && errno == ENOENT)
		return false;
	if (fd == -1 || fstat(fd, &st) == -1 || !S_ISREG(st.st_mode))
		log_fatal(EX_IOERR, "%s/%s: cannot be read", m->path, name);
	while (
	    out->len <= STATE_MAX && (n = read(fd, block, sizeof(block))) > 0)
		buf_put(out, block, (size_t)n);
	if (n == -1)
		log_fatal(
		    EX_IOERR, "%s/%s: %s", m->path, name, strerror(errno));
	if (out->len > STATE_MAX)
		log_fatal(EX_DATAERR, "%s/%s: more than %u bytes", m->path,
		    name, STATE_MAX);
	close(fd);
	return true;
}

/* Where a member's state lies when nobody says where. */
static const char *
usual_place(struct arena *a)
{
	const char *xdg = getenv("XDG_STATE_HOME"), *home = getenv("HOME");

	if (xdg != NULL && *xdg == '/')
		return arena_printf(a, "%s/toiyaba", xdg);
	if (home == NULL || *home != '/')
		log_fatal(EX_USAGE,
		    "--state DIR is wanted: neither XDG_STATE_HOME nor HOME says where");
	return arena_printf(a, "%s/.local/state/toiyaba", home);
}

static int
is_hub(const struct dirent *d)
{
	return strlen(d->d_name) == 40 &&
	       strspn(d->d_name, "0123456789ABCDEF") == 40;
}

/* The hubs that have a folder in the usual place. */
static const char **
known_hubs(struct arena *a, const char *usual, size_t *count)
{
	struct dirent **list = NULL;
	const char **hubs = NULL;
	int i, n;

	n = scandir(usual, &list, is_hub, alphasort);
	for (i = 0; i < n; i++) {
		arena_push_str(
		    a, &hubs, count, arena_strdup(a, list[i]->d_name));
		free(list[i]);
	}
	free(list);
	return hubs;
}

/* A hub of another primary key is another hub: nobody changes to it by one
 * option alone. */
static void __attribute__((noreturn))
another_hub(const char *known, const char *named, const char *how)
{
	log_fatal(EX_DATAERR,
	    "REFUSED: the hub known here is %s, and not %s. Where the hub has a new primary key, two of you compare it with the letter on paper; then one does this, and says --hub %s once more: %s. For a second hub, give --state DIR",
	    known, named, named, how);
}

/* In the usual place each hub has a folder of its own. */
static const char *
usual_folder(struct memory *m, const char *hub)
{
	const char *usual = usual_place(m->a), *path;
	size_t count = 0;
	const char **hubs = known_hubs(m->a, usual, &count);

	if (hub == NULL && count > 1)
		log_fatal(EX_USAGE, "%s knows %zu hubs: say which, --hub FPR",
		    usual, count);
	if (hub == NULL)
		hub = count == 1 ? hubs[0] : "none";
	path = arena_printf(m->a, "%s/%s", usual, hub);
	if (count > 0 && access(path, F_OK) == -1)
		another_hub(hubs[0], hub,
		    arena_printf(m->a, "mv %s/%s %s && rm %s/" HUB_KEY, usual,
			hubs[0], path, path));
	return path;
}

static void
take_lock(struct memory *m)
{
	struct flock fl = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	m->lock = publish_openat(m->dir, ".lock", O_RDWR | O_CREAT);
	if (m->lock == -1)
		log_fatal(errno == EACCES || errno == EROFS ? EX_NOPERM
							    : EX_CANTCREAT,
		    "%s/.lock: %s", m->path, strerror(errno));
	/* Held by the kernel for this open file: a kill leaves none. */
	if (fcntl(m->lock, F_OFD_SETLK, &fl) == -1)
		log_fatal(EX_TEMPFAIL,
		    "%s: another toiyaba open is at work; try again when it has ended",
		    m->path);
}

/* "" where the folder knows no hub. */
static void
read_pin(const struct memory *m, char hub[41])
{
	struct buf b = { 0 };

	hub[0] = '\0';
	if (m->dir != -1 && read_file(m, HUB_KEY, &b)) {
		snprintf(hub, 41, "%s", buf_str(&b));
		if (!valid_fingerprint(hub))
			log_fatal(EX_DATAERR,
			    "%s/" HUB_KEY
			    " holds no fingerprint: compare the hub's with the letter on paper, remove that file, and say --hub FPR once more",
			    m->path);
	}
	buf_free(&b);
}

void
memory_find(
    struct memory *m, struct arena *a, const char *state, const char *hub)
{
	char known[41];

	memset(m, 0, sizeof(*m));
	m->a = a;
	m->lock = -1;
	m->path = state != NULL ? state : usual_folder(m, hub);
	m->dir = open(m->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (m->dir == -1 && errno != ENOENT)
		log_fatal(EX_CANTCREAT, "%s: %s", m->path, strerror(errno));
	if (m->dir != -1)
		take_lock(m);
	read_pin(m, known);
	if (hub != NULL && known[0] != '\0' && strcmp(known, hub) != 0)
		another_hub(
		    known, hub, arena_printf(a, "rm %s/" HUB_KEY, m->path));
	snprintf(m->hub, sizeof(m->hub), "%s", hub == NULL ? known : hub);
}

void
memory_load(struct memory *m, struct opened *o)
{
	struct buf b = { 0 };
	char err[200] = "";

	if (m->dir == -1 || !read_file(m, STATE, &b))
		return;
	switch (opened_read(o, buf_str(&b), b.len, err, sizeof(err))) {
	case OPENED_READ_OK:
		break;
	case OPENED_READ_VERSION:
		log_fatal(EX_CONFIG,
		    "%s/" STATE
		    ": %s: use that one; or move the file away and open all bundles that you have, in one call",
		    m->path, err);
	case OPENED_READ_DAMAGED:
		log_fatal(EX_DATAERR,
		    "%s/" STATE
		    " is damaged: %s: move the file away and open all bundles that you have, in one call",
		    m->path, err);
	}
	buf_free(&b);
}

/* The first time: whoever made one meanwhile has opened something. */
static void
make_folder(struct memory *m)
{
	struct stat st;

	m->dir = folder_open(m->a, m->path);
	take_lock(m);
	if (fstatat(m->dir, STATE, &st, AT_SYMLINK_NOFOLLOW) == 0)
		log_fatal(EX_TEMPFAIL,
		    "%s: another toiyaba open was at work; run this again",
		    m->path);
}

/* What could not be read again would shut the member out. */
static void
check_readable(const struct memory *m, struct buf *b)
{
	struct opened again = { .a = arena_new() };
	char err[200] = "too much of it";

	if (b->len > STATE_MAX || opened_read(&again, buf_str(b), b->len, err,
				      sizeof(err)) != OPENED_READ_OK)
		log_fatal(EX_SOFTWARE,
		    "%s/" STATE ": what would be written is wrong: %s", m->path,
		    err);
	arena_free(again.a);
}

void
memory_save(struct memory *m, const struct opened *o)
{
	char *hub = arena_printf(m->a, "%s\n", m->hub);
	struct buf b = { 0 };

	opened_write(o, &b);
	check_readable(m, &b);
	if (m->dir == -1)
		make_folder(m);
	publish_bytes(m->dir, HUB_KEY, hub, strlen(hub));
	publish_bytes(m->dir, STATE, b.data, b.len);
	buf_free(&b);
}

void
memory_close(struct memory *m)
{
	if (m->lock != -1)
		close(m->lock);
	if (m->dir != -1)
		close(m->dir);
}

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/base/log.h"
#include "batch/store/publish.h"
#include "formats/base/mem.h"

static void
close_quietly(int fd)
{
	int error = errno;

	close(fd);
	errno = error;
}

/* The first part of *path, which moves past it; false where it is none that
 * leads further down. */
static bool
next_part(const char **path, char part[NAME_MAX + 1])
{
	size_t len = strcspn(*path, "/");

	errno = len > NAME_MAX ? ENAMETOOLONG : len == 0 ? ENOENT : EXDEV;
	if (len == 0 || len > NAME_MAX)
		return false;
	memcpy(part, *path, len);
	part[len] = '\0';
	*path += len;
	*path += strspn(*path, "/");
	return strcmp(part, "..") != 0;
}

/* What openat2() does, one part of the path after the other. */
static int
open_by_parts(int dir, const char *path, const struct open_how *how)
{
	char part[NAME_MAX + 1];
	int at, last;

	if (*path == '/') {
		errno = EXDEV;
		return -1;
	}
	if (!next_part(&path, part))
		return -1;
	if (*path == '\0')
		return openat(
		    dir, part, (int)how->flags | O_NOFOLLOW, (mode_t)how->mode);
	at = openat(dir, part, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (at == -1)
		return -1;
	last = open_by_parts(at, path, how);
	close_quietly(at);
	return last;
}

int
publish_openat(int dir, const char *path, int flags)
{
	struct open_how how = { 0 };
	int fd;

	how.flags = (unsigned)flags | O_CLOEXEC;
	how.mode = flags & (O_CREAT | O_TMPFILE) & ~O_DIRECTORY ? 0600 : 0;
	how.resolve =
	    RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
	fd = (int)syscall(SYS_openat2, dir, path, &how, sizeof(how));
	/* RestrictSUIDSGID= of the unit says so: no filter can see the mode
	 * that is asked for. */
	if (fd == -1 && errno == ENOSYS)
		fd = open_by_parts(dir, path, &how);
	return fd;
}

static void
sync_fd(int fd, const char *path)
{
	if (fsync(fd) == -1)
		log_fatal(EX_IOERR, "%s: cannot be made durable: %s", path,
		    strerror(errno));
}

/* Opens the directory that holds path; *base is the last element. */
static int
parent_of(int dir, const char *path, const char **base)
{
	const char *slash;
	char *head;
	int fd;

	slash = strrchr(path, '/');
	*base = slash == NULL ? path : slash + 1;
	if (slash == NULL)
		return publish_openat(dir, ".", O_RDONLY | O_DIRECTORY);
	head = mem_printf("%.*s", (int)(slash - path), path);
	publish_mkdir(dir, head);
	fd = publish_openat(dir, head, O_RDONLY | O_DIRECTORY);
	free(head);
	return fd;
}

/* A name is durable when the directory that holds it is. */
static void
sync_parent(int dir, const char *path)
{
	const char *slash = strrchr(path, '/');
	char *head;
	int fd;

	head = slash == NULL ? mem_strdup(".")
			     : mem_printf("%.*s", (int)(slash - path), path);
	fd = publish_openat(dir, head, O_RDONLY | O_DIRECTORY);
	if (fd == -1)
		log_fatal(EX_IOERR, "%s: %s", head, strerror(errno));
	sync_fd(fd, head);
	close(fd);
	free(head);
}

void
publish_syncfs(int dir, const char *path)
{
	int fd;

	fd = publish_openat(dir, path, O_RDONLY | O_DIRECTORY);
	if (fd == -1 || syncfs(fd) == -1)
		log_fatal(EX_IOERR, "%s: cannot be made durable: %s", path,
		    strerror(errno));
	close(fd);
}

/* What lies in the outbox is encrypted for whom it is for, and fetched by
 * accounts that the folder's own list of rights lets in: such a list reaches
 * no further than the rights of the group (acl(5)).  probe/out stands for an
 * outbox where the drop is tried. */
static bool
is_handed_out(const char *path)
{
	return strncmp(path, "outbox/", strlen("outbox/")) == 0 ||
	       strncmp(path, "probe/out/", strlen("probe/out/")) == 0;
}

static void
open_to_group(int dir, const char *path, mode_t mode)
{
	if (is_handed_out(path) && fchmodat(dir, path, mode, 0) == -1)
		log_fatal(EX_CANTCREAT, "%s: %s", path, strerror(errno));
}

void
publish_mkdir(int dir, const char *path)
{
	char *part;
	size_t i, len;

	len = strlen(path);
	for (i = 1; i <= len; i++) {
		if (path[i] != '/' && path[i] != '\0')
			continue;
		part = mem_printf("%.*s", (int)i, path);
		if (mkdirat(dir, part, 0700) == 0) {
			open_to_group(dir, part, 0750);
			sync_parent(dir, part);
		} else if (errno != EEXIST)
			log_fatal(errno == EACCES ? EX_NOPERM : EX_CANTCREAT,
			    "%s: cannot make the directory: %s", part,
			    strerror(errno));
		free(part);
	}
}

static void
write_all(int fd, const char *path, const void *p, size_t len)
{
	const char *at = p;
	ssize_t n;

	while (len > 0) {
		n = write(fd, at, len);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			log_fatal(EX_IOERR, "%s: cannot be written: %s", path,
			    strerror(errno));
		at += n;
		len -= (size_t)n;
	}
}

struct staged {
	const char *path, *base;
	char *tmp;
	int dir, fd;
};

static void
stage(struct staged *s, int dir, const char *path)
{
	s->path = path;
	s->dir = parent_of(dir, path, &s->base);
	if (s->dir == -1)
		log_fatal(EX_CANTCREAT, "%s: %s", path, strerror(errno));
	/* Named by what it becomes: done again, nothing stays behind. */
	s->tmp = mem_printf(".tmp-%.200s", s->base);
	unlinkat(s->dir, s->tmp, 0);
	s->fd = publish_openat(
	    s->dir, s->tmp, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW);
	if (s->fd == -1 || (is_handed_out(path) && fchmod(s->fd, 0640) == -1))
		log_fatal(EX_CANTCREAT, "%s: %s", path, strerror(errno));
}

static void
commit(struct staged *s)
{
	sync_fd(s->fd, s->path);
	close(s->fd);
	if (renameat(s->dir, s->tmp, s->dir, s->base) == -1)
		log_fatal(EX_IOERR, "%s: cannot be put in place: %s", s->path,
		    strerror(errno));
	sync_fd(s->dir, s->path);
	close(s->dir);
	free(s->tmp);
}

void
publish_bytes(int dir, const char *path, const void *p, size_t len)
{
	struct staged s;

	stage(&s, dir, path);
	write_all(s.fd, path, p, len);
	commit(&s);
}

void
publish_new(int dir, const char *path, const void *p, size_t len)
{
	const char *base;
	int parent = parent_of(dir, path, &base), fd;

	fd = parent == -1
		 ? -1
		 : publish_openat(parent, base, O_WRONLY | O_CREAT | O_EXCL);
	if (fd == -1)
		log_fatal(EX_CANTCREAT, "%s: %s", path, strerror(errno));
	write_all(fd, path, p, len);
	close(fd);
	close(parent);
}

static void
copy_all(struct staged *s, int fd)
{
	char chunk[65536];
	off_t at = 0;
	ssize_t n;

	while ((n = pread(fd, chunk, sizeof(chunk), at)) > 0) {
		write_all(s->fd, s->path, chunk, (size_t)n);
		at += n;
	}
	if (n == -1)
		log_fatal(EX_IOERR, "%s: source cannot be read: %s", s->path,
		    strerror(errno));
}

void
publish_fd(int dir, const char *path, int fd)
{
	struct staged s;

	stage(&s, dir, path);
	copy_all(&s, fd);
	commit(&s);
}

void
publish_dated(int dir, const char *path, int fd, int64_t at)
{
	const struct timespec times[2] = { { .tv_sec = at }, { .tv_sec = at } };
	struct staged s;

	stage(&s, dir, path);
	copy_all(&s, fd);
	if (futimens(s.fd, times) == -1)
		log_fatal(
		    EX_IOERR, "%s: cannot be dated: %s", path, strerror(errno));
	commit(&s);
}

struct publishing {
	struct staged staged;
	char *path;
};

struct publishing *
publish_begin(int dir, const char *path)
{
	struct publishing *p = mem_alloc(sizeof(*p));

	p->path = mem_strdup(path);
	stage(&p->staged, dir, p->path);
	return p;
}

void
publish_add(struct publishing *p, const void *piece, size_t len)
{
	write_all(p->staged.fd, p->path, piece, len);
}

void
publish_end(struct publishing *p)
{
	commit(&p->staged);
	free(p->path);
	free(p);
}

/* Directories that renames go through, each opened once. */
struct folder {
	char *path;
	int fd;
	bool gains; /* names */
};
struct folders {
	int dir;
	struct folder *list;
	size_t count;
};

static struct folder *
folder_of(struct folders *f, const char *path, const char **base)
{
	const char *slash = strrchr(path, '/');
	size_t len = slash == NULL ? 0 : (size_t)(slash - path), i;
	struct folder *new;

	*base = slash == NULL ? path : slash + 1;
	for (i = 0; i < f->count; i++)
		if (strlen(f->list[i].path) == len &&
		    strncmp(f->list[i].path, path, len) == 0)
			return &f->list[i];
	new = mem_push(&f->list, &f->count, sizeof(*new));
	new->path = mem_printf("%.*s", (int)len, path);
	new->fd = parent_of(f->dir, path, base);
	return new;
}

static void
move(struct folders *f, const struct publish_move *m)
{
	const char *base_from, *base_to;
	struct folder *to;
	int from, into;

	from = folder_of(f, m->from, &base_from)->fd;
	to = folder_of(f, m->to, &base_to);
	to->gains = true;
	into = to->fd;
	if (from == -1 || into == -1 ||
	    renameat(from, base_from, into, base_to) == -1)
		log_fatal(EX_IOERR, "%s: cannot be moved to %s: %s", m->from,
		    m->to, strerror(errno));
}

static void
sync_folders(struct folders *f, bool gains)
{
	size_t i;

	for (i = 0; i < f->count; i++)
		if (f->list[i].gains == gains)
			sync_fd(f->list[i].fd, f->list[i].path);
}

void
publish_rename_all(int dir, const struct publish_move *moves, size_t count)
{
	struct folders f = { .dir = dir };
	size_t i;

	for (i = 0; i < count; i++)
		move(&f, &moves[i]);
	sync_folders(&f, true);
	sync_folders(&f, false);
	for (i = 0; i < f.count; i++) {
		close(f.list[i].fd);
		free(f.list[i].path);
	}
	free(f.list);
}

void
publish_rename(int dir, const char *from, const char *to)
{
	publish_rename_all(dir, &(struct publish_move){ from, to }, 1);
}

static bool
is_same(int d1, const char *n1, int d2, const char *n2)
{
	struct stat a, b;

	return fstatat(d1, n1, &a, AT_SYMLINK_NOFOLLOW) == 0 &&
	       fstatat(d2, n2, &b, AT_SYMLINK_NOFOLLOW) == 0 &&
	       a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

static void
copy(int dir, const char *from, const char *to)
{
	int fd;

	fd = publish_openat(dir, from, O_RDONLY);
	if (fd == -1)
		log_fatal(EX_IOERR, "%s: %s", from, strerror(errno));
	publish_fd(dir, to, fd);
	close(fd);
}

/* Not over what has the name: under a name that goes into its place. */
static bool
link_over(int d1, const char *n1, int d2, const char *n2)
{
	char *tmp = mem_printf(".tmp-%.200s", n2);
	bool done;

	unlinkat(d2, tmp, 0);
	done =
	    linkat(d1, n1, d2, tmp, 0) == 0 && renameat(d2, tmp, d2, n2) == 0;
	free(tmp);
	return done;
}

/* Where a file system has no links, or no more for this file. */
static bool
wants_copy(int error)
{
	return error == EXDEV || error == EPERM || error == EMLINK ||
	       error == EOPNOTSUPP;
}

void
publish_link(int dir, const char *from, const char *to)
{
	const char *base_from = NULL, *base_to = NULL;
	int dir_from, dir_to;
	bool done;

	dir_from = parent_of(dir, from, &base_from);
	dir_to = parent_of(dir, to, &base_to);
	if (dir_from == -1 || dir_to == -1)
		log_fatal(EX_IOERR, "%s: %s", to, strerror(errno));
	done = is_same(dir_from, base_from, dir_to, base_to) ||
	       link_over(dir_from, base_from, dir_to, base_to);
	if (!done && !wants_copy(errno))
		log_fatal(EX_IOERR, "%s: cannot be linked to %s: %s", from, to,
		    strerror(errno));
	if (!done)
		copy(dir, from, to);
	close(dir_from);
	close(dir_to);
}

bool
publish_remove(int dir, const char *path)
{
	const char *slash = strrchr(path, '/');
	char *head = slash == NULL
			 ? mem_strdup(".")
			 : mem_printf("%.*s", (int)(slash - path), path);
	int fd, rc;

	fd = publish_openat(dir, head, O_RDONLY | O_DIRECTORY);
	rc = fd == -1 ? -1 : unlinkat(fd, slash == NULL ? path : slash + 1, 0);
	if (rc == -1 && errno != ENOENT && errno != ENOTDIR)
		log_fatal(EX_IOERR, "%s: cannot be removed: %s", path,
		    strerror(errno));
	if (fd != -1)
		close(fd);
	free(head);
	return rc == 0;
}

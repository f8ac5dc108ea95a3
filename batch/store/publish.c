#include <errno.h>
#include <fcntl.h>
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

int
publish_openat(int dir, const char *path, int flags)
{
	struct open_how how = { 0 };

	how.flags = (unsigned)flags | O_CLOEXEC;
	how.mode = flags & (O_CREAT | O_TMPFILE) & ~O_DIRECTORY ? 0600 : 0;
	how.resolve =
	    RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
	return (int)syscall(SYS_openat2, dir, path, &how, sizeof(how));
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
		if (mkdirat(dir, part, 0700) == 0)
			sync_parent(dir, part);
		else if (errno != EEXIST)
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
	if (s->fd == -1)
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
publish_fd(int dir, const char *path, int fd)
{
	struct staged s;
	char chunk[65536];
	off_t at = 0;
	ssize_t n;

	stage(&s, dir, path);
	while ((n = pread(fd, chunk, sizeof(chunk), at)) > 0) {
		write_all(s.fd, path, chunk, (size_t)n);
		at += n;
	}
	if (n == -1)
		log_fatal(EX_IOERR, "%s: source cannot be read: %s", path,
		    strerror(errno));
	commit(&s);
}

void
publish_rename(int dir, const char *from, const char *to)
{
	const char *base_from = NULL, *base_to = NULL;
	int dir_from, dir_to;

	dir_from = parent_of(dir, from, &base_from);
	dir_to = parent_of(dir, to, &base_to);
	if (dir_from == -1 || dir_to == -1 ||
	    renameat(dir_from, base_from, dir_to, base_to) == -1)
		log_fatal(EX_IOERR, "%s: cannot be moved to %s: %s", from, to,
		    strerror(errno));
	sync_fd(dir_to, to);
	sync_fd(dir_from, from);
	close(dir_from);
	close(dir_to);
}

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "batch/base/machine.h"
#include "batch/media/tray.h"
#include "batch/store/publish.h"
#include "batch/store/readback.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/base/writeall.h"

#define CHUNK	   (1 << 20)
#define NAME_SHOWN 300
#define FOLDER	   "toiyaba.part"

struct tray {
	struct arena *a;
	const char *path;
	int dir;
	int in; /* the folder, where it was begun; or -1 */
};

static const char *
safe(struct tray *t, const char *name)
{
	return text_escape(t->a, name, strlen(name), NAME_SHOWN);
}

struct tray *
tray_open(struct arena *a, const char *path)
{
	struct tray *t = arena_alloc(a, sizeof(*t));

	t->a = a;
	t->path = text_escape(a, path, strlen(path), NAME_SHOWN);
	t->in = -1;
	t->dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (t->dir == -1)
		machine_ends(MACHINE_PLACE, "%s: no medium here: %s", t->path,
		    strerror(errno));
	return t;
}

void
tray_close(struct tray *t)
{
	if (t == NULL)
		return;
	if (t->in != -1)
		close(t->in);
	close(t->dir);
}

const char *
tray_taken(struct tray *t, const char *const *names, size_t count)
{
	struct stat st;
	size_t i;

	for (i = 0; i < count; i++)
		if (fstatat(t->dir, names[i], &st, AT_SYMLINK_NOFOLLOW) == 0 ||
		    errno != ENOENT)
			return names[i];
	return NULL;
}

uint64_t
tray_left(struct tray *t)
{
	struct statvfs v;

	if (fstatvfs(t->dir, &v) == -1)
		return UINT64_MAX;
	return (uint64_t)v.f_bavail * v.f_frsize;
}

static void __attribute__((noreturn)) not_ours(struct tray *t, const char *name)
{
	machine_ends(MACHINE_PLACE,
	    "%s/%s%s%s is in the way and was not made here: take it off the medium",
	    t->path, FOLDER, name == NULL ? "" : "/",
	    name == NULL ? "" : safe(t, name));
}

static bool
is_ours(int dir, const char *name)
{
	size_t len = strlen(name);
	struct stat st;

	return len > 4 && strcmp(name + len - 4, ".gpg") == 0 &&
	       fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	       S_ISREG(st.st_mode);
}

/* Only plain files that are called as ours are taken out of it. */
static void
clear(struct tray *t)
{
	struct dirent *e;
	DIR *d;
	int fd;

	fd = publish_openat(t->dir, FOLDER, O_RDONLY | O_DIRECTORY);
	if (fd == -1 && errno == ENOENT)
		return;
	d = fd == -1 ? NULL : fdopendir(fd);
	if (d == NULL)
		not_ours(t, NULL);
	while ((e = readdir(d)) != NULL) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		if (!is_ours(dirfd(d), e->d_name))
			not_ours(t, e->d_name);
		if (unlinkat(dirfd(d), e->d_name, 0) == -1)
			machine_ends(MACHINE_FILE, "%s/%s: %s", t->path, FOLDER,
			    strerror(errno));
	}
	closedir(d);
	if (unlinkat(t->dir, FOLDER, AT_REMOVEDIR) == -1)
		machine_ends(MACHINE_FILE, "%s/%s: %s", t->path, FOLDER,
		    strerror(errno));
}

void
tray_begin(struct tray *t)
{
	clear(t);
	if (mkdirat(t->dir, FOLDER, 0700) == -1)
		machine_ends(errno == EACCES || errno == EROFS ? MACHINE_RIGHTS
							       : MACHINE_PLACE,
		    "%s/%s: %s", t->path, FOLDER, strerror(errno));
	t->in = publish_openat(t->dir, FOLDER, O_RDONLY | O_DIRECTORY);
	if (t->in == -1)
		machine_ends(MACHINE_PLACE, "%s/%s: %s", t->path, FOLDER,
		    strerror(errno));
}

/* The digest of what was written. */
static bool
copy(int from, int to, char sha256[DIGEST_HEX])
{
	struct digest_run *r = digest_begin();
	char *chunk = mem_alloc(CHUNK);
	struct digest d;
	bool good = true;
	off_t at = 0;
	ssize_t n;

	while (good && (n = pread(from, chunk, CHUNK, at)) != 0) {
		good = n > 0 && writeall(to, chunk, (size_t)n);
		if (good)
			digest_add(r, chunk, (size_t)n);
		at += n;
	}
	digest_end(r, &d);
	digest_hex(&d, sha256);
	free(chunk);
	return good;
}

bool
tray_lay(struct tray *t, const char *name, int fd, char sha256[DIGEST_HEX])
{
	char written[DIGEST_HEX];
	bool good;
	int to;

	to = publish_openat(
	    t->in, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW);
	if (to == -1)
		return false;
	good = copy(fd, to, written) && fsync(to) == 0;
	if (good)
		posix_fadvise(to, 0, 0, POSIX_FADV_DONTNEED);
	if (close(to) == -1 || !good)
		return false;
	if (readback_digest(t->in, name, sha256) &&
	    strcmp(written, sha256) == 0)
		return true;
	errno = EIO;
	return false;
}

void
tray_drop(struct tray *t)
{
	if (t->in == -1)
		return;
	close(t->in);
	t->in = -1;
	clear(t);
	fsync(t->dir);
}

/* Plain files only: what a link names is not on the medium. */
bool
tray_digest(struct tray *t, const char *name, char sha256[DIGEST_HEX])
{
	struct stat st;
	int in;
	bool good = false;

	in = publish_openat(t->dir, FOLDER, O_RDONLY | O_DIRECTORY);
	if (in != -1) {
		good = readback_digest(in, name, sha256);
		close(in);
	}
	return good || (fstatat(t->dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
			   S_ISREG(st.st_mode) &&
			   readback_digest(t->dir, name, sha256));
}

/* Not over what is there. */
static int
give_name(struct tray *t, int in, const char *name)
{
	if (renameat2(in, name, t->dir, name, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL)
		return -1;
	/* A file system that cannot: what stood there was looked at. */
	if (faccessat(t->dir, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0) {
		errno = EEXIST;
		return -1;
	}
	return renameat(in, name, t->dir, name);
}

void
tray_place(struct tray *t, const char *const *names, size_t count)
{
	size_t i;
	int in;

	in = publish_openat(t->dir, FOLDER, O_RDONLY | O_DIRECTORY);
	for (i = 0; in != -1 && i < count; i++)
		if (faccessat(in, names[i], F_OK, AT_SYMLINK_NOFOLLOW) == 0 &&
		    give_name(t, in, names[i]) == -1)
			machine_ends(MACHINE_PLACE,
			    "%s/%s cannot be put in place: %s", t->path,
			    names[i], strerror(errno));
	if (in != -1)
		close(in);
	if (t->in != -1)
		close(t->in);
	t->in = -1;
	if (fsync(t->dir) == -1)
		machine_ends(MACHINE_FILE, "%s: cannot be made durable: %s",
		    t->path, strerror(errno));
	clear(t);
	publish_syncfs(t->dir, ".");
}

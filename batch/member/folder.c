#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/base/log.h"
#include "batch/member/folder.h"
#include "batch/store/publish.h"
#include "formats/base/mem.h"
#include "formats/files/archive.h"

int
folder_open(struct arena *a, const char *path)
{
	char *part = arena_strdup(a, path), *slash = part;
	int fd;

	while ((slash = strchr(slash + 1, '/')) != NULL) {
		*slash = '\0';
		mkdir(part, 0700);
		*slash = '/';
	}
	if (mkdir(path, 0700) == -1 && errno != EEXIST)
		log_fatal(EX_CANTCREAT, "%s: %s", path, strerror(errno));
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd == -1)
		log_fatal(EX_CANTCREAT, "%s: %s", path, strerror(errno));
	return fd;
}

/* What is no directory is gone with its name; no link is followed. */
static void
remove_tree(int dir, const char *name)
{
	struct dirent *e;
	DIR *d;
	int fd;

	if (unlinkat(dir, name, 0) == 0 || errno == ENOENT)
		return;
	fd = publish_openat(dir, name, O_RDONLY | O_DIRECTORY);
	d = fd == -1 ? NULL : fdopendir(fd);
	if (d == NULL)
		log_fatal(EX_IOERR, "%s: %s", name, strerror(errno));
	while ((e = readdir(d)) != NULL)
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			remove_tree(dirfd(d), e->d_name);
	closedir(d);
	if (unlinkat(dir, name, AT_REMOVEDIR) == -1)
		log_fatal(EX_IOERR, "%s: %s", name, strerror(errno));
}

/* Some file systems, of media and networks, cannot exchange two names: there
 * the old one goes first. */
static void
change_names(int dir, const char *from, const char *to)
{
	if (renameat2(dir, from, dir, to, RENAME_NOREPLACE) == 0 ||
	    renameat2(dir, from, dir, to, RENAME_EXCHANGE) == 0)
		return;
	if (errno == EINVAL || errno == ENOSYS || errno == ENOENT) {
		if (faccessat(dir, to, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
			remove_tree(dir, to);
		if (renameat(dir, from, dir, to) == 0)
			return;
	}
	log_fatal(
	    EX_IOERR, "%s: cannot be put in place: %s", to, strerror(errno));
}

void
folder_put(
    int dir, const char *name, const struct archive_file *files, size_t count)
{
	char *fresh = mem_printf(".new-%s", name), *path;
	size_t i;

	remove_tree(dir, fresh);
	publish_mkdir(dir, fresh);
	for (i = 0; i < count; i++) {
		path = mem_printf("%s/%s", fresh, files[i].name);
		publish_new(dir, path, files[i].data, files[i].len);
		free(path);
	}
	publish_syncfs(dir, fresh);
	change_names(dir, fresh, name);
	publish_syncfs(dir, ".");
	remove_tree(dir, fresh);
	free(fresh);
}

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "batch/store/tree.h"

static bool
empty(int fd)
{
	struct dirent *e;
	bool good = true;
	DIR *d = fdopendir(fd);

	if (d == NULL) {
		close(fd);
		return false;
	}
	while (good && (e = readdir(d)) != NULL)
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			good = tree_remove(dirfd(d), e->d_name);
	closedir(d);
	return good;
}

bool
tree_remove(int dir, const char *name)
{
	int fd;

	if (unlinkat(dir, name, 0) == 0 || errno == ENOENT)
		return true;
	if (errno != EISDIR && errno != EPERM)
		return false;
	fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	return fd != -1 && empty(fd) && unlinkat(dir, name, AT_REMOVEDIR) == 0;
}

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch/intake/names.h"
#include "formats/base/mem.h"

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
sort(struct names *n)
{
	if (n->count > 1)
		qsort(n->list, n->count, sizeof(*n->list), by_name);
}

/* The first ones stay. */
static void
cut(struct names *n, size_t most)
{
	sort(n);
	while (n->count > most) {
		free(n->list[--n->count]);
		n->more++;
	}
}

static void
hold(struct names *n, const char *name)
{
	*(char **)mem_push(&n->list, &n->count, sizeof(*n->list)) =
	    mem_strdup(name);
}

static bool
is_folder(DIR *d, const struct dirent *e)
{
	struct stat st;

	if (e->d_type != DT_UNKNOWN)
		return e->d_type == DT_DIR;
	return fstatat(dirfd(d), e->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	       S_ISDIR(st.st_mode);
}

static bool
is_itself(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static void
take(DIR *d, const struct names_terms *t, const struct dirent *e,
    struct names *files, struct names *folders)
{
	if (is_itself(e->d_name) || (t->passed != NULL && t->passed(e->d_name)))
		return;
	if (t->enter && is_folder(d, e)) {
		hold(folders, e->d_name);
		return;
	}
	hold(files, e->d_name);
	/* Now and then, so that the cost of sorting stays small. */
	if (files->count >= 2 * t->most + 64)
		cut(files, t->most);
}

static DIR *
open_again(int dir)
{
	DIR *d;
	int fd;

	fd = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd == -1)
		return NULL;
	d = fdopendir(fd);
	if (d == NULL)
		close(fd);
	return d;
}

int
names_read(int dir, const struct names_terms *t, struct names *out)
{
	struct names folders = { 0 };
	struct dirent *e;
	DIR *d;
	size_t i;
	int failed;

	*out = (struct names){ 0 };
	d = open_again(dir);
	if (d == NULL)
		return -1;
	while (errno = 0, (e = readdir(d)) != NULL)
		take(d, t, e, out, &folders);
	failed = errno;
	closedir(d);
	cut(out, t->most);
	for (i = 0; i < folders.count; i++)
		*(char **)mem_push(&out->list, &out->count,
		    sizeof(*out->list)) = folders.list[i];
	free(folders.list);
	sort(out);
	errno = failed;
	return failed == 0 ? 0 : -1;
}

void
names_free(struct names *n)
{
	size_t i;

	for (i = 0; i < n->count; i++)
		free(n->list[i]);
	free(n->list);
	*n = (struct names){ 0 };
}

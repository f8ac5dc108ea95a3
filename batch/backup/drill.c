#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/backup/drill.h"
#include "batch/backup/give.h"
#include "batch/base/log.h"
#include "batch/store/place.h"
#include "batch/store/tree.h"
#include "formats/base/mem.h"

#define NAME "toiyaba-drill."

static struct {
	char *path;
	pid_t owner;
	int lock;
} standing;

static bool
lock_it(int fd)
{
	struct flock fl = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	return fd != -1 && fcntl(fd, F_OFD_SETLK, &fl) == 0;
}

static void
leave(int code, void *unused)
{
	(void)code;
	(void)unused;
	if (standing.path != NULL && getpid() == standing.owner &&
	    !tree_remove(AT_FDCWD, standing.path))
		log_warn("%s: %s: remove it, the hub's key lies there",
		    standing.path, strerror(errno));
}

/* This user's, whose program is gone: nobody holds its mark. */
static void
sweep_one(int in, const char *name)
{
	struct stat st;
	int dir, mark = -1;

	dir = openat(in, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (dir == -1 || fstat(dir, &st) == -1 || st.st_uid != getuid())
		goto out;
	mark = openat(dir, ".mark", O_RDWR | O_NOFOLLOW | O_CLOEXEC);
	if (lock_it(mark))
		tree_remove(in, name);
out:
	if (mark != -1)
		close(mark);
	if (dir != -1)
		close(dir);
}

static void
sweep(const char *in)
{
	DIR *d = opendir(in);
	struct dirent *e;

	while (d != NULL && (e = readdir(d)) != NULL)
		if (strncmp(e->d_name, NAME, sizeof(NAME) - 1) == 0)
			sweep_one(dirfd(d), e->d_name);
	if (d != NULL)
		closedir(d);
}

static int
make_folder(struct arena *a, const char *in)
{
	int dir;

	standing.path = arena_printf(a, "%s/" NAME "XXXXXX", in);
	standing.owner = getpid();
	if (mkdtemp(standing.path) == NULL)
		log_fatal(errno == EACCES ? EX_NOPERM : EX_CANTCREAT, "%s: %s",
		    in, strerror(errno));
	on_exit(leave, NULL);
	dir = open(standing.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	standing.lock =
	    openat(dir, ".mark", O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (!lock_it(standing.lock))
		log_fatal(
		    EX_CANTCREAT, "%s: %s", standing.path, strerror(errno));
	return dir;
}

const char *
drill_put(struct arena *a, struct shelf *s, const struct list *l,
    const char *in, struct given_back *given)
{
	int dir;

	sweep(in);
	dir = make_folder(a, in);
	place_nowhere(dir);
	give_hub(s, l, dir, standing.path, "journal", given);
	close(dir);
	return standing.path;
}

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "batch/intake/upload.h"

static bool
ends_with(const char *s, const char *end)
{
	size_t a = strlen(s), b = strlen(end);

	return a >= b && strcasecmp(s + a - b, end) == 0;
}

bool
upload_is_name(const char *name)
{
	return ends_with(name, ".part") || ends_with(name, ".filepart") ||
	       ends_with(name, ".tmp") || ends_with(name, ".crdownload");
}

/* Only its owner may take a lease: of another user's file nothing is told. */
enum upload
upload_look(int fd)
{
	if (fcntl(fd, F_SETLEASE, F_RDLCK) == -1)
		return errno == EAGAIN ? UPLOAD_OPEN : UPLOAD_UNKNOWN;
	fcntl(fd, F_SETLEASE, F_UNLCK);
	return UPLOAD_DONE;
}

bool
upload_is_young(const struct stat *st)
{
	struct timespec now;

	/* The file system's clock, whatever --at says. */
	clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec - st->st_ctim.tv_sec <= UPLOAD_QUIET;
}

static bool
same_time(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

bool
upload_is_same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino &&
	       a->st_size == b->st_size &&
	       same_time(&a->st_mtim, &b->st_mtim) &&
	       same_time(&a->st_ctim, &b->st_ctim);
}

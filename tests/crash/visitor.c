/*
 * Preloaded into the hub process: a member who comes by in the drop just
 * before one of the hub's calls that name it or read it.
 *
 *	VISIT_DROP	the member's folder, absolute
 *	VISIT_AT	number of the call, from 1; 0 or absent: nobody comes
 *	VISIT_DO	program that the member runs, once
 *	VISIT_LOG	a line "NUMBER CALL" for each call
 *
 * Children of the hub are not watched.
 */
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))real(#name))

static const char *drop, *log_name, *what;
static long count, at;

static void *
real(const char *name)
{
	void *f = dlsym(RTLD_NEXT, name);

	if (f == NULL)
		abort();
	return f;
}

__attribute__((constructor)) static void
begin(void)
{
	drop = getenv("VISIT_DROP");
	log_name = getenv("VISIT_LOG");
	what = getenv("VISIT_DO");
	at = getenv("VISIT_AT") == NULL ? 0 : atol(getenv("VISIT_AT"));
	unsetenv("LD_PRELOAD");
}

static bool
is_beneath(const char *path)
{
	size_t len = drop == NULL ? 0 : strlen(drop);

	return len > 0 && strncmp(path, drop, len) == 0 &&
	       (path[len] == '\0' || path[len] == '/');
}

static bool
fd_is_beneath(int fd)
{
	char link[40], path[PATH_MAX];
	ssize_t n;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	n = readlink(link, path, sizeof(path) - 1);
	path[n > 0 ? n : 0] = '\0';
	return is_beneath(path);
}

static bool
name_is_beneath(int dir, const char *name)
{
	char link[40], path[2 * PATH_MAX];
	ssize_t n;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", dir);
	n = readlink(link, path, PATH_MAX);
	if (n <= 0)
		return false;
	snprintf(path + n, PATH_MAX, "/%s", name);
	return is_beneath(path);
}

static void
visit(const char *call)
{
	FILE *f;

	count++;
	f = log_name == NULL ? NULL : fopen(log_name, "ae");
	if (f != NULL) {
		fprintf(f, "%ld %s\n", count, call);
		fclose(f);
	}
	if (count == at && system(what) != 0)
		abort();
}

long
syscall(long number, ...)
{
	long a[6];
	va_list ap;
	int i;

	va_start(ap, number);
	for (i = 0; i < 6; i++)
		a[i] = va_arg(ap, long);
	va_end(ap);
	if (number == SYS_openat2 &&
	    name_is_beneath((int)a[0], (const char *)(uintptr_t)a[1]))
		visit("openat2");
	return REAL(syscall)(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

int
scandirat(int dir, const char *name, struct dirent ***list,
    int (*want)(const struct dirent *),
    int (*order)(const struct dirent **, const struct dirent **))
{
	if (fd_is_beneath(dir))
		visit("scandirat");
	return REAL(scandirat)(dir, name, list, want, order);
}

int
fstatat(int dir, const char *name, struct stat *st, int flags)
{
	if (name_is_beneath(dir, name))
		visit("fstatat");
	return REAL(fstatat)(dir, name, st, flags);
}

int
fstat(int fd, struct stat *st)
{
	if (fd_is_beneath(fd))
		visit("fstat");
	return REAL(fstat)(fd, st);
}

ssize_t
read(int fd, void *p, size_t len)
{
	if (fd_is_beneath(fd))
		visit("read");
	return REAL(read)(fd, p, len);
}

int
fcntl(int fd, int command, ...)
{
	va_list ap;
	long arg;

	va_start(ap, command);
	arg = va_arg(ap, long);
	va_end(ap);
	if (command == F_SETLEASE && fd_is_beneath(fd))
		visit("lease");
	return REAL(fcntl)(fd, command, arg);
}

int
unlinkat(int dir, const char *name, int flags)
{
	if (name_is_beneath(dir, name))
		visit("unlinkat");
	return REAL(unlinkat)(dir, name, flags);
}

int
renameat2(int d1, const char *n1, int d2, const char *n2, unsigned flags)
{
	if (name_is_beneath(d1, n1))
		visit("renameat2");
	return REAL(renameat2)(d1, n1, d2, n2, flags);
}

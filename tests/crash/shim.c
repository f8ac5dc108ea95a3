/*
 * Preloaded into the hub process: counts the calls that change something
 * beneath CRASH_HUB, writes them to CRASH_LOG and disturbs one of them.
 *
 *	CRASH_AT	number of the call, from 1; 0 or absent: none
 *	CRASH_DO	kill	SIGKILL in place of the call
 *			torn	half of a write, then SIGKILL
 *			short	half of a write, and nothing wrong said
 *			stop	SIGSTOP before the call: a test looks at it then
 *			NUMBER	the call fails with this errno
 *	CRASH_ON	set: every later call fails too
 *
 * A log entry is "CALL OP A B LENGTH\n" and LENGTH bytes: A and B are paths
 * beneath the hub, or an offset or size in B.  Calls that failed are not
 * logged.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <signal.h>
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

enum verdict { PASS, HALVE, HALVE_AND_DIE, FAIL };

static const char *hub;
static size_t hub_len;
static int log_fd = -1, failing;
static long count, at;
static bool on;
static const char *what = "";

static void *
real(const char *name)
{
	void *f;

	f = dlsym(RTLD_NEXT, name);
	if (f == NULL)
		abort();
	return f;
}

/* Children of the hub are not watched. */
__attribute__((constructor)) static void
begin(void)
{
	const char *log = getenv("CRASH_LOG"), *k = getenv("CRASH_AT");

	hub = getenv("CRASH_HUB");
	if (hub == NULL)
		return;
	hub_len = strlen(hub);
	at = k == NULL ? 0 : atol(k);
	if (getenv("CRASH_DO") != NULL)
		what = getenv("CRASH_DO");
	failing = atoi(what);
	on = getenv("CRASH_ON") != NULL;
	if (log != NULL)
		log_fd = REAL(open)(
		    log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	unsetenv("LD_PRELOAD");
}

/* Path beneath the hub into out; false where it lies elsewhere. */
static bool
beneath(const char *path, char out[PATH_MAX])
{
	if (hub == NULL || strncmp(path, hub, hub_len) != 0)
		return false;
	if (path[hub_len] == '\0')
		strcpy(out, ".");
	else if (path[hub_len] == '/')
		strcpy(out, path + hub_len + 1);
	else
		return false;
	return strstr(out, " (deleted)") == NULL;
}

static bool
path_of(int fd, char out[PATH_MAX])
{
	char link[40], path[PATH_MAX];
	ssize_t n;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	n = readlink(link, path, sizeof(path) - 1);
	if (n <= 0)
		return false;
	path[n] = '\0';
	return beneath(path, out);
}

static bool
path_at(int dir, const char *name, char out[PATH_MAX])
{
	char base[PATH_MAX];
	int n;

	if (*name == '/')
		return beneath(name, out);
	if (dir == AT_FDCWD || !path_of(dir, base))
		return false;
	if (strcmp(base, ".") == 0)
		n = snprintf(out, PATH_MAX, "%s", name);
	else
		n = snprintf(out, PATH_MAX, "%s/%s", base, name);
	return n < PATH_MAX;
}

static enum verdict
judge(bool is_write)
{
	bool later;

	count++;
	later = on && at != 0 && count > at;
	if (count != at && !later)
		return PASS;
	if (strcmp(what, "kill") == 0)
		kill(getpid(), SIGKILL);
	if (strcmp(what, "stop") == 0) {
		kill(getpid(), SIGSTOP);
		return PASS;
	}
	if (strcmp(what, "short") == 0)
		return is_write ? HALVE : PASS;
	if (strcmp(what, "torn") == 0) {
		if (is_write)
			return HALVE_AND_DIE;
		kill(getpid(), SIGKILL);
	}
	errno = failing;
	return FAIL;
}

static void
note(const char *op, const char *a, const char *b, const void *p, size_t len)
{
	char head[2 * PATH_MAX + 64];
	int n, saved = errno;

	if (log_fd == -1)
		return;
	n = snprintf(
	    head, sizeof(head), "%ld %s %s %s %zu\n", count, op, a, b, len);
	if (REAL(write)(log_fd, head, (size_t)n) != n ||
	    (len > 0 && REAL(write)(log_fd, p, len) != (ssize_t)len))
		abort();
	errno = saved;
}

static void
note_number(
    const char *op, const char *a, long long b, const void *p, size_t len)
{
	char text[24];

	snprintf(text, sizeof(text), "%lld", b);
	note(op, a, text, p, len);
}

/* Opening: a call that makes or empties a file is one that counts. */

struct opening {
	char path[PATH_MAX];
	bool creates, empties, fails;
};

static void
before_open(struct opening *o, int dir, const char *name, int flags)
{
	struct stat st;
	char full[2 * PATH_MAX];
	bool there;

	memset(o, 0, sizeof(*o));
	if (!(flags & (O_CREAT | O_TRUNC)) || !path_at(dir, name, o->path))
		return;
	snprintf(full, sizeof(full), "%s/%s", hub, o->path);
	there = lstat(full, &st) == 0;
	o->creates = !there && flags & O_CREAT;
	o->empties = there && flags & O_TRUNC;
	if (o->creates || o->empties)
		o->fails = judge(false) == FAIL;
}

static int
after_open(const struct opening *o, int fd)
{
	if (fd != -1 && o->creates)
		note("create", o->path, "-", NULL, 0);
	if (fd != -1 && o->empties)
		note_number("truncate", o->path, 0, NULL, 0);
	return fd;
}

static int
open_any(int dir, const char *name, int flags, mode_t mode)
{
	struct opening o;

	before_open(&o, dir, name, flags);
	if (o.fails)
		return -1;
	return after_open(&o, REAL(openat)(dir, name, flags, mode));
}

#define MODE_OF(flags, mode)                                        \
	do {                                                        \
		va_list ap;                                         \
		va_start(ap, flags);                                \
		mode = flags & (O_CREAT | O_TMPFILE) & ~O_DIRECTORY \
			   ? va_arg(ap, mode_t)                     \
			   : 0;                                     \
		va_end(ap);                                         \
	} while (0)

int
open(const char *name, int flags, ...)
{
	mode_t mode;

	MODE_OF(flags, mode);
	return open_any(AT_FDCWD, name, flags, mode);
}

int
open64(const char *name, int flags, ...)
{
	mode_t mode;

	MODE_OF(flags, mode);
	return open_any(AT_FDCWD, name, flags, mode);
}

int
openat(int dir, const char *name, int flags, ...)
{
	mode_t mode;

	MODE_OF(flags, mode);
	return open_any(dir, name, flags, mode);
}

int
openat64(int dir, const char *name, int flags, ...)
{
	mode_t mode;

	MODE_OF(flags, mode);
	return open_any(dir, name, flags, mode);
}

/* openat2 has no function of its own in libc. */
long
syscall(long number, ...)
{
	struct opening o = { .creates = false };
	const struct open_how *how;
	long a[6];
	va_list ap;
	int i;

	va_start(ap, number);
	for (i = 0; i < 6; i++)
		a[i] = va_arg(ap, long);
	va_end(ap);
	if (number == SYS_openat2) {
		how = (const struct open_how *)(uintptr_t)a[2];
		before_open(&o, (int)a[0], (const char *)(uintptr_t)a[1],
		    (int)how->flags);
		if (o.fails)
			return -1;
	}
	return after_open(
	    &o, (int)REAL(syscall)(number, a[0], a[1], a[2], a[3], a[4], a[5]));
}

/* Writing. */

static ssize_t
write_any(int fd, const void *p, size_t len, off_t offset, bool moves)
{
	char path[PATH_MAX];
	enum verdict v;
	ssize_t n;

	if (!path_of(fd, path))
		return moves ? REAL(write)(fd, p, len)
			     : REAL(pwrite)(fd, p, len, offset);
	v = judge(true);
	if (v == FAIL)
		return -1;
	if (v != PASS && len > 1)
		len /= 2;
	if (moves)
		offset = lseek(fd, 0, SEEK_CUR);
	n = moves ? REAL(write)(fd, p, len) : REAL(pwrite)(fd, p, len, offset);
	if (n > 0)
		note_number("write", path, offset, p, (size_t)n);
	if (v == HALVE_AND_DIE)
		kill(getpid(), SIGKILL);
	return n;
}

ssize_t
write(int fd, const void *p, size_t len)
{
	return write_any(fd, p, len, 0, true);
}

ssize_t
pwrite(int fd, const void *p, size_t len, off_t offset)
{
	return write_any(fd, p, len, offset, false);
}

ssize_t
pwrite64(int fd, const void *p, size_t len, off_t offset)
{
	return write_any(fd, p, len, offset, false);
}

static int
truncate_any(int fd, off_t size)
{
	char path[PATH_MAX];
	int rc;

	if (!path_of(fd, path))
		return REAL(ftruncate)(fd, size);
	if (judge(false) == FAIL)
		return -1;
	rc = REAL(ftruncate)(fd, size);
	if (rc == 0)
		note_number("truncate", path, size, NULL, 0);
	return rc;
}

int
ftruncate(int fd, off_t size)
{
	return truncate_any(fd, size);
}

int
ftruncate64(int fd, off_t size)
{
	return truncate_any(fd, size);
}

/* Syncing. */

#define SYNC(call, op)                                \
	int call(int fd)                              \
	{                                             \
		char path[PATH_MAX];                  \
		int rc;                               \
                                                      \
		if (!path_of(fd, path))               \
			return REAL(call)(fd);        \
		if (judge(false) == FAIL)             \
			return -1;                    \
		rc = REAL(call)(fd);                  \
		if (rc == 0)                          \
			note(op, path, "-", NULL, 0); \
		return rc;                            \
	}

SYNC(fsync, "sync")
SYNC(fdatasync, "sync")
SYNC(syncfs, "syncfs")

/* Names. */

static int
one_name(const char *op, int dir, const char *name, int flags, mode_t mode)
{
	char path[PATH_MAX];
	bool known = path_at(dir, name, path), makes = *op == 'm';
	int rc;

	if (known && judge(false) == FAIL)
		return -1;
	rc = makes ? REAL(mkdirat)(dir, name, mode)
		   : REAL(unlinkat)(dir, name, flags);
	if (known && rc == 0)
		note(op, path, "-", NULL, 0);
	return rc;
}

int
unlink(const char *name)
{
	return one_name("unlink", AT_FDCWD, name, 0, 0);
}

int
rmdir(const char *name)
{
	return one_name("rmdir", AT_FDCWD, name, AT_REMOVEDIR, 0);
}

int
unlinkat(int dir, const char *name, int flags)
{
	return one_name(
	    flags & AT_REMOVEDIR ? "rmdir" : "unlink", dir, name, flags, 0);
}

int
mkdir(const char *name, mode_t mode)
{
	return one_name("mkdir", AT_FDCWD, name, 0, mode);
}

int
mkdirat(int dir, const char *name, mode_t mode)
{
	return one_name("mkdir", dir, name, 0, mode);
}

static int
rename_any(int d1, const char *n1, int d2, const char *n2, unsigned flags)
{
	char from[PATH_MAX], to[PATH_MAX];
	bool known;
	int rc;

	known = path_at(d1, n1, from) && path_at(d2, n2, to);
	if (known && judge(false) == FAIL)
		return -1;
	rc = REAL(renameat2)(d1, n1, d2, n2, flags);
	if (known && rc == 0)
		note("rename", from, to, NULL, 0);
	return rc;
}

int
linkat(int d1, const char *n1, int d2, const char *n2, int flags)
{
	char from[PATH_MAX], to[PATH_MAX];
	bool known;
	int rc;

	known = path_at(d1, n1, from) && path_at(d2, n2, to);
	if (known && judge(false) == FAIL)
		return -1;
	rc = REAL(linkat)(d1, n1, d2, n2, flags);
	if (known && rc == 0)
		note("link", from, to, NULL, 0);
	return rc;
}

int
rename(const char *from, const char *to)
{
	return rename_any(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int
renameat(int d1, const char *n1, int d2, const char *n2)
{
	return rename_any(d1, n1, d2, n2, 0);
}

int
renameat2(int d1, const char *n1, int d2, const char *n2, unsigned flags)
{
	return rename_any(d1, n1, d2, n2, flags);
}

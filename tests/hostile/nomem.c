/* Memory that ends: from the n-th allocation of a process on (NOMEM=n), or
 * only at it (NOMEM=n NOMEM_ONCE=1), there is none.  For LD_PRELOAD; in the
 * processes whose name or first argument holds NOMEM_IN. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static long left = -1;
static int ready, once;

static int
is_meant(const char *in)
{
	char line[512];
	ssize_t n;
	int fd;

	fd = open("/proc/self/cmdline", O_RDONLY);
	n = fd == -1 ? 0 : read(fd, line, sizeof(line) - 1);
	if (fd != -1)
		close(fd);
	return n > 0 && memmem(line, (size_t)n, in, strlen(in)) != NULL;
}

static void __attribute__((constructor)) begin(void)
{
	const char *n = getenv("NOMEM"), *in = getenv("NOMEM_IN");

	once = getenv("NOMEM_ONCE") != NULL;
	if (n != NULL && in != NULL && is_meant(in))
		left = atol(n);
	ready = 1;
}

static int
fails(void)
{
	if (!ready || left < 0)
		return 0;
	if (left > 0) {
		left--;
		return 0;
	}
	if (once)
		left = -1;
	errno = ENOMEM;
	return 1;
}

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);

void *
malloc(size_t n)
{
	return fails() ? NULL : __libc_malloc(n);
}

void *
calloc(size_t n, size_t size)
{
	return fails() ? NULL : __libc_calloc(n, size);
}

void *
realloc(void *p, size_t n)
{
	return fails() ? NULL : __libc_realloc(p, n);
}

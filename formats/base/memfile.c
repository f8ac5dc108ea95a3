#include <sys/mman.h>
#include <unistd.h>

#include "formats/base/memfile.h"

int
memfile_of(const char *name, const void *p, size_t len)
{
	const char *bytes = p;
	size_t at = 0;
	ssize_t n;
	int fd;

	fd = memfd_create(name, MFD_CLOEXEC);
	while (fd != -1 && at < len) {
		n = pwrite(fd, bytes + at, len - at, (off_t)at);
		if (n <= 0) {
			close(fd);
			return -1;
		}
		at += (size_t)n;
	}
	return fd;
}

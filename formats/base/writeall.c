#include <errno.h>
#include <unistd.h>

#include "formats/base/writeall.h"

bool
writeall(int fd, const void *p, size_t len)
{
	const char *at = p;
	ssize_t n;

	while (len > 0) {
		n = write(fd, at, len);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += n;
		len -= (size_t)n;
	}
	return true;
}

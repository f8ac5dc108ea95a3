#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/base/log.h"
#include "batch/member/wholefile.h"
#include "formats/base/buf.h"

void
wholefile_read(const char *path, struct buf *b)
{
	char chunk[65536];
	ssize_t n;
	int fd;

	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd == -1)
		log_fatal(EX_DATAERR, "%s: %s", path, strerror(errno));
	while ((n = read(fd, chunk, sizeof(chunk))) > 0)
		buf_put(b, chunk, (size_t)n);
	close(fd);
	if (n == -1)
		log_fatal(EX_DATAERR, "%s: %s", path, strerror(errno));
}

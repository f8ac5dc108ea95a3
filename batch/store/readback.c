#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "batch/store/publish.h"
#include "batch/store/readback.h"

#define CHUNK	(1 << 20)
#define ALIGNED 4096

bool
readback_digest(int dir, const char *path, char sha256[DIGEST_HEX])
{
	struct digest_run *r;
	void *chunk = NULL;
	struct digest d;
	ssize_t n = -1;
	int fd;

	fd = publish_openat(dir, path, O_RDONLY | O_DIRECT);
	if (fd == -1 && errno == EINVAL)
		fd = publish_openat(dir, path, O_RDONLY);
	if (fd == -1 || posix_memalign(&chunk, ALIGNED, CHUNK) != 0)
		return false;
	r = digest_begin();
	posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
	n = read(fd, chunk, CHUNK);
	if (n == -1 && errno == EINVAL && fcntl(fd, F_SETFL, 0) == 0)
		n = read(fd, chunk, CHUNK);
	for (; n > 0; n = read(fd, chunk, CHUNK))
		digest_add(r, chunk, (size_t)n);
	digest_end(r, &d);
	digest_hex(&d, sha256);
	free(chunk);
	close(fd);
	return n == 0;
}

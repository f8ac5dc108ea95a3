#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/store/heartbeat.h"
#include "batch/store/hub.h"

#define PATH "heartbeat"
#define NEW  ".heartbeat.new"

static struct {
	int dir;
	pid_t owner;
	struct heartbeat beat;
} armed = { .dir = -1 };

/* The program is ending, perhaps for this disk: what fails here is only said.
 */
static void
write_beat(int code, void *unused)
{
	char text[256], at[CLOCK_TEXT];
	int fd, len;
	bool whole;

	(void)unused;
	if (armed.dir == -1 || getpid() != armed.owner)
		return;
	clock_text(armed.beat.at, at);
	len = snprintf(text, sizeof(text),
	    "run = %s\nat = %s\nseconds = %" PRId64 "\nexit = %d\n",
	    armed.beat.run, at, armed.beat.at, code);
	fd = openat(armed.dir, NEW,
	    O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	whole = fd != -1 && write(fd, text, (size_t)len) == len &&
		fsync(fd) == 0 &&
		renameat(armed.dir, NEW, armed.dir, PATH) == 0;
	if (fd != -1)
		close(fd);
	if (!whole)
		log_warn("the heartbeat cannot be written");
}

void
heartbeat_arm(struct hub *h, int64_t at)
{
	armed.dir = fcntl(h->dir, F_DUPFD_CLOEXEC, 3);
	armed.owner = getpid();
	armed.beat.at = at;
	heartbeat_name("-");
	on_exit(write_beat, NULL);
}

void
heartbeat_name(const char *run)
{
	snprintf(armed.beat.run, sizeof(armed.beat.run), "%s", run);
}

bool
heartbeat_read(struct hub *h, struct heartbeat *b)
{
	size_t len;
	char *text = hub_read(h, PATH, &len);

	*b = (struct heartbeat){ 0 };
	return text != NULL &&
	       sscanf(text,
		   "run = %31s\nat = %*s\nseconds = %" SCNd64 "\nexit = %d",
		   b->run, &b->at, &b->code) == 3;
}

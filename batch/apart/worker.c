#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "batch/apart/server.h"
#include "batch/apart/worker.h"
#include "batch/base/log.h"
#include "formats/base/buf.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/reason.h"
#include "formats/base/text.h"
#include "formats/package/package.h"
#include "formats/package/packagewire.h"

#define WORKER_STDERR 65536
#define DRAIN	      16384 /* at a time */

unsigned worker_patience = 300;

struct worker {
	pid_t pid;
	int out, err;
	struct timespec until;
};

static void
pipe_pair(int pair[2])
{
	if (pipe2(pair, O_CLOEXEC) == -1)
		log_fatal(EX_OSERR, "pipe: %s", strerror(errno));
}

static pid_t
begin(const struct archive_caps *caps, const int *fds, bool named)
{
	struct buf b = { 0 };
	pid_t pid;

	buf_put_u8(&b, WORKER_TASK);
	buf_put_u64(&b, caps->unpacked);
	buf_put_u32(&b, caps->entries);
	buf_put_u8(&b, named);
	pid = server_fork(&b, fds, named ? WORKER_NAMES + 1 : WORKER_NAMES);
	buf_free(&b);
	return pid;
}

struct worker *
worker_start(int plain_fd, const struct archive_caps *caps, int names_fd)
{
	struct worker *w = mem_alloc(sizeof(*w));
	int out[2], err[2];

	pipe_pair(out);
	pipe_pair(err);
	w->pid = begin(caps, (int[]){ plain_fd, out[1], err[1], names_fd },
	    names_fd != -1);
	close(plain_fd);
	if (names_fd != -1)
		close(names_fd);
	close(out[1]);
	close(err[1]);
	w->out = out[0];
	w->err = err[0];
	clock_gettime(CLOCK_MONOTONIC, &w->until);
	w->until.tv_sec += worker_patience;
	return w;
}

static int
milliseconds_left(const struct worker *w)
{
	struct timespec now;
	long long ms;

	clock_gettime(CLOCK_MONOTONIC, &now);
	ms = (long long)(w->until.tv_sec - now.tv_sec) * 1000 +
	     (w->until.tv_nsec - now.tv_nsec) / 1000000;
	return ms < 0 ? 0 : (int)ms;
}

/* Reads what is there; false at the end. */
static bool
drain(int fd, struct buf *b, size_t cap)
{
	ssize_t n;

	/* A little more than the cap is kept, to show that it was passed; the
	 * rest is dropped. */
	n = read(fd, buf_room(b, DRAIN), DRAIN);
	if (n == -1 && errno == EINTR)
		return true;
	if (n <= 0)
		return false;
	if (b->len <= cap)
		b->len += (size_t)n;
	return true;
}

enum harvest { HARVEST_WHOLE, HARVEST_LATE, HARVEST_TOO_MUCH };

/* Reads both pipes to their ends. */
static enum harvest
harvest(struct worker *w, struct buf *out, struct buf *err)
{
	struct pollfd fds[2] = { { w->out, POLLIN, 0 }, { w->err, POLLIN, 0 } };
	int rc;

	while (fds[0].fd != -1 || fds[1].fd != -1) {
		rc = poll(fds, 2, milliseconds_left(w));
		if (rc == -1 && errno == EINTR)
			continue;
		if (rc <= 0)
			return HARVEST_LATE;
		if (out->len > LIMIT_MESSAGE)
			return HARVEST_TOO_MUCH;
		if (fds[0].revents != 0 && !drain(w->out, out, LIMIT_MESSAGE))
			fds[0].fd = -1;
		if (fds[1].revents != 0 && !drain(w->err, err, WORKER_STDERR))
			fds[1].fd = -1;
	}
	return HARVEST_WHOLE;
}

static void
say_stderr(struct buf *err)
{
	struct arena *a;

	if (err->len == 0)
		return;
	a = arena_new();
	log_info(
	    "worker: %s", text_escape(a, (char *)err->data, err->len, 300));
	arena_free(a);
}

/* The refusal that a worker states: its code must be one of a worker's. */
static void
take_refusal(struct cursor *c, struct arena *a, struct refusal *why)
{
	const char *word, *detail;
	enum reason r;

	word = cursor_str(c, a, 64);
	detail = cursor_str(c, a, LIMIT_FAULTS_TEXT);
	r = word == NULL ? REASON_NONE : reason_parse(word);
	if (!cursor_done(c) || !reason_from_worker(r) || detail == NULL ||
	    !text_printable(detail, false))
		refuse(why, REASON_PARSER_DIED,
		    "the worker gave an answer "
		    "that makes no sense");
	else
		refuse_all(why, r, detail);
}

static struct package *
take_answer(struct buf *out, struct arena *a, struct refusal *why)
{
	struct package *p = NULL;
	struct cursor c;

	cursor_init(&c, out->data, out->len);
	switch (cursor_u8(&c)) {
	case 'P':
		p = out->len == 0
			? NULL
			: package_read(a, out->data + 1, out->len - 1);
		if (p == NULL)
			refuse(why, REASON_PARSER_DIED,
			    "the worker's answer does not hold");
		return p;
	case 'R':
		take_refusal(&c, a, why);
		return NULL;
	default:
		refuse(why, REASON_PARSER_DIED, "the worker gave no answer");
		return NULL;
	}
}

/* How it ended; false, and why, where that is no answer. */
static bool
ended_well(enum harvest how, int status, struct refusal *why)
{
	if (how == HARVEST_LATE ||
	    (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU))
		refuse(why, REASON_BUSY, "reading it takes too long");
	else if (how == HARVEST_TOO_MUCH)
		refuse(why, REASON_PARSER_DIED, "the worker said too much");
	else if (WIFSIGNALED(status))
		refuse(why, REASON_PARSER_DIED, "the worker was ended by %s",
		    sigabbrev_np(WTERMSIG(status)));
	else if (WEXITSTATUS(status) != 0)
		refuse(why, REASON_PARSER_DIED, "the worker ended with %d",
		    WEXITSTATUS(status));
	else
		return true;
	return false;
}

static int64_t
milliseconds(const struct timeval *t)
{
	return t->tv_sec * INT64_C(1000) + t->tv_usec / 1000;
}

struct package *
worker_finish(
    struct worker *w, struct arena *a, struct refusal *why, int64_t *took)
{
	struct buf out = { 0 }, err = { 0 };
	struct rusage used = { 0 };
	struct package *p = NULL;
	enum harvest how;
	int status = 0;

	how = harvest(w, &out, &err);
	if (how != HARVEST_WHOLE)
		server_kill(w->pid);
	close(w->out);
	close(w->err);
	if (!server_wait(w->pid, &status, &used))
		status = SIGKILL;
	*took = milliseconds(&used.ru_utime) + milliseconds(&used.ru_stime);
	say_stderr(&err);
	if (ended_well(how, status, why))
		p = take_answer(&out, a, why);
	buf_free(&out);
	buf_free(&err);
	free(w);
	return p;
}

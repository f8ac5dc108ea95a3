#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "batch/apart/worker.h"
#include "batch/base/log.h"
#include "batch/base/stop.h"
#include "formats/base/buf.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/reason.h"
#include "formats/base/text.h"
#include "formats/package/package.h"
#include "formats/package/packagewire.h"

#define WORKER_STDERR 65536

/* What runs as the worker; a test puts a liar in its place. */
const char *worker_program = "/proc/self/exe";
unsigned worker_patience = 300;

struct worker {
	pid_t pid;
	int out, err;
	struct timespec until;
};

static int
pipe_pair(int pair[2])
{
	if (pipe2(pair, O_CLOEXEC) == -1)
		log_fatal(EX_OSERR, "pipe: %s", strerror(errno));
	return pair[1];
}

struct worker *
worker_start(int plain_fd, const struct archive_caps *caps, int names_fd)
{
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	struct worker *w;
	char unpacked[24], entries[24], names[] = "names";
	char *argv[] = { mem_strdup("toiyaba"), mem_strdup("--worker"),
		unpacked, entries, names_fd == -1 ? NULL : names, NULL };
	char *envp[] = { NULL };
	int out[2], err[2], rc;

	snprintf(unpacked, sizeof(unpacked), "%llu",
	    (unsigned long long)caps->unpacked);
	snprintf(entries, sizeof(entries), "%u", caps->entries);
	w = mem_alloc(sizeof(*w));
	pipe_pair(out);
	pipe_pair(err);
	posix_spawn_file_actions_init(&fa);
	posix_spawn_file_actions_adddup2(&fa, plain_fd, 0);
	posix_spawn_file_actions_adddup2(&fa, out[1], 1);
	posix_spawn_file_actions_adddup2(&fa, err[1], 2);
	if (names_fd != -1)
		posix_spawn_file_actions_adddup2(&fa, names_fd, WORKER_NAMES);
	stop_shield(&attr);
	rc = posix_spawn(&w->pid, worker_program, &fa, &attr, argv, envp);
	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&fa);
	if (rc != 0)
		log_fatal(EX_OSERR, "worker: %s", strerror(rc));
	close(plain_fd);
	if (names_fd != -1)
		close(names_fd);
	close(out[1]);
	close(err[1]);
	free(argv[0]);
	free(argv[1]);
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
	char chunk[65536];
	ssize_t n;

	n = read(fd, chunk, sizeof(chunk));
	if (n == -1 && errno == EINTR)
		return true;
	if (n <= 0)
		return false;
	/* A little more than the cap is kept, to show that it was passed; the
	 * rest is dropped. */
	if (b->len <= cap)
		buf_put(b, chunk, (size_t)n);
	return true;
}

/* Reads both pipes to their ends; false where the worker took too long or
 * said too much. */
static bool
harvest(struct worker *w, struct buf *out, struct buf *err)
{
	struct pollfd fds[2] = { { w->out, POLLIN, 0 }, { w->err, POLLIN, 0 } };
	int rc;

	while (fds[0].fd != -1 || fds[1].fd != -1) {
		rc = poll(fds, 2, milliseconds_left(w));
		if (rc == -1 && errno == EINTR)
			continue;
		if (rc <= 0 || out->len > LIMIT_MESSAGE)
			return false;
		if (fds[0].revents != 0 && !drain(w->out, out, LIMIT_MESSAGE))
			fds[0].fd = -1;
		if (fds[1].revents != 0 && !drain(w->err, err, WORKER_STDERR))
			fds[1].fd = -1;
	}
	return true;
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

struct package *
worker_finish(struct worker *w, struct arena *a, struct refusal *why)
{
	struct buf out = { 0 }, err = { 0 };
	struct package *p = NULL;
	bool whole;
	int status = 0;

	whole = harvest(w, &out, &err);
	if (!whole)
		kill(w->pid, SIGKILL);
	close(w->out);
	close(w->err);
	while (waitpid(w->pid, &status, 0) == -1 && errno == EINTR)
		continue;
	say_stderr(&err);
	if (!whole)
		refuse(why, REASON_PARSER_DIED,
		    "the worker took too long or said too much");
	else if (WIFSIGNALED(status))
		refuse(why, REASON_PARSER_DIED, "the worker was ended by %s",
		    sigabbrev_np(WTERMSIG(status)));
	else if (WEXITSTATUS(status) != 0)
		refuse(why, REASON_PARSER_DIED, "the worker ended with %d",
		    WEXITSTATUS(status));
	else
		p = take_answer(&out, a, why);
	buf_free(&out);
	buf_free(&err);
	free(w);
	return p;
}

#include <errno.h>
#include <locale.h>
#include <malloc.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/apart/handover.h"
#include "batch/apart/lockdown.h"
#include "batch/apart/server-main.h"
#include "formats/base/buf.h"

#define KEPT_BYTES (32 << 20)
#define TOP_BYTES  (1 << 20)

/* Its descriptors become those that were handed over, and no others. */
static void
take_descriptors(int fds[HANDOVER_FDS])
{
	int i;

	for (i = 0; i < HANDOVER_FDS; i++) {
		if (fds[i] == -1)
			close(i);
		else if (dup2(fds[i], i) == -1)
			_exit(EX_OSERR);
	}
	syscall(SYS_close_range, (unsigned)HANDOVER_FDS, ~0U, 0U);
}

static void __attribute__((noreturn)) do_task(const struct server_task *t,
    const unsigned char *message, size_t len, int fds[HANDOVER_FDS])
{
	/* It ends with the hub: nobody else waits for the answer. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	take_descriptors(fds);
	t->work(message, len);
	_exit(0);
}

static const struct server_task *
find(const struct server_task *tasks, size_t count, int name)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (tasks[i].name == name)
			return &tasks[i];
	_exit(EX_USAGE);
}

/* Like fork(), but the child is the hub's.  There is one thread, so nobody
 * holds a lock of the C library's. */
static pid_t
fork_for_parent(void)
{
	return (pid_t)syscall(
	    SYS_clone, (long)(CLONE_PARENT | SIGCHLD), 0L, 0L, 0L, 0L);
}

static bool
serve(const struct server_task *tasks, size_t count)
{
	static unsigned char message[HANDOVER_MESSAGE];
	int fds[HANDOVER_FDS], i;
	struct buf b = { 0 };
	size_t len;
	pid_t pid;
	bool ok;

	len = handover_receive(SERVER_SOCKET, message, sizeof(message), fds);
	if (len == 0)
		return false;
	pid = fork_for_parent();
	if (pid == 0)
		do_task(
		    find(tasks, count, message[0]), message + 1, len - 1, fds);
	buf_put_u32(&b, pid == -1 ? 0 : (uint32_t)pid);
	buf_put_u32(&b, pid == -1 ? (uint32_t)errno : 0);
	for (i = 0; i < HANDOVER_FDS; i++)
		if (fds[i] != -1)
			close(fds[i]);
	ok = handover_send(SERVER_SOCKET, &b, NULL, 0);
	buf_free(&b);
	return ok;
}

void
server_serve(const struct server_task *tasks, size_t count)
{
	while (serve(tasks, count))
		continue;
	_exit(0);
}

/* A task is short: what it frees it takes again, and what it has touched costs
 * nothing more. */
static void
keep_memory(void)
{
	mallopt(M_MMAP_THRESHOLD, KEPT_BYTES);
	mallopt(M_TRIM_THRESHOLD, 4 * KEPT_BYTES);
	mallopt(M_TOP_PAD, TOP_BYTES);
}

void
server_main(const struct server_task *tasks, size_t count)
{
	size_t i;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setlocale(LC_CTYPE, "C.UTF-8");
	for (i = 0; i < count; i++)
		if (tasks[i].setup != NULL)
			tasks[i].setup();
	keep_memory();
	lockdown(LOCKDOWN_SERVER, NULL);
	/* What it had to say is said. */
	if (dup2(1, 2) == -1)
		_exit(EX_OSERR);
	server_serve(tasks, count);
}

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/apart/handover.h"
#include "batch/apart/server-main.h"
#include "batch/apart/server.h"
#include "batch/base/log.h"
#include "batch/base/machine.h"
#include "batch/base/stop.h"
#include "formats/base/buf.h"

const char *server_program = "/proc/self/exe";

/* The one server of this process. */
static struct {
	pid_t pid; /* 0: none */
	int sock;
} server;

/* It ends when its socket does. */
static void
stop(void)
{
	int status;

	if (server.pid == 0)
		return;
	close(server.sock);
	server_wait(server.pid, &status, NULL);
	server.pid = 0;
}

static void
start(void)
{
	static bool once;
	char name[] = "toiyaba", how[] = "--server";
	char bind[] = "LD_BIND_NOW=1"; /* else each fork links anew */
	char *argv[] = { name, how, NULL }, *envp[] = { bind, NULL };
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	int pair[2], rc;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) == -1)
		machine_ends(MACHINE_SYSTEM, "socketpair: %s", strerror(errno));
	/* Onto itself would keep close-on-exec. */
	if (pair[1] == SERVER_SOCKET)
		pair[1] = fcntl(pair[1], F_DUPFD_CLOEXEC, SERVER_SOCKET + 1);
	handover_table(&fa, pair[1], SERVER_SOCKET);
	stop_shield(&attr);
	rc = posix_spawn(&server.pid, server_program, &fa, &attr, argv, envp);
	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&fa);
	close(pair[1]);
	if (rc != 0)
		machine_ends(MACHINE_SYSTEM, "server: %s", strerror(rc));
	server.sock = pair[0];
	if (!once)
		atexit(stop);
	once = true;
}

bool
server_ask(int sock, const struct buf *message, const int *fds, size_t count,
    pid_t *pid)
{
	unsigned char reply[16];
	int none[HANDOVER_FDS];
	struct cursor c;
	uint32_t errnum;

	if (!handover_send(sock, message, fds, count))
		return false;
	cursor_init(
	    &c, reply, handover_receive(sock, reply, sizeof(reply), none));
	*pid = (pid_t)cursor_u32(&c);
	errnum = cursor_u32(&c);
	if (!cursor_done(&c) || *pid < 0)
		return false;
	if (*pid == 0)
		machine_ends(MACHINE_SYSTEM, "fork: %s", strerror((int)errnum));
	return true;
}

/* A server has met nothing of anybody's: one that dies was killed from
 * outside, or the machine has no room for it. */
pid_t
server_fork(const struct buf *message, const int *fds, size_t count)
{
	unsigned tries;
	pid_t pid;

	for (tries = 0; tries < 3; tries++) {
		if (server.pid == 0)
			start();
		if (server_ask(server.sock, message, fds, count, &pid))
			return pid;
		log_warn("the server of workers ended; it is started again");
		stop();
	}
	machine_ends(MACHINE_SYSTEM, "the server of workers does not start");
}

/* The number is its own as long as we have not waited for it. */
void
server_kill(pid_t pid)
{
	siginfo_t info;

	if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0)
		kill(pid, SIGKILL);
}

bool
server_wait(pid_t pid, int *status, struct rusage *used)
{
	pid_t ended;

	do
		ended = wait4(pid, status, 0, used);
	while (ended == -1 && errno == EINTR);
	return ended == pid;
}

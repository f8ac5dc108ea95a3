#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "batch/apart/server.h"
#include "batch/gate/gateserver.h"
#include "formats/base/buf.h"
#include "formats/base/memfile.h"

bool
gateserver_runs(const struct gateserver *s)
{
	return s->pid != 0;
}

static void
close_all(const int *fds, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (fds[i] != -1)
			close(fds[i]);
}

bool
gateserver_begin(struct gateserver *s, const struct buf *terms)
{
	struct buf task = { 0 };
	int pair[2], fds[4];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) == -1)
		return false;
	fds[0] = memfile_of("terms", terms->data, terms->len);
	fds[1] = open("/dev/null", O_RDWR | O_CLOEXEC);
	fds[2] = fcntl(fds[1], F_DUPFD_CLOEXEC, 0);
	fds[3] = pair[1];
	if (fds[0] == -1 || fds[1] == -1 || fds[2] == -1) {
		close_all(fds, 4);
		close(pair[0]);
		return false;
	}
	buf_put_u8(&task, GATESERVER_TASK);
	s->pid = server_fork(&task, fds, 4);
	s->sock = pair[0];
	buf_free(&task);
	close_all(fds, 4);
	return true;
}

pid_t
gateserver_search(struct gateserver *s, int request, int out)
{
	struct buf task = { 0 };
	int fds[3] = { request, out, -1 };
	pid_t pid = -1;

	fds[2] = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (fds[2] == -1)
		return -1;
	buf_put_u8(&task, GATESERVER_SEARCH);
	if (!server_ask(s->sock, &task, fds, 3, &pid))
		pid = -1;
	buf_free(&task);
	close(fds[2]);
	return pid;
}

/* It ends when its socket does. */
void
gateserver_end(struct gateserver *s)
{
	int status;

	if (s->pid == 0)
		return;
	close(s->sock);
	server_wait(s->pid, &status, NULL);
	*s = (struct gateserver){ 0 };
}

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "batch/apart/handover.h"
#include "formats/base/buf.h"

union control {
	struct cmsghdr align;
	char space[CMSG_SPACE(HANDOVER_FDS * sizeof(int))];
};

bool
handover_send(int sock, const struct buf *b, const int *fds, size_t count)
{
	union control control = { 0 };
	struct iovec iov = { b->data, b->len };
	struct msghdr m = { .msg_iov = &iov, .msg_iovlen = 1 };
	struct cmsghdr *c;
	ssize_t n;

	if (count > 0) {
		m.msg_control = control.space;
		m.msg_controllen = CMSG_SPACE(count * sizeof(int));
		c = CMSG_FIRSTHDR(&m);
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(count * sizeof(int));
		memcpy(CMSG_DATA(c), fds, count * sizeof(int));
	}
	do
		n = sendmsg(sock, &m, MSG_NOSIGNAL);
	while (n == -1 && errno == EINTR);
	return n == (ssize_t)b->len;
}

static void
take_descriptors(struct msghdr *m, int fds[HANDOVER_FDS])
{
	struct cmsghdr *c = CMSG_FIRSTHDR(m);
	size_t n;

	if (c == NULL || c->cmsg_level != SOL_SOCKET ||
	    c->cmsg_type != SCM_RIGHTS)
		return;
	n = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
	memcpy(fds, CMSG_DATA(c),
	    (n < HANDOVER_FDS ? n : HANDOVER_FDS) * sizeof(int));
}

size_t
handover_receive(int sock, void *p, size_t size, int fds[HANDOVER_FDS])
{
	union control control = { 0 };
	struct iovec iov = { p, size };
	struct msghdr m = { .msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = control.space,
		.msg_controllen = sizeof(control.space) };
	ssize_t n;
	size_t i;

	for (i = 0; i < HANDOVER_FDS; i++)
		fds[i] = -1;
	do
		n = recvmsg(sock, &m, MSG_CMSG_CLOEXEC);
	while (n == -1 && errno == EINTR);
	if (n <= 0)
		return 0;
	take_descriptors(&m, fds);
	if ((m.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) == 0)
		return (size_t)n;
	for (i = 0; i < HANDOVER_FDS; i++)
		if (fds[i] != -1)
			close(fds[i]);
	return 0;
}

void
handover_table(posix_spawn_file_actions_t *fa, int sock, int as)
{
	posix_spawn_file_actions_init(fa);
	posix_spawn_file_actions_adddup2(fa, sock, as);
	posix_spawn_file_actions_addopen(fa, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(fa, 1, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addclosefrom_np(fa, as + 1);
}

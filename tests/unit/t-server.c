/*
 * The server, and what it forks: what a process has and may do before it locks
 * itself down further, whose child it is, and what becomes of it when the
 * server dies.  This program is started as the server.
 */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "batch/apart/lockdown.h"
#include "batch/apart/server-main.h"
#include "batch/apart/server.h"
#include "formats/base/buf.h"

#define HELD 7 /* all was as it must be */

/* How many descriptors it has. */
static void
count_descriptors(const unsigned char *message, size_t len)
{
	int i, n = 0;

	for (i = 0; i < 1024; i++)
		n += lseek(i, 0, SEEK_CUR) != -1 || errno != EBADF;
	_exit(len == 1 && n == message[0] ? HELD : n);
}

static void
opens(const unsigned char *message, size_t len)
{
	(void)message;
	(void)len;
	_exit(
	    open("/etc/passwd", O_RDONLY) == -1 && errno == EACCES ? HELD : 0);
}

static void
connects(const unsigned char *message, size_t len)
{
	(void)message;
	(void)len;
	_exit(socket(AF_UNIX, SOCK_STREAM, 0) == -1 ? 1 : 0);
}

static void
executes(const unsigned char *message, size_t len)
{
	char *argv[] = { NULL };

	(void)message;
	(void)len;
	execv("/bin/true", argv);
	_exit(1);
}

static void
forks(const unsigned char *message, size_t len)
{
	(void)message;
	(void)len;
	_exit(fork() == -1 ? 1 : 0);
}

/* Says what it reads, once it is locked down. */
static void
echoes(const unsigned char *message, size_t len)
{
	char c;

	(void)message;
	(void)len;
	lockdown(LOCKDOWN_WORKER, NULL);
	while (read(0, &c, 1) == 1)
		if (write(1, &c, 1) != 1)
			_exit(1);
	_exit(HELD);
}

static void
spins(const unsigned char *message, size_t len)
{
	volatile unsigned i;

	(void)message;
	(void)len;
	for (i = 0; i < 300000000; i++)
		continue;
	_exit(HELD);
}

static const struct server_task work[] = { { 'd', NULL, count_descriptors },
	{ 'o', NULL, opens }, { 'c', NULL, connects }, { 'x', NULL, executes },
	{ 'f', NULL, forks }, { 'e', NULL, echoes }, { 's', NULL, spins } };

static pid_t
begin(char task, int argument, const int *fds, size_t count)
{
	struct buf b = { 0 };
	pid_t pid;

	buf_put_u8(&b, (unsigned char)task);
	if (argument >= 0)
		buf_put_u8(&b, (unsigned)argument);
	pid = server_fork(&b, fds, count);
	buf_free(&b);
	return pid;
}

static int
end(pid_t pid)
{
	int status;

	assert_true(server_wait(pid, &status, NULL));
	return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

static void
test_confined(void **state)
{
	(void)state;
	assert_int_equal(end(begin('o', -1, NULL, 0)), HELD);
	assert_int_equal(end(begin('c', -1, NULL, 0)), -SIGSYS);
	assert_int_equal(end(begin('x', -1, NULL, 0)), -SIGSYS);
	assert_int_equal(end(begin('f', -1, NULL, 0)), -SIGSYS);
}

/* What this process has open reaches nobody but who is handed it. */
static void
test_descriptors(void **state)
{
	int fds[4], i, secret = open("/etc/passwd", O_RDONLY);

	(void)state;
	for (i = 0; i < 4; i++)
		fds[i] = open("/dev/null", O_RDWR);
	for (i = 0; i <= 4; i++)
		assert_int_equal(end(begin('d', i, fds, (size_t)i)), HELD);
	for (i = 0; i < 4; i++)
		close(fds[i]);
	close(secret);
}

/* Its time is counted as that of any child. */
static void
test_counted(void **state)
{
	struct rusage used;
	pid_t pid = begin('s', -1, NULL, 0);
	int status;

	(void)state;
	assert_true(server_wait(pid, &status, &used));
	assert_int_equal(WEXITSTATUS(status), HELD);
	assert_true(used.ru_utime.tv_sec > 0 || used.ru_utime.tv_usec > 50000);
}

/* The server is the one child that nobody began by name. */
static pid_t
server_pid(pid_t but)
{
	char line[256] = "", name[64], *at = line;
	pid_t pid = 0;
	FILE *f;

	snprintf(name, sizeof(name), "/proc/self/task/%d/children", getpid());
	f = fopen(name, "r");
	assert_non_null(f);
	assert_non_null(fgets(line, sizeof(line), f));
	fclose(f);
	while (*at != '\0' && (pid == 0 || pid == but))
		pid = (pid_t)strtol(at, &at, 10);
	return pid;
}

/* A process under way goes on, and the next is begun by a new server. */
static void
test_server_dies(void **state)
{
	int in[2], out[2], both[2];
	pid_t pid, first;
	char c = 0;

	(void)state;
	assert_int_equal(pipe2(in, O_CLOEXEC), 0);
	assert_int_equal(pipe2(out, O_CLOEXEC), 0);
	both[0] = in[0];
	both[1] = out[1];
	pid = begin('e', -1, both, 2);
	first = server_pid(pid);
	kill(first, SIGKILL);
	assert_int_equal(end(begin('o', -1, NULL, 0)), HELD);
	assert_int_not_equal(server_pid(pid), first);
	assert_int_equal(write(in[1], "x", 1), 1);
	assert_int_equal(read(out[0], &c, 1), 1);
	assert_int_equal(c, 'x');
	close(in[1]);
	assert_int_equal(end(pid), HELD);
}

/* What is asked for is not a task of this server: nobody does it. */
static void
test_unknown(void **state)
{
	(void)state;
	assert_int_equal(end(begin('?', -1, NULL, 0)), 64);
	server_kill(getpid()); /* no child of ours */
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_confined),
		cmocka_unit_test(test_descriptors),
		cmocka_unit_test(test_counted),
		cmocka_unit_test(test_server_dies),
		cmocka_unit_test(test_unknown),
	};

	if (argc > 1 && strcmp(argv[1], "--server") == 0)
		server_main(work, sizeof(work) / sizeof(work[0]));
	/* By name: under valgrind /proc/self/exe is valgrind. */
	server_program = argv[0];
	return cmocka_run_group_tests_name("server", tests, NULL, NULL);
}

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "batch/lockdown.h"

/* What a locked-down worker tries; 0: it could, 1: it was refused. */
static int
try_open(void)
{
	return open("/etc/passwd", O_RDONLY) == -1 && errno == EACCES;
}

static int
try_create(void)
{
	return open("/tmp/x", O_WRONLY | O_CREAT, 0600) == -1;
}

static int
try_socket(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) == -1;
}

static int
try_unix(void)
{
	return socket(AF_UNIX, SOCK_STREAM, 0) == -1;
}

static int
try_exec(void)
{
	char *argv[] = { NULL };

	execv("/bin/true", argv);
	return 1;
}

static int
try_fork(void)
{
	return fork() == -1;
}

static int
try_kill(void)
{
	return kill(getppid(), 0) == -1;
}

static int
try_code(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
		   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED;
}

static int
try_nothing(void)
{
	return malloc(100000) != NULL;
}

/* 1 where the attempt was refused or killed, 0 where it went through. */
static int
outcome(int (*attempt)(void), int locked)
{
	int status;
	pid_t pid;

	pid = fork();
	if (pid == 0) {
		if (locked)
			lockdown(LOCKDOWN_WORKER, NULL);
		_exit(attempt() ? 7 : 0);
	}
	waitpid(pid, &status, 0);
	if (WIFSIGNALED(status))
		return WTERMSIG(status) == SIGSYS;
	return WEXITSTATUS(status) == 7;
}

static void
refused(void **state)
{
	int (*const attempts[])(void) = { try_open, try_create, try_socket,
		try_unix, try_exec, try_fork, try_kill, try_code };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(attempts) / sizeof(attempts[0]); i++)
		assert_int_equal(outcome(attempts[i], 1), 1);
}

/* Without the lock-down the same attempts go through: the test can fail. */
static void
allowed_before(void **state)
{
	(void)state;
	assert_int_equal(outcome(try_open, 0), 0);
	assert_int_equal(outcome(try_socket, 0), 0);
	assert_int_equal(outcome(try_exec, 0), 0);
	assert_int_equal(outcome(try_code, 0), 0);
}

static void
still_works(void **state)
{
	(void)state;
	assert_int_equal(outcome(try_nothing, 1), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refused),
		cmocka_unit_test(allowed_before),
		cmocka_unit_test(still_works),
	};

	return cmocka_run_group_tests_name("lockdown", tests, NULL, NULL);
}

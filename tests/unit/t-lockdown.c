#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "batch/apart/lockdown.h"

/* What a locked-down worker or server tries; 0: it could, 1: it was
 * refused. */
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
try_thread(void)
{
	return syscall(SYS_clone, CLONE_VM | CLONE_PARENT | SIGCHLD, 0, 0, 0,
		   0) == -1;
}

static int
try_namespace(void)
{
	return unshare(CLONE_NEWUSER) == -1;
}

static int
try_trace(void)
{
	return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == -1;
}

/* Limits of the process that begot it. */
static int
try_limit(void)
{
	static const struct rlimit none = { 0, 0 };

	return prlimit(1, RLIMIT_CORE, &none, NULL) == -1 && errno == EACCES;
}

static int
try_nothing(void)
{
	return malloc(100000) != NULL;
}

#define UNLOCKED -1

/* 1 where the attempt was refused or killed, 0 where it went through. */
static int
outcome(int (*attempt)(void), int role)
{
	int status;
	pid_t pid;

	pid = fork();
	if (pid == 0) {
		if (role != UNLOCKED)
			lockdown((enum lockdown_role)role, NULL);
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
		try_unix, try_exec, try_fork, try_kill, try_code, try_thread,
		try_namespace, try_trace, try_limit };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(attempts) / sizeof(attempts[0]); i++) {
		assert_int_equal(outcome(attempts[i], LOCKDOWN_WORKER), 1);
		assert_int_equal(outcome(attempts[i], LOCKDOWN_SERVER), 1);
	}
}

/* Without the lock-down the same attempts go through: the test can fail. */
static void
allowed_before(void **state)
{
	(void)state;
	assert_int_equal(outcome(try_open, UNLOCKED), 0);
	assert_int_equal(outcome(try_socket, UNLOCKED), 0);
	assert_int_equal(outcome(try_exec, UNLOCKED), 0);
	assert_int_equal(outcome(try_code, UNLOCKED), 0);
}

/* A server's child is its parent's, and may become a worker. */
static void
server_forks(void **state)
{
	int status;
	pid_t server, pid;

	(void)state;
	server = fork();
	if (server == 0) {
		lockdown(LOCKDOWN_SERVER, NULL);
		pid = (pid_t)syscall(
		    SYS_clone, (long)(CLONE_PARENT | SIGCHLD), 0, 0, 0, 0);
		if (pid == 0) {
			lockdown(LOCKDOWN_WORKER, NULL);
			_exit(try_open() ? 7 : 0);
		}
		_exit(pid == -1);
	}
	assert_int_equal(waitpid(server, &status, 0), server);
	assert_int_equal(status, 0);
	assert_true(wait(&status) > 0);
	assert_int_equal(WEXITSTATUS(status), 7);
}

/*
 * An older kernel, played: this syscall() stands before the C library's, says
 * an older Landlock ABI, and refuses what that one would not know.
 */
static int older_abi = -1;

long
syscall(long n, ...)
{
	long a[6], rc;
	va_list ap;
	size_t i;

	va_start(ap, n);
	for (i = 0; i < 6; i++)
		a[i] = va_arg(ap, long);
	va_end(ap);
	if (n == SYS_landlock_create_ruleset && older_abi != -1) {
		static const size_t sizes[] = { 0, 8, 8, 8, 16, 16, 24 };
		static const uint64_t fs[] = { 0, 0x1fff, 0x3fff, 0x7fff,
			0x7fff, 0xffff, 0xffff };

		errno = ENOSYS;
		if (older_abi == 0)
			return -1;
		if (a[2] == 1)
			return older_abi;
		errno = E2BIG;
		if ((size_t)a[1] > sizes[older_abi] ||
		    (*(uint64_t *)a[0] & ~fs[older_abi]) != 0)
			return -1;
	}
	{
		register long r10 __asm__("r10") = a[3];
		register long r8 __asm__("r8") = a[4];
		register long r9 __asm__("r9") = a[5];

		__asm__ volatile("syscall"
				 : "=a"(rc)
				 : "a"(n), "D"(a[0]), "S"(a[1]), "d"(a[2]),
				 "r"(r10), "r"(r8), "r"(r9)
				 : "rcx", "r11", "memory");
	}
	if (rc < 0 && rc > -4096) {
		errno = (int)-rc;
		return -1;
	}
	return rc;
}

/* Debian 12's own kernel has ABI 2; some have none. */
static void
older_kernels(void **state)
{
	(void)state;
	for (older_abi = 0; older_abi <= 6; older_abi++) {
		assert_int_equal(lockdown_abi(), older_abi);
		refused(NULL);
		assert_int_equal(outcome(try_nothing, LOCKDOWN_WORKER), 1);
	}
	older_abi = -1;
}

static void
still_works(void **state)
{
	(void)state;
	assert_int_equal(outcome(try_nothing, LOCKDOWN_WORKER), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refused),
		cmocka_unit_test(allowed_before),
		cmocka_unit_test(still_works),
		cmocka_unit_test(server_forks),
		cmocka_unit_test(older_kernels),
	};

	return cmocka_run_group_tests_name("lockdown", tests, NULL, NULL);
}

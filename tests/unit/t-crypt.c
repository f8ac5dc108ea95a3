/*
 * A crypt process that hangs: the request ends with its message, the process
 * is ended, and another one does what comes next.  This program plays the
 * crypt process itself; the last part of the keyring's path says how.
 */
#include <ctype.h>
#include <dirent.h>
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
#include <sys/stat.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include <cmocka.h>

#include "batch/apart/crypt-wire.h"
#include "batch/apart/crypt.h"
#include "batch/apart/handover.h"
#include "batch/base/clock.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/safe.h"
#include "keys/accept.h"
#include "keys/ring.h"

#define KEY	"0123456789ABCDEF0123456789ABCDEF01234567"
#define PHRASE	"correct horse"
#define READERS 5500

static char base[] = "/tmp/t-crypt.XXXXXX";

/* The crypt process's side. */

static const char *role_path;

static bool
is(const char *role)
{
	return strcmp(strrchr(role_path, '/') + 1, role) == 0;
}

static void
hang(void)
{
	for (;;)
		pause();
}

/* Whether this is the first process that comes here. */
static bool
is_first(void)
{
	char path[256];
	int fd;

	snprintf(path, sizeof(path), "%s/been-here", role_path);
	fd = open(path, O_CREAT | O_EXCL | O_WRONLY, 0600);
	if (fd != -1)
		close(fd);
	return fd != -1;
}

/* Nothing but standard descriptors, the socket, and what came over it. */
static bool
table_is_clean(const int fds[2])
{
	struct dirent *d;
	DIR *list = opendir("/proc/self/fd");
	bool clean = list != NULL && getsid(0) == getpid();
	int fd;

	while (clean && (d = readdir(list)) != NULL) {
		if (!isdigit((unsigned char)d->d_name[0]))
			continue;
		fd = atoi(d->d_name);
		clean = fd <= CRYPT_SOCKET || fd == dirfd(list) ||
			fd == fds[0] || fd == fds[1];
	}
	closedir(list);
	return clean && !isatty(0) && lseek(0, 0, SEEK_CUR) == 0;
}

static void
say(unsigned op, const char *text)
{
	struct buf b = { 0 };

	buf_put_u8(&b, op);
	if (op == CRYPT_FAILED)
		buf_put_str(&b, text);
	else if (text != NULL)
		buf_put(&b, text, strlen(text));
	handover_send(CRYPT_SOCKET, &b, NULL, 0);
	buf_free(&b);
}

static void
greet(void)
{
	static char text[2048];
	int none[2];

	if (is("hangs-at-hello"))
		hang();
	crypt_receive(CRYPT_SOCKET, text, sizeof(text) - 1, none);
	if (text[0] == 1 && strcmp(text + 1, PHRASE) == 0)
		say(CRYPT_HELLO, NULL);
	else
		say(CRYPT_FAILED, "another passphrase");
}

/* All readers, each with its number in it. */
static void
count_readers(struct cursor *c)
{
	struct arena *a = arena_new();
	unsigned char fpr[20];
	size_t n, i;

	cursor_u8(c);
	cursor_str(c, a, 255);
	n = cursor_count(c, sizeof(fpr), CRYPT_READERS);
	for (i = 0; i < n; i++) {
		cursor_blob(c, fpr, sizeof(fpr));
		if ((size_t)(fpr[0] << 8 | fpr[1]) != i || fpr[19] != 0xAB)
			n = 0;
	}
	if (n == READERS && cursor_done(c))
		say(CRYPT_ANSWER, NULL);
	else
		say(CRYPT_FAILED, "other readers");
	arena_free(a);
}

static void
serve(void)
{
	static unsigned char m[CRYPT_MESSAGE];
	struct evidence e = { .well_formed = true, .decrypted = true };
	struct buf b = { 0 };
	struct cursor c;
	unsigned op;
	int fds[2];

	cursor_init(&c, m, crypt_receive(CRYPT_SOCKET, m, sizeof(m), fds));
	op = cursor_u8(&c);
	if (c.len == 0)
		_exit(0);
	if (op != CRYPT_HELLO && is("hangs") && is_first())
		hang();
	if (op == CRYPT_HELLO)
		greet();
	else if (!table_is_clean(fds))
		say(CRYPT_FAILED, "something else is open");
	else if (op == CRYPT_SEAL)
		count_readers(&c);
	else if (op == CRYPT_EXPIRING)
		say(CRYPT_ANSWER, "\0\0\0");
	else if (op == CRYPT_DECRYPT) {
		buf_put_u8(&b, CRYPT_ANSWER);
		evidence_write(&b, &e);
		handover_send(CRYPT_SOCKET, &b, NULL, 0);
	} else
		say(CRYPT_ANSWER, NULL);
	close(fds[0]);
	close(fds[1]);
	buf_free(&b);
}

/* Ours. */

static int in, out, held;

static struct crypt *
start(const char *role)
{
	char path[256];
	struct crypt *c;

	snprintf(path, sizeof(path), "%s/%s", base, role);
	mkdir(path, 0700);
	crypt_patience = 4;
	c = crypt_start(path, KEY, 0, 1, safe_put(PHRASE), 1 << 20);
	return c;
}

static void
forget(const char *role)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%s/been-here", base, role);
	unlink(path);
}

static enum crypt_end
seal(struct crypt *c, char *err, size_t errlen)
{
	static char text[READERS][41];
	static const char *fprs[READERS];
	enum crypt_end how = CRYPT_REFUSED;
	uint64_t tag = 0;
	size_t i;

	for (i = 0; i < READERS; i++) {
		snprintf(text[i], 41, "%04zX%034dAB", i, 0);
		fprs[i] = text[i];
	}
	crypt_seal(c, 7, in, out, fprs, READERS, true, "name");
	assert_true(crypt_sealed(c, &tag, &how, err, errlen));
	assert_int_equal(tag, 7);
	assert_true(crypt_idle(c));
	return how;
}

static void
says_time(const char *err)
{
	assert_string_equal(
	    err, "gpg did not end within 4 seconds, and was ended");
}

static void
good(void **state)
{
	struct crypt *c = start("good");
	char err[RING_ERR];

	(void)state;
	assert_int_equal(seal(c, err, sizeof(err)), CRYPT_DONE);
	assert_string_equal(err, "");
	assert_int_equal(crypt_sign(c, in, out, err, sizeof(err)), 0);
	crypt_stop(c);
}

static void
seal_hangs(void **state)
{
	struct crypt *c = start("hangs");
	int64_t began = clock_monotonic();
	char err[RING_ERR];

	(void)state;
	assert_int_equal(seal(c, err, sizeof(err)), CRYPT_HUNG);
	says_time(err);
	assert_true(clock_monotonic() - began < 60000);
	/* Another process, which got the passphrase again. */
	assert_int_equal(seal(c, err, sizeof(err)), CRYPT_DONE);
	crypt_stop(c);
	forget("hangs");
}

static void
sign_hangs(void **state)
{
	struct crypt *c = start("hangs");
	char err[RING_ERR];

	(void)state;
	assert_int_equal(crypt_sign(c, in, out, err, sizeof(err)), -1);
	says_time(err);
	assert_int_equal(crypt_sign(c, in, out, err, sizeof(err)), 0);
	crypt_stop(c);
	forget("hangs");
}

static void
listing_hangs(void **state)
{
	struct crypt *c = start("hangs");
	struct arena *a = arena_new();
	char err[RING_ERR];
	size_t count = 9;

	(void)state;
	assert_null(crypt_expiring(c, 0, a, &count, err, sizeof(err)));
	assert_int_equal(count, 0);
	says_time(err);
	assert_int_equal(crypt_sign(c, in, out, err, sizeof(err)), 0);
	arena_free(a);
	crypt_stop(c);
	forget("hangs");
}

static void
opening_hangs(void **state)
{
	struct crypt *c = start("hangs");
	struct crypt_answer answer;

	(void)state;
	crypt_decrypt(c, 3, in);
	assert_true(crypt_answer(c, &answer));
	assert_int_equal(answer.tag, 3);
	assert_int_equal(answer.plain_fd, -1);
	assert_true(answer.evidence.slow);
	crypt_decrypt(c, 4, in);
	assert_true(crypt_answer(c, &answer));
	assert_true(answer.evidence.decrypted);
	assert_false(answer.evidence.slow);
	close(answer.plain_fd);
	crypt_stop(c);
	forget("hangs");
}

/* Before anything was taken: the night ends. */
static void
hello_hangs(void **state)
{
	int status;
	pid_t pid = fork();

	(void)state;
	if (pid == 0) {
		dup2(open("/dev/null", O_WRONLY), 2);
		start("hangs-at-hello");
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(WEXITSTATUS(status), EX_UNAVAILABLE);
}

static int
begin(void **state)
{
	(void)state;
	signal(SIGPIPE, SIG_IGN);
	in = memfd_create("in", MFD_CLOEXEC);
	out = memfd_create("out", MFD_CLOEXEC);
	/* Something of ours that it must not get. */
	held = open("/etc/passwd", O_RDONLY);
	return mkdtemp(base) == NULL ? -1 : 0;
}

static int
finish(void **state)
{
	static const char *const roles[] = { "good", "hangs",
		"hangs-at-hello" };
	char path[256];
	size_t i;

	(void)state;
	close(held);
	for (i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", base, roles[i]);
		rmdir(path);
	}
	return rmdir(base);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good),
		cmocka_unit_test(seal_hangs),
		cmocka_unit_test(sign_hangs),
		cmocka_unit_test(listing_hangs),
		cmocka_unit_test(opening_hangs),
		cmocka_unit_test(hello_hangs),
	};

	if (argc == 6 && strcmp(argv[1], "--crypt") == 0)
		for (role_path = argv[2];;)
			serve();
	crypt_program = realpath(argv[0], NULL);
	return cmocka_run_group_tests(tests, begin, finish);
}

/*
 * A gpg that has been taken over, hangs or dies: it is believed of nothing, it
 * is ended, and the next message finds a new one.  This program plays gpg
 * itself: the name in its environment says how.
 */
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
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "formats/base/mem.h"
#include "keys/nightgpg.h"
#include "keys/status.h"

#define ROLE "T_NIGHTGPG"
#define G    "[GNUPG:] "
#define A    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define B    "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB"
#define CAP  (1 << 20)

static char home[] = "/tmp/t-nightgpg.XXXXXX";

/* gpg's side. */

static void
say(const char *text)
{
	if (write(3, text, strlen(text)) == -1)
		_exit(1);
}

static size_t
read_all(void)
{
	static char chunk[65536];
	size_t size = 0;
	ssize_t n;
	int fd = open("m.gpg", O_RDONLY);

	while ((n = read(fd, chunk, sizeof(chunk))) > 0)
		size += (size_t)n;
	close(fd);
	return size;
}

static void
write_plain(size_t size)
{
	static char chunk[4096];
	int fd = open("m", O_WRONLY);

	memset(chunk, 'p', sizeof(chunk));
	for (; size > 0; size -= size < 4096 ? size : 4096)
		if (write(fd, chunk, size < 4096 ? size : 4096) == -1)
			_exit(1);
	close(fd);
}

static void
hang(void)
{
	for (;;)
		pause();
}

static bool
is(const char *role)
{
	return strcmp(getenv(ROLE), role) == 0;
}

static void
say_end(void)
{
	say(G "NEWSIG\n" G "GOODSIG " A " x\n");
	say(G "VALIDSIG " A " 2026-11-28 1795850115 0 4 0 22 10 00 " A "\n");
	say(G "DECRYPTION_OKAY\n" G "GOODMDC\n" G "END_DECRYPTION\n");
	if (!is("never-done"))
		say(G "FILE_DONE\n");
}

static void
one_message(void)
{
	size_t size;

	if (is("hangs-before"))
		hang();
	say(G "FILE_START 3 m.gpg\n");
	if (is("dies-at-once"))
		_exit(2);
	if (is("burns"))
		for (;;)
			continue;
	while (is("floods"))
		say(G "CARDCTRL 6\n");
	if (is("reads-nothing")) {
		say(G "DECRYPTION_KEY " B " " B " u\n" G "BEGIN_DECRYPTION\n");
		say(G "DECRYPTION_INFO 2 9 0\n" G "PLAINTEXT 62 0 x\n");
		say_end();
		return;
	}
	size = read_all();
	say(G "DECRYPTION_KEY " B " " B " u\n" G "BEGIN_DECRYPTION\n");
	say(G "DECRYPTION_INFO 2 9 0\n" G "PLAINTEXT 62 0 x\n");
	if (is("hangs-amid"))
		hang();
	write_plain(is("bomb") ? CAP + 1 : size);
	if (is("dies-amid"))
		kill(getpid(), SIGKILL);
	if (is("writes-twice"))
		say(G "PLAINTEXT 62 0 x\n");
	say_end();
	if (is("says-more"))
		say(G "NEWSIG\n");
}

static void
play_gpg(void)
{
	char line[64];

	while (fgets(line, sizeof(line), stdin) != NULL) {
		if (strcmp(line, "m.gpg\n") != 0)
			_exit(3);
		one_message();
	}
	_exit(0);
}

/* Ours. */

static const char *myself;
static struct nightgpg *night;
static struct told told;
static uint64_t size;

static enum nightgpg_word
ask(const char *role, size_t bytes)
{
	int in = memfd_create("cipher", 0), out = memfd_create("plain", 0);
	enum nightgpg_word word;

	setenv(ROLE, role, 1);
	assert_int_equal(ftruncate(in, (off_t)bytes), 0);
	word = nightgpg_open(night, in, out, CAP, 2, &told, &size);
	if (word == NIGHTGPG_GOOD) {
		assert_int_equal(size, bytes);
		assert_int_equal(lseek(out, 0, SEEK_END), bytes);
		assert_string_equal(told.signer, A);
	}
	close(in);
	close(out);
	return word;
}

static void
good(void **state)
{
	(void)state;
	night = nightgpg_new(home, NULL);
	assert_int_equal(ask("good", 10), NIGHTGPG_GOOD);
	assert_int_equal(ask("good", 1), NIGHTGPG_GOOD);
	/* More than pipes hold. */
	assert_int_equal(ask("good", 1000000), NIGHTGPG_GOOD);
	/* As much as is allowed. */
	assert_int_equal(ask("good", CAP), NIGHTGPG_GOOD);
	assert_int_equal(ask("good", CAP + 1), NIGHTGPG_DOUBT);
	nightgpg_free(night);
	nightgpg_free(NULL);
}

/* After each of them a message is opened by another one. */
static void
bad(const char *role, enum nightgpg_word wanted)
{
	night = nightgpg_new(home, NULL);
	nightgpg_stall = 2;
	assert_int_equal(ask(role, 100000), wanted);
	nightgpg_stall = 60;
	assert_int_equal(ask("good", 20), NIGHTGPG_GOOD);
	nightgpg_free(night);
}

static void
dies(void **state)
{
	(void)state;
	bad("dies-at-once", NIGHTGPG_DOUBT);
	bad("dies-amid", NIGHTGPG_DOUBT);
}

static void
lies(void **state)
{
	(void)state;
	bad("floods", NIGHTGPG_DOUBT);
	bad("bomb", NIGHTGPG_DOUBT);
	bad("reads-nothing", NIGHTGPG_DOUBT);
	bad("writes-twice", NIGHTGPG_DOUBT);
}

static void
hangs(void **state)
{
	(void)state;
	bad("hangs-before", NIGHTGPG_DOUBT);
	bad("hangs-amid", NIGHTGPG_DOUBT);
	bad("never-done", NIGHTGPG_DOUBT);
}

/* Its CPU is counted for each message. */
static void
burns(void **state)
{
	(void)state;
	bad("burns", NIGHTGPG_SLOW);
}

/* What it says out of turn is no part of the next message. */
static void
out_of_turn(void **state)
{
	int i, doubted = 0;

	(void)state;
	night = nightgpg_new(home, NULL);
	for (i = 0; i < 5; i++)
		doubted += ask("says-more", 10) != NIGHTGPG_GOOD;
	assert_true(doubted > 0);
	nightgpg_free(night);
}

/* gpg may have been killed while it had nothing to do. */
static void
not_there(void **state)
{
	(void)state;
	night = nightgpg_new(home, NULL);
	nightgpg_program = "/nonexistent";
	assert_int_equal(ask("good", 10), NIGHTGPG_DOUBT);
	nightgpg_program = myself;
	assert_int_equal(ask("good", 10), NIGHTGPG_GOOD);
	nightgpg_free(night);
}

static int
begin(void **state)
{
	(void)state;
	signal(SIGPIPE, SIG_IGN);
	return mkdtemp(home) == NULL ? -1 : 0;
}

static int
finish(void **state)
{
	char *path;

	(void)state;
	path = mem_printf("%s/m.gpg", home);
	unlink(path);
	path[strlen(path) - 4] = '\0';
	unlink(path);
	free(path);
	return rmdir(home);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good),
		cmocka_unit_test(dies),
		cmocka_unit_test(lies),
		cmocka_unit_test(hangs),
		cmocka_unit_test(burns),
		cmocka_unit_test(out_of_turn),
		cmocka_unit_test(not_there),
	};

	if (argc > 1 && strcmp(argv[0], "gpg") == 0)
		play_gpg();
	nightgpg_program = myself = realpath(argv[0], NULL);
	return cmocka_run_group_tests(tests, begin, finish);
}

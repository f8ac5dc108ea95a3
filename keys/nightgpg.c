#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "formats/base/mem.h"
#include "formats/base/writeall.h"
#include "keys/nightgpg.h"
#include "keys/status.h"

/* Names in its home; gpg takes the ending away for what it writes. */
#define CIPHER "m.gpg"
#define PLAIN  "m"
/* What gpg leaks, or what has become of it, is gone after so many. */
#define MESSAGES 1000
#define CHUNK	 65536
/* Of a FIFO, so that the two change places less often; a wish. */
#define FIFO_BYTES (256 << 10)
/*
 * gpg says each thing by itself, and of a good message two dozen.  Once it has
 * all that it needs they are left in the pipe while it writes, so that the two
 * change places less often; what writes nothing for so many milliseconds has
 * said why.
 */
#define REST 20
/* Descriptors of gpg. */
#define STATUS_FD     3
#define PASSPHRASE_FD 4

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

const char *nightgpg_program = "/usr/bin/gpg";
unsigned nightgpg_stall = 60;

struct nightgpg {
	const char *home, *passphrase;
	pid_t pid; /* 0: none runs */
	clockid_t cpu;
	int names; /* to its standard input */
	int said;  /* its status */
	unsigned messages;
	char chunk[CHUNK]; /* on its way in, and out */
	char taken[CHUNK];
};

/* One message on its way through. */
struct passage {
	struct nightgpg *g;
	int in, out;
	uint64_t cap, size;
	int feed;  /* FIFO to gpg; -1: not open, or all is in */
	int plain; /* FIFO from gpg; -1: all is out */
	bool fed;
	int rest; /* milliseconds for which its status is left; 0: is read */
	size_t have, gone; /* of the chunk that is being fed */
	struct status status;
};

struct nightgpg *
nightgpg_new(const char *home, const char *passphrase)
{
	struct nightgpg *g;

	g = mem_alloc(sizeof(*g));
	g->home = home;
	g->passphrase = passphrase;
	g->names = g->said = -1;
	return g;
}

static void
shut(int *fd)
{
	if (*fd != -1)
		close(*fd);
	*fd = -1;
}

/* It keeps nothing that must not get lost. */
static void
end(struct nightgpg *g)
{
	shut(&g->names);
	shut(&g->said);
	if (g->pid == 0)
		return;
	kill(g->pid, SIGKILL);
	waitpid(g->pid, NULL, 0);
	g->pid = 0;
}

void
nightgpg_free(struct nightgpg *g)
{
	if (g == NULL)
		return;
	end(g);
	free(g);
}

static void
path_of(const struct nightgpg *g, const char *name, char path[256])
{
	snprintf(path, 256, "%s/%s", g->home, name);
}

static bool
make_fifo(const struct nightgpg *g, const char *name)
{
	char path[256];

	path_of(g, name, path);
	unlink(path);
	return mkfifo(path, 0600) == 0;
}

static int
open_fifo(const struct nightgpg *g, const char *name, int how)
{
	char path[256];
	int fd;

	path_of(g, name, path);
	fd = open(path, how | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW);
	if (fd != -1)
		fcntl(fd, F_SETPIPE_SZ, FIFO_BYTES);
	return fd;
}

/* Both ends above gpg's own numbers: they are moved there one by one. */
static bool
make_pipe(int ends[2])
{
	int low[2], i;

	ends[0] = ends[1] = -1;
	if (pipe2(low, O_CLOEXEC) == -1)
		return false;
	for (i = 0; i < 2; i++) {
		ends[i] = fcntl(low[i], F_DUPFD_CLOEXEC, PASSPHRASE_FD + 1);
		close(low[i]);
	}
	return ends[0] != -1 && ends[1] != -1;
}

/* A pipe that holds the passphrase, and nothing where there is none. */
static bool
make_passphrase(const struct nightgpg *g, int ends[2])
{
	size_t len = g->passphrase == NULL ? 0 : strlen(g->passphrase);
	bool ok;

	ok = make_pipe(ends) &&
	     (len == 0 || write(ends[1], g->passphrase, len) == (ssize_t)len);
	shut(&ends[1]);
	return ok;
}

static const char *const common_words[] = { "gpg", "--batch", "--yes",
	"--no-tty", "--quiet", "--status-fd", "3" };
static const char *const without[] = { "--pinentry-mode", "error" };
static const char *const with[] = { "--pinentry-mode", "loopback",
	"--passphrase-fd", "4" };
static const char *const task[] = { "--decrypt-files" };
#define WORDS 24

static void
put_words(char *argv[WORDS], size_t *n, const char *const *words, size_t count)
{
	size_t i;

	for (i = 0; i < count && *n < WORDS - 1; i++)
		argv[(*n)++] = (char *)(uintptr_t)words[i];
	argv[*n] = NULL;
}

static void
command_of(const struct nightgpg *g, char *argv[WORDS])
{
	const char *home[] = { "--homedir", g->home };
	size_t n = 0;

	put_words(argv, &n, common_words, COUNT(common_words));
	put_words(argv, &n, home, COUNT(home));
	if (g->passphrase == NULL)
		put_words(argv, &n, without, COUNT(without));
	else
		put_words(argv, &n, with, COUNT(with));
	put_words(argv, &n, task, COUNT(task));
}

/* It gets the three pipes and nothing else of ours, and looks for its files
 * where it lives. */
static int
spawn(struct nightgpg *g, int names, int said, int passphrase)
{
	char *argv[WORDS];
	posix_spawn_file_actions_t fa;
	int rc;

	command_of(g, argv);
	posix_spawn_file_actions_init(&fa);
	posix_spawn_file_actions_addchdir_np(&fa, g->home);
	posix_spawn_file_actions_adddup2(&fa, names, 0);
	posix_spawn_file_actions_addopen(&fa, 1, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&fa, 2, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_adddup2(&fa, said, STATUS_FD);
	posix_spawn_file_actions_adddup2(&fa, passphrase, PASSPHRASE_FD);
	posix_spawn_file_actions_addclosefrom_np(&fa, PASSPHRASE_FD + 1);
	rc = posix_spawn(&g->pid, nightgpg_program, &fa, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&fa);
	if (rc != 0)
		g->pid = 0;
	return rc;
}

static bool
start(struct nightgpg *g)
{
	int names[2], said[2] = { -1, -1 }, passphrase[2] = { -1, -1 };
	bool ok;

	g->messages = 0;
	ok = make_pipe(names) && make_pipe(said) &&
	     make_passphrase(g, passphrase) && make_fifo(g, CIPHER) &&
	     make_fifo(g, PLAIN) &&
	     spawn(g, names[0], said[1], passphrase[0]) == 0 &&
	     clock_getcpuclockid(g->pid, &g->cpu) == 0;
	shut(&names[0]);
	shut(&said[1]);
	shut(&passphrase[0]);
	g->names = names[1];
	g->said = said[0];
	if (ok)
		fcntl(g->said, F_SETFL, O_NONBLOCK);
	else
		end(g);
	return ok;
}

/* Milliseconds; -1: it is gone. */
static int64_t
clock_of(clockid_t id)
{
	struct timespec t;

	return clock_gettime(id, &t) == -1
		   ? -1
		   : (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Feeds what is left of a chunk, or the next one; false: it does not go on. */
static bool
feed(struct passage *p)
{
	ssize_t n;

	if (p->gone == p->have) {
		n = read(p->in, p->g->chunk, CHUNK);
		if (n == -1)
			return false;
		p->have = (size_t)n;
		p->gone = 0;
		p->fed = n == 0;
	}
	if (p->fed) {
		shut(&p->feed);
		p->rest = REST;
		return true;
	}
	n = write(p->feed, p->g->chunk + p->gone, p->have - p->gone);
	if (n == -1)
		return errno == EAGAIN;
	p->gone += (size_t)n;
	return true;
}

enum taken { TAKEN_SOME, TAKEN_NOTHING, TAKEN_ALL, TAKEN_TOO_MUCH };

static enum taken
take(struct passage *p)
{
	ssize_t n;

	n = read(p->plain, p->g->taken, CHUNK);
	if (n == -1)
		return TAKEN_NOTHING;
	if (n == 0) {
		shut(&p->plain);
		p->rest = 0;
		return TAKEN_ALL;
	}
	p->size += (uint64_t)n;
	return p->size <= p->cap && writeall(p->out, p->g->taken, (size_t)n)
		   ? TAKEN_SOME
		   : TAKEN_TOO_MUCH;
}

/* gpg has closed its end before it says that all is done. */
static bool
take_rest(struct passage *p)
{
	enum taken last = TAKEN_SOME;

	while (p->plain != -1 && last == TAKEN_SOME)
		last = take(p);
	return p->plain == -1;
}

static bool
listen(struct passage *p)
{
	char said[4096];
	ssize_t n;

	n = read(p->g->said, said, sizeof(said));
	if (n > 0)
		status_feed(&p->status, said, (size_t)n);
	return n > 0 ? !p->status.odd : n == -1 && errno == EAGAIN;
}

/* gpg opens its end at some moment after it has said that it begins; a writer
 * that comes earlier is refused.  False: it does not go on. */
static bool
is_awaited(struct passage *p)
{
	if (p->fed || p->feed != -1 || !status_begun(&p->status))
		return false;
	p->feed = open_fifo(p->g, CIPHER, O_WRONLY);
	return p->feed == -1;
}

/* Waits until something moves, and moves it; false: it does not go on.
 * *moved: something did. */
static bool
step(struct passage *p, bool *moved)
{
	struct pollfd fds[3];
	bool soon = is_awaited(p);
	bool ok = true;
	int rc;

	fds[0] = (struct pollfd){ .fd = p->rest > 0 ? -1 : p->g->said,
		.events = POLLIN };
	fds[1] = (struct pollfd){ .fd = p->plain, .events = POLLIN };
	fds[2] = (struct pollfd){ .fd = p->feed, .events = POLLOUT };
	rc = poll(fds, 3, soon ? 1 : p->rest > 0 ? p->rest : 1000);
	*moved = rc > 0;
	if (rc == 0)
		p->rest = 0;
	if (rc > 0 && fds[1].revents != 0)
		ok = take(p) != TAKEN_TOO_MUCH;
	if (rc > 0 && ok && fds[2].revents != 0)
		ok = feed(p);
	if (rc > 0 && ok && fds[0].revents != 0)
		ok = listen(p);
	return ok && (rc >= 0 || errno == EINTR);
}

/* Whether its time is over: CPU of this message, or none that moves. */
static bool
is_over(struct nightgpg *g, int64_t until, int64_t *cpu, int64_t *since)
{
	int64_t used = clock_of(g->cpu), now = clock_of(CLOCK_MONOTONIC);

	if (used != *cpu)
		*since = now;
	*cpu = used;
	return used == -1 || used >= until ||
	       now - *since >= nightgpg_stall * 1000LL;
}

static enum nightgpg_word
pass(struct passage *p, unsigned seconds)
{
	int64_t cpu = clock_of(p->g->cpu), until = cpu + seconds * 1000LL;
	int64_t since = clock_of(CLOCK_MONOTONIC), asked = since, now;
	bool moved;

	while (!status_good(&p->status)) {
		if (!step(p, &moved))
			return NIGHTGPG_DOUBT;
		now = clock_of(CLOCK_MONOTONIC);
		if (moved)
			since = now;
		if (now - asked < 1000)
			continue;
		asked = now;
		if (is_over(p->g, until, &cpu, &since))
			return cpu >= until ? NIGHTGPG_SLOW : NIGHTGPG_DOUBT;
	}
	return p->fed && take_rest(p) ? NIGHTGPG_GOOD : NIGHTGPG_DOUBT;
}

static bool
ask(struct passage *p)
{
	static const char name[] = CIPHER "\n";

	if (p->g->messages++ == MESSAGES)
		end(p->g);
	if (p->g->pid == 0 && !start(p->g))
		return false;
	p->plain = open_fifo(p->g, PLAIN, O_RDONLY);
	return p->plain != -1 && write(p->g->names, name, sizeof(name) - 1) ==
				     (ssize_t)sizeof(name) - 1;
}

enum nightgpg_word
nightgpg_open(struct nightgpg *g, int in_fd, int out_fd, uint64_t cap,
    unsigned seconds, struct told *told, uint64_t *size)
{
	struct passage *p;
	enum nightgpg_word word = NIGHTGPG_DOUBT;

	p = mem_alloc(sizeof(*p));
	p->g = g;
	p->in = in_fd;
	p->out = out_fd;
	p->cap = cap;
	p->feed = p->plain = -1;
	status_begin(&p->status, CIPHER);
	if (ask(p))
		word = pass(p, seconds);
	if (word == NIGHTGPG_GOOD) {
		*told = p->status.told;
		*size = p->size;
	} else
		end(g);
	shut(&p->feed);
	shut(&p->plain);
	free(p);
	return word;
}

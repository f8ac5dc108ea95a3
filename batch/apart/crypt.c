#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "batch/apart/crypt-wire.h"
#include "batch/apart/crypt.h"
#include "batch/apart/handover.h"
#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/base/stop.h"
#include "formats/base/buf.h"
#include "formats/base/hex.h"
#include "formats/base/mem.h"
#include "formats/base/safe.h"
#include "keys/home.h"
#include "keys/ring.h"

/* How often to ask for a seal, 50 ms apart. */
#define SEAL_TRIES 200
#define JOBS	   64 /* --jobs takes as many */
/* How often all were busy before another one is begun: a night of a few letters
 * wants no second one, which costs as much as ten packages. */
#define FEW 16

/* gpg reads 4 GiB in a fraction of it. */
unsigned crypt_patience = 600;
const char *crypt_program = "/proc/self/exe";

struct process {
	pid_t pid;
	int sock;
	bool busy;
	uint64_t tag;
	int cipher; /* being opened, for a second try; or -1 */
	int plain;  /* memfd being filled; or -1 */
	unsigned tries;
	int64_t until;	  /* clock_monotonic() */
	bool late;	  /* it was ended for its time */
	struct home home; /* of its gpg and agent */
};

struct crypt {
	struct process *procs; /* those with pid 0 were not begun yet */
	unsigned jobs, missed;
	const char *homedir;
	char *passphrase;
	uint64_t cap;
	int64_t at;
	char key[41];
};

static void
spawn(struct crypt *c, struct process *p)
{
	char *argv[] = { mem_strdup("toiyaba"), mem_strdup("--crypt"),
		mem_strdup(c->homedir), NULL, mem_strdup(c->key),
		mem_printf("%" PRId64, c->at), NULL };
	char *envp[3] = { NULL }, err[RING_ERR];
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	int pair[2], rc;
	size_t n = 0;

	envp[n++] = mem_strdup("PATH=/usr/bin:/bin");
	envp[n] = mem_strdup("LC_ALL=C.UTF-8");
	if (home_make(&p->home, err, sizeof(err)) == -1)
		log_fatal(EX_CANTCREAT, "%s", err);
	argv[3] = mem_strdup(p->home.path);
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) == -1)
		log_fatal(EX_OSERR, "socketpair: %s", strerror(errno));
	/* Onto itself would keep close-on-exec; 3 is the child's number. */
	if (pair[1] == CRYPT_SOCKET)
		pair[1] = fcntl(pair[1], F_DUPFD_CLOEXEC, CRYPT_SOCKET + 1);
	handover_table(&fa, pair[1], CRYPT_SOCKET);
	stop_shield(&attr);
	/* No terminal, and a group of its own. */
	posix_spawnattr_setflags(
	    &attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSID);
	rc = posix_spawn(&p->pid, crypt_program, &fa, &attr, argv, envp);
	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&fa);
	close(pair[1]);
	if (rc != 0)
		log_fatal(EX_OSERR, "crypt process: %s", strerror(rc));
	p->sock = pair[0];
	p->busy = false;
	p->plain = p->cipher = -1;
	p->until = INT64_MAX;
	for (n = 0; argv[n] != NULL; n++)
		free(argv[n]);
	for (n = 0; envp[n] != NULL; n++)
		free(envp[n]);
}

static void
give_time(struct process *p)
{
	p->late = false;
	p->until = clock_monotonic() + crypt_patience * INT64_C(1000);
}

/* The passphrase goes to the process from where it is kept, and is copied
 * nowhere on the way. */
static void
send_hello(struct crypt *c, struct process *p)
{
	struct buf b = { 0 };

	give_time(p);
	buf_put_u8(&b, CRYPT_HELLO);
	buf_put_u64(&b, c->cap);
	if (!handover_send(p->sock, &b, NULL, 0) ||
	    !crypt_send_safe(p->sock, c->passphrase))
		log_fatal(EX_UNAVAILABLE, "crypt process did not start");
	buf_free(&b);
}

/* One of the processes that has something to say, or is gone; one that is late
 * is ended, gpg below it included: it leads a group of its own. */
static struct process *
wait_for(struct process *const *list, nfds_t n)
{
	struct pollfd fds[JOBS];
	nfds_t i;
	int rc;

	for (i = 0; i < n; i++)
		fds[i] =
		    (struct pollfd){ .fd = list[i]->sock, .events = POLLIN };
	for (;;) {
		rc = poll(fds, n, 1000);
		stop_here();
		for (i = 0; rc > 0 && i < n; i++)
			if (fds[i].revents != 0)
				return list[i];
		for (i = 0; i < n; i++)
			if (clock_monotonic() > list[i]->until) {
				list[i]->late = true;
				kill(-list[i]->pid, SIGKILL);
			}
	}
}

/* Reads one reply; the operation, or 0 where the process is gone.  What
 * follows stands in *c, in the arena. */
static unsigned
reply(struct process *p, struct arena *a, struct cursor *c)
{
	unsigned char *m;
	size_t len;
	int fds[2];

	wait_for(&p, 1);
	m = arena_alloc(a, CRYPT_REPLY);
	len = crypt_receive(p->sock, m, CRYPT_REPLY, fds);
	cursor_init(c, m, len);
	return len == 0 ? 0 : cursor_u8(c);
}

static void
read_hello(struct process *p)
{
	struct arena *a;
	struct cursor in;
	const char *text;
	unsigned op;

	a = arena_new();
	op = reply(p, a, &in);
	text = op == CRYPT_FAILED ? cursor_str(&in, a, 4096) : NULL;
	if (op != CRYPT_HELLO)
		log_fatal(EX_UNAVAILABLE,
		    "the hub's key cannot be used: %s; nothing was taken",
		    text != NULL ? text
		    : p->late	 ? "the crypt process did not begin in time"
				 : "the crypt process ended");
	p->until = INT64_MAX;
	arena_free(a);
}

static void
begin(struct crypt *c, struct process *p)
{
	spawn(c, p);
	send_hello(c, p);
	read_hello(p);
}

/* Whatever ends the program, agents and their directories go. */
static struct crypt *running;

static void
stop_running(void)
{
	crypt_stop(running);
}

struct crypt *
crypt_start(const char *homedir, const char *key, int64_t at, unsigned jobs,
    char *passphrase, uint64_t max_plain)
{
	struct crypt *c;
	char *real;

	/* The child links to it from elsewhere. */
	real = realpath(homedir, NULL);
	if (real == NULL)
		log_fatal(EX_UNAVAILABLE, "%s: %s", homedir, strerror(errno));
	c = mem_alloc(sizeof(*c));
	c->homedir = real;
	snprintf(c->key, sizeof(c->key), "%s", key);
	c->at = at;
	c->jobs = jobs;
	c->cap = max_plain;
	c->passphrase = passphrase;
	c->procs = mem_alloc(jobs * sizeof(*c->procs));
	running = c;
	atexit(stop_running);
	begin(c, &c->procs[0]);
	return c;
}

void
crypt_stop(struct crypt *c)
{
	unsigned i;
	int status;

	if (c == NULL)
		return;
	running = NULL;
	for (i = 0; i < c->jobs; i++)
		if (c->procs[i].pid != 0)
			close(c->procs[i].sock);
	for (i = 0; i < c->jobs; i++) {
		if (c->procs[i].pid == 0)
			continue;
		waitpid(c->procs[i].pid, &status, 0);
		home_remove(&c->procs[i].home);
	}
	safe_wipe(c->passphrase);
	free(c->procs);
	free((char *)(uintptr_t)c->homedir);
	free(c);
}

const char *
crypt_hub_key(const struct crypt *c)
{
	return c->key;
}

static struct process *
idle(const struct crypt *c)
{
	unsigned i;

	for (i = 0; i < c->jobs; i++)
		if (c->procs[i].pid != 0 && !c->procs[i].busy)
			return &c->procs[i];
	return NULL;
}

bool
crypt_idle(struct crypt *c)
{
	unsigned i;

	if (idle(c) != NULL)
		return true;
	for (i = 0; i < c->jobs && c->procs[i].pid != 0; i++)
		continue;
	if (i == c->jobs || ++c->missed < FEW)
		return false;
	c->missed = 0;
	begin(c, &c->procs[i]);
	return true;
}

static void
try_decrypt(struct process *p)
{
	struct buf b = { 0 };
	int fds[2];

	p->plain = memfd_create("plain", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (p->plain == -1)
		log_fatal(EX_OSERR, "memfd: %s", strerror(errno));
	p->busy = true;
	p->tries++;
	give_time(p);
	fds[0] = p->cipher;
	fds[1] = p->plain;
	buf_put_u8(&b, CRYPT_DECRYPT);
	handover_send(p->sock, &b, fds, 2);
	buf_free(&b);
}

void
crypt_decrypt(struct crypt *c, uint64_t tag, int cipher_fd)
{
	struct process *p;

	p = idle(c);
	p->tag = tag;
	p->tries = 0;
	p->late = false;
	p->cipher = fcntl(cipher_fd, F_DUPFD_CLOEXEC, 0);
	if (p->cipher == -1)
		log_fatal(EX_OSERR, "dup: %s", strerror(errno));
	try_decrypt(p);
}

static struct process *
wait_any(struct crypt *c)
{
	struct process *busy[JOBS];
	nfds_t n = 0;
	unsigned k;

	for (k = 0; k < c->jobs; k++)
		if (c->procs[k].busy)
			busy[n++] = &c->procs[k];
	return n == 0 ? NULL : wait_for(busy, n);
}

/* A new process takes the place of one that died; what it had in hand it
 * tries again. */
static void
revive(struct crypt *c, struct process *p)
{
	int status, cipher = p->cipher;
	unsigned tries = p->tries;
	bool late = p->late;

	log_warn(
	    "a crypt process ended over what it was asked for; another one takes its place");
	close(p->sock);
	kill(-p->pid, SIGKILL);
	waitpid(p->pid, &status, 0);
	home_remove(&p->home);
	begin(c, p);
	p->cipher = cipher;
	p->tries = tries;
	p->late = late;
	p->busy = true;
}

/* Twice is no accident: the message kills gpg; or it was ended for its time. */
static void
condemn(struct evidence *e, bool late)
{
	memset(e, 0, sizeof(*e));
	e->well_formed = true;
	e->pkesk = 1;
	e->tool_died = true;
	e->slow = late;
	e->took = late ? crypt_patience * 1000ULL : 0;
}

/*
 * Makes a plaintext unchangeable.  The kernel says EBUSY while it holds a
 * page for a moment itself (writeback, migration), which is nobody's fault.
 */
static void
seal_off(int fd)
{
	const struct timespec pause = { 0, 50 * 1000 * 1000 };
	int tries;

	for (tries = 0; tries < SEAL_TRIES; tries++) {
		if (fcntl(fd, F_ADD_SEALS,
			F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE |
			    F_SEAL_SEAL) == 0)
			return;
		if (errno != EBUSY)
			break;
		nanosleep(&pause, NULL);
	}
	log_fatal(EX_OSERR, "seal: %s", strerror(errno));
}

bool
crypt_answer(struct crypt *c, struct crypt_answer *out)
{
	struct process *p;
	struct arena *a;
	struct cursor in;

	a = arena_new();
	for (;;) {
		p = wait_any(c);
		if (p == NULL) {
			arena_free(a);
			return false;
		}
		out->tag = p->tag;
		out->plain_fd = p->plain;
		if (reply(p, a, &in) == CRYPT_ANSWER) {
			evidence_read(&in, &out->evidence);
			break;
		}
		close(p->plain);
		revive(c, p);
		if (p->tries < 2 && !p->late) {
			try_decrypt(p);
			continue;
		}
		out->plain_fd = -1;
		condemn(&out->evidence, p->late);
		break;
	}
	close(p->cipher);
	p->plain = p->cipher = -1;
	p->until = INT64_MAX;
	p->busy = false;
	arena_free(a);
	if (out->plain_fd != -1)
		seal_off(out->plain_fd);
	return true;
}

/* Reads what became of a request; what the process says stands in *in, in the
 * arena. */
static enum crypt_end
outcome(struct crypt *c, struct process *p, struct arena *a, struct cursor *in,
    char *err, size_t errlen)
{
	enum crypt_end how = CRYPT_DONE;
	const char *text = NULL;
	unsigned op;

	op = reply(p, a, in);
	if (op == CRYPT_FAILED)
		text = cursor_str(in, a, 4096);
	if (text != NULL)
		how = CRYPT_REFUSED;
	else if (op != CRYPT_ANSWER && p->late)
		how = CRYPT_HUNG;
	else if (op != CRYPT_ANSWER)
		log_fatal(EX_UNAVAILABLE, "crypt process ended");
	snprintf(err, errlen, "%s", text == NULL ? "" : text);
	if (how == CRYPT_HUNG) {
		snprintf(err, errlen,
		    "gpg did not end within %u seconds, and was ended",
		    crypt_patience);
		revive(c, p);
	}
	p->until = INT64_MAX;
	p->late = false;
	p->busy = false;
	return how;
}

static struct process *
request(struct crypt *c, const struct buf *b, const int *fds, size_t count)
{
	struct process *p = idle(c);

	handover_send(p->sock, b, fds, count);
	give_time(p);
	p->busy = true;
	return p;
}

void
crypt_seal(struct crypt *c, uint64_t tag, int in_fd, int out_fd,
    const char *const *fingerprints, size_t count, bool hidden,
    const char *name)
{
	const int fds[2] = { in_fd, out_fd };
	struct buf b = { 0 };
	size_t i;

	buf_put_u8(&b, CRYPT_SEAL);
	buf_put_u8(&b, hidden);
	buf_put_str(&b, name);
	buf_put_u32(&b, (uint32_t)count);
	for (i = 0; i < count; i++)
		hex_put_bytes(&b, fingerprints[i], 40);
	request(c, &b, fds, 2)->tag = tag;
	buf_free(&b);
}

static struct process *
begin_sign(struct crypt *c, int in_fd, int out_fd)
{
	const int fds[2] = { in_fd, out_fd };
	struct buf b = { 0 };
	struct process *p;

	buf_put_u8(&b, CRYPT_SIGN);
	p = request(c, &b, fds, 2);
	buf_free(&b);
	return p;
}

void
crypt_begin_sign(struct crypt *c, uint64_t tag, int in_fd, int out_fd)
{
	begin_sign(c, in_fd, out_fd)->tag = tag;
}

bool
crypt_sealed(struct crypt *c, uint64_t *tag, enum crypt_end *how, char *err,
    size_t errlen)
{
	struct process *p;
	struct arena *a;
	struct cursor in;

	p = wait_any(c);
	if (p == NULL)
		return false;
	a = arena_new();
	*tag = p->tag;
	*how = outcome(c, p, a, &in, err, errlen);
	arena_free(a);
	return true;
}

int
crypt_sign(struct crypt *c, int in_fd, int out_fd, char *err, size_t errlen)
{
	struct process *p = begin_sign(c, in_fd, out_fd);
	struct arena *a = arena_new();
	struct cursor in;
	int rc;

	rc = outcome(c, p, a, &in, err, errlen) == CRYPT_DONE ? 0 : -1;
	arena_free(a);
	return rc;
}

struct ring_key *
crypt_expiring(struct crypt *c, int64_t before, struct arena *a, size_t *count,
    char *err, size_t errlen)
{
	struct buf b = { 0 };
	struct ring_key *keys;
	enum crypt_end how;
	struct cursor in;
	const char *text;
	size_t n, i;

	*count = 0;
	buf_put_u8(&b, CRYPT_EXPIRING);
	buf_put_u64(&b, (uint64_t)before);
	how = outcome(c, request(c, &b, NULL, 0), a, &in, err, errlen);
	buf_free(&b);
	if (how != CRYPT_DONE)
		return NULL;
	n = cursor_count(&in, 53, CRYPT_KEYS);
	keys = arena_alloc(a, (n + 1) * sizeof(*keys));
	for (i = 0; i < n; i++) {
		text = cursor_str(&in, a, 40);
		snprintf(keys[i].fingerprint, sizeof(keys[i].fingerprint), "%s",
		    text == NULL ? "" : text);
		keys[i].expires = (int64_t)cursor_u64(&in);
		keys[i].revoked = cursor_u8(&in) != 0;
	}
	*count = cursor_done(&in) ? n : 0;
	return keys;
}

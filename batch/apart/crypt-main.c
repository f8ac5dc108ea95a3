#include <ctype.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "batch/apart/crypt-wire.h"
#include "batch/apart/crypt.h"
#include "batch/apart/handover.h"
#include "batch/apart/lockdown.h"
#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "formats/base/buf.h"
#include "formats/base/hex.h"
#include "formats/base/mem.h"
#include "formats/base/safe.h"
#include "keys/accept.h"
#include "keys/home.h"
#include "keys/ring.h"

/* gpg unpacks 20 MB a second of the slowest kind (bzip2), and its input to 20
 * times its size. */
#define GPG_SECONDS	   20
#define GPG_BYTES_A_SECOND (1 << 20)

#define FINGERPRINT 20 /* bytes */

/* The crypt process: one keyring, one agent, one request at a time. */
struct service {
	struct ring *ring;
	struct nightgpg *night;
	struct arena *arena;
	char home[HOME_PATH];
	char key[41]; /* the hub's */
	uint64_t cap;
};

static void
make_home(struct service *s, const char *hub, int64_t at)
{
	char err[RING_ERR];

	if (home_configure(s->home, at, err, sizeof(err)) == -1 ||
	    home_fill(s->home, hub, err, sizeof(err)) == -1)
		log_fatal(EX_IOERR, "%s", err);
}

/* The directory itself is the hub's to remove: nothing above it may be
 * written from here. */
static void __attribute__((noreturn)) finish(struct service *s)
{
	nightgpg_free(s->night);
	ring_close(s->ring);
	home_empty(s->home);
	_exit(0);
}

static void
reply_failed(struct buf *b, const char *err)
{
	b->len = 0;
	buf_put_u8(b, CRYPT_FAILED);
	buf_put_str(b, err);
}

/* Whether the hub's key can be used; gpg starts a new agent for it where the
 * old one was killed. */
static bool
key_works(struct service *s, char err[RING_ERR])
{
	int in, out, rc;

	in = open("/dev/null", O_RDONLY | O_CLOEXEC);
	out = open("/dev/null", O_WRONLY | O_CLOEXEC);
	rc = ring_sign(s->ring, s->key, in, out, err, RING_ERR);
	close(in);
	close(out);
	return rc == 0;
}

static void
take_passphrase(struct service *s)
{
	char text[1 + SAFE_TEXT] = { 0 };
	int none[2];

	/* One byte is left for its end. */
	if (crypt_receive(CRYPT_SOCKET, text, sizeof(text) - 1, none) == 0)
		_exit(EX_UNAVAILABLE);
	if (text[0] != 0)
		ring_passphrase(s->ring, text + 1);
	explicit_bzero(text, sizeof(text));
}

/* Try the key: a night without it must not begin. */
static void
hello(struct service *s, struct cursor *c, struct buf *b)
{
	char err[RING_ERR];

	s->cap = cursor_u64(c);
	s->ring = ring_open(s->home, err, sizeof(err));
	if (s->ring == NULL) {
		reply_failed(b, err);
		return;
	}
	take_passphrase(s);
	s->night = nightgpg_new(s->home, ring_its_passphrase(s->ring));
	if (ring_may_sign(s->ring, s->key, err, sizeof(err)) == -1 ||
	    !key_works(s, err))
		reply_failed(b, err);
	else
		buf_put_u8(b, CRYPT_HELLO);
}

/* An error that gpg's own death would look like, too. */
static bool
is_doubtful(const struct evidence *e)
{
	return e->well_formed && e->pkesk > 0 && e->skesk == 0 &&
	       !e->no_integrity && !e->unsupported && !e->bomb &&
	       (!e->decrypted || e->failed);
}

/* Seconds of CPU that the gpg of one message may take. */
static rlim_t
allowance(int fd)
{
	off_t size = lseek(fd, 0, SEEK_END);

	lseek(fd, 0, SEEK_SET);
	return GPG_SECONDS + (rlim_t)(size > 0 ? size / GPG_BYTES_A_SECOND : 0);
}

/* A limit of this process is that of each gpg it starts, which counts its own
 * time alone. */
static void
limit_gpg(rlim_t seconds)
{
	struct rlimit r;
	struct rusage own;

	getrlimit(RLIMIT_CPU, &r);
	getrusage(RUSAGE_SELF, &own);
	r.rlim_cur = seconds == RLIM_INFINITY
			 ? r.rlim_max
			 : seconds + (rlim_t)own.ru_utime.tv_sec +
			       (rlim_t)own.ru_stime.tv_sec;
	if (setrlimit(RLIMIT_CPU, &r) == -1)
		_exit(EX_OSERR);
}

/* What decompresses without end is ended by the clock; that tells nothing of
 * the message but that it is dear. */
static void
open_by_gpgme(struct service *s, int fds[2], struct evidence *e)
{
	rlim_t seconds = allowance(fds[0]);
	int64_t began = clock_monotonic();

	limit_gpg(seconds);
	ring_open_message(s->ring, fds[0], fds[1], s->cap, e);
	limit_gpg(RLIM_INFINITY);
	e->slow = (e->failed || !e->decrypted) &&
		  clock_monotonic() - began >= (int64_t)seconds * 1000;
}

/* From the beginning, as if nothing had been tried. */
static void
rewind_both(int fds[2])
{
	if (ftruncate(fds[1], 0) == -1 || lseek(fds[1], 0, SEEK_SET) == -1 ||
	    lseek(fds[0], 0, SEEK_SET) == -1)
		_exit(EX_IOERR);
}

/* gpgme says what is wrong with a message, and judges what was doubtful. */
static void
judge_anew(struct service *s, int fds[2], struct evidence *e)
{
	char err[RING_ERR];
	bool works = false;
	int i;

	rewind_both(fds);
	open_by_gpgme(s, fds, e);
	/* gpg or its agent may have been killed: once more, to be sure. */
	if (!is_doubtful(e) || e->slow)
		return;
	for (i = 0; i < 2 && !works; i++)
		works = key_works(s, err);
	if (!works)
		_exit(EX_UNAVAILABLE);
	rewind_both(fds);
	open_by_gpgme(s, fds, e);
}

static void
decrypt(struct service *s, int fds[2], struct buf *b)
{
	int64_t began = clock_monotonic();
	struct evidence e;

	switch (ring_open_good(s->ring, s->night, fds[0], fds[1], s->cap,
	    (unsigned)allowance(fds[0]), &e)) {
	case NIGHTGPG_GOOD:
		break;
	case NIGHTGPG_SLOW:
		e.slow = true;
		break;
	case NIGHTGPG_DOUBT:
		judge_anew(s, fds, &e);
		break;
	}
	e.took = (uint64_t)(clock_monotonic() - began);
	buf_put_u8(b, CRYPT_ANSWER);
	evidence_write(b, &e);
}

static const char *
next_fingerprint(struct cursor *c, struct arena *a)
{
	unsigned char bytes[FINGERPRINT];
	char *text = arena_alloc(a, 2 * FINGERPRINT + 1), *s;

	cursor_blob(c, bytes, FINGERPRINT);
	hex_write(text, bytes, FINGERPRINT);
	for (s = text; *s != '\0'; s++)
		*s = (char)toupper((unsigned char)*s);
	return text;
}

static void
seal(struct service *s, struct cursor *c, int fds[2], struct buf *b)
{
	const char **keys, *name;
	char err[RING_ERR];
	size_t n, i;
	bool hidden;

	hidden = cursor_u8(c) != 0;
	name = cursor_str(c, s->arena, 255);
	n = cursor_count(c, FINGERPRINT, CRYPT_READERS);
	keys = arena_alloc(s->arena, (n + 1) * sizeof(*keys));
	for (i = 0; i < n; i++)
		keys[i] = next_fingerprint(c, s->arena);
	if (ring_seal(s->ring, s->key, fds[0], fds[1], keys, n, hidden, name,
		err, sizeof(err)) == -1)
		reply_failed(b, err);
	else
		buf_put_u8(b, CRYPT_ANSWER);
}

static void
sign(struct service *s, int fds[2], struct buf *b)
{
	char err[RING_ERR];

	if (ring_sign(s->ring, s->key, fds[0], fds[1], err, sizeof(err)) == -1)
		reply_failed(b, err);
	else
		buf_put_u8(b, CRYPT_ANSWER);
}

static void
expiring(struct service *s, struct cursor *c, struct buf *b)
{
	struct ring_key *keys;
	int64_t before = (int64_t)cursor_u64(c);
	size_t count, i, n = 0;

	keys = ring_all(s->ring, s->arena, &count);
	for (i = 0; i < count && n < CRYPT_KEYS; i++)
		if (keys[i].revoked ||
		    (keys[i].expires != 0 && keys[i].expires < before))
			keys[n++] = keys[i];
	buf_put_u8(b, CRYPT_ANSWER);
	buf_put_u32(b, (uint32_t)n);
	for (i = 0; i < n; i++) {
		buf_put_str(b, keys[i].fingerprint);
		buf_put_u64(b, (uint64_t)keys[i].expires);
		buf_put_u8(b, keys[i].revoked);
	}
}

static bool
serve(struct service *s)
{
	static unsigned char message[CRYPT_MESSAGE];
	struct buf b = { 0 };
	struct cursor c;
	size_t len;
	int fds[2];
	bool ok;

	len = crypt_receive(CRYPT_SOCKET, message, sizeof(message), fds);
	if (len == 0)
		return false;
	s->arena = arena_new();
	cursor_init(&c, message, len);
	switch (cursor_u8(&c)) {
	case CRYPT_HELLO:
		hello(s, &c, &b);
		break;
	case CRYPT_DECRYPT:
		decrypt(s, fds, &b);
		break;
	case CRYPT_SEAL:
		seal(s, &c, fds, &b);
		break;
	case CRYPT_SIGN:
		sign(s, fds, &b);
		break;
	case CRYPT_EXPIRING:
		expiring(s, &c, &b);
		break;
	default:
		reply_failed(&b, "unknown request");
		break;
	}
	explicit_bzero(message, len);
	ok = handover_send(CRYPT_SOCKET, &b, NULL, 0);
	buf_free(&b);
	arena_free(s->arena);
	if (fds[0] != -1)
		close(fds[0]);
	if (fds[1] != -1)
		close(fds[1]);
	return ok;
}

static void
close_stderr(void)
{
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

	if (null == -1 || dup2(null, STDERR_FILENO) == -1)
		_exit(EX_OSERR);
	close(null);
}

void
crypt_main(int argc, char **argv)
{
	struct service s = { 0 };
	char private[4096];
	const char *dirs[3] = { s.home, private, NULL };

	if (argc != 6 || strlen(argv[3]) >= sizeof(s.home) ||
	    strlen(argv[4]) != sizeof(s.key) - 1)
		_exit(EX_USAGE);
	memcpy(s.home, argv[3], strlen(argv[3]) + 1);
	memcpy(s.key, argv[4], sizeof(s.key));
	make_home(&s, argv[2], strtoll(argv[5], NULL, 10));
	snprintf(private, sizeof(private), "%s/private-keys-v1.d", argv[2]);
	lockdown(LOCKDOWN_CRYPT, dirs);
	/* What keeps it from beginning was said to whom it concerns. */
	close_stderr();
	while (serve(&s))
		continue;
	finish(&s);
}

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "batch/store/publish.h"
#include "formats/base/buf.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/reason.h"
#include "formats/config/roster.h"
#include "formats/files/archive.h"
#include "formats/out/bundle.h"
#include "keys/accept.h"
#include "keys/ring.h"

#define HUB_KEY_MAX (1 << 20)
/* Bundles named as missing at once: more is no gap but another series. */
#define MISSING_MAX 1000

/* The member's side of one bundle. */
struct opening {
	struct arena *a;
	const char *name; /* of the file, for messages */
	const char *into, *state;
	char hub[41];	       /* pinned key; "" not yet */
	const char *looked_in; /* for the hub's key */
	struct archive_file *files;
	size_t count;
	int rc;
};

static uint64_t
hold_all(void *arg, const char *name)
{
	(void)arg;
	(void)name;
	return LIMIT_UNPACKED;
}

static int
keep(void *arg, const struct archive_entry_seen *e, struct refusal *why)
{
	struct opening *o = arg;
	struct archive_file *f;

	(void)why;
	f = arena_push(o->a, &o->files, &o->count, sizeof(*f));
	f->name = arena_strdup(o->a, e->name);
	f->data = arena_strndup(o->a, e->data, e->len);
	f->len = e->len;
	return 0;
}

/* It is not opened.  -1. */
static int __attribute__((format(printf, 2, 3)))
refused(struct opening *o, const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	log_warn("%s: REFUSED: %s", o->name, text);
	o->rc = EX_DATAERR;
	return -1;
}

/* It is opened, and the reader must know. */
static void __attribute__((format(printf, 2, 3)))
concern(struct opening *o, const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	log_warn("%s: %s", o->name, text);
	o->rc = log_worse(o->rc, EXIT_ATTENTION);
}

/* One signature, good, by the hub's key. */
static int
check_signer(struct opening *o, const struct evidence *e)
{
	struct refusal why = { 0 };

	if (!e->decrypted || e->failed)
		return refused(o, "%s",
		    e->no_key ? "it is not encrypted to a key in this keyring"
			      : "it cannot be decrypted: damaged or altered");
	/* How right a member's clock is nobody knows. */
	if (e->signatures != 1 || e->fingerprint[0] == '\0' ||
	    accept_signature(e, clock_now(), INT64_MAX, &why) == -1)
		return refused(o,
		    "it has no good signature of a known key; import hub.asc");
	if (o->hub[0] == '\0') {
		log_warn(
		    "%s: signed by %s; compare it with the hub's fingerprint on paper",
		    o->name, e->fingerprint);
		memcpy(o->hub, e->fingerprint, sizeof(o->hub));
	} else if (strcmp(o->hub, e->fingerprint) != 0)
		return refused(
		    o, "signed by %s, which is not the hub", e->fingerprint);
	return 0;
}

static const struct archive_file *
find(const struct opening *o, const char *name)
{
	size_t i;

	for (i = 0; i < o->count; i++)
		if (strcmp(o->files[i].name, name) == 0)
			return &o->files[i];
	return NULL;
}

static int
check_files(struct opening *o, const struct bundle *b)
{
	const struct archive_file *f;
	struct digest d;
	size_t i;

	for (i = 0; i < b->file_count; i++) {
		f = find(o, b->files[i].path);
		if (f == NULL)
			return refused(o, "%s is missing", b->files[i].path);
		digest_of(f->data, f->len, &d);
		if (f->len != b->files[i].size ||
		    !digest_equal(&d, &b->files[i].sha256))
			return refused(o,
			    "%s has other bytes than bundle.xml says",
			    b->files[i].path);
	}
	if (o->count != b->file_count + 1)
		return refused(
		    o, "it holds files that bundle.xml does not list");
	return 0;
}

static char *
state_path(struct opening *o, const char *name)
{
	return arena_printf(o->a, "%s/%s", o->state, name);
}

static bool
read_line(const char *path, char *out, size_t size)
{
	FILE *f;
	bool ok;

	f = fopen(path, "re");
	if (f == NULL)
		return false;
	ok = fgets(out, (int)size, f) != NULL;
	fclose(f);
	out[ok ? strcspn(out, "\n") : 0] = '\0';
	return ok;
}

/* Sequence and chain against what this member has seen so far. */
static int
check_chain(struct opening *o, const struct bundle *b)
{
	char line[128], digest[DIGEST_HEX], previous[DIGEST_HEX];
	uint64_t last = 0, i;

	if (o->state == NULL ||
	    !read_line(state_path(o, b->audience), line, sizeof(line)) ||
	    sscanf(line, "%" SCNu64 " %64s", &last, digest) != 2)
		return 0;
	digest_hex(&b->previous, previous);
	if (b->sequence <= last) {
		if (b->sequence < last)
			return refused(o,
			    "it is older than the last one opened (rollback?)");
		concern(o, "it was opened before");
		return 0;
	}
	if (b->sequence - last > MISSING_MAX)
		return refused(o, "its number is far ahead; ask the hub");
	for (i = last + 1; i < b->sequence; i++)
		concern(o, "%s-%06" PRIu64 " is missing; ask the hub for it",
		    b->audience, i);
	if (b->sequence == last + 1 && strcmp(previous, digest) != 0)
		return refused(
		    o, "it does not follow from the bundle before it");
	return 0;
}

static void
write_line(const char *path, const char *text)
{
	char *tmp;
	FILE *f;

	tmp = mem_printf("%s.tmp", path);
	f = fopen(tmp, "we");
	if (f == NULL || fprintf(f, "%s\n", text) < 0 || fclose(f) == EOF ||
	    rename(tmp, path) == -1)
		log_fatal(EX_CANTCREAT, "%s: %s", path, strerror(errno));
	free(tmp);
}

static void
remember(struct opening *o, const struct bundle *b, const struct digest *d)
{
	char hex[DIGEST_HEX];

	if (o->state == NULL)
		return;
	if (mkdir(o->state, 0700) == -1 && errno != EEXIST)
		log_fatal(EX_CANTCREAT, "%s: %s", o->state, strerror(errno));
	digest_hex(d, hex);
	write_line(state_path(o, b->audience),
	    arena_printf(o->a, "%" PRIu64 " %s", b->sequence, hex));
	write_line(state_path(o, "hub-key"), o->hub);
}

static void
unpack(struct opening *o, const struct bundle *b)
{
	size_t i;
	int dir;

	if (o->into == NULL)
		return;
	if (mkdir(o->into, 0700) == -1 && errno != EEXIST)
		log_fatal(EX_CANTCREAT, "%s: %s", o->into, strerror(errno));
	dir = open(o->into, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir == -1)
		log_fatal(EX_CANTCREAT, "%s: %s", o->into, strerror(errno));
	for (i = 0; i < o->count; i++)
		publish_bytes(dir,
		    arena_printf(o->a, "%s-%06" PRIu64 "/%s", b->audience,
			b->sequence, o->files[i].name),
		    o->files[i].data, o->files[i].len);
	close(dir);
}

static void
say_opened(struct opening *o, const struct bundle *b)
{
	size_t i, items = 0;

	for (i = 0; i < b->file_count; i++)
		items += strncmp(b->files[i].path, "items/", 6) == 0;
	printf("%s-%06" PRIu64 ": %zu items", b->audience, b->sequence, items);
	for (i = 0; i < b->retraction_count; i++)
		printf(
		    "%s%s", i == 0 ? "; taken back: " : " ", b->retractions[i]);
	putchar('\n');
	if (b->expires < clock_now())
		concern(o, "it is stale: a newer one should have come");
}

static int
open_archive(struct opening *o, int fd)
{
	struct archive_caps caps = { LIMIT_UNPACKED, LIMIT_ENTRIES };
	struct archive_visitor all = { o, hold_all, keep };
	const struct archive_file *f;
	struct refusal why = { 0 };
	struct digest d;
	struct bundle *b;
	struct stat st;
	char err[512];
	void *p;
	int rc;

	if (fstat(fd, &st) == -1 || st.st_size == 0)
		return refused(o, "it is empty");
	p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (p == MAP_FAILED)
		log_fatal(EX_OSERR, "mmap: %s", strerror(errno));
	digest_of(p, (size_t)st.st_size, &d);
	rc = archive_walk(p, (size_t)st.st_size, &caps, &all, &why);
	munmap(p, (size_t)st.st_size);
	if (rc == -1)
		return refused(o, "its archive: %s", why.detail);
	f = find(o, "bundle.xml");
	b = f == NULL ? NULL
		      : bundle_read(o->a, f->data, f->len, err, sizeof(err));
	if (b == NULL)
		return refused(
		    o, "bundle.xml: %s", f == NULL ? "missing" : err);
	if (check_files(o, b) == -1 || check_chain(o, b) == -1)
		return -1;
	unpack(o, b);
	remember(o, b, &d);
	say_opened(o, b);
	return 0;
}

/* The hub's public key as the hub sends it beside the bundles: brings new
 * subkeys and revocations, which the primary key vouches for.  Only for the
 * hub that is pinned. */
static void
refresh_hub(struct opening *o, struct ring *r, const char *path)
{
	struct buf b = { 0 };
	char block[65536], err[RING_ERR];
	size_t n;
	FILE *f;

	f = o->hub[0] == '\0' ? NULL : fopen(path, "re");
	if (f == NULL)
		return;
	while (
	    (n = fread(block, 1, sizeof(block), f)) > 0 && b.len < HUB_KEY_MAX)
		buf_put(&b, block, n);
	fclose(f);
	if (ring_refresh(r, o->hub, b.data, b.len, err, sizeof(err)) == -1)
		concern(o, "%s is not taken: %s", path, err);
	buf_free(&b);
}

/* It lies with the bundles, or above them as in the hub's outbox. */
static void
look_for_hub_key(struct opening *o, struct ring *r)
{
	const char *slash = strrchr(o->name, '/');
	const char *dir = slash == NULL ? "."
					: arena_strndup(o->a, o->name,
					      (size_t)(slash - o->name));

	if (o->looked_in != NULL && strcmp(o->looked_in, dir) == 0)
		return;
	o->looked_in = dir;
	refresh_hub(o, r, arena_printf(o->a, "%s/hub.asc", dir));
	refresh_hub(o, r, arena_printf(o->a, "%s/../hub.asc", dir));
}

static void
open_one(struct opening *o, struct ring *r)
{
	struct evidence e;
	int in, plain;

	in = open(o->name, O_RDONLY | O_CLOEXEC);
	if (in == -1) {
		refused(o, "%s", strerror(errno));
		return;
	}
	look_for_hub_key(o, r);
	plain = memfd_create("bundle", MFD_CLOEXEC);
	if (plain == -1)
		log_fatal(EX_OSERR, "memfd: %s", strerror(errno));
	ring_open_message(r, in, plain, LIMIT_UNPACKED, &e);
	if (check_signer(o, &e) == 0)
		open_archive(o, plain);
	close(in);
	close(plain);
}

/* A hub of another primary key is another hub: nobody changes to it by one
 * option alone. */
static void
pin(struct opening *o, const char *hub)
{
	char known[41] = "";

	if (o->state != NULL)
		read_line(state_path(o, "hub-key"), known, sizeof(known));
	memcpy(o->hub, known, sizeof(o->hub));
	if (hub == NULL)
		return;
	hub = roster_fingerprint(o->a, hub);
	if (hub == NULL)
		log_fatal(EX_USAGE, "--hub wants 40 hex digits");
	if (known[0] != '\0' && strcmp(known, hub) != 0)
		log_fatal(EX_DATAERR,
		    "%s pins the hub %s: where the hub has a new primary key, two of you compare it with the letter on paper, and one removes that file",
		    state_path(o, "hub-key"), known);
	memcpy(o->hub, hub, sizeof(o->hub));
}

int
cmd_open(int argc, char **argv)
{
	const char *into = NULL, *state = NULL, *hub = NULL, *homedir = NULL;
	struct option_list rest = { 0 };
	struct opening o = { 0 };
	struct ring *r;
	char err[RING_ERR];
	size_t i;
	const struct option_spec specs[] = {
		{ "--into", "DIR", .text = &into },
		{ "--state", "DIR", .text = &state },
		{ "--hub", "FPR", .text = &hub },
		{ "--homedir", "DIR", .text = &homedir },
		{ "--at", "TIME", .at = true },
	};

	options_read(argc, argv,
	    "open BUNDLE... [--into DIR] [--state DIR] [--hub FPR] [--homedir DIR]",
	    specs, 5, &rest, 1, 0);
	o.into = into;
	o.state = state;
	o.a = arena_new();
	pin(&o, hub);
	r = ring_open(homedir, err, sizeof(err));
	if (r == NULL)
		log_fatal(EX_UNAVAILABLE, "%s", err);
	for (i = 0; i < rest.count; i++) {
		o.name = rest.v[i];
		o.files = NULL;
		o.count = 0;
		open_one(&o, r);
	}
	ring_close(r);
	arena_free(o.a);
	return o.rc;
}

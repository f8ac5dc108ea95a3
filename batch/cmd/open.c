#include <dirent.h>
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
#include "formats/out/chain.h"
#include "keys/accept.h"
#include "keys/ring.h"

#define HUB_KEY_MAX (1 << 20)
/* Some 100,000 bundles of one audience. */
#define STATE_MAX (16 << 20)

/* What this member has of one audience, and what came with this call. */
struct series {
	const char *audience;
	struct chain opened;
	uint64_t newest; /* of those named on the command line */
	bool stale;	 /* that one is */
};

/* The member's side of the bundles of one call. */
struct opening {
	struct arena *a;
	const char *name; /* of the file, for messages */
	const char *into, *state;
	struct series *series;
	size_t series_count;
	bool alone;	       /* one bundle is named */
	char hub[41];	       /* pinned key; "" none */
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
	if (o->hub[0] == '\0')
		return refused(o,
		    "signed by %s, and no hub is known here: compare that with the hub's fingerprint on paper and say it once, --hub %s",
		    e->fingerprint, e->fingerprint);
	if (strcmp(o->hub, e->fingerprint) != 0)
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

/* 0 with nothing where there is no such file; -1 and errno. */
static int
read_file(const char *path, struct buf *out, size_t most)
{
	char block[65536];
	size_t n;
	FILE *f;
	int rc;

	f = fopen(path, "re");
	if (f == NULL)
		return errno == ENOENT ? 0 : -1;
	while (out->len < most && (n = fread(block, 1, sizeof(block), f)) > 0)
		buf_put(out, block, n);
	rc = ferror(f) ? -1 : 0;
	fclose(f);
	return rc;
}

static void
read_state(struct opening *o, const char *name, struct buf *out)
{
	const char *path = state_path(o, name);

	if (read_file(path, out, STATE_MAX) == -1)
		log_fatal(EX_IOERR, "%s: %s", path, strerror(errno));
	buf_put(out, "", 1);
}

static struct series *
series_of(struct opening *o, const char *audience)
{
	struct buf b = { 0 };
	struct series *s;
	size_t i;

	for (i = 0; i < o->series_count; i++)
		if (strcmp(o->series[i].audience, audience) == 0)
			return &o->series[i];
	s = arena_push(o->a, &o->series, &o->series_count, sizeof(*s));
	s->audience = audience;
	s->opened.a = o->a;
	read_state(o, audience, &b);
	if (chain_read(&s->opened, (const char *)b.data) == -1)
		log_fatal(EX_DATAERR,
		    "%s is damaged: it wants SEQUENCE DIGEST PREVIOUS in each line",
		    state_path(o, audience));
	buf_free(&b);
	return s;
}

static int
refused_by_chain(
    struct opening *o, const struct bundle *b, enum chain_verdict v)
{
	switch (v) {
	case CHAIN_FORK:
		return refused(o,
		    "%s-%06" PRIu64
		    " was opened before with other contents: a fork; nothing is taken, ask the hub by telephone",
		    b->audience, b->sequence);
	case CHAIN_NOT_BEHIND:
		return refused(
		    o, "it does not follow from the bundle before it");
	case CHAIN_NOT_IN_FRONT:
		return refused(
		    o, "the bundle after it does not follow from it");
	case CHAIN_FAR:
		return refused(o, "its number is far ahead; ask the hub");
	case CHAIN_FITS:
	case CHAIN_KNOWN:
		break;
	}
	return 0;
}

static void
make_directory(struct opening *o, const char *path)
{
	char *part = arena_strdup(o->a, path), *slash = part;

	while ((slash = strchr(slash + 1, '/')) != NULL) {
		*slash = '\0';
		mkdir(part, 0700);
		*slash = '/';
	}
	if (mkdir(path, 0700) == -1 && errno != EEXIST)
		log_fatal(EX_CANTCREAT, "%s: %s", path, strerror(errno));
}

static int
open_directory(struct opening *o, const char *path)
{
	int fd;

	make_directory(o, path);
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd == -1)
		log_fatal(EX_CANTCREAT, "%s: %s", path, strerror(errno));
	return fd;
}

static void
remember(struct opening *o, const struct series *s)
{
	struct buf chain = { 0 };
	char *hub = arena_printf(o->a, "%s\n", o->hub);
	int dir;

	dir = open_directory(o, o->state);
	publish_bytes(dir, "hub-key", hub, strlen(hub));
	chain_write(&s->opened, &chain);
	publish_bytes(dir, s->audience, chain.data, chain.len);
	buf_free(&chain);
	close(dir);
}

/* What lies there already: nothing, the same bundle, or another one. */
static bool
is_free(struct opening *o, int into, const char *folder)
{
	const struct archive_file *f = find(o, "bundle.xml");
	char *there, *path = arena_printf(o->a, "%s/bundle.xml", folder);
	struct stat st;
	bool same;
	int fd;

	fd = publish_openat(into, path, O_RDONLY);
	if (fd == -1)
		return errno == ENOENT;
	same = fstat(fd, &st) == 0 && st.st_size == (off_t)f->len;
	there = same ? arena_alloc(o->a, f->len) : NULL;
	same = same && pread(fd, there, f->len, 0) == (ssize_t)f->len &&
	       memcmp(there, f->data, f->len) == 0;
	close(fd);
	return same;
}

static int
unpack(struct opening *o, const struct bundle *b)
{
	const char *folder;
	size_t i;
	int dir;

	if (o->into == NULL)
		return 0;
	folder = arena_printf(o->a, "%s-%06" PRIu64, b->audience, b->sequence);
	dir = open_directory(o, o->into);
	if (!is_free(o, dir, folder)) {
		close(dir);
		return refused(o,
		    "another bundle lies in %s/%s; nothing is overwritten",
		    o->into, folder);
	}
	for (i = 0; i < o->count; i++)
		publish_bytes(dir,
		    arena_printf(o->a, "%s/%s", folder, o->files[i].name),
		    o->files[i].data, o->files[i].len);
	close(dir);
	return 0;
}

static void
say_opened(const struct bundle *b)
{
	size_t i, items = 0;

	for (i = 0; i < b->file_count; i++)
		items += strncmp(b->files[i].path, "items/", 6) == 0;
	printf("%s-%06" PRIu64 ": %zu items", b->audience, b->sequence, items);
	for (i = 0; i < b->retraction_count; i++)
		printf("%s%s", i == 0 ? "; taken back: " : " ",
		    b->retractions[i].item);
	for (i = 0; i < b->superseded_count; i++)
		printf("%s%s by %s", i == 0 ? "; superseded: " : ", ",
		    b->superseded[i].item, b->superseded[i].by);
	putchar('\n');
}

/* Sequence and chain against what this member has opened so far. */
static int
take(struct opening *o, const struct bundle *b, const struct digest *d)
{
	struct chain_link link = { .sequence = b->sequence,
		.digest = *d,
		.previous = b->previous,
		.linked = true };
	struct series *s = series_of(o, b->audience);
	enum chain_verdict v = chain_judge(&s->opened, &link);

	if (refused_by_chain(o, b, v) == -1 || unpack(o, b) == -1)
		return -1;
	if (b->sequence >= s->newest) {
		s->newest = b->sequence;
		s->stale = b->expires < clock_now();
	}
	if (v == CHAIN_FITS) {
		chain_add(&s->opened, &link);
		remember(o, s);
		say_opened(b);
	} else if (o->alone)
		concern(o, "it was opened before");
	return 0;
}

/* Of a folder one wants to know how the series stands, not each bundle. */
static void
say_series(struct opening *o, const struct series *s)
{
	const struct chain_link *l = s->opened.links;
	uint64_t from, to;
	size_t i;

	for (i = 1; i < s->opened.count; i++) {
		from = l[i - 1].sequence + 1;
		to = l[i].sequence - 1;
		o->name =
		    arena_printf(o->a, "%s-%06" PRIu64, s->audience, from);
		if (from == to)
			concern(o, "is missing; ask the hub for it");
		else if (from < to)
			concern(o,
			    "and all to %06" PRIu64
			    " are missing; ask the hub for them",
			    to);
	}
	if (s->stale && s->newest == l[i - 1].sequence) {
		o->name =
		    arena_printf(o->a, "%s-%06" PRIu64, s->audience, s->newest);
		concern(o, "it is stale: a newer one should have come");
	}
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
	return check_files(o, b) == -1 ? -1 : take(o, b, &d);
}

/* The hub's public key as the hub sends it beside the bundles: brings new
 * subkeys and revocations, which the primary key vouches for.  Only for the
 * hub that is pinned. */
static void
refresh_hub(struct opening *o, struct ring *r, const char *path)
{
	struct buf b = { 0 };
	char err[RING_ERR];

	if (o->hub[0] == '\0')
		return;
	if (read_file(path, &b, HUB_KEY_MAX) == -1 || b.len == 0) {
		buf_free(&b);
		return;
	}
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

/* "" where the state knows no hub. */
static void
read_pin(struct opening *o, char hub[41])
{
	struct buf b = { 0 };

	read_state(o, "hub-key", &b);
	snprintf(hub, 41, "%.40s", (const char *)b.data);
	buf_free(&b);
}

/* A hub of another primary key is another hub: nobody changes to it by one
 * option alone. */
static void
pin(struct opening *o, const char *hub)
{
	char known[41];

	read_pin(o, known);
	if (hub != NULL && known[0] != '\0' && strcmp(known, hub) != 0)
		log_fatal(EX_DATAERR,
		    "%s pins the hub %s: where the hub has a new primary key, two of you compare it with the letter on paper, and one removes that file",
		    state_path(o, "hub-key"), known);
	snprintf(o->hub, sizeof(o->hub), "%s", hub == NULL ? known : hub);
}

/* Where a member's state lies when nobody says where. */
static const char *
usual_state(struct opening *o)
{
	const char *xdg = getenv("XDG_STATE_HOME"), *home = getenv("HOME");

	if (xdg != NULL && *xdg == '/')
		return arena_printf(o->a, "%s/toiyaba", xdg);
	if (home == NULL || *home != '/')
		log_fatal(EX_USAGE,
		    "--state DIR is wanted: neither XDG_STATE_HOME nor HOME says where");
	return arena_printf(o->a, "%s/.local/state/toiyaba", home);
}

static int
is_hub(const struct dirent *d)
{
	return strlen(d->d_name) == 40 &&
	       strspn(d->d_name, "0123456789ABCDEF") == 40;
}

/* In the usual place each hub has a folder of its own. */
static void
choose_hub(struct opening *o, const char *hub)
{
	const char *usual = usual_state(o);
	struct dirent **list = NULL;
	int i, count;

	count = scandir(usual, &list, is_hub, alphasort);
	if (hub == NULL && count > 1)
		log_fatal(EX_USAGE, "%s knows %d hubs: say which, --hub FPR",
		    usual, count);
	if (hub == NULL)
		hub = count == 1 ? arena_strdup(o->a, list[0]->d_name) : "none";
	for (i = 0; i < count; i++)
		free(list[i]);
	free(list);
	o->state = arena_printf(o->a, "%s/%s", usual, hub);
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
	    "open BUNDLE... [--hub FPR] [--into DIR] [--state DIR] [--homedir DIR]",
	    specs, 5, &rest, 1, 0);
	o.into = into;
	o.state = state;
	o.alone = rest.count == 1;
	o.a = arena_new();
	if (hub != NULL && (hub = roster_fingerprint(o.a, hub)) == NULL)
		log_fatal(EX_USAGE, "--hub wants 40 hex digits");
	if (state == NULL)
		choose_hub(&o, hub);
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
	for (i = 0; i < o.series_count; i++)
		say_series(&o, &o.series[i]);
	ring_close(r);
	arena_free(o.a);
	return o.rc;
}

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/member/parcel.h"
#include "formats/base/buf.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/reason.h"
#include "formats/base/text.h"
#include "formats/base/valid.h"
#include "formats/files/archive.h"
#include "formats/out/bundle.h"
#include "formats/out/item.h"
#include "formats/out/signedfront.h"
#include "keys/accept.h"
#include "keys/ring.h"

#define SHOWN	  300 /* bytes of a message or name from outside */
#define YEAR_9999 253370764800
/* bundle.xml lists all but itself, SHA256SUMS and its signature. */
#define BESIDE 3

struct opening {
	struct arena *a;
	enum lang lang;
	const char **why;
	struct parcel *p;
};

/* What came from outside, for a terminal. */
static const char *
safe(struct opening *o, const char *s)
{
	return text_escape(o->a, s, strlen(s), SHOWN);
}

static int
refused(struct opening *o, enum say what)
{
	*o->why = say(what, o->lang);
	return -1;
}

/* It is about a file of the bundle. */
static int
refused_file(
    struct opening *o, enum say what, const char *path, const char *detail)
{
	*o->why = say_of(o->a, what, o->lang, "path", safe(o, path), "detail",
	    detail == NULL ? "" : safe(o, detail), "item",
	    detail == NULL ? "" : safe(o, detail), NULL);
	return -1;
}

/* One signature that holds, whosever. */
static bool
is_signed(const struct evidence *e)
{
	struct refusal why = { 0 };

	/* How right a member's clock is nobody knows. */
	return e->signatures == 1 && e->fingerprint[0] != '\0' &&
	       accept_signature(e, clock_now(), INT64_MAX, &why) == 0;
}

/* One signature, good, by the hub's key. */
static int
check_signer(struct opening *o, const struct evidence *e, const char *hub)
{
	if (!e->decrypted || e->failed)
		return refused(
		    o, e->no_key ? SAY_OPEN_NO_KEY : SAY_OPEN_DAMAGED);
	if (!is_signed(e))
		return refused(o, SAY_OPEN_NO_SIGNATURE);
	if (strcmp(hub, e->fingerprint) == 0)
		return 0;
	*o->why =
	    say_of(o->a, *hub == '\0' ? SAY_OPEN_NO_HUB : SAY_OPEN_NOT_THE_HUB,
		o->lang, "signer", e->fingerprint, "hub", hub, NULL);
	return -1;
}

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
	f = arena_push(o->a, &o->p->files, &o->p->file_count, sizeof(*f));
	f->name = arena_strdup(o->a, e->name);
	f->data = arena_strndup(o->a, e->data, e->len);
	f->len = e->len;
	return 0;
}

static const struct archive_file *
find(const struct opening *o, const char *name)
{
	size_t i;

	for (i = 0; i < o->p->file_count; i++)
		if (strcmp(o->p->files[i].name, name) == 0)
			return &o->p->files[i];
	return NULL;
}

/* The digest is that of the bytes behind the signature over SHA256SUMS, which
 * were there before it. */
static int
walk_archive(struct opening *o, const char *p, size_t len)
{
	struct archive_caps caps = { LIMIT_UNPACKED, UINT_MAX };
	struct archive_visitor all = { o, hold_all, keep, false };
	struct refusal why = { 0 };
	size_t front = signedfront_length(p, len);

	digest_of(p + front, len - front, &o->p->digest);
	if (archive_walk(p, len, &caps, &all, &why) == 0)
		return 0;
	return refused_file(o, SAY_OPEN_ARCHIVE, "", why.detail);
}

static int
read_archive(struct opening *o, int fd)
{
	struct stat st;
	void *p;
	int rc;

	if (fstat(fd, &st) == -1 || st.st_size == 0)
		return refused(o, SAY_OPEN_EMPTY);
	p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (p == MAP_FAILED)
		log_fatal(EX_OSERR, "mmap: %s", strerror(errno));
	rc = walk_archive(o, p, (size_t)st.st_size);
	munmap(p, (size_t)st.st_size);
	return rc;
}

static int
read_list(struct opening *o)
{
	const struct archive_file *f = find(o, "bundle.xml");
	char err[512];

	if (f == NULL)
		return refused_file(
		    o, SAY_OPEN_FILE_MISSING, "bundle.xml", NULL);
	o->p->bundle = bundle_read(o->a, f->data, f->len, err, sizeof(err));
	if (o->p->bundle == NULL)
		return refused_file(o, SAY_OPEN_UNREADABLE, "bundle.xml", err);
	/* Behind or before that a day has another form. */
	if (o->p->bundle->expires <= 0 || o->p->bundle->expires > YEAR_9999)
		return refused_file(
		    o, SAY_OPEN_UNREADABLE, "bundle.xml", "expires");
	return 0;
}

static int
check_files(struct opening *o)
{
	const struct bundle *b = o->p->bundle;
	const struct archive_file *f;
	struct digest d;
	size_t i;

	if (find(o, SIGNEDFRONT_SUMS) == NULL ||
	    find(o, SIGNEDFRONT_NAME) == NULL)
		return refused(o, SAY_OPEN_SUMS_UNSIGNED);
	for (i = 0; i < b->file_count; i++) {
		f = find(o, b->files[i].path);
		if (f == NULL)
			return refused_file(
			    o, SAY_OPEN_FILE_MISSING, b->files[i].path, NULL);
		digest_of(f->data, f->len, &d);
		if (f->len != b->files[i].size ||
		    !digest_equal(&d, &b->files[i].sha256))
			return refused_file(
			    o, SAY_OPEN_OTHER_BYTES, b->files[i].path, NULL);
	}
	if (o->p->file_count != b->file_count + BESIDE)
		return refused(o, SAY_OPEN_UNLISTED);
	return 0;
}

/* What holds of the files after unpacking: the list is of them all, and the hub
 * signed it. */
static int
check_sums(struct opening *o, struct ring *r, const char *hub)
{
	const struct archive_file *sums = find(o, SIGNEDFRONT_SUMS);
	const struct archive_file *signature = find(o, SIGNEDFRONT_NAME);
	struct buf b = { 0 };
	struct evidence e;
	bool same;

	bundle_sums(&b, o->p->files, o->p->file_count);
	same =
	    b.len == sums->len && memcmp(buf_str(&b), sums->data, b.len) == 0;
	buf_free(&b);
	if (!same)
		return refused(o, SAY_OPEN_SUMS_OTHER);
	ring_verify(
	    r, signature->data, signature->len, sums->data, sums->len, &e);
	return is_signed(&e) && strcmp(e.fingerprint, hub) == 0
		   ? 0
		   : refused(o, SAY_OPEN_SUMS_UNSIGNED);
}

static int
read_item(struct opening *o, const struct archive_file *f)
{
	const struct item *it;
	char err[512];

	it = item_read(o->a, f->data, f->len, err, sizeof(err));
	if (it == NULL)
		return refused_file(o, SAY_OPEN_UNREADABLE, f->name, err);
	if (!valid_item(it->id) || it->edition == 0 ||
	    strcmp(f->name, arena_printf(o->a, "items/%s.xml", it->id)) != 0)
		return refused_file(o, SAY_OPEN_OTHER_ITEM, f->name, it->id);
	*(const struct item **)arena_push(o->a, &o->p->items, &o->p->item_count,
	    sizeof(const struct item *)) = it;
	return 0;
}

static int
read_items(struct opening *o)
{
	size_t i;

	for (i = 0; i < o->p->file_count; i++)
		if (strncmp(o->p->files[i].name, "items/", 6) == 0 &&
		    read_item(o, &o->p->files[i]) == -1)
			return -1;
	return 0;
}

/* The plaintext, in memory. */
static int
decrypt(struct opening *o, struct ring *r, const char *path, const char *hub)
{
	struct evidence e;
	int in, plain;

	in = open(path, O_RDONLY | O_CLOEXEC);
	if (in == -1)
		return refused_file(
		    o, SAY_OPEN_UNREADABLE, path, strerror(errno));
	plain = memfd_create("bundle", MFD_CLOEXEC);
	if (plain == -1)
		log_fatal(EX_OSERR, "memfd: %s", strerror(errno));
	ring_open_message(r, in, plain, LIMIT_UNPACKED, &e);
	close(in);
	if (check_signer(o, &e, hub) == 0)
		return plain;
	close(plain);
	return -1;
}

const struct parcel *
parcel_open(struct arena *a, struct ring *r, const char *path, const char *hub,
    enum lang l, const char **why)
{
	struct opening o = { .a = a, .lang = l, .why = why };
	int plain, rc;

	o.p = arena_alloc(a, sizeof(*o.p));
	plain = decrypt(&o, r, path, hub);
	if (plain == -1)
		return NULL;
	rc = read_archive(&o, plain);
	close(plain);
	if (rc == -1 || read_list(&o) == -1 || check_files(&o) == -1 ||
	    check_sums(&o, r, hub) == -1 || read_items(&o) == -1)
		return NULL;
	return o.p;
}

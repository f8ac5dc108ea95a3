#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch/apart/crypt.h"
#include "batch/base/machine.h"
#include "batch/media/plan.h"
#include "batch/media/pouch.h"
#include "batch/night/night.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"
#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/base/memfile.h"
#include "formats/base/say.h"
#include "formats/files/archive.h"
#include "formats/files/zipwrite.h"

#define STEP	   (1 << 20)
#define ZIP_MEMBER 76 /* bytes beside a member and twice its name */
#define ZIP_END	   22
#define PADDING	   "padding.bin"
#define BLOCK	   65536 /* of padding, which repeats */
#define TRIES	   60	 /* of a length: a signature is now and then shorter */

uint64_t
pouch_takes(const struct pouch_file *f)
{
	return f->size + ZIP_MEMBER + 2 * strlen(f->name);
}

/*
 * Room for what everybody has: the page, the key, the packets and their
 * lengths (one byte in 8 KiB, twice), a reader's many subkeys.
 */
uint64_t
pouch_size(uint64_t bundles)
{
	uint64_t steps = bundles == 0 ? 1 : (bundles + STEP - 1) / STEP;
	uint64_t plain = steps * STEP + POUCH_PAPERS;

	return plain + STEP / 4 + plain / 2048;
}

/* What the outbox has under that path; nothing is written there meanwhile. */
static void
read_file(struct night *n, const struct pouch_file *f, struct buf *out)
{
	char chunk[65536];
	ssize_t got;
	int fd;

	fd = f->fd != 0
		 ? f->fd
		 : publish_openat(n->hub->dir, f->path, O_RDONLY | O_NONBLOCK);
	if (fd == -1 || lseek(fd, 0, SEEK_SET) == -1)
		machine_ends(MACHINE_FILE, "%s: %s", f->path, strerror(errno));
	while ((got = read(fd, chunk, sizeof(chunk))) > 0)
		buf_put(out, chunk, (size_t)got);
	if (got == -1 || out->len != f->size)
		machine_ends(MACHINE_FILE, "%s: cannot be read whole", f->path);
	if (f->fd == 0)
		close(fd);
}

static void
add(struct archive_file **files, size_t *count, const char *name,
    struct buf *bytes)
{
	struct archive_file *f = mem_push(files, count, sizeof(*f));

	f->name = name;
	f->data = bytes->data;
	f->len = bytes->len;
}

/* What was read, kept as long as the pouch is being sealed. */
struct filling {
	struct night *n;
	const struct pouch *u;
	const char *medium;
	struct buf *bufs;
	size_t buf_count;
	struct archive_file *files; /* the last one is the padding */
	size_t count;
	uint64_t used; /* the zip without padding's bytes */
	unsigned tried;
};

static void
put(struct filling *f, const char *name, struct buf *bytes)
{
	struct buf *b = mem_push(&f->bufs, &f->buf_count, sizeof(*f->bufs));

	*b = *bytes;
	*bytes = (struct buf){ 0 };
	add(&f->files, &f->count, name, b);
	f->used += b->len + ZIP_MEMBER + 2 * strlen(name);
}

static void
put_page(struct filling *f, enum lang l)
{
	static const enum say parts[] = { SAY_POUCH_BUNDLES, SAY_POUCH_RECEIPTS,
		SAY_POUCH_PREVIEWS, SAY_POUCH_PADDING };
	struct buf page = { 0 };
	size_t i;

	buf_puts(&page, say_of(f->n->arena, SAY_POUCH_TITLE, l, "medium",
			    f->medium, "reader", f->u->reader, NULL));
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		buf_printf(&page, "\r\n\r\n%s", say(parts[i], l));
	buf_puts(&page, "\r\n");
	put(f, l == LANG_JA ? "README.ja.txt" : "README.en.txt", &page);
}

static void
put_key(struct filling *f)
{
	struct buf key = { 0 };
	size_t len = 0;
	char *text;

	text = hub_read(f->n->hub, "hub.asc", &len);
	if (text == NULL)
		return;
	buf_put(&key, text, len);
	put(f, "hub.asc", &key);
}

static void
fill(struct filling *f)
{
	const struct pouch_file *p = f->u->files;
	struct buf bytes = { 0 }, none = { 0 };
	enum lang l;

	for (l = 0; l < LANGS; l++)
		put_page(f, l);
	put_key(f);
	for (; p < f->u->files + f->u->count; p++) {
		read_file(f->n, p, &bytes);
		put(f, p->name, &bytes);
	}
	put(f, PADDING, &none);
	f->used += ZIP_END;
}

/* Bytes that nothing makes shorter, others each time. */
static void
put_padding(struct filling *f, size_t len, struct buf *out)
{
	char seed[128], block[BLOCK];
	struct digest d;
	size_t i, n;

	n = (size_t)snprintf(seed, sizeof(seed), "%s %.40s %u ", f->medium,
	    f->u->reader, f->tried++);
	for (i = 0; i < BLOCK && i < len; i += DIGEST_LEN) {
		snprintf(seed + n, sizeof(seed) - n, "%zu", i);
		digest_of(seed, strlen(seed), &d);
		memcpy(block + i, d.b, DIGEST_LEN);
	}
	for (i = 0; i < len; i += BLOCK)
		buf_put(out, block, len - i < BLOCK ? len - i : BLOCK);
}

static int
zip_of(struct filling *f, size_t padding)
{
	struct archive_file *last = &f->files[f->count - 1];
	struct buf pad = { 0 }, zip = { 0 };
	int fd = -1;

	put_padding(f, padding, &pad);
	last->data = pad.data;
	last->len = pad.len;
	if (zip_write(&zip, f->files, f->count, f->n->at) == 0)
		fd = memfile_of("pouch", zip.data, zip.len);
	if (fd == -1)
		machine_ends(MACHINE_FILE, "memory file: %s", strerror(errno));
	buf_free(&zip);
	buf_free(&pad);
	return fd;
}

static bool
seal(struct night *n, int in, int out, const char *const *keys, size_t count,
    const char *name, char *err, size_t errlen)
{
	enum crypt_end how;
	uint64_t tag;

	if (ftruncate(out, 0) == -1 || lseek(out, 0, SEEK_SET) == -1)
		machine_ends(MACHINE_FILE, "memory file: %s", strerror(errno));
	crypt_seal(n->crypt, 0, in, out, keys, count, false, name);
	if (!crypt_sealed(n->crypt, &tag, &how, err, errlen))
		machine_ends(MACHINE_AGENT, "nothing is being sealed");
	return how == CRYPT_DONE;
}

static bool
key_works(struct night *n, const char *key, char *err, size_t errlen)
{
	int in = memfile_of("empty", "", 0), out = memfile_of("empty", "", 0);
	bool works;

	if (in == -1 || out == -1)
		machine_ends(MACHINE_FILE, "memory file: %s", strerror(errno));
	works = seal(n, in, out, &key, 1, NULL, err, errlen);
	close(in);
	close(out);
	return works;
}

/* One dead key does not keep the file from its reader's others. */
static size_t
living_keys(struct night *n, const struct pouch *u, const char **keys)
{
	char err[256] = "";
	size_t i, count = 0;

	for (i = 0; i < u->keys.count; i++) {
		if (key_works(n, u->keys.fingerprints[i], err, sizeof(err)))
			keys[count++] = u->keys.fingerprints[i];
		else
			night_attention(n,
			    "%s: key %s cannot be used (%s); enrol a new one or end it in roster.xml",
			    u->reader, u->keys.fingerprints[i], err);
	}
	return count;
}

static int64_t
length_of(int fd)
{
	struct stat st;

	if (fstat(fd, &st) == -1)
		machine_ends(MACHINE_FILE, "memory file: %s", strerror(errno));
	return st.st_size;
}

static enum pouch_end
seal_evenly(struct filling *f, const char *const *keys, size_t count,
    int64_t *guess, int fd)
{
	const char *name = arena_printf(f->n->arena, "%s.zip", f->u->reader);
	int64_t want = (int64_t)f->u->size, padding, length;
	char err[256] = "";
	bool sealed;
	int in;

	while (f->tried < TRIES) {
		padding = want - *guess - (int64_t)f->used;
		if (padding < 0)
			return POUCH_UNEVEN;
		in = zip_of(f, (size_t)padding);
		sealed =
		    seal(f->n, in, fd, keys, count, name, err, sizeof(err));
		close(in);
		if (!sealed)
			return POUCH_UNSEALED;
		length = length_of(fd);
		if (length == want)
			return POUCH_DONE;
		*guess = length - padding - (int64_t)f->used;
	}
	return POUCH_UNEVEN;
}

static void
forget(struct filling *f)
{
	size_t i;

	for (i = 0; i < f->buf_count; i++)
		buf_free(&f->bufs[i]);
	free(f->bufs);
	free(f->files);
}

enum pouch_end
pouch_seal(struct night *n, const struct pouch *u, const char *medium,
    int64_t *guess, int fd)
{
	struct filling f = { .n = n, .u = u, .medium = medium };
	const char **keys;
	enum pouch_end end;
	size_t count;

	fill(&f);
	end = seal_evenly(&f, u->keys.fingerprints, u->keys.count, guess, fd);
	if (end == POUCH_UNSEALED) {
		keys = mem_alloc((u->keys.count + 1) * sizeof(*keys));
		count = living_keys(n, u, keys);
		if (count > 0)
			end = seal_evenly(&f, keys, count, guess, fd);
		free(keys);
	}
	forget(&f);
	return end;
}

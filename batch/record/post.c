#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch/apart/crypt.h"
#include "batch/base/machine.h"
#include "batch/base/stop.h"
#include "batch/night/night.h"
#include "batch/record/post.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/memfile.h"
#include "formats/out/signedfront.h"

struct parcel {
	const char *path;
	const char *name; /* inside; or NULL */
	const char **keys;
	size_t key_count;
	bool hidden;
	int in, out;
	/* of one that is signed first: what waits for the signature */
	struct buf archive;
	int64_t made;
	bool signing;
	bool done, sealed;
	bool hopeless; /* whichever keys it is sealed to */
	char err[256];
};

/* A ring: parcels from settled up to sent are under way. */
struct post {
	struct night *n;
	int64_t at;
	struct parcel *ring;
	size_t size, sent, settled;
	bool all;
};

static struct parcel *
parcel_of(struct post *p, uint64_t tag)
{
	return &p->ring[tag % p->size];
}

struct post *
post_open(struct night *n, int64_t at)
{
	struct post *p;

	p = mem_alloc(sizeof(*p));
	p->n = n;
	p->at = at;
	p->size = 2 * (size_t)n->jobs;
	p->ring = mem_alloc(p->size * sizeof(*p->ring));
	p->all = true;
	return p;
}

static int
memory_of(const void *p, size_t len)
{
	int fd;

	fd = memfile_of("sealed", p, len);
	if (fd == -1)
		machine_ends(MACHINE_FILE, "memory file: %s", strerror(errno));
	return fd;
}

static void
give_up(struct parcel *l, const char *why)
{
	l->done = l->hopeless = true;
	l->signing = false;
	snprintf(l->err, sizeof(l->err), "%s", why);
}

/* The signature, then the archive that waited for it. */
static bool
put_together(struct parcel *l)
{
	struct buf b = { 0 };
	char text[8192]; /* some 200 bytes; 4 KiB of a large RSA key */
	ssize_t len;
	bool fits;

	len = pread(l->out, text, sizeof(text), 0);
	fits = len > 0 && len < (ssize_t)sizeof(text) &&
	       signedfront_write(&b, text, (size_t)len, l->made) == 0;
	close(l->in);
	close(l->out);
	buf_put(&b, l->archive.data, l->archive.len);
	l->in = memory_of(b.data, b.len);
	l->out = memory_of("", 0);
	buf_free(&b);
	return fits;
}

/* What was signed is sealed, by the process that is free now. */
static void
note_signed(struct post *p, size_t tag, enum crypt_end how, const char *err)
{
	struct parcel *l = parcel_of(p, tag);

	l->signing = false;
	if (how != CRYPT_DONE)
		give_up(l, err);
	else if (!put_together(l))
		give_up(l, "its signature cannot be added");
	else
		crypt_seal(p->n->crypt, tag, l->in, l->out, l->keys,
		    l->key_count, l->hidden, l->name);
	buf_free(&l->archive);
}

/* One request that ended is noted with its parcel. */
static void
note_one(struct post *p)
{
	struct parcel *l;
	char err[sizeof(l->err)];
	enum crypt_end how;
	uint64_t tag;

	if (!crypt_sealed(p->n->crypt, &tag, &how, err, sizeof(err)))
		machine_ends(MACHINE_AGENT, "nothing is being sealed");
	l = parcel_of(p, tag);
	if (l->signing) {
		note_signed(p, tag, how, err);
		return;
	}
	l->done = true;
	l->sealed = how == CRYPT_DONE;
	/* gpg that hangs says nothing of any key. */
	l->hopeless = how == CRYPT_HUNG;
	memcpy(l->err, err, sizeof(err));
}

static void
wait_for_idle(struct post *p)
{
	while (!crypt_idle(p->n->crypt))
		note_one(p);
}

static void
begin(struct post *p, size_t tag, int in, int out, const char *const *keys,
    size_t count, bool hidden)
{
	struct parcel *l = parcel_of(p, tag);

	l->done = false;
	wait_for_idle(p);
	crypt_seal(p->n->crypt, tag, in, out, keys, count, hidden, l->name);
}

/* Seals for the parcel at hand once more, and waits for it. */
static bool
again(struct post *p, int in, int out, const char *const *keys, size_t count,
    bool hidden)
{
	begin(p, p->settled, in, out, keys, count, hidden);
	while (!parcel_of(p, p->settled)->done)
		note_one(p);
	return parcel_of(p, p->settled)->sealed;
}

static bool
key_works(struct post *p, const char *fingerprint)
{
	int in, out;
	bool ok;

	in = memory_of("", 0);
	out = memory_of("", 0);
	ok = again(p, in, out, &fingerprint, 1, false);
	close(in);
	close(out);
	return ok;
}

/* One reader's dead key must not keep the parcel from the others. */
static void
without_dead_keys(struct post *p, struct parcel *l)
{
	size_t i, kept = 0;

	for (i = 0; i < l->key_count; i++) {
		if (key_works(p, l->keys[i]))
			l->keys[kept++] = l->keys[i];
		else if (l->hopeless)
			return;
		else
			night_attention(p->n,
			    "%s: key %s cannot be used; enrol a new one or end it in roster.xml",
			    l->path, l->keys[i]);
	}
	l->key_count = kept;
	if (ftruncate(l->out, 0) == -1 || lseek(l->out, 0, SEEK_SET) == -1)
		machine_ends(MACHINE_FILE, "memory file: %s", strerror(errno));
	if (kept > 0)
		again(p, l->in, l->out, l->keys, kept, l->hidden);
	else
		l->sealed = false;
}

/* The oldest parcel under way: waits for it; whether it is sealed. */
static bool
settle(struct post *p)
{
	struct parcel *l = parcel_of(p, p->settled);

	stop_here();
	while (!l->done)
		note_one(p);
	if (!l->sealed && !l->hopeless && l->key_count > 0)
		without_dead_keys(p, l);
	if (!l->sealed)
		night_attention(p->n, "%s is not delivered: %s", l->path,
		    l->key_count == 0 ? "nobody to read it" : l->err);
	buf_free(&l->archive);
	close(l->in);
	p->settled++;
	return l->sealed;
}

/* The same, and puts it in place. */
static void
deliver(struct post *p)
{
	struct parcel *l = parcel_of(p, p->settled);

	if (settle(p))
		publish_dated(p->n->hub->dir, l->path, l->out, p->at);
	else
		p->all = false;
	close(l->out);
}

/* The next place in the ring. */
static struct parcel *
new_parcel(struct post *p, const struct parcel *how)
{
	struct parcel *l;

	if (p->sent - p->settled == p->size)
		deliver(p);
	l = parcel_of(p, p->sent);
	*l = *how;
	l->out = memory_of("", 0);
	return l;
}

void
post_send(struct post *p, const char *path, const char *name, struct buf *text,
    const char **fingerprints, size_t count, bool hidden)
{
	struct parcel how = { .path = path,
		.name = name,
		.keys = fingerprints,
		.key_count = count,
		.hidden = hidden,
		.in = memory_of(text->data, text->len) };
	struct parcel *l = new_parcel(p, &how);

	buf_free(text);
	if (count > 0)
		begin(p, p->sent, l->in, l->out, fingerprints, count, hidden);
	else
		l->done = true;
	p->sent++;
}

void
post_send_signed(struct post *p, const char *path, struct buf *archive,
    int64_t made, const char **fingerprints, size_t count, bool hidden)
{
	struct parcel how = { .path = path,
		.keys = fingerprints,
		.key_count = count,
		.hidden = hidden,
		.archive = *archive,
		.made = made,
		.signing = true };
	struct buf sums = { 0 };
	struct parcel *l;
	int found;

	*archive = (struct buf){ 0 };
	found = signedfront_sums(how.archive.data, how.archive.len, &sums);
	how.in = memory_of(sums.data, sums.len);
	buf_free(&sums);
	l = new_parcel(p, &how);
	if (found == -1 || count == 0) {
		give_up(l, "it has no SHA256SUMS");
	} else {
		wait_for_idle(p);
		crypt_begin_sign(p->n->crypt, p->sent, l->in, l->out);
	}
	p->sent++;
}

int
post_seal_signed(struct night *n, const char *name, struct buf *archive,
    int64_t made, const char **fingerprints, size_t count, bool hidden)
{
	struct post *p = post_open(n, n->at);
	bool sealed;
	int out;

	post_send_signed(p, name, archive, made, fingerprints, count, hidden);
	sealed = settle(p);
	out = parcel_of(p, 0)->out;
	post_close(p);
	if (sealed)
		return out;
	close(out);
	return -1;
}

bool
post_close(struct post *p)
{
	bool all;

	while (p->settled < p->sent)
		deliver(p);
	all = p->all;
	free(p->ring);
	free(p);
	return all;
}

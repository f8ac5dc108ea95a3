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

struct parcel {
	const char *path;
	const char *name; /* inside; or NULL */
	const char **keys;
	size_t key_count;
	bool hidden;
	int in, out;
	bool done, sealed, hung;
	char err[256];
};

/* A ring: parcels from settled up to sent are under way. */
struct post {
	struct night *n;
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
post_open(struct night *n)
{
	struct post *p;

	p = mem_alloc(sizeof(*p));
	p->n = n;
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

/* One sealing that ended is noted with its parcel. */
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
	l->done = true;
	l->sealed = how == CRYPT_DONE;
	l->hung = how == CRYPT_HUNG;
	memcpy(l->err, err, sizeof(err));
}

static void
begin(struct post *p, size_t tag, int in, int out, const char *const *keys,
    size_t count, bool hidden)
{
	struct parcel *l = parcel_of(p, tag);

	l->done = false;
	while (!crypt_idle(p->n->crypt))
		note_one(p);
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
		else if (l->hung)
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

/* The oldest parcel under way: waits for it, and puts it in place. */
static void
deliver(struct post *p)
{
	struct parcel *l = parcel_of(p, p->settled);

	stop_here();
	while (!l->done)
		note_one(p);
	/* gpg that hangs says nothing of any key. */
	if (!l->sealed && !l->hung && l->key_count > 0)
		without_dead_keys(p, l);
	if (l->sealed)
		publish_fd(p->n->hub->dir, l->path, l->out);
	else {
		night_attention(p->n, "%s is not delivered: %s", l->path,
		    l->key_count == 0 ? "nobody to read it" : l->err);
		p->all = false;
	}
	close(l->in);
	close(l->out);
	p->settled++;
}

void
post_send(struct post *p, const char *path, const char *name, struct buf *text,
    const char **fingerprints, size_t count, bool hidden)
{
	struct parcel *l;

	if (p->sent - p->settled == p->size)
		deliver(p);
	l = parcel_of(p, p->sent);
	*l = (struct parcel){ .path = path,
		.name = name,
		.keys = fingerprints,
		.key_count = count,
		.hidden = hidden,
		.in = memory_of(text->data, text->len),
		.out = memory_of("", 0) };
	buf_free(text);
	if (count > 0)
		begin(p, p->sent, l->in, l->out, fingerprints, count, hidden);
	else
		l->done = true;
	p->sent++;
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

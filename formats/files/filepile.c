#include <stdlib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/bytepile.h"
#include "formats/base/mem.h"
#include "formats/files/archive.h"
#include "formats/files/filepile.h"

/* The files of an ordinary night. */
#define RAW (2U << 20)

struct filepile {
	struct arena *names;
	struct filepile_file *files;
	size_t count;
	struct bytepile *bytes; /* of all files, in a row */
	uint64_t begun;		/* where the file at hand begins */
	struct digest_run *run; /* over it; NULL: it has no bytes yet */
};

struct filepile *
filepile_new(void)
{
	struct filepile *p = mem_alloc(sizeof(*p));

	p->names = arena_new();
	p->bytes = bytepile_new(RAW);
	return p;
}

void
filepile_free(struct filepile *p)
{
	struct digest none;

	if (p == NULL)
		return;
	if (p->run != NULL)
		digest_end(p->run, &none);
	bytepile_free(p->bytes);
	free(p->files);
	arena_free(p->names);
	free(p);
}

static struct filepile_file *
end_file(struct filepile *p, const char *name)
{
	struct filepile_file *f = mem_push(&p->files, &p->count, sizeof(*f));

	f->name = arena_strdup(p->names, name);
	f->at = p->begun;
	f->len = (size_t)(bytepile_len(p->bytes) - p->begun);
	p->begun = bytepile_len(p->bytes);
	return f;
}

void
filepile_add(struct filepile *p, const char *name, struct buf *b)
{
	bytepile_put(p->bytes, b->data, b->len);
	digest_of(b->data, b->len, &end_file(p, name)->sha256);
	b->len = 0;
}

void
filepile_put(struct filepile *p, const void *data, size_t len)
{
	if (p->run == NULL)
		p->run = digest_begin();
	digest_add(p->run, data, len);
	bytepile_put(p->bytes, data, len);
}

bool
filepile_begun(const struct filepile *p)
{
	return p->run != NULL;
}

void
filepile_end(struct filepile *p, const char *name)
{
	filepile_put(p, "", 0);
	digest_end(p->run, &end_file(p, name)->sha256);
	p->run = NULL;
}

static int
by_name(const void *a, const void *b)
{
	const struct filepile_file *x = a, *y = b;

	return strcmp(x->name, y->name);
}

void
filepile_sort(struct filepile *p)
{
	if (p->count > 1)
		qsort(p->files, p->count, sizeof(*p->files), by_name);
}

size_t
filepile_count(const struct filepile *p)
{
	return p->count;
}

const struct filepile_file *
filepile_file(const struct filepile *p, size_t i)
{
	return &p->files[i];
}

void
filepile_get_part(
    struct filepile *p, size_t i, size_t from, size_t len, struct buf *out)
{
	bytepile_get(p->bytes, p->files[i].at + from, len, out);
}

void
filepile_get(struct filepile *p, size_t i, struct buf *out)
{
	filepile_get_part(p, i, 0, p->files[i].len, out);
}

struct archive_file *
filepile_all(struct filepile *p, struct arena *a, size_t *count)
{
	struct archive_file *all =
	    arena_alloc(a, (p->count + 1) * sizeof(*all));
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < p->count; i++) {
		b.len = 0;
		filepile_get(p, i, &b);
		all[i].name = arena_strdup(a, p->files[i].name);
		all[i].len = b.len;
		all[i].data = arena_strndup(a, buf_str(&b), b.len);
	}
	buf_free(&b);
	*count = p->count;
	return all;
}

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/backup/give.h"
#include "batch/backup/list.h"
#include "batch/backup/shelf.h"
#include "batch/base/log.h"
#include "batch/base/stop.h"
#include "batch/base/tongue.h"
#include "batch/store/publish.h"
#include "batch/store/readback.h"
#include "formats/base/mem.h"

#define CHUNK (1 << 20)

struct giving {
	struct shelf *shelf;
	int dir;
	const char *path, *journal;
	GHashTable *sent; /* digest -> where it lies in the outbox */
	struct given_back *out;
};

static void __attribute__((noreturn))
cannot(struct giving *g, const struct listed *f, const char *what)
{
	log_fatal(EX_IOERR, "%s/%s: %s: %s", g->path, f->path,
	    tongue_form(what), strerror(errno));
}

static const char *
place_of(struct giving *g, const struct listed *f)
{
	return strcmp(f->path, "journal") == 0 ? g->journal : f->path;
}

static void
make_parent(struct giving *g, const struct listed *f)
{
	const char *slash = strrchr(f->path, '/');
	char *head;

	if (slash == NULL)
		return;
	head = mem_printf("%.*s", (int)(slash - f->path), f->path);
	publish_mkdir(g->dir, head);
	free(head);
}

static void
give_folder(struct giving *g, const struct listed *f)
{
	int fd;

	publish_mkdir(g->dir, f->path);
	fd = publish_openat(g->dir, f->path, O_RDONLY | O_DIRECTORY);
	if (fd == -1 || fchmod(fd, f->mode | 0700) == -1)
		cannot(g, f, "cannot be made");
	close(fd);
}

static void
set_time(int fd, const struct listed *f)
{
	struct timespec t[2] = { { .tv_nsec = UTIME_OMIT } };
	long nanos = 0;
	int64_t seconds = 0;

	if (sscanf(f->time, "%" SCNd64 ".%9ld", &seconds, &nanos) != 2)
		return;
	t[1].tv_sec = seconds;
	t[1].tv_nsec = nanos;
	futimens(fd, t);
}

static void
copy(struct giving *g, const struct listed *f, int from, int to)
{
	char *chunk = mem_alloc(CHUNK), *p;
	ssize_t n, w;

	while ((n = read(from, chunk, CHUNK)) > 0)
		for (p = chunk; n > 0; p += w, n -= w) {
			w = write(to, p, (size_t)n);
			if (w == -1 && errno != EINTR)
				cannot(g, f, "cannot be written");
			w = w == -1 ? 0 : w;
		}
	if (n == -1)
		cannot(g, f, "cannot be read from the backup");
	free(chunk);
}

/* Under the name that it has with its audience, or with another reader. */
static bool
linked(struct giving *g, const struct listed *f)
{
	const char *there;

	if (strncmp(f->path, "outbox/", 7) != 0)
		return false;
	there = g_hash_table_lookup(g->sent, f->sha256);
	if (there != NULL)
		return linkat(g->dir, there, g->dir, f->path, 0) == 0;
	g_hash_table_insert(
	    g->sent, (char *)(uintptr_t)f->sha256, (char *)(uintptr_t)f->path);
	return false;
}

static void
give_file(struct giving *g, const struct listed *f)
{
	int from, to;

	stop_here();
	make_parent(g, f);
	g->out->files++;
	g->out->bytes += f->size;
	if (linked(g, f))
		return;
	from = shelf_get(g->shelf, f);
	if (from == -1)
		cannot(g, f, "is not in the backup");
	to = publish_openat(
	    g->dir, place_of(g, f), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW);
	if (to == -1)
		cannot(g, f, "cannot be made");
	copy(g, f, from, to);
	if (fchmod(to, f->mode) == -1)
		cannot(g, f, "cannot be made");
	set_time(to, f);
	if (close(to) == -1)
		cannot(g, f, "cannot be written");
	close(from);
}

static void
compare(struct giving *g, const struct listed *f)
{
	char hex[DIGEST_HEX];

	stop_here();
	if (readback_digest(g->dir, place_of(g, f), hex) &&
	    strcmp(hex, f->sha256) == 0)
		return;
	log_fatal(EX_DATAERR,
	    "%s: the backup holds other bytes than its list says; make it anew with backup --full, or restore an older list",
	    f->path);
}

void
give_hub(struct shelf *s, const struct list *l, int dir, const char *path,
    const char *journal, struct given_back *out)
{
	struct giving g = { .shelf = s,
		.dir = dir,
		.path = path,
		.journal = journal,
		.out = out };
	size_t i;

	*out = (struct given_back){ 0 };
	g.sent = g_hash_table_new(g_str_hash, g_str_equal);
	log_disk(path);
	for (i = 0; i < l->count; i++)
		if (l->files[i].folder)
			give_folder(&g, &l->files[i]);
		else
			give_file(&g, &l->files[i]);
	publish_syncfs(dir, ".");
	for (i = 0; i < l->count; i++)
		if (!l->files[i].folder)
			compare(&g, &l->files[i]);
	g_hash_table_destroy(g.sent);
}

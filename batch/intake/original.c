#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch/base/machine.h"
#include "batch/intake/original.h"
#include "batch/intake/upload.h"
#include "batch/night/arrival.h"
#include "batch/night/night.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"

/* ".toiyaba-NN-NAME"; of a name that does not fit its start, and "+". */
#define ASIDE	    ".toiyaba-"
#define ASIDE_LEN   (sizeof(ASIDE "00-") - 1)
#define ASIDE_TRIES 100
#define CHUNK	    16384
#define ASIDE_ROOM  (NAME_MAX - ASIDE_LEN)

static const char *
base_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

bool
original_is_aside(const char *path)
{
	const char *name = base_of(path);

	return strncmp(name, ASIDE, sizeof(ASIDE) - 1) == 0 &&
	       strlen(name) > ASIDE_LEN;
}

const char *
original_path(struct arena *a, const char *path)
{
	const char *name = base_of(path);

	if (!original_is_aside(path) || name[ASIDE_LEN - 1] != '-')
		return path;
	return arena_printf(
	    a, "%.*s%s", (int)(name - path), path, name + ASIDE_LEN);
}

/* A machine that fails ends the night; a folder that does not let us waits for
 * a person, and holds up nobody else. */
static void
stuck(struct night *n, const struct arrival *a, const char *what)
{
	if (errno == EIO || errno == ENOSPC)
		machine_ends(MACHINE_FILE, "%s/%s: %s: %s", n->hub->path,
		    a->unlink, what, strerror(errno));
	night_attention_at(n, a->path,
	    "%s: %s; it is safe in the hub, remove it by hand", what,
	    strerror(errno));
}

/* The name it has now; NULL: it is not there any more, or stays. */
static const char *
move_aside(struct night *n, const struct arrival *a, int dir, const char *name)
{
	const char *aside;
	bool fits = strlen(name) <= ASIDE_ROOM;
	int i;

	for (i = 0; i < ASIDE_TRIES; i++) {
		aside = arena_printf(n->arena, ASIDE "%02d%c%.*s", i,
		    fits ? '-' : '+', (int)ASIDE_ROOM, name);
		if (renameat2(dir, name, dir, aside, RENAME_NOREPLACE) == 0)
			return aside;
		if (errno != EEXIST)
			break;
	}
	if (errno != ENOENT)
		stuck(n, a, "cannot be removed");
	return NULL;
}

/* Bytes that were written into it while it went: they get a name again. */
static void
bring_back(
    struct night *n, const struct arrival *a, int dir, const char *name, int fd)
{
	char chunk[65536];
	ssize_t got;
	off_t at = 0;
	int out;

	out = publish_openat(dir, name, O_WRONLY | O_CREAT | O_EXCL);
	while (out != -1 && (got = pread(fd, chunk, sizeof(chunk), at)) > 0) {
		if (write(out, chunk, (size_t)got) != got)
			break;
		at += got;
	}
	if (out == -1 || got != 0)
		machine_ends(MACHINE_FILE,
		    "%s/%s: written while it was removed, and cannot be kept: %s",
		    n->hub->path, a->unlink, strerror(errno));
	close(out);
}

static bool
has_bytes(int fd, const char *sha256, struct stat *st)
{
	struct digest_run *r;
	struct digest d;
	char chunk[CHUNK], hex[DIGEST_HEX];
	struct stat before;
	ssize_t got;

	if (fstat(fd, &before) == -1 || !S_ISREG(before.st_mode) ||
	    upload_look(fd) == UPLOAD_OPEN)
		return false;
	r = digest_begin();
	while ((got = read(fd, chunk, sizeof(chunk))) > 0)
		digest_add(r, chunk, (size_t)got);
	digest_end(r, &d);
	digest_hex(&d, hex);
	return got == 0 && fstat(fd, st) == 0 && upload_is_same(&before, st) &&
	       strcmp(hex, sha256) == 0;
}

/* false: it has other bytes, or is being written, and stays. */
static bool
remove_same(
    struct night *n, const struct arrival *a, int dir, const char *aside)
{
	struct stat then, now;
	bool same;
	int fd;

	fd = publish_openat(dir, aside, O_RDONLY | O_NONBLOCK | O_NOCTTY);
	same = fd != -1 && has_bytes(fd, a->sha256, &then);
	if (same && unlinkat(dir, aside, 0) == -1 && errno != ENOENT)
		stuck(n, a, "cannot be removed");
	else if (same && fstat(fd, &now) == 0 &&
		 (now.st_size != then.st_size ||
		     now.st_mtim.tv_sec != then.st_mtim.tv_sec ||
		     now.st_mtim.tv_nsec != then.st_mtim.tv_nsec)) {
		bring_back(n, a, dir, aside, fd);
		same = false;
	}
	if (fd != -1)
		close(fd);
	return same;
}

static void
put_back(struct night *n, const struct arrival *a, int dir, const char *aside)
{
	const char *name = original_path(n->arena, aside);
	bool known = strcmp(name, aside) != 0;

	if (known && renameat2(dir, aside, dir, name, RENAME_NOREPLACE) == 0)
		night_attention_at(n, a->path,
		    "another file came in its place in the night; it waits for the next one");
	else if (known && errno == EIO)
		stuck(n, a, "cannot be put back");
	else if (known && errno == ENOENT)
		return;
	else
		night_attention_at(n, a->path,
		    "another file came in its place in the night; it waits for the next one as %s",
		    text_escape(n->arena, aside, strlen(aside), 4096));
}

void
original_remove(struct night *n, const struct arrival *a)
{
	const char *name = base_of(a->unlink), *aside = name;
	int dir;

	dir = publish_openat(n->hub->dir,
	    arena_printf(n->arena, "%.*s", (int)(name - a->unlink), a->unlink),
	    O_RDONLY | O_DIRECTORY);
	if (dir == -1) {
		if (errno != ENOENT)
			stuck(n, a, "its folder cannot be opened");
		return;
	}
	if (!original_is_aside(name))
		aside = move_aside(n, a, dir, name);
	if (aside != NULL && !remove_same(n, a, dir, aside))
		put_back(n, a, dir, aside);
	close(dir);
}

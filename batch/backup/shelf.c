#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/backup/list.h"
#include "batch/backup/shelf.h"
#include "batch/base/log.h"
#include "batch/base/tongue.h"
#include "batch/store/publish.h"
#include "batch/store/readback.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/utc.h"
#include "formats/base/writeall.h"

#define ROOT	 "toiyaba"
#define LISTS	 "lists"
#define WAITING	 "data/waiting"
#define CHUNK	 (1 << 20)
#define LIST_MAX (1U << 30)

struct shelf {
	struct arena *a;
	const char *path;
	int dir, lock;
	const char **waiting; /* digests */
	size_t waiting_count;
	uint64_t added;
	size_t added_count;
};

static void __attribute__((noreturn))
fails(struct shelf *s, int code, const char *what)
{
	log_fatal(code, "%s/" ROOT "/%s: %s", s->path, tongue_form(what),
	    strerror(errno));
}

static void
take_lock(struct shelf *s)
{
	struct flock fl = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	s->lock = publish_openat(s->dir, ".lock", O_RDWR | O_CREAT);
	if (s->lock == -1)
		fails(s,
		    errno == EACCES || errno == EROFS ? EX_NOPERM
						      : EX_CANTCREAT,
		    ".lock");
	if (fcntl(s->lock, F_OFD_SETLK, &fl) == -1)
		log_fatal(EX_TEMPFAIL,
		    "%s: another backup is being written there; try again when it has ended",
		    s->path);
}

/* What a killed one was about to give a name, and what fails now. */
static void
drop_waiting(struct shelf *s)
{
	struct dirent *e;
	DIR *d;
	int fd;

	fd = publish_openat(s->dir, WAITING, O_RDONLY | O_DIRECTORY);
	d = fd == -1 ? NULL : fdopendir(fd);
	while (d != NULL && (e = readdir(d)) != NULL)
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			unlinkat(dirfd(d), e->d_name, 0);
	if (d != NULL)
		closedir(d);
}

static void
make(struct shelf *s, int base)
{
	if (mkdirat(base, ROOT, 0700) == -1 && errno != EEXIST)
		log_fatal(errno == EACCES || errno == EROFS ? EX_NOPERM
							    : EX_CANTCREAT,
		    "%s/" ROOT ": %s", s->path, strerror(errno));
}

struct shelf *
shelf_open(struct arena *a, const char *path, bool write)
{
	struct shelf *s = arena_alloc(a, sizeof(*s));
	int base;

	s->a = a;
	s->path = path;
	s->lock = -1;
	base = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (base == -1)
		log_fatal(errno == EACCES ? EX_NOPERM : EX_CANTCREAT,
		    "%s: no medium here: %s", path, strerror(errno));
	if (write)
		make(s, base);
	s->dir = publish_openat(base, ROOT, O_RDONLY | O_DIRECTORY);
	close(base);
	if (s->dir == -1)
		log_fatal(
		    EX_USAGE, "%s: no backup here: %s", path, strerror(errno));
	if (!write)
		return s;
	log_disk(path);
	take_lock(s);
	publish_mkdir(s->dir, WAITING);
	publish_mkdir(s->dir, LISTS);
	drop_waiting(s);
	return s;
}

void
shelf_close(struct shelf *s)
{
	if (s->lock != -1)
		close(s->lock);
	close(s->dir);
}

static const char *
place_of(struct shelf *s, const char *sha256)
{
	return arena_printf(s->a, "data/%.2s/%s", sha256, sha256);
}

static const char *
waits_at(struct shelf *s, const char *sha256)
{
	return arena_printf(s->a, WAITING "/%s", sha256);
}

bool
shelf_has(struct shelf *s, const struct listed *f, bool full)
{
	char path[DIGEST_HEX + 16], hex[DIGEST_HEX];
	struct stat st;

	snprintf(path, sizeof(path), "data/%.2s/%s", f->sha256, f->sha256);
	if (fstatat(s->dir, path, &st, AT_SYMLINK_NOFOLLOW) == -1 ||
	    !S_ISREG(st.st_mode) || (uint64_t)st.st_size != f->size)
		return false;
	return !full || (readback_digest(s->dir, path, hex) &&
			    strcmp(hex, f->sha256) == 0);
}

/* No half file is left to take room. */
static void __attribute__((noreturn))
cannot_write(struct shelf *s, const char *path)
{
	int why = errno;

	drop_waiting(s);
	errno = why;
	log_fatal(EX_IOERR,
	    "%s: %s cannot be written: %s; backups that stood there stand",
	    s->path, path, strerror(why));
}

static void
copy(struct shelf *s, int from, int to, const char *path, struct listed *f)
{
	struct digest_run *r = digest_begin();
	char *chunk = mem_alloc(CHUNK);
	struct digest d;
	ssize_t n;

	f->size = 0;
	while ((n = pread(from, chunk, CHUNK, (off_t)f->size)) > 0) {
		digest_add(r, chunk, (size_t)n);
		f->size += (uint64_t)n;
		if (!writeall(to, chunk, (size_t)n))
			cannot_write(s, path);
	}
	if (n == -1)
		log_fatal(
		    EX_IOERR, "%s: cannot be read: %s", path, strerror(errno));
	digest_end(r, &d);
	digest_hex(&d, f->sha256);
	free(chunk);
}

void
shelf_put(
    struct shelf *s, int fd, const char *path, struct listed *f, bool full)
{
	static const char begun[] = WAITING "/begun";
	int to;

	to = publish_openat(
	    s->dir, begun, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW);
	if (to == -1)
		cannot_write(s, path);
	copy(s, fd, to, path, f);
	if (close(to) == -1)
		cannot_write(s, path);
	if (shelf_has(s, f, full)) {
		unlinkat(s->dir, begun, 0);
		return;
	}
	if (renameat(s->dir, begun, s->dir, waits_at(s, f->sha256)) == -1)
		cannot_write(s, path);
	arena_push_str(s->a, &s->waiting, &s->waiting_count,
	    arena_strdup(s->a, f->sha256));
	s->added += f->size;
	s->added_count++;
}

static void
settle(struct shelf *s, const char *sha256)
{
	const char *from = waits_at(s, sha256), *to = place_of(s, sha256);
	char hex[DIGEST_HEX];

	/* Two files of the hub may hold the same. */
	if (faccessat(s->dir, from, F_OK, AT_SYMLINK_NOFOLLOW) == -1 &&
	    errno == ENOENT)
		return;
	if (!readback_digest(s->dir, from, hex) || strcmp(hex, sha256) != 0) {
		errno = EIO;
		drop_waiting(s);
		fails(s, EX_IOERR, "what was written reads otherwise");
	}
	publish_mkdir(s->dir, arena_printf(s->a, "data/%.2s", sha256));
	if (renameat(s->dir, from, s->dir, to) == -1)
		fails(s, EX_IOERR, to);
}

void
shelf_settle(struct shelf *s)
{
	size_t i;

	if (s->waiting_count == 0)
		return;
	publish_syncfs(s->dir, ".");
	for (i = 0; i < s->waiting_count; i++)
		settle(s, s->waiting[i]);
	publish_syncfs(s->dir, ".");
	s->waiting_count = 0;
}

uint64_t
shelf_added(const struct shelf *s, size_t *files)
{
	*files = s->added_count;
	return s->added;
}

int
shelf_get(struct shelf *s, const struct listed *f)
{
	return publish_openat(
	    s->dir, place_of(s, f->sha256), O_RDONLY | O_NOCTTY);
}

/* After its time, and after any that stands there. */
static const char *
name_list(struct shelf *s, int64_t at)
{
	char t[UTC_TEXT];
	const char *base, *name;
	unsigned i;

	utc_text(at, t);
	base = arena_printf(s->a, "%.4s%.2s%.2sT%.2s%.2s%.2s", t, t + 5, t + 8,
	    t + 11, t + 14, t + 17);
	name = arena_printf(s->a, "%s.list", base);
	for (i = 2; faccessat(s->dir, arena_printf(s->a, LISTS "/%s", name),
			F_OK, AT_SYMLINK_NOFOLLOW) == 0;
	     i++)
		name = arena_printf(s->a, "%s-%03u.list", base, i);
	return name;
}

const char *
shelf_list(struct shelf *s, const struct list *l, char sha256[DIGEST_HEX])
{
	const char *name = name_list(s, l->at), *path;
	char hex[DIGEST_HEX];
	struct buf b = { 0 };
	struct digest d;

	list_write(l, &b);
	path = arena_printf(s->a, LISTS "/%s", name);
	publish_bytes(s->dir, path, b.data, b.len);
	digest_of(b.data, b.len, &d);
	digest_hex(&d, sha256);
	buf_free(&b);
	if (readback_digest(s->dir, path, hex) && strcmp(hex, sha256) == 0)
		return name;
	errno = EIO;
	fails(s, EX_IOERR, path);
}

static int
is_list(const struct dirent *e)
{
	size_t len = strlen(e->d_name);

	return e->d_name[0] != '.' && len > 5 &&
	       strcmp(e->d_name + len - 5, ".list") == 0;
}

/* By their names, which are times: "-" comes before ".". */
static int
by_time(const struct dirent **a, const struct dirent **b)
{
	int c = strncmp((*a)->d_name, (*b)->d_name, 15);

	if (c != 0)
		return c;
	return strlen((*a)->d_name) == strlen((*b)->d_name)
		   ? strcmp((*a)->d_name, (*b)->d_name)
		   : (strlen((*a)->d_name) > strlen((*b)->d_name) ? 1 : -1);
}

/* In the order of their times. */
static const char **
names_of(struct shelf *s, size_t *count)
{
	struct dirent **all = NULL;
	const char **names = NULL;
	int i, n;

	*count = 0;
	n = scandirat(s->dir, LISTS, &all, is_list, by_time);
	for (i = 0; i < n; i++) {
		arena_push_str(
		    s->a, &names, count, arena_strdup(s->a, all[i]->d_name));
		free(all[i]);
	}
	free(all);
	return names;
}

static const char *
newest(struct shelf *s)
{
	size_t count;
	const char **names = names_of(s, &count);

	return count == 0 ? NULL : names[count - 1];
}

/* NULL and errno. */
static char *
read_text(struct shelf *s, const char *path, size_t *len)
{
	struct stat st;
	size_t have = 0;
	char *text;
	ssize_t n = 1;
	int fd;

	errno = 0;
	fd = publish_openat(s->dir, path, O_RDONLY | O_NONBLOCK);
	if (fd == -1)
		return NULL;
	if (fstat(fd, &st) == -1 || !S_ISREG(st.st_mode) ||
	    st.st_size > LIST_MAX) {
		errno = errno == 0 ? EINVAL : errno;
		close(fd);
		return NULL;
	}
	text = arena_alloc(s->a, (size_t)st.st_size + 1);
	while (have < (size_t)st.st_size && n > 0) {
		n = read(fd, text + have, (size_t)st.st_size - have);
		have += n > 0 ? (size_t)n : 0;
	}
	if (n == 0)
		errno = EIO;
	close(fd);
	*len = have;
	return n > 0 ? text : NULL;
}

/* False: why stands in err. */
static bool
read_list(struct shelf *s, const char *path, struct list *l,
    char sha256[DIGEST_HEX], char *err, size_t errlen)
{
	struct digest d;
	size_t len;
	char *text = read_text(s, path, &len);

	if (text == NULL) {
		snprintf(err, errlen, "%s", strerror(errno));
		return false;
	}
	digest_of(text, len, &d);
	digest_hex(&d, sha256);
	*l = (struct list){ .a = s->a };
	return list_read(l, text, len, err, errlen);
}

bool
shelf_before(struct shelf *s, struct list *l, size_t *damaged)
{
	char err[200], sha256[DIGEST_HEX];
	const char **names, *path;
	size_t count;

	names = names_of(s, &count);
	while (count-- > 0) {
		path = arena_printf(s->a, LISTS "/%s", names[count]);
		if (read_list(s, path, l, sha256, err, sizeof(err)))
			return true;
		log_warn(
		    "%s: the last list, %s, cannot be used: %s; the one before it is, where there is one",
		    s->path, names[count], err);
		++*damaged;
	}
	*l = (struct list){ .a = s->a };
	return false;
}

const char *
shelf_read(
    struct shelf *s, const char *name, struct list *l, char sha256[DIGEST_HEX])
{
	const char *path;
	char err[200];

	if (name == NULL)
		name = newest(s);
	if (name == NULL)
		return NULL;
	path = arena_printf(s->a, LISTS "/%s", name);
	if (!read_list(s, path, l, sha256, err, sizeof(err)))
		log_fatal(EX_DATAERR,
		    "%s/" ROOT "/%s: %s; name another one of the same folder",
		    s->path, path, err);
	return name;
}

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/handout/handout.h"
#include "batch/media/tray.h"
#include "batch/report/sumsign.h"
#include "batch/store/hub.h"
#include "batch/store/publish.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/memfile.h"
#include "formats/files/archive.h"
#include "formats/files/zipwrite.h"

/* A line of sha256sum: digest, two blanks, name. */
#define NAME_AT (DIGEST_HEX - 1 + 2)

struct handout {
	struct hub *h;
	const char *period;
	struct archive_file *files;
	size_t count;
	struct buf sums;
};

static const char *
path_of(const struct handout *o, const char *name)
{
	return arena_printf(o->h->arena, "reports/%s/%s", o->period, name);
}

static void
add(struct handout *o, const char *name)
{
	struct archive_file *f;
	size_t len;
	char *data = hub_read(o->h, path_of(o, name), &len);

	if (data == NULL)
		log_fatal(EX_IOERR,
		    "%s: is not there whole; make the report again",
		    path_of(o, name));
	f = arena_push(o->h->arena, &o->files, &o->count, sizeof(*f));
	*f = (struct archive_file){ .name = arena_printf(
					o->h->arena, "%s/%s", o->period, name),
		.data = data,
		.len = len };
	sumsign_line(&o->sums, name, data, len);
}

/* A report that somebody wrote into is none of the hub's. */
static void
check_line(const struct handout *o, size_t at, const char *line, size_t len)
{
	if (o->sums.len - at != len + 1 ||
	    memcmp(o->sums.data + at, line, len) != 0)
		log_fatal(EX_IOERR,
		    "%s is not what the report wrote; make it again",
		    o->files[o->count - 1].name);
}

static void
add_written(struct handout *o)
{
	size_t len, at;
	char *sums = hub_read(o->h, path_of(o, SUMSIGN_SUMS), &len), *line,
	     *end;

	if (sums == NULL)
		log_fatal(EX_USAGE,
		    "%s: there is no report of that period; toiyaba report makes it",
		    o->period);
	for (line = sums; (end = strchr(line, '\n')) != NULL; line = end + 1) {
		*end = '\0';
		if (end - line <= NAME_AT || strchr(line, '/') != NULL)
			log_fatal(EX_IOERR, "%s: a line is not one of ours",
			    path_of(o, SUMSIGN_SUMS));
		at = o->sums.len;
		add(o, line + NAME_AT);
		check_line(o, at, line, (size_t)(end - line));
	}
}

static bool
is_pdf(const char *name)
{
	size_t len = strlen(name);

	return name[0] != '.' && len > 4 && strcmp(name + len - 4, ".pdf") == 0;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Set from the report by another program, and signed as it lies here. */
static void
add_set(struct handout *o)
{
	int fd =
	    publish_openat(o->h->dir, path_of(o, "."), O_RDONLY | O_DIRECTORY);
	DIR *dir = fd == -1 ? NULL : fdopendir(fd);
	const char **names = NULL;
	struct dirent *d;
	size_t count = 0, i;

	while (dir != NULL && (d = readdir(dir)) != NULL)
		if (is_pdf(d->d_name))
			arena_push_str(o->h->arena, &names, &count,
			    arena_strdup(o->h->arena, d->d_name));
	if (dir != NULL)
		closedir(dir);
	if (count > 0)
		qsort(names, count, sizeof(*names), by_name);
	for (i = 0; i < count; i++)
		add(o, names[i]);
}

static void
add_own(struct handout *o, const char *name, struct buf *b)
{
	archive_add(o->h->arena, &o->files, &o->count,
	    arena_printf(o->h->arena, "%s/%s", o->period, name), b);
}

static void
sign(struct handout *o, int64_t at)
{
	struct buf signature = { 0 };
	const char *fault = sumsign_sign(o->h, &o->sums, at, &signature);

	if (fault != NULL)
		log_fatal(EX_UNAVAILABLE, "%s: cannot be signed: %s", o->period,
		    fault);
	add_own(o, SUMSIGN_SUMS, &o->sums);
	add_own(o, SUMSIGN_NAME, &signature);
}

static void
lay(struct handout *o, const char *dir, int64_t at, char sha256[DIGEST_HEX])
{
	const char *name = arena_printf(o->h->arena, "%s.zip", o->period);
	struct tray *t = tray_open(o->h->arena, dir);
	struct buf zip = { 0 };
	int fd, why;

	if (tray_taken(t, &name, 1) != NULL)
		log_fatal(EX_CANTCREAT, "%s: %s is there already", dir, name);
	if (zip_write(&zip, o->files, o->count, at) == -1)
		log_fatal(EX_SOFTWARE, "%s: is more than a zip holds", name);
	fd = memfile_of("report", zip.data, zip.len);
	buf_free(&zip);
	tray_begin(t);
	if (fd == -1 || !tray_lay(t, name, fd, sha256)) {
		why = errno;
		tray_drop(t);
		log_fatal(EX_IOERR, "%s: %s did not get there whole: %s", dir,
		    name, strerror(why));
	}
	close(fd);
	tray_place(t, &name, 1);
	tray_close(t);
}

void
handout_lay(struct hub *h, const char *period, const char *dir, int64_t at,
    struct buf *slip)
{
	struct handout o = { .h = h, .period = period };
	char sha256[DIGEST_HEX], day[11];

	add_written(&o);
	add_set(&o);
	sign(&o, at);
	lay(&o, dir, at, sha256);
	clock_day(at, day);
	buf_printf(slip, "%s.zip  %s  TLP:%s\nsha256  %s\n", period, day,
	    h->settings.report_tlp, sha256);
	buf_free(&o.sums);
}

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/memfile.h"
#include "formats/base/reason.h"
#include "formats/config/roster.h"
#include "formats/files/archive.h"
#include "formats/package/package.h"
#include "keys/home.h"
#include "keys/ring.h"

static void
read_whole(const char *path, struct buf *b)
{
	char chunk[65536];
	ssize_t n;
	int fd;

	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd == -1)
		log_fatal(EX_DATAERR, "%s: %s", path, strerror(errno));
	while ((n = read(fd, chunk, sizeof(chunk))) > 0)
		buf_put(b, chunk, (size_t)n);
	close(fd);
	if (n == -1)
		log_fatal(EX_DATAERR, "%s: %s", path, strerror(errno));
}

/* The files that the manifest lists, with the digests it says. */
static struct archive_file *
gather(struct arena *a, const struct package *p, const char *dir, size_t *count)
{
	struct archive_file *list = NULL, *f;
	const struct pkg_file *pf;
	struct digest d;
	struct buf b;
	size_t i, k, j;

	for (i = 0; i < p->submission_count; i++)
		for (k = 0; k < p->submissions[i].file_count; k++) {
			pf = &p->submissions[i].files[k];
			for (j = 0; j < *count; j++)
				if (strcmp(list[j].name, pf->path) == 0)
					break;
			if (j < *count)
				continue;
			b = (struct buf){ 0 };
			read_whole(arena_printf(a, "%s/%s", dir, pf->path), &b);
			digest_of(b.data, b.len, &d);
			if (!digest_equal(&d, &pf->sha256))
				log_fatal(EX_DATAERR,
				    "%s: its SHA-256 is not the one in the manifest",
				    pf->path);
			f = arena_push(a, &list, count, sizeof(*f));
			f->name = pf->path;
			f->len = b.len;
			f->data = arena_strndup(a, buf_str(&b), b.len);
			buf_free(&b);
		}
	f = arena_push(a, &list, count, sizeof(*f));
	f->name = "manifest.xml";
	return list;
}

static int
memory_file(const struct buf *b)
{
	int fd;

	fd = memfile_of("package", b->data, b->len);
	if (fd == -1)
		log_fatal(EX_OSERR, "memory file: %s", strerror(errno));
	return fd;
}

/* Signed at another time, in a short-lived home over the keyring; else in the
 * keyring's own home, with its agent. */
struct signing {
	struct home home;
	struct ring *ring;
};

static void
end_signing(struct signing *s)
{
	ring_close(s->ring);
	if (s->home.path[0] == '\0')
		return;
	home_empty(s->home.path);
	home_remove(&s->home);
}

static void
begin_signing(struct signing *s, const char *homedir)
{
	char err[RING_ERR], *base;
	int rc = 0;

	if (clock_is_set()) {
		base =
		    homedir == NULL ? ring_default_home() : mem_strdup(homedir);
		if (home_make(&s->home, err, sizeof(err)) == -1)
			log_fatal(EX_CANTCREAT, "%s", err);
		rc =
		    home_configure(s->home.path, clock_now(), err, sizeof(err));
		if (rc == 0)
			rc = home_fill(s->home.path, base, err, sizeof(err));
		homedir = s->home.path;
		free(base);
	}
	if (rc == 0)
		s->ring = ring_open(homedir, err, sizeof(err));
	if (s->ring == NULL) {
		end_signing(s);
		log_fatal(EX_UNAVAILABLE, "%s", err);
	}
	ring_ask(s->ring);
}

static void
seal(const char *homedir, const char *key, const char *hub,
    const struct buf *archive, const char *out)
{
	struct signing s = { 0 };
	char err[RING_ERR];
	int in, to, rc;

	in = memory_file(archive);
	begin_signing(&s, homedir);
	to = open(out, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (to == -1) {
		end_signing(&s);
		log_fatal(EX_CANTCREAT, "%s: %s", out, strerror(errno));
	}
	rc = ring_seal(
	    s.ring, key, in, to, &hub, 1, false, NULL, err, sizeof(err));
	end_signing(&s);
	if (rc == -1) {
		unlink(out);
		log_fatal(EX_UNAVAILABLE, "%s", err);
	}
	if (fsync(to) == -1 && errno != EINVAL)
		log_fatal(EX_IOERR, "%s: %s", out, strerror(errno));
	close(in);
	close(to);
}

int
cmd_pack(int argc, char **argv)
{
	static const char usage[] =
	    "pack MANIFEST --key FPR --hub FPR -o FILE [--homedir DIR] [--at TIME]";
	const char *key = NULL, *hub = NULL, *out = NULL, *homedir = NULL;
	struct option_list rest = { 0 };
	struct refusal why = { 0 };
	struct buf manifest = { 0 }, archive = { 0 };
	struct archive_file *files;
	struct package *p;
	struct arena *a;
	size_t count = 0;
	const struct option_spec specs[] = {
		{ "--key", "FPR", .text = &key },
		{ "--hub", "FPR", .text = &hub },
		{ "-o", "FILE", .text = &out },
		{ "--homedir", "DIR", .text = &homedir },
		{ "--at", "TIME", .at = true },
	};

	options_read(argc, argv, usage, specs, 5, &rest, 1, 1);
	if (key == NULL || hub == NULL || out == NULL)
		log_fatal(EX_USAGE, "usage: toiyaba %s", usage);
	a = arena_new();
	if (roster_fingerprint(a, key) == NULL ||
	    roster_fingerprint(a, hub) == NULL)
		log_fatal(EX_USAGE, "--key and --hub want 40 hex digits");
	hub = roster_fingerprint(a, hub);
	read_whole(rest.v[0], &manifest);
	p = package_parse(a, manifest.data, manifest.len, &why);
	if (p == NULL)
		log_fatal(EX_DATAERR, "%s: %s: %s", rest.v[0],
		    reason_word(why.reason), refusal_detail(&why));
	if (strcmp(p->to, hub) != 0)
		log_fatal(EX_DATAERR, "%s: to names another hub than --hub",
		    rest.v[0]);
	files = gather(a, p, dirname(arena_strdup(a, rest.v[0])), &count);
	files[count - 1].data = manifest.data;
	files[count - 1].len = manifest.len;
	if (archive_pack(&archive, files, count, p->created) == -1)
		log_fatal(EX_SOFTWARE, "the archive cannot be made");
	seal(homedir, roster_fingerprint(a, key), hub, &archive, out);
	buf_free(&archive);
	buf_free(&manifest);
	arena_free(a);
	return 0;
}

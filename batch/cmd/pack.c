#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/base/tongue.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "batch/gate/ownnames.h"
#include "batch/member/draft.h"
#include "batch/member/padding.h"
#include "batch/member/sealing.h"
#include "batch/member/wholefile.h"
#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/reason.h"
#include "formats/config/roster.h"
#include "formats/files/archive.h"
#include "formats/package/package.h"
#include "keys/ring.h"

/* The files that the manifest lists, with the digests it says. */
struct gathering {
	struct arena *a;
	const char *dir;
	struct archive_file *list;
	size_t count;
};

static void
gather_file(struct gathering *g, const struct pkg_file *pf)
{
	struct archive_file *f;
	struct digest d;
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < g->count; i++)
		if (strcmp(g->list[i].name, pf->path) == 0)
			return;
	wholefile_read(arena_printf(g->a, "%s/%s", g->dir, pf->path), &b);
	digest_of(b.data, b.len, &d);
	if (!digest_equal(&d, &pf->sha256))
		log_fatal(EX_DATAERR,
		    "%s: its SHA-256 is not the one in the manifest", pf->path);
	f = arena_push(g->a, &g->list, &g->count, sizeof(*f));
	f->name = pf->path;
	f->len = b.len;
	f->data = arena_strndup(g->a, buf_str(&b), b.len);
	buf_free(&b);
}

static struct archive_file *
gather(struct arena *a, const struct package *p, const char *dir, size_t *count)
{
	struct gathering g = { .a = a, .dir = dir };
	size_t i, k;

	for (i = 0; i < p->submission_count; i++)
		for (k = 0; k < p->submissions[i].file_count; k++)
			gather_file(&g, &p->submissions[i].files[k]);
	for (i = 0; i < p->chapter_count; i++)
		for (k = 0; k < p->chapters[i].picture_count; k++)
			gather_file(&g, &p->chapters[i].pictures[k].file);
	arena_push(a, &g.list, &g.count, sizeof(*g.list));
	g.list[g.count - 1].name = "manifest.xml";
	*count = g.count;
	return g.list;
}

struct packing {
	const char *key, *hub, *out, *homedir, *names;
	struct draft draft;
	struct option_list agencies, sensitive;
	bool bare; /* --no-padding */
};

static void
seal(const struct packing *k, const struct buf *archive)
{
	struct sealing s = { k->homedir, k->key, k->hub };
	bool out = strcmp(k->out, "-") == 0;
	char err[RING_ERR];
	int to, rc;

	to = out ? fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
		 : open(k->out, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (to == -1)
		log_fatal(EX_CANTCREAT, "%s: %s", k->out, strerror(errno));
	rc = sealing_put(&s, archive, to, err, sizeof(err));
	if (rc != 0) {
		if (!out)
			unlink(k->out);
		log_fatal(rc, "%s", err);
	}
	if (fsync(to) == -1 && errno != EINVAL)
		log_fatal(EX_IOERR, "%s: %s", k->out, strerror(errno));
	close(to);
}

/* A line typed at a terminal, without its end; NULL: nothing. */
static const char *
asked(struct arena *a, const char *question)
{
	char line[1024];

	if (!isatty(STDIN_FILENO))
		return NULL;
	fprintf(stderr, "%s: ", tongue_form(question));
	if (fgets(line, sizeof(line), stdin) == NULL)
		return NULL;
	line[strcspn(line, "\n")] = '\0';
	return line[0] == '\0' ? NULL : arena_strdup(a, line);
}

/* What no option said: asked where somebody sits there, else as in a manifest
 * without it. */
static void
ask_rest(struct arena *a, struct packing *k, const char *dir)
{
	struct draft *d = &k->draft;

	if (d->from == NULL)
		d->from = asked(a, "your member id");
	if (d->from == NULL)
		log_fatal(EX_USAGE, "a folder wants --from, your member id");
	if (d->title == NULL)
		d->title = asked(a, "title");
	if (d->title == NULL)
		d->title = basename(arena_strdup(a, dir));
	if (d->consent == NULL)
		d->consent = asked(
		    a, "may it be shared? given, preview (default), none");
	if (d->tlp == NULL)
		d->tlp = asked(
		    a, "tlp? amber (default), amber+strict, green, clear, red");
	d->hub = k->hub;
	d->created = clock_now();
	d->agencies = k->agencies.v;
	d->agency_count = k->agencies.count;
	d->sensitive = k->sensitive.v;
	d->sensitive_count = k->sensitive.count;
}

static struct package *
parsed(struct arena *a, const char *path, const char *hub,
    const struct buf *manifest)
{
	struct refusal why = { 0 };
	struct package *p;

	p = package_parse(a, manifest->data, manifest->len, &why);
	if (p == NULL)
		log_fatal(EX_DATAERR, "%s: %s: %s", path,
		    reason_word(why.reason), refusal_detail(&why));
	if (strcmp(p->to, hub) != 0)
		log_fatal(
		    EX_DATAERR, "%s: to names another hub than --hub", path);
	return p;
}

/* The files of a package, its manifest the last; *p is what it says. */
static struct archive_file *
from_folder(struct arena *a, struct packing *k, const char *dir,
    struct buf *manifest, struct package **p, size_t *count)
{
	struct archive_file *files;
	char err[512];

	ask_rest(a, k, dir);
	files = draft_files(a, dir, count, err, sizeof(err));
	if (files == NULL)
		log_fatal(EX_DATAERR, "%s", err);
	draft_manifest(manifest, &k->draft, files, *count);
	*p = parsed(a, dir, k->hub, manifest);
	arena_push(a, &files, count, sizeof(*files));
	files[*count - 1].name = "manifest.xml";
	return files;
}

static struct archive_file *
from_manifest(struct arena *a, const struct packing *k, const char *path,
    struct buf *manifest, struct package **p, size_t *count)
{
	wholefile_read(path, manifest);
	*p = parsed(a, path, k->hub, manifest);
	return gather(a, *p, dirname(arena_strdup(a, path)), count);
}

static bool
is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static void
tell_names(struct arena *a, const struct packing *k,
    const struct archive_file *files, size_t count)
{
	const char **names = NULL, *line;
	char *rest, *text;
	size_t n = 0;
	struct buf b = { 0 };

	if (k->names == NULL)
		return;
	wholefile_read(k->names, &b);
	text = arena_strndup(a, buf_str(&b), b.len);
	buf_free(&b);
	while ((line = strtok_r(text, "\r\n", &rest)) != NULL) {
		*(const char **)arena_push(a, &names, &n, sizeof(*names)) =
		    line;
		text = NULL;
	}
	if (ownnames_tell(names, n, files, count) > 0)
		log_warn(
		    "the hub takes out the names in its roster and what --sensitive says; look whether that is enough");
}

static void
pack(struct arena *a, struct packing *k, const char *path)
{
	struct buf manifest = { 0 }, archive = { 0 };
	bool folder = is_folder(path);
	struct archive_file *files;
	struct package *p;
	size_t count = 0;
	char *whole = NULL;

	if (folder && access(whole = arena_printf(a, "%s/manifest.xml", path),
			  F_OK) == 0) {
		path = whole;
		folder = false;
	}
	files = folder ? from_folder(a, k, path, &manifest, &p, &count)
		       : from_manifest(a, k, path, &manifest, &p, &count);
	files[count - 1].data = manifest.data;
	files[count - 1].len = manifest.len;
	tell_names(a, k, files, count);
	if (archive_pack(&archive, files, count, p->created) == -1)
		log_fatal(EX_SOFTWARE, "the archive cannot be made");
	if (!k->bare)
		padding_put(&archive);
	seal(k, &archive);
	log_info(
	    "%s: package %s, submissions in it: %zu; the receipt comes after the next night",
	    k->out, p->id, p->submission_count);
	buf_free(&archive);
	buf_free(&manifest);
}

int
cmd_pack(int argc, char **argv)
{
	static const char usage[] =
	    "pack MANIFEST|DIR --key FPR --hub FPR -o FILE|- [--homedir DIR] "
	    "[--at TIME] [--names FILE] [--no-padding]; of a DIR: --from MEMBER "
	    "[--title TEXT] [--description TEXT] [--kind KIND] "
	    "[--consent given|preview|none] [--scope sig|all] [--sig SIG] "
	    "[--tlp TLP] [--publish] [--agency ID]... [--sensitive WORD]...";
	struct packing k = { 0 };
	struct draft *d = &k.draft;
	struct option_list rest = { 0 };
	struct arena *a;
	const struct option_spec specs[] = {
		{ "--key", "FPR", .text = &k.key },
		{ "--hub", "FPR", .text = &k.hub },
		{ "-o", "FILE", .text = &k.out },
		{ "--homedir", "DIR", .text = &k.homedir },
		{ "--at", "TIME", .at = true },
		{ "--names", "FILE", .text = &k.names },
		{ "--no-padding", NULL, .flag = &k.bare },
		{ "--from", "MEMBER", .text = &d->from },
		{ "--title", "TEXT", .text = &d->title },
		{ "--description", "TEXT", .text = &d->description },
		{ "--kind", "KIND", .text = &d->kind },
		{ "--consent", "WORD", .text = &d->consent },
		{ "--scope", "WORD", .text = &d->scope },
		{ "--sig", "SIG", .text = &d->sig },
		{ "--tlp", "TLP", .text = &d->tlp },
		{ "--publish", NULL, .flag = &d->publish },
		{ "--agency", "ID", .list = &k.agencies },
		{ "--sensitive", "WORD", .list = &k.sensitive },
	};

	options_read(argc, argv, usage, specs, sizeof(specs) / sizeof(specs[0]),
	    &rest, 1, 1);
	if (k.key == NULL || k.hub == NULL || k.out == NULL)
		log_fatal(EX_USAGE, "usage: toiyaba %s", usage);
	a = arena_new();
	if (roster_fingerprint(a, k.key) == NULL ||
	    roster_fingerprint(a, k.hub) == NULL)
		log_fatal(EX_USAGE, "--key and --hub want 40 hex digits");
	k.hub = roster_fingerprint(a, k.hub);
	k.key = roster_fingerprint(a, k.key);
	pack(a, &k, rest.v[0]);
	arena_free(a);
	return 0;
}

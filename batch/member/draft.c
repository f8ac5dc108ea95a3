#include <errno.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sysexits.h>

#include "batch/base/log.h"
#include "batch/member/draft.h"
#include "batch/member/packageid.h"
#include "batch/member/wholefile.h"
#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/utc.h"
#include "formats/files/archive.h"
#include "formats/files/litter.h"
#include "formats/xml/xmlwrite.h"

static int
by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

/* 0 where the walk may go on, -1 and err where it may not. */
static int
take(struct arena *a, struct archive_file **files, size_t *count,
    const FTSENT *e, size_t root, char *err, size_t errlen)
{
	const char *name = e->fts_path + root;
	struct archive_file *f;
	struct buf b = { 0 };

	if (e->fts_info == FTS_D || e->fts_info == FTS_DP || litter_is(name))
		return 0;
	if (e->fts_info != FTS_F) {
		snprintf(err, errlen, "%s: %s", e->fts_path,
		    e->fts_errno != 0 ? strerror(e->fts_errno)
				      : "not a regular file");
		return -1;
	}
	if (*count == LIMIT_ENTRIES - 1) {
		snprintf(err, errlen, "more than %d files", LIMIT_ENTRIES - 1);
		return -1;
	}
	wholefile_read(e->fts_path, &b);
	f = arena_push(a, files, count, sizeof(*f));
	f->name = arena_strdup(a, name);
	f->len = b.len;
	f->data = arena_strndup(a, buf_str(&b), b.len);
	buf_free(&b);
	return 0;
}

struct archive_file *
draft_files(
    struct arena *a, const char *dir, size_t *count, char *err, size_t errlen)
{
	char *root = arena_strdup(a, dir);
	char *const roots[] = { root, NULL };
	struct archive_file *files = NULL;
	FTSENT *e;
	FTS *walk;
	int rc = 0;

	*count = 0;
	while (strlen(root) > 1 && root[strlen(root) - 1] == '/')
		root[strlen(root) - 1] = '\0';
	walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
	if (walk == NULL)
		log_fatal(EX_OSERR, "%s: %s", dir, strerror(errno));
	while (rc == 0 && (e = fts_read(walk)) != NULL)
		rc = take(a, &files, count, e, strlen(root) + 1, err, errlen);
	fts_close(walk);
	if (rc == 0 && *count == 0) {
		snprintf(err, errlen, "%s: no file in it", dir);
		rc = -1;
	}
	return rc == 0 ? files : NULL;
}

/* What a file is, by the end of its name; the hub judges by content. */
static const struct {
	const char *end, *role;
} ends[] = {
	{ ".eml", "mail" },
	{ ".msg", "mail" },
	{ ".emlx", "mail" },
	{ ".mbox", "mail" },
	{ "winmail.dat", "mail" },
	{ ".csv", "indicators" },
	{ ".xlsx", "indicators" },
	{ ".json", "indicators" },
	{ ".log", "log" },
	{ ".txt", "log" },
	{ ".png", "image" },
	{ ".jpg", "image" },
	{ ".jpeg", "image" },
	{ ".gif", "image" },
};

static const char *
role_of(const char *name)
{
	size_t i, n = strlen(name), len;

	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		len = strlen(ends[i].end);
		if (n >= len && strcasecmp(name + n - len, ends[i].end) == 0)
			return ends[i].role;
	}
	return NULL;
}

static bool
any_mail(const struct archive_file *files, size_t count)
{
	const char *role;
	size_t i;

	for (i = 0; i < count; i++) {
		role = role_of(files[i].name);
		if (role != NULL && strcmp(role, "mail") == 0)
			return true;
	}
	return false;
}

static void
put_file(struct xmlw *x, const struct archive_file *f, bool mails)
{
	char hex[DIGEST_HEX];
	const char *role = role_of(f->name);
	struct digest d;

	if (role == NULL)
		role = mails ? "attachment" : "sample";
	digest_of(f->data, f->len, &d);
	digest_hex(&d, hex);
	xmlw_start(x, "file");
	xmlw_attr(x, "path", f->name);
	xmlw_attr(x, "role", role);
	xmlw_attr(x, "sha256", hex);
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

static void
put_share(struct xmlw *x, const struct draft *d)
{
	size_t i;

	xmlw_start(x, "share");
	xmlw_attr(x, "consent", d->consent);
	xmlw_attr(x, "scope", d->scope);
	xmlw_attr(x, "sig", d->sig);
	xmlw_attr(x, "tlp", d->tlp);
	xmlw_attr(x, "publish", d->publish ? "yes" : NULL);
	for (i = 0; i < d->agency_count; i++) {
		xmlw_start(x, "agency");
		xmlw_attr(x, "id", d->agencies[i]);
		xmlw_end(x);
	}
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

static void
put_submission(struct xmlw *x, const struct draft *d,
    const struct archive_file *files, size_t count)
{
	bool mails = any_mail(files, count);
	size_t i;

	xmlw_start(x, "submission");
	xmlw_attr(x, "id", "1");
	xmlw_attr(x, "kind",
	    d->kind != NULL ? d->kind
	    : mails	    ? "mail"
			    : "file");
	xmlw_blank(x, "\n");
	xmlw_leaf(x, "title", d->title);
	xmlw_leaf(x, "description", d->description);
	xmlw_blank(x, "\n");
	for (i = 0; i < count; i++)
		put_file(x, &files[i], mails);
	put_share(x, d);
	for (i = 0; i < d->sensitive_count; i++)
		xmlw_leaf(x, "sensitive", d->sensitive[i]);
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

void
draft_manifest(struct buf *out, const struct draft *d,
    const struct archive_file *files, size_t count)
{
	char id[UUID_TEXT], created[UTC_TEXT];
	struct xmlw x;

	utc_text(d->created, created);
	xmlw_begin(&x, out);
	xmlw_head(&x);
	xmlw_start(&x, "package");
	xmlw_attr(&x, "xmlns", "urn:toiyaba:package:1");
	xmlw_attr(&x, "id", packageid_new(id));
	xmlw_attr(&x, "to", d->hub);
	xmlw_attr(&x, "from", d->from);
	xmlw_attr(&x, "created", created);
	xmlw_blank(&x, "\n");
	put_submission(&x, d, files, count);
	xmlw_end(&x);
	xmlw_blank(&x, "\n");
}

#include <string.h>

#include "batch/count/figures.h"
#include "batch/count/statistics.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/regions.h"
#include "formats/base/mem.h"
#include "formats/files/filefact.h"
#include "formats/indicators/observable.h"

/* Breakdowns of one measure, the largest first. */
static struct dataset *
add_set(struct figures *f, const char *id, const char *unit, enum say title)
{
	static const struct measure_text counted[] = {
		{ "count", SAY_DATASET_COUNT },
	};
	struct dataset *d;

	d = dataset_add(&f->sets, id, unit, title, counted, 1);
	d->breakdown = d->ranked = true;
	d->n = 0;
	return d;
}

static void
bump(struct figures *f, struct dataset *d, const char *key, struct label name)
{
	struct figure *g = dataset_figure(d, key, NULL);

	d->n++;
	if (g == NULL)
		g = dataset_key(
		    f->arena, d, arena_strdup(f->arena, key), NULL, name);
	g->value++;
}

/* From which database of regions to which. */
static void
note_source(struct figures *f, const char *day)
{
	if (*day == '\0')
		return;
	if (f->regions_first == NULL || strcmp(day, f->regions_first) < 0)
		f->regions_first = day;
	if (f->regions_last == NULL || strcmp(day, f->regions_last) > 0)
		f->regions_last = day;
}

const char *
statistics_regions(const struct figures *f)
{
	if (f->regions_first == NULL)
		return "";
	return strcmp(f->regions_first, f->regions_last) == 0
		   ? f->regions_first
		   : arena_printf(
			 f->arena, "%s/%s", f->regions_first, f->regions_last);
}

static void
bump_region(struct figures *f, struct dataset *d, const char *address)
{
	const char *code = "unknown", *source = "";

	if (address != NULL)
		code = regions_find(f->hub->db, f->arena, address, &source);
	note_source(f, source);
	bump(f, d, code,
	    strcmp(code, "unknown") == 0
		? label_say(SAY_DATASET_UNKNOWN)
		: label_same(arena_strdup(f->arena, code)));
}

/* One of class targeted; without its mail file where n is 0. */
struct mail {
	const char *submission, *ip;
	int64_t n;
};

static struct mail *
targeted_mails(struct figures *f, size_t *n)
{
	struct mail *list = NULL, *m;
	struct stmt *s;

	*n = 0;
	s = db_query(f->hub->db, SQL_REPORT_MAILS, "tti", f->period.first,
	    f->period.last, f->at);
	while (db_row(s)) {
		m = arena_push(f->arena, &list, n, sizeof(*m));
		m->submission = db_textdup(s, 0, f->arena);
		m->n = db_int(s, 1);
		m->ip = db_textdup(s, 2, f->arena);
	}
	return list;
}

/* An attachment of a mail. */
struct attachment {
	const char *kind;
	int64_t n, size; /* 0: it was emptied on its way */
};

static struct attachment *
attachments(struct figures *f, const struct mail *m, size_t *n)
{
	struct attachment *list = NULL, *x;
	struct stmt *s;

	*n = 0;
	s = db_query(
	    f->hub->db, SQL_REPORT_MAIL_FILES, "ti", m->submission, m->n);
	while (db_row(s)) {
		x = arena_push(f->arena, &list, n, sizeof(*x));
		x->n = db_int(s, 0);
		x->kind = db_textdup(s, 1, f->arena);
		x->size = db_int(s, 2);
	}
	return list;
}

static void
count_source(struct figures *f, const struct mail *m, size_t n)
{
	struct dataset *d;
	size_t i;

	d = add_set(f, "source-region", "mails", SAY_DATASET_SOURCE_REGION);
	for (i = 0; i < n; i++)
		bump_region(f, d, m[i].ip);
}

/* The host that an indicator of a control server names; NULL: none. */
static const char *
destination(struct figures *f, struct stmt *s)
{
	enum ind_type t = IND_URL;

	ind_type_parse(db_text(s, 0), &t);
	return t == IND_URL ? observable_host(f->arena, db_text(s, 1))
			    : db_textdup(s, 1, f->arena);
}

/* Hosts of the whole period, each once: a year has fewer than its quarters
 * have together. */
static void
count_c2(struct figures *f)
{
	const char *host, **hosts = NULL;
	struct dataset *d;
	struct stmt *s;
	size_t n = 0, i;

	d = add_set(f, "c2-region", "destinations", SAY_DATASET_C2_REGION);
	d->distinct = true;
	s = db_query(f->hub->db, SQL_REPORT_C2, "tti", f->period.first,
	    f->period.last, f->at);
	while (db_row(s)) {
		host = destination(f, s);
		for (i = 0; host != NULL && i < n; i++)
			if (strcmp(hosts[i], host) == 0)
				break;
		if (host != NULL && i == n)
			*(const char **)arena_push(
			    f->arena, &hosts, &n, sizeof(char *)) = host;
	}
	for (i = 0; i < n; i++)
		bump_region(f, d, hosts[i]);
}

static void
bump_mail(struct figures *f, struct dataset *d, const struct mail *m)
{
	size_t files = 0;

	if (m->n == 0) {
		bump(f, d, "unknown", label_say(SAY_DATASET_UNKNOWN));
		return;
	}
	attachments(f, m, &files);
	if (files > 0)
		bump(f, d, "attachment",
		    label_say(SAY_DATASET_MAIL_KIND_ATTACHMENT));
	else if (db_one(f->hub->db, SQL_REPORT_MAIL_LINKS, 0, "t",
		     m->submission) > 0)
		bump(f, d, "url", label_say(SAY_DATASET_MAIL_KIND_URL));
	else
		bump(f, d, "recon", label_say(SAY_DATASET_MAIL_KIND_RECON));
}

/* A mail with a link and an attachment is "attachment". */
static void
count_kinds(struct figures *f, const struct mail *m, size_t n)
{
	struct dataset *d;
	size_t i;

	d = add_set(f, "mail-kind", "mails", SAY_DATASET_MAIL_KIND);
	for (i = 0; i < n; i++)
		bump_mail(f, d, &m[i]);
}

static void
bump_kind(struct figures *f, struct dataset *d, const char *kind)
{
	static const enum say names[FILE_KINDS] = {
		[FILE_OFFICE] = SAY_DATASET_ATTACHMENT_KIND_OFFICE,
		[FILE_EXECUTABLE] = SAY_DATASET_ATTACHMENT_KIND_EXECUTABLE,
		[FILE_EXECUTABLE_RLO] =
		    SAY_DATASET_ATTACHMENT_KIND_EXECUTABLE_RLO,
		[FILE_PDF] = SAY_DATASET_ATTACHMENT_KIND_PDF,
		[FILE_HTML] = SAY_DATASET_ATTACHMENT_KIND_HTML,
		[FILE_SHORTCUT] = SAY_DATASET_ATTACHMENT_KIND_SHORTCUT,
		[FILE_SCRIPT] = SAY_DATASET_ATTACHMENT_KIND_SCRIPT,
		[FILE_ARCHIVE] = SAY_DATASET_ATTACHMENT_KIND_ARCHIVE,
		[FILE_IMAGE] = SAY_DATASET_ATTACHMENT_KIND_IMAGE,
		[FILE_OTHER] = SAY_DATASET_ATTACHMENT_KIND_OTHER,
	};
	enum file_kind k = FILE_OTHER;

	file_kind_parse(kind, &k);
	bump(f, d, file_kind_word(k), label_say(names[k]));
}

/* An archive counts by the files inside it, as itself where none is seen. */
static void
count_file(struct figures *f, struct dataset *d, const char *submission,
    const struct attachment *x)
{
	struct stmt *s;
	bool inner = false;

	s = db_query(
	    f->hub->db, SQL_REPORT_INNER_FILES, "ti", submission, x->n);
	while (db_row(s)) {
		inner = true;
		bump_kind(f, d, db_text(s, 0));
	}
	if (!inner)
		bump_kind(f, d, x->kind);
}

/* An attachment that was emptied on its way makes its mail one with an
 * attachment, but there is no file to count. */
static void
count_attachments(struct figures *f, const struct mail *m, size_t n)
{
	struct attachment *files;
	struct dataset *d;
	size_t i, k, count;

	d = add_set(f, "attachment-kind", "files", SAY_DATASET_ATTACHMENT_KIND);
	for (i = 0; i < n; i++) {
		files = attachments(f, &m[i], &count);
		for (k = 0; k < count; k++)
			if (files[k].size > 0)
				count_file(f, d, m[i].submission, &files[k]);
	}
}

void
count_statistics(struct figures *f)
{
	struct mail *m;
	size_t n;

	m = targeted_mails(f, &n);
	count_source(f, m, n);
	count_c2(f);
	count_kinds(f, m, n);
	count_attachments(f, m, n);
}

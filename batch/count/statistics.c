#include <string.h>

#include "batch/count/figures.h"
#include "batch/count/statistics.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/regions.h"
#include "formats/base/mem.h"
#include "formats/files/filefact.h"
#include "formats/indicators/observable.h"
#include "formats/names/regionname.h"

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

/* The cell that one more counts in. */
static struct figure *
cell(struct figures *f, struct dataset *d, const char *key, struct label name)
{
	struct figure *g = dataset_figure(d, key, NULL);

	d->n++;
	if (g == NULL)
		g = dataset_key(
		    f->arena, d, arena_strdup(f->arena, key), NULL, name);
	return g;
}

static void
bump(struct figures *f, struct dataset *d, const char *member, const char *key,
    struct label name)
{
	figures_give(f, cell(f, d, key, name), member, 1);
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

static struct label
region_label(struct arena *a, const char *code)
{
	const struct regionname *r = regionname_of(code);

	if (strcmp(code, "unknown") == 0)
		return label_say(SAY_DATASET_UNKNOWN);
	return r == NULL ? label_same(arena_strdup(a, code))
			 : (struct label){ { r->ja, r->en } };
}

static struct figure *
region_cell(struct figures *f, struct dataset *d, const char *address)
{
	const char *code = "unknown", *source = "";

	if (address != NULL)
		code = regions_find(f->hub->db, f->arena, address, &source);
	note_source(f, source);
	return cell(f, d, code, region_label(f->arena, code));
}

/* One of class targeted; without its mail file where n is 0. */
struct mail {
	const char *submission, *ip, *member;
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
		m->member = db_textdup(s, 3, f->arena);
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
		figures_give(f, region_cell(f, d, m[i].ip), m[i].member, 1);
}

/* A host that mails led to, and who had such a mail. */
struct destination {
	const char *host;
	struct givers givers;
};

/* The host that an indicator of a control server names; NULL: none. */
static const char *
host_of(struct figures *f, struct stmt *s)
{
	enum ind_type t = IND_URL;

	ind_type_parse(db_text(s, 0), &t);
	return observable_place(f->arena, t, db_textdup(s, 1, f->arena));
}

static struct destination *
destinations(struct figures *f, size_t *n)
{
	struct destination *list = NULL, *x;
	const char *host, *who;
	struct stmt *s;
	size_t i;

	*n = 0;
	s = db_query(f->hub->db, SQL_REPORT_C2, "tti", f->period.first,
	    f->period.last, f->at);
	while (db_row(s)) {
		host = host_of(f, s);
		if (host == NULL)
			continue;
		for (i = 0; i < *n && strcmp(list[i].host, host) != 0; i++)
			continue;
		if (i == *n) {
			x = arena_push(f->arena, &list, n, sizeof(*x));
			x->host = host;
		}
		who = givers_organisation(f->hub->roster, db_text(s, 2));
		if (givers_part(&list[i].givers, who) == 0)
			givers_add(f->arena, &list[i].givers, who, 1);
	}
	return list;
}

/* Hosts of the whole period, each once: a year has fewer than its quarters
 * have together. */
static void
count_c2(struct figures *f)
{
	struct destination *list;
	struct dataset *d;
	struct figure *g;
	size_t n, i;

	d = add_set(f, "c2-region", "destinations", SAY_DATASET_C2_REGION);
	d->distinct = true;
	list = destinations(f, &n);
	for (i = 0; i < n; i++) {
		g = region_cell(f, d, list[i].host);
		g->value++;
		givers_join(f->arena, &g->givers, &list[i].givers);
	}
}

static void
bump_mail(struct figures *f, struct dataset *d, const struct mail *m)
{
	size_t files = 0;

	if (m->n == 0) {
		bump(
		    f, d, m->member, "unknown", label_say(SAY_DATASET_UNKNOWN));
		return;
	}
	attachments(f, m, &files);
	if (files > 0)
		bump(f, d, m->member, "attachment",
		    label_say(SAY_DATASET_MAIL_KIND_ATTACHMENT));
	else if (db_one(f->hub->db, SQL_REPORT_MAIL_LINKS, 0, "t",
		     m->submission) > 0)
		bump(f, d, m->member, "url",
		    label_say(SAY_DATASET_MAIL_KIND_URL));
	else
		bump(f, d, m->member, "recon",
		    label_say(SAY_DATASET_MAIL_KIND_RECON));
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
bump_kind(struct figures *f, struct dataset *d, const struct mail *m,
    const char *kind)
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
	bump(f, d, m->member, file_kind_word(k), label_say(names[k]));
}

/* An archive counts by the files inside it, as itself where none is seen. */
static void
count_file(struct figures *f, struct dataset *d, const struct mail *m,
    const struct attachment *x)
{
	struct stmt *s;
	bool inner = false;

	s = db_query(
	    f->hub->db, SQL_REPORT_INNER_FILES, "ti", m->submission, x->n);
	while (db_row(s)) {
		inner = true;
		bump_kind(f, d, m, db_text(s, 0));
	}
	if (!inner)
		bump_kind(f, d, m, x->kind);
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
				count_file(f, d, &m[i], &files[k]);
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

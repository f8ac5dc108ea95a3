#include <string.h>

#include "batch/count/figures.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/regions.h"
#include "formats/base/mem.h"
#include "formats/files/filefact.h"
#include "formats/indicators/observable.h"

static const struct measure counted[] = { { "count", "件数", "Count" } };

static struct figure *
bump(struct figures *f, struct dataset *d, const char *key, const char *ja,
    const char *en)
{
	struct figure *g;
	size_t i;

	d->n++;
	for (i = 0; i < d->key_count; i++)
		if (strcmp(d->keys[i].key, key) == 0) {
			d->figures[i].value++;
			return &d->figures[i];
		}
	g = figures_key(f, d, arena_strdup(f->arena, key), NULL,
	    arena_strdup(f->arena, ja), arena_strdup(f->arena, en));
	g->value = 1;
	return g;
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

static void
bump_region(struct figures *f, struct dataset *d, const char *address)
{
	const char *code = "unknown", *source = "";
	bool unknown;

	if (address != NULL)
		code = regions_find(f->hub->db, f->arena, address, &source);
	note_source(f, source);
	unknown = strcmp(code, "unknown") == 0;
	bump(f, d, code, unknown ? "不明" : code, unknown ? "Unknown" : code);
}

/* One mail of class targeted; without its mail file where n is 0. */
struct annex_mail {
	const char *submission, *ip;
	int64_t n;
};

static struct annex_mail *
annex_mails(struct figures *f, size_t *n)
{
	struct annex_mail *list = NULL, *m;
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

static void
count_source(struct figures *f, const struct annex_mail *m, size_t n)
{
	struct dataset *d;
	size_t i;

	d = figures_set(f, "source-region", "mails", "メール送信元地域別",
	    "Mails by region of the sender", counted, 1);
	d->n = 0;
	for (i = 0; i < n; i++)
		bump_region(f, d, m[i].ip);
}

static void
count_c2(struct figures *f)
{
	struct dataset *d;
	struct stmt *s;
	const char *host, **hosts = NULL;
	enum ind_type t = IND_URL;
	size_t n = 0, i;

	d = figures_set(f, "c2-region", "destinations", "不正接続先地域別",
	    "Destinations by region", counted, 1);
	d->n = 0;
	s = db_query(f->hub->db, SQL_REPORT_C2, "tti", f->period.first,
	    f->period.last, f->at);
	while (db_row(s)) {
		ind_type_parse(db_text(s, 0), &t);
		host = t == IND_URL ? observable_host(f->arena, db_text(s, 1))
				    : db_textdup(s, 1, f->arena);
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

/* A mail with a link and an attachment is "attachment". */
static void
count_kinds(struct figures *f, const struct annex_mail *m, size_t n)
{
	struct dataset *d;
	struct stmt *s;
	size_t i;
	bool files;

	d = figures_set(
	    f, "mail-kind", "mails", "メール種別", "Mails by kind", counted, 1);
	d->n = 0;
	for (i = 0; i < n; i++) {
		if (m[i].n == 0) {
			bump(f, d, "unknown", "不明", "Unknown");
			continue;
		}
		s = db_query(f->hub->db, SQL_REPORT_MAIL_FILES, "ti",
		    m[i].submission, m[i].n);
		files = db_row(s);
		if (files) {
			db_end(s);
			bump(f, d, "attachment", "添付ファイル", "Attachment");
		} else if (db_one(f->hub->db, SQL_REPORT_MAIL_LINKS, 0, "t",
			       m[i].submission) > 0)
			bump(f, d, "url", "URLリンク", "Link");
		else
			bump(f, d, "recon", "情報収集", "Reconnaissance");
	}
}

static void
bump_kind(struct figures *f, struct dataset *d, const char *kind)
{
	static const char *const ja[FILE_KINDS] = { "Office文書",
		"実行ファイル", "実行ファイル（RLO）", "PDF", "HTML",
		"ショートカット", "スクリプト", "圧縮ファイル", "画像",
		"その他" };
	static const char *const en[FILE_KINDS] = { "Office", "Executable",
		"Executable (RLO)", "PDF", "HTML", "Shortcut", "Script",
		"Archive", "Image", "Other" };
	enum file_kind k = FILE_OTHER;

	file_kind_parse(kind, &k);
	bump(f, d, file_kind_word(k), ja[k], en[k]);
}

/* An archive counts by the files inside it, as itself where none is seen. */
static void
count_file(struct figures *f, struct dataset *d, const char *submission,
    int64_t n, const char *kind)
{
	struct stmt *s;
	bool inner = false;

	s = db_query(f->hub->db, SQL_REPORT_INNER_FILES, "ti", submission, n);
	while (db_row(s)) {
		inner = true;
		bump_kind(f, d, db_text(s, 0));
	}
	if (!inner)
		bump_kind(f, d, kind);
}

/* An attachment that was emptied on its way makes its mail one with an
 * attachment, but there is no file to count. */
static void
count_attachments(struct figures *f, const struct annex_mail *m, size_t n)
{
	struct file {
		const char *kind;
		int64_t n;
	} * files, *x;
	struct dataset *d;
	struct stmt *s;
	size_t i, k, count_files;

	d = figures_set(f, "attachment-kind", "files", "添付ファイル種別",
	    "Attachments by kind", counted, 1);
	d->n = 0;
	for (i = 0; i < n; i++) {
		files = NULL;
		count_files = 0;
		s = db_query(f->hub->db, SQL_REPORT_MAIL_FILES, "ti",
		    m[i].submission, m[i].n);
		while (db_row(s)) {
			if (db_int(s, 2) == 0)
				continue;
			x = arena_push(
			    f->arena, &files, &count_files, sizeof(*x));
			x->n = db_int(s, 0);
			x->kind = db_textdup(s, 1, f->arena);
		}
		for (k = 0; k < count_files; k++)
			count_file(
			    f, d, m[i].submission, files[k].n, files[k].kind);
	}
}

void
figures_annex(struct figures *f)
{
	struct annex_mail *m;
	size_t n, i, first = f->set_count;

	m = annex_mails(f, &n);
	count_source(f, m, n);
	count_c2(f);
	count_kinds(f, m, n);
	count_attachments(f, m, n);
	for (i = first; i < f->set_count; i++)
		f->sets[i].breakdown = f->sets[i].ranked = true;
}

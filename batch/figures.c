#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/clock.h"
#include "batch/db.h"
#include "batch/figures.h"
#include "batch/hub.h"
#include "batch/region.h"
#include "formats/filefact.h"
#include "formats/history.h"
#include "formats/mem.h"
#include "formats/observable.h"
#include "formats/package.h"
#include "formats/roster.h"

bool
period_parse(const char *word, struct period *p)
{
	static const char *const ends[] = { "03-31", "06-30", "09-30",
		"12-31" };
	int year, q;
	char tail;

	memset(p, 0, sizeof(*p));
	if (strlen(word) != 6)
		return false;
	memcpy(p->id, word, 7);
	if (sscanf(word, "%4dQ%1d%c", &year, &q, &tail) == 2 && q >= 1 &&
	    q <= 4 && year >= 1900) {
		snprintf(p->first, sizeof(p->first), "%04u-%02u-01",
		    (unsigned)year % 10000, (unsigned)(3 * q - 2) % 100);
		snprintf(p->last, sizeof(p->last), "%04u-%s",
		    (unsigned)year % 10000, ends[q - 1]);
		return true;
	}
	if (sscanf(word, "FY%4d%c", &year, &tail) == 1 && year >= 1900) {
		p->year = true;
		snprintf(p->first, sizeof(p->first), "%04u-04-01",
		    (unsigned)year % 10000);
		snprintf(p->last, sizeof(p->last), "%04u-03-31",
		    (unsigned)(year + 1) % 10000);
		return true;
	}
	return false;
}

void
period_step(const struct period *from, int back, struct period *out)
{
	char word[16];
	int n;

	n = atoi(from->id) * 4 + (from->id[5] - '1') - back;
	snprintf(word, sizeof(word), "%04dQ%d", n / 4 % 10000, n % 4 + 1);
	period_parse(word, out);
}

static struct dataset *
new_set(struct figures *f, const char *id, const char *unit, const char *ja,
    const char *en, const struct measure *measures, size_t count)
{
	struct dataset *d;

	d = arena_push(f->arena, &f->sets, &f->set_count, sizeof(*d));
	d->id = id;
	d->unit = unit;
	d->ja = ja;
	d->en = en;
	d->n = -1;
	d->measures = measures;
	d->measure_count = count;
	return d;
}

/* A row of figures for a new key. */
static struct figure *
add_key(struct figures *f, struct dataset *d, const char *key,
    const char *group, const char *ja, const char *en)
{
	struct figure *first = NULL;
	struct category *c;
	size_t i, n;

	c = arena_push(f->arena, &d->keys, &d->key_count, sizeof(*c));
	c->key = key;
	c->group = group;
	c->ja = ja;
	c->en = en;
	n = (d->key_count - 1) * d->measure_count;
	for (i = 0; i < d->measure_count; i++)
		first =
		    arena_push(f->arena, &d->figures, &n, sizeof(*d->figures));
	return first == NULL ? NULL : first - (d->measure_count - 1);
}

static int64_t
count(struct figures *f, enum sql_id id, const struct period *p)
{
	return db_one(f->hub->db, id, 0, "tti", p->first, p->last, f->at);
}

static int64_t
count_class(struct figures *f, const struct period *p, const char *class)
{
	return db_one(f->hub->db, SQL_REPORT_CLASS, 0, "ttit", p->first,
	    p->last, f->at, class);
}

/* Whether the hub kept the books in any part of the period. */
static bool
collected(struct figures *f, const struct period *p)
{
	struct stmt *s;
	bool yes = false;

	s = db_query(f->hub->db, SQL_REPORT_FIRST, "");
	if (db_row(s)) {
		yes = strcmp(db_text(s, 0), p->last) <= 0;
		db_end(s);
	}
	return yes;
}

static void
told(struct figure *g, int64_t value)
{
	g->value = value;
	g->history = true;
	if (value < 0)
		g->hidden = NOT_COLLECTED;
}

static const char *
quarter_label(struct figures *f, const struct period *p, bool ja)
{
	static const char *const months[] = { "Jan-Mar", "Apr-Jun", "Jul-Sep",
		"Oct-Dec" };
	unsigned q = (unsigned)(p->id[5] - '1') % 4;

	return ja ? arena_printf(f->arena, "%u月～%u月", 3 * q + 1, 3 * q + 3)
		  : months[q];
}

static void
count_quarters(struct figures *f)
{
	static const struct measure flow[] = { { "submitted", "情報提供件数",
						   "Submitted" },
		{ "shared", "参加組織への情報共有実施件数", "Shared" },
		{ "own", "うちハブが独自に入手したもの",
		    "of which obtained by the hub" } };
	static const struct measure targeted[] = { { "submissions",
	    "標的型攻撃とみなした件数", "Targeted" } };
	const struct history_period *h;
	struct dataset *d, *t;
	struct figure *g, *k;
	struct period p;
	const char *year;
	int i;

	new_set(f, "flow", "count", "情報提供および情報共有の状況",
	    "Information submitted and shared", flow, 3);
	new_set(f, "targeted", "count", "標的型攻撃の件数", "Targeted attacks",
	    targeted, 1);
	d = &f->sets[f->set_count - 2];
	t = &f->sets[f->set_count - 1];
	for (i = 3; i >= 0; i--) {
		period_step(&f->period, i, &p);
		year = arena_strndup(f->arena, p.id, 4);
		g = add_key(f, d, arena_strdup(f->arena, p.id), year,
		    quarter_label(f, &p, true), quarter_label(f, &p, false));
		k = add_key(f, t, arena_strdup(f->arena, p.id), year,
		    quarter_label(f, &p, true), quarter_label(f, &p, false));
		h = history_period(f->history, p.id);
		if (h != NULL) {
			told(&g[0], h->submitted);
			told(&g[1], h->shared);
			told(&g[2], h->own);
			told(k, h->targeted);
		} else if (collected(f, &p)) {
			g[0].value = count(f, SQL_REPORT_SUBMITTED, &p);
			g[1].value = count(f, SQL_REPORT_SHARED, &p);
			g[2].value = count(f, SQL_REPORT_OWN, &p);
			k->value = count_class(f, &p, "targeted");
		} else
			g[0].hidden = g[1].hidden = g[2].hidden = k->hidden =
			    NOT_COLLECTED;
	}
}

static void
count_years(struct figures *f)
{
	static const struct measure m[] = { { "submitted", "情報提供件数",
						"Submitted" },
		{ "targeted", "標的型攻撃とみなした件数", "Targeted" },
		{ "shared", "情報共有実施件数", "Shared" } };
	const struct history_period *h;
	struct dataset *d;
	struct figure *g;
	struct period p;
	char word[16];
	int y, last;

	d = new_set(f, "years", "count", "年度ごとの件数",
	    "Figures by fiscal year", m, 3);
	/* The fiscal year that the period lies in; whole years only. */
	last =
	    atoi(f->period.first) - (strcmp(f->period.first + 5, "04-01") < 0);
	if (!f->period.year && strcmp(f->period.last + 5, "03-31") != 0)
		last--;
	for (y = last - 9; y <= last; y++) {
		snprintf(word, sizeof(word), "FY%04d", y % 10000);
		period_parse(word, &p);
		h = history_period(f->history, word);
		if (h == NULL && !collected(f, &p))
			continue;
		g = add_key(f, d, arena_strdup(f->arena, word), NULL,
		    arena_printf(f->arena, "%d年度", y),
		    arena_printf(f->arena, "FY%d", y));
		if (h != NULL) {
			told(&g[0], h->submitted);
			told(&g[1], h->targeted);
			told(&g[2], h->shared);
			continue;
		}
		g[0].value = count(f, SQL_REPORT_SUBMITTED, &p);
		g[1].value = count_class(f, &p, "targeted");
		g[2].value = count(f, SQL_REPORT_SHARED, &p);
	}
}

static void
count_classes(struct figures *f)
{
	static const struct measure m[] = { { "submissions", "件数",
	    "Submissions" } };
	static const char *const ja[CLASSES] = { "標的型", "ばらまき型",
		"フィッシング", "ビジネスメール詐欺", "探索", "その他",
		"判断保留", "未分類" };
	static const char *const en[CLASSES] = { "Targeted", "Bulk", "Phishing",
		"BEC", "Scan", "Other", "Undecided", "Unclassified" };
	struct dataset *d;
	struct figure *g;
	enum class c;

	d = new_set(f, "classes", "count", "情報提供の区分",
	    "Submissions by class", m, 1);
	for (c = 0; c < CLASSES; c++) {
		g = add_key(f, d, class_word(c), NULL, ja[c], en[c]);
		g->value = count_class(f, &f->period, class_word(c));
		/* The headline tells this one in any case. */
		g->open = c == CLASS_TARGETED;
	}
	suppress(d, f->hub->settings.min_cell);
}

static void
day_before(const char *day, char out[11])
{
	clock_date(clock_days(day) - 1, out);
}

static int64_t
members_in(const struct roster *r, const char *sig, const char *day)
{
	int64_t n = 0;
	size_t i;

	for (i = 0; i < r->member_count; i++)
		n += r->members[i].role == RROLE_MEMBER &&
		     roster_in_sig(&r->members[i], sig, day);
	return n;
}

static int64_t
distinct(const struct roster *r, const char *day)
{
	int64_t n = 0;
	size_t i, k;

	for (i = 0; i < r->member_count; i++)
		for (k = 0; k < r->members[i].in_count; k++)
			if (r->members[i].role == RROLE_MEMBER &&
			    span_holds(&r->members[i].ins[k].span, day)) {
				n++;
				break;
			}
	return n;
}

static void
count_membership(struct figures *f)
{
	static const struct measure m[] = { { "members", "参加組織数",
						"Members" },
		{ "previous", "前期末", "At the end of the period before" },
		{ "distinct", "実組織数", "Distinct organisations" } };
	const struct roster *r = f->hub->roster;
	const struct roster_audience *a;
	struct dataset *d;
	struct figure *g;
	char before[11];
	int64_t total = 0, previous = 0;
	size_t i;

	day_before(f->period.first, before);
	d = new_set(
	    f, "membership", "organisations", "参加組織", "Participants", m, 3);
	for (i = 0; i < r->audience_count; i++) {
		a = &r->audiences[i];
		if (a->kind != AUDIENCE_SIG ||
		    strcmp(a->span.from, f->period.last) > 0)
			continue;
		g = add_key(f, d, a->id, NULL, a->name.ja,
		    a->name.en == NULL ? a->name.ja : a->name.en);
		g[0].value = members_in(r, a->id, f->period.last);
		g[1].value = members_in(r, a->id, before);
		g[2].value = g[0].value;
		total += g[0].value;
		previous += g[1].value;
	}
	g = add_key(
	    f, d, "total", NULL, "合計（延べ数）", "Total (by membership)");
	g[0].value = total;
	g[1].value = previous;
	g[2].value = distinct(r, f->period.last);
}

static void
count_schemes(struct figures *f)
{
	static const struct measure m[] = { { "bodies", "団体数", "Bodies" },
		{ "behind", "会員数", "Members behind them" } };
	const struct roster *r = f->hub->roster;
	const struct roster_audience *a;
	struct dataset *d;
	struct figure *g;
	size_t i;

	d = new_set(f, "schemes", "organisations", "情報連携体制",
	    "Partner schemes", m, 2);
	for (i = 0; i < r->audience_count; i++) {
		a = &r->audiences[i];
		if (a->kind != AUDIENCE_SCHEME ||
		    !span_holds(&a->span, f->period.last))
			continue;
		g = add_key(f, d, a->id, NULL, a->name.ja,
		    a->name.en == NULL ? a->name.ja : a->name.en);
		g[0].value = a->bodies;
		g[1].value = a->behind;
	}
}

static void
count_bec(struct figures *f)
{
	static const struct measure m[] = { { "cases", "件数", "Cases" } };
	struct dataset *d;
	struct figure *g;
	struct stmt *s;
	int64_t total = 0, damage = 0;

	s = db_query(f->hub->db, SQL_REPORT_BEC, "tti", f->period.first,
	    f->period.last, f->at);
	while (db_row(s)) {
		total++;
		damage += db_int(s, 4) != 0;
	}
	d = new_set(f, "bec", "count", "ビジネスメール詐欺",
	    "Business e-mail compromise", m, 1);
	g = add_key(f, d, "total", NULL, "情報提供", "Submitted");
	g->value = total;
	g = add_key(f, d, "damage", NULL, "うち被害あり", "With damage");
	g->value = damage;
}

static void
count_consultations(struct figures *f)
{
	static const struct measure m[] = { { "cases", "件数", "Cases" } };
	struct dataset *d;
	struct figure *g;
	struct stmt *s;
	const char *topic;
	unsigned n = 0;

	d = new_set(f, "consultations", "count", "相談・報告事例",
	    "Consultations", m, 1);
	s = db_query(f->hub->db, SQL_REPORT_CONSULTATIONS, "tti",
	    f->period.first, f->period.last, f->at);
	while (db_row(s)) {
		topic = db_textdup(s, 0, f->arena);
		g = add_key(f, d, arena_printf(f->arena, "%u", ++n), NULL,
		    topic, topic);
		g->value = db_int(s, 1);
	}
}

static const struct measure observed[] = { { "first", "観測開始", "First" },
	{ "last", "観測終了", "Last" }, { "count", "観測回数", "Count" } };

static void
count_remote(
    struct figures *f, unsigned number, const char *address, int64_t port)
{
	struct dataset *d;
	struct figure *g;
	struct stmt *s;
	const char *id, *defanged, *letter;
	unsigned k = 0;

	id = number == 1 ? "observations"
			 : arena_printf(f->arena, "observations-%u", number);
	defanged = address;
	d = new_set(f, id, "count",
	    arena_printf(f->arena, "%s（%lldポート）からの観測期間と観測回数",
		defanged, (long long)port),
	    arena_printf(f->arena, "Traffic with %s, port %lld", defanged,
		(long long)port),
	    observed, 3);
	s = db_query(f->hub->db, SQL_REPORT_OBSERVATIONS, "ttiti",
	    f->period.first, f->period.last, f->at, address, port);
	while (db_row(s)) {
		letter = k < 26 ? arena_printf(f->arena, "%c", 'A' + (int)k)
				: arena_printf(f->arena, "A%u", k);
		k++;
		g = add_key(f, d, letter, NULL,
		    arena_printf(f->arena, "組織%s", letter),
		    arena_printf(f->arena, "Organisation %s", letter));
		g[0].text = db_textdup(s, 0, f->arena);
		g[1].text = db_textdup(s, 1, f->arena);
		g[2].value = db_int(s, 2);
	}
}

static void
count_observations(struct figures *f)
{
	struct r {
		const char *address;
		int64_t port;
	} *list = NULL, *r;
	struct stmt *s;
	size_t n = 0, i;

	s = db_query(f->hub->db, SQL_REPORT_REMOTES, "tti", f->period.first,
	    f->period.last, f->at);
	while (db_row(s)) {
		r = arena_push(f->arena, &list, &n, sizeof(*r));
		r->address = db_textdup(s, 0, f->arena);
		r->port = db_int(s, 1);
	}
	for (i = 0; i < n; i++)
		count_remote(f, (unsigned)i + 1, list[i].address, list[i].port);
}

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
	g = add_key(f, d, arena_strdup(f->arena, key), NULL,
	    arena_strdup(f->arena, ja), arena_strdup(f->arena, en));
	g->value = 1;
	return g;
}

static void
bump_region(struct figures *f, struct dataset *d, const char *code)
{
	bool unknown = strcmp(code, "unknown") == 0;

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

	d = new_set(f, "source-region", "mails", "メール送信元地域別",
	    "Mails by region of the sender", counted, 1);
	d->n = 0;
	for (i = 0; i < n; i++)
		bump_region(
		    f, d, m[i].ip == NULL ? "unknown" : region_of(m[i].ip));
}

static void
count_c2(struct figures *f)
{
	struct dataset *d;
	struct stmt *s;
	const char *host, **hosts = NULL;
	enum ind_type t = IND_URL;
	size_t n = 0, i;

	d = new_set(f, "c2-region", "destinations", "不正接続先地域別",
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
		bump_region(f, d, region_of(hosts[i]));
}

/* A mail with a link and an attachment is "attachment". */
static void
count_kinds(struct figures *f, const struct annex_mail *m, size_t n)
{
	struct dataset *d;
	struct stmt *s;
	size_t i;
	bool files;

	d = new_set(
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

	d = new_set(f, "attachment-kind", "files", "添付ファイル種別",
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

static int
by_size(const void *a, const void *b)
{
	const struct figure *x = a, *y = b;

	return x->value < y->value ? 1 : x->value > y->value ? -1 : 0;
}

/* Largest first, then by key; the unknown last. */
static void
order(struct figures *f, struct dataset *d)
{
	struct category c;
	struct figure g;
	size_t i, k;
	int cmp;

	(void)f;
	for (i = 1; i < d->key_count; i++)
		for (k = i; k > 0; k--) {
			cmp = by_size(&d->figures[k - 1], &d->figures[k]);
			if (strcmp(d->keys[k - 1].key, "unknown") == 0)
				cmp = 1;
			else if (strcmp(d->keys[k].key, "unknown") == 0)
				cmp = -1;
			else if (cmp == 0)
				cmp =
				    strcmp(d->keys[k - 1].key, d->keys[k].key);
			if (cmp <= 0)
				break;
			c = d->keys[k];
			d->keys[k] = d->keys[k - 1];
			d->keys[k - 1] = c;
			g = d->figures[k];
			d->figures[k] = d->figures[k - 1];
			d->figures[k - 1] = g;
		}
	suppress(d, f->hub->settings.min_cell);
}

static void
count_annex(struct figures *f)
{
	struct annex_mail *m;
	size_t n, i, first = f->set_count;

	m = annex_mails(f, &n);
	count_source(f, m, n);
	count_c2(f);
	count_kinds(f, m, n);
	count_attachments(f, m, n);
	for (i = first; i < f->set_count; i++)
		order(f, &f->sets[i]);
}

void
figures_count(struct figures *f)
{
	count_membership(f);
	count_schemes(f);
	if (!f->period.year)
		count_quarters(f);
	count_years(f);
	count_classes(f);
	count_consultations(f);
	count_bec(f);
	count_observations(f);
	count_annex(f);
}

const struct dataset *
figures_find(const struct figures *f, const char *id)
{
	size_t i;

	for (i = 0; i < f->set_count; i++)
		if (strcmp(f->sets[i].id, id) == 0)
			return &f->sets[i];
	return NULL;
}

const struct figure *
figures_at(const struct dataset *d, size_t key, size_t measure)
{
	return &d->figures[key * d->measure_count + measure];
}

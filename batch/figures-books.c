#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/db.h"
#include "batch/figures.h"
#include "batch/hub.h"
#include "formats/history.h"
#include "formats/mem.h"
#include "formats/package.h"

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

	figures_set(f, "flow", "count", "情報提供および情報共有の状況",
	    "Information submitted and shared", flow, 3);
	figures_set(f, "targeted", "count", "標的型攻撃の件数",
	    "Targeted attacks", targeted, 1);
	d = &f->sets[f->set_count - 2];
	t = &f->sets[f->set_count - 1];
	for (i = 3; i >= 0; i--) {
		period_step(&f->period, i, &p);
		year = arena_strndup(f->arena, p.id, 4);
		g = figures_key(f, d, arena_strdup(f->arena, p.id), year,
		    quarter_label(f, &p, true), quarter_label(f, &p, false));
		k = figures_key(f, t, arena_strdup(f->arena, p.id), year,
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

	d = figures_set(f, "years", "count", "年度ごとの件数",
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
		g = figures_key(f, d, arena_strdup(f->arena, word), NULL,
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

	d = figures_set(f, "classes", "count", "情報提供の区分",
	    "Submissions by class", m, 1);
	for (c = 0; c < CLASSES; c++) {
		g = figures_key(f, d, class_word(c), NULL, ja[c], en[c]);
		g->value = count_class(f, &f->period, class_word(c));
		/* The headline tells this one in any case. */
		g->open = c == CLASS_TARGETED;
	}
	suppress(d, f->hub->settings.min_cell);
}

void
figures_books(struct figures *f)
{
	if (!f->period.year)
		count_quarters(f);
	count_years(f);
	count_classes(f);
}

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/count/figures.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/config/history.h"
#include "formats/package/package.h"

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

static struct figure
counted(struct figures *f, const struct period *p, int64_t value)
{
	return (struct figure){ .value = value,
		.partial =
		    figures_late_start(f, p) || figures_early_end(f, p) };
}

static struct figure
told(int64_t value)
{
	return (struct figure){ .value = value,
		.history = true,
		.hidden = value < 0 ? NOT_COLLECTED : SHOWN };
}

/* Figures published before go before those counted. */
struct book
figures_quarter(struct figures *f, const struct period *p)
{
	const struct history_period *h = history_period(f->history, p->id);
	const struct figure no = { .hidden = NOT_COLLECTED };

	if (h != NULL)
		return (struct book){ told(h->submitted), told(h->shared),
			told(h->own), told(h->targeted) };
	if (strcmp(f->begun, p->last) > 0)
		return (struct book){ no, no, no, no };
	return (struct book){
		.submitted = counted(f, p, count(f, SQL_REPORT_SUBMITTED, p)),
		.shared = counted(f, p, count(f, SQL_REPORT_SHARED, p)),
		.own = counted(f, p, count(f, SQL_REPORT_OWN, p)),
		.targeted = counted(f, p, count_class(f, p, "targeted")),
	};
}

/* Of four quarters.  Where some are not known, the sum stands for the part of
 * the year that the hub kept the books; told quarters alone are no year. */
static struct figure
sum_of(const struct figure *const q[4])
{
	struct figure sum = { .hidden = NOT_COLLECTED };
	size_t known = 0, i;

	for (i = 0; i < 4; i++) {
		if (q[i]->hidden != SHOWN)
			continue;
		known++;
		sum.value += q[i]->value;
		sum.history |= q[i]->history;
		sum.partial |= q[i]->partial;
	}
	if (known == 4 || (known > 0 && !sum.history))
		sum.hidden = SHOWN;
	sum.partial |= known < 4;
	return sum;
}

/* A year is its quarters unless it was published as a whole. */
static struct book
year(struct figures *f, int y)
{
	const struct history_period *h;
	struct period p, last;
	struct book q[4];
	char word[16];
	int i;

	snprintf(word, sizeof(word), "FY%04d", y % 10000);
	h = history_period(f->history, word);
	if (h != NULL)
		return (struct book){ told(h->submitted), told(h->shared),
			told(h->own), told(h->targeted) };
	period_parse(word, &p);
	period_last_quarter(&p, &last);
	for (i = 0; i < 4; i++) {
		period_step(&last, i, &p);
		q[i] = figures_quarter(f, &p);
	}
#define SUM(m)                                 \
	sum_of((const struct figure *const[]){ \
	    &q[0].m, &q[1].m, &q[2].m, &q[3].m })
	return (struct book){ SUM(submitted), SUM(shared), SUM(own),
		SUM(targeted) };
#undef SUM
}

const char *
figures_quarter_label(struct figures *f, const struct period *p, bool ja)
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
	struct dataset *d, *t;
	struct period last, p;
	struct figure *g;
	struct book q;
	const char *key, *group;
	int i;

	figures_set(f, "flow", "count", "情報提供および情報共有の状況",
	    "Information submitted and shared", flow, 3);
	figures_set(f, "targeted", "count", "標的型攻撃の件数",
	    "Targeted attacks", targeted, 1);
	d = &f->sets[f->set_count - 2];
	t = &f->sets[f->set_count - 1];
	period_last_quarter(&f->period, &last);
	for (i = 3; i >= 0; i--) {
		period_step(&last, i, &p);
		q = figures_quarter(f, &p);
		key = arena_strdup(f->arena, p.id);
		group = arena_strndup(f->arena, p.id, 4);
		g = figures_key(f, d, key, group,
		    figures_quarter_label(f, &p, true),
		    figures_quarter_label(f, &p, false));
		g[0] = q.submitted;
		g[1] = q.shared;
		g[2] = q.own;
		g = figures_key(f, t, key, group,
		    figures_quarter_label(f, &p, true),
		    figures_quarter_label(f, &p, false));
		g[0] = q.targeted;
	}
}

/* The report of a year says, too, what the hub obtained itself. */
static void
count_years(struct figures *f)
{
	static const struct measure m[] = { { "submitted", "情報提供件数",
						"Submitted" },
		{ "targeted", "標的型攻撃とみなした件数", "Targeted" },
		{ "shared", "情報共有実施件数", "Shared" },
		{ "own", "うちハブが独自に入手したもの",
		    "of which obtained by the hub" } };
	struct dataset *d;
	struct figure *g;
	struct book b;
	int y, last;

	d = figures_set(f, "years", "count", "年度ごとの件数",
	    "Figures by fiscal year", m, f->period.year ? 4 : 3);
	/* The fiscal year that the period lies in; whole years only. */
	last =
	    atoi(f->period.first) - (strcmp(f->period.first + 5, "04-01") < 0);
	if (!f->period.year && strcmp(f->period.last + 5, "03-31") != 0)
		last--;
	for (y = last - 9; y <= last; y++) {
		b = year(f, y);
		if (b.submitted.hidden != SHOWN && b.shared.hidden != SHOWN &&
		    b.targeted.hidden != SHOWN)
			continue;
		g = figures_key(f, d, arena_printf(f->arena, "FY%04d", y), NULL,
		    arena_printf(f->arena, "%d年度", y),
		    arena_printf(f->arena, "FY%d", y));
		g[0] = b.submitted;
		g[1] = b.targeted;
		g[2] = b.shared;
		if (f->period.year)
			g[3] = b.own;
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
	d->breakdown = true;
}

void
figures_classes(struct figures *f)
{
	count_classes(f);
	figures_fates(f);
	figures_sightings(f);
}

static void
count_withdrawals(struct figures *f)
{
	static const struct measure m[] = { { "submissions", "件数",
	    "Submissions" } };
	struct dataset *d;
	struct figure *g;

	d = figures_set(f, "withdrawals", "count", "後に取り下げられた情報提供",
	    "Submissions withdrawn later", m, 1);
	g = figures_key(f, d, f->period.id, NULL, "本期", "This period");
	g->value = count(f, SQL_REPORT_WITHDRAWN, &f->period);
}

void
figures_books(struct figures *f)
{
	count_quarters(f);
	count_years(f);
	count_withdrawals(f);
}

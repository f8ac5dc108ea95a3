#include <string.h>
#include <sysexits.h>

#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/count/figures.h"
#include "batch/disclose/ledger.h"
#include "batch/disclose/sigtold.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"

/* The one SIG that the member was in on the day; NULL: none, or several. */
static struct sig_column *
column_of(const struct figures *f, struct sig_table *t, const char *member,
    const char *day)
{
	const struct roster_member *m = roster_member(f->hub->roster, member);
	struct sig_column *found = NULL;
	size_t i;

	for (i = 0; m != NULL && i < t->count; i++) {
		if (!roster_in_sig(m, t->columns[i].sig, day))
			continue;
		if (found != NULL)
			return NULL;
		found = &t->columns[i];
	}
	return found;
}

static void
count_columns(struct figures *f, struct sig_table *t)
{
	const struct roster *r = f->hub->roster;
	struct sig_column *mine;
	enum sig_row row;
	struct stmt *s;
	char day[11];
	size_t i;

	clock_day(f->at, day);
	t->day = arena_strdup(f->arena, day);
	for (i = 0; i < r->audience_count; i++)
		if (r->audiences[i].kind == AUDIENCE_SIG)
			((struct sig_column *)arena_push(f->arena, &t->columns,
			     &t->count, sizeof(*t->columns)))
			    ->sig = r->audiences[i].id;
	s = db_query(f->hub->db, SQL_REPORT_BY_MEMBER, "tti", f->period.first,
	    f->period.last, f->at);
	while (db_row(s)) {
		row = db_int(s, 2) ? SIG_TARGETED : SIG_OTHER;
		t->total[row] += db_int(s, 3);
		mine = column_of(f, t, db_text(s, 0), db_text(s, 1));
		if (mine != NULL)
			mine->n[row] += db_int(s, 3);
	}
}

/* What an annex of this quarter told, whichever industry's; NULL: it is none.
 */
static struct sig_table *
told_in(const struct figures *f, const struct ledger_report *r)
{
	size_t len = strlen(f->period.id);
	struct sig_table *t;

	if (r->sig_told == NULL || strncmp(r->period, f->period.id, len) != 0 ||
	    r->period[len] != '-')
		return NULL;
	t = sigtold_parse(f->arena, r->sig_told);
	if (t == NULL)
		log_fatal(EX_CONFIG,
		    "journal: report %s, edition %u: sig-told makes no sense",
		    r->period, r->edition);
	return t;
}

/* All annexes of a quarter tell of one table.  It is counted anew only where
 * that agrees with every table that was told. */
static void
settle(struct figures *f, struct sig_table *t)
{
	int64_t min = f->hub->settings.min_cell;
	struct sig_table *told, *last = NULL;
	const struct ledger_report *r;
	bool agree = true;
	size_t i;

	sigrule_hide(t->columns, t->count, t->total, min);
	for (i = 0; (r = ledger_at(f->ledger, i)) != NULL; i++) {
		told = told_in(f, r);
		if (told == NULL)
			continue;
		agree = agree && sigtold_agree(told, t, min);
		last = told;
	}
	if (agree)
		return;
	*t = *last;
	sigrule_hide(t->columns, t->count, t->total, min);
}

/* Of the SIG, of the hub.  Hidden is hidden: no mark tells why. */
static void
put(struct figures *f, struct dataset *d, const char *key, const char *ja,
    const char *en, int64_t sig, int64_t hub, bool hidden)
{
	struct figure *g = figures_key(f, d, key, NULL, ja, en);

	g[0].value = sig;
	g[0].hidden = hidden ? COMPLEMENT : SHOWN;
	g[1].value = hub;
}

static int64_t
memberships(const struct figures *f)
{
	const struct roster *r = f->hub->roster;
	int64_t n = 0;
	size_t i;

	for (i = 0; i < r->audience_count; i++)
		if (r->audiences[i].kind == AUDIENCE_SIG)
			n += figures_members_in(
			    r, r->audiences[i].id, f->period.last);
	return n;
}

static void
put_items(struct figures *f, struct dataset *d)
{
	int64_t min = f->hub->settings.min_cell, got, all;

	got = db_one(f->hub->db, SQL_REPORT_RECEIVED, 0, "ttit",
	    f->period.first, f->period.last, f->at, f->sig);
	all = db_one(f->hub->db, SQL_REPORT_SHARED, 0, "tti", f->period.first,
	    f->period.last, f->at);
	put(f, d, "shared", "情報共有（初めて共有した件数）",
	    "Items shared for the first time", got, all,
	    !sigrule_tells(got, min) || !sigrule_tells(all - got, min));
}

/* One SIG against all. */
void
figures_sig(struct figures *f)
{
	static const struct measure m[] = { { "sig", "この業界",
						"This industry" },
		{ "hub", "ハブ全体", "The whole hub" } };
	static const struct sig_column none = { .hidden = true };
	const struct sig_column *mine;
	struct sig_table t = { 0 };
	struct dataset *d;
	char today[11];

	count_columns(f, &t);
	settle(f, &t);
	f->sig_told = sigtold_text(f->arena, &t);
	mine = sigtold_column(&t, f->sig);
	if (mine == NULL)
		mine = &none;
	d = figures_set(f, "sig", "count", "この業界とハブ全体",
	    "This industry and the whole hub", m, 2);
	clock_day(f->at, today);
	if (strcmp(t.day, today) != 0)
		d->as_day = t.day;
	put(f, d, "members", "参加組織（期末、延べ数）",
	    "Members (by membership, at the end)",
	    figures_members_in(f->hub->roster, f->sig, f->period.last),
	    memberships(f), false);
	put(f, d, "targeted", "情報提供（標的型）", "Submitted, targeted",
	    mine->n[SIG_TARGETED], t.total[SIG_TARGETED], mine->hidden);
	put(f, d, "other", "情報提供（標的型以外）", "Submitted, other",
	    mine->n[SIG_OTHER], t.total[SIG_OTHER], mine->hidden);
	put_items(f, d);
}

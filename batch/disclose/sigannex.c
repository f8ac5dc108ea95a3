#include <string.h>
#include <sysexits.h>

#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/count/figures.h"
#include "batch/count/items.h"
#include "batch/count/tally.h"
#include "batch/disclose/ledger.h"
#include "batch/disclose/limits.h"
#include "batch/disclose/sigannex.h"
#include "batch/disclose/sigtable.h"
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

/* One that has no annex is among what the others leave. */
static void
add_column(struct figures *f, struct sig_table *t, const char *sig)
{
	struct sig_column *c;

	c = arena_push(f->arena, &t->columns, &t->count, sizeof(*c));
	c->sig = sig;
	c->hidden = roster_members_in(f->hub->roster, sig, f->period.last) <
		    SIGANNEX_MEMBERS;
}

static void
give(struct figures *f, struct sig_column *c, enum sig_row row,
    const char *member, int64_t n)
{
	c->n[row] += n;
	givers_add(f->arena, &c->givers[row],
	    givers_organisation(f->hub->roster, member), n);
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
			add_column(f, t, r->audiences[i].id);
	s = db_query(f->hub->db, SQL_REPORT_BY_MEMBER, "tti", f->period.first,
	    f->period.last, f->at);
	while (db_row(s)) {
		row = db_int(s, 2) ? SIG_TARGETED : SIG_OTHER;
		give(f, &t->total, row, db_text(s, 0), db_int(s, 3));
		mine = column_of(f, t, db_text(s, 0), db_text(s, 1));
		if (mine != NULL)
			give(f, mine, row, db_text(s, 0), db_int(s, 3));
	}
}

/* What an annex of this quarter told, whichever industry's; NULL: it is none.
 */
static struct sig_table *
told_in(const struct figures *f, const struct ledger_report *r)
{
	size_t len = strlen(f->period.id);
	struct sig_table *t;

	if (r->sig_table == NULL ||
	    strncmp(r->period, f->period.id, len) != 0 || r->period[len] != '-')
		return NULL;
	t = sigtable_parse(f->arena, r->sig_table);
	if (t == NULL)
		log_fatal(EX_CONFIG,
		    "journal: report %s, edition %u: sig-told makes no sense",
		    r->period, r->edition);
	return t;
}

/* Whether what changed since an annex was told may be told.  Who gave it is
 * counted again; a table that stood as an annex before it told it was asked
 * with that. */
static bool
agrees(struct figures *f, const struct ledger_report *r,
    const struct sig_table *told, const struct sig_table *now,
    const struct limits *l)
{
	struct sig_table then = { 0 };
	struct figures at = *f;

	if (!sigtable_agree(told, now, l->min))
		return false;
	if (strcmp(told->day, r->day) != 0)
		return true;
	at.at = r->at;
	count_columns(&at, &then);
	return !sigtable_changed_by_few(f->arena, told, &then, now, l);
}

/* All annexes of a quarter tell of one table.  It is counted anew only where
 * that agrees with every table that was told.  Of one that stands as it was
 * told the ledger has the figures and not who gave them: that was asked then.
 */
static void
keep_in_step(struct figures *f, struct sig_table *t)
{
	struct limits l = limits_of(&f->hub->settings, true);
	struct sig_table *told, *last = NULL;
	const struct ledger_report *r;
	bool agree = true;
	size_t i;

	sigrule_hide(f->arena, t->columns, t->count, &t->total, &l);
	for (i = 0; (r = ledger_at(f->ledger, i)) != NULL; i++) {
		told = told_in(f, r);
		if (told == NULL)
			continue;
		agree = agree && agrees(f, r, told, t, &l);
		last = told;
	}
	if (agree)
		return;
	*t = *last;
	l.organisations = 0;
	l.percent = 0;
	sigrule_hide(f->arena, t->columns, t->count, &t->total, &l);
}

/* Of the SIG, of the hub.  Hidden is hidden: no mark tells why. */
static void
put(const struct figures *f, struct dataset *d, const char *key, enum say name,
    int64_t sig, int64_t hub, bool hidden)
{
	struct figure *g = dataset_key(f->arena, d, key, NULL, label_say(name));

	g[0].value = sig;
	g[0].hidden = hidden ? COMPLEMENT : SHOWN;
	g[1].value = hub;
}

static void
put_members(const struct figures *f, struct dataset *d)
{
	const struct roster *r = f->hub->roster;

	put(f, d, "members", SAY_DATASET_SIG_MEMBERS,
	    roster_members_in(r, f->sig, f->period.last),
	    roster_memberships(r, f->period.last), false);
}

static void
put_submitted(
    const struct figures *f, struct dataset *d, const struct sig_table *t)
{
	static const struct sig_column none = { .hidden = true };
	const struct sig_column *mine = sigtable_column(t, f->sig);

	if (mine == NULL)
		mine = &none;
	put(f, d, "targeted", SAY_DATASET_SIG_TARGETED, mine->n[SIG_TARGETED],
	    t->total.n[SIG_TARGETED], mine->hidden);
	put(f, d, "other", SAY_DATASET_SIG_OTHER, mine->n[SIG_OTHER],
	    t->total.n[SIG_OTHER], mine->hidden);
}

/* Items of one in several SIGs count in each: what one got and what it did not
 * must both be fit to be told. */
static void
put_items(struct figures *f, struct dataset *d)
{
	struct limits l = limits_of(&f->hub->settings, true);
	struct givers by[2] = { { 0 } }; /* who gave those it did not get, and
					    those it got */
	struct item_by *items;
	int64_t got, all;
	size_t i, n;

	items = items_by(f, f->sig, &n);
	for (i = 0; i < n; i++)
		givers_join(f->arena, &by[items[i].had], &items[i].givers);

	got = db_one(f->hub->db, SQL_REPORT_RECEIVED, 0, "ttit",
	    f->period.first, f->period.last, f->at, f->sig);
	all = tally(f, SQL_REPORT_SHARED, &f->period);
	put(f, d, "shared", SAY_DATASET_SIG_SHARED, got, all,
	    limits_hide(&l, got, &by[1]) || limits_hide(&l, all - got, &by[0]));
}

void
sigannex_count(struct figures *f)
{
	static const struct measure_text m[] = {
		{ "sig", SAY_DATASET_SIG_SIG },
		{ "hub", SAY_DATASET_SIG_HUB },
	};
	struct sig_table t = { 0 };
	struct dataset *d;
	char today[11];

	count_columns(f, &t);
	keep_in_step(f, &t);
	f->sig_table = sigtable_text(f->arena, &t);
	d = dataset_add(&f->sets, "sig", "count", SAY_DATASET_SIG, m, 2);
	clock_day(f->at, today);
	if (strcmp(t.day, today) != 0)
		d->as_day = t.day;
	put_members(f, d);
	put_submitted(f, d, &t);
	put_items(f, d);
}

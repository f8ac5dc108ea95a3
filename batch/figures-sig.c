#include <string.h>

#include "batch/db.h"
#include "batch/figures.h"
#include "batch/hub.h"
#include "batch/sigrule.h"
#include "formats/mem.h"
#include "formats/roster.h"

struct columns {
	struct sig_column *list;
	size_t count;
	int64_t total[SIG_ROWS];
};

/* The one SIG that the member was in on the day; NULL: none, or several. */
static struct sig_column *
column_of(const struct figures *f, struct columns *c, const char *member,
    const char *day)
{
	const struct roster_member *m = roster_member(f->hub->roster, member);
	struct sig_column *found = NULL;
	size_t i;

	for (i = 0; m != NULL && i < c->count; i++) {
		if (!roster_in_sig(m, c->list[i].sig, day))
			continue;
		if (found != NULL)
			return NULL;
		found = &c->list[i];
	}
	return found;
}

static void
count_columns(struct figures *f, struct columns *c)
{
	const struct roster *r = f->hub->roster;
	struct sig_column *mine;
	enum sig_row row;
	struct stmt *s;
	size_t i;

	for (i = 0; i < r->audience_count; i++)
		if (r->audiences[i].kind == AUDIENCE_SIG)
			((struct sig_column *)arena_push(
			     f->arena, &c->list, &c->count, sizeof(*c->list)))
			    ->sig = r->audiences[i].id;
	s = db_query(f->hub->db, SQL_REPORT_BY_MEMBER, "tti", f->period.first,
	    f->period.last, f->at);
	while (db_row(s)) {
		row = db_int(s, 2) ? SIG_TARGETED : SIG_OTHER;
		c->total[row] += db_int(s, 3);
		mine = column_of(f, c, db_text(s, 0), db_text(s, 1));
		if (mine != NULL)
			mine->n[row] += db_int(s, 3);
	}
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
	struct columns c = { 0 };
	const struct sig_column *mine = NULL;
	struct dataset *d;
	size_t i;

	count_columns(f, &c);
	sigrule_hide(c.list, c.count, c.total, f->hub->settings.min_cell);
	for (i = 0; i < c.count; i++)
		if (strcmp(c.list[i].sig, f->sig) == 0)
			mine = &c.list[i];
	d = figures_set(f, "sig", "count", "この業界とハブ全体",
	    "This industry and the whole hub", m, 2);
	if (mine == NULL)
		return;
	put(f, d, "members", "参加組織（期末、延べ数）",
	    "Members (by membership, at the end)",
	    figures_members_in(f->hub->roster, f->sig, f->period.last),
	    memberships(f), false);
	put(f, d, "targeted", "情報提供（標的型）", "Submitted, targeted",
	    mine->n[SIG_TARGETED], c.total[SIG_TARGETED], mine->hidden);
	put(f, d, "other", "情報提供（標的型以外）", "Submitted, other",
	    mine->n[SIG_OTHER], c.total[SIG_OTHER], mine->hidden);
	put_items(f, d);
}

#include "batch/count/hits.h"
#include "batch/count/figures.h"
#include "batch/count/givers.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

#define FIRST_STEP 3

/* One more than last time would tell who it was to somebody who knows the
 * others. */
static int64_t
step(int64_t count)
{
	int64_t told = 0, next = FIRST_STEP;

	while (next <= count) {
		told = next;
		next = next % 3 == 0 ? next / 3 * 10 : next * 3;
	}
	return told;
}

/* Those of one group are one. */
static int64_t
organisations(struct figures *f)
{
	struct givers all = { 0 };
	struct stmt *s;
	const char *who;

	s = db_query(f->hub->db, SQL_REPORT_HITS, "tti", f->period.first,
	    f->period.last, f->at);
	while (db_row(s)) {
		who = givers_organisation(f->hub->roster, db_text(s, 0));
		if (givers_part(&all, who) == 0)
			givers_add(f->arena, &all, who, 1);
	}
	return (int64_t)all.count;
}

void
count_hits(struct figures *f)
{
	static const struct measure_text m[] = {
		{ "organisations", SAY_DATASET_HITS_ORGANISATIONS },
	};
	int64_t told = step(organisations(f));
	struct dataset *d;

	if (told == 0)
		return;
	d = dataset_add(&f->sets, "hits", "at-least", SAY_DATASET_HITS, m, 1);
	dataset_key(
	    f->arena, d, f->period.id, NULL, label_say(SAY_DATASET_HITS_PERIOD))
	    ->value = told;
}

#include <stdlib.h>
#include <string.h>

#include "batch/base/clock.h"
#include "batch/count/coverage.h"
#include "batch/count/figures.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/journal.h"
#include "formats/base/mem.h"

/* The hub was made then; a night of the past may be run in it all the same. */
static void
day_made(struct figures *f, char day[11])
{
	struct journal_entry e;
	struct journal *j;
	const char *at;

	j = journal_open(f->hub, NULL, false);
	if (journal_next(j, f->arena, &e) && strcmp(e.kind, "hub") == 0 &&
	    (at = journal_get(&e, "at")) != NULL)
		clock_day(strtoll(at, NULL, 10), day);
	journal_close(j);
}

/* The day from which this hub keeps the books. */
void
coverage_begin(struct figures *f)
{
	struct stmt *s;

	day_made(f, f->begun);
	s = db_query(f->hub->db, SQL_REPORT_FIRST, "");
	if (!db_row(s))
		return;
	if (*f->begun == '\0' || strcmp(db_text(s, 0), f->begun) < 0)
		memcpy(f->begun, db_text(s, 0), sizeof(f->begun) - 1);
	db_end(s);
}

bool
coverage_late_start(const struct figures *f, const struct period *p)
{
	return strcmp(f->begun, p->first) > 0;
}

bool
coverage_early_end(int64_t at, const struct period *p)
{
	char day[11];

	clock_day(at, day);
	return strcmp(day, p->last) <= 0;
}

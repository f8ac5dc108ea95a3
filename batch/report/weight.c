#include <inttypes.h>
#include <string.h>

#include "batch/base/log.h"
#include "batch/count/figures.h"
#include "batch/report/weight.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

/* What one member gave; rows of one member come together. */
struct weight {
	const char *member;
	int64_t submitted, targeted;
};

/* A figure below the bound is anybody's: most have few who make it. */
static void
warn(const struct figures *f, const char *member, int64_t part, int64_t all,
    const char *what)
{
	if (all >= (int64_t)f->hub->settings.min_cell && part > all - part)
		log_warn("%s: %s gave %" PRId64 " of %" PRId64
			 " %s, more than half: the report tells the sum",
		    f->period.id, member, part, all, what);
}

void
weight_warn(const struct figures *f)
{
	struct weight *list = NULL, *w = NULL, all = { 0 };
	const char *member;
	struct stmt *s;
	size_t count = 0, i;
	int64_t n;

	s = db_query(f->hub->db, SQL_REPORT_BY_MEMBER, "tti", f->period.first,
	    f->period.last, f->at);
	while (db_row(s)) {
		member = db_text(s, 0);
		if (w == NULL || strcmp(w->member, member) != 0) {
			w = arena_push(f->arena, &list, &count, sizeof(*w));
			w->member = arena_strdup(f->arena, member);
		}
		n = db_int(s, 3);
		w->submitted += n;
		w->targeted += db_int(s, 2) != 0 ? n : 0;
		all.submitted += n;
		all.targeted += db_int(s, 2) != 0 ? n : 0;
	}
	for (i = 0; i < count; i++) {
		w = &list[i];
		warn(f, w->member, w->submitted, all.submitted, "submissions");
		warn(f, w->member, w->targeted, all.targeted,
		    "targeted submissions");
	}
}

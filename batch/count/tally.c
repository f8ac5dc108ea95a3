#include "batch/count/tally.h"
#include "batch/count/figures.h"
#include "batch/store/hub.h"

int64_t
tally(const struct figures *f, enum sql_id id, const struct period *p)
{
	return db_one(f->hub->db, id, 0, "tti", p->first, p->last, f->at);
}

int64_t
tally_class(const struct figures *f, const struct period *p, const char *class)
{
	return db_one(f->hub->db, SQL_REPORT_CLASS, 0, "ttit", p->first,
	    p->last, f->at, class);
}

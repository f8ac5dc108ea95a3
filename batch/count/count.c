#include "batch/count/count.h"
#include "batch/count/bec.h"
#include "batch/count/books.h"
#include "batch/count/campaigns.h"
#include "batch/count/cases.h"
#include "batch/count/classes.h"
#include "batch/count/fates.h"
#include "batch/count/hits.h"
#include "batch/count/items.h"
#include "batch/count/members.h"
#include "batch/count/months.h"
#include "batch/count/statistics.h"
#include "batch/count/trend.h"

/* Of the headline. */
static void
count_flow(struct figures *f)
{
	count_classes(f);
	count_months(f);
	count_campaigns(f);
	count_fates(f);
	count_sightings(f);
}

void
count_report(struct figures *f)
{
	count_members(f);
	count_books(f);
	count_flow(f);
	count_trend(f);
	count_records(f);
	count_timeliness(f);
	count_hits(f);
	count_consultations(f);
	count_bec(f);
	count_observations(f);
	count_statistics(f);
}

void
count_breakdowns(struct figures *f)
{
	count_flow(f);
	count_statistics(f);
}

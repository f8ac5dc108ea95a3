#include <string.h>

#include "batch/count/coverage.h"
#include "batch/count/figures.h"
#include "batch/count/quarter.h"
#include "batch/count/tally.h"
#include "formats/base/mem.h"
#include "formats/config/history.h"

static struct figure
published(int64_t value)
{
	return (struct figure){ .value = value,
		.history = true,
		.hidden = value < 0 ? NOT_COLLECTED : SHOWN };
}

struct book
book_published(const struct history_period *h)
{
	return (struct book){ published(h->submitted), published(h->shared),
		published(h->own), published(h->targeted) };
}

struct book
book_of_quarter(const struct figures *f, const struct period *p)
{
	const struct history_period *h = history_period(f->history, p->id);
	const struct figure no = { .hidden = NOT_COLLECTED };
	struct figure in_part = { .partial = coverage_late_start(f, p) ||
					     coverage_early_end(f->at, p) };
	struct book b = { in_part, in_part, in_part, in_part };

	if (h != NULL)
		return book_published(h);
	if (strcmp(f->begun, p->last) > 0)
		return (struct book){ no, no, no, no };
	b.submitted.value = tally(f, SQL_REPORT_SUBMITTED, p);
	b.shared.value = tally(f, SQL_REPORT_SHARED, p);
	b.own.value = tally(f, SQL_REPORT_OWN, p);
	b.targeted.value = tally_class(f, p, "targeted");
	return b;
}

struct label
quarter_label(const struct period *p)
{
	static const enum say months[] = { SAY_DATASET_QUARTER_1,
		SAY_DATASET_QUARTER_2, SAY_DATASET_QUARTER_3,
		SAY_DATASET_QUARTER_4 };

	return label_say(months[(unsigned)(p->id[5] - '1') % 4]);
}

const char *
quarter_group(const struct figures *f, const struct period *p)
{
	return arena_strndup(f->arena, p->id, 4);
}

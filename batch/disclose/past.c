#include "batch/disclose/past.h"
#include "batch/count/count.h"
#include "batch/count/figures.h"
#include "batch/disclose/ledger.h"
#include "formats/base/mem.h"

struct past {
	const struct ledger_report *report;
	struct datasets sets;
};

struct pasts {
	struct past *list;
	size_t count;
};

struct pasts *
pasts_new(const struct figures *f)
{
	return arena_alloc(f->arena, sizeof(struct pasts));
}

static struct past *
count_past(const struct figures *f, const struct ledger_report *r)
{
	struct figures then = *f;
	struct past *p;

	then.at = r->at;
	then.sets = (struct datasets){ .arena = f->arena };
	if (period_parse(r->period, &then.period))
		count_breakdowns(&then);
	p = arena_push(f->arena, &f->pasts->list, &f->pasts->count, sizeof(*p));
	p->report = r;
	p->sets = then.sets;
	return p;
}

const struct dataset *
past_set(const struct figures *f, const struct ledger_report *r, const char *id)
{
	struct past *p = NULL;
	size_t i;

	for (i = 0; i < f->pasts->count && p == NULL; i++)
		if (f->pasts->list[i].report == r)
			p = &f->pasts->list[i];
	if (p == NULL)
		p = count_past(f, r);
	return dataset_find(&p->sets, id);
}

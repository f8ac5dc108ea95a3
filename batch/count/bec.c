#include "batch/count/bec.h"
#include "batch/count/figures.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

/* As IPA numbers them, from 1. */
#define BEC_TYPES 5

struct bec_case *
bec_cases(const struct figures *f, size_t *count)
{
	struct bec_case *list = NULL, *c;
	struct stmt *s;

	*count = 0;
	s = db_query(f->hub->db, SQL_REPORT_BEC, "tti", f->period.first,
	    f->period.last, f->at);
	while (db_row(s)) {
		c = arena_push(f->arena, &list, count, sizeof(*c));
		c->day = db_textdup(s, 0, f->arena);
		c->type = db_int(s, 1);
		c->victim = db_textdup(s, 2, f->arena);
		c->partial = db_int(s, 3) != 0;
		c->damage = db_int(s, 4) != 0;
		c->told = db_int(s, 5) != 0;
		c->outline = db_textdup(s, 6, f->arena);
		c->language = db_textdup(s, 7, f->arena);
	}
	return list;
}

struct label
bec_type(int64_t type)
{
	static const enum say names[BEC_TYPES] = {
		SAY_DATASET_BEC_TYPES_1,
		SAY_DATASET_BEC_TYPES_2,
		SAY_DATASET_BEC_TYPES_3,
		SAY_DATASET_BEC_TYPES_4,
		SAY_DATASET_BEC_TYPES_5,
	};

	return type < 1 || type > BEC_TYPES ? label_same("")
					    : label_say(names[type - 1]);
}

static const struct measure_text cases[] = { { "cases", SAY_DATASET_CASES } };

/* Of those that the table of cases tells with their type: there is nothing to
 * hide. */
static void
count_types(struct figures *f, const struct bec_case *list, size_t count)
{
	struct dataset *d;
	int64_t type, n;
	size_t i;

	d = dataset_add(
	    &f->sets, "bec-types", "count", SAY_DATASET_BEC_TYPES, cases, 1);
	for (type = 1; type <= BEC_TYPES; type++) {
		for (n = 0, i = 0; i < count; i++)
			n += list[i].told && list[i].type == type;
		if (n == 0)
			continue;
		dataset_key(f->arena, d,
		    arena_printf(f->arena, "%u", (unsigned)type), NULL,
		    bec_type(type))
		    ->value = n;
	}
}

void
count_bec(struct figures *f)
{
	struct bec_case *list;
	struct dataset *d;
	struct figure *g;
	size_t count, i;

	list = bec_cases(f, &count);
	d = dataset_add(&f->sets, "bec", "count", SAY_DATASET_BEC, cases, 1);
	g = dataset_key(
	    f->arena, d, "total", NULL, label_say(SAY_DATASET_BEC_TOTAL));
	g->value = (int64_t)count;
	g = dataset_key(
	    f->arena, d, "damage", NULL, label_say(SAY_DATASET_BEC_DAMAGE));
	for (i = 0; i < count; i++)
		g->value += list[i].damage;
	count_types(f, list, count);
}

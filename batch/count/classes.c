#include "batch/count/classes.h"
#include "batch/count/figures.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/package/package.h"

void
count_classes(struct figures *f)
{
	static const struct measure_text m[] = {
		{ "submissions", SAY_DATASET_SUBMISSIONS },
	};
	static const enum say names[CLASSES] = {
		[CLASS_TARGETED] = SAY_DATASET_CLASSES_TARGETED,
		[CLASS_BULK] = SAY_DATASET_CLASSES_BULK,
		[CLASS_PHISHING] = SAY_DATASET_CLASSES_PHISHING,
		[CLASS_BEC] = SAY_DATASET_CLASSES_BEC,
		[CLASS_SCAN] = SAY_DATASET_CLASSES_SCAN,
		[CLASS_OTHER] = SAY_DATASET_CLASSES_OTHER,
		[CLASS_UNDECIDED] = SAY_DATASET_CLASSES_UNDECIDED,
		[CLASS_UNCLASSIFIED] = SAY_DATASET_CLASSES_UNCLASSIFIED,
	};
	struct dataset *d;
	struct figure *g;
	struct stmt *s;
	enum class c;

	d = dataset_add(
	    &f->sets, "classes", "count", SAY_DATASET_CLASSES, m, 1);
	for (c = 0; c < CLASSES; c++) {
		g = dataset_key(
		    f->arena, d, class_word(c), NULL, label_say(names[c]));
		/* The headline tells this one in any case. */
		g->open = c == CLASS_TARGETED;
	}
	s = db_query(f->hub->db, SQL_REPORT_CLASSES, "tti", f->period.first,
	    f->period.last, f->at);
	while (db_row(s)) {
		g = dataset_figure(d, db_text(s, 0), NULL);
		if (g != NULL)
			figures_give(f, g, db_text(s, 1), db_int(s, 2));
	}
	d->breakdown = d->dominance = true;
}

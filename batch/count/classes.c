#include "batch/count/classes.h"
#include "batch/count/figures.h"
#include "batch/count/tally.h"
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
	enum class c;

	d = dataset_add(
	    &f->sets, "classes", "count", SAY_DATASET_CLASSES, m, 1);
	for (c = 0; c < CLASSES; c++) {
		g = dataset_key(
		    f->arena, d, class_word(c), NULL, label_say(names[c]));
		g->value = tally_class(f, &f->period, class_word(c));
		/* The headline tells this one in any case. */
		g->open = c == CLASS_TARGETED;
	}
	d->breakdown = true;
}

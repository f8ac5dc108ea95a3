#include <stdio.h>
#include <sysexits.h>

#include "batch/base/log.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "formats/base/reason.h"

int
cmd_explain(int argc, char **argv)
{
	struct option_list rest = { 0 };
	const struct reason_entry *e;
	enum reason r;

	options_read(argc, argv, "explain CODE", NULL, 0, &rest, 1, 1);
	r = reason_parse(rest.v[0]);
	if (r == REASON_NONE) {
		log_warn("%s is no reason code; these are:", rest.v[0]);
		for (r = REASON_NONE + 1; r < REASON_COUNT; r++)
			fprintf(stderr, "  %s\n", reason_word(r));
		return EX_USAGE;
	}
	e = reason_entry(r);
	printf("%s\n  %s\n  %s\n  %s\n  %s\n", e->word, e->means_ja,
	    e->advice_ja, e->means_en, e->advice_en);
	return 0;
}

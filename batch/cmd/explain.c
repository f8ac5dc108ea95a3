#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "batch/base/log.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "formats/base/reason.h"
#include "formats/base/say.h"

/* States of packages, and exit codes in the contract's order. */
static const struct {
	const char *word;
	enum say means;
} others[] = {
	{ "accepted", SAY_EXPLAIN_ACCEPTED },
	{ "duplicate", SAY_EXPLAIN_DUPLICATE },
	{ "quarantined", SAY_EXPLAIN_QUARANTINED },
	{ "waiting", SAY_EXPLAIN_WAITING },
	{ "0", SAY_EXPLAIN_DONE },
	{ "10", SAY_EXPLAIN_ATTENTION },
	{ "64", SAY_EXPLAIN_USAGE },
	{ "65", SAY_EXPLAIN_INPUT },
	{ "69", SAY_EXPLAIN_UNAVAILABLE },
	{ "70", SAY_EXPLAIN_INTERNAL },
	{ "73", SAY_EXPLAIN_CREATE },
	{ "74", SAY_EXPLAIN_IO },
	{ "75", SAY_EXPLAIN_BUSY },
	{ "77", SAY_EXPLAIN_RIGHTS },
	{ "78", SAY_EXPLAIN_CONFIG },
};

#define OTHERS (sizeof(others) / sizeof(others[0]))

static void
print_reason(const struct reason_entry *e)
{
	printf("%s\n  %s\n  %s\n  %s\n  %s\n", e->word, e->means_ja,
	    e->advice_ja, e->means_en, e->advice_en);
}

static void
list_words(const char *word)
{
	enum reason r;
	size_t i;

	log_warn("%s is no reason code, state or exit code; these are:", word);
	for (i = 0; i < OTHERS; i++)
		fprintf(stderr, "  %s\n", others[i].word);
	for (r = REASON_NONE + 1; r < REASON_COUNT; r++)
		fprintf(stderr, "  %s\n", reason_word(r));
}

int
cmd_explain(int argc, char **argv)
{
	struct option_list rest = { 0 };
	enum reason r;
	size_t i;

	options_read(argc, argv, "explain CODE", NULL, 0, &rest, 1, 1);
	r = reason_parse(rest.v[0]);
	if (r != REASON_NONE) {
		print_reason(reason_entry(r));
		return 0;
	}
	for (i = 0; i < OTHERS; i++)
		if (strcmp(others[i].word, rest.v[0]) == 0) {
			printf("%s\n  %s\n  %s\n", others[i].word,
			    say(others[i].means, LANG_JA),
			    say(others[i].means, LANG_EN));
			return 0;
		}
	list_words(rest.v[0]);
	return EX_USAGE;
}

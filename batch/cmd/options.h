/*
 * Long options of a subcommand, from a table, and --lang and --help, which
 * every one takes.  A mistake prints the usage line and whose help to read to
 * standard error and ends with EX_USAGE.
 */
#ifndef BATCH_OPTIONS_H
#define BATCH_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

struct option_spec {
	const char *name;  /* "--media"; a short one may be "-o" */
	const char *value; /* "DIR", or NULL: a flag */
	/* one of: */
	bool *flag;
	const char **text;	  /* last one wins */
	struct option_list *list; /* may be given again */
	bool at;		  /* RFC 3339, goes to clock_set() */
	bool lang;		  /* ja or en, goes to tongue_choose() */
};
struct option_list {
	const char **v;
	size_t count;
};

/*
 * Reads argv[1..]; what is no option goes to rest, which must hold min to max
 * words (max 0: no bound).  usage: "run HUB [--media DIR]... [--at TIME]".
 */
void options_read(int argc, char **argv, const char *usage,
    const struct option_spec *specs, size_t count, struct option_list *rest,
    size_t min, size_t max);

#endif

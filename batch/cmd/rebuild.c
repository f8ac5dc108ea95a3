#include <stdio.h>

#include "batch/base/log.h"
#include "batch/base/tongue.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "batch/cmd/remake.h"

int
cmd_rebuild(int argc, char **argv)
{
	struct option_list rest = { 0 };
	size_t differences;

	options_read(argc, argv, "rebuild HUB", NULL, 0, &rest, 1, 1);
	differences = remake_db(rest.v[0]);
	if (differences > 0) {
		log_warn("%zu bundles come out otherwise than the journal says",
		    differences);
		return EXIT_ATTENTION;
	}
	fputs(tongue_form(
		  "hub.db made again; every bundle as the journal says\n"),
	    stdout);
	return 0;
}

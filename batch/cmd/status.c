#include <stdbool.h>

#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "batch/store/hub.h"
#include "batch/verdict/verdict.h"

int
cmd_status(int argc, char **argv)
{
	bool json = false, html = false, nagios = false, prometheus = false;
	struct option_list rest = { 0 };
	struct hub *h;
	int rc;
	const struct option_spec specs[] = {
		{ "--json", NULL, .flag = &json },
		{ "--html", NULL, .flag = &html },
		{ "--nagios", NULL, .flag = &nagios },
		{ "--prometheus", NULL, .flag = &prometheus },
		{ "--at", "TIME", .at = true },
	};

	options_read(argc, argv,
	    "status HUB [--json | --html | --nagios | --prometheus] [--at TIME]",
	    specs, 5, &rest, 1, 1);
	h = hub_open(rest.v[0], HUB_SETTINGS | HUB_ROSTER | HUB_DB);
	rc = verdict_print(h, nagios	   ? VERDICT_NAGIOS
			      : prometheus ? VERDICT_PROMETHEUS
			      : html	   ? VERDICT_HTML
			      : json	   ? VERDICT_JSON
					   : VERDICT_TEXT);
	hub_close(h);
	return rc;
}

#include <string.h>
#include <sysexits.h>

#include "batch/base/log.h"
#include "batch/base/tell.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "batch/find/find.h"
#include "batch/find/tellfind.h"
#include "batch/find/wanted.h"
#include "batch/store/hub.h"
#include "formats/base/text.h"

#define WORDS_SHOWN 200 /* bytes in a message */
#define WORDS_MAX   4000

int
cmd_find(int argc, char **argv)
{
	struct option_list rest = { 0 };
	struct wanted w;
	struct find_answer found;
	struct tell *t;
	struct hub *h;
	bool json = false;
	const struct option_spec specs[] = {
		{ "--json", NULL, .flag = &json },
		{ "--at", "TIME", .at = true },
	};

	options_read(argc, argv, "find HUB WORDS [--json] [--at TIME]", specs,
	    2, &rest, 2, 0);
	h = hub_open(rest.v[0], HUB_SETTINGS | HUB_ROSTER | HUB_DB);
	if (!wanted_read(h->arena, rest.v + 1, rest.count - 1, &w))
		return EX_DATAERR;
	if (*w.words == '\0' || strlen(w.words) > WORDS_MAX)
		log_fatal(EX_USAGE,
		    "find: wanted words to look for, at most %d bytes",
		    WORDS_MAX);
	find_all(h, &w, &found);
	if (found.count == 0)
		log_info("nothing that came or went out holds \"%s\"",
		    text_escape(
			h->arena, w.words, strlen(w.words), WORDS_SHOWN));
	t = tell_command(json);
	tell_found(t, &w, &found);
	hub_close(h);
	tell_print(t);
	return 0;
}

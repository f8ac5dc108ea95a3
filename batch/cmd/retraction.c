#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/base/person.h"
#include "batch/base/tell.h"
#include "batch/care/hostcare.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "batch/night/night.h"
#include "batch/replay.h"
#include "batch/store/acked.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/verdict/tellacks.h"
#include "formats/base/mem.h"

static int
list(const char *path, bool json)
{
	struct tell *t = tell_command(json);
	struct hub *h;

	h = hub_open(path, HUB_SETTINGS | HUB_ROSTER | HUB_DB);
	tell_map(t, "retraction");
	tell_silent(t, h, NULL, NULL);
	tell_end(t);
	tell_print(t);
	hub_close(h);
	return 0;
}

static bool
is_awaited(struct night *n, const struct excuse *x)
{
	struct silent *all;
	size_t count, i;

	all = acked_all_silent(n->hub, n->arena, n->day, &count);
	for (i = 0; i < count; i++)
		if (strcmp(all[i].item, x->item) == 0 &&
		    strcmp(all[i].reader, x->reader) == 0)
			return true;
	return false;
}

/* Into the journal first: what it says is made again from it. */
static void
record(struct night *n, const struct excuse *x)
{
	journal_add(n->journal, "excused", "item", x->item, "reader", x->reader,
	    "at", arena_printf(n->arena, "%" PRId64, x->at), "by", x->by,
	    "reason", x->reason, NULL);
	journal_sync(n->journal);
	db_begin(n->hub->db);
	acked_excuse(n->hub->db, x);
	night_mark(n);
	db_commit(n->hub->db);
}

static int
close_one(const struct option_list *rest, const char *reason)
{
	struct excuse x = { .item = rest->v[2], .reader = rest->v[3] };
	struct night *n;
	bool awaited;

	n = night_open(rest->v[0], HUB_WRITE, 1);
	replay(n);
	hostcare(n);
	x.at = n->at;
	x.by = person_name(n->arena);
	x.reason = person_reason(
	    n->arena, reason, "why nobody waits for that reader any more");
	awaited = is_awaited(n, &x);
	if (awaited)
		record(n, &x);
	night_close(n);
	if (awaited)
		return 0;
	log_warn(
	    "nobody waits for %s to acknowledge that %s is over; toiyaba retraction HUB list tells who is waited for",
	    rest->v[3], rest->v[2]);
	return EX_USAGE;
}

int
cmd_retraction(int argc, char **argv)
{
	static const char usage[] =
	    "retraction HUB list [--json] | close ITEM READER --reason TEXT [--at TIME]";
	struct option_list rest = { 0 };
	const char *reason = NULL;
	bool json = false;
	const struct option_spec specs[] = {
		{ "--reason", "TEXT", .text = &reason },
		{ "--at", "TIME", .at = true },
		{ "--json", NULL, .flag = &json },
	};

	options_read(argc, argv, usage, specs, 3, &rest, 2, 4);
	if (strcmp(rest.v[1], "list") == 0 && rest.count == 2)
		return list(rest.v[0], json);
	if (strcmp(rest.v[1], "close") != 0 || rest.count != 4)
		log_fatal(EX_USAGE, "usage: toiyaba %s", usage);
	return close_one(&rest, reason);
}

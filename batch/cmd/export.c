#include <stdio.h>
#include <sysexits.h>

#include "batch/base/clock.h"
#include "batch/base/log.h"
#include "batch/base/person.h"
#include "batch/base/stop.h"
#include "batch/base/tell.h"
#include "batch/care/hostcare.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "batch/count/period.h"
#include "batch/handout/handout.h"
#include "batch/media/book.h"
#include "batch/media/medium.h"
#include "batch/night/night.h"
#include "batch/replay.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/store/place.h"
#include "batch/verdict/tellmedia.h"
#include "formats/base/buf.h"

static int
list(const char *path, bool json)
{
	struct tell *t = tell_command(json);
	struct hub *h;

	h = hub_open(path, HUB_SETTINGS | HUB_ROSTER | HUB_DB);
	tell_map(t, "export");
	tell_media(t, h);
	tell_end(t);
	hub_close(h);
	tell_print(t);
	return 0;
}

static int
unknown(const char *id)
{
	log_warn("there is no medium %s; toiyaba export HUB lists them", id);
	return EX_USAGE;
}

static int
nobody(const char *who)
{
	log_warn("%s is nobody who reads and has a key today", who);
	return EX_USAGE;
}

static int
note_returned(const char *path, const char *id)
{
	const struct medium *m;
	struct night *n;

	n = night_open(path, HUB_WRITE, 1);
	replay(n);
	hostcare(n);
	m = book_read(n->hub->db, n->arena, id);
	if (m != NULL && m->back == 0)
		book_back(n, id);
	night_close(n);
	return m == NULL ? unknown(id) : 0;
}

/* The slip is printed when all that it speaks of is done. */
static int
fill(const char *path, const char *dir, struct medium_wish *wish)
{
	struct buf slip = { 0 };
	struct night *n;
	bool known;
	int rc;

	stop_install();
	n = night_open(path, HUB_WRITE, 1);
	replay(n);
	hostcare(n);
	wish->by = person_name(n->arena);
	known = medium_make(n, dir, wish, &slip);
	fwrite(slip.data, 1, slip.len, stdout);
	buf_free(&slip);
	rc = known		   ? n->exit
	     : wish->again != NULL ? unknown(wish->again)
				   : nobody(wish->state);
	night_close(n);
	return rc;
}

/* A report is read by everybody, and no medium's number is told with it. */
static int
hand_out(const char *path, const char *dir, const char *period)
{
	struct buf slip = { 0 };
	struct period p;
	struct hub *h;

	if (!period_parse(period, &p))
		log_fatal(EX_USAGE, "%s: wanted a period like 2017Q3 or FY2016",
		    period);
	h = hub_open(path, HUB_SETTINGS | HUB_LOCK);
	place_check(h);
	handout_lay(h, p.id, dir, clock_now(), &slip);
	fwrite(slip.data, 1, slip.len, stdout);
	buf_free(&slip);
	hub_close(h);
	return 0;
}

int
cmd_export(int argc, char **argv)
{
	static const char usage[] =
	    "export HUB DIR [--state WHO | --again MEDIUM | --report PERIOD] [--at TIME]\n       toiyaba export HUB --returned MEDIUM [--at TIME]\n       toiyaba export HUB [--json]";
	struct medium_wish wish = { 0 };
	const char *returned = NULL, *report = NULL;
	struct option_list rest = { 0 };
	bool json = false;
	const struct option_spec specs[] = {
		{ "--again", "MEDIUM", .text = &wish.again },
		{ "--state", "WHO", .text = &wish.state },
		{ "--returned", "MEDIUM", .text = &returned },
		{ "--report", "PERIOD", .text = &report },
		{ "--json", NULL, .flag = &json },
		{ "--at", "TIME", .at = true },
	};

	options_read(argc, argv, usage, specs, sizeof(specs) / sizeof(specs[0]),
	    &rest, 1, 2);
	if ((rest.count == 2 && (returned != NULL || json)) ||
	    (rest.count == 1 &&
		(wish.again != NULL || wish.state != NULL || report != NULL)) ||
	    (wish.again != NULL) + (wish.state != NULL) + (report != NULL) >
		1 ||
	    (returned != NULL && json))
		log_fatal(EX_USAGE, "usage: toiyaba %s", usage);
	if (report != NULL)
		return hand_out(rest.v[0], rest.v[1], report);
	if (rest.count == 2)
		return fill(rest.v[0], rest.v[1], &wish);
	if (returned != NULL)
		return note_returned(rest.v[0], returned);
	return list(rest.v[0], json);
}

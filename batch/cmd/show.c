#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "batch/base/log.h"
#include "batch/base/tell.h"
#include "batch/base/tellback.h"
#include "batch/base/tellprose.h"
#include "batch/base/tellsay.h"
#include "batch/base/tongue.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "batch/evidence/evidence.h"
#include "batch/evidence/sightings.h"
#include "batch/evidence/tellcase.h"
#include "batch/evidence/unread.h"
#include "batch/evidence/wrote.h"
#include "batch/media/book.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "batch/verdict/tellacks.h"
#include "batch/verdict/tellmedia.h"
#include "formats/base/mem.h"
#include "formats/base/valid.h"
#include "formats/out/itemlife.h"

/* Column of the row as the value of that name. */
static void
tell_cell(struct tell *t, const char *name, struct stmt *s, int column)
{
	tell_string(t, name, db_text(s, column));
}

static void
show_unread(struct tell *t, struct hub *h, const char *submission)
{
	struct unread *list;
	size_t count;

	list = unread_of(h, h->arena, submission, &count);
	tell_unread(t, list, count);
}

static bool
show_package(struct tell *t, struct hub *h, const char *id)
{
	struct stmt *s;
	const char *sha;

	s = db_query(h->db, SQL_SHOW_PACKAGE, "t", id);
	if (!db_row(s))
		return false;
	sha = db_textdup(s, 0, h->arena);
	tell_map(t, "package");
	tell_string(t, "sha256", sha);
	tell_cell(t, "id", s, 1);
	tell_cell(t, "from", s, 2);
	tell_cell(t, "state", s, 3);
	tell_cell(t, "reason", s, 4);
	tell_cell(t, "detail", s, 5);
	tell_cell(t, "run", s, 6);
	tell_cell(t, "day", s, 7);
	tell_line(
	    t, "package {sha256}\n  id {id}\n  from {from}\n  state {state}\n");
	if (!db_null(s, 4)) {
		tell_line(t, "  reason {reason}\n");
		tellsay_faults(t, 4, tongue(), db_text(s, 5));
	}
	tell_line(t, "  run {run}, {day}\n");
	db_end(s);
	tell_list(t, "submissions");
	s = db_query(h->db, SQL_PACKAGE_SUBMISSIONS, "t", sha);
	while (db_row(s)) {
		tell_map(t, "submission");
		tell_cell(t, "id", s, 0);
		tell_cell(t, "case", s, 1);
		tell_line(t, "  submission {id} in case {case}\n");
		show_unread(t, h, db_text(s, 0));
		tell_end(t);
	}
	tell_end(t);
	tell_end(t);
	return true;
}

static bool
show_submission(struct tell *t, struct hub *h, const char *id)
{
	struct stmt *s;

	s = db_query(h->db, SQL_SHOW_SUBMISSION, "t", id);
	if (!db_row(s))
		return false;
	tell_map(t, "submission");
	tell_cell(t, "id", s, 0);
	tell_cell(t, "case", s, 1);
	tell_cell(t, "kind", s, 2);
	tell_cell(t, "title", s, 3);
	tell_cell(t, "consent", s, 4);
	tell_cell(t, "scope", s, 5);
	tell_cell(t, "tlp", s, 6);
	tell_cell(t, "day", s, 7);
	tell_cell(t, "member", s, 8);
	tell_cell(t, "joined", s, 9);
	tell_bool(t, "withdrawn", !db_null(s, 10));
	if (!db_null(s, 10))
		tell_phrase(t, "gone", "withdrawn");
	tell_line(
	    t, "submission {id}\n  case {case} ({joined})\n  kind {kind}\n");
	tellprose(t, db_text(s, 3), tongue_form("    title   | "), 0);
	tell_cell(t, "role", s, 11);
	tell_bool(t, "asks", db_int(s, 12) != 0);
	if (db_int(s, 12) != 0)
		tell_phrase(t, "wish", "wants an answer");
	tell_cell(t, "answer", s, 13);
	tell_line(t,
	    "  terms {consent}, {scope}, tlp {tlp}\n  from {member} ({role}) on {day}[, {gone}]\n[  {wish}\n][  answer: {answer}\n]");
	db_end(s);
	wrote_tell(t, wrote_of(h, id), tongue(), 0);
	show_unread(t, h, id);
	tell_end(t);
	return true;
}

static bool
show_case(struct tell *t, struct hub *h, const char *id)
{
	struct case_evidence *e;

	e = evidence_of(h, id);
	if (e != NULL)
		tell_case(t, e);
	return e != NULL;
}

static void
tell_editions(struct tell *t, struct hub *h, const char *item)
{
	struct stmt *s;

	tell_list(t, "editions");
	s = db_query(h->db, SQL_SHOW_ITEM_EDITIONS, "t", item);
	while (db_row(s)) {
		tell_map(t, "edition");
		tell_cell(t, "audience", s, 0);
		tell_number(t, "edition", db_int(s, 1));
		tell_number(t, "sequence", db_int(s, 2));
		tell_phrase(t, "bundle", "%06" PRId64, db_int(s, 2));
		tell_string(t, "state",
		    life_word(life_of((unsigned)db_int(s, 1), db_int(s, 3) != 0,
			db_text(s, 4) != NULL)));
		tell_cell(t, "by", s, 4);
		tell_line(t,
		    "  edition {edition} for {audience} in bundle {audience}-{bundle}: {state}[ by {by}]\n");
		tell_end(t);
	}
	tell_end(t);
}

static void
tell_provenance(struct tell *t, struct hub *h, const char *item)
{
	struct stmt *s;

	tell_list(t, "provenance");
	s = db_query(h->db, SQL_SHOW_ITEM_PROVENANCE, "t", item);
	while (db_row(s)) {
		tell_map(t, "provenance");
		tell_cell(t, "audience", s, 0);
		tell_cell(t, "submission", s, 1);
		tell_line(t, "  for {audience} from submission {submission}\n");
		tell_end(t);
	}
	tell_end(t);
}

static void
show_sightings(struct tell *t, struct hub *h, const char *item)
{
	struct sighting *list;
	size_t count;

	list = sightings_of_item(h, item, &count);
	tell_sightings(t, "sightings", list, count);
}

static bool
show_item(struct tell *t, struct hub *h, const char *id)
{
	struct stmt *s;

	s = db_query(h->db, SQL_SHOW_ITEM, "t", id);
	if (!db_row(s))
		return false;
	tell_map(t, "item");
	tell_cell(t, "id", s, 0);
	tell_cell(t, "case", s, 1);
	tell_bool(t, "own", db_int(s, 2) != 0);
	if (db_int(s, 2) != 0)
		tell_phrase(t, "whose", "obtained by the hub itself");
	tell_cell(t, "first-shared", s, 3);
	tell_cell(t, "retracted", s, 4);
	tell_cell(t, "run", s, 5);
	tell_line(t,
	    "item {id}\n  case {case}[, {whose}]\n  first shared {first-shared} in run {run}\n[  retracted on {retracted}\n]");
	db_end(s);
	tell_editions(t, h, id);
	tell_provenance(t, h, id);
	tell_item_acks(t, h, id);
	show_sightings(t, h, id);
	tell_end(t);
	return true;
}

static bool
show_run(struct tell *t, struct hub *h, const char *id)
{
	char *text, err[256];
	size_t len;

	if (!valid_run(id))
		return false;
	text = hub_read(h, hub_run_path(h->arena, id, "run.xml"), &len);
	if (text == NULL)
		return false;
	if (tellback(t, text, len, err, sizeof(err)) == -1)
		log_fatal(EX_DATAERR, "the page of run %s: %s", id, err);
	return true;
}

int
cmd_show(int argc, char **argv)
{
	struct option_list rest = { 0 };
	struct hub *h;
	const char *id;
	bool json = false;
	const struct option_spec specs[] = {
		{ "--json", .flag = &json },
		{ "--at", "TIME", .at = true },
	};
	struct tell *t;
	bool known;

	options_read(argc, argv, "show HUB ID [--json] [--at TIME]", specs, 2,
	    &rest, 2, 2);
	h = hub_open(rest.v[0], HUB_SETTINGS | HUB_ROSTER | HUB_DB);
	id = rest.v[1];
	t = tell_command(json);
	if (valid_case(id))
		known = show_case(t, h, id);
	else if (valid_item(id))
		known = show_item(t, h, id);
	else if (valid_submission(id))
		known = show_submission(t, h, id);
	else if (valid_medium(id))
		known = tell_medium(t, h, id);
	else if (valid_bundle(id))
		known = tell_bundle(t, h, id);
	else if (valid_uuid(id) || valid_digest(id))
		known = show_package(t, h, id);
	else if (valid_id(id))
		known = tell_reader(t, h, id);
	else
		known = show_run(t, h, id);
	tell_print(t);
	hub_close(h);
	if (known)
		return 0;
	log_warn(
	    "%s is not known here; wanted a case, item, submission, package, bundle, member or run",
	    id);
	return EX_USAGE;
}

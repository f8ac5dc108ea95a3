#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "batch/base/log.h"
#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "batch/evidence/evidence.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/base/valid.h"

/* Column of the row, safe for a terminal; "-" for NULL. */
static const char *
cell(struct hub *h, struct stmt *s, int column)
{
	const char *t;

	t = db_text(s, column);
	return t == NULL ? "-" : text_escape(h->arena, t, strlen(t), 400);
}

static int
show_package(struct hub *h, const char *id)
{
	struct stmt *s;
	const char *sha;

	s = db_query(h->db, SQL_SHOW_PACKAGE, "t", id);
	if (!db_row(s))
		return -1;
	sha = db_textdup(s, 0, h->arena);
	printf("package %s\n  id %s\n  from %s\n  state %s\n", sha,
	    cell(h, s, 1), cell(h, s, 2), cell(h, s, 3));
	if (!db_null(s, 4))
		printf("  reason %s: %s\n", cell(h, s, 4), cell(h, s, 5));
	printf("  run %s, %s\n", cell(h, s, 6), cell(h, s, 7));
	db_end(s);
	s = db_query(h->db, SQL_PACKAGE_SUBMISSIONS, "t", sha);
	while (db_row(s))
		printf("  submission %s in case %s\n", cell(h, s, 0),
		    cell(h, s, 1));
	return 0;
}

static int
show_submission(struct hub *h, const char *id)
{
	struct stmt *s;

	s = db_query(h->db, SQL_SHOW_SUBMISSION, "t", id);
	if (!db_row(s))
		return -1;
	printf("submission %s\n  case %s (%s)\n  kind %s: %s\n  terms %s, %s, "
	       "tlp %s\n  from %s on %s%s\n",
	    cell(h, s, 0), cell(h, s, 1), cell(h, s, 9), cell(h, s, 2),
	    cell(h, s, 3), cell(h, s, 4), cell(h, s, 5), cell(h, s, 6),
	    cell(h, s, 8), cell(h, s, 7), db_null(s, 10) ? "" : ", withdrawn");
	db_end(s);
	return 0;
}

static int
show_case(struct hub *h, const char *id, bool json)
{
	json_t *doc;

	doc = evidence_case(h, id);
	if (doc == NULL)
		return -1;
	if (json) {
		json_dumpf(doc, stdout,
		    JSON_INDENT(1) | JSON_ENSURE_ASCII |
			JSON_REAL_PRECISION(6));
		putchar('\n');
	} else
		evidence_print(h, doc);
	json_decref(doc);
	return 0;
}

static int
show_item(struct hub *h, const char *id)
{
	struct stmt *s;

	s = db_query(h->db, SQL_SHOW_ITEM, "t", id);
	if (!db_row(s))
		return -1;
	printf("item %s\n  case %s%s\n  first shared %s in run %s\n",
	    cell(h, s, 0), cell(h, s, 1),
	    db_int(s, 2) ? ", obtained by the hub itself" : "", cell(h, s, 3),
	    cell(h, s, 5));
	if (!db_null(s, 4))
		printf("  retracted on %s\n", cell(h, s, 4));
	db_end(s);
	s = db_query(h->db, SQL_SHOW_ITEM_EDITIONS, "t", id);
	while (db_row(s))
		printf("  edition %s for %s in bundle %s-%06" PRId64 "%s\n",
		    cell(h, s, 1), cell(h, s, 0), cell(h, s, 0), db_int(s, 2),
		    db_int(s, 3) ? " (taken back)" : "");
	s = db_query(h->db, SQL_SHOW_ITEM_PROVENANCE, "t", id);
	while (db_row(s))
		printf("  for %s from submission %s\n", cell(h, s, 0),
		    cell(h, s, 1));
	s = db_query(h->db, SQL_SHOW_ITEM_SIGHTINGS, "t", id);
	while (db_row(s))
		printf("  sighting by %s: %s times, %s to %s\n", cell(h, s, 0),
		    cell(h, s, 1), cell(h, s, 2), cell(h, s, 3));
	return 0;
}

static int
show_run(struct hub *h, const char *id)
{
	char *text;
	size_t len;

	if (strlen(id) > 30 || strchr(id, '/') != NULL)
		return -1;
	text = hub_read(h, arena_printf(h->arena, "runs/%s/run.xml", id), &len);
	if (text == NULL)
		return -1;
	fwrite(text, 1, len, stdout);
	return 0;
}

int
cmd_show(int argc, char **argv)
{
	struct option_list rest = { 0 };
	struct hub *h;
	const char *id;
	bool json = false;
	const struct option_spec specs[] = { { "--json", .flag = &json } };
	int rc;

	options_read(argc, argv, "show HUB ID [--json]", specs, 1, &rest, 2, 2);
	h = hub_open(rest.v[0], HUB_SETTINGS | HUB_ROSTER | HUB_DB);
	id = rest.v[1];
	if (json && !valid_case(id))
		log_fatal(EX_USAGE, "--json is for a case; %s is none", id);
	if (valid_case(id))
		rc = show_case(h, id, json);
	else if (valid_item(id))
		rc = show_item(h, id);
	else if (valid_submission(id))
		rc = show_submission(h, id);
	else if (valid_uuid(id) || valid_digest(id))
		rc = show_package(h, id);
	else
		rc = show_run(h, id);
	hub_close(h);
	if (rc == 0)
		return 0;
	log_warn("%s is not known here; wanted a case, item, submission, "
		 "package or run",
	    id);
	return EX_USAGE;
}

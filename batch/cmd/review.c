#include <stdio.h>
#include <string.h>

#include "batch/cmd/cmd.h"
#include "batch/cmd/options.h"
#include "batch/evidence/evidence.h"
#include "batch/rule/foureyes.h"
#include "batch/rule/truehit.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"

/* Cases that nobody has looked at, with what they may be. */
static json_t *
unclassified(struct hub *h)
{
	json_t *list = json_array(), *one;
	const char **ids = NULL;
	struct stmt *s;
	size_t count = 0, i;

	s = db_query(h->db, SQL_UNCLASSIFIED_CASES, "");
	while (db_row(s))
		*(const char **)arena_push(h->arena, &ids, &count,
		    sizeof(*ids)) = db_textdup(s, 0, h->arena);
	for (i = 0; i < count; i++) {
		one = proposal_of(h, ids[i]);
		json_object_set_new(one, "case", json_string(ids[i]));
		json_array_append_new(list, one);
	}
	return list;
}

static const char *
safe(struct hub *h, const json_t *s)
{
	return text_escape(
	    h->arena, json_string_value(s), json_string_length(s), 400);
}

/* Everything that a second analyst would put his name to. */
static void
print_waiting(struct hub *h, const json_t *e)
{
	static const char *const parts[] = { "class", "release", "grave",
		"merge", "title", "analysis", "countermeasure" };
	const json_t *v;
	size_t i;

	printf("confirm %s: ruling by %s on %s waits for a second analyst "
	       "since %s\n",
	    safe(h, json_object_get(e, "ruling")),
	    safe(h, json_object_get(e, "by")),
	    safe(h, json_object_get(e, "case")),
	    safe(h, json_object_get(e, "since")));
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		v = json_object_get(e, parts[i]);
		if (json_is_string(v))
			printf("  %s: %s\n", parts[i], safe(h, v));
	}
	v = json_object_get(e, "parts");
	json_array_foreach(v, i, e) printf("  %s\n", safe(h, e));
}

static void
print_truehit(struct hub *h, const json_t *e)
{
	const json_t *v = json_object_get(e, "provider"), *list;
	size_t i;

	printf("truehit %s: %s wants told as it is, of %s in %s; the provider "
	       "%s\n",
	    safe(h, json_object_get(e, "ruling")),
	    safe(h, json_object_get(e, "by")),
	    safe(h, json_object_get(e, "submission")),
	    safe(h, json_object_get(e, "case")),
	    !json_is_string(v)				   ? "has not answered"
	    : strcmp(json_string_value(v), "approve") == 0 ? "approves"
							   : "refuses");
	list = json_object_get(e, "values");
	json_array_foreach(list, i, v) printf("  %s\n", safe(h, v));
	if (!json_is_true(json_object_get(e, "confirmed")))
		printf("  waits for a second analyst to confirm bytes %s\n",
		    safe(h, json_object_get(e, "bytes")));
}

static void
print(struct hub *h, const json_t *doc)
{
	const json_t *list = json_object_get(doc, "look"), *e, *reasons, *r;
	size_t i, j;

	json_array_foreach(list, i, e) printf("look %s %s: likeness %.2f, %s\n",
	    safe(h, json_object_get(e, "case")),
	    safe(h, json_object_get(e, "with")),
	    (double)json_integer_value(json_object_get(e, "score")) / 1000,
	    safe(h, json_object_get(e, "why")));
	list = json_object_get(doc, "confirm");
	json_array_foreach(list, i, e) print_waiting(h, e);
	list = json_object_get(doc, "truehits");
	json_array_foreach(list, i, e) print_truehit(h, e);
	list = json_object_get(doc, "unclassified");
	json_array_foreach(list, i, e)
	{
		printf("classify %s: may be %s",
		    safe(h, json_object_get(e, "case")),
		    safe(h, json_object_get(e, "class")));
		reasons = json_object_get(e, "reasons");
		json_array_foreach(reasons, j, r)
		    printf("%s%s", j == 0 ? " (" : ", ", safe(h, r));
		printf(json_array_size(reasons) > 0 ? ")\n" : "\n");
	}
}

int
cmd_review(int argc, char **argv)
{
	struct option_list rest = { 0 };
	bool json = false;
	const struct option_spec specs[] = { { "--json", .flag = &json } };
	struct hub *h;
	json_t *doc;

	options_read(argc, argv, "review HUB [--json]", specs, 1, &rest, 1, 1);
	h = hub_open(rest.v[0], HUB_SETTINGS | HUB_ROSTER | HUB_DB);
	doc = json_pack("{s:o, s:o, s:o, s:o}", "look", evidence_worklist(h),
	    "confirm", foureyes_waiting(h->db, h->arena), "truehits",
	    truehit_waiting(h->db), "unclassified", unclassified(h));
	if (json) {
		json_dumpf(doc, stdout, JSON_INDENT(1) | JSON_ENSURE_ASCII);
		putchar('\n');
	} else
		print(h, doc);
	json_decref(doc);
	hub_close(h);
	return 0;
}

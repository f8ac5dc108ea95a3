#include <string.h>

#include "batch/count/figures.h"
#include "batch/report/organisation.h"
#include "batch/report/parts.h"
#include "formats/base/mem.h"
#include "formats/xml/xmlwrite.h"

static struct label
say_if(bool it_is_so, enum say what)
{
	return it_is_so ? label_say(what) : label_same("");
}

/* From how many industries and organisations to how many; schemes beside. */
static void
state(struct xmlw *x, const struct figures *f)
{
	const struct dataset *members = dataset_find(&f->sets, "membership");
	const struct dataset *groups = dataset_find(&f->sets, "groups");
	bool before = dataset_value(members, "total", "previous") > 0;
	bool schemes = dataset_value(groups, "scheme", "count") > 0;
	const struct part_value values[] = {
		{ "before", say_if(before, SAY_REPORT_ORGANISATION_BEFORE) },
		{ "schemes", say_if(schemes, SAY_REPORT_ORGANISATION_SCHEMES) },
	};

	part_both(x, "p", SAY_REPORT_ORGANISATION_STATE, values, 2);
}

static const struct {
	const char *cause;
	enum say text;
} causes[] = {
	{ "joined", SAY_REPORT_CHANGE_JOINED },
	{ "withdrawal", SAY_REPORT_CHANGE_WITHDRAWAL },
	{ "reorganisation", SAY_REPORT_CHANGE_REORGANISATION },
	{ "left", SAY_REPORT_CHANGE_LEFT },
	{ "joined-and-left", SAY_REPORT_CHANGE_JOINED_AND_LEFT },
};

static void
change(struct xmlw *x, const struct figures *f, const struct category *c,
    enum lang l)
{
	struct part_value values[] = {
		{ "from", part_figure(f->arena, "changes", c->key, "from") },
		{ "to", part_figure(f->arena, "changes", c->key, "to") },
		{ "why", label_same("") },
	};
	enum say text = SAY_REPORT_CHANGE_FOUNDED;
	size_t i;

	for (i = 0; i < sizeof(causes) / sizeof(causes[0]); i++)
		if (strcmp(c->group, causes[i].cause) == 0) {
			values[2].text = label_say(causes[i].text);
			text = SAY_REPORT_CHANGE_MEMBERS;
		}
	xmlw_visible(x, c->name.in[l]);
	part_prose(x, text, l, values, 3);
}

static void
changes(struct xmlw *x, const struct figures *f, enum lang l)
{
	const struct dataset *d = dataset_find(&f->sets, "changes");
	size_t i;

	if (d->key_count == 0)
		return;
	xmlw_start(x, "list");
	xmlw_attr(x, "xml:lang", lang_word(l));
	xmlw_blank(x, "\n");
	for (i = 0; i < d->key_count; i++) {
		xmlw_start(x, "item");
		change(x, f, &d->keys[i], l);
		xmlw_end(x);
		xmlw_blank(x, "\n");
	}
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

void
section_organisation(struct xmlw *x, const struct figures *f)
{
	enum lang l;

	part_open(x, "organisation", SAY_REPORT_ORGANISATION);
	state(x, f);
	for (l = 0; l < LANGS; l++)
		changes(x, f, l);
	part_chart(x, f, "membership", "organisation");
	part_table(x, f, "membership", KEYS_IN_ROWS);
	part_table(x, f, "schemes", KEYS_IN_ROWS);
	part_close(x, f, "organisation");
}

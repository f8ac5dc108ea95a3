#include <string.h>

#include "batch/count/campaigns.h"
#include "batch/count/figures.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"

#define KEY_DIGITS 16 /* of the name's digest: no two meet by chance */

/* "c-0123456789abcdef". */
static const char *
campaigns_key(struct arena *a, const char *name)
{
	struct digest d;
	char hex[DIGEST_HEX];

	digest_of(name, strlen(name), &d);
	digest_hex(&d, hex);
	return arena_printf(a, "c-%.*s", KEY_DIGITS, hex);
}

static const char *
years(struct arena *a, const char *from, const char *until, enum lang l)
{
	if (*until == '\0')
		return say_of(
		    a, SAY_DATASET_CAMPAIGNS_SINCE, l, "year", from, NULL);
	if (*from == '\0')
		return say_of(
		    a, SAY_DATASET_CAMPAIGNS_UNTIL, l, "year", until, NULL);
	return say_of(a, SAY_DATASET_CAMPAIGNS_SPAN, l, "from", from, "until",
	    until, NULL);
}

/* Its name as people read it, with the years that its rulings tell. */
static struct label
named(struct figures *f, const char *name)
{
	const char *from = "", *until = "", *plain;
	struct label l;
	struct stmt *s;
	enum lang lang;

	plain = text_unlink(f->arena, name, false);
	s = db_query(f->hub->db, SQL_REPORT_CAMPAIGN_YEARS, "ttit",
	    f->period.first, f->period.last, f->at, name);
	if (db_row(s)) {
		from = db_textdup(s, 0, f->arena);
		until = db_textdup(s, 1, f->arena);
		db_end(s);
	}
	if (*from == '\0' && *until == '\0')
		return label_same(plain);
	for (lang = 0; lang < LANGS; lang++)
		l.in[lang] = say_of(f->arena, SAY_DATASET_CAMPAIGNS_YEARS, lang,
		    "name", plain, "years", years(f->arena, from, until, lang),
		    NULL);
	return l;
}

void
count_campaigns(struct figures *f)
{
	static const struct measure_text m[] = {
		{ "submissions", SAY_DATASET_SUBMISSIONS },
	};
	struct dataset *d;
	struct figure *g;
	struct stmt *s;
	const char *name, *key, *who;
	int64_t count;

	d = dataset_add(
	    &f->sets, "campaigns", "count", SAY_DATASET_CAMPAIGNS, m, 1);
	d->breakdown = d->ranked = true;
	d->n = 0;
	s = db_query(f->hub->db, SQL_REPORT_CAMPAIGNS, "tti", f->period.first,
	    f->period.last, f->at);
	while (db_row(s)) {
		name = db_null(s, 0) ? NULL : db_textdup(s, 0, f->arena);
		who = db_textdup(s, 1, f->arena);
		count = db_int(s, 2);
		key = name == NULL ? "none" : campaigns_key(f->arena, name);
		g = dataset_figure(d, key, NULL);
		if (g == NULL)
			g = dataset_key(f->arena, d, key, NULL,
			    name == NULL ? label_say(SAY_DATASET_CAMPAIGNS_NONE)
					 : named(f, name));
		figures_give(f, g, who, count);
		d->n += count;
	}
}

#include <ctype.h>
#include <string.h>

#include "batch/evidence/campaign.h"
#include "batch/evidence/evidence.h"
#include "batch/review/ask.h"
#include "batch/review/card.h"
#include "batch/review/docket.h"
#include "batch/review/gather.h"
#include "batch/review/sitting.h"
#include "batch/review/whom.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"

/* What takes a case out of its campaign. */
#define NONE "-"
#define YEAR 4 /* digits */

/* The first name that a case of the proposal bears, its own before others';
 * NULL: none does. */
static const struct campaign_name *
borne(const struct case_evidence *e)
{
	return e->named_count == 0 ? NULL : e->named;
}

static const char *
ask_name(struct sitting *s, const char *typed, const struct campaign_name *has)
{
	struct arena *a = s->h->arena;
	const char *name = typed + strspn(typed, " \t");

	if (*name != '\0')
		return name;
	name = ask(
	    a, has == NULL
		   ? say(SAY_REVIEW_CAMPAIGN, s->lang)
		   : say_of(a, SAY_REVIEW_CAMPAIGN_AS, s->lang, "name",
			 text_escape(a, has->name, strlen(has->name), SIZE_MAX),
			 NULL));
	if (name != NULL && *name == '\0')
		name = has == NULL ? NULL : has->name;
	return name;
}

/* The years in which its cases came in. */
static const char *
years_of(struct sitting *s, const struct case_evidence *e)
{
	const char *from = NULL, *until = NULL, *one;
	struct arena *a = s->h->arena;
	struct stmt *q;
	size_t i;

	for (i = 0; i < e->campaign_count; i++) {
		q = db_query(
		    s->h->db, SQL_REVIEW_CASE_YEARS, "t", e->campaign[i]);
		while (db_row(q)) {
			one = db_textdup(q, 0, a);
			if (from == NULL || strcmp(one, from) < 0)
				from = one;
			one = db_textdup(q, 1, a);
			if (until == NULL || strcmp(one, until) > 0)
				until = one;
		}
	}
	return from == NULL ? "-" : arena_printf(a, "%s-%s", from, until);
}

static const char *
year_end(const char *s)
{
	size_t n = 0;

	while (n < YEAR && isdigit((unsigned char)s[n]))
		n++;
	return n == YEAR ? s + n : s;
}

/* FROM-UNTIL, FROM-, -UNTIL, one year, or - alone. */
static bool
is_years(const char *s)
{
	const char *dash = year_end(s), *end;

	if (*dash != '-')
		return dash != s && *dash == '\0';
	end = year_end(dash + 1);
	return *end == '\0' && (dash == s || end == dash + 1 ||
				   strncmp(s, dash + 1, YEAR) <= 0);
}

/* NULL: what was typed is none. */
static const char *
ask_years(struct sitting *s, const char *proposed)
{
	struct arena *a = s->h->arena;
	const char *years;

	years = ask(a, say_of(a, SAY_REVIEW_CAMPAIGN_YEARS, s->lang, "years",
			   proposed, NULL));
	if (years == NULL || *years == '\0')
		return years == NULL ? NULL : proposed;
	if (!is_years(years)) {
		sitting_say(SAY_REVIEW_CAMPAIGN_YEARS_UNKNOWN, s->lang);
		return NULL;
	}
	return strchr(years, '-') != NULL
		   ? years
		   : arena_printf(a, "%s-%s", years, years);
}

static bool
ask_others(struct sitting *s, const struct case_evidence *e)
{
	struct arena *a = s->h->arena;
	struct buf b = { 0 };
	const char *answer;
	size_t i;

	if (e->campaign_count < 2)
		return false;
	for (i = 1; i < e->campaign_count; i++)
		buf_printf(&b, "%s%s", i == 1 ? "" : " ", e->campaign[i]);
	answer = ask(a, say_of(a, SAY_REVIEW_CAMPAIGN_OTHERS, s->lang, "cases",
			    buf_str(&b), NULL));
	buf_free(&b);
	return answer != NULL && *answer == 'y';
}

static void
name_all(struct sitting *s, size_t count, const char *name, const char *years)
{
	const struct case_evidence *e = s->card->evidence;
	struct docket_case *cases;
	size_t i;

	cases = arena_alloc(s->h->arena, count * sizeof(*cases));
	cases[0] = (struct docket_case){ e->id, s->readers };
	for (i = 1; i < count; i++)
		cases[i] = (struct docket_case){ e->campaign[i],
			whom_readers(s->desk, e->campaign[i]) };
	docket_campaign(s->docket, s->at, cases, count, name, years);
}

bool
gather_ask(struct sitting *s, const char *typed)
{
	const struct case_evidence *e = s->card->evidence;
	const struct campaign_name *has = borne(e);
	const char *name, *years;

	name = ask_name(s, typed, has);
	if (name == NULL)
		return false;
	if (strcmp(name, NONE) == 0) {
		name_all(s, 1, "", "-");
		return true;
	}
	years = ask_years(s, has != NULL && strcmp(has->name, name) == 0
				 ? has->years
				 : years_of(s, e));
	if (years == NULL)
		return false;
	name_all(s, ask_others(s, e) ? e->campaign_count : 1, name, years);
	return true;
}

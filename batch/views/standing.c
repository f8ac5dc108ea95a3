#include <stddef.h>
#include <string.h>

#include "batch/views/standing.h"

static bool
is_bulk(const struct ruling *r)
{
	return r->class != NULL && strcmp(r->class, "bulk") == 0;
}

enum holds
standing_holds(const struct ruling *r)
{
	if (r->distrusted || r->bears == NULL)
		return HOLDS_NOTHING;
	if (r->run != NULL && r->outcome == NULL)
		return HOLDS_WHOLE;
	return r->waits ? HOLDS_PART : HOLDS_NOTHING;
}

struct ruling
standing_part(const struct ruling *r)
{
	struct ruling out = *r;

	out.title = out.analysis = out.countermeasure = out.topic = NULL;
	out.outline = out.campaign = out.campaign_years = NULL;
	out.merge_into = NULL;
	if (!is_bulk(r))
		out.class = out.grounds = NULL;
	if (out.grave == SAID_YES)
		out.grave = SAID_NOTHING;
	if (out.release == SAID_YES)
		out.release = SAID_NOTHING;
	if (out.harmless == SAID_NO)
		out.harmless = SAID_NOTHING;
	return out;
}

struct ruling
standing_for_all(const struct ruling *r)
{
	struct ruling out = standing_part(r);

	out.grave = out.release = out.harmless = SAID_NOTHING;
	return out;
}

void
standing_begin(struct standing *s)
{
	*s = (struct standing){
		.grave = SAID_NO, .release = SAID_NOTHING, .harmless = SAID_NO
	};
}

static void
replace(const char **old, const char *new)
{
	if (new != NULL)
		*old = new;
}

static void
lay_words(struct standing *s, const struct ruling *r)
{
	s->any = true;
	replace(&s->class, r->class);
	replace(&s->grounds, r->grounds);
	replace(&s->title, r->title);
	replace(&s->analysis, r->analysis);
	replace(&s->countermeasure, r->countermeasure);
	replace(&s->topic, r->topic);
	replace(&s->outline, r->outline);
	if (r->campaign != NULL) {
		s->campaign = r->campaign;
		s->campaign_years = r->campaign_years;
	}
	if (r->grave != SAID_NOTHING)
		s->grave = r->grave;
	if (r->release != SAID_NOTHING)
		s->release = r->release;
	if (r->release == SAID_YES)
		s->harmless = SAID_NO;
	if (r->harmless != SAID_NOTHING)
		s->harmless = r->harmless;
	if (r->release == SAID_YES && r->signed_at >= s->closed)
		s->closed = 0;
	if (r->retract == SAID_YES)
		s->closed = r->signed_at;
}

void
standing_lay(
    struct standing *s, const struct ruling *r, enum holds holds, bool steps)
{
	struct ruling part;

	/* What was taken back stays so, whoever did it. */
	if (r->distrusted && r->retract == SAID_YES)
		s->closed = r->signed_at;
	if (holds == HOLDS_NOTHING)
		return;
	if (holds == HOLDS_WHOLE) {
		lay_words(s, r);
		s->seen = r->signed_at;
		if (steps)
			s->thread = r;
		return;
	}
	part = standing_part(r);
	lay_words(s, &part);
}

#include <string.h>

#include "batch/gate/gate.h"
#include "batch/night/night.h"
#include "batch/release/given.h"
#include "batch/release/tellview.h"
#include "batch/release/told.h"
#include "batch/store/hub.h"
#include "batch/store/ruling.h"
#include "batch/views/shut.h"
#include "batch/views/view.h"
#include "formats/base/digest.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"

/* A view with what is laid beside it. */
struct telling {
	struct night *n;
	const struct view *v;
	struct gather_view of;
	struct gather_part *parts;
	struct valueset told;
	struct shut *shut;
	const char **submissions; /* of the view */
	size_t submission_count;
	struct valueset *closed;
};

/* What its sender had been told, and this audience was not. */
static bool
is_elsewhere(const struct telling *t, const struct fact *f)
{
	return f->echo && f->indicator.value != NULL && t->v->to != NULL &&
	       !told_to(
		   t->n, t->v->to->id, f->indicator.type, f->indicator.value);
}

static const struct fact *
facts_of(const struct telling *t, const struct given *g)
{
	struct fact *facts = NULL;
	size_t i;

	for (i = 0; i < g->fact_count; i++) {
		if (!is_elsewhere(t, &g->facts[i]))
			continue;
		if (facts == NULL) {
			facts = arena_alloc(
			    t->n->arena, g->fact_count * sizeof(*facts));
			memcpy(facts, g->facts, g->fact_count * sizeof(*facts));
		}
		facts[i].elsewhere = true;
	}
	return facts != NULL ? facts : g->facts;
}

static void
lay_parts(struct telling *t, struct givens *all)
{
	const struct view_part *p;
	const struct given *g;
	struct gather_part *out;
	size_t i;

	for (i = 0; i < t->v->part_count; i++) {
		p = &t->v->parts[i];
		g = given_of(all, p);
		arena_push_str(
		    t->n->arena, &t->submissions, &t->submission_count, p->id);
		out = arena_push(
		    t->n->arena, &t->parts, &t->of.part_count, sizeof(*out));
		*out = (struct gather_part){ .organisation = p->organisation,
			.whole = p->whole,
			.judged = p->judged,
			.tlp = p->tlp,
			.facts = facts_of(t, g),
			.fact_count = g->fact_count,
			.mails = g->mails,
			.mail_count = g->mail_count,
			.seen_first = g->seen_first,
			.seen_last = g->seen_last };
	}
	t->of.parts = t->parts;
	t->of.organisations = t->v->organisations;
}

static void
lay_steps(struct telling *t)
{
	const struct ruling_part *p;
	struct item_step step, *steps = NULL;
	size_t i;

	for (i = 0; i < t->v->step_count; i++) {
		p = &t->v->steps[i];
		step.text = p->text;
		if (p->what == RULING_STEP && step_parse(p->word, &step.kind))
			*(struct item_step *)arena_push(t->n->arena, &steps,
			    &t->of.step_count, sizeof(step)) = step;
	}
	t->of.steps = steps;
}

static void
lay_ruled(struct telling *t)
{
	const struct standing *s = &t->v->ruled;

	if (s->class == NULL || !class_parse(s->class, &t->of.class))
		t->of.class = CLASS_UNCLASSIFIED;
	t->of.title = s->title;
	t->of.analysis = s->analysis;
	t->of.countermeasure = s->countermeasure;
	t->of.redact = t->v->redact;
	t->of.redact_count = t->v->redact_count;
	lay_steps(t);
}

/* What of it the audience has, and what its readers said. */
static void
lay_told(struct telling *t)
{
	const struct view *v = t->v;
	size_t i;

	for (i = 0; i < v->told_as_count; i++)
		told_values(t->n, v->to->id, v->told_as[i], &t->told);
	t->of.told = &t->told;
	t->of.had_by = v->had_by;
	t->of.least = v->least;
	t->of.false_alarms = v->false_alarms;
	t->of.alarms_least = v->alarms_least;
	t->of.found_first = v->found_first;
	t->of.found_last = v->found_last;
}

static void
lay_settings(struct telling *t)
{
	const struct settings *s = &t->n->hub->settings;

	t->of.witnesses = s->witnesses;
	t->of.never_block = s->never_block;
	t->of.roster = t->n->hub->roster;
}

/* Whether this is closed, and was not known to be. */
static bool
closes(struct telling *t, enum ind_type type, const char *value)
{
	return shut_is(t->shut, t->v->to->id, type, value, t->submissions,
		   t->submission_count) &&
	       valueset_add(t->n->arena, t->closed, type, value);
}

static bool
closes_file(struct telling *t, const struct item_file *f)
{
	char *hex = arena_alloc(t->n->arena, DIGEST_HEX);

	digest_hex(&f->sha256, hex);
	return closes(t, IND_SHA256, hex) ||
	       (f->name != NULL && closes(t, IND_FILE_NAME, f->name));
}

/* Whether something that would be told is closed. */
static bool
closes_any(struct telling *t, const struct item *it)
{
	const char *address;
	bool any = false;
	size_t i;

	for (i = 0; i < it->indicator_count; i++)
		any |=
		    closes(t, it->indicators[i].type, it->indicators[i].value);
	for (i = 0; i < it->observation_count; i++) {
		address = it->observations[i].address;
		any |= closes(t,
		    strchr(address, ':') == NULL ? IND_IPV4 : IND_IPV6,
		    address);
	}
	for (i = 0; i < it->file_count; i++)
		any |= closes_file(t, &it->files[i]);
	return any;
}

/* Until nothing is told that is closed: of a value in two forms, or of a file
 * with two names, the one may come out where the other went.  A preview shows
 * what its submission gives, whatever others had closed. */
static struct gather_left
compose_open(struct telling *t, struct item *it)
{
	struct gather_left left;

	do
		left = gather(t->n->arena, t->n->gate, &t->of, it);
	while (t->v->to != NULL && closes_any(t, it));
	return left;
}

void
tellview(struct night *n, struct givens *g, const struct view *v,
    enum form form, struct item *it, struct left_out *out)
{
	struct telling t = { .n = n,
		.v = v,
		.of = { .form = form },
		.shut = givens_shut(g),
		.closed = &out->closed };

	*out = (struct left_out){ 0 };
	t.of.closed = &out->closed;
	lay_parts(&t, g);
	lay_ruled(&t);
	lay_told(&t);
	lay_settings(&t);
	out->stated = compose_open(&t, it);
	valueset_end(&out->closed);
	valueset_end(&t.told);
}

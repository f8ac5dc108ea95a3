#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "batch/cases/feature.h"
#include "batch/night/night.h"
#include "batch/release/compared.h"
#include "batch/release/compose.h"
#include "batch/release/gather.h"
#include "batch/release/given.h"
#include "batch/release/told.h"
#include "batch/store/hub.h"
#include "batch/store/ruling.h"
#include "batch/views/shut.h"
#include "batch/views/view.h"
#include "formats/base/mem.h"
#include "formats/config/roster.h"

static char *
fact_key(struct arena *a, const struct fact *f)
{
	char hex[DIGEST_HEX];

	if (!f->is_file)
		return arena_printf(a, "%s %s",
		    ind_type_word(f->indicator.type), f->indicator.value);
	digest_hex(&f->file.sha256, hex);
	return arena_strdup(a, hex);
}

/* One file has many names. */
static char *
name_key(struct arena *a, const struct fact *f)
{
	return arena_printf(a, "%s %s", fact_key(a, f),
	    f->file.name == NULL ? "" : f->file.name);
}

#define EVERYBODY 1000000 /* no setting asks for more */
/* Who stands for so many: the hub, and a provider that allows it. */
#define EVERYBODY_IS 0

/* Who gave what, and how many organisations gave it. */
struct witnesses {
	GHashTable *seen, *counts;
};

static unsigned
witnesses_of(const struct witnesses *w, const char *key)
{
	return (unsigned)(uintptr_t)g_hash_table_lookup(w->counts, key);
}

/* One more organisation, or everybody at once. */
static void
note_one(struct arena *a, const struct witnesses *w, unsigned who, char *key)
{
	unsigned had = witnesses_of(w, key);

	if (!g_hash_table_add(w->seen, arena_printf(a, "%u %s", who, key)))
		return;
	had = who == EVERYBODY_IS || had >= EVERYBODY ? EVERYBODY : had + 1;
	g_hash_table_insert(w->counts, key, (void *)(uintptr_t)had);
}

static bool
is_empty(const struct fact *f)
{
	return !f->is_file && f->indicator.value == NULL;
}

static void
note_part(struct arena *a, const struct witnesses *w, unsigned who,
    const struct given *g)
{
	const struct fact *f;

	for (f = g->facts; f < g->facts + g->fact_count; f++) {
		if (is_empty(f))
			continue;
		note_one(a, w, who, fact_key(a, f));
		if (f->is_file)
			note_one(a, w, who, name_key(a, f));
	}
}

/* A view on its way into a composition. */
struct gathering {
	struct night *n;
	const struct view *v;
	struct composition *c;
	struct feature_row *mails;
	size_t mail_count;
	struct shut *shut;
	const char **parts; /* submissions of the view */
	struct left_out *out;
};

static void
widen(struct composition *c, const struct given *g)
{
	if (g->seen_first == NULL)
		return;
	if (c->seen_first == NULL || strcmp(g->seen_first, c->seen_first) < 0)
		c->seen_first = g->seen_first;
	if (c->seen_last == NULL || strcmp(g->seen_last, c->seen_last) > 0)
		c->seen_last = g->seen_last;
}

/* What its sender had been told goes to nobody that was not. */
static bool
is_others(const struct gathering *x, const struct fact *f)
{
	return f->echo && f->indicator.value != NULL && x->v->to != NULL &&
	       !told_to(
		   x->n, x->v->to->id, f->indicator.type, f->indicator.value);
}

static void
take_part(struct gathering *x, const struct given *g)
{
	struct arena *a = x->n->arena;
	size_t i;

	for (i = 0; i < g->fact_count; i++)
		if (!is_others(x, &g->facts[i]))
			*(struct fact *)arena_push(a, &x->c->facts,
			    &x->c->fact_count, sizeof(struct fact)) =
			    g->facts[i];
	for (i = 0; i < g->mail_count; i++)
		*(struct feature_row *)arena_push(a, &x->mails, &x->mail_count,
		    sizeof(*x->mails)) = g->mails[i];
	widen(x->c, g);
}

static bool
was_told(const struct gathering *x, enum ind_type type, const char *value)
{
	const struct view *v = x->v;
	size_t i;

	for (i = 0; i < v->told_as_count; i++)
		if (told_is(x->n, v->to->id, v->told_as[i], type, value))
			return true;
	return false;
}

/* What was told whole stays so while anybody has it. */
static unsigned
believed(const struct gathering *x, const struct fact *f, enum form form,
    unsigned witnesses, const char *value)
{
	enum ind_type type = f->is_file ? IND_FILE_NAME : f->indicator.type;

	if (form == FORM_OF_SEVERAL ||
	    (witnesses < x->c->witnesses && value != NULL &&
		was_told(x, type, value)))
		return EVERYBODY;
	return witnesses;
}

static void
count_witnesses(struct gathering *x, const struct witnesses *w, enum form form)
{
	struct arena *a = x->n->arena;
	struct fact *f;
	size_t i;

	for (i = 0; i < x->c->fact_count; i++) {
		f = &x->c->facts[i];
		if (is_empty(f))
			continue;
		f->witnesses = believed(x, f, form,
		    witnesses_of(w, fact_key(a, f)), f->indicator.value);
		if (f->is_file)
			f->named = believed(x, f, form,
			    witnesses_of(w, name_key(a, f)), f->file.name);
	}
}

static void
take_parts(struct gathering *x, struct givens *all, enum form form)
{
	struct witnesses w = { g_hash_table_new(g_str_hash, g_str_equal),
		g_hash_table_new(g_str_hash, g_str_equal) };
	const struct view *v = x->v;
	const struct given *g;
	size_t i;

	for (i = 0; i < v->part_count; i++) {
		g = given_of(all, &v->parts[i]);
		note_part(x->n->arena, &w,
		    v->parts[i].whole ? EVERYBODY_IS : v->parts[i].organisation,
		    g);
		take_part(x, g);
		if (v->parts[i].tlp < x->c->tlp)
			x->c->tlp = v->parts[i].tlp;
	}
	count_witnesses(x, &w, form);
	g_hash_table_destroy(w.seen);
	g_hash_table_destroy(w.counts);
}

static void
take_steps(struct gathering *x)
{
	const struct ruling_part *p;
	struct item_step step;
	size_t i;

	for (i = 0; i < x->v->step_count; i++) {
		p = &x->v->steps[i];
		step.text = p->text;
		if (p->what == RULING_STEP && step_parse(p->word, &step.kind))
			*(struct item_step *)arena_push(x->n->arena,
			    &x->c->steps, &x->c->step_count, sizeof(step)) =
			    step;
	}
}

static enum class class_of(const struct view *v) {
	enum class class;

	return v->ruled.class != NULL && class_parse(v->ruled.class, &class)
		   ? class
		   : CLASS_UNCLASSIFIED;
}

static bool
is_closed(void *by, enum ind_type type, const char *value)
{
	struct gathering *x = by;
	struct left_value *v;

	if (!shut_is(
		x->shut, x->v->to->id, type, value, x->parts, x->v->part_count))
		return false;
	v = arena_push(
	    x->n->arena, &x->out->closed, &x->out->closed_count, sizeof(*v));
	*v = (struct left_value){ type, value };
	return true;
}

/* A preview shows what its submission gives, whatever others had closed. */
static void
mind_closed(struct gathering *x, struct givens *g)
{
	size_t i, count = 0;

	if (x->v->to == NULL)
		return;
	x->shut = givens_shut(g);
	for (i = 0; i < x->v->part_count; i++)
		arena_push_str(
		    x->n->arena, &x->parts, &count, x->v->parts[i].id);
	x->c->is_closed = is_closed;
	x->c->closed_by = x;
}

void
gather(struct night *n, struct givens *g, const struct view *v, enum form form,
    struct item *it, struct left_out *out)
{
	struct composition c = { .class = class_of(v),
		.never_block = n->hub->settings.never_block,
		.title = v->ruled.title,
		.analysis = v->ruled.analysis,
		.countermeasure = v->ruled.countermeasure,
		.redact = v->redact,
		.redact_count = v->redact_count,
		.witnesses = n->hub->settings.witnesses,
		.had_by = v->had_by,
		.least = v->least,
		.false_alarms = v->false_alarms,
		.alarms_least = v->alarms_least,
		.seen_first = v->found_first,
		.seen_last = v->found_last,
		.tlp = TLP_RED };
	struct gathering x = { .n = n, .v = v, .c = &c, .out = out };

	*out = (struct left_out){ .poison = NULL };
	mind_closed(&x, g);
	take_parts(&x, g, form);
	if (v->organisations >= c.witnesses)
		compared(n, &c, x.mails, x.mail_count);
	take_steps(&x);
	compose(n->arena, n->gate, &c, it);
	out->poison = c.poison;
}

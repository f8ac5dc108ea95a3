#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "batch/compose/compared.h"
#include "batch/compose/compose.h"
#include "batch/compose/gather.h"
#include "batch/gate/gatesearch.h"
#include "formats/base/mem.h"
#include "formats/indicators/valueset.h"

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

static struct witnesses
witnesses_new(void)
{
	return (struct witnesses){ g_hash_table_new(g_str_hash, g_str_equal),
		g_hash_table_new(g_str_hash, g_str_equal) };
}

static void
witnesses_free(struct witnesses *w)
{
	g_hash_table_destroy(w->seen);
	g_hash_table_destroy(w->counts);
}

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
note_part(
    struct arena *a, const struct witnesses *w, const struct gather_part *g)
{
	unsigned who = g->whole ? EVERYBODY_IS : g->organisation;
	const struct fact *f;

	for (f = g->facts; f < g->facts + g->fact_count; f++) {
		if (is_empty(f))
			continue;
		note_one(a, w, who, fact_key(a, f));
		if (f->is_file)
			note_one(a, w, who, name_key(a, f));
	}
}

/* Who bears a fact out: organisations that were not told it, or an analyst, who
 * is everybody. */
static void
note_bearers(struct arena *a, const struct witnesses *w,
    const struct gather_part *g, bool attack)
{
	const struct fact *f;

	for (f = g->facts; f < g->facts + g->fact_count; f++)
		if (!is_empty(f) && !f->echo)
			note_one(a, w,
			    attack && g->judged ? EVERYBODY_IS
						: g->organisation,
			    fact_key(a, f));
}

static void
attest(struct arena *a, struct composition *c, const struct witnesses *w)
{
	struct fact *f;

	for (f = c->facts; f < c->facts + c->fact_count; f++)
		f->attested = !is_empty(f) &&
			      witnesses_of(w, fact_key(a, f)) >= c->witnesses;
}

/* A view on its way into a composition. */
struct gathering {
	struct arena *arena;
	const struct gather_view *v;
	struct composition *c;
	struct features *mails;
	size_t mail_count;
};

static void
widen(struct composition *c, const struct gather_part *g)
{
	if (g->seen_first == NULL)
		return;
	if (c->seen_first == NULL || strcmp(g->seen_first, c->seen_first) < 0)
		c->seen_first = g->seen_first;
	if (c->seen_last == NULL || strcmp(g->seen_last, c->seen_last) > 0)
		c->seen_last = g->seen_last;
}

static void
take_part(struct gathering *x, const struct gather_part *g)
{
	struct arena *a = x->arena;
	size_t i;

	for (i = 0; i < g->fact_count; i++)
		if (!g->facts[i].elsewhere)
			*(struct fact *)arena_push(a, &x->c->facts,
			    &x->c->fact_count, sizeof(struct fact)) =
			    g->facts[i];
	for (i = 0; i < g->mail_count; i++)
		*(struct features *)arena_push(a, &x->mails, &x->mail_count,
		    sizeof(*x->mails)) = g->mails[i];
	if (g->tlp < x->c->tlp)
		x->c->tlp = g->tlp;
	widen(x->c, g);
}

/* What was told whole stays so while anybody has it. */
static unsigned
believed(const struct gathering *x, const struct fact *f, unsigned witnesses,
    const char *value)
{
	enum ind_type type = f->is_file ? IND_FILE_NAME : f->indicator.type;

	if (x->v->form == FORM_OF_SEVERAL ||
	    (witnesses < x->c->witnesses &&
		valueset_has(x->v->told, type, value)))
		return EVERYBODY;
	return witnesses;
}

static void
count_witnesses(struct gathering *x, const struct witnesses *w)
{
	struct arena *a = x->arena;
	struct fact *f;
	size_t i;

	for (i = 0; i < x->c->fact_count; i++) {
		f = &x->c->facts[i];
		if (is_empty(f))
			continue;
		f->witnesses = believed(
		    x, f, witnesses_of(w, fact_key(a, f)), f->indicator.value);
		if (f->is_file)
			f->named = believed(x, f,
			    witnesses_of(w, name_key(a, f)), f->file.name);
	}
}

static void
take_parts(struct gathering *x)
{
	struct witnesses w = witnesses_new(), bearers = witnesses_new();
	bool attack = x->c->class < CLASS_UNDECIDED;
	const struct gather_part *g;

	for (g = x->v->parts; g < x->v->parts + x->v->part_count; g++) {
		note_part(x->arena, &w, g);
		note_bearers(x->arena, &bearers, g, attack);
		take_part(x, g);
	}
	attest(x->arena, x->c, &bearers);
	count_witnesses(x, &w);
	witnesses_free(&w);
	witnesses_free(&bearers);
}

/* Of those that gave it, how many gave a mail. */
static unsigned
gave_mails(struct arena *a, const struct gather_view *v)
{
	bool *has = arena_alloc(a, (size_t)v->organisations + 1);
	const struct gather_part *g;
	unsigned n = 0;

	for (g = v->parts; g < v->parts + v->part_count; g++) {
		if (g->mail_count == 0 || g->organisation == 0 ||
		    g->organisation > v->organisations || has[g->organisation])
			continue;
		has[g->organisation] = true;
		n++;
	}
	return n;
}

static bool
states_a_name(struct gate *g, const struct fact *f)
{
	const char *s = f->is_file ? f->file.name : f->indicator.value;

	return !f->extracted && !f->whole && !f->elsewhere && s != NULL &&
	       gate_hit(g, s, strlen(s), NULL) != NULL;
}

static bool
names_somebody(struct gate *g, const struct gather_part *p)
{
	const struct fact *f;

	for (f = p->facts; f < p->facts + p->fact_count; f++)
		if (states_a_name(g, f))
			return true;
	return false;
}

/* Of one alone the gate judges all. */
static bool
bars_names(struct gate *g, const struct gather_view *v)
{
	const struct gather_part *p;

	for (p = v->parts; v->part_count > 1 && p < v->parts + v->part_count;
	     p++)
		if (!names_somebody(g, p))
			return true;
	return false;
}

struct gather_left
gather(struct arena *a, struct gate *g, const struct gather_view *v,
    struct item *it)
{
	struct composition c = { .class = v->class,
		.never_block = v->never_block,
		.title = v->title,
		.analysis = v->analysis,
		.countermeasure = v->countermeasure,
		.redact = v->redact,
		.redact_count = v->redact_count,
		.steps = v->steps,
		.step_count = v->step_count,
		.witnesses = v->witnesses,
		.closed = v->closed,
		.had_by = v->had_by,
		.least = v->least,
		.false_alarms = v->false_alarms,
		.alarms_least = v->alarms_least,
		.seen_first = v->found_first,
		.seen_last = v->found_last,
		.bars = bars_names(g, v),
		.tlp = TLP_RED };
	struct gathering x = { .arena = a, .v = v, .c = &c };

	take_parts(&x);
	if (gave_mails(a, v) >= c.witnesses)
		compared(a, g, v->roster, &c, x.mails, x.mail_count);
	compose(a, g, &c, it);
	return (struct gather_left){ c.poison, c.barred };
}

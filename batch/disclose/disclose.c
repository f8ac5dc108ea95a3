#include <string.h>

#include "batch/disclose/disclose.h"
#include "batch/disclose/ledger.h"
#include "batch/disclose/revise.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"

static int
compare(const struct dataset *d, size_t a, size_t b)
{
	const struct figure *x = &d->figures[a], *y = &d->figures[b];
	const char *ka = d->keys[a].key, *kb = d->keys[b].key;
	bool ua = strcmp(ka, "unknown") == 0, ub = strcmp(kb, "unknown") == 0;

	if (ua != ub)
		return ua ? 1 : -1;
	if ((x->hidden == SHOWN) != (y->hidden == SHOWN))
		return x->hidden == SHOWN ? -1 : 1;
	if (x->hidden == SHOWN && x->value != y->value)
		return x->value > y->value ? -1 : 1;
	return strcmp(ka, kb);
}

/* Largest first, then what is hidden, by key: its place must not tell its
 * size; the unknown last.  Sets with one measure. */
static void
rank(struct dataset *d)
{
	struct category c;
	struct figure g;
	size_t i, k;

	for (i = 1; d->ranked && i < d->key_count; i++)
		for (k = i; k > 0 && compare(d, k - 1, k) > 0; k--) {
			c = d->keys[k];
			d->keys[k] = d->keys[k - 1];
			d->keys[k - 1] = c;
			g = d->figures[k];
			d->figures[k] = d->figures[k - 1];
			d->figures[k - 1] = g;
		}
}

struct dataset *
disclose_same(const struct figures *f, const struct dataset *d)
{
	size_t i;

	for (i = 0; i < f->set_count; i++)
		if (strcmp(f->sets[i].id, d->id) == 0)
			return &f->sets[i];
	return NULL;
}

struct figure *
disclose_place(struct figures *f, struct dataset *d, const struct category *c)
{
	size_t i;

	for (i = 0; i < d->key_count; i++)
		if (strcmp(d->keys[i].key, c->key) == 0)
			return &d->figures[i];
	return figures_key(f, d, c->key, c->group, c->ja, c->en);
}

/* One that is not listed is zero, and must not be seen to be. */
static void
hide_cell(struct figures *f, struct dataset *d, const struct category *c,
    const char *why)
{
	struct figure *g = disclose_place(f, d, c);

	if (g->open || g->hidden != SHOWN)
		return;
	g->hidden = COMPLEMENT;
	g->why = why;
}

/* A set that tells nothing hides those that are in it; all of one whose cells
 * are not known any more. */
static void
hide_as_in(struct figures *f, struct dataset *d, const struct dataset *told,
    const char *why)
{
	const struct figure *g;
	size_t i;

	for (i = 0; i < told->key_count; i++) {
		g = &told->figures[i];
		if (g->hidden != SHOWN && (!told->withheld || g->value > 0))
			hide_cell(f, d, &told->keys[i], why);
	}
}

/*
 * Where no complement is enough, nothing is told: not which cells there are,
 * either.  Those of a fixed list all look alike: as small only where their sum
 * says so by itself.
 */
static void
withhold(struct dataset *d, int64_t min, const char *why)
{
	enum hidden mark;
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < d->key_count; i++)
		if (!d->figures[i].open)
			sum += d->figures[i].value;
	mark = sum < min ? SMALL_CELL : COMPLEMENT;
	for (i = 0; i < d->key_count; i++)
		if (!d->figures[i].open) {
			d->figures[i].hidden = mark;
			d->figures[i].why = why;
		}
	d->withheld = true;
}

/* Of equal cells the first goes: in an order that all can see. */
static void
protect(struct figures *f, struct dataset *d)
{
	unsigned min = f->hub->settings.min_cell;
	struct figure *g;
	size_t i;

	rank(d);
	if (!suppress(d, min))
		withhold(d, min, "withheld: no other cell would hide it");
	rank(d);
	for (i = 0; i < d->key_count; i++) {
		g = &d->figures[i];
		if (g->hidden == SMALL_CELL && g->why == NULL)
			g->why = "small-cell";
		else if (g->hidden == COMPLEMENT && g->why == NULL)
			g->why = d->n >= 0 ? "complement: the cells sum to n"
					   : "complement: the cells sum to "
					     "what was submitted";
	}
}

static void
bare(struct dataset *d)
{
	size_t i;

	for (i = 0; i < d->key_count; i++) {
		d->figures[i].hidden = SHOWN;
		d->figures[i].why = NULL;
	}
	d->withheld = false;
}

/*
 * A year less three of its quarters is the fourth: what the report of a
 * quarter hides, its year hides as well.  Then the year is made only of cells
 * that its quarters show, and tells nothing more.
 */
static void
hide_quarters(struct figures *f, struct dataset *d, const struct quarters *y)
{
	const struct dataset *q;
	size_t i;

	for (i = 0; i < y->count; i++) {
		q = disclose_same(&y->q[i], d);
		if (q != NULL)
			hide_as_in(f, d, q,
			    arena_printf(f->arena, "year: %s hides it",
				y->q[i].period.id));
	}
}

/* The edition that a set was carried over from; or the one it stands in. */
static const struct ledger_report *
origin(const struct figures *f, const struct ledger_report *last,
    const struct dataset *told)
{
	const struct ledger_report *r, *from = last;
	size_t i;

	for (i = 0; (r = ledger_at(f->ledger, i)) != NULL; i++)
		if (strcmp(r->period, last->period) == 0 &&
		    r->edition == told->as_edition)
			from = r;
	return from;
}

int64_t
disclose_then(const struct figures *f, const struct ledger_report *last,
    const struct dataset *told)
{
	return ledger_total(origin(f, last, told), told);
}

int64_t
disclose_total(const struct dataset *d)
{
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < d->key_count; i++)
		sum += d->figures[i].value;
	return sum;
}

/* The set in the next edition before this one that told it; at: where to go
 * on, 0 at first.  NULL: no more. */
static const struct dataset *
told_next(const struct figures *f, const struct dataset *d, size_t *at,
    const struct ledger_report **edition)
{
	const struct dataset *told;

	while ((*edition = ledger_at(f->ledger, (*at)++)) != NULL) {
		told = ledger_set(*edition, d->id);
		if (told != NULL && strcmp((*edition)->period, f->name) == 0)
			return told;
	}
	return NULL;
}

/* Whether a reader of any edition before this one sees a small change. */
static bool
few_since_any(const struct figures *f, const struct dataset *d)
{
	int64_t min = (int64_t)f->hub->settings.min_cell;
	const struct ledger_report *r;
	const struct dataset *told;
	size_t at = 0;

	while ((told = told_next(f, d, &at, &r)) != NULL)
		if (told->as_edition == 0 &&
		    revise_is_few(
			told, ledger_total(r, told), d, disclose_total(d), min))
			return true;
	return false;
}

/* What any edition before this one hid stays hidden. */
static void
hide_as_before(struct figures *f, struct dataset *d)
{
	const struct ledger_report *r;
	const struct dataset *told;
	size_t at = 0;

	while ((told = told_next(f, d, &at, &r)) != NULL)
		if (r->min_cell <= f->hub->settings.min_cell &&
		    revise_was_told(told, d))
			hide_as_in(f, d, told,
			    arena_printf(f->arena,
				"ledger: edition %u of %s hides it", r->edition,
				r->day));
}

/* Whether an edition of the whole period told nothing of it: what the next one
 * told would give that back to whoever supposes that the rest did not change.
 */
static bool
withheld_before(const struct figures *f, const struct dataset *d)
{
	const struct ledger_report *r;
	const struct dataset *told;
	size_t at = 0;

	while ((told = told_next(f, d, &at, &r)) != NULL)
		if (told->key_count > 0 && strcmp(r->day, f->period.last) > 0 &&
		    r->min_cell <= f->hub->settings.min_cell &&
		    !revise_was_told(told, d))
			return true;
	return false;
}

/* As it was told, to the mark. */
static void
hide_like(struct figures *f, struct dataset *d, const struct dataset *told)
{
	struct figure *g;
	size_t i;

	if (told->withheld)
		return;
	bare(d);
	for (i = 0; i < told->key_count; i++) {
		g = disclose_place(f, d, &told->keys[i]);
		g->hidden = told->figures[i].hidden;
		if (g->hidden != SHOWN)
			g->why = "ledger: as in the edition before";
	}
	rank(d);
}

/* The first report of a quarter whose year was told before it: what little
 * changed since could be read off. */
static void
beside_year(struct figures *f, struct dataset *d, const struct quarters *y)
{
	const struct dataset *told;
	int64_t then;

	if (y->count > 0 || strcmp(d->id, "c2-region") == 0)
		return;
	told = remainder_of(f, d, &then);
	if (told != NULL && !d->withheld &&
	    revise_is_few(
		told, then, d, disclose_total(d), f->hub->settings.min_cell))
		withhold(d, f->hub->settings.min_cell,
		    "ledger: its year told it, too little changed since");
}

/*
 * A breakdown that was told before: kept where it holds; carried over where
 * so little changed that the difference would tell of single submissions;
 * else told anew, without a cell that was hidden.  A higher threshold than
 * today's binds no more: hub.conf says what is small.
 */
static void
settle(struct figures *f, struct dataset *d, const struct quarters *y)
{
	const struct ledger_report *last;
	const struct dataset *told;
	int64_t min = (int64_t)f->hub->settings.min_cell, then;

	bare(d);
	hide_quarters(f, d, y);
	protect(f, d);
	last = ledger_last(f->ledger, f->name);
	told = ledger_set(last, d->id);
	if (told == NULL)
		beside_year(f, d, y);
	if (told == NULL || (told->n < 0 && told->key_count == 0) ||
	    last->min_cell > min)
		return;
	then = disclose_then(f, last, told);
	if (last->min_cell == min && revise_holds(told, d, min))
		hide_like(f, d, told);
	else if (few_since_any(f, d))
		revise_carry(f, d, last, told, then);
	else if (withheld_before(f, d)) {
		bare(d);
		withhold(d, min, "ledger: withheld in an edition before");
	} else if (!d->withheld) {
		bare(d);
		hide_as_before(f, d);
		hide_quarters(f, d, y);
		protect(f, d);
	}
}

static void
read_quarters(struct figures *f, struct quarters *y)
{
	static const struct quarters none;
	struct period last;
	struct figures *q;
	size_t k;

	period_last_quarter(&f->period, &last);
	for (y->count = 0; y->count < 4; y->count++) {
		q = &y->q[y->count];
		*q = *f;
		q->sets = NULL;
		q->set_count = 0;
		period_step(&last, (int)y->count, &q->period);
		q->name = q->period.id;
		figures_classes(q);
		figures_annex(q);
		for (k = 0; k < q->set_count; k++)
			settle(q, &q->sets[k], &none);
	}
}

/* A table of one row, which says that there is nothing to be seen. */
static void
fold(struct figures *f, struct dataset *d)
{
	const char *why = "ledger: hidden as it was told";
	struct figure *g;

	if (d->key_count > 0)
		why = d->figures[0].why;
	d->folded = d->keys;
	d->folded_count = d->key_count;
	d->keys = NULL;
	d->figures = NULL;
	d->key_count = 0;
	g = figures_key(
	    f, d, "withheld", NULL, "内訳は秘匿", "Breakdown withheld");
	g->hidden = SMALL_CELL;
	g->why = why;
}

void
figures_disclose(struct figures *f)
{
	struct quarters y = { .count = 0 };
	struct dataset *d;
	size_t i;

	if (f->period.year)
		read_quarters(f, &y);
	for (i = 0; i < f->set_count; i++) {
		d = &f->sets[i];
		if (!d->breakdown)
			continue;
		disclose_follow(f, d, &y);
		settle(f, d, &y);
		if (d->withheld && d->ranked)
			fold(f, d);
	}
}

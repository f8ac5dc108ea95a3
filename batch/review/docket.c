#include <string.h>

#include "batch/review/docket.h"
#include "formats/base/mem.h"
#include "formats/package/package.h"
#include "formats/package/rulingwrite.h"

enum entry_kind {
	ENTRY_CASE,
	ENTRY_ANSWER,
	ENTRY_CAMPAIGN,
	ENTRY_TRUEHIT,
	ENTRY_CONFIRM
};

struct docket_entry {
	enum entry_kind kind;
	size_t card;
	struct pkg_ruling ruling;
	const char *filled; /* audiences that nobody typed, blanks between */
	struct pkg_confirm confirm;
};

/* All of it before a decision. */
struct docket_past {
	size_t card; /* of that decision */
	struct docket_entry *list;
	size_t count;
};

struct docket {
	struct arena *a;
	const char *as_of;
	struct docket_entry *list;
	size_t count;
	struct docket_past *past;
	size_t past_count;
};

/* Nothing said. */
static const struct pkg_ruling open_ruling = {
	.class = -1, .grave = -1, .release = -1, .retract = -1, .harmless = -1
};

struct docket *
docket_new(struct arena *a, const char *as_of)
{
	struct docket *d = arena_alloc(a, sizeof(*d));

	d->a = a;
	d->as_of = as_of;
	return d;
}

/* What was before stays as it is; what comes is done to a copy, which has room
 * for so many more. */
static void
begin_with(struct docket *d, size_t card, size_t room)
{
	struct docket_past *p;
	struct docket_entry *copy;

	p = arena_push(d->a, &d->past, &d->past_count, sizeof(*p));
	*p = (struct docket_past){ card, d->list, d->count };
	copy = arena_alloc(d->a, (d->count + room) * sizeof(*copy));
	if (d->count > 0)
		memcpy(copy, d->list, d->count * sizeof(*copy));
	d->list = copy;
}

static void
begin(struct docket *d, size_t card)
{
	begin_with(d, card, 1);
}

static struct docket_entry *
find(const struct docket *d, size_t card, enum entry_kind kind)
{
	size_t i;

	for (i = 0; i < d->count; i++)
		if (d->list[i].card == card && d->list[i].kind == kind)
			return &d->list[i];
	return NULL;
}

/* begin() made room for it. */
static struct docket_entry *
add(struct docket *d, size_t card, enum entry_kind kind)
{
	struct docket_entry *e = &d->list[d->count++];

	*e = (struct docket_entry){ .kind = kind, .card = card };
	e->ruling = open_ruling;
	e->ruling.as_of = d->as_of;
	return e;
}

static void
fill_readers(struct docket *d, struct docket_entry *e, const char *readers)
{
	struct pkg_ruling *r = &e->ruling;
	size_t len;

	e->filled = readers;
	if (r->for_all || r->reader_count > 0)
		return;
	while (*readers != '\0') {
		len = strcspn(readers, " ");
		arena_push_str(d->a, &r->readers, &r->reader_count,
		    arena_strndup(d->a, readers, len));
		readers += len + strspn(readers + len, " ");
	}
}

static bool
is_filled(const struct docket_entry *e)
{
	const char *at = e->filled;
	size_t len, i;

	for (i = 0; at != NULL && i < e->ruling.reader_count; i++) {
		len = strcspn(at, " ");
		if (strlen(e->ruling.readers[i]) != len ||
		    strncmp(e->ruling.readers[i], at, len) != 0)
			return false;
		at += len + strspn(at + len, " ");
	}
	return at != NULL && *at == '\0';
}

/* As it is said: the audiences of a card would leave later ones out. */
static const struct pkg_ruling *
said(const struct docket *d, const struct docket_entry *e)
{
	const struct pkg_ruling *r = &e->ruling;
	struct pkg_ruling *out;

	if ((r->class != CLASS_BULK && r->retract != 1) || !is_filled(e))
		return r;
	out = arena_alloc(d->a, sizeof(*out));
	*out = *r;
	out->readers = NULL;
	out->reader_count = 0;
	return out;
}

static struct pkg_ruling *
add_ruling(struct docket *d, size_t card, enum entry_kind kind,
    const char *casefile, const char *readers)
{
	struct docket_entry *e = add(d, card, kind);

	e->ruling.case_id = casefile;
	fill_readers(d, e, readers);
	return &e->ruling;
}

static struct pkg_ruling *
own_ruling(
    struct docket *d, size_t card, const char *casefile, const char *readers)
{
	struct docket_entry *e = find(d, card, ENTRY_CASE);

	return e != NULL ? &e->ruling
			 : add_ruling(d, card, ENTRY_CASE, casefile, readers);
}

struct pkg_ruling *
docket_ruling(
    struct docket *d, size_t card, const char *casefile, const char *readers)
{
	begin(d, card);
	return own_ruling(d, card, casefile, readers);
}

static void
drop_campaign(struct docket *d, size_t card)
{
	size_t i, kept = 0;

	for (i = 0; i < d->count; i++)
		if (d->list[i].card != card ||
		    d->list[i].kind != ENTRY_CAMPAIGN)
			d->list[kept++] = d->list[i];
	d->count = kept;
}

void
docket_campaign(struct docket *d, size_t card, const struct docket_case *cases,
    size_t count, const char *name, const char *years)
{
	struct pkg_ruling *r;
	size_t i;

	begin_with(d, card, count);
	drop_campaign(d, card);
	for (i = 0; i < count; i++) {
		r = i == 0 ? own_ruling(d, card, cases[i].id, cases[i].readers)
			   : add_ruling(d, card, ENTRY_CAMPAIGN, cases[i].id,
				 cases[i].readers);
		r->campaign = name;
		r->campaign_years = years;
	}
}

const struct pkg_ruling *
docket_has(const struct docket *d, size_t card)
{
	const struct docket_entry *e = find(d, card, ENTRY_CASE);

	return e == NULL ? NULL : said(d, e);
}

void
docket_replace(struct docket *d, size_t card, const struct pkg_ruling *ruling,
    const char *readers)
{
	struct docket_entry *e;

	begin(d, card);
	e = find(d, card, ENTRY_CASE);
	if (ruling != NULL) {
		if (e == NULL)
			e = add(d, card, ENTRY_CASE);
		e->ruling = *ruling;
		fill_readers(d, e, readers);
	} else if (e != NULL) {
		*e = d->list[--d->count];
	}
}

void
docket_answer(
    struct docket *d, size_t card, const char *submission, const char *text)
{
	struct docket_entry *e;

	begin(d, card);
	e = add(d, card, ENTRY_ANSWER);
	e->ruling.submission = submission;
	e->ruling.answer = text;
}

static struct docket_entry *
find_truehit(const struct docket *d, size_t card, const char *submission)
{
	size_t i;

	for (i = 0; i < d->count; i++)
		if (d->list[i].card == card &&
		    d->list[i].kind == ENTRY_TRUEHIT &&
		    strcmp(d->list[i].ruling.truehit, submission) == 0)
			return &d->list[i];
	return NULL;
}

/* A ruling of its own: the schema takes it with nothing beside it. */
void
docket_truehit(struct docket *d, size_t card, const char *casefile,
    const char *submission, struct pkg_fact *facts, size_t count)
{
	struct docket_entry *e;

	begin(d, card);
	e = find_truehit(d, card, submission);
	if (e == NULL)
		e = add(d, card, ENTRY_TRUEHIT);
	e->ruling.case_id = casefile;
	e->ruling.truehit = submission;
	e->ruling.facts = facts;
	e->ruling.fact_count = count;
}

void
docket_confirm(struct docket *d, size_t card, const struct pkg_confirm *confirm)
{
	struct docket_entry *e;

	begin(d, card);
	e = find(d, card, ENTRY_CONFIRM);
	if (e == NULL)
		e = add(d, card, ENTRY_CONFIRM);
	e->confirm = *confirm;
}

static void
take_ruling(struct docket *d, const struct pkg_ruling *r,
    const char *(*readers_of)(void *by, const char *casefile), void *by)
{
	struct docket_entry *e;

	begin(d, 0);
	e = add(d, 0, ENTRY_CASE);
	e->ruling = *r;
	if (r->as_of == NULL)
		e->ruling.as_of = d->as_of;
	if (r->case_id != NULL && r->truehit == NULL)
		fill_readers(d, e, readers_of(by, r->case_id));
}

void
docket_take(struct docket *d, const struct package *p,
    const char *(*readers_of)(void *by, const char *casefile), void *by)
{
	size_t i;

	for (i = 0; i < p->ruling_count; i++)
		take_ruling(d, &p->rulings[i], readers_of, by);
	for (i = 0; i < p->confirm_count; i++) {
		begin(d, 0);
		add(d, 0, ENTRY_CONFIRM)->confirm = p->confirms[i];
	}
}

bool
docket_undo(struct docket *d, size_t *card)
{
	const struct docket_past *p;

	if (d->past_count == 0)
		return false;
	p = &d->past[--d->past_count];
	*card = p->card;
	d->list = p->list;
	d->count = p->count;
	return true;
}

size_t
docket_count(const struct docket *d)
{
	return d->count;
}

void
docket_fill(const struct docket *d, struct package *p)
{
	const struct docket_entry *e;

	p->rulings = NULL;
	p->confirms = NULL;
	p->ruling_count = p->confirm_count = 0;
	for (e = d->list; e < d->list + d->count; e++)
		if (e->kind == ENTRY_CONFIRM)
			*(struct pkg_confirm *)arena_push(d->a, &p->confirms,
			    &p->confirm_count, sizeof(*p->confirms)) =
			    e->confirm;
		else
			*(struct pkg_ruling *)arena_push(d->a, &p->rulings,
			    &p->ruling_count, sizeof(*p->rulings)) =
			    *said(d, e);
}

static void
put_entry(const struct docket *d, const struct docket_entry *e, struct xmlw *x)
{
	if (e->kind == ENTRY_CONFIRM)
		rulingwrite_confirm(x, &e->confirm);
	else
		rulingwrite(x, said(d, e));
}

void
docket_put(const struct docket *d, struct xmlw *x)
{
	size_t i;

	for (i = 0; i < d->count; i++)
		put_entry(d, &d->list[i], x);
}

void
docket_put_card(const struct docket *d, size_t card, struct xmlw *x)
{
	size_t i;

	for (i = 0; i < d->count; i++)
		if (d->list[i].card == card)
			put_entry(d, &d->list[i], x);
}

#include <stdlib.h>
#include <string.h>

#include "batch/compose/compose.h"
#include "batch/gate/gate.h"
#include "batch/gate/gatemask.h"
#include "batch/gate/gatesearch.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/indicators/poison.h"
#include "formats/indicators/unique.h"
#include "formats/indicators/valueset.h"
#include "formats/out/step.h"
#include "formats/out/title.h"

static const char struck[] = "〓〓";

/* What the analyst redacts goes everywhere, first of all. */
static const char *
redacted(struct arena *a, const struct composition *c, const char *text)
{
	struct buf b = { 0 };
	const char *at;
	size_t i;

	if (text == NULL)
		return NULL;
	for (i = 0; i < c->redact_count; i++) {
		b.len = 0;
		while ((at = strstr(text, c->redact[i])) != NULL) {
			buf_put(&b, text, (size_t)(at - text));
			buf_puts(&b, struck);
			text = at + strlen(c->redact[i]);
		}
		if (b.len == 0)
			continue;
		buf_puts(&b, text);
		text = arena_strdup(a, buf_str(&b));
	}
	buf_free(&b);
	return text;
}

static bool
is_text(enum ind_type t)
{
	return t == IND_SUBJECT || t == IND_FILE_NAME;
}

/* Stated by a person, it is said to a person; in mails it is everyday. */
static bool
is_poison(struct arena *a, struct composition *c, const struct fact *f)
{
	const char *what;

	what = poison_what(
	    a, c->never_block, f->indicator.type, f->indicator.value);
	if (what != NULL && !f->extracted && c->poison == NULL)
		c->poison = what;
	return what != NULL;
}

/* A host that names a member is not told in part: whether its labels look made
 * depends on what the member is called. */
static bool
names_host(struct arena *a, struct gate *g, enum ind_type type, const char *s)
{
	if (type == IND_URL)
		s = observable_host(a, s);
	else if (type == IND_EMAIL)
		s = strrchr(s, '@');
	else if (type != IND_DOMAIN)
		s = NULL;
	return s != NULL && gate_hit(g, s, strlen(s), NULL) != NULL;
}

static const char *
as_stated(struct gate *g, struct composition *c, const char *value)
{
	if (!c->bars || gate_hit(g, value, strlen(value), NULL) == NULL)
		return value;
	c->barred = true;
	return NULL;
}

/* The value as its audience may read it; NULL: not to be told. */
static const char *
as_told(struct arena *a, struct gate *g, struct composition *c,
    const struct fact *f, enum ind_type type, const char *value)
{
	const char *cut;

	cut = redacted(a, c, value);
	if (cut != value && !is_text(type)) {
		c->withheld++;
		return NULL;
	}
	if (f->whole && cut == value)
		return cut;
	if (!f->extracted)
		return as_stated(g, c, cut);
	if (is_text(type))
		cut = gate_mask(g, a, cut);
	if ((f->is_file ? f->named : f->witnesses) < c->witnesses &&
	    !names_host(a, g, type, cut))
		cut = unique_form(a, type, cut);
	if (cut == NULL)
		return NULL;
	if (gate_hit(g, cut, strlen(cut), NULL) == NULL)
		return cut;
	c->withheld++;
	return NULL;
}

static bool
is_mailed(const struct fact *f)
{
	return !f->is_file && f->extracted && f->indicator.value != NULL;
}

/* What is told whole is not told once more without its marks. */
static void
drop_forms(struct arena *a, struct composition *c, const struct fact *whole)
{
	const char *form;
	struct fact *f;

	form = unique_form(a, whole->indicator.type, whole->indicator.value);
	if (form == NULL)
		return;
	for (f = c->facts; f < c->facts + c->fact_count; f++)
		if (is_mailed(f) && f->witnesses < c->witnesses &&
		    f->indicator.type == whole->indicator.type &&
		    f->indicator.role == whole->indicator.role &&
		    strcmp(f->indicator.value, form) == 0)
			f->indicator.value = NULL;
}

/* The facts as they are told: names masked, what is not to be told gone. */
static void
tell(struct arena *a, struct gate *g, struct composition *c)
{
	struct fact *f;
	size_t i;

	for (i = 0; i < c->fact_count; i++) {
		f = &c->facts[i];
		if (!f->is_file && f->indicator.value == NULL)
			continue;
		if (!f->is_file)
			f->indicator.value =
			    is_poison(a, c, f)
				? NULL
				: as_told(a, g, c, f, f->indicator.type,
				      f->indicator.value);
		else if (f->personal && f->witnesses < 2 && !f->shown) {
			f->untold = true;
			c->withheld++;
		} else if (f->file.name != NULL)
			f->file.name =
			    as_told(a, g, c, f, IND_FILE_NAME, f->file.name);
	}
	for (i = 0; i < c->fact_count; i++)
		if (is_mailed(&c->facts[i]) &&
		    c->facts[i].witnesses >= c->witnesses)
			drop_forms(a, c, &c->facts[i]);
}

static void
close_fact(struct composition *c, struct fact *f)
{
	char hex[DIGEST_HEX];

	if (!f->is_file) {
		if (valueset_has(
			c->closed, f->indicator.type, f->indicator.value))
			f->indicator.value = NULL;
		return;
	}
	digest_hex(&f->file.sha256, hex);
	if (f->untold || valueset_has(c->closed, IND_SHA256, hex))
		f->untold = true;
	else if (valueset_has(c->closed, IND_FILE_NAME, f->file.name))
		f->file.name = NULL;
}

/* What a ruling closed is not told, whoever gives it: as it would be told. */
static void
leave_closed(struct composition *c)
{
	size_t i;

	for (i = 0; c->closed != NULL && i < c->fact_count; i++)
		close_fact(c, &c->facts[i]);
}

static bool
is_told(const struct fact *f)
{
	return f->is_file ? !f->untold : f->indicator.value != NULL;
}

/* Of values that are told the one that sorts first: no reporter is favoured.
 * What a provider wanted told as it is stands as a value and nowhere else. */
static const char *
first_told(const struct composition *c, enum ind_type type)
{
	const struct fact *f;
	const char *first = NULL;
	size_t i;

	for (i = 0; i < c->fact_count; i++) {
		f = &c->facts[i];
		if (!f->is_file && !f->whole && is_told(f) &&
		    f->indicator.type == type &&
		    (first == NULL || strcmp(f->indicator.value, first) < 0))
			first = f->indicator.value;
	}
	return first;
}

static enum title_kind
kind_told(const struct composition *c)
{
	enum title_kind kind = TITLE_OTHER;
	size_t i;

	for (i = 0; i < c->fact_count; i++) {
		if (!is_told(&c->facts[i]))
			continue;
		if (!c->facts[i].is_file && c->facts[i].extracted)
			return TITLE_MAIL;
		if (c->facts[i].is_file)
			kind = TITLE_FILE;
		else if (c->facts[i].is_traffic && kind == TITLE_OTHER)
			kind = TITLE_TRAFFIC;
	}
	return kind;
}

/* Of the addresses of traffic the one that sorts first. */
static const char *
first_address(const struct composition *c)
{
	const struct fact *f;
	const char *first = NULL;

	for (f = c->facts; f < c->facts + c->fact_count; f++)
		if (f->is_traffic && is_told(f) &&
		    (first == NULL || strcmp(f->indicator.value, first) < 0))
			first = f->indicator.value;
	return first;
}

static const char *
own_title(struct arena *a, const struct composition *c)
{
	const char *host = first_told(c, IND_DOMAIN), *url;

	url = host == NULL ? first_told(c, IND_URL) : NULL;
	if (url != NULL)
		host = observable_host(a, url);
	if (host == NULL)
		host = first_address(c);
	return title_of(a, LANG_JA, c->class, kind_told(c),
	    first_told(c, IND_SUBJECT), host);
}

static void
add_traffic(struct arena *a, const struct fact *f, struct item *it)
{
	struct item_observation *o;

	o = arena_push(
	    a, &it->observations, &it->observation_count, sizeof(*o));
	*o = f->traffic;
	o->address = f->indicator.value;
}

static void
add_file(struct arena *a, const struct fact *f, struct item *it)
{
	struct item_file *file;

	file = arena_push(a, &it->files, &it->file_count, sizeof(*file));
	*file = f->file;
	file->attested = f->attested;
}

static void
add_indicator(struct arena *a, const struct fact *f, struct item *it)
{
	struct item_indicator *x;

	x = arena_push(a, &it->indicators, &it->indicator_count, sizeof(*x));
	*x = f->indicator;
	x->attested = f->attested;
}

static void
add_fact(struct arena *a, const struct fact *f, struct item *it)
{
	if (f->is_traffic)
		add_traffic(a, f, it);
	else if (f->is_file)
		add_file(a, f, it);
	else
		add_indicator(a, f, it);
}

static bool
is_equal(const struct fact *x, const struct fact *y)
{
	if (x->is_traffic != y->is_traffic)
		return false;
	if (x->is_file || y->is_file)
		return x->is_file && y->is_file &&
		       digest_equal(&x->file.sha256, &y->file.sha256);
	return x->indicator.type == y->indicator.type &&
	       strcmp(x->indicator.value, y->indicator.value) == 0;
}

/* Equal facts take the widest of their terms; the item the strictest of its
 * facts'.  As they are told: whom they named does not count. */
static enum tlp
strictest(const struct composition *c)
{
	const struct fact *f, *o;
	enum tlp widest, all = c->tlp;
	size_t i, k;

	for (i = 0; i < c->fact_count; i++) {
		f = &c->facts[i];
		if (!is_told(f))
			continue;
		widest = f->tlp;
		for (k = 0; k < c->fact_count; k++) {
			o = &c->facts[k];
			if (o->tlp < widest && is_told(o) && is_equal(f, o))
				widest = o->tlp;
		}
		if (widest > all)
			all = widest;
	}
	return all;
}

/* A told step stands while the item lives. */
static uint64_t
at_least(uint64_t count, uint64_t told)
{
	uint64_t step = step_of(count);

	return step < told ? told : step;
}

void
compose(struct arena *a, struct gate *g, struct composition *c, struct item *it)
{
	struct item_step *step;
	size_t i;

	memset(it, 0, sizeof(*it));
	it->class = c->class;
	it->seen_first = c->seen_first;
	it->seen_last = c->seen_last;
	it->analysis = redacted(a, c, c->analysis);
	it->countermeasure = redacted(a, c, c->countermeasure);
	it->sightings = at_least(c->had_by, c->least);
	it->false_alarms = at_least(c->false_alarms, c->alarms_least);
	tell(a, g, c);
	leave_closed(c);
	it->title =
	    c->title != NULL ? redacted(a, c, c->title) : own_title(a, c);
	it->tlp = strictest(c);
	it->compared = c->compared;
	it->compared_count = c->compared_count;
	for (i = 0; i < c->fact_count; i++)
		if (is_told(&c->facts[i]))
			add_fact(a, &c->facts[i], it);
	for (i = 0; i < c->step_count; i++) {
		step =
		    arena_push(a, &it->steps, &it->step_count, sizeof(*step));
		step->kind = c->steps[i].kind;
		step->text = redacted(a, c, c->steps[i].text);
	}
	item_sort(it);
}

void
compose_content(struct buf *b, const struct item *it)
{
	struct item bare = *it;

	bare.id = ITEM_UNNAMED;
	bare.edition = 0;
	bare.first_shared = bare.updated = NULL;
	bare.related_count = 0;
	item_write(b, &bare);
}

#include <stdlib.h>
#include <string.h>

#include "batch/gate/gatefact.h"
#include "batch/gate/gatesearch.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/names/spelling.h"
#include "formats/names/terms.h"

#define FORMS 5

static const char gone[] = " ";

/* Text as the serialiser of HTML writes it. */
static const char *
in_html(struct arena *a, const char *s)
{
	struct buf b = { 0 };
	const char *out;

	for (; *s != '\0'; s++)
		if (*s == '&')
			buf_puts(&b, "&amp;");
		else if (*s == '<' || *s == '>')
			buf_puts(&b, *s == '<' ? "&lt;" : "&gt;");
		else
			buf_put(&b, s, 1);
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

/* A value as the outputs write it: bare, in XML, in a table, in HTML, there
 * defanged too. */
static void
forms_of(struct arena *a, const char *value, const char *forms[FORMS])
{
	const char *shown = text_visible(a, value);
	struct buf b = { 0 };

	forms[0] = shown;
	text_xml(&b, shown);
	forms[1] = arena_strdup(a, buf_str(&b));
	b.len = 0;
	text_csv(&b, shown);
	forms[2] = arena_strdup(a, buf_str(&b));
	forms[3] = in_html(a, shown);
	forms[4] = in_html(a, text_defang(a, shown));
	buf_free(&b);
}

/* A field of its own is no part of a longer value. */
static bool
begins_field(const char *text, size_t at)
{
	return at == 0 || strchr(">\",\n", text[at - 1]) != NULL;
}

static bool
ends_field(const char *text, size_t len, size_t at)
{
	return at == len || strchr("<\",\r\n", text[at]) != NULL;
}

/* All values in all forms, searched for at once. */
struct cutting {
	struct arena *arena;
	const char *text;
	size_t len;
	const char **forms;
	size_t form_count;
	struct place *places;
	size_t place_count;
};

static enum terms_next
found(void *arg, size_t id, size_t end)
{
	struct cutting *c = arg;
	size_t from = end - strlen(c->forms[id]);

	if (!ends_field(c->text, c->len, end))
		return TERMS_ON;
	if (!begins_field(c->text, from))
		return TERMS_SHORTER;
	*(struct place *)arena_push(c->arena, &c->places, &c->place_count,
	    sizeof(*c->places)) = (struct place){ from, end };
	return TERMS_ON;
}

static void
find_fields(struct cutting *c, const struct gate_file *f)
{
	struct terms *t = terms_new(c->arena);
	const char *forms[FORMS];
	size_t i, k;

	for (i = 0; i < f->fact_count; i++) {
		forms_of(c->arena, f->facts[i].value, forms);
		for (k = 0; k < FORMS; k++) {
			arena_push_str(
			    c->arena, &c->forms, &c->form_count, forms[k]);
			terms_add(t, forms[k], c->form_count - 1);
		}
	}
	terms_walk(t, c->text, c->len, found, c);
}

static int
by_place(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->to < y->to ? -1 : x->to > y->to;
}

/* Values that lie over each other, where one holds a comma, go as one. */
static void
put_rest(struct buf *out, struct cutting *c)
{
	size_t i, from = 0, to;

	if (c->place_count > 1)
		qsort(c->places, c->place_count, sizeof(*c->places), by_place);
	for (i = 0; i < c->place_count; from = to) {
		to = c->places[i].to;
		buf_put(out, c->text + from, c->places[i].from - from);
		buf_puts(out, gone);
		for (i++; i < c->place_count && c->places[i].from < to; i++)
			if (c->places[i].to > to)
				to = c->places[i].to;
	}
	buf_put(out, c->text + from, c->len - from);
}

void
gate_cut(struct buf *out, const struct gate_file *f)
{
	struct cutting c = {
		.arena = arena_new(), .text = f->data, .len = f->len
	};

	find_fields(&c, f);
	put_rest(out, &c);
	arena_free(c.arena);
}

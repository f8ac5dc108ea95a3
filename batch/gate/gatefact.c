#include <stdlib.h>
#include <string.h>

#include "batch/gate/gatefact.h"
#include "batch/gate/gatesearch.h"
#include "formats/base/buf.h"
#include "formats/base/digest.h"
#include "formats/base/jsonwrite.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/names/spelling.h"
#include "formats/names/terms.h"

#define FORMS 12

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

/* Forms of a value on their way. */
struct forms {
	struct arena *a;
	const char *list[FORMS];
	size_t count;
};

/* What stands in the buffer, which is emptied. */
static void
add(struct forms *f, struct buf *b)
{
	f->list[f->count++] = arena_strdup(f->a, buf_str(b));
	b->len = 0;
}

/* As JSON has it, without the quotes around it. */
static void
add_json(struct forms *f, const char *value)
{
	struct buf b = { 0 }, bare = { 0 };

	jsonw_quoted(&b, value);
	buf_put(&bare, b.data + 1, b.len - 2);
	add(f, &bare);
	buf_free(&bare);
	buf_free(&b);
}

/* In a string of a STIX pattern, which stands in JSON. */
static void
add_pattern(struct forms *f, const char *value)
{
	struct buf b = { 0 };

	for (; *value != '\0'; value++) {
		if (*value == '\\' || *value == '\'')
			buf_puts(&b, "\\");
		buf_put(&b, value, 1);
	}
	add_json(f, buf_str(&b));
	buf_free(&b);
}

/* Its digest, as a MISP feed lists it. */
static void
add_digest(struct forms *f, const char *value)
{
	char hex[DIGEST_MD5_HEX];
	struct buf b = { 0 };

	digest_md5_hex(value, strlen(value), hex);
	buf_puts(&b, hex);
	add(f, &b);
	buf_free(&b);
}

/* An address with a port is told in two parts elsewhere. */
static void
add_parts(struct forms *f, const char *value)
{
	const char *port = strrchr(value, ':');
	struct buf b = { 0 };
	size_t len;

	if (port == NULL || port[1] == '\0' ||
	    strspn(port + 1, "0123456789") != strlen(port + 1) ||
	    strspn(value, "0123456789abcdef.:[]") != strlen(value))
		return;
	len = (size_t)(port - value);
	if (*value == '[') {
		value++;
		len -= 2;
	}
	buf_put(&b, value, len);
	add(f, &b);
	add_digest(f, f->list[f->count - 1]);
	buf_put(&b, value, len);
	buf_printf(&b, "|%s", port + 1);
	add(f, &b);
	buf_free(&b);
}

/* A value as the outputs write it: bare, in XML, in a table, in HTML, there
 * defanged too, in JSON, in a pattern, as a digest. */
static void
forms_of(struct forms *f, const char *value)
{
	const char *shown = text_visible(f->a, value);
	struct buf b = { 0 };

	f->list[f->count++] = shown;
	text_xml(&b, shown);
	add(f, &b);
	text_csv(&b, shown);
	add(f, &b);
	f->list[f->count++] = in_html(f->a, shown);
	f->list[f->count++] = in_html(f->a, text_defang(f->a, shown));
	add_json(f, shown);
	add_json(f, value);
	add_pattern(f, value);
	add_digest(f, value);
	add_parts(f, value);
	buf_free(&b);
}

/* A field of its own is no part of a longer value. */
static bool
begins_field(const char *text, size_t at)
{
	return at == 0 || strchr(">\"',\n", text[at - 1]) != NULL;
}

static bool
ends_field(const char *text, size_t len, size_t at)
{
	return at == len || strchr("<\"',\r\n", text[at]) != NULL;
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
	struct forms forms;
	size_t i, k;

	for (i = 0; i < f->fact_count; i++) {
		forms = (struct forms){ .a = c->arena };
		forms_of(&forms, f->facts[i].value);
		for (k = 0; k < forms.count; k++) {
			arena_push_str(
			    c->arena, &c->forms, &c->form_count, forms.list[k]);
			terms_add(t, forms.list[k], c->form_count - 1);
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

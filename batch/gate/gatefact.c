#include <string.h>

#include "batch/gate/gatefact.h"
#include "batch/gate/gatesearch.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"

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

/* Whether the n bytes at `at` are a field of their own, and no part of a
 * longer value. */
static bool
is_field(const char *text, size_t len, size_t at, size_t n)
{
	return (at == 0 || strchr(">\",\n", text[at - 1]) != NULL) &&
	       (at + n == len || strchr("<\",\r\n", text[at + n]) != NULL);
}

static void
cut(struct buf *b, const char *form)
{
	size_t n = strlen(form), from = 0, at;
	struct buf out = { 0 };
	const char *hit;

	while (n > 0 && from < b->len &&
	       (hit = memmem(b->data + from, b->len - from, form, n)) != NULL) {
		at = (size_t)(hit - (const char *)b->data);
		if (!is_field((const char *)b->data, b->len, at, n)) {
			buf_put(&out, b->data + from, at + 1 - from);
			from = at + 1;
			continue;
		}
		buf_put(&out, b->data + from, at - from);
		buf_puts(&out, gone);
		from = at + n;
	}
	buf_put(&out, b->data + from, b->len - from);
	buf_free(b);
	*b = out;
}

void
gate_cut(struct buf *out, const struct gate_file *f)
{
	struct arena *a = arena_new();
	const char *forms[FORMS];
	size_t i, k;

	buf_put(out, f->data, f->len);
	for (i = 0; i < f->fact_count; i++) {
		forms_of(a, f->facts[i].value, forms);
		for (k = 0; k < FORMS; k++)
			cut(out, forms[k]);
	}
	arena_free(a);
}

#include <stdio.h>
#include <string.h>

#include "batch/count/figures.h"
#include "batch/report/parts.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/package/packagewords.h"
#include "formats/xml/xmlwrite.h"

#define VALUES_MAX 10 /* no text of a report takes more */

void
part_outside(struct xmlw *x, const char *s)
{
	struct arena *a = arena_new();

	xmlw_visible(x, text_unlink(a, s, false));
	arena_free(a);
}

void
part_label(struct xmlw *x, const char *element, struct label l)
{
	xmlw_start(x, element);
	label_write(x, &l);
	xmlw_end(x);
}

struct label
part_figure(
    struct arena *a, const char *set, const char *key, const char *measure)
{
	return label_same(arena_printf(a, "{%s %s %s}", set, key, measure));
}

/* Of a text from outside that stands in prose: no mark of prose. */
const char *
part_plain(struct arena *a, const char *s)
{
	static const struct {
		char mark;
		const char *plain;
	} marks[] = {
		{ '{', "｛" },
		{ '}', "｝" },
		{ '[', "［" },
		{ ']', "］" },
	};
	struct buf b = { 0 };
	const char *out;
	size_t i;

	for (; *s != '\0'; s++) {
		for (i = 0; i < 4 && marks[i].mark != *s; i++)
			continue;
		if (i < 4)
			buf_puts(&b, marks[i].plain);
		else
			buf_put(&b, s, 1);
	}
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

static const char *
if_so(bool it_is)
{
	return it_is ? "yes" : NULL;
}

/* "{table SET}", "{figure SET}", "{n SET}"; 0: s begins with something else. */
static size_t
put_reference(struct xmlw *x, const char *s)
{
	char kind[8], to[64];
	int n = 0;

	if (sscanf(s, "{%7[a-z] %63[a-z0-9-]}%n", kind, to, &n) != 2 || n == 0)
		return 0;
	xmlw_start(x, "ref");
	xmlw_attr(x, "kind", kind);
	xmlw_attr(x, "to", to);
	xmlw_end(x);
	return (size_t)n;
}

/* "{share SET KEY+KEY...}": what these make of its whole, in percent; tenths:
 * in tenths. */
static size_t
put_share(struct xmlw *x, const char *kind, const char *set, char *keys, int n)
{
	char *p;

	for (p = keys; *p != '\0'; p++)
		if (*p == '+')
			*p = ' ';
	xmlw_start(x, "ref");
	xmlw_attr(x, "kind", kind);
	xmlw_attr(x, "to", set);
	xmlw_attr(x, "keys", keys);
	xmlw_end(x);
	return (size_t)n;
}

/* How much of s, which begins with a brace, points at a figure; 0: nothing. */
static size_t
put_pointer(struct xmlw *x, const char *s)
{
	char set[64], key[96], measure[64];
	int n = 0;

	if (sscanf(s, "{%63[^ {}] %95[^ {}] %63[^ {}]}%n", set, key, measure,
		&n) != 3 ||
	    n == 0)
		return put_reference(x, s);
	if (strcmp(set, "share") == 0 || strcmp(set, "tenths") == 0)
		return put_share(x, set, key, measure, n);
	xmlw_start(x, "q");
	xmlw_attr(x, "dataset", set);
	xmlw_attr(x, "key", key);
	xmlw_attr(x, "measure", measure);
	xmlw_end(x);
	return (size_t)n;
}

/* The mark at s, or the one character; how long it was. */
static size_t
put_mark(struct xmlw *x, const char *s)
{
	const char one[2] = { *s, '\0' };
	size_t n = 0;

	if (*s == '{')
		n = put_pointer(x, s);
	if (n > 0)
		return n;
	if (strncmp(s, "[[", 2) == 0) {
		xmlw_start(x, "fn");
		return 2;
	}
	if (strncmp(s, "]]", 2) == 0) {
		xmlw_end(x);
		return 2;
	}
	xmlw_raw(x, *s == '&' ? "&amp;" : *s == '<' ? "&lt;" : one);
	return 1;
}

/* Quotes stay as they are: this is the content of elements. */
static void
put_prose(struct xmlw *x, struct arena *a, const char *s)
{
	size_t n;

	while (*s != '\0') {
		n = strcspn(s, "{[]&<");
		if (n > 0)
			xmlw_raw(x, arena_strndup(a, s, n));
		else
			n = put_mark(x, s);
		s += n;
	}
}

void
part_prose(struct xmlw *x, enum say what, enum lang l,
    const struct part_value *values, size_t count)
{
	struct say_value v[VALUES_MAX];
	struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < count && i < VALUES_MAX; i++)
		v[i] =
		    (struct say_value){ values[i].name, values[i].text.in[l] };
	put_prose(x, a, say_with(a, what, l, v, i));
	arena_free(a);
}

void
part_both(struct xmlw *x, const char *element, enum say what,
    const struct part_value *values, size_t count)
{
	enum lang l;

	for (l = 0; l < LANGS; l++) {
		xmlw_start(x, element);
		xmlw_attr(x, "xml:lang", lang_word(l));
		part_prose(x, what, l, values, count);
		xmlw_end(x);
		xmlw_blank(x, "\n");
	}
}

void
part_lead(struct xmlw *x, enum say what)
{
	enum lang l;

	for (l = 0; l < LANGS; l++) {
		xmlw_start(x, "p");
		xmlw_attr(x, "lead", "yes");
		xmlw_attr(x, "xml:lang", lang_word(l));
		part_prose(x, what, l, NULL, 0);
		xmlw_end(x);
		xmlw_blank(x, "\n");
	}
}

void
part_open_as(struct xmlw *x, const char *id, struct label title)
{
	xmlw_start(x, "section");
	xmlw_attr(x, "id", id);
	part_label(x, "title", title);
	xmlw_blank(x, "\n");
}

void
part_open(struct xmlw *x, const char *id, enum say title)
{
	part_open_as(x, id, label_say(title));
}

/* NULL: there is nothing to show of it. */
static const struct dataset *
shown(const struct figures *f, const char *id)
{
	const struct dataset *d = dataset_find(&f->sets, id);

	return d == NULL || d->key_count == 0 ? NULL : d;
}

bool
part_is_shown(const struct figures *f, const char *id)
{
	return shown(f, id) != NULL;
}

bool
part_is_drawn(const struct figures *f, const char *id)
{
	const struct dataset *d = shown(f, id);
	size_t i;

	for (i = 0; d != NULL && i < d->key_count * d->measure_count; i++)
		if (d->figures[i].hidden == SHOWN && d->figures[i].value > 0)
			return true;
	return false;
}

bool
part_table_open(struct xmlw *x, const struct figures *f, const char *id,
    const struct part_look *look)
{
	if (shown(f, id) == NULL)
		return false;
	xmlw_start(x, "crosstab");
	xmlw_attr(x, "dataset", id);
	xmlw_attr(
	    x, "keys", look->keys == KEYS_IN_COLUMNS ? "columns" : "rows");
	xmlw_attr(x, "share", if_so(look->shares));
	xmlw_attr(x, "numbered", if_so(look->numbered));
	xmlw_attr(x, "span", if_so(look->span));
	xmlw_attr(x, "without", look->without);
	xmlw_attr(x, "beside", look->beside);
	return true;
}

void
part_table_mark(struct xmlw *x, unsigned number, const char *measure,
    const char *key, enum say what, const struct part_value *values,
    size_t count)
{
	enum lang l;

	for (l = 0; l < LANGS; l++) {
		xmlw_start(x, "mark");
		xmlw_attrf(x, "n", "%u", number);
		xmlw_attr(x, "measure", measure);
		xmlw_attr(x, "key", key);
		xmlw_attr(x, "xml:lang", lang_word(l));
		part_prose(x, what, l, values, count);
		xmlw_end(x);
	}
}

void
part_table_close(struct xmlw *x)
{
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

void
part_table_look(struct xmlw *x, const struct figures *f, const char *id,
    const struct part_look *look)
{
	if (part_table_open(x, f, id, look))
		part_table_close(x);
}

void
part_table(struct xmlw *x, const struct figures *f, const char *id,
    enum part_keys keys)
{
	part_table_look(x, f, id, &(struct part_look){ .keys = keys });
}

void
part_table_shares(struct xmlw *x, const struct figures *f, const char *id)
{
	part_table_look(x, f, id, &(struct part_look){ .shares = true });
}

void
part_chart(
    struct xmlw *x, const struct figures *f, const char *id, const char *type)
{
	const struct dataset *d = shown(f, id);
	struct label alt;
	enum lang l;

	if (d == NULL)
		return;
	for (l = 0; l < LANGS; l++)
		alt.in[l] = say_of(f->arena, SAY_REPORT_CHART_ALT, l, "title",
		    d->title.in[l], NULL);
	xmlw_start(x, "chart");
	xmlw_attr(x, "dataset", id);
	xmlw_attr(x, "type", type);
	part_label(x, "alt", alt);
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

/* What an analyst wrote, which a schema has let in. */
static void
put_chapter(struct xmlw *x, const struct figures *f, const char *xml,
    bool appendix, bool waits)
{
	const char *body = strchr(xml, '>'), *end = strstr(xml, "</chapter>");

	if (body == NULL || end == NULL)
		return;
	xmlw_start(x, "chapter");
	xmlw_attr(x, "period", f->period.id);
	xmlw_attr(x, "appendix", if_so(appendix));
	xmlw_attr(x, "waits", if_so(waits));
	xmlw_raw(
	    x, arena_strndup(f->arena, body + 1, (size_t)(end - body - 1)));
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

void
part_chapters(struct xmlw *x, const struct figures *f, const char *after)
{
	bool two = f->hub->settings.four_eyes != FOUR_EYES_NO;
	enum chapter_place place;
	const char *where;
	struct stmt *s;

	s = db_query(f->hub->db, SQL_REPORT_CHAPTERS, "tii", f->period.id,
	    f->at, (int64_t)(two && !f->draft));
	while (db_row(s)) {
		where =
		    db_null(s, 1) || !chapter_place_parse(db_text(s, 1), &place)
			? "chapters"
			: db_text(s, 1);
		if (strcmp(where, after) == 0)
			put_chapter(x, f,
			    text_visible(f->arena,
				text_unlink(f->arena, db_text(s, 0), true)),
			    strcmp(where, "appendix") == 0,
			    two && db_int(s, 2) == 0);
	}
}

void
part_close(struct xmlw *x, const struct figures *f, const char *id)
{
	xmlw_end(x);
	xmlw_blank(x, "\n");
	part_chapters(x, f, id);
}

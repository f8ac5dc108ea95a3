#include <stdio.h>
#include <string.h>

#include "batch/count/figures.h"
#include "batch/report/parts.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/xml/xmlwrite.h"

#define VALUES_MAX 4 /* no text of a report takes more */

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

/* How much of s, which begins with a brace, points at a figure; 0: nothing. */
static size_t
put_pointer(struct xmlw *x, const char *s)
{
	char set[64], key[96], measure[64];
	int n = 0;

	if (sscanf(s, "{%63s %95s %63[^}]}%n", set, key, measure, &n) != 3)
		return 0;
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
part_open(struct xmlw *x, const char *id, enum say title)
{
	xmlw_start(x, "section");
	xmlw_attr(x, "id", id);
	part_label(x, "title", label_say(title));
	xmlw_blank(x, "\n");
}

/* NULL: there is nothing to show of it. */
static const struct dataset *
shown(const struct figures *f, const char *id)
{
	const struct dataset *d = dataset_find(&f->sets, id);

	return d == NULL || d->key_count == 0 ? NULL : d;
}

static void
put_table(struct xmlw *x, const struct figures *f, const char *id,
    const char *keys, const char *share)
{
	if (shown(f, id) == NULL)
		return;
	xmlw_start(x, "crosstab");
	xmlw_attr(x, "dataset", id);
	xmlw_attr(x, "keys", keys);
	xmlw_attr(x, "share", share);
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

void
part_table(struct xmlw *x, const struct figures *f, const char *id,
    enum part_keys keys)
{
	put_table(x, f, id, keys == KEYS_IN_COLUMNS ? "columns" : "rows", NULL);
}

void
part_table_shares(struct xmlw *x, const struct figures *f, const char *id)
{
	put_table(x, f, id, "rows", "yes");
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
put_chapter(struct xmlw *x, const struct figures *f, const char *xml)
{
	const char *body = strchr(xml, '>'), *end = strstr(xml, "</chapter>");

	if (body == NULL || end == NULL)
		return;
	xmlw_start(x, "chapter");
	xmlw_attr(x, "period", f->period.id);
	xmlw_raw(
	    x, arena_strndup(f->arena, body + 1, (size_t)(end - body - 1)));
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

/* Chapters stand where their analyst wants them; the rest at the end. */
static void
put_chapters(struct xmlw *x, const struct figures *f, const char *after)
{
	const char *where;
	struct stmt *s;

	s = db_query(
	    f->hub->db, SQL_REPORT_CHAPTERS, "ti", f->period.id, f->at);
	while (db_row(s)) {
		where = db_null(s, 1) ? "chapters" : db_text(s, 1);
		if (strcmp(where, after) == 0)
			put_chapter(x, f,
			    text_visible(f->arena,
				text_unlink(f->arena, db_text(s, 0), true)));
	}
}

void
part_close(struct xmlw *x, const struct figures *f, const char *id)
{
	put_chapters(x, f, id);
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

#include <stdio.h>
#include <string.h>

#include "batch/count/figures.h"
#include "batch/report/parts.h"
#include "batch/store/db.h"
#include "batch/store/hub.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"

void
report_text(struct buf *b, const char *s)
{
	struct arena *a;

	a = arena_new();
	text_xml(b, text_visible(a, s));
	arena_free(a);
}

void
report_outside(struct buf *b, const char *s)
{
	struct arena *a;

	a = arena_new();
	report_text(b, text_unlink(a, s, false));
	arena_free(a);
}

void
report_label(struct buf *b, const char *ja, const char *en)
{
	buf_puts(b, "<t xml:lang=\"ja\">");
	report_text(b, ja);
	buf_puts(b, "</t><t xml:lang=\"en\">");
	report_text(b, en);
	buf_puts(b, "</t>");
}

void
report_fill(struct buf *b, const char *text)
{
	char set[64], key[96], measure[64];
	const char *brace;
	int n = 0;

	while ((brace = strchr(text, '{')) != NULL &&
	       sscanf(brace, "{%63s %95s %63[^}]}%n", set, key, measure, &n) ==
		   3) {
		buf_put(b, text, (size_t)(brace - text));
		buf_printf(b, "<q dataset=\"%s\" key=\"%s\" measure=\"%s\"/>",
		    set, key, measure);
		text = brace + n;
	}
	buf_puts(b, text);
}

void
report_both(struct buf *b, const char *element, const char *ja, const char *en)
{
	buf_printf(b, "<%s xml:lang=\"ja\">", element);
	report_fill(b, ja);
	buf_printf(b, "</%s>\n<%s xml:lang=\"en\">", element, element);
	report_fill(b, en);
	buf_printf(b, "</%s>\n", element);
}

void
report_open(struct buf *b, const char *id, const char *ja, const char *en)
{
	buf_printf(b, "<section id=\"%s\"><title>", id);
	report_label(b, ja, en);
	buf_puts(b, "</title>\n");
}

void
report_table(struct buf *b, const struct figures *f, const char *id,
    const char *keys, bool share)
{
	const struct dataset *d;

	d = figures_find(f, id);
	if (d == NULL || d->key_count == 0)
		return;
	buf_printf(b, "<crosstab dataset=\"%s\" keys=\"%s\"%s/>\n", id, keys,
	    share ? " share=\"yes\"" : "");
}

void
report_chart(
    struct buf *b, const struct figures *f, const char *id, const char *type)
{
	const struct dataset *d;

	d = figures_find(f, id);
	if (d == NULL || d->key_count == 0)
		return;
	buf_printf(b, "<chart dataset=\"%s\" type=\"%s\"><alt>", id, type);
	report_label(b,
	    arena_printf(f->arena, "%sの図。数値は同じ表にある。", d->ja),
	    arena_printf(f->arena,
		"Chart of: %s. The figures stand "
		"in the table of the same name.",
		d->en));
	buf_puts(b, "</alt></chart>\n");
}

/* Chapters stand where their analyst wants them; the rest at the end. */
static void
put_chapters(struct buf *b, const struct figures *f, const char *after)
{
	struct stmt *s;
	const char *xml, *body, *end, *where;

	s = db_query(
	    f->hub->db, SQL_REPORT_CHAPTERS, "ti", f->period.id, f->at);
	while (db_row(s)) {
		xml = text_visible(
		    f->arena, text_unlink(f->arena, db_text(s, 0), true));
		where = db_null(s, 1) ? "chapters" : db_text(s, 1);
		body = strchr(xml, '>');
		end = strstr(xml, "</chapter>");
		if (strcmp(where, after) != 0 || body == NULL || end == NULL)
			continue;
		buf_printf(b, "<chapter period=\"%s\">", f->period.id);
		buf_put(b, body + 1, (size_t)(end - body - 1));
		buf_puts(b, "</chapter>\n");
	}
}

void
report_close(struct buf *b, const struct figures *f, const char *id)
{
	put_chapters(b, f, id);
	buf_puts(b, "</section>\n");
}

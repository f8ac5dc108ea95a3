#include <libxml/tree.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/files/archive.h"
#include "formats/read/columns.h"
#include "formats/read/listing.h"
#include "formats/read/xlsxlist.h"
#include "formats/xml/xmlread.h"

#define MEMBERS 1000 /* of the archive that are looked at */

static const char SHEETS[] = "xl/worksheets/";

struct part {
	const char *name;
	const void *data;
	size_t len;
};

struct workbook {
	struct arena *a;
	struct part *parts;
	size_t part_count;
	bool twice; /* a part is there twice: each program takes another */
	const char **strings; /* that cells point at */
	size_t string_count;
	struct columns *columns;
	size_t bytes;	   /* of the cells read: many may show one string */
	struct arena *row; /* what hangs from one row */
	struct listing *l;
};

static bool
is_needed(const char *name)
{
	return strcmp(name, "xl/workbook.xml") == 0 ||
	       strcmp(name, "xl/_rels/workbook.xml.rels") == 0 ||
	       strcmp(name, "xl/sharedStrings.xml") == 0 ||
	       strncmp(name, SHEETS, strlen(SHEETS)) == 0;
}

static const struct part *
part_of(const struct workbook *w, const char *name)
{
	size_t i;

	for (i = 0; name != NULL && i < w->part_count; i++)
		if (strcmp(w->parts[i].name, name) == 0)
			return &w->parts[i];
	return NULL;
}

static void
keep(void *arg, const struct archive_entry_seen *e)
{
	struct workbook *w = arg;
	struct part *p;

	if (!is_needed(e->name) || e->data == NULL || e->len == 0 ||
	    e->len > LIMIT_MANIFEST)
		return;
	w->twice = w->twice || part_of(w, e->name) != NULL;
	p = arena_push(w->a, &w->parts, &w->part_count, sizeof(*p));
	p->name = arena_strdup(w->a, e->name);
	p->data = arena_strndup(w->a, e->data, e->len);
	p->len = e->len;
}

/* One part as a document; NULL: it is not there, or cannot be read. */
static xmlDocPtr
open_part(const struct workbook *w, const char *name)
{
	const struct part *p = part_of(w, name);
	char err[200];

	return p == NULL ? NULL : xml_open(p->data, p->len, err, sizeof(err));
}

/* An attribute, whatever its namespace. */
static const char *
any_attribute(struct arena *a, const xmlNode *n, const char *name)
{
	const xmlAttr *p;
	const char *out;
	xmlChar *v;

	for (p = n->properties; p != NULL; p = p->next) {
		if (strcmp((const char *)p->name, name) != 0 || p->ns == NULL)
			continue;
		v = xmlNodeListGetString(p->doc, p->children, 1);
		out = v == NULL ? "" : arena_strdup(a, (char *)v);
		xmlFree(v);
		return out;
	}
	return NULL;
}

/* worksheets/sheet1.xml, /xl/worksheets/sheet1.xml: as the archive has it. */
static const char *
from_root(struct arena *a, const char *target)
{
	return *target == '/' ? target + 1 : arena_printf(a, "xl/%s", target);
}

/* What the relation of that id leads to; NULL: nothing. */
static const char *
target_of(struct workbook *w, const xmlNode *relations, const char *id)
{
	const xmlNode *n = NULL;
	const char *seen, *target = NULL;

	while (target == NULL &&
	       (n = xml_child(relations, n, "Relationship")) != NULL) {
		seen = xml_attr(w->a, n, "Id");
		if (seen != NULL && strcmp(seen, id) == 0)
			target = xml_attr(w->a, n, "Target");
	}
	return target == NULL ? NULL : from_root(w->a, target);
}

/* The one that its sender sees first: what is hidden was not meant, and a chart
 * has no cells. */
static const char *
first_of(struct workbook *w, const xmlNode *sheets, const xmlNode *relations)
{
	const xmlNode *n = NULL;
	const char *state, *id, *target;

	while ((n = xml_child(sheets, n, "sheet")) != NULL) {
		state = xml_attr(w->a, n, "state");
		id = any_attribute(w->a, n, "id");
		target = id == NULL ? NULL : target_of(w, relations, id);
		if (target != NULL &&
		    strncmp(target, SHEETS, strlen(SHEETS)) == 0 &&
		    (state == NULL || strcmp(state, "visible") == 0))
			return target;
	}
	return NULL;
}

static const char *
first_sheet(struct workbook *w)
{
	xmlDocPtr book = open_part(w, "xl/workbook.xml");
	xmlDocPtr relations = open_part(w, "xl/_rels/workbook.xml.rels");
	const xmlNode *sheets = NULL;
	const char *name = NULL;

	if (book != NULL && relations != NULL)
		sheets = xml_child(xmlDocGetRootElement(book), NULL, "sheets");
	if (sheets != NULL)
		name = first_of(w, sheets, xmlDocGetRootElement(relations));
	xmlFreeDoc(book);
	xmlFreeDoc(relations);
	return name;
}

/* As it stands: blanks may part what is written in two hands. */
static void
put_text(struct buf *b, const xmlNode *n)
{
	xmlChar *v = xmlNodeGetContent(n);

	buf_puts(b, v == NULL ? "" : (char *)v);
	xmlFree(v);
}

/* t, or the t of each r; how a word is read (rPh) is no part of it. */
static const char *
text_of(struct arena *a, const xmlNode *n)
{
	struct buf b = { 0 };
	const xmlNode *c = NULL, *t;
	const char *out;

	while ((c = xml_child(n, c, NULL)) != NULL) {
		t = strcmp((const char *)c->name, "r") == 0
			? xml_child(c, NULL, "t")
			: c;
		if (t != NULL && strcmp((const char *)t->name, "t") == 0)
			put_text(&b, t);
	}
	out = b.len == 0 ? "" : arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

static void
read_strings(struct workbook *w)
{
	xmlDocPtr doc = open_part(w, "xl/sharedStrings.xml");
	const xmlNode *root = doc == NULL ? NULL : xmlDocGetRootElement(doc);
	const xmlNode *n = NULL;

	while (root != NULL && (n = xml_child(root, n, "si")) != NULL)
		arena_push_str(
		    w->a, &w->strings, &w->string_count, text_of(w->a, n));
	xmlFreeDoc(doc);
}

static const char *
cell_text(struct workbook *w, const xmlNode *c)
{
	const char *type = xml_attr(w->row, c, "t"), *v;
	const xmlNode *n;
	unsigned long at;

	if (type != NULL && strcmp(type, "inlineStr") == 0) {
		n = xml_child(c, NULL, "is");
		return n == NULL ? "" : text_of(w->row, n);
	}
	n = xml_child(c, NULL, "v");
	v = n == NULL ? "" : xml_text(w->row, n);
	if (type == NULL || strcmp(type, "s") != 0)
		return v;
	at = strtoul(v, NULL, 10);
	return *v != '\0' && at < w->string_count ? w->strings[at] : "";
}

/* A1 is the first column, AB2 the 28th; where nothing is said the next. */
static size_t
column_of(struct arena *a, const xmlNode *c, size_t next)
{
	const char *ref = xml_attr(a, c, "r");
	size_t n = 0;

	if (ref == NULL || *ref < 'A' || *ref > 'Z')
		return next;
	for (; *ref >= 'A' && *ref <= 'Z' && n < 100000; ref++)
		n = n * 26 + (size_t)(*ref - 'A') + 1;
	return n - 1;
}

static void
read_row(struct workbook *w, const xmlNode *row, size_t number)
{
	const char *cells[LIMIT_COLUMNS];
	const xmlNode *c = NULL;
	size_t count = 0, at, i;

	for (i = 0; i < LIMIT_COLUMNS; i++)
		cells[i] = "";
	while ((c = xml_child(row, c, "c")) != NULL) {
		at = column_of(w->row, c, count);
		if (at >= LIMIT_COLUMNS)
			continue;
		cells[at] = cell_text(w, c);
		w->bytes += strlen(cells[at]);
		if (at >= count)
			count = at + 1;
	}
	if (w->bytes <= LIMIT_LIST_FILE)
		columns_row(w->columns, w->row, cells, count, number, w->l);
	else if (w->l->trouble != LISTING_TOO_LARGE) {
		w->l->trouble = LISTING_TOO_LARGE;
		listing_leave(w->l, LEFT_ROOM, number);
	}
}

static size_t
row_number(struct arena *a, const xmlNode *row, size_t next)
{
	const char *r = xml_attr(a, row, "r");
	unsigned long n = r == NULL ? 0 : strtoul(r, NULL, 10);

	return n > 0 && n <= 1048576 ? n : next;
}

/* false: there is none. */
static bool
read_sheet(struct workbook *w, const char *name)
{
	xmlDocPtr doc = open_part(w, name);
	const xmlNode *data = doc == NULL ? NULL : xmlDocGetRootElement(doc);
	const xmlNode *row = NULL;
	size_t number = 0;

	data = data == NULL ? NULL : xml_child(data, NULL, "sheetData");
	while (data != NULL && w->l->trouble != LISTING_TOO_LARGE &&
	       (row = xml_child(data, row, "row")) != NULL) {
		number = row_number(w->row, row, number + 1);
		read_row(w, row, number);
		arena_reset(w->row);
	}
	xmlFreeDoc(doc);
	if (doc == NULL && part_of(w, name) != NULL)
		w->l->trouble = LISTING_BROKEN;
	return data != NULL;
}

void
xlsxlist_read(struct arena *a, const void *p, size_t len, struct listing *l)
{
	struct workbook w = { .a = a, .l = l };
	enum peek got;

	got = archive_peek(p, len, MEMBERS, LIMIT_LIST_UNPACKED, keep, &w);
	w.columns = columns_new(a);
	if (got == PEEK_TOO_MUCH) {
		l->trouble = LISTING_TOO_LARGE;
		return;
	}
	if (w.twice) {
		l->trouble = LISTING_BROKEN;
		return;
	}
	w.row = arena_new();
	read_strings(&w);
	if (read_sheet(&w, first_sheet(&w)) && columns_found(w.columns))
		l->form = LISTING_XLSX;
	else if (l->trouble == LISTING_FINE)
		l->trouble = LISTING_NO_LIST;
	arena_free(w.row);
}

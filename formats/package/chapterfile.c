#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/valid.h"
#include "formats/package/chapterfile.h"
#include "formats/package/package.h"
#include "formats/xml/xmlfaults.h"
#include "formats/xml/xmlread.h"

/* A chapter being read. */
struct reading {
	struct arena *a;
	struct pkg_chapter *c;
	struct xml_faults *faults;
	const char **ids;
	size_t id_count;
};

static bool
is(const xmlNode *n, const char *name)
{
	return strcmp((const char *)n->name, name) == 0;
}

static bool
has_id(const struct reading *r, const char *id)
{
	size_t i;

	for (i = 0; i < r->id_count; i++)
		if (strcmp(r->ids[i], id) == 0)
			return true;
	return false;
}

static void
note_id(struct reading *r, const xmlNode *n)
{
	const char *id = xml_attr(r->a, n, "id");

	if (id == NULL)
		return;
	if (has_id(r, id))
		xml_fault_add(r->faults, n, "%s: id is given twice, seen %s",
		    (const char *)n->name, xml_fault_seen(r->a, id));
	arena_push_str(r->a, &r->ids, &r->id_count, id);
}

/* Its own xml:lang. */
static const char *
tongue(struct reading *r, const xmlNode *n)
{
	xmlChar *v =
	    xmlGetNsProp((xmlNode *)n, BAD_CAST "lang", XML_XML_NAMESPACE);
	const char *lang = NULL;

	if (v != NULL)
		lang = arena_strdup(r->a, (const char *)v);
	xmlFree(v);
	return lang;
}

static void
note_file(struct reading *r, const xmlNode *n)
{
	struct pkg_picture *p;

	p = arena_push(r->a, &r->c->pictures, &r->c->picture_count, sizeof(*p));
	*p = (struct pkg_picture){ .file = { .role = FROLE_IMAGE } };
	p->file.path = xml_attr(r->a, n, "path");
	p->lang = tongue(r, n);
	digest_parse(xml_attr(r->a, n, "sha256"), &p->file.sha256);
	if (!valid_path(p->file.path) ||
	    strcmp(p->file.path, "manifest.xml") == 0)
		xml_fault_add(r->faults, n,
		    "file: path wants a relative name without .. or backslash, seen %s",
		    xml_fault_seen(r->a, p->file.path));
}

static unsigned
cells(const xmlNode *row)
{
	const xmlNode *c = NULL;
	unsigned count = 0;

	while ((c = xml_child(row, c, "cell")) != NULL)
		count++;
	return count;
}

static void
check_table(struct reading *r, const xmlNode *n)
{
	unsigned wide = cells(xml_child(n, NULL, "head"));
	const xmlNode *row = NULL;

	if (wide > LIMIT_CELLS)
		xml_fault_add(r->faults, n,
		    "table: at most %d cells beside each other", LIMIT_CELLS);
	while ((row = xml_child(n, row, "row")) != NULL)
		if (cells(row) != wide)
			xml_fault_add(r->faults, row,
			    "row: wants as many cells as the head, %u", wide);
}

static void
note(struct reading *r, const xmlNode *n)
{
	const xmlNode *c = NULL;

	while ((c = xml_child(n, c, NULL)) != NULL) {
		if (is(c, "figure") || is(c, "table"))
			note_id(r, c);
		if (is(c, "file"))
			note_file(r, c);
		if (is(c, "table"))
			check_table(r, c);
		note(r, c);
	}
}

/* When all ids are known. */
static void
check_mentions(struct reading *r, const xmlNode *n)
{
	const xmlNode *c = NULL;
	const char *to;

	while ((c = xml_child(n, c, NULL)) != NULL) {
		to = is(c, "ref") ? xml_attr(r->a, c, "to") : NULL;
		if (to != NULL && !has_id(r, to))
			xml_fault_add(r->faults, c,
			    "ref: no figure or table of this chapter has that id, seen %s",
			    xml_fault_seen(r->a, to));
		check_mentions(r, c);
	}
}

void
chapterfile_read(struct arena *a, struct pkg_chapter *c, const xmlNode *chapter,
    struct xml_faults *faults)
{
	struct reading r = { .a = a, .c = c, .faults = faults };

	note(&r, chapter);
	check_mentions(&r, chapter);
}

/* Behind the file element at s. */
static const char *
behind(const char *s)
{
	static const char end[] = "</file>";
	const char *close = strchr(s, '>');

	if (close == NULL)
		return s + strlen(s);
	if (close[-1] == '/')
		return close + 1;
	s = strstr(close, end);
	return s == NULL ? close + 1 : s + sizeof(end) - 1;
}

void
chapterfile_show(struct arena *a, struct pkg_chapter *c)
{
	const char *s = c->xml, *at;
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < c->picture_count; i++) {
		at = strstr(s, "<file ");
		if (at == NULL)
			break;
		buf_put(&b, s, (size_t)(at - s));
		buf_puts(&b, c->pictures[i].xml);
		s = behind(at);
	}
	if (i > 0) {
		buf_puts(&b, s);
		c->xml = arena_strndup(a, buf_str(&b), b.len);
	}
	buf_free(&b);
}

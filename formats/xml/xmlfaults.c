#include <libxml/parser.h>
#include <libxml/xmlregexp.h>
#include <libxml/xmlschemastypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/xml/xmlfaults.h"

#define SEEN_MOST  80	/* bytes of a value that are shown */
#define VALUE_MOST 1024 /* bytes of a value that a pattern is tried on */
#define REF_DEPTH  16	/* definitions that name each other */

static const xmlChar types_ns[] = "http://www.w3.org/2001/XMLSchema";

const char *
xml_fault_seen(struct arena *a, const char *value)
{
	value = text_spell_blanks(a, value);
	return text_escape(a, value, strlen(value), SEEN_MOST);
}

void
xml_fault_add(struct xml_faults *f, const xmlNode *n, const char *fmt, ...)
{
	struct xml_fault *x;
	struct buf b = { 0 };
	va_list ap;

	if (f->count == LIMIT_FAULTS) {
		f->more++;
		return;
	}
	va_start(ap, fmt);
	buf_vprintf(&b, fmt, ap);
	va_end(ap);
	x = arena_push(f->a, &f->list, &f->count, sizeof(*x));
	x->line = n == NULL ? 0 : xmlGetLineNo((xmlNode *)n);
	x->text = arena_strdup(f->a, buf_str(&b));
	buf_free(&b);
}

/* Those of one line stay in the order in which they were found. */
static int
by_line(const void *a, const void *b)
{
	const struct xml_fault *x = a, *y = b;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return x < y ? -1 : x > y;
}

const char *
xml_faults_text(struct xml_faults *f)
{
	struct buf b = { 0 };
	const char *out;
	size_t i, more = f->more;

	if (f->count == 0)
		return NULL;
	qsort(f->list, f->count, sizeof(*f->list), by_line);
	for (i = 0; i < f->count; i++) {
		if (i > 0 &&
		    b.len + strlen(f->list[i].text) + 40 > LIMIT_FAULTS_TEXT) {
			more += f->count - i;
			break;
		}
		buf_printf(&b, "%sline %ld: %s", i == 0 ? "" : "; ",
		    f->list[i].line, f->list[i].text);
	}
	if (more > 0)
		buf_printf(&b, "; %zu more", more);
	out = arena_strdup(f->a, buf_str(&b));
	buf_free(&b);
	return out;
}

static bool
is(const xmlNode *n, const char *name)
{
	return n->type == XML_ELEMENT_NODE &&
	       strcmp((const char *)n->name, name) == 0;
}

static const char *
attribute(struct arena *a, const xmlNode *n, const char *name)
{
	xmlChar *v = xmlGetNoNsProp((xmlNode *)n, BAD_CAST name);
	const char *out = v == NULL ? "" : arena_strdup(a, (char *)v);

	xmlFree(v);
	return out;
}

static const char *
content(struct arena *a, const xmlNode *n)
{
	xmlChar *v = xmlNodeGetContent(n);
	const char *out = v == NULL ? "" : arena_strdup(a, (char *)v);

	xmlFree(v);
	return out;
}

/* The definition that a ref names. */
static const xmlNode *
named(struct arena *a, const xmlNode *ref)
{
	const char *name = attribute(a, ref, "name");
	const xmlNode *n = xmlDocGetRootElement(ref->doc);

	for (n = n == NULL ? NULL : n->children; n != NULL; n = n->next)
		if (is(n, "define") &&
		    strcmp(attribute(a, n, "name"), name) == 0)
			return n;
	return NULL;
}

/* A pattern that an element of the schema wants: attributes, or elements. */
struct want {
	const char *name;
	const xmlNode *pattern;
	bool needed, many;
};

struct wants {
	struct arena *a;
	const char *kind; /* "attribute", "element" */
	struct want *list;
	size_t count;
};

static void
gather_wants(struct wants *w, const xmlNode *parent, bool needed, bool many,
    unsigned depth)
{
	const xmlNode *n, *to;

	for (n = parent->children; n != NULL && depth < REF_DEPTH;
	     n = n->next) {
		if (is(n, w->kind))
			*(struct want *)arena_push(
			    w->a, &w->list, &w->count, sizeof(*w->list)) =
			    (struct want){ attribute(w->a, n, "name"), n,
				    needed, many };
		else if (is(n, "ref")) {
			to = named(w->a, n);
			if (to != NULL)
				gather_wants(w, to, needed, many, depth + 1);
		} else if (is(n, "optional") || is(n, "choice"))
			gather_wants(w, n, false, many, depth + 1);
		else if (is(n, "zeroOrMore"))
			gather_wants(w, n, false, true, depth + 1);
		else if (is(n, "oneOrMore"))
			gather_wants(w, n, needed, true, depth + 1);
		else if (is(n, "group") || is(n, "interleave"))
			gather_wants(w, n, needed, many, depth + 1);
	}
}

static struct wants
wants_of(struct arena *a, const xmlNode *element, const char *kind)
{
	struct wants w = { .a = a, .kind = kind };

	gather_wants(&w, element, true, false, 0);
	return w;
}

static const char *
names_of(const struct wants *w)
{
	struct buf b = { 0 };
	const char *out;
	size_t i, k;

	for (i = 0; i < w->count; i++) {
		for (k = 0; k < i; k++)
			if (strcmp(w->list[k].name, w->list[i].name) == 0)
				break;
		if (k == i)
			buf_printf(&b, "%s%s", b.len == 0 ? "" : ", ",
			    w->list[i].name);
	}
	out = b.len == 0 ? "none" : arena_strdup(w->a, buf_str(&b));
	buf_free(&b);
	return out;
}

/* Patterns of the schemas, compiled once: there are fewer than a hundred. */
static xmlRegexpPtr
compiled(struct arena *a, const xmlNode *param)
{
	static struct {
		const xmlNode *param;
		xmlRegexpPtr re;
	} known[128];
	size_t i;

	for (i = 0; i < 128 && known[i].param != NULL; i++)
		if (known[i].param == param)
			return known[i].re;
	if (i == 128)
		return NULL;
	known[i].param = param;
	known[i].re = xmlRegexpCompile(BAD_CAST content(a, param));
	return known[i].re;
}

static bool
fits_pattern(struct arena *a, const xmlNode *data, const char *value)
{
	const xmlNode *n;
	xmlRegexpPtr re;
	int rc = 1;

	for (n = data->children; n != NULL && rc == 1; n = n->next) {
		re = is(n, "param") ? compiled(a, n) : NULL;
		if (re != NULL)
			rc = xmlRegexpExec(re, BAD_CAST value);
	}
	return rc == 1;
}

static bool
fits_data(struct arena *a, const xmlNode *data, const char *value)
{
	xmlSchemaTypePtr t;

	t = xmlSchemaGetPredefinedType(
	    BAD_CAST attribute(a, data, "type"), types_ns);
	if (t != NULL &&
	    xmlSchemaValidatePredefinedType(t, BAD_CAST value, NULL) != 0)
		return false;
	return fits_pattern(a, data, value);
}

static const char *
trimmed(struct arena *a, const char *s)
{
	size_t len;

	s += strspn(s, " \t\r\n");
	for (len = strlen(s); len > 0 && strchr(" \t\r\n", s[len - 1]);)
		len--;
	return arena_strndup(a, s, len);
}

/* Whether one of the patterns beneath takes the value; what is not understood
 * takes any. */
static bool
fits(struct arena *a, const xmlNode *parent, const char *value, unsigned depth)
{
	const xmlNode *n, *to;
	bool any = false;

	for (n = parent->children; n != NULL; n = n->next) {
		if (n->type != XML_ELEMENT_NODE || is(n, "documentation"))
			continue;
		any = true;
		to = is(n, "ref") ? named(a, n) : n;
		if (is(n, "value")  ? strcmp(trimmed(a, content(a, n)),
					  trimmed(a, value)) == 0
		    : is(n, "data") ? fits_data(a, n, value)
		    : (is(n, "ref") || is(n, "choice")) && to != NULL &&
			    depth < REF_DEPTH
			? fits(a, to, value, depth + 1)
			: true)
			return true;
	}
	return !any;
}

/* What the schema's own words say of a type. */
static const char *
documentation(struct arena *a, const xmlNode *parent)
{
	const xmlNode *n;

	for (n = parent->children; n != NULL; n = n->next)
		if (is(n, "documentation"))
			return content(a, n);
	return NULL;
}

static void
describe(struct arena *a, struct buf *b, const xmlNode *parent, unsigned depth)
{
	const xmlNode *n, *to;
	const char *what;

	for (n = parent->children; n != NULL && depth < REF_DEPTH;
	     n = n->next) {
		what = NULL;
		to = is(n, "ref") ? named(a, n) : n;
		if (is(n, "value"))
			what = trimmed(a, content(a, n));
		else if (is(n, "data"))
			what = documentation(a, n) != NULL
				   ? documentation(a, n)
				   : attribute(a, n, "type");
		else if (is(n, "ref") && to != NULL)
			what = documentation(a, to);
		if (what != NULL)
			buf_printf(b, "%s%s", b->len == 0 ? "" : " | ", what);
		else if ((is(n, "ref") && to != NULL) || is(n, "choice"))
			describe(a, b, to, depth + 1);
	}
}

static const char *
description(const struct wants *w, const char *name)
{
	struct buf b = { 0 };
	const char *out;
	size_t i;

	for (i = 0; i < w->count; i++)
		if (strcmp(w->list[i].name, name) == 0)
			describe(w->a, &b, w->list[i].pattern, 0);
	out = b.len == 0 ? "a text" : arena_strdup(w->a, buf_str(&b));
	buf_free(&b);
	return out;
}

static bool
is_wanted(const struct wants *w, const char *name)
{
	size_t i;

	for (i = 0; i < w->count; i++)
		if (strcmp(w->list[i].name, name) == 0)
			return true;
	return false;
}

static bool
is_taken(const struct wants *w, const char *name, const char *value)
{
	size_t i;

	if (strlen(value) > VALUE_MOST)
		return true;
	for (i = 0; i < w->count; i++)
		if (strcmp(w->list[i].name, name) == 0 &&
		    fits(w->a, w->list[i].pattern, value, 0))
			return true;
	return false;
}

static const char *
full_name(struct arena *a, const xmlAttr *p)
{
	if (p->ns == NULL || p->ns->prefix == NULL)
		return (const char *)p->name;
	return arena_printf(
	    a, "%s:%s", (const char *)p->ns->prefix, (const char *)p->name);
}

static const char *
value_of(struct arena *a, const xmlAttr *p)
{
	xmlChar *v = xmlNodeListGetString(p->doc, p->children, 1);
	const char *out = v == NULL ? "" : arena_strdup(a, (char *)v);

	xmlFree(v);
	return out;
}

#define NAME_MOST 40 /* bytes of a name that may be a slip of the pen */

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Whether two slips make the one of the other: a letter more, less, another. */
static bool
is_slip(const char *seen, const char *wanted)
{
	size_t n = strlen(seen), m = strlen(wanted), i, k, left, above;
	size_t row[NAME_MOST + 1];

	if (n < 4 || n > NAME_MOST || m > NAME_MOST)
		return strcmp(seen, wanted) == 0;
	for (k = 0; k <= m; k++)
		row[k] = k;
	for (i = 1; i <= n; i++) {
		left = row[0]++;
		for (k = 1; k <= m; k++) {
			above = row[k];
			row[k] = least(least(row[k - 1], above) + 1,
			    left + (seen[i - 1] != wanted[k - 1]));
			left = above;
		}
	}
	return row[m] <= 2;
}

/* Whether the schema has the word somewhere, or one that is much like it. */
static bool
is_vocabulary(struct arena *a, const xmlNode *n, const char *name)
{
	for (; n != NULL; n = n->next)
		if (n->type == XML_ELEMENT_NODE &&
		    (is_slip(name, attribute(a, n, "name")) ||
			(is(n, "value") && is_slip(name, content(a, n))) ||
			is_vocabulary(a, n->children, name)))
			return true;
	return false;
}

/* A name as it is shown.  One that is a word of its sender's is for nobody else
 * to read, and refusals stand in journals. */
static const char *
shown_name(struct xml_faults *f, const xmlNode *def, const char *name)
{
	return f->count < LIMIT_FAULTS &&
		       is_vocabulary(f->a, xmlDocGetRootElement(def->doc), name)
		   ? xml_fault_seen(f->a, name)
		   : "(a name of your own)";
}

static void
check_attributes(struct xml_faults *f, const xmlNode *def, const xmlNode *n)
{
	struct wants w = wants_of(f->a, def, "attribute");
	const char *name, *value, *element = (const char *)n->name;
	const xmlAttr *p;
	size_t i;

	for (p = n->properties; p != NULL; p = p->next) {
		name = full_name(f->a, p);
		value = value_of(f->a, p);
		if (!is_wanted(&w, name))
			xml_fault_add(f, n,
			    "%s: attribute %s is not known here; wanted: %s",
			    element, shown_name(f, def, name), names_of(&w));
		else if (!is_taken(&w, name, value))
			xml_fault_add(f, n, "%s: %s, seen \"%s\"; wanted: %s",
			    element, name, xml_fault_seen(f->a, value),
			    description(&w, name));
	}
	for (i = 0; i < w.count; i++) {
		for (p = n->properties; p != NULL; p = p->next)
			if (strcmp(full_name(f->a, p), w.list[i].name) == 0)
				break;
		if (p == NULL && w.list[i].needed)
			xml_fault_add(f, n, "%s: lacks %s; wanted: %s", element,
			    w.list[i].name, description(&w, w.list[i].name));
	}
}

static void check_element(
    struct xml_faults *f, const xmlNode *def, const xmlNode *n, unsigned depth);

static size_t
count_children(const xmlNode *n, const char *name)
{
	size_t count = 0;

	for (n = n->children; n != NULL; n = n->next)
		count += is(n, name);
	return count;
}

static void
check_counts(struct xml_faults *f, const struct wants *w, const xmlNode *n)
{
	const char *name;
	size_t i, found;

	for (i = 0; i < w->count; i++) {
		name = w->list[i].name;
		found = count_children(n, name);
		if (found == 0 && w->list[i].needed)
			xml_fault_add(f, n, "%s: lacks the element %s",
			    (const char *)n->name, name);
		else if (found > 1 && !w->list[i].many)
			xml_fault_add(f, n, "%s: more than one %s",
			    (const char *)n->name, name);
	}
}

static void
check_children(
    struct xml_faults *f, const xmlNode *def, const xmlNode *n, unsigned depth)
{
	struct wants w = wants_of(f->a, def, "element");
	const xmlNode *c;
	size_t i;

	for (c = n->children; c != NULL; c = c->next) {
		if (c->type != XML_ELEMENT_NODE)
			continue;
		for (i = 0; i < w.count; i++)
			if (is(c, w.list[i].name))
				break;
		if (i == w.count)
			xml_fault_add(f, c,
			    "%s: element %s is not known here; wanted: %s",
			    (const char *)n->name,
			    shown_name(f, def, (const char *)c->name),
			    names_of(&w));
		else
			check_element(f, w.list[i].pattern, c, depth + 1);
	}
	check_counts(f, &w, n);
}

static const char *
namespace_of(struct arena *a, const xmlNode *def)
{
	const xmlNode *root = xmlDocGetRootElement(def->doc);

	return root == NULL ? "" : attribute(a, root, "ns");
}

static void
check_element(
    struct xml_faults *f, const xmlNode *def, const xmlNode *n, unsigned depth)
{
	const char *ns = namespace_of(f->a, def);

	if (depth > LIMIT_XML_DEPTH || f->count == LIMIT_FAULTS)
		return;
	if (n->ns == NULL || strcmp((const char *)n->ns->href, ns) != 0) {
		xml_fault_add(f, n, "%s: wants xmlns=\"%s\"",
		    xml_fault_seen(f->a, (const char *)n->name), ns);
		return;
	}
	check_attributes(f, def, n);
	check_children(f, def, n, depth);
}

void
xml_faults_of(struct xml_faults *f, xmlDocPtr schema, xmlDocPtr doc)
{
	const xmlNode *root = xmlDocGetRootElement(doc), *start;
	struct wants w;
	size_t i;

	start = xmlDocGetRootElement(schema);
	for (start = start == NULL ? NULL : start->children;
	     start != NULL && !is(start, "start");)
		start = start->next;
	if (root == NULL || start == NULL)
		return;
	w = wants_of(f->a, start, "element");
	for (i = 0; i < w.count; i++)
		if (is(root, w.list[i].name)) {
			check_element(f, w.list[i].pattern, root, 0);
			return;
		}
	xml_fault_add(f, root, "%s: wanted the element %s",
	    shown_name(f, start, (const char *)root->name), names_of(&w));
}

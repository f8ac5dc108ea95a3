#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxml/xmlerror.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "formats/base/embed.h"
#include "formats/base/limits.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/xml/xmlfaults.h"
#include "formats/xml/xmlread.h"

EMBED(package_rng, "formats/package/package.rng");
EMBED(roster_rng, "formats/config/roster.rng");
EMBED(history_rng, "formats/config/history.rng");
EMBED(item_rng, "formats/out/item.rng");
EMBED(bundle_rng, "formats/out/bundle.rng");
EMBED(report_rng, "formats/report/report.rng");
EMBED(receipt_rng, "formats/out/receipts.rng");
EMBED(preview_rng, "formats/out/preview.rng");

static const struct {
	const char *text, *end;
} sources[XML_SCHEMAS] = {
	[XML_PACKAGE] = { package_rng, package_rng_end },
	[XML_ROSTER] = { roster_rng, roster_rng_end },
	[XML_HISTORY] = { history_rng, history_rng_end },
	[XML_ITEM] = { item_rng, item_rng_end },
	[XML_BUNDLE] = { bundle_rng, bundle_rng_end },
	[XML_REPORT] = { report_rng, report_rng_end },
	[XML_RECEIPT] = { receipt_rng, receipt_rng_end },
	[XML_PREVIEW] = { preview_rng, preview_rng_end },
};

const char *
xml_schema_source(enum xml_schema s, size_t *len)
{
	*len = (size_t)(sources[s].end - sources[s].text);
	return sources[s].text;
}

/* Per schema: compiled, and its own document to look up what is wanted. */
static xmlRelaxNGPtr schemas[XML_SCHEMAS];
static xmlDocPtr schema_docs[XML_SCHEMAS];

/* The first error of one reading. */
struct complaint {
	char *err;
	size_t len;
	enum xml_schema schema;
};

static void
ignore(void *arg, xmlErrorPtr e)
{
	(void)arg;
	(void)e;
}

void
xml_setup_one(enum xml_schema s)
{
	xmlRelaxNGParserCtxtPtr p;
	int len = (int)(sources[s].end - sources[s].text);

	if (schemas[s] != NULL)
		return;
	xmlInitParser();
	xmlSetStructuredErrorFunc(NULL, ignore);
	p = xmlRelaxNGNewMemParserCtxt(sources[s].text, len);
	schemas[s] = p == NULL ? NULL : xmlRelaxNGParse(p);
	xmlRelaxNGFreeParserCtxt(p);
	schema_docs[s] =
	    xmlReadMemory(sources[s].text, len, NULL, NULL, XML_PARSE_NONET);
}

void
xml_setup(void)
{
	enum xml_schema s;

	for (s = 0; s < XML_SCHEMAS; s++)
		xml_setup_one(s);
}

/* The words that the schema itself has for an element. */
static const xmlNode *
find_element(const xmlNode *n, const char *name)
{
	const xmlNode *found;
	xmlChar *v;
	bool is;

	for (; n != NULL; n = n->next) {
		if (n->type != XML_ELEMENT_NODE)
			continue;
		v = xmlGetProp((xmlNode *)n, BAD_CAST "name");
		is = v != NULL && strcmp((char *)n->name, "element") == 0 &&
		     strcmp((char *)v, name) == 0;
		xmlFree(v);
		if (is)
			return n;
		found = find_element(n->children, name);
		if (found != NULL)
			return found;
	}
	return NULL;
}

static void
wanted(struct complaint *c, const char *element)
{
	const xmlNode *e, *d;
	xmlChar *t;
	size_t at = strlen(c->err);

	if (c->schema == XML_SCHEMAS || schema_docs[c->schema] == NULL)
		return;
	e = find_element(schema_docs[c->schema]->children, element);
	for (d = e == NULL ? NULL : e->children; d != NULL; d = d->next) {
		if (d->type != XML_ELEMENT_NODE ||
		    strcmp((char *)d->name, "documentation") != 0)
			continue;
		t = xmlNodeGetContent(d);
		snprintf(c->err + at, c->len - at, "; wanted: %s", (char *)t);
		xmlFree(t);
		return;
	}
}

static void
complain(struct complaint *c, long line, const char *element, const char *what)
{
	struct arena *a;
	char *clean;
	size_t len;

	if (*c->err != '\0')
		return;
	a = arena_new();
	clean = text_escape(a, what, strlen(what), 200);
	len = strlen(clean);
	while (len > 0 && (clean[len - 1] == '\n' || clean[len - 1] == ' '))
		clean[--len] = '\0';
	if (len > 4 && strcmp(clean + len - 4, "\\x0A") == 0)
		clean[len - 4] = '\0';
	snprintf(c->err, c->len, "line %ld: %s%s%s", line,
	    element == NULL ? "" : element, element == NULL ? "" : ": ", clean);
	arena_free(a);
	if (element != NULL)
		wanted(c, element);
}

/* A message names the element that it is about; the node where libxml2 gave
 * up is often another. */
static void
name_in_message(const char *text, char *name, size_t size)
{
	static const char *const leads[] = { "for element ", "Element ",
		"element " };
	const char *at = NULL;
	size_t i, n;

	for (i = 0; at == NULL && i < 3; i++) {
		at = strstr(text, leads[i]);
		if (at != NULL)
			at += strlen(leads[i]);
	}
	n = at == NULL ? 0 : strspn(at, "abcdefghijklmnopqrstuvwxyz-");
	if (n > 0 && n < size)
		snprintf(name, size, "%.*s", (int)n, at);
}

static void
on_error(void *arg, xmlErrorPtr e)
{
	const xmlNode *n = e->node;
	char name[64] = "";

	if (n != NULL && n->type != XML_ELEMENT_NODE)
		n = n->parent;
	if (n != NULL && n->type == XML_ELEMENT_NODE &&
	    text_printable((const char *)n->name, false))
		snprintf(name, sizeof(name), "%s", (const char *)n->name);
	if (e->message != NULL)
		name_in_message(e->message, name, sizeof(name));
	complain(arg,
	    e->line > 0 ? e->line
	    : n == NULL ? 0
			: xmlGetLineNo(n),
	    *name == '\0' ? NULL : name,
	    e->message == NULL ? "not well-formed" : e->message);
}

/* What RELAX NG does not see, and what no document of ours may hold. */
static int
check_tree(struct complaint *c, const xmlNode *n, int depth)
{
	unsigned count = 0;

	for (; n != NULL; n = n->next) {
		/* The root's own are looked at one by one. */
		if (depth > 1 && n->type == XML_ELEMENT_NODE &&
		    ++count > LIMIT_XML_CHILDREN) {
			complain(c, xmlGetLineNo(n), (const char *)n->name,
			    "more elements beside it than are allowed");
			return -1;
		}
		if (depth > LIMIT_XML_DEPTH) {
			complain(c, xmlGetLineNo(n), NULL, "nested too deep");
			return -1;
		}
		if (n->type == XML_PI_NODE || n->type == XML_ENTITY_REF_NODE ||
		    n->type == XML_DTD_NODE) {
			complain(c, xmlGetLineNo(n), NULL,
			    "processing "
			    "instructions, entities and DOCTYPE are not "
			    "allowed");
			return -1;
		}
		if (n->type == XML_ELEMENT_NODE &&
		    check_tree(c, n->children, depth + 1) == -1)
			return -1;
	}
	return 0;
}

/* What begins at p, and how it ends; NULL: a tag. */
static const char *
passage_end(const char *p, size_t len, size_t *skip)
{
	static const struct {
		const char *begin, *end;
	} kinds[] = { { "<!--", "-->" }, { "<![CDATA[", "]]>" },
		{ "<?", "?>" } };
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		*skip = strlen(kinds[i].begin);
		if (len >= *skip && memcmp(p, kinds[i].begin, *skip) == 0)
			return kinds[i].end;
	}
	return NULL;
}

/* Behind the tag at p; NULL: it does not end, or holds too many attributes. */
static const char *
tag_end(const char *p, const char *end, bool *crowded)
{
	unsigned count = 0;

	for (; p < end && *p != '>'; p++) {
		if (*p != '"' && *p != '\'')
			continue;
		p = memchr(p + 1, *p, (size_t)(end - p) - 1);
		*crowded = ++count > LIMIT_XML_ATTRIBUTES;
		if (p == NULL || *crowded)
			return NULL;
	}
	return p < end ? p + 1 : NULL;
}

/* libxml2 takes time by the square of an element's attributes: one with more
 * than any of ours has is found before it is asked, and so is a DOCTYPE.
 * What is not well-formed is left to libxml2, which stops there too. */
static bool
is_costly(struct complaint *c, const char *text, size_t len)
{
	const char *p = text, *end = text + len, *close, *from;
	bool crowded = false;
	size_t skip;
	long line = 1;

	while ((from = memchr(p, '<', (size_t)(end - p))) != NULL &&
	       from + 1 < end) {
		close = passage_end(from, (size_t)(end - from), &skip);
		if (close != NULL) {
			p = memmem(from + skip, (size_t)(end - from) - skip,
			    close, strlen(close));
			if (p == NULL)
				return false;
			continue;
		}
		p = from[1] == '!' ? NULL : tag_end(from, end, &crowded);
		if (p == NULL)
			break;
	}
	if (from == NULL || from + 1 == end || (!crowded && from[1] != '!'))
		return false;
	for (p = text; p < from; p++)
		line += *p == '\n';
	complain(c, line, NULL,
	    crowded ? "an element with too many attributes"
		    : "DOCTYPE is not allowed");
	return true;
}

/* The line of the first byte that is no UTF-8. */
static long
line_of_fault(const char *p, size_t len)
{
	const char *end = p + len;
	long line = 1;
	uint32_t cp;
	size_t n;

	for (; p < end; p += n) {
		n = text_next(p, (size_t)(end - p), &cp);
		if (n == 0)
			break;
		line += *p == '\n';
	}
	return line;
}

/* A report holds the pictures of all its chapters. */
static size_t
largest(enum xml_schema s)
{
	return s == XML_REPORT ? LIMIT_REPORT : LIMIT_MANIFEST;
}

static xmlDocPtr
parse(struct complaint *c, enum xml_schema schema, const void *p, size_t len)
{
	xmlDocPtr doc;

	if (len == 0 || len > largest(schema)) {
		complain(c, 0, NULL, len == 0 ? "empty" : "too large");
		return NULL;
	}
	/* A byte of 0 tells UTF-16 and its kin; UTF-8 text has none. */
	if (memchr(p, 0, len) != NULL) {
		complain(c, 1, NULL,
		    "only UTF-8 is read, and this is UTF-16 or binary: in Notepad save it with the encoding UTF-8");
		return NULL;
	}
	if (!text_valid(p, len)) {
		complain(c, line_of_fault(p, len), NULL,
		    "only UTF-8 is read, and this line has other bytes: in Notepad save it with the encoding UTF-8, not ANSI");
		return NULL;
	}
	if (is_costly(c, p, len))
		return NULL;
	xmlSetStructuredErrorFunc(c, on_error);
	doc = xmlReadMemory(p, (int)len, NULL, NULL,
	    XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES);
	xmlSetStructuredErrorFunc(NULL, ignore);
	if (doc == NULL) {
		complain(c, 1, NULL, "not well-formed");
		return NULL;
	}
	if (doc->encoding != NULL &&
	    strcasecmp((const char *)doc->encoding, "UTF-8") != 0)
		complain(c, 1, NULL, "only UTF-8 is read");
	else if (check_tree(c, doc->children, 0) == 0)
		return doc;
	xmlFreeDoc(doc);
	return NULL;
}

static xmlDocPtr
open_as(
    enum xml_schema schema, const void *p, size_t len, char *err, size_t errlen)
{
	struct complaint c = { err, errlen, XML_SCHEMAS };

	*err = '\0';
	xmlInitParser();
	return parse(&c, schema, p, len);
}

xmlDocPtr
xml_open(const void *p, size_t len, char *err, size_t errlen)
{
	return open_as(XML_SCHEMAS, p, len, err, errlen);
}

xmlDocPtr
xml_schema_doc(enum xml_schema s)
{
	xml_setup_one(s);
	return schema_docs[s];
}

bool
xml_follows(enum xml_schema schema, xmlDocPtr doc, char *err, size_t errlen)
{
	struct complaint c = { err, errlen, schema };
	xmlRelaxNGValidCtxtPtr v;
	int rc;

	*err = '\0';
	xml_setup_one(schema);
	if (schemas[schema] == NULL) {
		snprintf(err, errlen, "the schema itself is wrong");
		return false;
	}
	v = xmlRelaxNGNewValidCtxt(schemas[schema]);
	xmlRelaxNGSetValidStructuredErrors(v, on_error, &c);
	rc = xmlRelaxNGValidateDoc(v, doc);
	xmlRelaxNGFreeValidCtxt(v);
	if (rc == 0)
		return true;
	complain(&c, 1, NULL, "does not follow the schema");
	return false;
}

/* The same with the names of attributes, where they can be told. */
static void
name_faults(enum xml_schema schema, xmlDocPtr doc, char *err, size_t errlen)
{
	struct xml_faults f = { .a = arena_new() };
	const char *text;

	xml_faults_of(&f, schema_docs[schema], doc);
	text = xml_faults_text(&f);
	if (text != NULL)
		snprintf(err, errlen, "%s", text);
	arena_free(f.a);
}

xmlDocPtr
xml_read(
    enum xml_schema schema, const void *p, size_t len, char *err, size_t errlen)
{
	xmlDocPtr doc;

	doc = open_as(schema, p, len, err, errlen);
	if (doc == NULL || xml_follows(schema, doc, err, errlen))
		return doc;
	name_faults(schema, doc, err, errlen);
	xmlFreeDoc(doc);
	return NULL;
}

const char *
xml_attr(struct arena *a, const xmlNode *n, const char *name)
{
	xmlChar *v;
	char *out;

	v = xmlGetNoNsProp((xmlNode *)n, BAD_CAST name);
	if (v == NULL)
		return NULL;
	out = arena_strdup(a, (const char *)v);
	xmlFree(v);
	return out;
}

const char *
xml_text(struct arena *a, const xmlNode *n)
{
	static const char blank[] = " \t\r\n";
	xmlChar *v;
	char *s, *out;
	size_t len;

	v = xmlNodeGetContent(n);
	if (v == NULL)
		return arena_strdup(a, "");
	s = (char *)v + strspn((char *)v, blank);
	len = strlen(s);
	while (len > 0 && strchr(blank, s[len - 1]) != NULL)
		len--;
	out = arena_strndup(a, s, len);
	xmlFree(v);
	return out;
}

const xmlNode *
xml_child(const xmlNode *parent, const xmlNode *prev, const char *name)
{
	const xmlNode *n;

	for (n = prev == NULL ? parent->children : prev->next; n != NULL;
	     n = n->next)
		if (n->type == XML_ELEMENT_NODE &&
		    (name == NULL || strcmp((const char *)n->name, name) == 0))
			return n;
	return NULL;
}

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdbool.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/xml/xmlread.h"
#include "formats/xml/xmltransform.h"
#include "formats/xml/xmlwords.h"

static void
put(struct buf *out, const xmlChar *s)
{
	if (s == NULL)
		return;
	buf_puts(out, (const char *)s);
	buf_puts(out, "\n");
}

static bool
is_xsl(const xmlNode *n)
{
	return n->ns != NULL &&
	       strcmp((const char *)n->ns->href,
		   "http://www.w3.org/1999/XSL/Transform") == 0;
}

/* What stands between apostrophes in an XPath, which a page may get. */
static void
put_strings(struct buf *out, const char *xpath)
{
	const char *end;

	while ((xpath = strchr(xpath, '\'')) != NULL) {
		end = strchr(xpath + 1, '\'');
		if (end == NULL)
			return;
		buf_printf(out, "%.*s\n", (int)(end - xpath - 1), xpath + 1);
		xpath = end + 1;
	}
}

/* Namespaces that are declared on a node. */
static void
put_names(struct buf *out, const xmlNode *n)
{
	const xmlNs *ns;

	for (ns = n->nsDef; ns != NULL; ns = ns->next) {
		put(out, ns->prefix);
		put(out, ns->href);
	}
}

static void
put_attributes(struct buf *out, const xmlNode *n)
{
	bool named = strcmp((const char *)n->name, "attribute") == 0 ||
		     strcmp((const char *)n->name, "element") == 0;
	const xmlAttr *a;
	xmlChar *v;

	for (a = n->properties; a != NULL; a = a->next) {
		v = xmlNodeListGetString(n->doc, a->children, 1);
		if (!is_xsl(n)) {
			put(out, a->name);
			put(out, v);
		} else if (strcmp((const char *)a->name, "select") == 0) {
			put_strings(out, v == NULL ? "" : (const char *)v);
		} else if (named && strcmp((const char *)a->name, "name") == 0)
			put(out, v);
		xmlFree(v);
	}
}

static void
put_sheet(struct buf *out, const xmlNode *n)
{
	for (; n != NULL; n = n->next) {
		if (n->type == XML_TEXT_NODE ||
		    n->type == XML_CDATA_SECTION_NODE)
			put(out, n->content);
		if (n->type != XML_ELEMENT_NODE)
			continue;
		if (!is_xsl(n)) {
			put(out, n->name);
			put_names(out, n);
		}
		put_attributes(out, n);
		put_sheet(out, n->children);
	}
}

/* Of a schema, whatever stands in a name or a value. */
static void
put_schema(struct buf *out, const xmlNode *n)
{
	xmlChar *v;

	for (; n != NULL; n = n->next) {
		if (n->type != XML_ELEMENT_NODE)
			continue;
		if (strcmp((const char *)n->name, "value") == 0) {
			v = xmlNodeGetContent(n);
			put(out, v);
			xmlFree(v);
		} else if (strcmp((const char *)n->name, "ref") != 0 &&
			   strcmp((const char *)n->name, "define") != 0) {
			v = xmlGetProp(
			    (xmlNode *)(uintptr_t)n, BAD_CAST "name");
			put(out, v);
			xmlFree(v);
		}
		put_schema(out, n->children);
	}
}

static void
put_document(struct buf *out, const char *text, size_t len,
    void (*walk)(struct buf *out, const xmlNode *n))
{
	xmlDocPtr doc =
	    xmlReadMemory(text, (int)len, NULL, NULL, XML_PARSE_NONET);

	if (doc == NULL)
		return;
	put_names(out, xmlDocGetRootElement(doc));
	walk(out, xmlDocGetRootElement(doc));
	xmlFreeDoc(doc);
}

void
xmlwords_put(struct buf *out)
{
	enum xml_schema k;
	enum xml_sheet s;
	const char *text;
	size_t len;

	for (s = 0; s < SHEETS; s++) {
		text = xml_sheet_source(s, &len);
		put_document(out, text, len, put_sheet);
	}
	for (k = 0; k < XML_SCHEMAS; k++) {
		text = xml_schema_source(k, &len);
		/* These two are not what the hub writes. */
		if (k != XML_ROSTER && k != XML_HISTORY)
			put_document(out, text, len, put_schema);
	}
}

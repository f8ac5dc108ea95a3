#include <string.h>

#include <libxml/tree.h>

#include "batch/base/tell.h"
#include "batch/base/tellprose.h"
#include "batch/review/tellchapter.h"
#include "batch/store/chapter.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/xml/xmlread.h"

#define LEAD "    | "

/* Else it holds blocks, or nothing. */
static bool
has_words(const xmlNode *n)
{
	const xmlNode *c;

	for (c = n->children; c != NULL; c = c->next)
		if (c->type != XML_ELEMENT_NODE && c->content != NULL &&
		    c->content[strspn((const char *)c->content, " \t\r\n")] !=
			'\0')
			return true;
	return false;
}

static void
put_name(struct buf *b, const xmlNode *n)
{
	const xmlAttr *at;

	buf_printf(b, "%s", (const char *)n->name);
	for (at = n->properties; at != NULL; at = at->next)
		buf_printf(b, " %s=\"%s\"", (const char *)at->name,
		    at->children == NULL ? ""
					 : (const char *)at->children->content);
}

/* Footnotes, links and figures stand in the words as they do in the XML. */
static void
put_words(struct buf *b, const xmlNode *n)
{
	const xmlNode *c;

	for (c = n->children; c != NULL; c = c->next) {
		if (c->type != XML_ELEMENT_NODE) {
			if (c->content != NULL)
				buf_printf(b, "%s", (const char *)c->content);
			continue;
		}
		buf_printf(b, "<");
		put_name(b, c);
		buf_printf(b, c->children == NULL ? "/>" : ">");
		put_words(b, c);
		if (c->children != NULL)
			buf_printf(b, "</%s>", (const char *)c->name);
	}
}

static void
tell_block(struct tell *t, const xmlNode *n)
{
	struct buf name = { 0 }, words = { 0 };
	const xmlNode *c = NULL;

	put_name(&name, n);
	tell_phrase(t, "what", "%s", buf_str(&name));
	tell_line(t, "  {what}\n");
	if (has_words(n)) {
		put_words(&words, n);
		tellprose(t, buf_str(&words), LEAD, 0);
	} else {
		while ((c = xml_child(n, c, NULL)) != NULL)
			tell_block(t, c);
	}
	buf_free(&words);
	buf_free(&name);
}

void
tellchapter(struct tell *t, const struct waiting_chapter *w)
{
	xmlDocPtr d;
	char err[256];

	tell_string(t, "xml", w->xml);
	d = xml_open(w->xml, strlen(w->xml), err, sizeof(err));
	if (d == NULL)
		tellprose(t, w->xml, LEAD, 0);
	else
		tell_block(t, xmlDocGetRootElement(d));
	xmlFreeDoc(d);
}

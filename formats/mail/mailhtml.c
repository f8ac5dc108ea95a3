#include <libxml/HTMLparser.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "formats/base/buf.h"
#include "formats/base/limits.h"
#include "formats/mail/htmlguard.h"
#include "formats/mail/mailforward.h"
#include "formats/mail/mailhtml.h"
#include "formats/mail/mailurl.h"

static bool
is_one_of(const xmlNode *n, const char *const *names)
{
	for (; *names != NULL; names++)
		if (strcasecmp((const char *)n->name, *names) == 0)
			return true;
	return false;
}

static bool
breaks(const xmlNode *n)
{
	static const char *const names[] = { "br", "p", "div", "tr", "li", "h1",
		"h2", "h3", "h4", "h5", "h6", "table", "td", "th", "hr", "ul",
		"ol", "dl", "dt", "dd", "blockquote", "pre", "center", "form",
		"section", "article", NULL };

	return is_one_of(n, names);
}

/* A style as people write it, without white space, in lower case. */
static void
squeeze(struct buf *out, const xmlChar *style)
{
	char c;

	for (; *style != '\0'; style++) {
		c = (char)*style;
		if (strchr(" \t\r\n", c) != NULL)
			continue;
		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		buf_put(out, &c, 1);
	}
	buf_puts(out, ";");
}

static bool
style_hides(const char *style)
{
	static const char *const signs[] = { "display:none",
		"visibility:hidden", "opacity:0;", "opacity:0!",
		"max-height:0;", "max-height:0p", "mso-hide:all", NULL };
	size_t i;

	for (i = 0; signs[i] != NULL; i++)
		if (strstr(style, signs[i]) != NULL)
			return true;
	return false;
}

/* Letters of no size are seen where something within has one of its own: who
 * lays out pages by tables gives cells none. */
enum size { SIZE_SEEN, SIZE_NONE };

/* What is so many times the size around it is as that is. */
static enum size
size_value(const char *value, enum size around)
{
	static const char *const relative[] = { "inherit", "unset", "revert",
		"smaller", "larger", NULL };
	char *unit;
	double number = strtod(value, &unit);
	size_t i;

	for (i = 0; unit == value && relative[i] != NULL; i++)
		if (strncmp(value, relative[i], strlen(relative[i])) == 0)
			return around;
	if (unit == value)
		return SIZE_SEEN;
	if (number < .01 || (number <= 1 && strncmp(unit, "px", 2) == 0))
		return SIZE_NONE;
	return *unit == 'e' || *unit == '%' ? around : SIZE_SEEN;
}

/* The size that a style declares last. */
static enum size
size_declared(const char *style, enum size around)
{
	static const char word[] = "font-size:";
	const char *at = style;
	enum size size = around;

	while ((at = strstr(at, word)) != NULL) {
		if (at == style || at[-1] == ';')
			size = size_value(at + sizeof(word) - 1, around);
		at += sizeof(word) - 1;
	}
	return size;
}

/* Of what a node holds; kept in it. */
static enum size
size_of(const xmlNode *n)
{
	return n == NULL || n->type != XML_ELEMENT_NODE || n->_private == NULL
		   ? SIZE_SEEN
		   : SIZE_NONE;
}

static bool
is_written_out(const xmlNode *n)
{
	static const char *const names[] = { "script", "style", "title",
		"template", NULL };

	return !is_one_of(n, names) &&
	       xmlHasProp(n, (const xmlChar *)"hidden") == NULL;
}

/* Whether a person sees what it holds; notes of what size. */
static bool
is_seen(xmlNode *n)
{
	static char none;
	xmlChar *style = xmlGetProp(n, (const xmlChar *)"style");
	struct buf plain = { 0 };
	bool hidden;

	if (style != NULL)
		squeeze(&plain, style);
	xmlFree(style);
	if (size_declared(buf_str(&plain), size_of(n->parent)) == SIZE_NONE)
		n->_private = &none;
	hidden = style_hides(buf_str(&plain));
	buf_free(&plain);
	return !hidden;
}

/* The text as it is seen, and the same with its links. */
struct page {
	struct buf *seen, *linked; /* linked may be NULL */
};

static void
show(struct page *page, const char *s)
{
	buf_puts(page->seen, s);
	if (page->linked != NULL)
		buf_puts(page->linked, s);
}

static bool
leads(const xmlChar *name)
{
	static const char *const names[] = { "href", "src", "action",
		"background", "formaction", NULL };
	size_t i;

	for (i = 0; names[i] != NULL; i++)
		if (strcasecmp((const char *)name, names[i]) == 0)
			return true;
	return false;
}

/* Where the element leads, or what it shows. */
static void
put_links(struct buf *out, xmlNode *n)
{
	char begin = MAILFORWARD_LINK, end = MAILFORWARD_END;
	struct buf url = { 0 };
	xmlChar *value;
	xmlAttr *at;

	for (at = n->properties; at != NULL; at = at->next) {
		if (!leads(at->name))
			continue;
		value = xmlGetProp(n, at->name);
		url.len = 0;
		if (value != NULL)
			mailurl_browsed(&url, (char *)value);
		if (url.len > 0) {
			buf_put(out, &begin, 1);
			buf_put(out, url.data, url.len);
			buf_put(out, &end, 1);
		}
		xmlFree(value);
	}
	buf_free(&url);
}

/* What the attributes of an element lead to, or name. */
static void
put_named(struct buf *out, xmlNode *n)
{
	xmlChar *value;
	xmlAttr *at;

	for (at = n->properties; at != NULL; at = at->next) {
		/* That names what a page is made of. */
		if (strncasecmp((const char *)at->name, "xmlns", 5) == 0)
			continue;
		value = xmlGetProp(n, at->name);
		if (value == NULL)
			continue;
		if (leads(at->name))
			mailurl_browsed(out, (char *)value);
		else
			buf_puts(out, (char *)value);
		buf_puts(out, "\n");
		xmlFree(value);
	}
}

/* The next node in the order of the text; what is below n only where enter.
 * Without recursion: an enemy nests as deep as he likes. */
static xmlNode *
next_node(xmlNode *n, bool enter, struct page *out)
{
	if (enter && n->children != NULL)
		return n->children;
	for (; n != NULL; n = n->parent, enter = true) {
		if (enter && n->type == XML_ELEMENT_NODE && breaks(n))
			show(out, "\n");
		if (n->next != NULL)
			return n->next;
	}
	return NULL;
}

static void
put_visible(struct page *out, xmlNode *n)
{
	bool enter;

	while (n != NULL) {
		enter = n->type == XML_ELEMENT_NODE && is_written_out(n) &&
			is_seen(n);
		if (enter && breaks(n))
			show(out, "\n");
		if (enter && out->linked != NULL)
			put_links(out->linked, n);
		if ((n->type == XML_TEXT_NODE ||
			n->type == XML_CDATA_SECTION_NODE) &&
		    n->content != NULL && size_of(n->parent) == SIZE_SEEN)
			show(out, (const char *)n->content);
		n = next_node(n, enter, out);
	}
}

static bool
is_written(const xmlNode *n)
{
	return n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE ||
	       n->type == XML_COMMENT_NODE;
}

/* Without recursion, as above. */
static void
put_all(struct buf *out, xmlNode *root)
{
	xmlNode *n = root, *next;

	while (n != NULL) {
		if (n->type == XML_ELEMENT_NODE)
			put_named(out, n);
		else if (is_written(n) && n->content != NULL) {
			buf_puts(out, (char *)n->content);
			buf_puts(out, "\n");
		}
		next = n->type == XML_ELEMENT_NODE ? n->children : NULL;
		while (next == NULL && n != NULL) {
			next = n->next;
			n = n->parent;
		}
		n = next;
	}
}

static htmlDocPtr
parse(const char *s, size_t len)
{
	htmlParserCtxtPtr c = htmlNewParserCtxt();
	htmlDocPtr doc = NULL;

	if (c == NULL)
		return NULL;
	htmlguard_depth(c);
	doc = htmlCtxtReadMemory(c, s, (int)len, NULL, "UTF-8",
	    HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
		HTML_PARSE_NONET);
	htmlFreeParserCtxt(c);
	return doc;
}

void
mailhtml_text(struct buf *out, struct buf *linked, struct buf *links,
    const char *p, size_t len)
{
	struct page page = { out, linked };
	struct buf clean = { 0 };
	htmlDocPtr doc;
	size_t i;

	if (len > LIMIT_HTML)
		len = LIMIT_HTML;
	buf_put(&clean, p, len);
	/* The parser would take a NUL for the end, and we a mark for one of
	 * ours. */
	for (i = 0; i < clean.len; i++)
		if (clean.data[i] <= MAILFORWARD_END)
			clean.data[i] = ' ';
	htmlguard_comments(&clean);
	htmlguard_attributes(&clean);
	doc = parse(buf_str(&clean), clean.len);
	if (doc != NULL) {
		put_visible(&page, xmlDocGetRootElement(doc));
		if (links != NULL)
			put_all(links, doc->children);
		xmlFreeDoc(doc);
	}
	buf_free(&clean);
}

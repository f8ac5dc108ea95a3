#include <stdbool.h>
#include <string.h>

#include "batch/base/tell.h"
#include "batch/base/tellback.h"
#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/xml/xmlread.h"

/* A level of the text is so far from the margin. */
#define INDENT 2

/* What a list is called whose elements are one of its things. */
static const char *const lists[][2] = { { "package", "packages" },
	{ "submission", "submissions" }, { "item", "items" },
	{ "bundle", "bundles" }, { "truehit", "truehits" } };

struct retelling {
	struct tell *t;
	struct arena *a;
	unsigned depth;
};

static const char *
list_of(struct retelling *r, const char *element)
{
	size_t i;

	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		if (strcmp(element, lists[i][0]) == 0)
			return lists[i][1];
	return arena_strdup(r->a, element);
}

static void
tell_attributes(struct retelling *r, const xmlNode *n)
{
	const char *name, *value;
	const xmlAttr *at;
	struct buf line = { 0 };

	buf_printf(&line, "%*s%s", (int)(r->depth * INDENT), "",
	    (const char *)n->name);
	for (at = n->properties; at != NULL; at = at->next) {
		name = arena_strdup(r->a, (const char *)at->name);
		value = xml_attr(r->a, n, name);
		tell_string(r->t, name, value);
		buf_printf(&line, "[ %s {%s}]", name, name);
	}
	buf_puts(&line, "\n");
	tell_line(r->t, buf_str(&line));
	buf_free(&line);
}

/* A leaf is a string of its list. */
static void
tell_leaf(struct retelling *r, const xmlNode *n)
{
	const char *text = xml_text(r->a, n), *form;

	tell_string(r->t, "line", text == NULL ? "" : text);
	form = arena_printf(r->a, "%*s%s: {line}\n", (int)(r->depth * INDENT),
	    "", (const char *)n->name);
	tell_line(r->t, form);
}

static void tell_children(struct retelling *r, const xmlNode *parent);

static void
tell_element(struct retelling *r, const xmlNode *n)
{
	if (n->properties == NULL && xml_child(n, NULL, NULL) == NULL) {
		tell_leaf(r, n);
		return;
	}
	tell_map(r->t, arena_strdup(r->a, (const char *)n->name));
	tell_attributes(r, n);
	tell_children(r, n);
	tell_end(r->t);
}

static void
tell_children(struct retelling *r, const xmlNode *parent)
{
	const xmlNode *n, *before = NULL;

	r->depth++;
	for (n = xml_child(parent, NULL, NULL); n != NULL;
	     n = xml_child(parent, n, NULL)) {
		if (before == NULL || !xmlStrEqual(before->name, n->name)) {
			if (before != NULL)
				tell_end(r->t);
			tell_list(r->t, list_of(r, (const char *)n->name));
		}
		tell_element(r, n);
		before = n;
	}
	if (before != NULL)
		tell_end(r->t);
	r->depth--;
}

int
tellback(struct tell *t, const void *xml, size_t len, char *err, size_t errlen)
{
	struct retelling r = { .t = t };
	xmlDocPtr doc = xml_open(xml, len, err, errlen);
	const xmlNode *root;

	if (doc == NULL)
		return -1;
	r.a = arena_new();
	root = xmlDocGetRootElement(doc);
	tell_map(t, arena_strdup(r.a, (const char *)root->name));
	tell_attributes(&r, root);
	tell_children(&r, root);
	tell_end(t);
	arena_free(r.a);
	xmlFreeDoc(doc);
	return 0;
}

#include <stdlib.h>
#include <string.h>

#include "formats/base/mem.h"
#include "formats/config/history.h"
#include "formats/xml/xmlread.h"

static const char *
language(struct arena *a, const xmlNode *n)
{
	xmlChar *lang = xmlNodeGetLang((xmlNode *)n);
	const char *out = lang == NULL ? NULL : arena_strdup(a, (char *)lang);

	xmlFree(lang);
	return out;
}

static int64_t
figure(struct arena *a, const xmlNode *n, const char *name)
{
	const char *v;

	v = xml_attr(a, n, name);
	return v == NULL ? -1 : strtoll(v, NULL, 10);
}

static void
read_event(struct arena *a, struct history *h, const xmlNode *n)
{
	struct history_event *e;
	const xmlNode *t = NULL;
	const char *lang;

	e = arena_push(a, &h->events, &h->event_count, sizeof(*e));
	e->when = xml_attr(a, n, "when");
	while ((t = xml_child(n, t, "t")) != NULL) {
		lang = language(a, t);
		if (lang != NULL && strcmp(lang, "en") == 0)
			e->en = xml_text(a, t);
		else
			e->ja = xml_text(a, t);
	}
	if (e->ja == NULL)
		e->ja = e->en;
	if (e->en == NULL)
		e->en = e->ja;
}

struct history *
history_parse(
    struct arena *a, const void *xml, size_t len, char *err, size_t errlen)
{
	struct history_period *p;
	struct history *h;
	const xmlNode *root, *c = NULL;
	xmlDocPtr doc;

	doc = xml_read(XML_HISTORY, xml, len, err, errlen);
	if (doc == NULL)
		return NULL;
	h = arena_alloc(a, sizeof(*h));
	root = xmlDocGetRootElement(doc);
	while ((c = xml_child(root, c, "period")) != NULL) {
		p = arena_push(a, &h->periods, &h->count, sizeof(*p));
		p->id = xml_attr(a, c, "id");
		p->submitted = figure(a, c, "submitted");
		p->targeted = figure(a, c, "targeted");
		p->shared = figure(a, c, "shared");
		p->own = figure(a, c, "own");
		p->source = xml_attr(a, c, "source");
	}
	while ((c = xml_child(root, c, "event")) != NULL)
		read_event(a, h, c);
	xmlFreeDoc(doc);
	return h;
}

const struct history_period *
history_period(const struct history *h, const char *id)
{
	size_t i;

	for (i = 0; h != NULL && i < h->count; i++)
		if (strcmp(h->periods[i].id, id) == 0)
			return &h->periods[i];
	return NULL;
}

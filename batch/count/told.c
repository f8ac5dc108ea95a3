#include <stdlib.h>
#include <string.h>

#include "batch/count/figures.h"
#include "batch/disclose/ledger.h"
#include "formats/base/mem.h"
#include "formats/xml/xmlread.h"

/* The schema has Japanese first, then English. */
static const char *
label(struct arena *a, const xmlNode *n, bool ja)
{
	const xmlNode *t = xml_child(n, NULL, "t");

	if (!ja && t != NULL)
		t = xml_child(n, t, "t");
	return t == NULL ? "" : xml_text(a, t);
}

static unsigned
number(struct arena *a, const xmlNode *n, const char *name)
{
	const char *v = xml_attr(a, n, name);

	return v == NULL ? 0 : (unsigned)strtoul(v, NULL, 10);
}

/* A number; or the text of a date. */
static void
read_value(struct figure *g, const char *v)
{
	char *end;

	g->value = strtoll(v, &end, 10);
	if (*end != '\0')
		g->text = v;
}

static enum hidden
hidden_by(const char *word)
{
	static const char *const words[] = { "", "small-cell", "complement",
		"unknown", "not-collected" };
	enum hidden h;

	for (h = SMALL_CELL; h < NOT_COLLECTED; h++)
		if (strcmp(words[h], word) == 0)
			break;
	return h;
}

static void
read_before(struct arena *a, const xmlNode *n, struct figure *g)
{
	const char *was = xml_attr(a, n, "was");
	struct figure_before *b;

	if (was == NULL)
		return;
	b = arena_alloc(a, sizeof(*b));
	b->value = strtoll(was, NULL, 10);
	b->period = xml_attr(a, n, "was-in");
	b->day = xml_attr(a, n, "was-on");
	b->edition = number(a, n, "was-edition");
	g->was = b;
}

static struct figure *
place_of(struct arena *a, struct dataset *d, const xmlNode *n)
{
	const char *key = xml_attr(a, n, "key"), *m = xml_attr(a, n, "measure");
	size_t i, k;

	for (i = 0; i < d->key_count; i++)
		for (k = 0; d->measures != NULL && k < d->measure_count; k++)
			if (strcmp(d->keys[i].key, key) == 0 &&
			    strcmp(d->measures[k].id, m) == 0)
				return &d->figures[i * d->measure_count + k];
	return NULL;
}

static void
read_figures(struct arena *a, const xmlNode *n, struct dataset *d)
{
	const xmlNode *o = NULL;
	struct figure *g;
	const char *v;

	d->figures = arena_alloc(
	    a, (d->key_count * d->measure_count + 1) * sizeof(*d->figures));
	while ((o = xml_child(n, o, "obs")) != NULL) {
		g = place_of(a, d, o);
		if (g == NULL)
			continue;
		v = xml_attr(a, o, "value");
		if (v != NULL)
			read_value(g, v);
		else
			g->hidden = hidden_by(xml_attr(a, o, "suppressed"));
		g->history = xml_attr(a, o, "source") != NULL;
		g->partial = xml_attr(a, o, "partial") != NULL;
		read_before(a, o, g);
	}
}

static void
read_set(struct arena *a, const xmlNode *n, struct dataset *d)
{
	struct measure *m, *measures = NULL;
	const xmlNode *b, *c = NULL;
	struct category *k;
	const char *v;

	d->id = xml_attr(a, n, "id");
	d->unit = xml_attr(a, n, "unit");
	v = xml_attr(a, n, "n");
	d->n = v == NULL ? -1 : strtoll(v, NULL, 10);
	d->as_edition = number(a, n, "as-edition");
	d->as_day = xml_attr(a, n, "as-on");
	c = xml_child(n, NULL, "title");
	d->ja = label(a, c, true);
	d->en = label(a, c, false);
	for (c = NULL; (c = xml_child(n, c, "category")) != NULL;) {
		k = arena_push(a, &d->keys, &d->key_count, sizeof(*k));
		k->key = xml_attr(a, c, "key");
		k->group = xml_attr(a, c, "group");
		k->ja = label(a, c, true);
		k->en = label(a, c, false);
		b = xml_child(c, NULL, "break");
		k->break_ja = b == NULL ? NULL : label(a, b, true);
		k->break_en = b == NULL ? NULL : label(a, b, false);
	}
	while ((c = xml_child(n, c, "measure")) != NULL) {
		m = arena_push(a, &measures, &d->measure_count, sizeof(*m));
		m->id = xml_attr(a, c, "id");
		m->ja = label(a, c, true);
		m->en = label(a, c, false);
	}
	d->measures = measures;
	d->withheld =
	    d->key_count == 1 && strcmp(d->keys[0].key, "withheld") == 0;
	read_figures(a, n, d);
}

struct dataset *
told_parse(struct arena *a, const void *xml, size_t len, size_t *count,
    unsigned *min_cell, char *err, size_t errlen)
{
	struct dataset *sets = NULL;
	const xmlNode *root, *n = NULL;
	xmlDocPtr doc;

	doc = xml_read(XML_REPORT, xml, len, err, errlen);
	if (doc == NULL)
		return NULL;
	root = xmlDocGetRootElement(doc);
	*count = 0;
	*min_cell = number(a, root, "min-cell");
	while ((n = xml_child(root, n, "dataset")) != NULL)
		read_set(a, n, arena_push(a, &sets, count, sizeof(*sets)));
	xmlFreeDoc(doc);
	return sets;
}

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "batch/count/datasetxml.h"
#include "batch/count/definitions.h"
#include "formats/base/mem.h"
#include "formats/xml/xmlread.h"
#include "formats/xml/xmlwrite.h"

static void
write_before(struct xmlw *x, const struct figure_before *b)
{
	if (b == NULL)
		return;
	xmlw_attrf(x, "was", "%" PRId64, b->value);
	xmlw_attr(x, "was-in", b->period);
	xmlw_attrf(x, "was-edition", "%u", b->edition);
	xmlw_attr(x, "was-on", b->day);
}

static void
write_figure(struct xmlw *x, const struct dataset *d, size_t key, size_t m)
{
	const struct figure *g = dataset_at(d, key, m);

	xmlw_blank(x, "  ");
	xmlw_start(x, "obs");
	xmlw_attr(x, "key", d->keys[key].key);
	xmlw_attr(x, "measure", d->measures[m].id);
	if (g->hidden != SHOWN)
		xmlw_attr(x, "suppressed", hidden_word(g->hidden));
	else if (g->text != NULL)
		xmlw_attr(x, "value", g->text);
	else
		xmlw_attrf(x, "value", "%" PRId64, g->value);
	if (g->partial && g->hidden == SHOWN)
		xmlw_attr(x, "partial", "yes");
	if (g->about)
		xmlw_attr(x, "about", "yes");
	write_before(x, g->was);
	if (g->history)
		xmlw_attr(x, "source", "history");
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

static void
write_label(struct xmlw *x, const char *element, const struct label *l)
{
	xmlw_start(x, element);
	label_write(x, l);
	xmlw_end(x);
}

static void
write_category(struct xmlw *x, const struct category *c)
{
	xmlw_blank(x, "  ");
	xmlw_start(x, "category");
	xmlw_attr(x, "key", c->key);
	xmlw_attr(x, "group", c->group);
	xmlw_attr(x, "unit", c->unit);
	label_write(x, &c->name);
	if (c->broken.in[LANG_JA] != NULL)
		write_label(x, "break", &c->broken);
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

static void
write_measure(struct xmlw *x, const struct measure *m)
{
	xmlw_blank(x, "  ");
	xmlw_start(x, "measure");
	xmlw_attr(x, "id", m->id);
	label_write(x, &m->name);
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

/* The element, its title, what it counts. */
static void
write_head(struct xmlw *x, const struct dataset *d)
{
	const struct definition *def = definition_of(d->id);
	struct label text;

	xmlw_start(x, "dataset");
	xmlw_attr(x, "id", d->id);
	xmlw_attr(x, "unit", d->unit);
	if (d->n >= 0)
		xmlw_attrf(x, "n", "%" PRId64, d->n);
	if (d->as_edition > 0)
		xmlw_attrf(x, "as-edition", "%u", d->as_edition);
	xmlw_attr(x, "as-on", d->as_day);
	if (d->of_quarters)
		xmlw_attr(x, "of", "quarters");
	write_label(x, "title", &d->title);
	xmlw_blank(x, "\n");
	if (def == NULL)
		return;
	text = label_say(def->text);
	xmlw_blank(x, "  ");
	write_label(x, "definition", &text);
	xmlw_blank(x, "\n");
}

void
dataset_write(struct xmlw *x, const struct dataset *d)
{
	size_t i, m;

	write_head(x, d);
	for (i = 0; i < d->key_count; i++)
		write_category(x, &d->keys[i]);
	for (m = 0; m < d->measure_count; m++)
		write_measure(x, &d->measures[m]);
	for (i = 0; i < d->key_count; i++)
		for (m = 0; m < d->measure_count; m++)
			write_figure(x, d, i, m);
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

/* The schema has a text in each language, in their order. */
static struct label
read_label(struct arena *a, const xmlNode *n)
{
	const xmlNode *t = NULL;
	struct label l;
	enum lang lang;

	for (lang = 0; lang < LANGS; lang++) {
		t = n == NULL ? NULL : xml_child(n, t, "t");
		l.in[lang] = t == NULL ? "" : xml_text(a, t);
	}
	return l;
}

static unsigned
read_number(struct arena *a, const xmlNode *n, const char *name)
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
	b->edition = read_number(a, n, "was-edition");
	g->was = b;
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
		g = dataset_figure(
		    d, xml_attr(a, o, "key"), xml_attr(a, o, "measure"));
		if (g == NULL)
			continue;
		v = xml_attr(a, o, "value");
		if (v != NULL)
			read_value(g, v);
		else
			g->hidden = hidden_parse(xml_attr(a, o, "suppressed"));
		g->history = xml_attr(a, o, "source") != NULL;
		g->partial = xml_attr(a, o, "partial") != NULL;
		g->about = xml_attr(a, o, "about") != NULL;
		read_before(a, o, g);
	}
}

static void
read_keys(struct arena *a, const xmlNode *n, struct dataset *d)
{
	const xmlNode *c = NULL, *b;
	struct category *k;

	while ((c = xml_child(n, c, "category")) != NULL) {
		k = arena_push(a, &d->keys, &d->key_count, sizeof(*k));
		k->key = xml_attr(a, c, "key");
		k->group = xml_attr(a, c, "group");
		k->unit = xml_attr(a, c, "unit");
		k->name = read_label(a, c);
		b = xml_child(c, NULL, "break");
		if (b != NULL)
			k->broken = read_label(a, b);
	}
}

static void
read_measures(struct arena *a, const xmlNode *n, struct dataset *d)
{
	struct measure *m, *list = NULL;
	const xmlNode *c = NULL;

	while ((c = xml_child(n, c, "measure")) != NULL) {
		m = arena_push(a, &list, &d->measure_count, sizeof(*m));
		m->id = xml_attr(a, c, "id");
		m->name = read_label(a, c);
	}
	d->measures = list;
}

static void
read_set(struct arena *a, const xmlNode *n, struct dataset *d)
{
	const char *v;

	d->id = xml_attr(a, n, "id");
	d->unit = xml_attr(a, n, "unit");
	v = xml_attr(a, n, "n");
	d->n = v == NULL ? -1 : strtoll(v, NULL, 10);
	d->as_edition = read_number(a, n, "as-edition");
	d->as_day = xml_attr(a, n, "as-on");
	d->title = read_label(a, xml_child(n, NULL, "title"));
	read_keys(a, n, d);
	read_measures(a, n, d);
	d->withheld =
	    d->key_count == 1 && strcmp(d->keys[0].key, DATASET_WITHHELD) == 0;
	read_figures(a, n, d);
}

bool
datasets_parse(struct datasets *all, const void *xml, size_t len,
    unsigned *min_cell, char *err, size_t errlen)
{
	struct arena *a = all->arena;
	const xmlNode *root, *n = NULL;
	xmlDocPtr doc;

	doc = xml_read(XML_REPORT, xml, len, err, errlen);
	if (doc == NULL)
		return false;
	root = xmlDocGetRootElement(doc);
	*min_cell = read_number(a, root, "min-cell");
	while ((n = xml_child(root, n, "dataset")) != NULL)
		read_set(a, n,
		    arena_push(a, &all->list, &all->count, sizeof(*all->list)));
	xmlFreeDoc(doc);
	return true;
}

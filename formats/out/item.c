#include <inttypes.h>
#include <libxml/tree.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/out/item.h"
#include "formats/xml/xmlread.h"
#include "formats/xml/xmlwrite.h"

static int
by_indicator(const void *a, const void *b)
{
	const struct item_indicator *x = a, *y = b;

	if (x->type != y->type)
		return (int)x->type - (int)y->type;
	if (x->role != y->role)
		return (int)x->role - (int)y->role;
	return strcmp(x->value, y->value);
}

static int
by_file(const void *a, const void *b)
{
	const struct item_file *x = a, *y = b;
	int c;

	c = memcmp(&x->sha256, &y->sha256, sizeof(x->sha256));
	if (c != 0)
		return c;
	return strcmp(
	    x->name == NULL ? "" : x->name, y->name == NULL ? "" : y->name);
}

static int
by_observation(const void *a, const void *b)
{
	const struct item_observation *x = a, *y = b;
	int c;

	if (x->inbound != y->inbound)
		return x->inbound ? -1 : 1;
	c = strcmp(x->address, y->address);
	if (c == 0)
		c = x->port < y->port ? -1 : x->port > y->port;
	return c != 0 ? c : strcmp(x->protocol, y->protocol);
}

/* Dates of this form sort as they follow each other. */
static void
put_together(struct item *it)
{
	struct item_observation *o = it->observations;
	size_t i, k = 0;

	if (it->observation_count > 1)
		qsort(o, it->observation_count, sizeof(*o), by_observation);
	for (i = 0; i < it->observation_count; i++) {
		if (k == 0 || by_observation(&o[k - 1], &o[i]) != 0) {
			o[k++] = o[i];
			continue;
		}
		if (strcmp(o[i].first, o[k - 1].first) < 0)
			o[k - 1].first = o[i].first;
		if (strcmp(o[i].last, o[k - 1].last) > 0)
			o[k - 1].last = o[i].last;
	}
	it->observation_count = k;
}

bool
item_is_empty(const struct item *it)
{
	return it->indicator_count + it->file_count + it->observation_count +
		       it->step_count ==
		   0 &&
	       it->analysis == NULL && it->countermeasure == NULL;
}

bool
item_is_over(const struct item *it)
{
	return it->retracted_on != NULL || it->superseded_by != NULL;
}

const char *
item_direction(const struct item_observation *o)
{
	return o->inbound ? "inbound" : "outbound";
}

void
item_sort(struct item *it)
{
	size_t i, k;

	if (it->indicator_count > 1)
		qsort(it->indicators, it->indicator_count,
		    sizeof(*it->indicators), by_indicator);
	for (i = k = 0; i < it->indicator_count; i++)
		if (k > 0 && by_indicator(&it->indicators[k - 1],
				 &it->indicators[i]) == 0)
			it->indicators[k - 1].attested |=
			    it->indicators[i].attested;
		else
			it->indicators[k++] = it->indicators[i];
	it->indicator_count = k;
	if (it->file_count > 1)
		qsort(it->files, it->file_count, sizeof(*it->files), by_file);
	for (i = k = 0; i < it->file_count; i++)
		if (k > 0 && by_file(&it->files[k - 1], &it->files[i]) == 0)
			it->files[k - 1].attested |= it->files[i].attested;
		else
			it->files[k++] = it->files[i];
	it->file_count = k;
	put_together(it);
}

/* One item as it is written; what is made visible hangs from the arena. */
struct writing {
	struct xmlw *x;
	struct arena *a;
};

/* Attacker's text that leaves: no raw direction marks or controls. */
static const char *
shown(struct writing *w, const char *s)
{
	return s == NULL ? NULL : text_visible(w->a, s);
}

static void
put_line(struct writing *w, const char *name, const char *text)
{
	if (text == NULL)
		return;
	xmlw_blank(w->x, "  ");
	xmlw_leaf(w->x, name, shown(w, text));
	xmlw_blank(w->x, "\n");
}

/* <name attr="value"/> */
static void
put_word(struct xmlw *x, const char *name, const char *attr, const char *value)
{
	xmlw_blank(x, "  ");
	xmlw_start(x, name);
	xmlw_attr(x, attr, value);
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

static void
put_indicators(struct writing *w, const struct item *it)
{
	size_t i;

	for (i = 0; i < it->indicator_count; i++) {
		xmlw_blank(w->x, "  ");
		xmlw_start(w->x, "indicator");
		xmlw_attr(w->x, "type", ind_type_word(it->indicators[i].type));
		xmlw_attr(w->x, "role", ind_role_word(it->indicators[i].role));
		xmlw_text(w->x, shown(w, it->indicators[i].value));
		xmlw_end(w->x);
		xmlw_blank(w->x, "\n");
	}
}

static void
put_files(struct writing *w, const struct item *it)
{
	const struct item_file *f;
	char hex[DIGEST_HEX];
	size_t i;

	for (i = 0; i < it->file_count; i++) {
		f = &it->files[i];
		digest_hex(&f->sha256, hex);
		xmlw_blank(w->x, "  ");
		xmlw_start(w->x, "file");
		xmlw_attr(w->x, "sha256", hex);
		xmlw_attrf(w->x, "size", "%" PRIu64, f->size);
		xmlw_attr(w->x, "kind", file_kind_word(f->kind));
		xmlw_attr(w->x, "name", shown(w, f->name));
		xmlw_end(w->x);
		xmlw_blank(w->x, "\n");
	}
}

static void
put_observation(struct xmlw *x, const struct item_observation *o)
{
	xmlw_blank(x, "  ");
	xmlw_start(x, "observation");
	xmlw_attr(x, "direction", item_direction(o));
	xmlw_attr(x, "address", o->address);
	if (o->port != 0)
		xmlw_attrf(x, "port", "%u", o->port);
	xmlw_attr(x, "protocol", o->protocol);
	xmlw_attr(x, "first", o->first);
	xmlw_attr(x, "last", o->last);
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

static void
put_seen(struct xmlw *x, const struct item *it)
{
	size_t i;

	for (i = 0; i < it->observation_count; i++)
		put_observation(x, &it->observations[i]);
	if (it->seen_first == NULL)
		return;
	xmlw_blank(x, "  ");
	xmlw_start(x, "period");
	xmlw_attr(x, "first", it->seen_first);
	xmlw_attr(x, "last", it->seen_last);
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

static void
put_thread(struct writing *w, const struct item *it)
{
	size_t i;

	if (it->step_count == 0)
		return;
	xmlw_blank(w->x, "  ");
	xmlw_start(w->x, "thread");
	xmlw_blank(w->x, "\n");
	for (i = 0; i < it->step_count; i++) {
		xmlw_blank(w->x, "    ");
		xmlw_start(w->x, "step");
		xmlw_attr(w->x, "kind", step_word(it->steps[i].kind));
		xmlw_text(w->x, shown(w, it->steps[i].text));
		xmlw_end(w->x);
		xmlw_blank(w->x, "\n");
	}
	xmlw_blank(w->x, "  ");
	xmlw_end(w->x);
	xmlw_blank(w->x, "\n");
}

static void
put_comparison(struct xmlw *x, const struct item *it)
{
	size_t i;

	if (it->compared_count == 0)
		return;
	xmlw_blank(x, "  ");
	xmlw_start(x, "comparison");
	xmlw_blank(x, "\n");
	for (i = 0; i < it->compared_count; i++) {
		xmlw_blank(x, "    ");
		xmlw_start(x, "feature");
		xmlw_attr(x, "name", it->compared[i].feature);
		xmlw_attr(x, "is", it->compared[i].same ? "same" : "different");
		xmlw_end(x);
		xmlw_blank(x, "\n");
	}
	xmlw_blank(x, "  ");
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

static void
put_sightings(struct xmlw *x, const struct item *it)
{
	if (it->sightings == 0 && it->false_alarms == 0)
		return;
	xmlw_blank(x, "  ");
	xmlw_start(x, "sightings");
	if (it->sightings > 0)
		xmlw_attrf(x, "at-least", "%" PRIu64, it->sightings);
	if (it->false_alarms > 0)
		xmlw_attrf(x, "false-alarms", "%" PRIu64, it->false_alarms);
	xmlw_end(x);
	xmlw_blank(x, "\n");
}

static void
put_state(struct writing *w, const struct item *it)
{
	size_t i;

	for (i = 0; i < it->related_count; i++)
		put_word(w->x, "related", "item", it->related[i]);
	put_sightings(w->x, it);
	if (it->retracted_on != NULL)
		put_word(w->x, "retracted", "on", it->retracted_on);
	if (it->superseded_by == NULL)
		return;
	xmlw_blank(w->x, "  ");
	xmlw_start(w->x, "superseded");
	xmlw_attr(w->x, "by", it->superseded_by);
	xmlw_attr(w->x, "on", it->superseded_on);
	xmlw_end(w->x);
	xmlw_blank(w->x, "\n");
}

void
item_put(struct xmlw *x, const struct item *it)
{
	struct writing w = { x, arena_new() };

	xmlw_start(x, "item");
	xmlw_attr(x, "xmlns", "urn:toiyaba:item:1");
	xmlw_attr(x, "id", it->id);
	xmlw_attrf(x, "edition", "%u", it->edition);
	xmlw_attr(x, "class", class_word(it->class));
	xmlw_attr(x, "tlp", tlp_word(it->tlp));
	xmlw_attr(x, "first-shared", it->first_shared);
	xmlw_attr(x, "updated", it->updated);
	xmlw_blank(x, "\n");
	put_line(&w, "title", it->title);
	put_line(&w, "analysis", it->analysis);
	put_line(&w, "countermeasure", it->countermeasure);
	put_indicators(&w, it);
	put_files(&w, it);
	put_seen(x, it);
	put_thread(&w, it);
	put_comparison(x, it);
	put_state(&w, it);
	xmlw_end(x);
	xmlw_blank(x, "\n");
	arena_free(w.a);
}

/* Reader: item_read(). */
void
item_write(struct buf *b, const struct item *it)
{
	struct xmlw x;

	xmlw_begin(&x, b);
	xmlw_head(&x);
	item_put(&x, it);
}

static void
read_observation(struct arena *a, const xmlNode *n, struct item *it)
{
	const char *port = xml_attr(a, n, "port");
	struct item_observation *o;

	o = arena_push(
	    a, &it->observations, &it->observation_count, sizeof(*o));
	o->inbound = strcmp(xml_attr(a, n, "direction"), "inbound") == 0;
	o->address = xml_attr(a, n, "address");
	o->port = port == NULL ? 0 : (unsigned)strtoul(port, NULL, 10);
	o->protocol = xml_attr(a, n, "protocol");
	o->first = xml_attr(a, n, "first");
	o->last = xml_attr(a, n, "last");
}

static uint64_t
read_count(struct arena *a, const xmlNode *n, const char *name)
{
	const char *v = xml_attr(a, n, name);

	return v == NULL ? 0 : strtoull(v, NULL, 10);
}

static void
read_child(struct arena *a, const xmlNode *n, struct item *it)
{
	struct item_indicator *i;
	struct item_file *f;
	const char *name = (const char *)n->name;

	if (strcmp(name, "title") == 0)
		it->title = xml_text(a, n);
	else if (strcmp(name, "indicator") == 0) {
		i = arena_push(
		    a, &it->indicators, &it->indicator_count, sizeof(*i));
		ind_type_parse(xml_attr(a, n, "type"), &i->type);
		ind_role_parse(xml_attr(a, n, "role"), &i->role);
		i->value = xml_text(a, n);
	} else if (strcmp(name, "file") == 0) {
		f = arena_push(a, &it->files, &it->file_count, sizeof(*f));
		digest_parse(xml_attr(a, n, "sha256"), &f->sha256);
		f->size = strtoull(xml_attr(a, n, "size"), NULL, 10);
		file_kind_parse(xml_attr(a, n, "kind"), &f->kind);
		f->name = xml_attr(a, n, "name");
	} else if (strcmp(name, "observation") == 0)
		read_observation(a, n, it);
	else if (strcmp(name, "period") == 0) {
		it->seen_first = xml_attr(a, n, "first");
		it->seen_last = xml_attr(a, n, "last");
	} else if (strcmp(name, "sightings") == 0) {
		it->sightings = read_count(a, n, "at-least");
		it->false_alarms = read_count(a, n, "false-alarms");
	} else if (strcmp(name, "retracted") == 0)
		it->retracted_on = xml_attr(a, n, "on");
	else if (strcmp(name, "superseded") == 0) {
		it->superseded_by = xml_attr(a, n, "by");
		it->superseded_on = xml_attr(a, n, "on");
	}
}

/* Writer: item_write(). */
struct item *
item_read(
    struct arena *a, const void *xml, size_t len, char *err, size_t errlen)
{
	const xmlNode *root, *c = NULL;
	struct item *it;
	xmlDocPtr doc;

	doc = xml_read(XML_ITEM, xml, len, err, errlen);
	if (doc == NULL)
		return NULL;
	it = arena_alloc(a, sizeof(*it));
	root = xmlDocGetRootElement(doc);
	it->id = xml_attr(a, root, "id");
	it->edition = (unsigned)strtoul(xml_attr(a, root, "edition"), NULL, 10);
	class_parse(xml_attr(a, root, "class"), &it->class);
	tlp_parse(xml_attr(a, root, "tlp"), &it->tlp);
	it->first_shared = xml_attr(a, root, "first-shared");
	it->updated = xml_attr(a, root, "updated");
	while ((c = xml_child(root, c, NULL)) != NULL)
		read_child(a, c, it);
	xmlFreeDoc(doc);
	return it;
}

const char *
item_defanged_value(struct arena *a, enum ind_type t, const char *value)
{
	return t == IND_URL || t == IND_DOMAIN || t == IND_EMAIL ||
		       t == IND_IPV4 || t == IND_IPV4_PORT || t == IND_CIDR
		   ? text_defang(a, value)
		   : value;
}

struct item
item_defanged(struct arena *a, const struct item *it)
{
	struct item out = *it;
	size_t i;

	out.indicators =
	    arena_alloc(a, (it->indicator_count + 1) * sizeof(*out.indicators));
	for (i = 0; i < it->indicator_count; i++) {
		out.indicators[i] = it->indicators[i];
		out.indicators[i].value = item_defanged_value(
		    a, it->indicators[i].type, it->indicators[i].value);
	}
	out.observations = arena_alloc(
	    a, (it->observation_count + 1) * sizeof(*out.observations));
	for (i = 0; i < it->observation_count; i++) {
		out.observations[i] = it->observations[i];
		out.observations[i].address =
		    text_defang(a, it->observations[i].address);
	}
	return out;
}

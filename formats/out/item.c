#include <libxml/tree.h>
#include <stdlib.h>
#include <string.h>

#include "formats/base/buf.h"
#include "formats/base/mem.h"
#include "formats/base/text.h"
#include "formats/out/item.h"
#include "formats/xml/xmlread.h"

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

void
item_sort(struct item *it)
{
	size_t i, k;

	if (it->indicator_count > 1)
		qsort(it->indicators, it->indicator_count,
		    sizeof(*it->indicators), by_indicator);
	for (i = k = 0; i < it->indicator_count; i++)
		if (k == 0 || by_indicator(&it->indicators[k - 1],
				  &it->indicators[i]) != 0)
			it->indicators[k++] = it->indicators[i];
	it->indicator_count = k;
	if (it->file_count > 1)
		qsort(it->files, it->file_count, sizeof(*it->files), by_file);
	for (i = k = 0; i < it->file_count; i++)
		if (k == 0 || by_file(&it->files[k - 1], &it->files[i]) != 0)
			it->files[k++] = it->files[i];
	it->file_count = k;
}

/* Attacker's text that leaves: no raw direction marks or controls. */
static void
put_text(struct buf *b, const char *s)
{
	struct arena *a;

	a = arena_new();
	text_xml(b, text_visible(a, s));
	arena_free(a);
}

static void
put_element(struct buf *b, const char *name, const char *text)
{
	if (text == NULL)
		return;
	buf_printf(b, "  <%s>", name);
	put_text(b, text);
	buf_printf(b, "</%s>\n", name);
}

static void
put_file(struct buf *b, const struct item_file *f)
{
	char hex[DIGEST_HEX];

	digest_hex(&f->sha256, hex);
	buf_printf(b, "  <file sha256=\"%s\" size=\"%llu\" kind=\"%s\"", hex,
	    (unsigned long long)f->size, file_kind_word(f->kind));
	if (f->name != NULL) {
		buf_puts(b, " name=\"");
		put_text(b, f->name);
		buf_puts(b, "\"");
	}
	buf_puts(b, "/>\n");
}

/* Reader: item_read(). */
void
item_write(struct buf *b, const struct item *it)
{
	size_t i;

	buf_puts(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	buf_printf(b,
	    "<item xmlns=\"urn:toiyaba:item:1\" id=\"%s\" "
	    "edition=\"%u\" class=\"%s\" tlp=\"%s\"",
	    it->id, it->edition, class_word(it->class), tlp_word(it->tlp));
	if (it->first_shared != NULL)
		buf_printf(b, " first-shared=\"%s\"", it->first_shared);
	buf_puts(b, ">\n");
	put_element(b, "title", it->title);
	put_element(b, "analysis", it->analysis);
	put_element(b, "countermeasure", it->countermeasure);
	for (i = 0; i < it->indicator_count; i++) {
		buf_printf(b, "  <indicator type=\"%s\" role=\"%s\">",
		    ind_type_word(it->indicators[i].type),
		    ind_role_word(it->indicators[i].role));
		put_text(b, it->indicators[i].value);
		buf_puts(b, "</indicator>\n");
	}
	for (i = 0; i < it->file_count; i++)
		put_file(b, &it->files[i]);
	for (i = 0; i < it->step_count; i++) {
		if (i == 0)
			buf_puts(b, "  <thread>\n");
		buf_printf(
		    b, "    <step kind=\"%s\">", step_word(it->steps[i].kind));
		put_text(b, it->steps[i].text);
		buf_puts(b, "</step>\n");
	}
	if (it->step_count > 0)
		buf_puts(b, "  </thread>\n");
	if (it->compared_count > 0)
		buf_puts(b, "  <comparison>\n");
	for (i = 0; i < it->compared_count; i++)
		buf_printf(b, "    <feature name=\"%s\" is=\"%s\"/>\n",
		    it->compared[i].feature,
		    it->compared[i].same ? "same" : "different");
	if (it->compared_count > 0)
		buf_puts(b, "  </comparison>\n");
	for (i = 0; i < it->related_count; i++)
		buf_printf(b, "  <related item=\"%s\"/>\n", it->related[i]);
	if (it->sightings > 0)
		buf_printf(b, "  <sightings count=\"%llu\"/>\n",
		    (unsigned long long)it->sightings);
	if (it->retracted_on != NULL)
		buf_printf(b, "  <retracted on=\"%s\"/>\n", it->retracted_on);
	buf_puts(b, "</item>\n");
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
	} else if (strcmp(name, "retracted") == 0)
		it->retracted_on = xml_attr(a, n, "on");
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
	while ((c = xml_child(root, c, NULL)) != NULL)
		read_child(a, c, it);
	xmlFreeDoc(doc);
	return it;
}
